"""The sheet of one unit and period: the figures that are asked, drawn so that they fit each other and the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import exp

from ct58.demo.form import FigureWish, Form, wished_value
from ct58.demo.made_up import usual_levels
from ct58.demo.scales import Level, is_rating
from ct58.demo.setting import Dice, Setting, days
from ct58.demo.words import document_number, document_type
from ct58.domain.records.measure import Condition, FieldReference
from ct58.domain.records.programme import Figure, FigureType, SubFigure
from ct58.domain.records.scalars import NOT_RATED, FigureValue, Scalar
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import applies_in
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period

Ledger = dict[str, FigureValue]
"""What a unit said last of each figure; of what adds up over a year, in each year."""
DrawnRow = Mapping[str, Scalar | None]

_MOST_IN_A_PERIOD = 6.0
"""However much is asked of a small office, a unit does not report more than about this at a time."""
_AS_WISHED = 0.88
"""How often a figure is the very number that an indicator counts."""


@dataclass(slots=True)
class DrawnSheet:
    """The figures of one unit and period; `values` fills up as they are asked for.

    `levels` holds what has been dealt out for the whole office, all else is drawn. Parts are drawn before
    their sums and wholes before their parts, whatever their order on the form.
    """

    setting: Setting
    unit: Unit
    period: Period
    ledger: Ledger
    levels: Level
    values: dict[str, FigureValue] = field(default_factory=dict)
    form: Form = field(init=False)
    dice: Dice = field(init=False)
    asked: dict[str, Figure] = field(init=False)

    def __post_init__(self) -> None:
        self.form = self.setting.form
        self.dice = self.setting.dice("figures", self.unit.id, self.period)
        figures = [figure for figure in self.form.figures.values() if applies_in(figure, self.period)]
        self.asked = {f.key: f for f in figures if self.unit.id in self.form.asked[f.key]}

    def fill(self) -> dict[str, FigureValue]:
        """All figures asked of the unit for this kind of period, in the form's order.

        None where the unit says nothing; what the office itself would have received is then left out.
        """
        said = [(figure, self.value(figure)) for figure in self.asked.values()]
        return {f.key: value for f, value in said if value is not None or f.if_absent == "unknown"}

    def value(self, figure: Figure) -> FigureValue:
        """The value of a figure; None if it is not asked."""
        if figure.key not in self.values:
            self.values[figure.key] = None  # a form that refers in a circle ends here
            if figure.key in self.asked:
                dealt = self.levels.get(figure.key)
                value = _DRAWN[figure.type](self, figure) if dealt is None else dealt
                self.values[figure.key] = self.ledger[self._account(figure)] = value
        return self.values[figure.key]

    def last(self, figure: Figure) -> FigureValue:
        """What the unit said the last time; of a total of the year, in this year."""
        return self.ledger.get(self._account(figure))

    def wishes(self, path: str) -> list[FigureWish]:
        """What indicators want of a figure in this unit."""
        return [wish for wish in self.form.wishes.get(path, ()) if self.unit.id in wish.units]

    def number(self, key: str) -> int:
        """A figure as a number to count with; 0 where it is none."""
        value = self.value(self.form.figures[key])
        return int(value) if isinstance(value, int | Decimal) else 0

    def has_evidence(self, figure: Figure) -> bool:
        """Whether what a record or a text documents is there at all; true where it documents nothing."""
        said = [self.value(before) for before in self.form.evidenced(figure)]
        return not said or any(value not in (None, False, NOT_RATED) for value in said)

    def _account(self, figure: Figure) -> str:
        return f"{figure.key}/{self.period.year}" if figure.adds == "cumulative" else figure.key


def _integer(sheet: DrawnSheet, figure: Figure) -> int:
    """A count or an amount: the sum of its parts, or what comes; mostly so that an indicator counts it."""
    if figure.sum_of:
        return sum(map(sheet.number, figure.sum_of))
    wishes = sheet.wishes(figure.key)
    wished, least = wished_value(wishes, int), wished_value(wishes, int, ">=")
    if wished is not None and sheet.dice.happens(_AS_WISHED):
        return wished
    source = _SOURCES.get(figure.adds or "flow", _flow) if figure.type != "money" else _amount
    number = source(sheet, figure)
    if least is not None:
        number = max(number, least) if sheet.dice.happens(0.97) else min(number, max(0, least - 1))
    return _bounded(sheet, figure, number)


def _bounded(sheet: DrawnSheet, figure: Figure, number: int) -> int:
    """Inside the form's limits and not above the whole that it is part of, unless that is the sum of its parts."""
    whole = sheet.form.figures.get(figure.subset_of or "")
    limit = sheet.value(whole) if whole is not None and figure.key not in whole.sum_of else None
    most = min(most for most in (figure.max, limit, number) if isinstance(most, int))
    return most if figure.min is None else max(most, figure.min)


