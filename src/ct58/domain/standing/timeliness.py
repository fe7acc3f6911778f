"""The rate on time, one rule for every screen, document and program (contract §4, "Rates on time").

What has fallen due is in force and has its deadline in force on or before the day; in time is what of it was done by
that deadline. What was done before its day enters when its day comes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ct58.domain.standing.status import Standing
from ct58.records import positional_record


@positional_record
class Timeliness:
    """Of some occurrences (one for each unit that owes them): how many have fallen due, and were done in time."""

    due: int
    on_time: int


def timeliness(found: Iterable[Standing]) -> Timeliness:
    """The two counts of a rate on time; whoever shows a rate divides these and nothing else."""
    fallen = [standing for standing in found if standing.has_fallen_due]
    return Timeliness(len(fallen), sum(standing.is_on_time for standing in fallen))
