"""Reading the list of one decision: a row a unit, with a word for it, or a cross in the column of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from ct58.domain.planning.importing import Listed, Problem, refusal_at
from ct58.domain.planning.values import BadValueError
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import concerns
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.answers import is_blank, key_of, read_answer, words_of
from ct58.exchange.reading import Lookup, legacy_text
from ct58.exchange.sheets import SentFile, Sheet
from ct58.exchange.table_reader import unit_columns
from ct58.i18n import N_, msg
from ct58.records import record

_ROWS_TO_HEADER = 40
_TOTALS = frozenset({"cong", "tong", "tong cong", "tong so", "total"})
_COLUMN_NUMBER = re.compile(r"[0-9]+")
_HEADERS = ("xep loai", "ket qua", "muc", "danh gia", "rating")
"""How a column of words may begin or be called, besides the figure's own names."""
_AROUND = (re.compile(r" nhiem vu$"), re.compile(r"^hoan thanh (?=xuat sac|tot)"))
"""“Hoàn thành xuất sắc nhiệm vụ” is “Xuất sắc”."""


@record
class DecisionReading:
    """What a list says, and what is wrong with it."""

    listed: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()


@record
class _Header:
    """The row over a list: the column of units, and that of words, or one column for each word."""

    row: int
    unit: int
    ids: int | None
    word: int | None
    crosses: Mapping[int, str]


def read_decision_list(file: SentFile, figure: Figure, period: Period, lookup: Lookup) -> DecisionReading:
    """The list of a file, from every sheet that has one."""
    found = [(sheet, header) for sheet in file.visible if (header := _header(sheet, figure, period, lookup))]
    if not found:
        return DecisionReading(problems=tuple(_no_list(file, figure)))
    listed: list[Listed] = []
    problems: list[Problem] = []
    for sheet, header in found:
        problems += legacy_text(sheet)
        for entry in _entries(sheet, header, figure, lookup):
            if isinstance(entry, Problem):
                problems.append(entry)
            else:
                listed.append(entry)
    return DecisionReading(listed=tuple(listed), problems=tuple(problems))


def _no_list(file: SentFile, figure: Figure) -> Iterator[Problem]:
    for sheet in file.visible:
        yield from legacy_text(sheet)
    message = msg(N_("No row with the names of columns was found."))
    hint = msg(
        N_("There must be a column “Đơn vị” and a column “{label}”, or one column for each word."),
        label=figure.label,
    )
    if file.visible:
        yield Problem(spot=file.visible[0].spot(), message=message, hint=hint)


# --------------------------------------------------------------------- header


def _header(sheet: Sheet, figure: Figure, period: Period, lookup: Lookup) -> _Header | None:
    """The first row with a column of units and one of words, or two columns named after words."""
    rows = sheet.by_row()
    for row in list(rows)[:_ROWS_TO_HEADER]:
        ids, names = unit_columns(rows[row], lookup.speech)
        unit = names or ids
        if unit is None:
            continue
        below = rows.get(row + 1, {})  # the words may stand in the header's second row, under “Xếp loại”
        crosses = {**(_crosses(below, figure) if unit not in below else {}), **_crosses(rows[row], figure)}
        if len(crosses) > 1:
            return _Header(row=row, unit=unit, ids=ids, word=None, crosses=crosses)
        word = _word_column(rows[row], (unit, ids), figure, period)
        if word is not None:
            return _Header(row=row, unit=unit, ids=ids, word=word, crosses={})
    return None


def _crosses(cells: Mapping[int, object], figure: Figure) -> dict[int, str]:
    """Column → word, for headers that are nothing but a word of the figure."""
    words = ((column, _exact_word(figure, words_of(value))) for column, value in cells.items())
    return {column: word for column, word in words if word is not None}


def _exact_word(figure: Figure, text: str) -> str | None:
    names = {fold(name): key for key, label in figure.values.items() for name in (key, label)}
    found = next((names[form] for form in _forms(text) if form in names), None)
    return found or _short_words(figure).get(fold(text))


def _short_words(figure: Figure) -> dict[str, str]:
    """`htxs`, `httnv`, `kht`: the initials of the words as decisions write them; those that fit two are left out."""
    known: dict[str, set[str]] = {}
    for key, label in figure.values.items():
        for before, after in product(("", "hoan thanh "), ("", " nhiem vu")):
            initials = "".join(word[0] for word in fold(f"{before}{label}{after}").split())
            known.setdefault(initials, set()).add(key)
    return {initials: min(keys) for initials, keys in known.items() if len(keys) == 1 and len(initials) > 1}


