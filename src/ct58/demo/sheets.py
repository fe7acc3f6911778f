"""One unit's figures for one period, each drawn by what the form says of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import exp

from ct58.demo.dice import Dice, count_around, happens, shuffled
from ct58.demo.form import (
    RATINGS,
    TIMES_A_YEAR,
    Form,
    Wish,
    date_limit,
    number_limit,
    wanted_number,
)
from ct58.demo.scales import Level, is_rating
from ct58.demo.words import SENDERS, document_type
from ct58.domain.measure import Condition
from ct58.domain.period import Period
from ct58.domain.programme import Figure, SubFigure
from ct58.domain.scalars import FigureValue, Scalar
from ct58.domain.units import Unit
from ct58.domain.vietnamese import fold

Row = Mapping[str, Scalar | None]
_MOST_IN_A_PERIOD = 6.0
"""However much is asked of a small office, a unit does not report more than about this at a time."""
_HUNDREDTHS_SECRET = 3
_YEARS_VALID = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all sheets share: the form, who is in which set, the dates around, the committee's suffix."""

    form: Form
    dice: Dice
    members: Mapping[str, frozenset[str]]
    issued_on: dt.date
    suffix: str

    def is_asked(self, unit: str, figure: Figure) -> bool:
        """Whether a figure is asked of a unit."""
        return unit in self.members.get(figure.units, ())


