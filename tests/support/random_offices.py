"""Random programmes, and everything that their units could report: for what must hold of any of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

from tests.support.offices import (
    calendar,
    day,
    figure,
    indicator,
    office,
    period,
    programme,
    report,
    rule,
    unit,
)

from ct58.domain.records.measure import Condition, FieldReference, Indicator, Measure, SetRule, Target
from ct58.domain.records.measure import Test as Wanted
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, Programme, SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import concerns
from ct58.domain.time.period import Period

UNITS: tuple[Unit, ...] = (
    unit("u1", order=1, flags=("drafts",)),
    unit("u2", order=2, kind="private_enterprise", valid_to=day("2021-09-30"), merged_into="u3"),
    unit("u3", order=3, kind="private_enterprise", flags=("drafts",)),
    unit("u4", order=4, kind="public_service", valid_from=day("2021-05-01")),
    unit("u5", order=5, valid_to=day("2021-08-20")),
)
"""One opens, one closes and one is merged within the year."""
SETS = {
    "all": SetRule(),
    "firms": SetRule(kinds=("private_enterprise",)),
    "drafters": SetRule(flags=("drafts",)),
}
PERIODS = ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2021")
DAYS = tuple(day(text) for text in ("2020-12-31", "2021-03-31", "2021-06-30", "2021-09-01", "2021-12-31"))
WORDS = {"a": "A", "b": "B", "c": "C"}
Line = Figure | SubFigure


# ------------------------------------------------------------------ the programme


def random_programme(dice: Random) -> Programme:
    """Figures of all types, and indicators that count them in every way of the contract."""
    figures = tuple(_figures(dice))
    return programme(
        figures=figures,
        sets=SETS,
        indicators=tuple(_indicator(dice, figures, f"CT-{number:02}") for number in range(1, 7)),
        reporting=(
            calendar("BC-QUY", units="all", from_=period("2021-Q1")),
            calendar("BC-NAM", every="year", units="all"),
        ),
    )


def _figures(dice: Random) -> list[Figure]:
    whole = _figure(dice, 4, "boolean", "whole")
    return [
        _number(dice, 1, "flow"),
        _number(dice, 2, dice.choice(["cumulative", "stock", "flow"])),
        _number(dice, 3, "flow"),
        whole,
        _figure(dice, 5, "boolean", "part", every=whole.every, units=whole.units, subset_of="whole"),
        _figure(dice, 6, "enum", values=WORDS),
        _figure(dice, 7, "date"),
        _figure(dice, 8, "record", fields=_fields(dice)),
        _figure(dice, 9, "list", fields=_fields(dice), every="quarter"),
    ]


def _number(dice: Random, number: int, adds: str) -> Figure:
    least = dice.choice([0, 0, 0, 1, None])
    most = dice.choice([None, None, 5])
    type_ = dice.choice(["integer", "integer", "decimal"])
    return _figure(dice, number, type_, adds=adds, min=least, max=most, if_absent="unknown")


def _figure(dice: Random, number: int, type_: str, key: str | None = None, **given: Any) -> Figure:
    plain: dict[str, Any] = {
        "adds": None,
        "every": dice.choice(["quarter", "year", "once"]),
        "units": dice.choice(["all", "all", "firms", "drafters"]),
        "if_absent": dice.choice(["unknown", "unknown", "no"]),
    }
    return figure(key or f"{type_}_{number}", number, type=type_, **{**plain, **given})


def _fields(dice: Random) -> tuple[SubFigure, ...]:
    return (
        SubFigure(key="name", label="Tên", type="text"),
        SubFigure(key="title", label="Việc", type=dice.choice(["text", "enum"]), values=WORDS),
        SubFigure(key="due", label="Hạn", type="date"),
        SubFigure(key="done", label="Xong", type="date"),
        SubFigure(
            key="size", label="Số", type="integer", min=dice.choice([0, None]), max=dice.choice([3, None])
        ),
        SubFigure(key="good", label="Tốt", type="boolean"),
    )


def _indicator(dice: Random, figures: Sequence[Figure], id: str) -> Indicator:
    kind = dice.choice(["units", "units", "sums", "rows", "mixed"])
    makes = {"units": _units, "sums": _sum, "rows": _rows}
    numerator = makes.get(kind, _sum)(dice, figures)
    below = makes.get(kind, _units)(dice, figures)
    denominator = dice.choice([None, below]) if kind != "mixed" else below
    every = dice.choice(["quarter", "year", "year", None])
    return indicator(
        id,
        deadline=rule(every=every) if every else rule(by="2021"),
        numerator=numerator,
        denominator=denominator,
        target=_target(dice, is_share=denominator is not None),
    )


def _target(dice: Random, *, is_share: bool) -> Target:
    op: Any = dice.choice(["<", "<=", "=", ">=", ">"])
    if not is_share:
        return Target(op=op, value=dice.randint(0, 6), unit="count")
    rounding: Any = dice.choice([None, None, "floor"])
    return Target(op=op, value=dice.choice([0, 20, 50, 75, 100]), unit="percent", rounding=rounding)


def _units(dice: Random, figures: Sequence[Figure]) -> Measure:
    conditions = tuple(_condition(dice, figures) for _ in range(dice.choice([1, 1, 2])))
    where = dice.choice([None, conditions[0], conditions])
    return Measure(of=dice.choice(["all", "firms", "drafters"]), count="units", where=where)


def _sum(dice: Random, figures: Sequence[Figure]) -> Measure:
    numbers = [line.key for line in figures if line.type in ("integer", "decimal")]
    dice.shuffle(numbers)
    minus = tuple(numbers[2:3]) if dice.random() < 0.3 else ()
    return Measure(of=dice.choice(["all", "firms"]), sum=tuple(numbers[: dice.randint(1, 2)]), minus=minus)


def _rows(dice: Random, figures: Sequence[Figure]) -> Measure:
    (counted,) = (line for line in figures if line.type == "list")
    fields = dice.sample(counted.fields, dice.randint(1, 2))
    where = {field.key: _test(dice, field, counted.fields) for field in fields}
    return Measure(
        of=dice.choice(["all", "drafters"]), count=counted.key, where=dice.choice([None, where, where])
    )


def _condition(dice: Random, figures: Sequence[Figure]) -> Condition:
    """One or two fields; a record is asked for itself or by a field."""
    found: dict[str, Wanted] = {}
    for line in dice.sample(list(figures), dice.randint(1, 2)):
        if line.type == "record" and dice.random() < 0.7:
            field = dice.choice(line.fields)
            found[f"{line.key}.{field.key}"] = _test(dice, field, line.fields, f"{line.key}.")
        else:
            found[line.key] = _test(dice, line, ())
    return found


def _test(dice: Random, line: Line, siblings: Sequence[Line], before: str = "") -> Wanted:
    if line.type in ("record", "list") or dice.random() < 0.2:
        return "given"
    others = [field for field in siblings if field.type == line.type and field.key != line.key]
    if line.type == "date":
        return dice.choice(["in_period", _compared(dice, dice.choice(DAYS), others, before)])
    if line.type in ("integer", "decimal"):
        choices = [_compared(dice, dice.randint(0, 4), others, before), (dice.randint(0, 3),)]
        return dice.choice(choices)
    if line.type == "enum":
        return tuple(dice.sample(sorted(line.values), dice.randint(1, 2)))
    return (dice.choice([True, False]),) if line.type == "boolean" else ("A",)


def _compared(dice: Random, limit: Any, others: Sequence[Line], before: str) -> Any:
    if others and dice.random() < 0.5:
        limit = FieldReference(field=f"{before}{dice.choice(others).key}")
    return {dice.choice(["<", "<=", ">", ">="]): limit}


# ------------------------------------------------------------------ what is reported


def office_with(made: Programme, reports: Sequence[Report]) -> Office:
    """The programme with the units and these reports."""
    return office(
        units=UNITS,
        reports=reports,
        figures=made.figures,
        sets=made.sets,
        indicators=made.indicators,
        reporting=made.reporting,
    )


def random_reports(dice: Random, made: Programme, arrived: str) -> list[Report]:
    """Everything that the units could report of the year, with gaps, all received on one day."""
    there = office_with(made, ())
    found = []
    for member, of in product(UNITS, ("once", *PERIODS)):
        lines = [
            line
            for line in made.figures
            if line.every == Period.parse(of).kind and concerns(there, line, member, Period.parse(of))
        ]
        if lines and (of == "once" or member.is_valid_on(Period.parse(of).last_day)):
            figures = {line.key: dice.choice([None, "n/a", *[value(line, dice)] * 6]) for line in lines}
            found.append(report(member.id, of, on=arrived, **_allowed(figures)))
    return found


def _allowed(figures: dict[str, Any]) -> dict[str, Any]:
    """As `check` allows it: no part without its whole; and of what does not apply no part is said to be none, either.

    A whole that does not apply settles its part: who then answers no all the same says two things in one report.
    """
    if figures.get("whole") is False and figures.get("part") is True:
        figures["part"] = False
    if figures.get("whole") == "n/a" and figures.get("part") is False:
        figures["part"] = "n/a"
    return figures


def value(line: Line, dice: Random) -> Any:
    """What a unit may write on a line of the form."""
    if isinstance(line, Figure) and line.type == "list":
        return tuple(_row(line, dice) for _ in range(dice.randint(0, 2)))
    if isinstance(line, Figure) and line.type == "record":
        return _row(line, dice)
    if line.type in ("integer", "decimal", "money"):
        return _any_number(line, dice)
    choices: dict[str, Sequence[Any]] = {"boolean": [True, False], "date": DAYS, "enum": sorted(line.values)}
    return dice.choice(choices.get(line.type, ["A", "B"]))


def _any_number(line: Line, dice: Random) -> int | Decimal:
    least = line.min if line.min is not None else -2
    most = line.max if line.max is not None else least + 5
    number = dice.randint(least, most)
    is_broken = line.type == "decimal" and number < most and dice.random() < 0.5
    return number + Decimal("0.5") if is_broken else number


def _row(line: Figure, dice: Random) -> dict[str, Any]:
    return {field.key: dice.choice([None, "n/a", *[value(field, dice)] * 5]) for field in line.fields}
