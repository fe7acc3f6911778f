"""Value, range, coverage, verdict and what is needed, against everything that the blanks of small offices could say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from tests.support.brute_force import (
    BLANK,
    LAST_YEAR,
    MANY,
    NA,
    UNRATED,
    Rows,
    agrees,
    is_met,
    numbers,
    solve,
)
from tests.support.offices import (
    calendar,
    day,
    figure,
    indicator,
    office,
    period,
    report,
    restated,
    rule,
    unit,
)

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Alternative, FieldReference, Measure, RowsCondition, SetRule, Target
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, Horizon, SubFigure
from ct58.domain.records.reports import Report

OFFICES, BATCHES = 100, 10
SEARCHING = 20
"""So many times as many offices where new cases are looked for (`--hypothesis-profile=search`)."""
RULING = (SubFigure(key="number", label="Số", type="text"), SubFigure(key="on", label="Ngày", type="date"))
NAMES = ("u1", "u2", "u3")
FIRMS = ("u2", "u3")
DAYS = [day(text) for text in ("2020-12-31", "2021-04-30", "2021-06-30", "2021-12-31")]
ANY_DAY = [*map(day, ("2020-12-29", "2020-12-30", "2021-02-01")), *DAYS, day("2022-01-01"), day("2022-01-02")]
PERIODS = {"quarter": ["2021-Q3", "2021-Q4"], "year": ["2021"], "once": ["once"]}
RULINGS: list[Any] = [
    {"number": "01-QĐ", "on": day("2021-12-28")},
    {"number": "02-QĐ", "on": day("2022-01-20")},
    {"number": "03-QĐ", "on": day("2022-02-01")},
    {"number": "04-QĐ", "on": None},
    {"number": None, "on": day("2021-12-28")},
    None,
]
"""What may stand where a decision belongs: one in force on a day, or none, or one that lacks something."""
Question = dict[str, Any]
Plain = Mapping[str, Any]


# ------------------------------------------------------------------ a question in plain data


def _line(dice: Random, key: str, type_: str, **given: Any) -> Plain:
    return {
        "key": key,
        "type": type_,
        "every": dice.choice(["quarter", "year", "once"]),
        "units": dice.choice([NAMES, NAMES, FIRMS]),
        "adds": None,
        "min": None,
        "max": None,
        "if_absent": "unknown",
        "values": (),
        "fields": {},
        "subset_of": None,
        "sum_of": (),
        "lasts": False,
        "valid_by": None,
        "is_decided": False,
        **given,
    }


def _field(key: str, type_: str, values: Sequence[Any] = (), if_absent: str = "unknown") -> Plain:
    return {
        "key": key,
        "type": type_,
        "values": values,
        "min": None,
        "max": None,
        "fields": {},
        "if_absent": if_absent,
    }


def _lines(dice: Random) -> dict[str, Plain]:
    together = {"every": dice.choice(["quarter", "year"]), "units": dice.choice([NAMES, FIRMS])}
    absent = dice.choice(["unknown", "unknown", "no"])
    stock: dict[str, Any] = {
        "every": dice.choice(["quarter", "year"]),
        "adds": "stock",
        "units": NAMES,
        "min": 0,
        "max": dice.choice([2, 3]),
    }
    flow = {**stock, "adds": "flow"}
    left_blank = dice.choice(["unknown", "no"])
    due = _field("due", "date", ANY_DAY, left_blank)
    fields = {
        "on": _field("on", "date", ANY_DAY),
        "ok": _field("ok", "boolean"),
        "valid_to": _field("valid_to", "date", ANY_DAY),
    }
    row = {
        "name": _field("name", "text", ("A", "B")),
        "title": _field("title", "text", ("A", "B")),
        "due": due,
        "done": _field("done", "date", ANY_DAY, dice.choice(["unknown", "no"])),
        "good": _field("good", "boolean", (), dice.choice(["unknown", "no"])),
    }
    lines = [
        _line(dice, "whole", "boolean", if_absent=absent, **together),
        _line(dice, "part", "boolean", if_absent=absent, subset_of="whole", **together),
        _line(
            dice,
            "kind",
            "enum",
            values=("a", "b", UNRATED),
            if_absent=absent,
            is_decided=dice.random() < 0.5,
        ),
        _line(dice, "day", "date", values=ANY_DAY, if_absent=absent),
        _line(dice, "paper", "record", fields=fields, if_absent=absent),
        _line(dice, "all", "integer", **flow),
        _line(dice, "some", "integer", **{**flow, "subset_of": "all", "min": dice.choice([0, 0, 1])}),
        _line(dice, "one", "integer", **{**stock, "max": 2}),
        _line(dice, "two", "integer", **{**stock, "max": 2}),
        _line(dice, "both", "integer", **{**stock, "max": 4, "sum_of": ("one", "two")}),
        _line(
            dice,
            "size",
            dice.choice(["integer", "decimal"]),
            adds="flow",
            min=dice.choice([0, 0, 1, -1]),
            max=2,
        ),
        _line(dice, "rows", "list", fields=row, every="quarter"),
    ]
    return {line["key"]: {**line, **_lasting(dice, line, lines)} for line in lines}


def _lasting(dice: Random, line: Plain, lines: Sequence[Plain]) -> Plain:
    """What of a year's report holds in the next one, too, and by which record it ends."""
    if (
        line["every"] != "year"
        or line["type"] not in ("boolean", "enum", "date", "record")
        or dice.random() < 0.4
    ):
        return {}
    paper = next(other for other in lines if other["key"] == "paper")
    is_documented = (
        line["key"] != "paper" and paper["every"] == "year" and set(line["units"]) <= set(paper["units"])
    )
    return {"lasts": True, "valid_by": dice.choice([None, "paper"]) if is_documented else None}


