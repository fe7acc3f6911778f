"""Numbers on a sheet: sums, parts, flows as large as a target needs, stocks that follow from them."""

from __future__ import annotations

from decimal import Decimal
from math import exp

from ct58.demo.dice import count_around, happens
from ct58.demo.form import TIMES_A_YEAR, number_limit, wanted_number
from ct58.demo.sheets import Sheet
from ct58.domain.records.programme import Figure

_MOST_IN_A_PERIOD = 6.0
"""However much is asked of a small office, a unit does not report more than about this at a time."""
_HUNDREDTHS_TAKEN_AWAY = 3


def integer(sheet: Sheet, figure: Figure) -> int:
    """A count: the sum of its parts, a total of the year, a stock, or what came in the period."""
    if figure.sum_of:
        return sum(sheet.number(key) for key in figure.sum_of)
    if figure.adds == "cumulative":
        return _cumulative(sheet, figure)
    if figure.adds == "stock":
        return _bounded(sheet, figure, _stock(sheet, figure))
    return _bounded(sheet, figure, _wished(sheet, figure, _flow(sheet, figure)))


def _bounded(sheet: Sheet, figure: Figure, number: int) -> int:
    """Inside the form's limits and not above the whole that it is part of."""
    whole = _whole(sheet, figure)
    most = min(limit for limit in (figure.max, whole, number) if limit is not None)
    return most if figure.min is None else max(most, figure.min)


def _whole(sheet: Sheet, figure: Figure) -> int | None:
    """The number that a figure is part of; None where there is none, or it is the sum of its parts."""
    whole = sheet.setting.form.by_key.get(figure.subset_of or "")
    if whole is None or figure.key in whole.sum_of:
        return None
    value = sheet.value(whole)
    return value if isinstance(value, int) else None


def _flow(sheet: Sheet, figure: Figure) -> int:
    """What came in the period: as much as the programme's target needs, or what is usual."""
    ratio = sheet.setting.form.ratio_of(figure.key)
    if ratio is not None and figure.key in ratio.wholes:
        return sheet.rng.randint(150, 420)
    if ratio is not None:
        wholes, minus = (sum(map(sheet.number, keys)) for keys in (ratio.wholes, ratio.minus))
        if figure.key in ratio.minus:
            return wholes * _HUNDREDTHS_TAKEN_AWAY // 100
        missed = sheet.rng.choice((0, 0, 0, 1, 2, 5))
        return max(0, wholes - minus - missed)
    return count_around(sheet.rng, _mean(sheet, figure))


def _mean(sheet: Sheet, figure: Figure) -> float:
    total = sheet.setting.form.yearly_totals.get(figure.key)
    if total is None:
        return sheet.setting.dice.stream("mean", figure.key).choice((2.0, 3.0, 5.0))
    units = len(sheet.setting.members.get(figure.units, ())) or 1
    mean = float(total) * 1.08 / units / TIMES_A_YEAR[figure.every]
    return min(mean, _MOST_IN_A_PERIOD)


def _wished(sheet: Sheet, figure: Figure, number: int) -> int:
    """Mostly what an indicator counts: a number from a limit on, or the very number."""
    wishes = sheet.wishes(figure.key)
    least, wanted = number_limit(wishes), wanted_number(wishes)
    if wanted is not None and happens(sheet.rng, 0.88):
        return wanted
    if least is not None:
        return max(number, least) if happens(sheet.rng, 0.97) else min(number, max(0, least - 1))
    return number


def _stock(sheet: Sheet, figure: Figure) -> int:
    """Last period's number and what came in, with a few who came or went otherwise."""
    inflow = sum(sheet.number(flow.key) for flow in sheet.setting.form.inflows(figure))
    before = sheet.ledger.stocks.get(figure.key)
    if before is None:
        now = _first_stock(sheet, figure)
    else:
        now = max(3, before + inflow + sheet.rng.choice((-1, 0, 0, 0, 1)))
    sheet.ledger.stocks[figure.key] = now
    return now


def _first_stock(sheet: Sheet, figure: Figure) -> int:
    """As large as the unit is; what nothing flows into is a multiple of it."""
    wished = wanted_number(sheet.wishes(figure.key))
    if wished is not None:
        return wished
    size = 8 + round(exp(sheet.setting.dice.stream("size", sheet.unit.id).gauss(3.4, 0.6)))
    is_fed = bool(sheet.setting.form.inflows(figure))
    return size if is_fed else size * sheet.setting.dice.stream("times", figure.key).randint(2, 5)


def _cumulative(sheet: Sheet, figure: Figure) -> int:
    """The year's total so far, which never falls and never passes its whole."""
    key = (figure.key, sheet.period.year)
    before = sheet.ledger.totals.get(key, 0)
    grown = before + _flow(sheet, figure)
    whole = _whole(sheet, figure)
    most = min(limit for limit in (figure.max, whole, grown) if limit is not None)
    total = max(before, most)
    sheet.ledger.totals[key] = total
    return total


def decimal(sheet: Sheet, figure: Figure) -> Decimal:
    """A number with a digit after the point; whole where others are held against it."""
    whole = Decimal(integer(sheet, figure))
    is_free = figure.max is None and figure.key not in sheet.setting.form.bound
    return whole + Decimal(sheet.rng.randint(0, 9)) / 10 if is_free else whole


def money(sheet: Sheet, figure: Figure) -> int:
    """An amount in whole millions; negative where the yes/no figure before it says no and it may be."""
    if figure.sum_of:
        return integer(sheet, figure)
    wanted = wanted_number(sheet.wishes(figure.key))
    if wanted is not None and happens(sheet.rng, 0.88):
        return wanted
    amount = round(exp(sheet.rng.gauss(6.5, 1.2))) * 1_000_000
    is_loss = any(sheet.value(before) is False for before in sheet.setting.form.evidenced(figure))
    return _bounded(sheet, figure, -amount // 4 if is_loss and figure.min is None else amount)
