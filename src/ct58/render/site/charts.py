"""The geometry of the site's charts: heights in pixels, widths in percent, so that no letter is ever scaled.

A chart is data; the template draws it. Values may come near each other, so that the scale of a share need
not begin at 0: points and lines are drawn, not columns.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ct58.domain.indicators.numbers import Number
from ct58.records import positional_record
from ct58.render.site.parts import drawn_share
from ct58.render.words.labels import fraction, quantity
from ct58.render.words.speech import Speech
from ct58.views.history import HistoryPoint
from ct58.views.vocabularies import VERDICTS, Tone

TOP, BOTTOM = 22, 196
"""Where the plot begins and ends, in pixels from the top."""
LEFT, RIGHT = 12, 97
"""Where the first and the last point stand, in percent of the width."""
TICKS = 5
LABELLED = 8
"""Up to how many points have room for their value beside them."""


@positional_record
class Tick:
    """A line across the plot, with its label."""

    y: str
    text: str


@positional_record
class Dot:
    """One point: its place, its tone, and what it says. `range_y` and `range_end` are the open range, top and bottom.

    `open_above` where nothing limits it. Without a value `y` is None and only the range is drawn.
    """

    x: str
    y: str | None
    tone: Tone
    text: str
    label: str
    range_y: str | None
    range_end: str | None
    open_above: bool


@positional_record
class Stroke:
    """A straight line from one point to another."""

    x1: str
    y1: str
    x2: str
    y2: str


@positional_record
class Label:
    """A word under the plot."""

    x: str
    text: str


@positional_record
class Chart:
    """A whole chart. `text` says what it shows; the table under it holds every number."""

    text: str
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Stroke, ...]
    targets: tuple[Stroke, ...]
    labels: tuple[Label, ...]


@positional_record
class _Scale:
    """From values to pixels; `low` and `high` are the ends of the axis."""

    low: Number
    high: Number
    step: Number

    def y(self, value: Number) -> Fraction:
        inside = min(max(value, self.low), self.high)
        return BOTTOM - Fraction(inside - self.low) / Fraction(self.high - self.low) * (BOTTOM - TOP)

    def ticks(self) -> Iterator[Number]:
        count = int((self.high - self.low) / self.step)
        return (self.low + self.step * n for n in range(count + 1))


def indicator_chart(points: Sequence[HistoryPoint], title: str, speech: Speech) -> Chart | None:
    """Values over periods, target line, open ranges; None where nothing at all is known."""
    if all(point.value is None for point in points):
        return None
    scale = _scale(points)
    places = _places(len(points))
    is_labelled = len(points) <= LABELLED
    dots = tuple(
        _dot(point, x, scale, speech, is_labelled=is_labelled)
        for point, x in zip(points, places, strict=True)
    )
    return Chart(
        text=title,
        ticks=tuple(
            Tick(_pixels(scale.y(value)), quantity(value, speech, told=points[0].yardstick))
            for value in scale.ticks()
        ),
        dots=dots,
        lines=tuple(_lines(dots)),
        targets=tuple(_targets(points, places, scale)),
        labels=tuple(_labels(points, places)),
    )


def _scale(points: Sequence[HistoryPoint]) -> _Scale:
    found = [
        value
        for point in points
        if point.value is not None
        for value in (point.value, point.lower, point.upper, *(point.asked.marks if point.asked else ()))
        if value is not None
    ]
    if points[0].yardstick.is_percent:
        low: Number = next(start for start in (80, 50, 0) if min(found) >= start or start == 0)
        return _Scale(low, 100, Fraction(100 - low, TICKS - 1))
    step = _nice_step(max(*found, 1))
    return _Scale(min(0, math.floor(min(found))), step * math.ceil(max(*found, 1) / step), step)


def _nice_step(high: Number) -> int:
    """1, 2 or 5 and zeros, so that some five steps reach the highest value."""
    rough = max(1, math.ceil(Fraction(high) / TICKS))
    power: int = 10 ** (len(str(rough)) - 1)
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def _places(count: int) -> list[Fraction]:
    """The middle of each point's own share of the width."""
    width = Fraction(RIGHT - LEFT, count)
    return [LEFT + width * n + width / 2 for n in range(count)]


def _dot(point: HistoryPoint, x: Fraction, scale: _Scale, speech: Speech, *, is_labelled: bool) -> Dot:
    y = None if point.value is None else _pixels(scale.y(point.value))
    is_open = point.coverage.reported < point.coverage.expected and point.value is not None
    top = scale.y(scale.high if point.upper is None else point.upper)
    bottom = scale.y(scale.low if point.lower is None else point.lower)
    return Dot(
        x=drawn_share(x),
        y=y,
        tone="idle" if point.is_interim and point.verdict == "not_due" else VERDICTS[point.verdict].tone,
        text=point_text(point, speech),
        label=quantity(point.value, speech, told=point.yardstick) if is_labelled else "",
        range_y=_pixels(top) if is_open else None,
        range_end=_pixels(max(bottom, top + 2)) if is_open else None,
        open_above=is_open and point.upper is None,
    )


def point_text(point: HistoryPoint, speech: Speech) -> str:
    """`quý II/2021: 98,2% (110/112)`."""
    value = quantity(point.value, speech, told=point.yardstick)
    counts = fraction(point.numerator, point.denominator, speech, point.yardstick)
    shown = f"{value} ({counts})" if point.is_share and point.value is not None else value
    return f"{speech.period(point.window.through or point.window.period)}: {shown}"


def _lines(dots: Sequence[Dot]) -> Iterator[Stroke]:
    """From each value to the next; a gap where there is none."""
    for one, other in pairwise(dots):
        if one.y is not None and other.y is not None:
            yield Stroke(one.x, one.y, other.x, other.y)


def _targets(points: Sequence[HistoryPoint], places: Sequence[Fraction], scale: _Scale) -> Iterator[Stroke]:
    """The target of each point's time, as wide as its share of the width."""
    half = Fraction(RIGHT - LEFT, 2 * len(points))
    for point, x in zip(points, places, strict=True):
        if point.asked is not None:
            for mark in point.asked.marks:
                y = _pixels(scale.y(mark))
                yield Stroke(drawn_share(x - half), y, drawn_share(x + half), y)


def _labels(points: Sequence[HistoryPoint], places: Sequence[Fraction]) -> Iterator[Label]:
    """The years, each in the middle of its points; what is due once has none but the year of its end."""
    years: dict[int, list[Fraction]] = {}
    for point, x in zip(points, places, strict=True):
        years.setdefault(point.window.last_day.year, []).append(x)
    for year, found in years.items():
        yield Label(drawn_share(sum(found, Fraction(0)) / len(found)), str(year))


def _pixels(value: Fraction) -> str:
    return f"{float(round(value, 1)):.1f}".removesuffix(".0")
