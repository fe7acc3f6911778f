"""Two lines that tell one occurrence: found as `check` finds them, and one of them kept."""

from __future__ import annotations

import pytest
from tests.support.offices import day, document, event, office, task, voided

from ct58.domain.planning.doubled import doubled, plan_keeping
from ct58.domain.planning.edits import SetValue
from ct58.domain.records.events import Event, Voiding
from ct58.domain.records.office import Office
from ct58.errors import Refused

EARLY, LATE = (
    event("issued", "2021-06-20"),
    event("issued", "2021-07-02", document=document("85-KH/ĐUK")),
)
WHY = Voiding(date=day("2021-07-15"), reason="ghi nhầm")


def told(*events: Event) -> Office:
    """One task that is submitted to nobody."""
    return office(tasks=(task(submit_to=()),), events={"PL-01": events})


def test_two_lines_with_another_day_or_document() -> None:
    """Of one kind; what is voided, and what is told alike twice, is none."""
    assert [(one.item.id, one.first, one.then) for one in doubled(told(LATE, EARLY))] == [
        ("PL-01", LATE, EARLY)
    ]
    taken_back = event("issued", "2021-07-02", voided=voided())
    for known in (told(EARLY, EARLY), told(EARLY, taken_back), told(EARLY, event("completed", "2021-07-02"))):
        assert list(doubled(known)) == []


@pytest.mark.parametrize(("kept", "index"), [(EARLY, 1), (LATE, 0)])
def test_the_other_line_is_voided(kept: Event, index: int) -> None:
    """Where it stands in the file."""
    known = told(EARLY, LATE)
    (found,) = doubled(known)
    (step,) = plan_keeping(known, found, kept, WHY)
    assert isinstance(step, SetValue)
    assert (step.file, step.at) == ("tasks/PL-01.yaml", ("events", index, "voided"))


def test_what_somebody_changed_meanwhile_is_refused() -> None:
    """Neither line may have gone."""
    (found,) = doubled(told(EARLY, LATE))
    for now in (told(EARLY), told(LATE)):
        with pytest.raises(Refused, match="changed what is recorded"):
            plan_keeping(now, found, EARLY, WHY)
