"""The answers of a dialogue as the words of a report."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ct58.cli.dialogue.questions import Case, Purpose
from ct58.domain.planning.after_merger import ITSELF
from ct58.domain.planning.draft import Draft
from ct58.domain.planning.reports import ReportWords
from ct58.domain.records.reports import Notes, Quality, ReportState
from ct58.domain.records.scalars import NOT_RATED, UNSAID, FigureValue
from ct58.i18n import N_, msg
from ct58.render.words.speech import Speech

PURPOSE = "purpose"
"""The key of the answer to what is to be done with a report that is there already."""


def purpose_of(draft: Draft) -> Purpose:
    """What is being done."""
    return cast("Purpose", draft.answers.get(PURPOSE) or "new")


def report_words(case: Case, draft: Draft, speech: Speech) -> ReportWords:
    """What is to be recorded: the figures that were changed, with what was seen, and the head."""
    answers = draft.answers
    return ReportWords(
        figures=draft.changed() or _silence(case, draft),
        seen=draft.seen,
        received_on=_day(answers.get("received_on")),
        number=_text(answers.get("number")),
        document_date=_day(answers.get("document_date")),
        state=_state(case, draft),
        quality=cast("Quality | None", answers.get("quality")),
        arrival_number=_number(answers.get("arrival_number")),
        reasons={key: reason for key, reason in draft.reasons.items() if draft.figures.get(key) == NOT_RATED},
        notes=Notes(difficulties=_note(draft, "difficulties"), proposals=_note(draft, "proposals")),
        reason=_reason(draft, speech),
        counted_in=_counted_in(answers.get("counted_in")),
    )


def _counted_in(answer: FigureValue) -> str | None:
    """Where the figures of a merged unit count; UNSAID where it was not asked."""
    return None if answer == ITSELF else _text(answer) or UNSAID


def not_given(case: Case, draft: Draft) -> tuple[int, ...]:
    """The printed numbers of the figures that stay without a value."""
    given = {**draft.seen, **draft.figures}
    return tuple(figure.number for figure in case.figures if given.get(figure.key) is None)


def _silence(case: Case, draft: Draft) -> dict[str, FigureValue]:
    """A report without a figure is typed in all the same: each is said not to be given."""
    return {} if case.is_typed_in else dict.fromkeys(draft.figures)


def _state(case: Case, draft: Draft) -> ReportState | None:
    """“No figures” where none is given at all; else what the recording makes of it."""
    is_silent = bool(case.figures) and len(not_given(case, draft)) == len(case.figures)
    return "empty" if is_silent and case.period.kind != "once" else None


def _reason(draft: Draft, speech: Speech) -> str | None:
    """The reason typed in, or the new report that replaces the old one."""
    number, date = draft.answers.get("number"), draft.answers.get("document_date")
    if purpose_of(draft) != "replace":
        return _text(draft.answers.get("reason"))
    if date is None:
        return speech.say(msg(N_("the unit sent a new report, {number}"), number=number))
    return speech.say(msg(N_("the unit sent a new report, {number} of {date}"), number=number, date=date))


def _note(draft: Draft, key: str) -> str | None:
    """A note; empty where there is to be none, None where nothing was asked."""
    return _text(draft.answers[key]) or "" if key in draft.answers else None


def _text(value: FigureValue) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: FigureValue) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: FigureValue) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
