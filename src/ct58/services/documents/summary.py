"""Making a summary: what has to be read for it, and its view."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from ct58.domain.records.narrative import Profile
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.report_calendar import check_horizon
from ct58.domain.standing.summary_scope import as_of_for, summary_scope_of
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.render.words.speech import Speech
from ct58.services.documents.templates import LANGUAGE, find_markdown, find_template
from ct58.services.reading.data_source import DataSource, read_programme
from ct58.services.reading.opening import Slice
from ct58.services.reading.slices import reported_periods
from ct58.views.reported import Recall, issues_on, reported_changes
from ct58.views.returned import ReportOrigin, SectionOrigin, source_print
from ct58.views.summary import DataRevision, Order, SummaryView, summary_periods, summary_view

_NEEDS: frozenset[DataPart] = frozenset(
    {"programme", "office", "units", "reports", "figures", "events", "periods"}
)


@record
class Wish:
    """What a person asks for; `as_of` None is the period's own day."""

    period: Period
    profile: Profile
    as_of: dt.date | None
    today: dt.date
    is_final: bool = False
    number: str | None = None
    on: dt.date | None = None
    revision: DataRevision | None = None


@record
class Ordered:
    """The order that a wish means, and what has to be read for it."""

    order: Order
    slice: Slice

    @property
    def day(self) -> dt.date:
        """The day that the report tells of."""
        return self.order.as_of.day


def read_frame(source: DataSource) -> Office:
    """The programme and the periods' files: enough to know which time is meant, and on which day."""
    return read_programme(source, with_periods=True)


def ordered(frame: Office, wish: Wish) -> Ordered:
    """The order that a wish means, and its slice of the data.

    Raises BadUsage for a period outside the programme's time, or one that has not begun.
    """
    scope = summary_scope_of(wish.period)
    frame = as_known(frame, wish.as_of or wish.today)
    check_horizon(frame, scope.asked)
    order = Order(
        scope=scope,
        profile=wish.profile,
        as_of=as_of_for(frame, scope, wish.as_of, wish.today),
        is_final=wish.is_final,
        number=wish.number,
        on=wish.on,
        revision=wish.revision,
    )
    frame = as_known(frame, order.as_of.day)
    periods = summary_periods(frame, scope) | reported_periods(frame, order.as_of.day)
    return Ordered(order=order, slice=Slice(needs=_NEEDS, periods=periods))


def made_summary(office: Office, order: Order, recall: Recall) -> SummaryView:
    """The summary, with what was reported before to the same reader and has changed since."""
    day = order.as_of.day
    reported = reported_changes(office, issues_on(office, day, order.profile), day, recall)
    return summary_view(office, order, reported)


def summary_as_word(view: SummaryView, data: Path, template: Path | None = None) -> bytes:
    """The Word document in the Party's form."""
    from ct58.exchange.report_origin import with_origin
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.summary import summary_document
    from ct58.render.documents.tags import CHARTS_TAG, report_context
    from ct58.render.documents.template_faults import mentions

    form, document = (
        find_template("report", data, template),
        summary_document(view, Speech(LANGUAGE, view.programme.terms)),
    )
    if not mentions(
        form, CHARTS_TAG
    ):  # an office's own template, from before there were charts: none is numbered
        document = replace(document, charts=None)
    content = render_docx(
        form,
        report_context(document),
        made_on=view.official.day,
        title=document.subject,
        author=document.head.body,
    )
    return with_origin(content, _origin(content, view), view.official.day)


def _origin(content: bytes, view: SummaryView) -> ReportOrigin:
    """What the document says, as it will be read when it comes back, and what it was made from."""
    from ct58.exchange.returned_report import report_in

    found = report_in("", content)
    texts = {view.text_keys[key]: text for key, text in view.texts.items()}
    return ReportOrigin(
        period=str(view.order.scope.asked),
        profile=view.order.profile,
        sections=tuple(
            SectionOrigin(key=entry.key, said=entry.digest, source=source_print(texts.get(entry.key, "")))
            for entry in found.sections
        ),
        rest=found.rest,
    )


def summary_as_markdown(view: SummaryView, data: Path, template: Path | None = None) -> str:
    """The same document in Markdown."""
    from ct58.render.documents.markdown import render_markdown
    from ct58.render.documents.summary import summary_document
    from ct58.render.documents.tags import report_context

    document = summary_document(view, Speech(LANGUAGE, view.programme.terms))
    return render_markdown(find_markdown("report", data, template), report_context(document))


def brief_as_markdown(view: SummaryView, data: Path, template: Path | None = None) -> str:
    """The sheet for the leader in Markdown; the chart is the table of its numbers."""
    from ct58.render.documents.markdown import render_markdown
    from ct58.render.documents.summary import brief_document
    from ct58.render.documents.tags import brief_context

    context = brief_context(brief_document(view, Speech(LANGUAGE, view.programme.terms)))
    return render_markdown(find_markdown("brief", data, template), context)


def brief_as_word(view: SummaryView, data: Path, template: Path | None = None) -> bytes:
    """The sheet for the leader as a Word document."""
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.summary import brief_document
    from ct58.render.documents.tags import brief_context

    document = brief_document(view, Speech(LANGUAGE, view.programme.terms))
    return render_docx(
        find_template("brief", data, template),
        brief_context(document),
        made_on=view.official.day,
        title=document.sheet.subject,
        author=document.head.body,
    )
