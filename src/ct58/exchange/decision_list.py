"""Reading the list of one decision: a row a unit, with a word for it, or a cross in the column of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from ct58.domain.planning.importing import Listed, Problem, Spot, refusal_at
from ct58.domain.planning.values import BadValueError
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import NOT_APPLICABLE
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import concerns
from ct58.domain.text.legacy_encoding import suspect_legacy_encoding
from ct58.domain.text.suggestions import enumeration, quoted
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.answers import (
    MOST_PROBLEMS,
    TOTALS,
    is_blank,
    key_of,
    read_answer,
    too_many_problems,
    words_of,
)
from ct58.exchange.reading import Lookup, legacy_text, unread_sheet
from ct58.exchange.sheets import SentFile, Sheet
from ct58.exchange.table_reader import unit_columns
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record, record
from ct58.views.unit_import import ImportNotice, SheetTally

_ROWS_TO_HEADER = 40
_LONGEST_WORD = 100
_COLUMN_NUMBER = pattern(r"[0-9]+")
_HEADERS = ("xep loai", "ket qua", "muc", "danh gia", "rating")
"""How a column of words may begin or be called, besides the figure's own names."""
_AROUND = (re.compile(r" nhiem vu$"), re.compile(r"^hoan thanh (?=xuat sac|tot)"))
"""“Hoàn thành xuất sắc nhiệm vụ” is “Xuất sắc”."""


@record
class UnknownWord:
    """A word that a list uses and the figure does not have, and where it stands."""

    word: str
    spots: tuple[Spot, ...]


@positional_record
class _Unknown:
    """A row whose word is not known."""

    word: str
    spot: Spot


class _UnknownWordError(BadValueError):
    """A word is not one of the figure's."""

    def __init__(self, word: str) -> None:
        super().__init__(msg("{word}", word=word))
        self.word = word


