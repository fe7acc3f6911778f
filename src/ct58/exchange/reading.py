"""What the readers of forms, tables and lists share: their results, and the parts of a report as they come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from typing import cast

from ct58.domain.planning.assignments import REASON
from ct58.domain.planning.importing import FilledForm, Problem, Spot
from ct58.domain.planning.values import BadValueError
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Notes, Quality
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.text.legacy_encoding import suspect_legacy_encoding
from ct58.domain.text.suggestions import quoted
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.answers import is_blank, read_answer
from ct58.exchange.layout import FORM_MARK, FormSlot
from ct58.exchange.sheets import SentFile, Sheet
from ct58.exchange.unit_finder import UnitFinder
from ct58.i18n import Message, N_, Translator, msg
from ct58.records import record
from ct58.views.unit_import import ImportNotice, SheetTally

_MOST_TITLE_WORDS = 30


@record
class Lookup:
    """What the readers look things up in."""

    office: Office
    units: UnitFinder
    speech: Translator
    today: dt.date
    period: Period | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """A folded word of a decision's list → the key that it means, as somebody has said."""


@record
class ReadersRemark:
    """What a reader passed over or took notice of; nothing that stops the import."""

    spot: Spot
    message: Message


@record
class ReadFiles:
    """What files say: forms, problems with their places, remarks, and how much of each sheet was read."""

    forms: tuple[FilledForm, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[ReadersRemark, ...] = ()
    tallies: tuple[SheetTally, ...] = ()

    def plus(self, other: ReadFiles) -> ReadFiles:
        """Both together."""
        return ReadFiles(
            forms=(*self.forms, *other.forms),
            problems=(*self.problems, *other.problems),
            remarks=(*self.remarks, *other.remarks),
            tallies=(*self.tallies, *other.tallies),
        )


@record
class Hidden:
    """The hidden sheet that ct58 wrote: which unit and period, and path → printed number and label."""

    kind: str
    unit: str | None
    period: str | None
    version: str | None
    answers: str | None
    lines: Mapping[str, tuple[str, str]]
    lists: Mapping[str, tuple[str, str]]


def hidden_sheet(file: SentFile) -> Hidden | None:
    """The hidden sheet, whatever its name is now; None where there is none."""
    for sheet in file.sheets:
        if not sheet.is_visible and sheet.value(1, 1) == FORM_MARK:
            return _hidden(sheet)
    return None


def _hidden(sheet: Sheet) -> Hidden:
    rows = [tuple(str(sheet.value(row, column) or "") for column in range(1, 5)) for row in sheet.by_row()]
    heads = {name: value for name, value, _number, _label in rows if name not in ("line", "list")}
    tables = {
        kind: {path: (number, label) for name, path, number, label in rows if name == kind}
        for kind in ("line", "list")
    }
    return Hidden(
        kind=heads.get(FORM_MARK, ""),
        unit=heads.get("unit"),
        period=heads.get("period"),
        version=heads.get("version"),
        answers=heads.get("answers"),
        lines=tables["line"],
        lists=tables["list"],
    )


def legacy_text(sheet: Sheet) -> Iterator[Problem]:
    """The first cell of a sheet whose text is in TCVN3 or VNI; all the others will be too."""
    for (row, column), value in sheet.cells.items():
        encoding = suspect_legacy_encoding(value) if isinstance(value, str) else None
        if encoding is not None:
            message = msg(
                N_("“{text}” is written in the old encoding {encoding}."),
                text=quoted(value),
                encoding=encoding,
            )
            hint = msg(N_("Convert the file to Unicode (UTF-8) and import it again."))
            yield Problem(spot=sheet.spot(row, column), message=message, hint=hint)
            return


def unread_sheet(sheet: Sheet) -> SheetTally:
    """The tally of a sheet in which nothing was understood."""
    rows = {row for row, _column in sheet.cells}
    reason = msg(N_("no row here names units and figures"))
    return SheetTally(
        spot=sheet.spot(),
        counts="rows",
        found=len(rows),
        left=tuple(ImportNotice(sheet.spot(row), reason) for row in sorted(rows)),
    )


def other_period(sheet: Sheet, above: int, period: Period) -> Period | None:
    """A period of the same kind that a text above a row names, and that is another one."""
    for (row, _column), value in sorted(sheet.cells.items(), key=lambda cell: cell[0]):
        named = _named_period(value) if row < above and isinstance(value, str) else None
        if named is not None and named.kind == period.kind and named != period:
            return named
    return None


def _named_period(text: str) -> Period | None:
    """The period with which a title ends: “Báo cáo quý II/2021”."""
    words = text.split()[:_MOST_TITLE_WORDS]
    for place in range(len(words)):
        with suppress(BadUsage):
            return parse_period(" ".join(words[place:]))
    return None


def not_of(period: Period, other: Period) -> BadUsage:
    """The refusal of a sheet that says two periods."""
    return BadUsage(
        msg(N_("The form was made for {period}, but its title names {other}."), period=period, other=other),
        msg(N_("Each period has its own form: ct58 form --period {period}"), period=str(other)),
    )


class ReadAnswers:
    """Collects the answers of one report, and what is wrong with them."""

    def __init__(self, lookup: Lookup, sheet: Sheet) -> None:
        self._lookup = lookup
        self._sheet = sheet
        self._values: dict[str, Scalar | None] = {}
        self._lists: dict[str, tuple[Mapping[str, Scalar | None], ...]] = {}
        self._spots: dict[str, Spot] = {}
        self.problems: list[Problem] = []

    def read(self, slot: FormSlot, row: int, column: int, value: object) -> None:
        """Take one answer; a blank cell says nothing."""
        if is_blank(value):
            return
        spot = self._sheet.spot(row, column)
        try:
            self._values[slot.path] = read_answer(slot.line, value, self._lookup.today, self._sheet.epoch)
        except BadValueError as error:
            self.problem(spot, _labelled(slot, error.message))
        self._spots[slot.path] = spot

    def add_list(self, key: str, rows: tuple[Mapping[str, Scalar | None], ...], spot: Spot) -> None:
        """Take a whole list."""
        self._lists[key] = rows
        self._spots[key] = spot

    def problem(self, spot: Spot, message: Message, hint: Message | None = None) -> None:
        """Keep what is wrong."""
        self.problems.append(Problem(spot=spot, message=message, hint=hint))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said, rightly or wrongly."""
        return not self._spots

    def form(self, unit: Unit, period: Period, spot: Spot, sha256: str) -> FilledForm:
        """What was said, as a form."""
        head = {
            path: self._values.get(path)
            for path in ("document.number", "notes.difficulties", "notes.proposals")
        }
        number, difficulties, proposals = (cast("str | None", value) for value in head.values())
        notes = Notes(difficulties=difficulties, proposals=proposals)
        return FilledForm(
            unit=unit,
            period=period,
            spot=spot,
            sha256=sha256,
            figures=self._figures(),
            reasons=self._reasons(),
            number=number,
            document_date=cast("dt.date | None", self._values.get("document.date")),
            received_on=cast("dt.date | None", self._values.get("received_on")),
            quality=cast("Quality | None", self._values.get("quality")),
            notes=notes if difficulties or proposals else None,
            spots=self._spots,
        )

    def _figures(self) -> dict[str, FigureValue]:
        """Key → value; the fields of a record come together, “k” in all of them means the whole record."""
        figures: dict[str, FigureValue] = {}
        records: dict[str, dict[str, Scalar | None]] = {}
        known = self._fields()
        for path, value in self._values.items():
            key, _, name = path.partition(".")
            if name == REASON and not known.get(key, frozenset()):
                continue
            if key in known and name:
                records.setdefault(key, {})[name] = value
            elif key in known:
                figures[key] = value
        for key, fields in records.items():
            figures[key] = _whole(fields)
        return {**figures, **self._lists}

    def _fields(self) -> dict[str, frozenset[str]]:
        """Key of each figure → its fields; a figure with one value has none."""
        figures = self._lookup.office.programme.figures
        return {figure.key: frozenset(field.key for field in figure.fields) for figure in figures}

    def _reasons(self) -> dict[str, str]:
        """The reasons beside figures, by the figure's key."""
        paths = ((path.partition("."), value) for path, value in self._values.items())
        known = self._fields()
        return {
            key: value
            for (key, _, name), value in paths
            if name == REASON and not known.get(key, frozenset()) and isinstance(value, str)
        }


def _whole(fields: dict[str, Scalar | None]) -> FigureValue:
    said = set(fields.values())
    if said == {None}:
        return None
    return NOT_APPLICABLE if said == {NOT_APPLICABLE} else fields


def _labelled(slot: FormSlot, problem: Message) -> Message:
    label = f"{slot.of}: {slot.label}" if slot.of else slot.label
    name = f"{slot.number}. {label}" if slot.number else label
    return msg(N_("{figure}: {problem}"), figure=name, problem=problem)
