"""The plain values that may stand in a file, and the words the contract fixes for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeGuard

Scalar = bool | int | Decimal | dt.date | str
FigureValue = Scalar | None | Mapping[str, Scalar | None] | tuple[Mapping[str, Scalar | None], ...]
"""What a report says of one figure: a value, a record, a list of records, or None (not given)."""

NOT_APPLICABLE = "n/a"
"""A figure that does not apply to the unit: it leaves the denominator."""

NOT_RATED = "not_rated"
"""The contract's word for who gets no level: with a decision or a reason it leaves the denominator."""

WITHOUT_A_LEVEL: frozenset[object] = frozenset({NOT_RATED, NOT_APPLICABLE})
"""The values beside which a reason may stand."""

UNSAID: Literal[""] = ""
"""Stands for a key that is not there, where null says something."""

FigureFrequency = Literal["week", "month", "quarter", "half", "year", "once"]


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Whether a value counts something; yes and no do not."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