def _decimal(sheet: DrawnSheet, figure: Figure) -> Decimal:
    """A number with a digit after the point; whole where others are held against it."""
    whole = Decimal(_integer(sheet, figure))
    is_free = figure.max is None and figure.key not in sheet.form.bound
    return whole + Decimal(sheet.dice.randint(0, 9)) / 10 if is_free else whole


def _amount(sheet: DrawnSheet, figure: Figure) -> int:
    """Whole millions; a loss where the yes/no figure before it says no and it may be."""
    amount = round(exp(sheet.dice.gauss(6.5, 1.2))) * 1_000_000
    is_loss = any(sheet.value(before) is False for before in sheet.form.evidenced(figure))
    return -amount // 4 if is_loss and figure.min is None else amount


def _flow(sheet: DrawnSheet, figure: Figure) -> int:
    """What comes in the period: as much as the programme's target needs, or what is usual."""
    for parts, base in sheet.form.ratios:
        if figure.key in base.sum:
            return sheet.dice.randint(150, 420)
        if figure.key in base.minus:
            return sum(map(sheet.number, base.sum)) * 3 // 100
        if figure.key in parts.sum:
            most = sum(map(sheet.number, base.sum)) - sum(map(sheet.number, base.minus))
            return max(0, most - sheet.dice.choice((0, 0, 0, 1, 2, 5)))
    asked = [number for _, number in sheet.form.expected.get(figure.key, ())]
    if not asked:
        return sheet.dice.around(sheet.setting.dice("mean", figure.key).choice((2.0, 3.0, 5.0)))
    return sheet.dice.around(min(max(asked) * 1.08, _MOST_IN_A_PERIOD))


def _total(sheet: DrawnSheet, figure: Figure) -> int:
    """The year's total so far, which never falls."""
    before = sheet.last(figure)
    return _flow(sheet, figure) + (before if isinstance(before, int) else 0)


def _stock(sheet: DrawnSheet, figure: Figure) -> int:
    """Last period's number and what came in, with a few who came or went otherwise.

    At first it is as large as the unit is; what nothing flows into is a multiple of it.
    """
    flows = sheet.form.inflows(figure)
    inflow, before = sum(sheet.number(flow.key) for flow in flows), sheet.last(figure)
    if isinstance(before, int):
        return max(3, before + inflow + sheet.dice.choice((-1, 0, 0, 0, 1)))
    size = 8 + round(exp(sheet.setting.dice("size", sheet.unit.id).gauss(3.4, 0.6)))
    return size if flows else size * sheet.setting.dice("times", figure.key).randint(2, 5)


_SOURCES = {"stock": _stock, "cumulative": _total, "flow": _flow}


def _word(sheet: DrawnSheet, figure: Figure) -> str:
    """A rating by its usual share; of other words the first, which mostly stays as it is."""
    if is_rating(figure):
        return _rated_word(sheet.dice, figure.values)
    before, words = sheet.last(figure), list(figure.values)
    if isinstance(before, str) and not sheet.dice.happens(0.1):
        return before
    return words[0] if sheet.dice.happens(0.93) else words[min(1, len(words) - 1)]


def _rated_word(dice: Dice, values: Mapping[str, str]) -> str:
    usual = usual_levels()
    rated = [word for word in values if word in usual]
    if len(rated) < 2:
        return dice.choice(list(values))
    return dice.choices(rated, [usual[word] for word in rated])[0]


def _date(sheet: DrawnSheet, figure: Figure) -> dt.date | None:
    """A day late in the period; often none where no indicator asks for it."""
    is_given = sheet.dice.happens(0.97 if sheet.wishes(figure.key) else 0.6)
    return _late_in_period(sheet) if is_given else None


