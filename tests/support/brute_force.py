"""Indicators by trying everything: plain Python over plain data, without a line of ct58.

A question is a dictionary; `tests/test_brute_force.py` makes it together with the office that
says the same. What is known is never computed here by rules about ranges: every blank is filled with all that it
could say, and what comes of it is looked at.

Words of the calculation: a *blank* is None; n/a is the text "n/a"; an outcome is a pair (above, below).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import floor
from typing import Any, NamedTuple

NA = "n/a"
UNRATED = "not_rated"
BLANK = None
ABSENT = "absent"
OPEN = "open"
Pair = tuple[Any, Any]
Line = Mapping[str, Any]
Question = Mapping[str, Any]


class Rows(NamedTuple):
    """A condition on the rows of a list: `all` or `any` of those that fit `among` must fit `where`."""

    quantifier: str
    rows: str
    among: Any
    where: Any


LAST_YEAR, THIS_YEAR = "2020", "2021"
MANY = 100_000
"""So many rows that a share is as good as that of the rows alone."""


# ------------------------------------------------------------------ what one report says about itself


def read_report(question: Question, unit: str, period: str) -> dict[str, Any]:
    """The answers of a report, and what lasts from the one of the year before."""
    held = _last_said(question, unit, period, is_no=False)
    return _settle_all(question, {**_raw(question, unit, period), **held})


def last_no(question: Question, unit: str, period: str) -> dict[str, Any]:
    """What the report of the year before says is not so, and this one does not say: it need not be so any more."""
    return _last_said(question, unit, period, is_no=True)


def _last_said(question: Question, unit: str, period: str, *, is_no: bool) -> dict[str, Any]:
    if period != THIS_YEAR:
        return {}
    now, raw = _settle_all(question, _raw(question, unit, period)), _raw(question, unit, period)
    before = _settle_all(question, _raw(question, unit, LAST_YEAR))
    return {
        key: before[key]
        for key, value in now.items()
        if question["lines"][key]["lasts"] and value is BLANK and raw[key] is BLANK
        if before[key] not in (BLANK, NA) and (before[key] is False) == is_no
        if not _has_ended(question, question["lines"][key], before)
    }


def _has_ended(question: Question, line: Line, before: Mapping[str, Any]) -> bool:
    """Whether its record says that it held until a day of this year that is over."""
    record = before.get(line["valid_by"] or line["key"])
    ends_on = record.get("valid_to") if isinstance(record, dict) else None
    return ends_on not in (BLANK, NA) and ends_on < question["last"]


def _raw(question: Question, unit: str, period: str) -> dict[str, Any]:
    of = THIS_YEAR if period == LAST_YEAR else period
    lines = [line for line in question["lines"].values() if of in question["periods"][line["every"]]]
    found = {line["key"]: _counted(question, line, unit, period) for line in lines if unit in line["units"]}
    return {key: BLANK if _is_empty(value) else value for key, value in found.items()}


def _settle_all(question: Question, found: dict[str, Any]) -> dict[str, Any]:
    """A whole's no settles its part, and a number of which one value is left is that.

    A yes whose whole is not a yes is open again.
    """
    found, lines = dict(found), [question["lines"][key] for key in found]
    disputed = {
        line["key"]
        for line in lines
        if found.get(line["key"]) is True
        and any(whole in found and found[whole] is not True for whole in wholes(question, line["key"]))
    }
    found |= dict.fromkeys(disputed, BLANK)
    before = None
    while before != found:
        before = dict(found)
        for line in lines:
            if line["key"] in found and line["key"] not in disputed:
                found[line["key"]] = _settled(question, line, found)
    return found


def _counted(question: Question, line: Line, unit: str, period: str) -> Any:
    """What is said, as far as it counts: a level with its decision, no level with a decision or a reason."""
    value = question["said"].get((unit, period, line["key"]))
    if line["type"] != "enum" or value in (BLANK, NA):
        return value
    if value == UNRATED and (unit, period) in question["reasons"]:
        return value
    if not line["is_decided"]:
        return BLANK if value == UNRATED else value
    ruling = question["rulings"][unit, period] or {"number": None, "on": None}
    by = min(question["as_of"], question["last"]) if period == "once" else question["as_of"]
    is_in_force = ruling["number"] and ruling["on"] and ruling["on"] <= by
    return value if is_in_force else BLANK


def _is_empty(value: Any) -> bool:
    return isinstance(value, dict) and all(field is BLANK for field in value.values())


def wholes(question: Question, key: str) -> list[str]:
    """What a figure is a part of; of yes and no also what that is a part of."""
    found = []
    line = question["lines"][key]
    while line["subset_of"] is not None:
        found.append(line["subset_of"])
        if line["type"] != "boolean":
            break
        line = question["lines"][line["subset_of"]]
    return found


def _settled(question: Question, line: Line, found: Mapping[str, Any]) -> Any:
    now = found[line["key"]]
    if line["type"] == "boolean":
        said = [found[whole] for whole in wholes(question, line["key"]) if whole in found]
        is_none = False in said and now in (BLANK, NA)
        return False if is_none else NA if NA in said and now is BLANK else now
    if now is not BLANK or line["type"] not in ("integer", "decimal"):
        return now
    value = _from_a_sum(question, line, found)
    return _from_limits(question, line, found) if value is BLANK else value


def _from_a_sum(question: Question, line: Line, found: Mapping[str, Any]) -> Any:
    """What all others of a sum leave for a number."""
    for total, parts in question["sums"]:
        others = [key for key in (total, *parts) if key != line["key"]]
        if line["key"] in (total, *parts) and all(_is_number(found.get(key)) for key in others):
            added = sum(found[key] for key in parts if key != line["key"])
            value = added if line["key"] == total else found[total] - added
            if line["min"] <= value <= line["max"]:
                return value
    return BLANK


def _from_limits(question: Question, line: Line, found: Mapping[str, Any]) -> Any:
    """The one number that a whole or a part leaves; n/a where they leave none."""
    above = [found[whole] for whole in wholes(question, line["key"]) if _is_number(found.get(whole))]
    parts = [key for key, other in question["lines"].items() if other["subset_of"] == line["key"]]
    below = [found[part] for part in parts if _is_number(found.get(part))]
    left = [n for n in numbers(line) if all(n <= m for m in above) and all(n >= m for m in below)]
    if not (above or below) or len(left) > 1:
        return BLANK
    return left[0] if left else NA


def _is_number(value: Any) -> bool:
    return value is not None and value is not NA and not isinstance(value, bool | str)


def numbers(line: Line) -> list[Any]:
    """All numbers that a line of the form allows; of decimals, quarters."""
    if line["type"] == "integer":
        return list(range(line["min"], line["max"] + 1))
    return [Fraction(n, 4) for n in range(4 * line["min"], 4 * line["max"] + 1)]


def agrees(question: Question, report: Mapping[str, Any]) -> bool:
    """Whether a report could be kept: parts within their wholes, totals the sum of their parts."""
    for key, value in report.items():
        for whole in wholes(question, key):
            if value is True and report.get(whole, True) is not True and report.get(whole) is not BLANK:
                return False
            if _is_number(value) and _is_number(report.get(whole)) and value > report[whole]:
                return False
    return all(
        not all(_is_number(report.get(key)) for key in (total, *parts))
        or report[total] == sum(report[key] for key in parts)
        for total, parts in question["sums"]
    )


# ------------------------------------------------------------------ filling in what is blank


def values(line: Line, asked: Iterable[str], given: Any = None) -> Iterator[Any]:
    """Everything that a line could say, without n/a. Of a record, the fields that are asked for."""
    kind = line["type"]
    if kind == "boolean":
        yield from (True, False)
    elif kind in ("integer", "decimal"):
        yield from numbers(line)
    elif kind in ("enum", "text", "date"):
        yield from line["values"]
    elif kind == "record":
        yield from _records(line, sorted(asked), given or {})


def _records(line: Line, asked: Sequence[str], given: Mapping[str, Any]) -> Iterator[Any]:
    blank = [key for key in asked if given.get(key) is BLANK]
    for chosen in product(*([*values(line["fields"][key], ()), NA, BLANK] for key in blank)):
        yield {"?": True, **given, **dict(zip(blank, chosen, strict=True))}


def relevant(question: Question, line: Line, unit: str) -> Sequence[str]:
    """The periods that decide about a figure: all of what is added up, else the last."""
    periods: Sequence[str] = question["periods"][line["every"]]
    return periods if line["type"] == "list" or line["adds"] == "flow" else periods[-1:]


def completions(question: Question, unit: str, keys: Sequence[str]) -> Iterator[dict[tuple[str, str], Any]]:
    """Every way in which the blanks of some figures of a unit can be filled in; (period, key) → answer."""
    reports = {
        period: read_report(question, unit, period)
        for period in {p for key in keys for p in question["periods"][question["lines"][key]["every"]]}
    }
    cells = [
        (period, key)
        for key in keys
        if unit in question["lines"][key]["units"] and question["lines"][key]["type"] != "list"
        for period in relevant(question, question["lines"][key], unit)
    ]
    known = {(period, key): reports[period][key] for period, key in cells}
    choices = {cell: list(_choices(question, cell, known[cell])) for cell in cells}
    opened = [cell for cell in cells if choices[cell] != [known[cell]]]
    for key in keys:
        if question["lines"][key]["type"] == "list" and unit in question["lines"][key]["units"]:
            opened.append((TOGETHER, key))
            choices[TOGETHER, key] = list(_lists(question, unit, question["lines"][key]))
    for chosen in product(*(choices[cell] for cell in opened)):
        filled = dict(zip(opened, chosen, strict=True))
        if _all_agree(question, reports, filled):
            yield _read_again(question, {**known, **filled})


TOGETHER = "all periods"
"""Where the list stands that several reports make."""


def _lists(question: Question, unit: str, line: Line) -> Iterator[Any]:
    """Every list that the reports of a unit could make, of those that conditions on rows cannot tell apart one.

    A row that is known says what it says, with its blanks filled in, or anything where a report that is missing
    may bring it again; such a report may bring any new rows as well.
    """
    conditions = [
        asked for m in question["measures"] for asked in m.get("where") or () if isinstance(asked, Rows)
    ]
    listed, blanks = listed_rows(question, unit, line)

    asked = _paths_of(conditions)

    def told_apart(rows: Iterable[Any]) -> dict[tuple[str, ...], Any]:
        each = {tuple(row_word(asked, row, line, question) for asked in conditions): row for row in rows}
        return {words: row for words, row in each.items() if OPEN not in words}

    def new_rows(name: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
        key = tuple(value for field, value in name.items() if field in asked)
        if key not in question["tried"]:
            question["tried"][key] = told_apart(_new_rows(line, asked, name))
        return dict(question["tried"][key])

    found: dict[frozenset[Any], tuple[Any, ...]] = {frozenset(): ()}
    for row, may_come_again in listed:
        each = told_apart(_filled(line, row, asked)) | (new_rows(named(row)) if may_come_again else {})
        found = {key | {word}: (*kept, new) for key, kept in found.items() for word, new in each.items()}
    for words, new in new_rows({}).items() if blanks else ():
        found |= {key | {words}: (*kept, new) for key, kept in found.items()}
    said = [question["said"].get((unit, p, line["key"])) for p in relevant(question, line, unit)]
    if any(isinstance(rows, tuple) for rows in said) or blanks:
        yield from found.values()
    if not any(isinstance(rows, tuple) for rows in said):
        yield NA


def listed_rows(question: Question, unit: str, line: Line) -> tuple[list[tuple[Any, bool]], bool]:
    """The rows of a unit's reports, each once by its name, the last counts; may a missing report bring it again?"""
    reports = [question["said"].get((unit, period, line["key"])) for period in relevant(question, line, unit)]
    blanks = [place for place, rows in enumerate(reports) if rows is BLANK]
    listed: dict[Any, tuple[Any, bool]] = {}
    for place, rows in enumerate(reports):
        for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
            name = tuple(named(row).values())
            may_come_again = any(name) and any(place < blank for blank in blanks)
            listed[name if any(name) else (place, index)] = (row, may_come_again)
    return list(listed.values()), bool(blanks)


