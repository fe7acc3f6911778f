"""How a figure of each type is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ct58.demo import counts, entries
from ct58.demo.sheets import Sheet
from ct58.domain.records.programme import Figure, FigureType
from ct58.domain.records.scalars import FigureValue

_DRAWN: Mapping[FigureType, Callable[[Sheet, Figure], FigureValue]] = {
    "integer": counts.integer,
    "decimal": counts.decimal,
    "money": counts.money,
    "boolean": entries.yes_or_no,
    "enum": entries.word,
    "text": entries.text,
    "date": entries.date,
    "record": entries.record,
    "list": entries.rows,
}


def draw(sheet: Sheet, figure: Figure) -> FigureValue:
    """A value of a figure for a sheet, by the figure's type."""
    return _DRAWN[figure.type](sheet, figure)
