"""Reading a filled form back: by its printed numbers and labels, wherever rows and columns have gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ct58.domain.planning.importing import Problem, refusal_at
from ct58.domain.planning.values import BadValueError
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import Scalar
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import quoted
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.answers import is_blank, key_of, looks_like_number, read_answer, words_of
from ct58.exchange.layout import (
    ANSWER,
    FORM_SECTIONS,
    LIST_NOTE,
    NUMBER,
    PERIOD,
    SPARE_ROWS,
    UNIT,
    FormLayout,
    FormSlot,
    ListBlock,
    form_layout,
)
from ct58.exchange.reading import (
    Hidden,
    Lookup,
    ReadAnswers,
    ReadersRemark,
    ReadFiles,
    legacy_text,
    not_of,
    other_period,
)
from ct58.exchange.sheets import SentFile, Sheet
from ct58.i18n import Message, N_, Translator, msg
from ct58.views.unit_import import ImportNotice, SheetTally

_ROWS_TO_LIST_HEADER = 4
_ROW_NUMBERS = frozenset(str(number) for number in range(1, SPARE_ROWS + 1))
_NONE = frozenset({"0", "khong", "khong co", "none"})


def read_form(file: SentFile, hidden: Hidden | None, lookup: Lookup) -> ReadFiles:
    """The form of a workbook: its sheet is the visible one with the column of answers."""
    answers = _texts(lookup, ANSWER, hidden.answers if hidden else None)
    sheets = [sheet for sheet in file.visible if _answer_header(sheet, answers)]
    problem = _which_sheet(file, sheets)
    if problem is not None:
        return ReadFiles(problems=(problem,))
    found = [_SheetReader(sheet, hidden, lookup, answers).read(file.sha256) for sheet in sheets]
    filled = [reading for reading in found if not _is_blank(reading)]
    if len(filled) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
        message = msg(N_("Several sheets hold answers: {sheets}."), sheets=names)
        hint = msg(N_("Keep one of them in the file."))
        return ReadFiles(problems=(Problem(spot=sheets[0].spot(), message=message, hint=hint),))
    return (filled or found)[0]


def looks_like_form(file: SentFile, lookup: Lookup) -> bool:
    """Whether a workbook without the hidden sheet has a sheet with the column of answers and a unit."""
    answers = _texts(lookup, ANSWER, None)
    return any(
        _answer_header(sheet, answers) and _beside(sheet, _texts(lookup, UNIT)) for sheet in file.visible
    )


def form_period(file: SentFile, hidden: Hidden | None, lookup_texts: Iterable[str]) -> Period | None:
    """The period that a form names, before the data is read."""
    if hidden is not None and hidden.period:
        return _period(hidden.period)
    wanted = frozenset(map(key_of, lookup_texts))
    found = (_beside(sheet, wanted) for sheet in file.visible)
    return next((period for text in found if text and (period := _period(text))), None)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except BadUsage:
        return None


def _texts(lookup: Lookup, text: str, written: str | None = None) -> frozenset[str]:
    """A text in the language of this run, in English, and as the form was written with."""
    return frozenset(key_of(known) for known in (text, lookup.speech.gettext(text), written) if known)


def _which_sheet(file: SentFile, sheets: list[Sheet]) -> Problem | None:
    if sheets:
        return None
    for sheet in file.visible:
        for problem in legacy_text(sheet):
            return problem
    message = msg(N_("No sheet with the column of answers was found."))
    hint = msg(N_("Write into the form that ct58 made, or type the figures in: ct58 record report"))
    spot = file.sheets[0].spot() if file.sheets else None
    assert spot is not None
    return Problem(spot=replace(spot, sheet=None), message=message, hint=hint)


def _is_blank(reading: ReadFiles) -> bool:
    said = any(form.spots for form in reading.forms)
    return not said and not any(problem.spot.cell for problem in reading.problems)


def _answer_header(sheet: Sheet, answers: frozenset[str]) -> tuple[int, int] | None:
    """Row and column of the header over the answers."""
    cells = (cell for cell, value in sorted(sheet.cells.items()) if key_of(value) in answers)
    return next(cells, None)


def _beside(sheet: Sheet, labels: Iterable[str]) -> str | None:
    """The text to the right of a label."""
    wanted = frozenset(labels)
    for cells in sheet.by_row().values():
        columns = list(cells)
        for place, column in enumerate(columns[:-1]):
            if key_of(cells[column]) in wanted:
                return words_of(cells[columns[place + 1]])
    return None


def _as_printed(slots: Iterable[FormSlot], lines: Mapping[str, tuple[str, str]]) -> tuple[FormSlot, ...]:
    """The lines that a form has, with its own numbers and labels."""
    return tuple(
        replace(slot, number=lines[slot.path][0], label=lines[slot.path][1])
        for slot in slots
        if slot.path in lines
    )


class _SheetReader:
    """One sheet that is a form."""

    def __init__(self, sheet: Sheet, hidden: Hidden | None, lookup: Lookup, answers: frozenset[str]) -> None:
        self._sheet = sheet
        self._hidden = hidden
        self._lookup = lookup
        header = _answer_header(sheet, answers)
        assert header is not None
        self._header_row, self._answer_column = header
        self._rows = sheet.by_row()
        self._by_label = self._labels()
        self._answers = ReadAnswers(lookup, sheet)
        self._known_rows: set[int] = set()
        self._slots: dict[int, FormSlot] = {}
        self._taken: set[tuple[int, int]] = set()
        self._text: frozenset[str] = frozenset()

    def read(self, sha256: str) -> ReadFiles:
        """Unit, period, every line and list."""
        try:
            unit, period = self._unit(), self._period()
        except BadUsage as error:
            return ReadFiles(problems=(refusal_at(self._sheet.spot(), error),))
        layout = self._printed(form_layout(self._lookup.office, unit, period, self._lookup.speech))
        self._text = _printed_texts(layout, self._lookup.speech)
        for slot in layout.slots:
            self._slot(slot, layout)
        for block in layout.lists:
            self._list(block, layout)
        spot = self._sheet.spot()
        form = self._answers.form(unit, period, spot, sha256)
        legacy = tuple(legacy_text(self._sheet))
        said = {problem.spot for problem in legacy}
        problems = (
            *legacy,
            *(one for one in self._answers.problems if one.spot not in said),
            *self._beside(),
        )
        is_sound = not problems
        return ReadFiles(
            forms=(form,) if is_sound else (),
            problems=problems,
            remarks=tuple(self._remarks(layout)),
            tallies=(self._tally(layout),),
        )

    def _labels(self) -> Mapping[str, list[tuple[int, int]]]:
        """Folded text of a cell → where it stands, outside the column of answers."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, cells in self._rows.items():
            for column, value in cells.items():
                if column != self._answer_column or row <= self._header_row:
                    found[key_of(value)].append((row, column))
        return found

    def _unit(self) -> Unit:
        """The unit of the hidden sheet; the name on the sheet must not be another's."""
        named = _beside(self._sheet, _texts(self._lookup, UNIT))
        office = self._lookup.office
        if self._hidden is None or not self._hidden.unit:
            if named is None:
                raise BadUsage(
                    msg(N_("The sheet does not say which unit it is of.")),
                    msg(N_("Write the unit's name beside “Đơn vị”.")),
                )
            return self._lookup.units.find(named)
        unit = office.units.get(self._hidden.unit) or self._lookup.units.find(self._hidden.unit)
        other = self._lookup.units.known(named) if named else None
        if other is not None and other.id != unit.id:
            raise BadUsage(
                msg(N_("The form was made for {unit}, but names {other}."), unit=unit.name, other=other.name),
                msg(N_("Each unit fills in its own form: ct58 form --period PERIOD {id}"), id=other.id),
            )
        return unit

    def _period(self) -> Period:
        """The period of the form; --period only fills a gap."""
        text = self._hidden.period if self._hidden else None
        text = text or _beside(self._sheet, _texts(self._lookup, PERIOD))
        given = self._lookup.period
        if text is None:
            if given is None:
                raise BadUsage(
                    msg(N_("The file does not say which period it is of.")),
                    msg(N_("Add --period, such as 2021-Q2.")),
                )
            return given
        period = parse_period(text)
        other = other_period(self._sheet, self._header_row, period)
        if other is not None:
            raise not_of(period, other)
        if given is not None and given != period:
            raise BadUsage(
                msg(N_("The form is of {period}, not of {given}."), period=period, given=given),
                msg(N_("Leave --period out, or leave this file out.")),
            )
        return period

    def _printed(self, layout: FormLayout) -> FormLayout:
        """The layout with numbers and labels as this form has them, if it is an older one."""
        if self._hidden is None:
            return layout
        lines, lists = self._hidden.lines, self._hidden.lists
        blocks = (
            replace(block, number=lists[block.key][0], label=lists[block.key][1])
            for block in layout.lists
            if block.key in lists
        )
        return replace(
            layout,
            head=_as_printed(layout.head, lines),
            figures=_as_printed(layout.figures, lines),
            notes=_as_printed(layout.notes, lines),
            lists=tuple(blocks),
        )

    # ------------------------------------------------------------------- lines

    def _slot(self, slot: FormSlot, layout: FormLayout) -> None:
        row = self._row(slot.number, slot.label, layout)
        if row is None:
            if slot.number or key_of(slot.label) in self._by_label:
                self._missing(slot.number, slot.label)
            return
        self._known_rows.add(row)
        self._slots[row] = slot
        column = self._answer_column
        self._taken.add((row, column))
        origin = self._sheet.merged.get((row, column))
        if origin is not None and origin[0] != row:
            message = msg(N_("The cell is merged with the one above; one answer cannot be for two lines."))
            if not is_blank(self._sheet.value(*origin)):
                self._answers.problem(self._sheet.spot(*origin), message)
            return
        value = self._sheet.value(row, column)
        if origin is not None and origin not in self._by_label.get(key_of(slot.label), ()):
            value = self._sheet.value(*origin)
            self._taken.add(origin)
        self._answers.read(slot, row, column, value)

    def _row(self, number: str, label: str, layout: FormLayout) -> int | None:
        """The row of a line: label and number; by the label alone only where it is the only one."""
        places = self._by_label.get(key_of(label), [])
        numbers = {number} if number else {slot.number for slot in layout.figures}
        exact = [row for row, column in places if self._is_numbered(row, column, numbers) == bool(number)]
        if len(exact) == 1:
            return exact[0]
        labels = [*(slot.label for slot in layout.slots), *(block.label for block in layout.lists)]
        same = [known for known in labels if key_of(known) == key_of(label)]
        rows = [row for row, _column in places]
        return rows[0] if not exact and len(same) == len(rows) == 1 else None

    def _is_numbered(self, row: int, column: int, numbers: Collection[str]) -> bool:
        """Whether one of the numbers stands in the row, before the label."""
        cells = self._rows[row]
        beside = (at for at in cells if at not in (column, self._answer_column))
        nearest = max((at for at in beside if at < column), default=0)
        return key_of(cells.get(nearest)) in numbers

    def _missing(self, number: str, label: str) -> None:
        line = f"{number}. {label}" if number else label
        message = msg(N_("The line “{line}” was not found."), line=line)
        hint = msg(
            N_("Put the line back with its number and words, or type the figures in: ct58 record report")
        )
        self._answers.problem(self._sheet.spot(), message, hint)

    # ------------------------------------------------------------------- lists

    def _list(self, block: ListBlock, layout: FormLayout) -> None:
        """The rows below the names of the fields: the spare ones, and those that follow without a gap."""
        start = self._row(block.number, block.label, layout)
        header = self._list_header(block, start) if start else None
        if header is None:
            self._missing(block.number, block.label)
            return
        header_row, columns = header
        rows = []
        first = header_row + (2 if self._says_none(block, header_row + 1, columns) else 1)
        for row in range(first, max(self._rows, default=0) + 1):
            is_written = any(not is_blank(self._sheet.value(row, column)) for column in columns.values())
            if self._is_heading(row, layout) or (row > header_row + SPARE_ROWS and not is_written):
                break
            if is_written:
                rows.append(self._entry(block, row, columns))
        if rows or first > header_row + 1:
            spot = self._sheet.spot(header_row + 1, min(columns.values()))
            self._answers.add_list(block.key, tuple(rows), spot)

    def _says_none(self, block: ListBlock, row: int, columns: Mapping[str, int]) -> bool:
        """“0” or “không” alone in the first row: there is nothing to list, which is more than a blank."""
        said = [self._sheet.value(row, columns[field.key]) for field in block.fields]
        words = [key_of(value) for value in said if not is_blank(value)]
        is_none = len(words) == 1 and words[0] in _NONE
        if is_none:
            self._taken.update((row, column) for column in columns.values())
        return is_none

    def _list_header(self, block: ListBlock, start: int) -> tuple[int, Mapping[str, int]] | None:
        """The row with the fields' names: field → column."""
        for row in range(start + 1, start + _ROWS_TO_LIST_HEADER + 1):
            columns = {key_of(value): column for column, value in self._rows.get(row, {}).items()}
            found = {
                field.key: columns[key_of(field.label)]
                for field in block.fields
                if key_of(field.label) in columns
            }
            if len(found) == len(block.fields):
                self._known_rows.update(range(start, row + 1))
                return row, found
        return None

    def _is_heading(self, row: int, layout: FormLayout) -> bool:
        """Whether another list or a line of the form begins here."""
        cells = {key_of(value) for value in self._rows.get(row, {}).values()}
        headings = [(block.number, block.label) for block in layout.lists]
        lines = [(slot.number, slot.label) for slot in layout.figures]
        return any(number in cells and key_of(label) in cells for number, label in (*headings, *lines))

    def _entry(self, block: ListBlock, row: int, columns: Mapping[str, int]) -> Mapping[str, Scalar | None]:
        """One row of a list, with the fields that are written."""
        found: dict[str, Scalar | None] = {}
        for field in block.fields:
            value = self._sheet.value(row, columns[field.key])
            self._taken.add((row, columns[field.key]))
            if not is_blank(value):
                self._known_rows.add(row)
                found.update(self._field(block, field, row, columns[field.key], value))
        return found

    def _field(
        self, block: ListBlock, field: SubFigure, row: int, column: int, value: object
    ) -> Mapping[str, Scalar | None]:
        try:
            said = read_answer(field, value, self._lookup.today, self._sheet.epoch)
        except BadValueError as error:
            name = f"{block.number}. {block.label}: {field.label}"
            message = msg(N_("{figure}: {problem}"), figure=name, problem=error.message)
            self._answers.problem(self._sheet.spot(row, column), message)
            return {}
        return {} if said is None else {field.key: said}

    # ----------------------------------------------------- what was not read

    def _written(self, layout: FormLayout) -> Iterator[tuple[int, int]]:
        """The cells below the header in which somebody wrote: not those that the form was printed with.

        What an older form printed, or one in another language, is not known; there only numbers and answers are told.
        """
        is_known = self._hidden is not None and self._hidden.version == layout.version
        for row, cells in self._rows.items():
            if row <= self._header_row:
                continue
            for column, value in cells.items():
                is_told = is_known or column == self._answer_column or looks_like_number(value)
                if (row, column) in self._taken or (is_told and not self._is_printed(row, column, value)):
                    yield row, column

    def _is_printed(self, row: int, column: int, value: object) -> bool:
        """The form's own words, the numbers of a list's rows, the value of the period before."""
        if column == self._answer_column:
            return row in self._known_rows  # over it stands a list's own heading
        slot = self._slots.get(row)
        is_before = slot is not None and slot.previous is not None and column == self._answer_column - 1
        return is_before or key_of(value) in self._text or (column == 1 and key_of(value) in _ROW_NUMBERS)

    def _beside(self) -> Iterator[Problem]:
        """A number beside a line whose answer is left blank: it would be lost, and nobody knows where it belongs."""
        for row, slot in self._slots.items():
            if not is_blank(self._sheet.value(row, self._answer_column)):
                continue
            for column, value in self._rows.get(row, {}).items():
                if (
                    looks_like_number(value)
                    and (row, column) not in self._taken
                    and not self._is_printed(row, column, value)
                ):
                    message = msg(
                        N_("{figure}: “{text}” stands beside the cell for the answer."),
                        figure=f"{slot.number}. {slot.label}" if slot.number else slot.label,
                        text=quoted(words_of(value)),
                    )
                    cell = self._sheet.spot(row, self._answer_column).cell
                    hint = msg(N_("Write it into {cell}, or clear it."), cell=cell)
                    yield Problem(spot=self._sheet.spot(row, column), message=message, hint=hint)

    def _tally(self, layout: FormLayout) -> SheetTally:
        """How many of the cells in which somebody wrote were read."""
        written = list(self._written(layout))
        left = tuple(self._left(row, column) for row, column in written if (row, column) not in self._taken)
        return SheetTally(spot=self._sheet.spot(), counts="cells", found=len(written), left=left)

    def _left(self, row: int, column: int) -> ImportNotice:
        is_answer = column == self._answer_column
        reason = (
            N_("it stands beside no line of the form")
            if is_answer
            else N_("it stands outside the cells for answers")
        )
        return ImportNotice(self._sheet.spot(row, column), msg(reason))

    def _remarks(self, layout: FormLayout) -> Iterator[ReadersRemark]:
        """An older form, and what stands where no answer is looked for."""
        if self._hidden is not None and self._hidden.version != layout.version:
            yield ReadersRemark(spot=self._sheet.spot(), message=_older_form())
        for row, column in self._written(layout):
            if (row, column) in self._taken:
                continue
            text = quoted(words_of(self._sheet.value(row, column)))
            said = (
                N_("“{text}” stands beside no line of the form and was not read.")
                if column == self._answer_column
                else N_("“{text}” stands outside the cells for answers and was not read.")
            )
            yield ReadersRemark(spot=self._sheet.spot(row, column), message=msg(said, text=text))


def _printed_texts(layout: FormLayout, speech: Translator) -> frozenset[str]:
    """All that the form is printed with, as it is compared."""
    found: set[object] = {speech.gettext(text) for text in (*FORM_SECTIONS, NUMBER)}
    for slot in layout.slots:
        found |= {
            slot.number,
            slot.number.partition(".")[0],
            slot.label,
            slot.of,
            slot.line.unit,
            slot.adds,
            slot.remark,
        }
    for block in layout.lists:
        none = f"{speech.gettext(LIST_NOTE)} {block.remark}".strip()
        found |= {block.number, block.label, none, *(field.label for field in block.fields)}
    return frozenset(key_of(text) for text in found if text)


def _older_form() -> Message:
    return msg(N_("An older form; lines that it does not have stay as they are."))