def _word_column(
    cells: Mapping[int, object], units: Iterable[int | None], figure: Figure, period: Period
) -> int | None:
    """The column of words: by the figure's own names, else by what such columns are called.

    Of several, the one with the period's year.
    """
    own = {key_of(name) for name in (figure.key, str(figure.number), figure.label)}
    headers = {column: key_of(value) for column, value in cells.items() if column not in units}
    exact = [column for column, header in headers.items() if header in own]
    near = [column for column, header in headers.items() if header.startswith(_HEADERS)]
    candidates = exact or near
    of_year = [column for column in candidates if str(period.year) in headers[column]]
    return next(iter(of_year or candidates), None)


# ----------------------------------------------------------------------- rows


def _entries(sheet: Sheet, header: _Header, figure: Figure, lookup: Lookup) -> Iterator[Listed | Problem]:
    for row, cells in sheet.by_row().items():
        if row <= header.row:
            continue
        if _is_entry(cells, header, lookup):
            yield _entry(sheet, row, cells, header, figure, lookup)
        elif _is_nobodys(cells, header, figure):
            message = msg(N_("A rating stands here without the name of a unit."))
            yield Problem(spot=sheet.spot(row, header.word or header.unit), message=message)


def _is_nobodys(cells: Mapping[int, object], header: _Header, figure: Figure) -> bool:
    """A row with a rating whose unit is left out: it must not be passed over."""
    has_name = not is_blank(cells.get(header.unit)) or not is_blank(cells.get(header.ids or 0))
    return not has_name and _exact_word(figure, words_of(cells.get(header.word or 0))) is not None


def _is_entry(cells: Mapping[int, object], header: _Header, lookup: Lookup) -> bool:
    """A row with a word, or at least with a unit; headings, totals and repeated headers are none."""
    columns = [header.word] if header.word else list(header.crosses)
    name = words_of(cells.get(header.unit)) or words_of(cells.get(header.ids or 0))
    if not name or key_of(name) in _TOTALS or _COLUMN_NUMBER.fullmatch(name.strip("() ")):
        return False
    if header.unit in cells and unit_columns({header.unit: name}, lookup.speech) != (None, None):
        return False
    is_said = any(not is_blank(cells.get(column)) for column in columns)
    return is_said or lookup.units.known(name) is not None


def _entry(
    sheet: Sheet, row: int, cells: Mapping[int, object], header: _Header, figure: Figure, lookup: Lookup
) -> Listed | Problem:
    try:
        unit = _unit(cells, header, lookup)
    except BadUsage as error:
        return refusal_at(sheet.spot(row, header.unit), error)
    if not concerns(lookup.office, figure, unit):
        message = msg(
            N_("{unit} is none of those that {figure} is about."), unit=unit.name, figure=figure.label
        )
        return Problem(spot=sheet.spot(row, header.unit), message=message)
    column = header.word or next((at for at in header.crosses if not is_blank(cells.get(at))), header.unit)
    try:
        value = _value(cells, header, figure, lookup)
    except BadValueError as error:
        message = msg(N_("{figure}: {problem}"), figure=unit.name, problem=error.message)
        return Problem(spot=sheet.spot(row, column), message=message)
    return Listed(unit=unit, value=value, spot=sheet.spot(row, column))


def _unit(cells: Mapping[int, object], header: _Header, lookup: Lookup) -> Unit:
    """By the id where there is one, else by the name."""
    id_ = words_of(cells.get(header.ids)).strip() if header.ids else ""
    return lookup.units.find(id_ or words_of(cells.get(header.unit)).strip())


def _value(cells: Mapping[int, object], header: _Header, figure: Figure, lookup: Lookup) -> str:
    """The word of a row. Raises BadValueError where there is none, several, or one that is not known."""
    if header.word is not None:
        return _word(figure, cells.get(header.word), lookup)
    marked = [word for column, word in header.crosses.items() if not is_blank(cells.get(column))]
    if len(marked) != 1:
        raise BadValueError(
            msg(N_("there must be a cross in exactly one column, not in {count}"), count=len(marked))
        )
    return marked[0]


def _word(figure: Figure, value: object, lookup: Lookup) -> str:
    if is_blank(value):
        raise BadValueError(msg(N_("the rating is missing")))
    if isinstance(value, str):
        exact = _exact_word(figure, value)
        if exact is not None:
            return exact
    said = read_answer(figure, value, lookup.today)
    if said is None or said == NOT_APPLICABLE:
        raise BadValueError(msg(N_("the rating is missing")))
    return str(said)


def _forms(text: str) -> Iterator[str]:
    """A word folded, and without what offices write around it."""
    form = fold(text).rstrip(".:")
    yield form
    for around in _AROUND:
        form = around.sub("", form)
        yield form