def _late_in_period(sheet: DrawnSheet) -> dt.date:
    length = (sheet.period.last_day - sheet.period.first_day).days
    return sheet.period.last_day - days(sheet.dice.randint(5, max(5, length // 3)))


def _record(sheet: DrawnSheet, figure: Figure) -> DrawnRow | None:
    """A document with its number and days; a decision for all is the same in every unit.

    The days follow each other in the form's order, up to the one that an indicator looks at, or the last.
    """
    if not sheet.has_evidence(figure) or (figure.asked and sheet.dice.happens(0.06)):
        return None
    if sheet.setting.is_unbooked(figure.key, sheet.period):
        return None
    dice = sheet.dice if figure.asked else sheet.setting.dice("decision", figure.key, sheet.period)
    keys = [cell.key for cell in figure.fields if cell.type == "date"]
    limits = [wished_value(sheet.wishes(f"{figure.key}.{key}"), dt.date, "<=") for key in keys]
    last, limit = next((found for found in enumerate(limits) if found[1]), (len(keys) - 1, None))
    anchor = _anchor(sheet, figure, dice, limit)
    dates = {key: anchor - days(2 * max(0, last - place)) for place, key in enumerate(keys)}
    if "valid_to" in dates:
        dates["valid_to"] = anchor.replace(year=anchor.year + 3, day=min(anchor.day, 28))
    return {cell.key: dates.get(cell.key) or _cell(sheet, cell, figure, dice) for cell in figure.fields}


def _anchor(sheet: DrawnSheet, figure: Figure, dice: Dice, limit: dt.date | None) -> dt.date:
    """The day that a record is about.

    Before an indicator's limit where there is one; a decision for all just before the period's end;
    what is given once, in the programme's first time; what the office receives, early in the year.
    """
    if limit is not None:
        return limit + days(-dice.randint(0, 6) if dice.happens(0.9) else dice.randint(1, 60))
    if sheet.period.kind == "once":
        return sheet.setting.issued_on + days(round(dice.triangular(10, 600, 60)))
    if not figure.asked:
        return sheet.period.last_day - days(3)
    if figure.if_absent == "no":
        day, due = (
            sheet.period.first_day + days(dice.randint(12, 80)),
            sheet.setting.due(figure.key, sheet.period),
        )
        chance = sheet.setting.dice("late", figure.key, sheet.unit.id, sheet.period)
        return due + days(chance.randint(3, 40)) if due and chance.happens(0.15) else day
    return _late_in_period(sheet)


def _rows(sheet: DrawnSheet, figure: Figure) -> tuple[DrawnRow, ...]:
    """The rows that indicators count, or a few of any kind."""
    asked = sheet.form.expected.get(figure.key)
    if asked is None:
        return tuple(_row(sheet, figure, {}) for _ in range(sheet.dice.randint(0, 2)))
    return tuple(
        _row(sheet, figure, condition)
        for condition, number in asked
        for _ in range(sheet.dice.around(number * 1.2))
    )


def _row(sheet: DrawnSheet, figure: Figure, condition: Condition) -> DrawnRow:
    row: dict[str, Scalar | None] = {}
    for cell in figure.fields:
        test = condition.get(cell.key)
        if isinstance(test, tuple):
            row[cell.key] = test[0]
        elif cell.type == "date":
            row[cell.key] = _row_date(sheet, f"{figure.key}.{cell.key}", row)
        else:
            row[cell.key] = _cell(sheet, cell, figure, sheet.dice)
    return row


def _row_date(sheet: DrawnSheet, path: str, row: DrawnRow) -> dt.date | None:
    """A day of the period; mostly before the date that it is held against, None if still to come."""
    other = wished_value(sheet.form.wishes.get(path, ()), FieldReference, "<=")
    limit = row.get(other.field) if other else None
    if not isinstance(limit, dt.date):
        return _late_in_period(sheet)
    day = limit + days(-sheet.dice.randint(0, 10) if sheet.dice.happens(0.9) else sheet.dice.randint(1, 20))
    return day if day <= sheet.period.last_day else None


def _cell(sheet: DrawnSheet, cell: SubFigure, figure: Figure, dice: Dice) -> Scalar:
    """A field that is no date. Whose label speaks of a number ("Số …") is a document's number.

    The number is of the unit's own document; of the committee's, if the committee reports or decides.
    """
    if cell.type == "enum":
        return _rated_word(dice, cell.values)
    if cell.type == "boolean":
        return dice.happens(0.95)
    if cell.type != "text":
        return max(cell.min or 0, dice.randint(0, min(20, cell.max or 20)))
    label = fold(cell.label)
    if not label.startswith("so ") and "(so" not in label:
        return f"{cell.label} mẫu"
    is_committee = sheet.setting.programme.terms.is_committee(sheet.unit.kind) or not figure.asked
    sender = (
        sheet.setting.sender if is_committee else sheet.setting.made_up.sender_of(sheet.unit.organisation)
    )
    return document_number(dice.randint(1, 95), document_type(f"{cell.label} {figure.label}"), sender)


_DRAWN: Mapping[FigureType, Callable[[DrawnSheet, Figure], FigureValue]] = {
    "integer": _integer,
    "decimal": _decimal,
    "money": _integer,
    "boolean": lambda sheet, _: sheet.dice.happens(0.9),
    "enum": _word,
    "text": lambda sheet, figure: f"{figure.label} mẫu" if sheet.has_evidence(figure) else None,
    "date": _date,
    "record": _record,
    "list": _rows,
}
