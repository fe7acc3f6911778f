"""`ct58 show UNIT PERIOD`: a report read back, in the words in which it was typed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.i18n import Message, N_, msg
from ct58.render.screens.parts import fact, place_line
from ct58.render.words.approvals import approval_text
from ct58.render.words.cells import number_words
from ct58.render.words.labels import event_line, short_text, shown_as, status_text, value_text
from ct58.render.words.record_keys import record_as_json
from ct58.render.words.speech import Speech, period_title
from ct58.views.changes import FigureOrigin, Kept
from ct58.views.page import (
    Amount,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    Words,
    on_screen,
    words,
)
from ct58.views.unit_report import ReadFigure, ReportReading

_NUMBERED_LABEL = 40
"""Characters of a figure's label where only its number and a reminder of it are wanted."""


def reading_page(view: ReportReading, speech: Speech) -> Page:
    """How it came; each figure beside the period before; what is not given; corrections; who typed it in."""
    blocks: list[Block] = [_heading(view, speech), *_arrival(view, speech)]
    if view.given:
        blocks += [Gap(), _table(view, speech)]
    blocks += [*_without_value(view, speech), *_words(view, speech), *_corrections(view, speech)]
    blocks += [*_typists(view, speech), *_events(view, speech), *_next_steps(view, speech)]
    if view.report is not None:
        blocks += [Gap(), place_line(f"{view.file}:{view.line}", speech)]
    return Page(tuple(blocks))


def _heading(view: ReportReading, speech: Speech) -> Heading:
    title = view.item.title if view.item else speech.gettext(N_("Figures"))
    return Heading(
        f"{view.unit.name} · {period_title(title, speech.period(view.period))}", level=1, key=view.unit.id
    )