def named(row: Mapping[str, Any]) -> dict[str, Any]:
    """What makes a row the same in another report."""
    return {"name": row.get("name"), "title": row.get("title")}


def _filled(line: Line, row: Mapping[str, Any], asked: set[str]) -> Iterator[dict[str, Any]]:
    """A row with everything that its blank cells could say, as far as somebody asks about it."""
    gaps = {
        key: field
        for key, field in line["fields"].items()
        if row.get(key) is BLANK and field["if_absent"] == "unknown" and key in asked
    }
    for chosen in product(*([*values(field, ()), NA, BLANK] for field in gaps.values())):
        yield {**row, **dict(zip(gaps, chosen, strict=True))}


def _choices(question: Question, cell: tuple[str, str], now: Any) -> Iterator[Any]:
    line, asked = question["lines"][cell[1]], _asked_fields(question, cell[1])
    is_received = line["if_absent"] == "no"
    if is_received and question["over"]:
        yield ABSENT if now is BLANK else now
    elif isinstance(now, dict):
        yield from values(line, asked, now)
    elif now is BLANK:
        yield from values(line, asked)
        yield NA
        if is_received:
            yield ABSENT
    else:
        yield now


def _paths(path: str, test: Any) -> list[str]:
    """What a test asks about: a field, and those that it is compared with."""
    limits = test.values() if isinstance(test, dict) else ()
    return [path, *(limit["field"] for limit in limits if isinstance(limit, dict))]


