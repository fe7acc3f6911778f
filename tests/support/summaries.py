"""Summaries in tests: the view that some words ask for."""

from __future__ import annotations

from typing import Any

from tests.support.documents import rendered_markdown
from tests.support.offices import day, period

from ct58.domain.records.narrative import Profile
from ct58.domain.records.office import Office
from ct58.domain.standing.summary_scope import AsOf, summary_scope_of
from ct58.render.documents.summary import summary_document
from ct58.render.documents.tags import report_context
from ct58.render.words.speech import Speech
from ct58.views.summary import Order, SummaryView, summary_view


def order(of: str, as_of: str, to: Profile = "standing-committee", **given: Any) -> Order:
    """What is asked for of a period, on a day that was asked for."""
    return Order(scope=summary_scope_of(period(of)), profile=to, as_of=AsOf(day(as_of), "asked"), **given)


def summary_of(
    office: Office, of: str, as_of: str, to: Profile = "standing-committee", **given: Any
) -> SummaryView:
    """The summary of a period as known on a day."""
    return summary_view(office, order(of, as_of, to, **given))


def summary_markdown(view: SummaryView, speech: Speech) -> str:
    """The report in Markdown, by the template that ct58 brings."""
    return rendered_markdown("bao-cao.md.jinja", report_context(summary_document(view, speech)))
