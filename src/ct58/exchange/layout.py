"""The form of one unit and period: its lines, in one layout that is both written and read."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ct58.domain.planning.assignments import REASON
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import NOT_RATED, FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, report_item
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.reminders import LETTER_ROLE
from ct58.domain.standing.status import standing
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, Translator, msg
from ct58.records import record
from ct58.views.vocabularies import ADDING, QUALITIES

FORM_MARK = "ct58"
"""Stands in the first cell of the hidden sheet."""
VERSION = "1"
SPARE_ROWS = 6
"""Rows of a list on the form; more may be added below them."""

UNIT = N_("Unit")
PERIOD = N_("Period of the report")
NUMBER = N_("No.")
LABEL = N_("Figure")
MEASURE = N_("Measured in")
ADDS = N_("How it adds up")
PREVIOUS = N_("Last period")
ANSWER = N_("This period")
REMARK = N_("Explanation")
FORM_SECTIONS = (N_("The report"), N_("Figures"), N_("Difficulties and proposals"))
LIST_NOTE = N_("One row each. If there is none, write 0 in the first row.")

_HEAD = (
    ("document.number", N_("Number of the document"), "text", ""),
    ("document.date", N_("Date of the document"), "date", ""),
    ("received_on", N_("Received on"), "date", N_("Left blank: the office of the committee fills it in.")),
    ("quality", N_("Quality of the figures"), "enum", ""),
)
_NOTES = (
    ("notes.difficulties", N_("Difficulties")),
    ("notes.proposals", N_("Proposals")),
)


@record
class FormSlot:
    """One answer: the path of the value, what is printed before it, and how it is read.

    A record has one slot a field, with `of` the record's own label; `line` holds type, words and limits.
    """

    path: str
    number: str
    label: str
    line: Figure | SubFigure
    of: str = ""
    adds: str = ""
    remark: str = ""
    previous: Scalar | None = None


@record
class ListBlock:
    """A list figure: a small table, one column a field."""

    key: str
    number: str
    label: str
    fields: tuple[SubFigure, ...]
    remark: str = ""


@record
class FormLayout:
    """The form of one unit and period. `version` changes when what is asked changes, not with its values.

    `send` says where it goes and by when, a line each; `signs` on whose behalf it is signed.
    """

    unit: Unit
    period: Period
    title: str
    head: tuple[FormSlot, ...]
    figures: tuple[FormSlot, ...]
    lists: tuple[ListBlock, ...]
    notes: tuple[FormSlot, ...]
    version: str
    send: tuple[str, ...] = ()
    signs: str | None = None

    @property
    def slots(self) -> tuple[FormSlot, ...]:
        """Every line with one answer, in the form's order."""
        return (*self.head, *self.figures, *self.notes)


def form_layout(office: Office, unit: Unit, period: Period, speech: Translator) -> FormLayout:
    """The form for a unit: only what it is asked, with last period's values."""
    asked = asked_figures(office, unit, period)
    before = _previous_report(office, unit, period)
    slots = tuple(slot for figure in asked for slot in figure_slots(figure, speech, before))
    lists = tuple(_block(figure) for figure in asked if figure.type == "list")
    head, notes = head_slots(speech), note_slots(speech)
    return FormLayout(
        unit=unit,
        period=period,
        title=speech.say(msg(N_("Report of {period}"), period=period)),
        head=head,
        figures=slots,
        lists=lists,
        notes=notes,
        version=_version(slots, lists),
        send=tuple(speech.say(line) for line in _where_and_when(office, unit, period)),
        signs=office.terms.signs(unit.organisation),
    )


def _where_and_when(office: Office, unit: Unit, period: Period) -> Iterator[Message]:
    """To whom the form is sent, with the address of the office that reminds, and the last good day."""
    signatory = next((s for s in office.file.signatories if s.role == LETTER_ROLE), None)
    own = office.units.get(signatory.unit or "") if signatory else None
    yield msg(N_("Send to: {committee}"), committee=f"{office.file.names.committee}{_address(own)}")
    item = report_item(office, unit, period)
    if item is not None:
        occurrence = next(o for o in item_occurrences(office, item) if o.period == period)
        due = standing(office, Obligation(item, occurrence, unit), period.last_day).due
        data = item.data_of(period)
        if due is not None and data is not None:
            yield msg(N_("By: {day}; data {time}"), day=due, time=data)
        elif due is not None:
            yield msg(N_("By: {day}"), day=due)


def _address(unit: Unit | None) -> str:
    """` (dang-uy@…, 0237 …)`, as far as it is known."""
    known = [text for text in (unit.office_email, unit.office_phone) if text] if unit else []
    return f" ({', '.join(known)})" if known else ""


def shown_on_form(value: object, speech: Translator) -> str:
    """A value as the language writes it."""
    return speech.say(Message("{value}", {"value": value}))