@dataclass(slots=True)
class Ledger:
    """What the next period of a unit builds on: its stocks, its totals of the year, its words."""

    stocks: dict[str, int] = field(default_factory=dict)
    totals: dict[tuple[str, int], int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The figures of one unit and period; `values` fills up as they are asked for.

    `levels` holds what has been dealt out for the whole office. Parts are drawn before their sums and
    wholes before their parts, whatever their order on the form.
    """

    setting: Setting
    unit: Unit
    period: Period
    ledger: Ledger
    levels: Level
    rng: random.Random
    values: dict[str, FigureValue] = field(default_factory=dict)

    def fill(self) -> dict[str, FigureValue]:
        """All figures asked of the unit for this kind of period, in the form's order.

        None where the unit says nothing; what the office itself would have received is then left out.
        """
        filled = {}
        for figure in self.setting.form.figures:
            value = self.value(figure)
            if self._is_asked(figure) and (value is not None or figure.if_absent == "unknown"):
                filled[figure.key] = value
        return filled

    def value(self, figure: Figure) -> FigureValue:
        """The value of a figure; None if it is not asked."""
        if not self._is_asked(figure):
            return None
        if figure.key not in self.values:
            self.values[figure.key] = None  # a form that refers in a circle ends here
            self.values[figure.key] = self.levels.get(figure.key) or self._draw(figure)
        return self.values[figure.key]

    def _is_asked(self, figure: Figure) -> bool:
        return figure.every == self.period.kind and self.setting.is_asked(self.unit.id, figure)

    def _draw(self, figure: Figure) -> FigureValue:
        if figure.key in self.levels:
            return self.levels[figure.key]
        return _DRAWS[figure.type](self, figure)

    def _wishes(self, path: str) -> tuple[Wish, ...]:
        """What indicators want of a figure in this unit."""
        wishes = self.setting.form.wishes.get(path, ())
        return tuple(
            wish
            for wish in wishes
            if self.unit.id in wish.ids or self.unit.id in self.setting.members.get(wish.of or "", ())
        )

    # -- numbers ---------------------------------------------------------------------------------------

    def _integer(self, figure: Figure) -> int:
        if figure.sum_of:
            return sum(self._number(key) for key in figure.sum_of)
        if figure.adds == "cumulative":
            return self._cumulative(figure)
        if figure.adds == "stock":
            return self._bounded(figure, self._stock(figure))
        return self._bounded(figure, self._wished(figure, self._flow(figure)))

    def _number(self, key: str) -> int:
        figure = self.setting.form.by_key.get(key)
        value = self.value(figure) if figure is not None else None
        return value if isinstance(value, int) else 0

    def _bounded(self, figure: Figure, number: int) -> int:
        """Inside the form's limits and not above the whole that it is part of."""
        whole = self._whole(figure)
        most = min(limit for limit in (figure.max, whole, number) if limit is not None)
        return max(most, figure.min or 0)

    def _whole(self, figure: Figure) -> int | None:
        """The number that a figure is part of; None where there is none, or it is the sum of its parts."""
        whole = self.setting.form.by_key.get(figure.subset_of or "")
        if whole is None or figure.key in whole.sum_of:
            return None
        value = self.value(whole)
        return value if isinstance(value, int) else None

    def _flow(self, figure: Figure) -> int:
        """What came in the period: as much as the programme's target needs, or what is usual."""
        ratio = self.setting.form.ratio_of(figure.key)
        if ratio is not None and figure.key in ratio.wholes:
            return self.rng.randint(150, 420)
        if ratio is not None:
            wholes, minus = (sum(map(self._number, keys)) for keys in (ratio.wholes, ratio.minus))
            if figure.key in ratio.minus:
                return wholes * _HUNDREDTHS_SECRET // 100
            missed = self.rng.choice((0, 0, 0, 1, 2, 5))
            return max(0, wholes - minus - missed)
        return count_around(self.rng, self._mean(figure))

    def _mean(self, figure: Figure) -> float:
        total = self.setting.form.yearly_totals.get(figure.key)
        if total is None:
            return self.setting.dice.stream("mean", figure.key).choice((2.0, 3.0, 5.0))
        units = len(self.setting.members.get(figure.units, ())) or 1
        mean = float(total) * 1.08 / units / TIMES_A_YEAR[figure.every]
        return min(mean, _MOST_IN_A_PERIOD)

    def _wished(self, figure: Figure, number: int) -> int:
        """Mostly what an indicator counts: a number from a limit on, or the very number."""
        wishes = self._wishes(figure.key)
        least, wanted = number_limit(wishes), wanted_number(wishes)
        if wanted is not None and happens(self.rng, 0.88):
            return wanted
        if least is not None:
            return max(number, least) if happens(self.rng, 0.97) else min(number, max(0, least - 1))
        return number

    def _stock(self, figure: Figure) -> int:
        """Last period's number and what came in, with a few who came or went otherwise."""
        inflow = sum(self._number(flow.key) for flow in self.setting.form.inflows(figure))
        before = self.ledger.stocks.get(figure.key)
        if before is None:
            now = self._first_stock(figure)
        else:
            now = max(3, before + inflow + self.rng.choice((-1, 0, 0, 0, 1)))
        self.ledger.stocks[figure.key] = now
        return now

    def _first_stock(self, figure: Figure) -> int:
        """As large as the unit is; what nothing flows into is a multiple of it."""
        wished = wanted_number(self._wishes(figure.key))
        if wished is not None:
            return wished
        size = 8 + round(exp(self.setting.dice.stream("size", self.unit.id).gauss(3.4, 0.6)))
        is_fed = bool(self.setting.form.inflows(figure))
        return size if is_fed else size * self.setting.dice.stream("times", figure.key).randint(2, 5)

    def _cumulative(self, figure: Figure) -> int:
        """The year's total so far, which never falls and never passes its whole."""
        key = (figure.key, self.period.year)
        before = self.ledger.totals.get(key, 0)
        grown = before + self._flow(figure)
        whole = self._whole(figure)
        total = grown if whole is None else max(before, min(grown, whole))
        self.ledger.totals[key] = total
        return total

    def _decimal(self, figure: Figure) -> Decimal:
        return Decimal(self._integer(figure)) + Decimal(self.rng.randint(0, 9)) / 10

    def _money(self, figure: Figure) -> int:
        """An amount in whole millions; negative where the yes/no figure before it says no and it may be."""
        wanted = wanted_number(self._wishes(figure.key))
        if wanted is not None and happens(self.rng, 0.88):
            return wanted
        amount = round(exp(self.rng.gauss(6.5, 1.2))) * 1_000_000
        is_loss = any(self.value(before) is False for before in self.setting.form.evidenced(figure))
        return -amount // 4 if is_loss and figure.min is None else amount

    # -- words, dates, records -------------------------------------------------------------------------

    def _boolean(self, figure: Figure) -> bool:
        return happens(self.rng, 0.9)

    def _enum(self, figure: Figure) -> str:
        """A rating by its usual share; of other words the first, which mostly stays as it is."""
        if is_rating(figure):
            return self._word(figure.values)
        before = self.ledger.words.get(figure.key)
        words = list(figure.values)
        if before is None or happens(self.rng, 0.1):
            before = words[0] if happens(self.rng, 0.93) else words[min(1, len(words) - 1)]
        self.ledger.words[figure.key] = before
        return before

    def _word(self, values: Mapping[str, str]) -> str:
        rated = [word for word in values if word in RATINGS]
        if len(rated) < 2:
            return self.rng.choice(list(values))
        return self.rng.choices(rated, [RATINGS[word] for word in rated])[0]

    def _text(self, figure: Figure) -> str | None:
        return f"{figure.label} mẫu" if self._has_evidence(figure) else None

    def _has_evidence(self, figure: Figure) -> bool:
        """Whether what a record or a text documents is there at all; true where it documents nothing."""
        said = [self.value(before) for before in self.setting.form.evidenced(figure)]
        return not said or any(value not in (None, False, "not_rated") for value in said)

    def _date(self, figure: Figure) -> dt.date | None:
        is_wanted = bool(self._wishes(figure.key))
        return self._late_in_period() if happens(self.rng, 0.97 if is_wanted else 0.6) else None

    def _record(self, figure: Figure) -> Row | None:
        if not self._has_evidence(figure) or (figure.asked and happens(self.rng, 0.06)):
            return None
        rng = self.rng if figure.asked else self.setting.dice.stream("decision", figure.key, self.period)
        anchor = self._anchor(figure, rng)
        dates = [cell.key for cell in figure.fields if cell.type == "date"]
        last = self._limited_date(figure) or next(reversed(dates), "")
        row: dict[str, Scalar | None] = {}
        for cell in figure.fields:
            if cell.type == "date":
                row[cell.key] = self._record_date(cell, anchor, dates, last)
            else:
                row[cell.key] = self._cell(cell, figure, rng)
        return row

    def _limited_date(self, figure: Figure) -> str | None:
        """The date field that an indicator looks at."""
        paths = (cell.key for cell in figure.fields if cell.type == "date")
        return next((key for key in paths if date_limit(self._wishes(f"{figure.key}.{key}"))), None)

    def _anchor(self, figure: Figure, rng: random.Random) -> dt.date:
        """The day that a record is about.

        Before an indicator's limit where there is one; a decision for all just before the period's end;
        what is given once, in the programme's first time; what the office receives, early in the year.
        """
        limited = self._limited_date(figure)
        limit = date_limit(self._wishes(f"{figure.key}.{limited}"))
        if limit is not None:
            days = -rng.randint(0, 6) if happens(rng, 0.9) else rng.randint(1, 60)
        elif self.period.kind == "once":
            limit, days = self.setting.issued_on, round(rng.triangular(10, 600, 60))
        elif not figure.asked:
            limit, days = self.period.last_day, -3
        elif figure.if_absent == "no":
            limit, days = self.period.first_day, rng.randint(12, 80)
        else:
            return self._late_in_period()
        return limit + dt.timedelta(days=days)

    def _record_date(self, cell: SubFigure, anchor: dt.date, dates: Sequence[str], last: str) -> dt.date:
        """Dates follow each other in the form's order, up to the anchor; the end of validity lies far off."""
        if cell.key == "valid_to":
            return anchor.replace(year=anchor.year + _YEARS_VALID, day=min(anchor.day, 28))
        steps = max(0, dates.index(last) - dates.index(cell.key))
        return anchor - dt.timedelta(days=2 * steps)

    def _late_in_period(self) -> dt.date:
        length = (self.period.last_day - self.period.first_day).days
        return self.period.last_day - dt.timedelta(days=self.rng.randint(5, max(5, length // 3)))

    def _list(self, figure: Figure) -> tuple[Row, ...]:
        """The rows that indicators count, or a few of any kind."""
        counted = self.setting.form.rows.get(figure.key)
        if counted is None:
            return tuple(self._row(figure, {}) for _ in range(self.rng.randint(0, 2)))
        units = len(self.setting.members.get(figure.units, ())) or 1
        rows = []
        for condition, yearly in counted:
            mean = float(yearly) * 1.2 / TIMES_A_YEAR[figure.every] / units
            rows += [self._row(figure, condition) for _ in range(count_around(self.rng, mean))]
        return tuple(rows)

    def _row(self, figure: Figure, condition: Condition) -> Row:
        row: dict[str, Scalar | None] = {}
        for cell in figure.fields:
            test = condition.get(cell.key)
            if isinstance(test, tuple):
                row[cell.key] = test[0]
            elif cell.type == "date":
                row[cell.key] = self._row_date(cell, row)
            else:
                row[cell.key] = self._cell(cell, figure, self.rng)
        return row

    def _row_date(self, cell: SubFigure, row: Row) -> dt.date | None:
        """A day of the period; mostly before the date that it is held against, None if still to come."""
        limit = row.get(self.setting.form.not_after.get(cell.key, ""))
        if not isinstance(limit, dt.date):
            return self._late_in_period()
        days = -self.rng.randint(0, 10) if happens(self.rng, 0.9) else self.rng.randint(1, 20)
        day = limit + dt.timedelta(days=days)
        return day if day <= self.period.last_day else None

    def _cell(self, cell: SubFigure, figure: Figure, rng: random.Random) -> Scalar | None:
        """A field that is no date. Whose label speaks of a number ("Số …") is a document's number."""
        if cell.type == "text":
            return self._document_number(figure, rng) if _is_number(cell) else f"{cell.label} mẫu"
        if cell.type == "enum":
            return self._word(cell.values)
        if cell.type == "boolean":
            return happens(rng, 0.95)
        return max(cell.min or 0, rng.randint(0, min(20, cell.max or 20)))

    def _document_number(self, figure: Figure, rng: random.Random) -> str:
        sender = SENDERS[self.unit.organisation] if figure.asked else self.setting.suffix
        return f"{rng.randint(1, 95):02}-{document_type(figure.label)}/{sender}"


def _is_number(cell: SubFigure) -> bool:
    label = fold(cell.label)
    return label.startswith("so ") or "(so" in label


def with_holes(
    figures: Mapping[str, FigureValue], form: Form, rng: random.Random, kept: int
) -> dict[str, FigureValue]:
    """The figures of a report that leaves some out: `kept` in a hundred of those that may be missing."""
    loose = [key for key in figures if is_loose(form, key)]
    lost = shuffled(rng, loose)[: len(loose) * (100 - kept) // 100]
    return {key: None if key in lost else value for key, value in figures.items()}


def is_loose(form: Form, key: str) -> bool:
    """Whether a figure stands for itself: a flow that no sum, part or ratio is held against."""
    figure = form.by_key[key]
    bound = {other.subset_of for other in form.figures}
    bound |= {part for other in form.figures for part in (*other.sum_of, *((other.key,) if other.sum_of else ()))}
    is_bound = key in bound or figure.subset_of is not None or form.ratio_of(key) is not None
    return figure.type == "integer" and figure.adds == "flow" and not is_bound


_DRAWS: Mapping[str, Callable[[Sheet, Figure], FigureValue]] = {
    "integer": Sheet._integer,
    "decimal": Sheet._decimal,
    "money": Sheet._money,
    "boolean": Sheet._boolean,
    "enum": Sheet._enum,
    "text": Sheet._text,
    "date": Sheet._date,
    "record": Sheet._record,
    "list": Sheet._list,
}