def _asked_fields(question: Question, key: str) -> set[str]:
    found = set()
    for measure in question["measures"]:
        for condition in _plain(measure):
            paths = [p for entry in condition.items() for p in _paths(*entry)]
            found |= {p.partition(".")[2] for p in paths if p.startswith(f"{key}.")}
    return found


def _all_agree(question: Question, reports: Mapping[str, Any], filled: Mapping[tuple[str, str], Any]) -> bool:
    for period in {period for period, _ in filled} - {TOGETHER}:
        news = {key: value for (of, key), value in filled.items() if of == period}
        if not agrees(question, {**reports[period], **news}):
            return False
    return True


def _read_again(question: Question, cells: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """A part that is said not to apply is a no where its whole is one."""
    for (period, key), value in list(cells.items()):
        is_said = value == NA and question["lines"][key]["type"] == "boolean"
        if is_said and any(cells.get((period, whole)) is False for whole in wholes(question, key)):
            cells[period, key] = False
    return cells


# ------------------------------------------------------------------ conditions, when everything is known


def holds(where: Sequence[Any] | None, look_up: Any, question: Question) -> str:
    """yes, no, na, or open: any of the conditions, in each of which all must hold."""
    if where is None:
        return "yes"
    found = [
        _rows_hold(condition, look_up(condition.rows), question)
        if isinstance(condition, Rows)
        else _all_hold(condition, look_up, question)
        for condition in where
    ]
    return next(word for word in ("yes", OPEN, "na", "no") if word in found)


def _rows_hold(asked: Rows, rows: Any, question: Question) -> str:
    """Whether all rows fit, or any; n/a where none is looked at."""
    if not isinstance(rows, tuple):
        return "na"
    line = question["lines"][asked.rows]
    found = {row_word(asked, row, line, question) for row in rows}
    order = ("no", OPEN, "yes") if asked.quantifier == "all" else ("yes", OPEN, "no")
    return next((word for word in order if word in found), "na")


def row_word(asked: Rows, row: Mapping[str, Any], line: Line, question: Question) -> str:
    """Whether a row fits: yes, no, open, or na where it is not looked at."""
    look_up = _of_row(row, line)
    among = holds(asked.among, look_up, question)
    fits = holds(asked.where, look_up, question)
    if among in ("no", "na") or fits == "na":
        return "na"
    return fits if among == "yes" else OPEN


def _of_row(row: Mapping[str, Any], line: Line) -> Any:
    """A blank cell is open, unless the form says that there is nothing then."""
    return lambda path: (
        ABSENT if row.get(path) is BLANK and line["fields"][path]["if_absent"] == "no" else row.get(path)
    )


def _plain(measure: Mapping[str, Any]) -> list[Any]:
    """The conditions that ask about figures, or of counted rows about their fields."""
    return [condition for condition in measure.get("where") or () if not isinstance(condition, Rows)]


def _all_hold(condition: Mapping[str, Any], look_up: Any, question: Question) -> str:
    found = [_test(test, look_up(path), look_up, question) for path, test in condition.items()]
    return next((word for word in ("no", OPEN, "na") if word in found), "yes")


def _test(test: Any, value: Any, look_up: Any, question: Question) -> str:
    if value is BLANK:
        return OPEN
    if value in (NA, ABSENT) and isinstance(value, str):
        return "na" if value == NA else "no"
    if test == "given":
        return "yes"
    if test == "in_period":
        return "yes" if question["first"] <= value <= question["last"] else "no"
    if isinstance(test, list):
        return (
            "yes"
            if any(value == word and isinstance(value, bool) == isinstance(word, bool) for word in test)
            else "no"
        )
    found = [_compare(op, value, limit, look_up) for op, limit in test.items()]
    return next((word for word in ("no", OPEN, "na") if word in found), "yes")


def _compare(op: str, value: Any, limit: Any, look_up: Any) -> str:
    other = look_up(limit["field"]) if isinstance(limit, dict) else limit
    if other is BLANK:
        return OPEN
    if isinstance(other, str):
        return "na" if other == NA else "no"
    return (
        "yes"
        if {"<": value < other, "<=": value <= other, ">": value > other, ">=": value >= other}[op]
        else "no"
    )


# ------------------------------------------------------------------ what one unit adds


def outcomes(question: Question, unit: str) -> tuple[Pair, list[set[Pair]], Pair, bool]:
    """What a unit adds for certain; for each thing that is open what it could add; what it adds now; is it known."""
    kinds = [measure["kind"] for measure in question["measures"]]
    if len(set(kinds)) == 1:
        alone: tuple[Pair, list[set[Pair]], Pair, bool] = _MAKES[kinds[0]](
            question, question["measures"], unit
        )
        return alone
    sure, above, now, known = _MAKES[kinds[0]](question, question["measures"][:1], unit)
    certain, below, then, also = _MAKES[kinds[1]](question, question["measures"][1:], unit)
    turned = [{(0, pair[0]) for pair in found} for found in below]
    return (sure[0], certain[0]), [*above, *turned], (now[0], then[0]), known or also


def _counted_units(question: Question, measures: Sequence[Any], unit: str) -> Any:
    """1 or 0: certain as soon as all that the blanks could say comes to the same."""
    keys = list(dict.fromkeys(key for measure in measures for key in _keys(question, measure)))
    if not any(unit in measure["of"] for measure in measures):
        return (0, 0), [], (0, 0), False
    all_ = list(completions(question, unit, keys))
    found = _unit_pairs(question, measures, unit, all_)
    if len(found) == 1:
        pair = found.pop()
        return pair, [], pair, True
    there = [
        cells
        for cells in all_
        if all(_is_as_it_is(question, unit, cell, value) for cell, value in cells.items())
    ]
    now = _unit_pairs(question, measures, unit, there)
    point = next(iter(now)) if len(now) == 1 else (0, 0)
    return (0, 0), [found | {point}], point, len(now) == 1


def _is_as_it_is(question: Question, unit: str, cell: tuple[str, str], value: Any) -> bool:
    """Whether what the office itself receives is filled in as it stands: what is awaited is not there."""
    line = question["lines"][cell[1]]
    if line["if_absent"] == "unknown":
        last = last_no(question, unit, cell[0])
        return cell[1] not in last or value == last[cell[1]]
    given = read_report(question, unit, cell[0])[cell[1]]
    if isinstance(given, dict):
        return all(
            given.get(key) == value[key] or (given.get(key) is BLANK and value[key] is BLANK)
            for key in value
            if key != "?"
        )
    return value == ABSENT if given is BLANK else True


def _unit_pairs(question: Question, measures: Sequence[Any], unit: str, all_: Iterable[Any]) -> set[Pair]:
    found = set()
    for cells in all_:
        words = [
            holds(measure["where"], _of_unit(question, unit, cells), question)
            if unit in measure["of"]
            else "no"
            for measure in measures
        ]
        if OPEN not in words:
            below = int(len(words) > 1 and words[1] == "yes")
            found.add((0, 0) if words[0] == "na" else (int(words[0] == "yes"), below))
    return found


def _keys(question: Question, measure: Mapping[str, Any]) -> list[str]:
    """The figures of a condition, with what they are a part of."""
    found: list[str] = []
    found += [asked.rows for asked in measure.get("where") or () if isinstance(asked, Rows)]
    for condition in _plain(measure):
        for key in (p.partition(".")[0] for entry in condition.items() for p in _paths(*entry)):
            found += [key, *(wholes(question, key) if question["lines"][key]["type"] == "boolean" else [])]
    return found


def _of_unit(question: Question, unit: str, cells: Mapping[tuple[str, str], Any]) -> Any:
    def look_up(path: str) -> Any:
        key, _, field = path.partition(".")
        line = question["lines"][key]
        if line["type"] == "list":
            return cells.get((TOGETHER, key), NA)
        found = [cells[period, key] for period in relevant(question, line, unit) if (period, key) in cells]
        if not found:
            return NA
        value = _together(line, found)
        if line["type"] != "record" or value in (NA, ABSENT):
            return value
        left_out = ABSENT if line["if_absent"] == "no" else BLANK
        if not field:
            return value if any(entry is not None for entry in value.values()) else left_out
        return left_out if value.get(field) is None else value[field]

    return look_up


def _together(line: Line, found: Sequence[Any]) -> Any:
    """One value of those of several periods."""
    if line["type"] == "list" or line["adds"] == "flow":
        given = [value for value in found if value != NA]
        return sum(given) if given else NA
    return found[-1]


def _summed(question: Question, measures: Sequence[Any], unit: str) -> Any:
    """Figures added report by report; in a share a report counts with all its figures only."""
    signs: dict[str, list[int]] = {}
    for place, measure in enumerate(measures):
        for key, sign in [*((k, 1) for k in measure["sum"]), *((k, -1) for k in measure["minus"])]:
            signs.setdefault(key, [0, 0])[place] += sign
    is_share, open_, now, fixed, is_known = len(measures) > 1, [], (0, 0), (0, 0), False
    if not any(unit in measure["of"] for measure in measures):
        return fixed, [], now, False
    for period in sorted({p for key in signs for p in relevant(question, question["lines"][key], unit)}):
        keys = [
            k
            for k in signs
            if unit in question["lines"][k]["units"]
            and period in relevant(question, question["lines"][k], unit)
        ]
        report = {key: read_report(question, unit, period)[key] for key in keys}
        is_known = is_known or any(value not in (BLANK, NA) for value in report.values())
        found = {
            _added(signs, {key: cells[period, key] for key in keys}, is_share=is_share)
            for cells in completions({**question, "periods": _only(question, period)}, unit, keys)
        }
        stays = (0, 0) if is_share and BLANK in report.values() else _added(signs, report, is_share=is_share)
        if is_share and any(value == NA and signs[key][0] for key, value in report.items()):
            found = {(0, 0)}
        found.add(stays)
        now = (now[0] + stays[0], now[1] + stays[1])
        if len(found) > 1:
            open_.append(found)
        else:
            fixed = (fixed[0] + stays[0], fixed[1] + stays[1])
    return fixed, open_, now, is_known


def _only(question: Question, period: str) -> dict[str, list[str]]:
    return {every: [p for p in periods if p == period] for every, periods in question["periods"].items()}


def _added(signs: Mapping[str, Sequence[int]], report: Mapping[str, Any], *, is_share: bool) -> Pair:
    if is_share and any(value == NA and signs[key][0] for key, value in report.items()):
        return 0, 0
    given = {key: value for key, value in report.items() if value not in (BLANK, NA)}
    return sum(signs[k][0] * v for k, v in given.items()), sum(signs[k][1] * v for k, v in given.items())


def _counted_rows(question: Question, measures: Sequence[Any], unit: str) -> Any:
    """Rows, each once by its name; a report that is missing may bring any of them again, and any number of others."""
    line = question["lines"][measures[0]["rows"]]
    if not any(unit in measure["of"] for measure in measures) or unit not in line["units"]:
        return (0, 0), [], (0, 0), False
    listed, blanks = listed_rows(question, unit, line)
    asked = _paths_of(condition for m in measures for condition in m["where"] or ())

    def pair(row: Mapping[str, Any]) -> Pair | None:
        return _row_pair(question, measures, row, line)

    open_, now, fixed = [], (0, 0), (0, 0)
    for row, may_come_again in listed:
        again = _new_rows(line, asked, named(row)) if may_come_again else ()
        each = map(pair, (*_filled(line, row, asked), *again))
        found = {new for new in each if new is not None}
        point = pair(row) or (found.copy().pop() if len(found) == 1 else (0, 0))
        found.add(point)
        now = (now[0] + point[0], now[1] + point[1])
        if len(found) > 1:
            open_.append(found)
        else:
            fixed = (fixed[0] + point[0], fixed[1] + point[1])
    if blanks:
        new = {seen for row in _new_rows(line, asked, {}) if (seen := pair(row)) is not None}
        steps = [(few, many) for few in (0, 1, 2) for many in (0, 1, MANY)]
        pairs = [(one, other) for one in [(0, 0), *new] for other in new]
        open_.append(
            {(few * a[0] + many * b[0], few * a[1] + many * b[1]) for a, b in pairs for few, many in steps}
        )
    reports = [question["said"].get((unit, period, line["key"])) for period in relevant(question, line, unit)]
    return fixed, open_, now, any(isinstance(rows, tuple) for rows in reports)


def _paths_of(conditions: Iterable[Any]) -> set[str]:
    """The fields of rows that are asked about."""
    found = set()
    for condition in conditions:
        each = (
            [*(condition.among or ()), *(condition.where or ())]
            if isinstance(condition, Rows)
            else [condition]
        )
        found |= {p for one in each for entry in one.items() for p in _paths(*entry)}
    return found


def _new_rows(line: Line, asked: set[str], fixed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row with some fields as they are, as far as somebody asks about it."""
    fields = {key: field for key, field in line["fields"].items() if key in asked and key not in fixed}
    for chosen in product(*([*values(field, ()), NA, BLANK] for field in fields.values())):
        yield {**fixed, **dict(zip(fields, chosen, strict=True))}


def _row_pair(question: Question, measures: Sequence[Any], row: Mapping[str, Any], line: Line) -> Pair | None:
    """What a row adds; None while that is open."""
    words = [holds(m["where"], _of_row(row, line), question) for m in measures]
    if OPEN in words:
        return None
    return int(words[0] == "yes"), int(len(words) > 1 and words[1] == "yes")


_MAKES = {"units": _counted_units, "sum": _summed, "rows": _counted_rows}


# ------------------------------------------------------------------ the whole office


def solve(question: Question) -> dict[str, Any]:
    """Everything that can be said of the office.

    `pair` and `known`: what is counted now · `open`: units of which something is open · `totals`: all that could
    come of it · `verdicts` of these · `units`: how many of those that are open must turn out well.
    """
    found = {unit: outcomes(question, unit) for unit in question["units"]}
    fixed = _plus(certain for certain, _, _, _ in found.values())
    each = {unit: {_plus(c) for c in product(*open_)} for unit, (_, open_, _, _) in found.items() if open_}
    return {
        "pair": _plus(now for _, _, now, _ in found.values()),
        "known": any(known for _, _, _, known in found.values()),
        "open": list(each),
        "totals": {_plus([fixed, *chosen]) for chosen in product(*each.values())},
        "verdicts": {is_met(question, _plus([fixed, *chosen])) for chosen in product(*each.values())},
        "units": least_units(question, fixed, list(each.values())),
    }


def is_met(question: Question, pair: Pair) -> bool:
    """Whether counts meet the target; multiplied out, so that nothing is rounded."""
    op, value, is_floored = question["target"]
    above, asked = pair[0], value
    if len(question["measures"]) > 1:
        above, asked = 100 * pair[0], value * pair[1]
        if is_floored:
            above, asked = pair[0], floor(Fraction(asked, 100))
    answers: dict[str, bool] = {
        "<": above < asked,
        "<=": above <= asked,
        "=": above == asked,
        ">=": above >= asked,
        ">": above > asked,
    }
    return answers[op]


def least_units(question: Question, fixed: Pair, each: Sequence[set[Pair]]) -> int | None:
    """The least number of open units that, turning out as well as they can, meet the target whatever the others say."""
    for count in range(len(each) + 1):
        for chosen in combinations(range(len(each)), count):
            good = [each[place] for place in chosen]
            bad = [each[place] for place in range(len(each)) if place not in chosen]
            if any(
                all(is_met(question, _plus([fixed, *best, *worst])) for worst in product(*bad))
                for best in product(*good)
            ):
                return count
    return None


def _plus(pairs: Iterable[Pair]) -> Pair:
    found = list(pairs)
    return sum(pair[0] for pair in found), sum(pair[1] for pair in found)