def _arrival(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """Whether it is in, how late, with which document, and how it came."""
    standing = view.standing
    if standing is not None and standing.due is not None:
        text = f"{speech.date(standing.due)} · {status_text(standing, speech)}"
        yield fact(N_("Deadline"), text, speech, shown_as(standing).emphasis)
    data = view.item.data_of(view.period) if view.item else None
    if data is not None:
        yield fact(N_("Data run"), speech.period(data), speech)
    if view.report is None:
        if standing is None:
            yield fact(N_("Report"), speech.gettext(N_("not owed for this period")), speech)
        else:
            yield fact(N_("Report"), speech.report_state("missing"), speech, "warning")
        return
    yield fact(N_("Report"), " · ".join(map(speech.say, _state(view.report, speech))), speech)
    came = " · ".join(map(speech.say, arrival_parts(view.report)))
    if came:
        yield fact(N_("Document"), came, speech)
    if view.counted_in is not None:
        yield fact(N_("Counted"), _counted(view, view.counted_in, speech), speech)


def _counted(view: ReportReading, holder: Unit, speech: Speech) -> str:
    """Where the figures of a merged unit's last report count."""
    if holder.id == view.unit.id:
        return speech.gettext(N_("the figures count by themselves"))
    return speech.say(msg(N_("counted in the report of {unit}"), unit=holder.label))


def _state(report: Report, speech: Speech) -> Iterator[Message | str]:
    if report.received_on is not None:
        yield msg(N_("received on {day}"), day=report.received_on)
    yield msg("{state}", state=speech.report_state(report.state))
    if report.quality is not None:
        yield msg(N_("figures: {quality}"), quality=speech.quality(report.quality))


def arrival_parts(report: Report) -> Iterator[Message]:
    """`12-BC/ĐU, văn bản ngày 03/7/2021`, `số đến 415`, `qua email`, as far as it is known."""
    if report.document is not None and report.document.date is not None:
        text = N_("{number}, document of {day}")
        yield msg(text, number=report.document.number, day=report.document.date)
    elif report.document is not None:
        yield msg(N_("{number}, undated"), number=report.document.number)
    source = report.source
    if source is not None and source.arrival_number is not None:
        yield msg(N_("arrival number {number}"), number=str(source.arrival_number))
    if source is not None and source.how:
        yield msg(N_("came by {how}"), how=source.how)
    if source is not None and source.file:
        yield msg(N_("original: {file}"), file=source.file)


def _table(view: ReportReading, speech: Speech) -> Table:
    """The figures with a value, as they were asked."""
    origins = {origin.figure: origin for origin in view.origins or ()}
    columns = (
        Column(speech.gettext(N_("No.")), align="right"),
        Column(speech.gettext(N_("Figure")), grows=True),
        Column(speech.gettext(N_("Last period")), align="right", max_width=24),
        Column(speech.gettext(N_("This period")), align="right", max_width=36),
        *([Column(speech.gettext(N_("Note")))] if _has_notes(view, origins) else []),
    )
    rows = tuple(_row(read, origins, len(columns), speech) for read in view.given)
    return Table(columns, rows, is_main=True)


def _row(
    read: ReadFigure, origins: Mapping[str, FigureOrigin], width: int, speech: Speech
) -> tuple[Words, ...]:
    """Number, label with how it is counted, both values, and what became of this one."""
    figure = read.figure
    return (
        number_words(figure.number, speech),
        words(_counted_label(figure, speech)),
        _value(short_text(figure, read.last, speech), read.last),
        _value(value_text(figure, read.value, speech), read.value, "strong"),
        words(_note(read, origins.get(figure.key), speech)),
    )[:width]


def _counted_label(figure: Figure, speech: Speech) -> str:
    """`Tổng số đảng viên (cuối kỳ)`; a label that says itself how it is counted stays as it is."""
    counted = speech.adding(figure.adds) if figure.adds else ""
    return f"{figure.label} ({counted})" if counted and counted not in figure.label else figure.label


def _value(text: str, value: FigureValue, emphasis: Emphasis = "plain") -> Words:
    """A value in words; a number or a day as itself, too."""
    if isinstance(value, int | Decimal | dt.date) and not isinstance(value, bool):
        return words(text, emphasis, Amount(value))
    return words(text, emphasis)


def _has_notes(view: ReportReading, origins: Mapping[str, FigureOrigin]) -> bool:
    return any(read.reason or _is_changed(origins.get(read.figure.key)) for read in view.given)


def _is_changed(origin: FigureOrigin | None) -> bool:
    return origin is not None and origin.kept is not None and origin.before is not None


def _note(read: ReadFigure, origin: FigureOrigin | None, speech: Speech) -> str:
    """`sửa 16/7/2024 từ 21`; why there is no level."""
    if origin is None or origin.kept is None or origin.before is None:
        return read.reason or ""
    old = short_text(read.figure, origin.before, speech)
    changed = speech.say(msg(N_("changed {day} from {value}"), day=origin.kept.when.date(), value=old))
    return f"{changed}; {read.reason}" if read.reason else changed


def _without_value(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """Which figures are not given, and which nobody has typed in."""
    if view.report is None:
        return
    yield from _listed(N_("Not given"), view.not_given if view.is_typed_in else (), speech)
    yield from _listed(N_("Not typed in"), view.not_typed if view.is_typed_in else (), speech)


def _listed(label: str, figures: Sequence[ReadFigure], speech: Speech) -> Iterator[Block]:
    if figures:
        text = "; ".join(f"{read.figure.number}. {_shortened(read.figure.label)}" for read in figures)
        yield Gap()
        yield fact(label, text, speech, "warning")


def _shortened(label: str) -> str:
    return label if len(label) <= _NUMBERED_LABEL else f"{label[: _NUMBERED_LABEL - 1].rstrip()}…"


def _words(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """The report's own words."""
    notes = view.report.notes if view.report else None
    for label, text in (
        (N_("Difficulties"), notes and notes.difficulties),
        (N_("Proposals"), notes and notes.proposals),
        (N_("Other"), notes and notes.other),
    ):
        if text:
            yield fact(label, text, speech)


def _corrections(view: ReportReading, speech: Speech) -> Iterator[Block]:
    corrections = view.report.corrections if view.report else ()
    for correction in corrections:
        document = f", {correction.document.number}" if correction.document else ""
        text = f"{speech.date(correction.date)}: {correction.reason}{document}"
        yield fact(N_("Corrections"), text, speech)


def _typists(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """Who kept the figures, and how that was approved, by the history of the data; what is not kept yet has no name."""
    kept = {origin.kept.id: origin.kept for origin in view.origins or () if origin.kept}
    by_day = sorted(kept.values(), key=lambda one: (one.when.date(), one.author))
    lines = (f"{one.author}, {speech.date(one.when.date())}{_approved(one, speech)}" for one in by_day)
    for line in dict.fromkeys(lines):
        yield fact(N_("Typed in by"), line, speech)
    if any(origin.kept is None for origin in view.origins or ()):
        text = speech.gettext(N_("what was typed in last is not saved yet: ct58 save"))
        yield Line(on_screen(text), indent=1)


def _approved(kept: Kept, speech: Speech) -> str:
    return f" · {approval_text(kept.approval, speech)}" if kept.approval else ""


def _events(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """What happened about it: reminders, promises, what was sent back."""
    events = view.standing.events if view.standing else ()
    if events:
        yield Gap()
        yield Heading(speech.gettext(N_("What happened")))
        for event in sorted(events, key=lambda event: event.date):
            yield Line(words(event_line(event, speech)), indent=1)


def _next_steps(view: ReportReading, speech: Speech) -> Iterator[Block]:
    """The commands for what is still to be done, ready to be pasted."""
    steps = list(_commands(view))
    if steps:
        yield Gap()
        for label, command in steps:
            yield Line(on_screen(f"{speech.gettext(label)}: {command}"), indent=1)


def _commands(view: ReportReading) -> Iterable[tuple[str, str]]:
    unit, period = view.unit.id, str(view.period)
    if view.report is None and view.standing is None:
        return
    if view.report is None or view.report.state in ("expected", "returned"):
        yield N_("When it comes"), f"ct58 receive {unit} --period {period}"
    elif view.not_typed or view.report.state == "registered":
        yield N_("Type it in"), f"ct58 record report {unit} {period}"


def reading_as_json(view: ReportReading) -> dict[str, object]:
    """`{kind: report_of_unit, id, …the report's keys, due, days_overdue, status, asked, events, source}`."""
    standing = view.standing
    said = record_as_json(view.report) if view.report else {"state": "missing"}
    return {
        "kind": "report_of_unit",
        "id": f"{view.unit.id}/{view.period}",
        **cast("dict[str, object]", said),
        "unit": view.unit.id,
        "period": str(view.period),
        "item": view.item.id if view.item else None,
        "due": standing.due if standing else None,
        "days_overdue": standing.days_overdue if standing else 0,
        "status": standing.status if standing else None,
        "asked": [
            {
                "figure": read.figure.key,
                "number": read.figure.number,
                "label": read.figure.label,
                "value": read.value,
                "previous": read.last,
                "is_typed_in": read.is_there,
            }
            for read in view.figures
        ],
        "events": [record_as_json(event) for event in standing.events] if standing else [],
        "source": {"file": view.file, "line": view.line} if view.report else None,
    }