def _test(dice: Random, line: Plain, siblings: Sequence[str]) -> Any:
    if line["type"] in ("record", "list") or dice.random() < 0.2:
        return "given"
    if line["type"] == "date":
        limit = {"field": dice.choice(siblings)} if siblings and dice.random() < 0.5 else dice.choice(DAYS)
        return dice.choice(["in_period", {dice.choice(["<", "<=", ">", ">="]): limit}])
    if line["type"] in ("integer", "decimal"):
        than = {"field": dice.choice(siblings)} if siblings and dice.random() < 0.4 else dice.randint(0, 3)
        return dice.choice([{dice.choice(["<", "<=", ">", ">="]): than}, [dice.randint(0, 2)]])
    words = [True, False] if line["type"] == "boolean" else list(line["values"])
    return dice.sample(words, dice.choice([1, 1, 2]) if line["type"] == "enum" else 1)


_TOGETHER = (
    ("whole", "part"),
    ("all", "some"),
    ("one", "two", "both"),
    ("kind", "whole"),
    ("day", "kind"),
    ("paper",),
    ("size", "kind"),
    ("paper", "part"),
    ("rows", "kind"),
    ("rows", "kind"),
)


def _condition(dice: Random, lines: Mapping[str, Plain], keys: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    plain = [key for key in keys if key != "rows"]
    for key in dice.sample(plain, min(len(plain), dice.choice([1, 2, 2]))):
        line = lines[key]
        if line["type"] == "record" and dice.random() < 0.7:
            field = dice.choice(["on", "ok"])
            found[f"{key}.{field}"] = _test(dice, line["fields"][field], ())
        else:
            numeric = [
                other for other in keys if other != key and lines[other]["type"] == line["type"] == "integer"
            ]
            found[key] = _test(dice, line, numeric)
    return found


def _units(dice: Random, lines: Mapping[str, Plain], keys: Sequence[str]) -> dict[str, Any]:
    conditions: list[Any] = [_condition(dice, lines, keys) for _ in range(dice.choice([1, 1, 2]))]
    if "rows" in keys:
        conditions[0] = _rows_condition(dice, lines)
    return {
        "kind": "units",
        "of": dice.choice([NAMES, NAMES, FIRMS]),
        "where": dice.choice([None, conditions, conditions, conditions]),
    }


def _rows_condition(dice: Random, lines: Mapping[str, Plain]) -> Rows:
    among, where = ([_row_test(dice, lines, dice.choice([1, 1, 2]))] for _ in range(2))
    return Rows(
        dice.choice(["all", "any"]),
        "rows",
        dice.choice([None, among, among]),
        dice.choice([None, where, where, where]),
    )


def _row_test(dice: Random, lines: Mapping[str, Plain], fields: int) -> dict[str, Any]:
    line = lines["rows"]["fields"]
    return {
        key: _test(dice, line[key], [k for k in ("due", "done") if k != key])
        for key in dice.sample(["due", "due", "done", "good", "name"], fields)
    }


def _sum(dice: Random, keys: Sequence[str]) -> dict[str, Any]:
    chosen = dice.sample(keys, min(len(keys), dice.choice([1, 1, 2])))
    minus = chosen[1:] if dice.random() < 0.3 else []
    return {
        "kind": "sum",
        "of": dice.choice([NAMES, NAMES, FIRMS]),
        "sum": [key for key in chosen if key not in minus],
        "minus": minus,
    }


def _rows(dice: Random, lines: Mapping[str, Plain]) -> dict[str, Any]:
    fields = lines["rows"]["fields"]
    where = {
        key: _test(dice, fields[key], [k for k in ("due", "done") if k != key])
        for key in dice.sample(sorted(fields), 2)
    }
    return {
        "kind": "rows",
        "of": dice.choice([NAMES, NAMES, FIRMS]),
        "rows": "rows",
        "where": dice.choice([None, [where], [where]]),
    }


def _measures(dice: Random, lines: Mapping[str, Plain]) -> list[dict[str, Any]]:
    keys = dice.choice(_TOGETHER)
    added = dice.choice([("all", "some"), ("one", "two", "both"), ("size",), ("some",)])
    match dice.choice(["units", "units", "units", "sums", "sums", "rows", "mixed"]):
        case "units":
            found = [_units(dice, lines, keys), _units(dice, lines, keys)]
        case "sums":
            found = [_sum(dice, added), _sum(dice, added)]
        case "rows":
            found = [_rows(dice, lines), _rows(dice, lines)]
        case _:
            others = [
                _units(dice, lines, dice.choice([("whole", "part"), ("kind", "day"), ("paper",)])),
                _sum(dice, added),
            ]
            return dice.sample([*others, *([_rows(dice, lines)] if dice.random() < 0.3 else [])], 2)
    return found[: dice.choice([1, 2, 2])]


def _question(dice: Random) -> Question:
    lines = _lines(dice)
    measures = _measures(dice, lines)
    value = dice.randint(0, 4) if len(measures) == 1 else dice.choice([0, 20, 50, 60, 75, 100])
    is_floored = len(measures) > 1 and {m["kind"] for m in measures} == {"units"} and dice.random() < 0.3
    question: Question = {
        "lines": lines,
        "periods": PERIODS,
        "units": NAMES,
        "sums": [("both", ("one", "two"))],
        "measures": measures,
        "target": (dice.choice(["<", "<=", "=", ">=", ">"]), value, is_floored),
        "first": day("2021-01-01"),
        "last": day("2021-12-31"),
        "over": dice.random() < 0.8,
        "said": {},
        "tried": {},
        "rulings": {},
        "reasons": set(),
    }
    question["as_of"] = day("2022-01-25" if question["over"] else "2021-12-31")
    for name in NAMES:
        for every, periods in PERIODS.items():
            for of in periods:
                question["said"].update(_said(dice, question, name, every, of))
                question["rulings"][name, of] = dice.choice([*RULINGS[:2] * 2, *RULINGS])
                question["reasons"] |= {(name, of)} if dice.random() < 0.4 else set()
        question["said"].update(_said(dice, question, name, "year", LAST_YEAR))
        question["rulings"][name, LAST_YEAR] = RULINGS[0]
    return question


def _said(dice: Random, question: Question, name: str, every: str, of: str) -> dict[Any, Any]:
    """A report that could be kept, with gaps."""
    lines = [line for line in question["lines"].values() if line["every"] == every and name in line["units"]]
    blanks = dice.choice([0.1, 0.3, 0.7])
    while True:
        found = {line["key"]: BLANK if dice.random() < blanks else _value(dice, line) for line in lines}
        if agrees(question, found):
            return {(name, of, key): value for key, value in found.items()}


def _value(dice: Random, line: Plain) -> Any:
    if dice.random() < 0.12:
        return NA
    if line["type"] == "list":
        return tuple(_row(dice, line) for _ in range(dice.choice([0, 1, 1, 2])))
    if line["type"] == "record":
        return _row(dice, line)
    return _plain(dice, line)


def _row(dice: Random, line: Plain) -> dict[str, Any]:
    return {
        key: dice.choice([BLANK, NA, *[_plain(dice, field)] * 5])
        if key not in ("name", "title")
        else dice.choice([BLANK, "A", "B"])
        for key, field in line["fields"].items()
    }


def _plain(dice: Random, line: Plain) -> Any:
    if line["type"] == "boolean":
        return dice.choice([True, False])
    if line["type"] == "date":
        return dice.choice(DAYS)
    return dice.choice(list(line["values"]) or numbers(line))


# ------------------------------------------------------------------ the same as an office


def _figure(number: int, line: Plain) -> Figure:
    return figure(
        line["key"],
        number,
        type=line["type"],
        every=line["every"],
        adds=line["adds"],
        units="all" if line["units"] == NAMES else "firms",
        min=line["min"],
        max=line["max"],
        if_absent=line["if_absent"],
        subset_of=line["subset_of"],
        lasts=line["lasts"],
        valid_by=line["valid_by"],
        sum_of=line["sum_of"],
        values={word: word for word in line["values"]} if line["type"] == "enum" else {},
        asked=not line["is_decided"],
        decided_by="ruling" if line["is_decided"] else None,
        fields=tuple(
            SubFigure(key=f["key"], label=f["key"], type=f["type"], if_absent=f["if_absent"])
            for f in line["fields"].values()
        ),
    )


def _measure(plain: Plain) -> Measure:
    of = "all" if plain["of"] == NAMES else "firms"
    if plain["kind"] == "sum":
        return Measure(of=of, sum=tuple(plain["sum"]), minus=tuple(plain["minus"]))
    where = tuple(map(_alternative, plain["where"] or ()))
    return Measure(of=of, count=plain.get("rows", "units"), where=where or None)


def _alternative(asked: Any) -> Alternative:
    if not isinstance(asked, Rows):
        return {path: _wanted(test) for path, test in asked.items()}
    among, where = ((_alternative(found[0]) if found else None) for found in (asked.among, asked.where))
    return RowsCondition(among=among, where=where, **{asked.quantifier: asked.rows})  # type: ignore[arg-type]


def _wanted(test: Any) -> Any:
    if isinstance(test, list):
        return tuple(test)
    if isinstance(test, dict):
        return {
            op: FieldReference(field=limit["field"]) if isinstance(limit, dict) else limit
            for op, limit in test.items()
        }
    return test


def _office(question: Question) -> Office:
    op, value, is_floored = question["target"]
    measures = [_measure(plain) for plain in question["measures"]]
    is_share = len(measures) > 1
    target = Target(
        op=op, value=value, unit="percent" if is_share else "count", rounding="floor" if is_floored else None
    )
    kind = question["lines"]["kind"]
    ruling = figure(
        "ruling", 99, type="record", every=kind["every"], adds=None, units="all", asked=False, fields=RULING
    )
    found = office(
        format=2,
        units=[unit("u1", order=1), *(unit(name, kind="private_enterprise") for name in FIRMS)],
        figures=(
            *(_figure(number, line) for number, line in enumerate(question["lines"].values(), 1)),
            ruling,
        ),
        sets={"all": SetRule(), "firms": SetRule(kinds=("private_enterprise",))},
        indicators=(
            indicator(
                deadline=rule(every="year"),
                numerator=measures[0],
                denominator=measures[1] if is_share else None,
                target=target,
            ),
        ),
        reporting=(
            calendar("BC-QUY", units="all", from_=period("2021-Q3")),
            calendar("BC-NAM", every="year", units="all"),
        ),
        reports=[
            _report(question, name, of)
            for name in NAMES
            for of in ("2021-Q3", "2021-Q4", LAST_YEAR, "2021", "once")
        ],
    )
    return _since(2020, found)


def _since(year: int, found: Office) -> Office:
    head = replace(found.programme.head, horizon=Horizon(from_=year, to=2025))
    return restated(found, replace(found.programme, programme=head))


def _report(question: Question, name: str, of: str) -> Report:
    said = {key: _written(v) for (u, p, key), v in question["said"].items() if (u, p) == (name, of)}
    made = report(
        name,
        of,
        on="2021-01-10" if of == LAST_YEAR else "2021-12-20",
        **said,
        ruling=question["rulings"][name, of],
    )
    return replace(made, reasons={"kind": "mới thành lập"}) if (name, of) in question["reasons"] else made


def _written(value: Any) -> Any:
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def _result(question: Question) -> Result:
    there = _office(question)
    (wanted,) = there.programme.indicators
    (window,) = windows(there, wanted, period("2021"))
    return evaluate(Answers(there, question["as_of"]), wanted, window)


# ------------------------------------------------------------------ the comparison


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_that_the_blanks_could_say_contradicts_what_is_shown(batch: int) -> None:
    """And nothing that is shown is wider than what they could say."""
    for number in range(OFFICES * (SEARCHING if settings.get_current_profile_name() == "search" else 1)):
        seed = number * BATCHES + batch
        question = _question(Random(seed))  # noqa: S311 - the same offices each time
        _compare(question, _result(question), seed)


def _compare(question: Question, found: Result, seed: int) -> None:
    main, tried = found.main, solve(question)
    assert main.pair == (tried["pair"] if tried["known"] else (0, 0)), seed
    assert main.coverage.expected - main.coverage.reported == len(tried["open"]), seed
    _compare_range(question, found, tried["totals"], seed)
    if main.value is not None:
        _compare_verdict(question, found, tried, seed)


def _compare_range(question: Question, found: Result, totals: set[Any], seed: int) -> None:
    """The extremes of all that is possible; None where rows without number or a vanishing denominator leave it open."""
    lower, upper = found.main.lower, found.main.upper
    if not found.main.contributions:
        assert (lower, upper) == (None, None), seed
        return
    values = _values_of(question, totals)
    if not values:
        assert (lower, upper) == (None, None), seed
        return
    if not found.main.coverage.reported and min(values) == max(values):  # nobody has answered
        assert None in (lower, upper), seed
        return
    for shown, extreme in ((lower, min(values)), (upper, max(values))):
        if shown is None:
            assert abs(extreme) >= MANY or _may_vanish(question, totals), seed
        elif _counts_rows(question) and found.main.is_share:
            assert abs(shown - extreme) < 1, seed
        else:
            assert shown == extreme, seed


def _values_of(question: Question, totals: set[Any]) -> list[Any]:
    if len(question["measures"]) == 1:
        return [above for above, _ in totals]
    return [Fraction(100 * above) / Fraction(below) for above, below in totals if below > 0]


def _counts_rows(question: Question) -> bool:
    return any(measure["kind"] == "rows" for measure in question["measures"])


def _may_vanish(question: Question, totals: set[Any]) -> bool:
    """Whether a denominator that is subtracted from, or is no whole number, may come near nothing."""
    below = question["measures"][1]
    if below["kind"] != "sum" or not any(pair[1] <= 0 for pair in totals):
        return False
    lines = [question["lines"][key] for key in (*below["sum"], *below["minus"])]
    return bool(below["minus"]) or any(line["min"] < 0 or line["type"] == "decimal" for line in lines)


def _compare_verdict(question: Question, found: Result, tried: dict[str, Any], seed: int) -> None:
    main, is_share = found.main, len(question["measures"]) > 1
    valued = {is_met(question, pair) for pair in tried["totals"] if not is_share or pair[1] > 0}
    judged = main.verdict if question["over"] else (main.so_far and main.so_far.judgement)
    if judged == "met":
        assert valued == {True}, seed
    elif judged == "not_met":
        assert valued <= {False}, seed
    else:
        is_between = question["target"][0] == "=" and any(m["kind"] != "units" for m in question["measures"])
        assert judged == "undetermined", seed
        assert len(tried["verdicts"]) == 2 or is_between, seed
    _compare_needed(question, found, tried, judged, seed)


def _compare_needed(question: Question, found: Result, tried: dict[str, Any], judged: Any, seed: int) -> None:
    """Reachable and least: so many units, or so much of a count; and nothing where it cannot be met any more."""
    needed, (op, value, _) = found.main.needed, question["target"]
    if judged == "met" or (judged == "not_met" and question["over"]):
        assert needed is None, seed
        return
    least = min(above for above, _ in tried["totals"])
    if len(question["measures"]) == 1 and op in (">", ">=") and least > -MANY:
        assert needed is not None, seed
        assert needed.count is not None, seed
        assert least + needed.count >= value if op == ">=" else least + needed.count > value, seed
        assert needed.count - 1 + least < value if op == ">=" else needed.count - 1 + least <= value, seed
    if question["over"] and op != "=" and not _counts_rows(question):
        assert (needed and needed.units) == tried["units"], seed
        assert needed is None or needed.of == len(tried["open"]), seed
