"""What has been typed of a report that is not yet written: kept after every answer, and gone on with later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace

from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import FigureValue
from ct58.records import record

FIGURE = "figures."
"""What stands before a figure's key among the answers; all others belong to the report's head."""
REASON_OF = "reasons."
"""What stands before it where the answer is the reason beside the figure."""


@record
class Draft:
    """The answers so far to the questions of one report, by the question's key.

    `seen` are the figures that the report gave when they were asked about; `begun` is a record or list in
    the middle of which the answers end: its key, and what there is of it.
    """

    unit: str
    period: str
    saved_at: dt.datetime
    answers: Mapping[str, FigureValue] = field(default_factory=dict)
    seen: Mapping[str, FigureValue] = field(default_factory=dict)
    begun: tuple[str, FigureValue] | None = None

    @property
    def figures(self) -> dict[str, FigureValue]:
        """The answers about figures, by the figure's key."""
        return {
            key.removeprefix(FIGURE): value for key, value in self.answers.items() if key.startswith(FIGURE)
        }

    @property
    def reasons(self) -> dict[str, str | None]:
        """The reasons beside figures, by the figure's key."""
        return {
            key.removeprefix(REASON_OF): value if isinstance(value, str) else None
            for key, value in self.answers.items()
            if key.startswith(REASON_OF)
        }

    def changed(self) -> dict[str, FigureValue]:
        """The figures whose answer says something else than the report did."""
        return {key: value for key, value in self.figures.items() if value != self.seen.get(key)}

    def answered(self, key: str, value: FigureValue, at: dt.datetime) -> Draft:
        """With one answer more, or another one."""
        return replace(self, answers={**self.answers, key: value}, begun=None, saved_at=at)

    def in_the_middle(self, key: str, value: FigureValue, at: dt.datetime) -> Draft:
        """With a part of an answer that has several fields."""
        return replace(self, begun=(key, value), saved_at=at)


def overtaken(draft: Draft, report: Report | None) -> tuple[str, ...]:
    """The figures that were answered, but that the record gives otherwise by now than it did then."""
    now = report.figures if report else {}
    return tuple(
        key for key in draft.figures if now.get(key) not in (draft.seen.get(key), draft.figures[key])
    )


def brought_up_to_date(draft: Draft, report: Report | None) -> Draft:
    """The draft on the record as it is now: what was overtaken is to be asked anew."""
    old = {f"{FIGURE}{key}" for key in overtaken(draft, report)}
    begun = draft.begun if draft.begun and draft.begun[0] not in old else None
    return replace(
        draft,
        answers={key: value for key, value in draft.answers.items() if key not in old},
        seen=dict(report.figures) if report else {},
        begun=begun,
    )
