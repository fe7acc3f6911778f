"""The sheet of one unit and period: which figures are asked, and what is already said on it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ct58.demo.dice import Dice
from ct58.demo.form import UNRATED, Form, Wish
from ct58.demo.scales import Level
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period


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
    draw: Callable[[Sheet, Figure], FigureValue]
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
            self.values[figure.key] = self._draw(figure)
        return self.values[figure.key]

    def _is_asked(self, figure: Figure) -> bool:
        is_early = figure.from_ is not None and self.period.last_day < figure.from_.first_day
        is_over = figure.until is not None and figure.until.last_day < self.period.first_day
        is_now = figure.every == self.period.kind and not is_early and not is_over
        return is_now and self.setting.is_asked(self.unit.id, figure)

    def _draw(self, figure: Figure) -> FigureValue:
        if figure.key in self.levels:
            return self.levels[figure.key]
        return self.draw(self, figure)

    def wishes(self, path: str) -> tuple[Wish, ...]:
        """What indicators want of a figure in this unit."""
        wishes = self.setting.form.wishes.get(path, ())
        return tuple(
            wish
            for wish in wishes
            if self.unit.id in wish.ids or self.unit.id in self.setting.members.get(wish.of or "", ())
        )

    def number(self, key: str) -> int:
        """A figure as a number to count with; 0 where it is none."""
        figure = self.setting.form.by_key.get(key)
        value = self.value(figure) if figure is not None else None
        return int(value) if isinstance(value, int | Decimal) else 0

    def has_evidence(self, figure: Figure) -> bool:
        """Whether what a record or a text documents is there at all; true where it documents nothing."""
        said = [self.value(before) for before in self.setting.form.evidenced(figure)]
        return not said or any(value not in (None, False, UNRATED) for value in said)


def loose_figures(form: Form, figures: Mapping[str, FigureValue]) -> list[str]:
    """The figures that stand for themselves: asked counts that no sum, part or ratio is held against."""
    return [key for key in figures if key not in form.bound and _is_count(form.by_key[key])]


def _is_count(figure: Figure) -> bool:
    return figure.type == "integer" and figure.adds == "flow" and figure.asked