@record
class DecisionReading:
    """What a list says, and what is wrong with it."""

    listed: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()
    tallies: tuple[SheetTally, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()

    def plus(self, other: DecisionReading) -> DecisionReading:
        """Both together."""
        return DecisionReading(
            listed=(*self.listed, *other.listed),
            problems=(*self.problems, *other.problems),
            tallies=(*self.tallies, *other.tallies),
            unknown=(*self.unknown, *other.unknown),
        )


@record
class _Header:
    """The row over a list: the column of units, that of words or one for each word, and the time that they are of."""

    row: int
    unit: int
    ids: int | None
    word: int | None
    crosses: Mapping[int, str]
    period: Period


def read_decision_list(file: SentFile, figure: Figure, period: Period, lookup: Lookup) -> DecisionReading:
    """The list of a file, from every sheet that has one."""
    headers = [(sheet, _header(sheet, figure, period, lookup)) for sheet in file.visible if sheet.cells]
    if not any(header for _sheet, header in headers):
        return DecisionReading(problems=tuple(_no_list(file, figure)))
    reading = DecisionReading()
    for sheet, header in headers:
        reading = reading.plus(
            DecisionReading(tallies=(unread_sheet(sheet),))
            if header is None
            else _read_sheet(sheet, header, figure, lookup)
        )
    return reading


def _read_sheet(sheet: Sheet, header: _Header, figure: Figure, lookup: Lookup) -> DecisionReading:
    """The rows of one sheet below its header."""
    unknown: dict[str, list[Spot]] = {}
    listed: list[Listed] = []
    problems = list(legacy_text(sheet))
    left: list[ImportNotice] = []
    rows = {row: cells for row, cells in sheet.by_row().items() if row > header.row}
    for row, cells in rows.items():
        entry = _read_row(sheet, row, cells, header, figure, lookup)
        if isinstance(entry, Listed):
            listed.append(entry)
            continue
        if isinstance(entry, Problem):
            problems.append(entry)
        elif isinstance(entry, _Unknown):
            unknown.setdefault(entry.word, []).append(entry.spot)
        if len(problems) + sum(map(len, unknown.values())) > MOST_PROBLEMS:
            message, hint = too_many_problems(row)
            problem = Problem(spot=sheet.spot(row), message=message, hint=hint)
            return DecisionReading(problems=(problem, *problems))
        reason = entry if isinstance(entry, Message) else msg(N_("it has a problem"))
        left.append(ImportNotice(sheet.spot(row), reason))
    tally = SheetTally(spot=sheet.spot(), counts="rows", found=len(rows), left=tuple(left))
    words = tuple(UnknownWord(word=word, spots=tuple(spots)) for word, spots in unknown.items())
    problems += [_asked_once(word, figure) for word in words]
    problems.sort(key=lambda problem: problem.spot.row or 0)
    return DecisionReading(listed=tuple(listed), problems=tuple(problems), tallies=(tally,), unknown=words)


def _asked_once(word: UnknownWord, figure: Figure) -> Problem:
    """One problem for all the rows with a word: what it means is to be said once."""
    message = msg(
        N_("“{text}” ({count} rows) is not one of the words of {figure}. Words allowed: {allowed}."),
        text=quoted(word.word),
        count=len(word.spots),
        figure=figure.label,
        allowed=enumeration(f"{label} ({key})" for key, label in figure.values.items()),
    )
    key = next(iter(figure.values))
    hint = msg(
        N_('Say once what it means, for example: --word "{text}={key}"'), text=quoted(word.word), key=key
    )
    return Problem(spot=word.spots[0], message=message, hint=hint)


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
            return _Header(row=row, unit=unit, ids=ids, word=None, crosses=crosses, period=period)
        word = _word_column(rows[row], (unit, ids), figure, period)
        if word is not None:
            return _Header(row=row, unit=unit, ids=ids, word=word, crosses={}, period=period)
    return None


def _crosses(cells: Mapping[int, object], figure: Figure) -> dict[int, str]:
    """Column → word, for headers that are nothing but a word of the figure."""
    words = ((column, _exact_word(figure, words_of(value))) for column, value in cells.items())
    return {column: word for column, word in words if word is not None}


def _exact_word(figure: Figure, text: str) -> str | None:
    if len(text) > _LONGEST_WORD:
        return None
    names = {fold(name): key for key, label in figure.values.items() for name in (key, label)}
    found = next((names[form] for form in _forms(text) if form in names), None)
    return found or _shortened(figure, fold(text).rstrip(".:"))


def _shortened(figure: Figure, text: str) -> str | None:
    """The word that a text shortens: `htxs`, `HT tốt NV`, `Không HTNV`; None where it fits none, or two.

    Any of the words that decisions write may be there by its first letter, together with its neighbours.
    """
    parts = text.split()
    fitting = {
        key
        for key, label in figure.values.items()
        for before, after in product(("", "hoan thanh "), ("", " nhiem vu"))
        if _fits(parts, fold(f"{before}{label}{after}").split())
    }
    return min(fitting) if len(fitting) == 1 and len(text) > 1 else None


def _fits(parts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each part is the next word, or the first letters of the next words."""
    if not parts or not words:
        return not parts and not words
    first, *others = parts
    initials = "".join(word[0] for word in words[: len(first)])
    return (first == words[0] and _fits(others, words[1:])) or (
        first == initials and _fits(others, words[len(first) :])
    )


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


def _read_row(
    sheet: Sheet, row: int, cells: Mapping[int, object], header: _Header, figure: Figure, lookup: Lookup
) -> Listed | Problem | _Unknown | Message:
    """What a row says of a unit, what is wrong with it, or why it is none of the list's."""
    if _is_entry(cells, header, lookup):
        return _entry(sheet, row, cells, header, figure, lookup)
    if _is_nobodys(cells, header, figure):
        message = msg(N_("A rating stands here without the name of a unit."))
        return Problem(spot=sheet.spot(row, header.word or header.unit), message=message)
    return msg(N_("a heading, a total, or no row of a unit"))


def _is_nobodys(cells: Mapping[int, object], header: _Header, figure: Figure) -> bool:
    """A row with a rating whose unit is left out: it must not be passed over."""
    has_name = not is_blank(cells.get(header.unit)) or not is_blank(cells.get(header.ids or 0))
    return not has_name and _exact_word(figure, words_of(cells.get(header.word or 0))) is not None


def _is_entry(cells: Mapping[int, object], header: _Header, lookup: Lookup) -> bool:
    """A row with a word, or at least with a unit; headings, totals and repeated headers are none."""
    columns = [header.word] if header.word else list(header.crosses)
    name = words_of(cells.get(header.unit)) or words_of(cells.get(header.ids or 0))
    if not name or key_of(name) in TOTALS or _COLUMN_NUMBER.fullmatch(name.strip("() ")):
        return False
    if header.unit in cells and unit_columns({header.unit: name}, lookup.speech) != (None, None):
        return False
    is_said = any(not is_blank(cells.get(column)) for column in columns)
    return is_said or lookup.units.known(name) is not None


def _entry(
    sheet: Sheet, row: int, cells: Mapping[int, object], header: _Header, figure: Figure, lookup: Lookup
) -> Listed | Problem | _Unknown:
    try:
        unit = _unit(cells, header, lookup)
    except BadUsage as error:
        return refusal_at(sheet.spot(row, header.unit), error)
    if not concerns(lookup.office, figure, unit, header.period):
        message = msg(
            N_("{unit} is none of those that {figure} is about."), unit=unit.name, figure=figure.label
        )
        return Problem(spot=sheet.spot(row, header.unit), message=message)
    column = header.word or next((at for at in header.crosses if not is_blank(cells.get(at))), header.unit)
    spot = sheet.spot(row, column)
    try:
        value = _value(cells, header, figure, lookup)
    except _UnknownWordError as error:
        return _Unknown(word=error.word, spot=spot)
    except BadValueError as error:
        message = msg(N_("{figure}: {problem}"), figure=unit.name, problem=error.message)
        return Problem(spot=spot, message=message)
    return Listed(unit=unit, value=value, spot=spot)


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
    """The key that a cell names. Raises _UnknownWordError for a word that somebody has to explain."""
    if is_blank(value):
        raise BadValueError(msg(N_("the rating is missing")))
    explained = lookup.words.get(key_of(value))
    if explained is None and not isinstance(value, str):
        raise _UnknownWordError(words_of(value))
    explained = explained or _exact_word(figure, words_of(value))
    if explained is not None:
        return explained
    try:
        said = read_answer(figure, value, lookup.today)
    except BadValueError as error:
        if suspect_legacy_encoding(words_of(value)) is not None:
            raise
        raise _UnknownWordError(" ".join(words_of(value).split())) from error
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
