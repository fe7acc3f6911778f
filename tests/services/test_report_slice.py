"""What recording one report reads: no more than tells what it turns."""

from __future__ import annotations

from tests.support.offices import figure, indicator, office, unit

from ct58.domain.records.measure import Measure, Target
from ct58.domain.time.period import Period
from ct58.services.report_slice import report_slice

YEARLY = indicator(
    "CT-15", numerator=Measure(of="tccsd", sum=("members",)), target=Target(op=">=", value=9, unit="count")
)
KNOWN = office(units=(unit("a"),), figures=(figure("members"),), indicators=(YEARLY,))
ALONE = office(units=(unit("a"),), figures=(figure("members"),))


def read(known: object, period: str) -> set[str]:
    """The periods whose reports are read."""
    part = report_slice(KNOWN if known is KNOWN else ALONE, KNOWN.units["a"], Period.parse(period))
    return set(part.periods or ())


def test_a_report_is_read_with_the_one_before_and_what_is_given_once() -> None:
    """Last period's values stand beside the new ones."""
    assert read(ALONE, "2021-Q3") == {"2021-Q3", "2021-Q2", "once"}
    assert read(ALONE, "once") == {"once"}


def test_what_the_figures_count_in_is_read_too() -> None:
    """The quarters of the same year so far, for an indicator of the year."""
    assert read(KNOWN, "2021-Q3") >= {"2021-Q1", "2021-Q2", "2021-Q3"}
