"""What a template may do with a value, in Word and in Markdown: numbers and days as an office writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from ct58.render.words.speech import Speech

_VI: Final = Speech("vi")


def as_shown(value: Any) -> Any:
    """A value as it stands in a document where no filter says how: a day as an office writes it, nothing for none."""
    if value is None:
        return ""
    return _VI.date(value) if isinstance(value, dt.date) else value


def _number(value: Any) -> str:
    """`1234.5` → `1.234,5`; a text, which is written as an office writes it already, stays."""
    if isinstance(value, int | float):
        return _VI.number(Decimal(str(value)) if isinstance(value, float) else value)
    return str(as_shown(value))


def _two_digits(value: Any) -> str:
    """`3` → `03`."""
    return _VI.count(value) if isinstance(value, int) else _number(value)


def _long_day(value: Any) -> str:
    """`ngày 05 tháng 7 năm 2021`."""
    return _VI.long_date(value) if isinstance(value, dt.date) else str(as_shown(value))


FILTERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "so": _number,
    "so_dem": _two_digits,
    "ngay_ngan": as_shown,
    "ngay_dai": _long_day,
}
"""Name in the template → what it does."""
