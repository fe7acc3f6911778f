"""Charts as data: what is drawn, and what it says where it cannot be seen. Who draws them knows nothing of the programme."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ct58.records import positional_record, record

ChartKind = Literal["bars", "parts", "lines"]
"""Bars beside each other, lying, a category a line; parts of a column; lines over the time."""


@positional_record
class Series:
    """What is drawn in one pattern: its name, and a value for each category; None leaves a gap."""

    name: str
    values: tuple[int | Decimal | None, ...]


@record
class NativeChart:
    """A chart that Word or Excel draws itself. `alt` is read aloud in its place; `is_percent` says that its numbers are, else they are counts.

    `height` in millimetres, where it must fit; else it is as high as it needs.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    is_percent: bool = False
    height: float | None = None
