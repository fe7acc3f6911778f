"""The deadline as the data states it; `deadline.py` computes what it means."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.domain.period import Period
from ct58.domain.scalars import Frequency
from ct58.records import record


@record
class DeadlineRule:
    """A typed deadline beside its literal text (contract §1, "Deadline rules").

    At most one of `by` (inclusive), `before` (exclusive), `every` and `within` is given; none of them
    means a standing duty. `in_`, `at` and `from_`/`until` only go with `every`.
    """

    text: str | None = None
    by: dt.date | Period | None = None
    before: dt.date | None = None
    every: Frequency | None = None
    in_: str | None = None
    at: Literal["start", "end"] = "end"
    due_after: int = 0
    from_: Period | None = None
    until: Period | None = None
    within: Period | None = None
    assumed: bool = False
    note: str | None = None

    @property
    def is_standing(self) -> bool:
        """A duty without any deadline (thực hiện thường xuyên)."""
        return not (self.by or self.before or self.every or self.within)