def figure_slots(figure: Figure, speech: Translator, before: Report | None = None) -> Iterator[FormSlot]:
    """The answers of a figure: one, or one a field of a record; none for a list."""
    old = before.figures.get(figure.key) if before else None
    remark = " ".join(figure.help.split()) if figure.help else ""
    if figure.type == "record":
        for place, field in enumerate(figure.fields, start=1):
            yield FormSlot(
                path=f"{figure.key}.{field.key}",
                number=f"{figure.number}.{place}",
                label=field.label,
                line=field,
                of=figure.label,
                previous=_field(old, field.key),
                remark=remark if place == 1 else "",
            )
    elif figure.type != "list":
        adds = speech.gettext(ADDING[figure.adds]) if figure.adds else ""
        previous = None if isinstance(old, Mapping | tuple) else old
        yield FormSlot(
            path=figure.key,
            number=str(figure.number),
            label=figure.label,
            line=figure,
            adds=adds,
            remark=remark,
            previous=previous,
        )
        yield from _reason_slot(figure, speech)


def _reason_slot(figure: Figure, speech: Translator) -> Iterator[FormSlot]:
    """Below a choice that knows “not rated”: why."""
    if NOT_RATED in figure.values:
        label = speech.say(msg(N_("{figure}: why it is not rated"), figure=figure.label))
        yield FormSlot(
            path=f"{figure.key}.{REASON}",
            number=f"{figure.number}.1",
            label=label,
            line=SubFigure(key=REASON, label=label, type="text"),
            remark=speech.gettext(N_("Only where “{word}” is chosen.")).format(word=figure.values[NOT_RATED]),
        )


def head_slots(speech: Translator) -> tuple[FormSlot, ...]:
    """The lines about the document and the figures as a whole."""
    words = {key: speech.gettext(text) for key, text in QUALITIES.items()}
    return tuple(
        FormSlot(
            path=path,
            number="",
            label=speech.gettext(label),
            line=SubFigure(
                key=path,
                label=speech.gettext(label),
                type=type_,  # type: ignore[arg-type]  # the words of the table above
                values=words if path == "quality" else {},
            ),
            remark=speech.gettext(remark),
        )
        for path, label, type_, remark in _HEAD
    )


def note_slots(speech: Translator) -> tuple[FormSlot, ...]:
    """The report's own words."""
    return tuple(
        FormSlot(path=path, number="", label=label, line=SubFigure(key=path, label=label, type="text"))
        for path, label in ((path, speech.gettext(text)) for path, text in _NOTES)
    )


def grid_slots(
    office: Office,
    units: Sequence[Unit],
    period: Period,
    speech: Translator,
    only: Container[str] | None = None,
) -> tuple[tuple[FormSlot, ...], frozenset[tuple[str, str]], tuple[Figure, ...]]:
    """The columns of a grid; which unit is asked which (unit id, path); the lists, which a grid cannot hold.

    With `only` some figures, and nothing about the report.
    """
    asked = {
        unit.id: [f for f in asked_figures(office, unit, period) if only is None or f.key in only]
        for unit in units
    }
    figures = {figure.key: figure for lines in asked.values() for figure in lines}
    ordered = sorted(figures.values(), key=lambda figure: figure.number)
    slots = {figure.key: tuple(figure_slots(figure, speech)) for figure in ordered}
    open_cells = frozenset(
        (unit_id, slot.path)
        for unit_id, lines in asked.items()
        for figure in lines
        for slot in slots[figure.key]
    )
    head = head_slots(speech) if only is None else ()
    columns = (*head, *(slot for figure in ordered for slot in slots[figure.key]))
    return columns, open_cells, tuple(figure for figure in ordered if figure.type == "list")


def _block(figure: Figure) -> ListBlock:
    remark = " ".join(figure.help.split()) if figure.help else ""
    return ListBlock(
        key=figure.key, number=str(figure.number), label=figure.label, fields=figure.fields, remark=remark
    )


def _previous_report(office: Office, unit: Unit, period: Period) -> Report | None:
    """The report of the period before; for what is given once, the one that is there."""
    before = period if period.kind == "once" else period.previous()
    return office.reports.get((unit.id, str(before)))


def _field(value: FigureValue, key: str) -> Scalar | None:
    return value.get(key) if isinstance(value, Mapping) else None


def _version(slots: Iterable[FormSlot], lists: Iterable[ListBlock]) -> str:
    """A short hash of what is asked: paths, numbers, labels, types and words."""
    lines = [(s.path, s.number, s.label, s.line.type, tuple(s.line.values.items())) for s in slots]
    tables = [
        (b.key, b.number, b.label, tuple((f.key, f.label, f.type, tuple(f.values.items())) for f in b.fields))
        for b in lists
    ]
    return hashlib.sha256(repr((VERSION, lines, tables)).encode()).hexdigest()[:12]
