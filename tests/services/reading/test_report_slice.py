"""What recording one report reads: no more than tells what it turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import write_data
from tests.support.offices import day, figure, indicator, office, unit

from ct58.domain.records.measure import Measure, Target
from ct58.domain.time.period import Period
from ct58.errors import EnvironmentProblem, InvalidData
from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.report_slice import period_on, report_slice

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


def test_only_the_programme_is_read(tmp_path: Path) -> None:
    """Whatever is wrong elsewhere, and however much there is."""
    root = write_data(
        tmp_path, **{"units/so-y-te/unit.yaml": "- [", "units/so-y-te/reports/2021-Q2.yaml": "- ["}
    )
    assert str(period_on(FolderSource(root, tmp_path / "cache"), day("2021-07-15"))) == "2021-Q2"
    assert str(period_on(FolderSource(root, None), day("2021-10-05"))) == "2021-Q3"


def test_a_programme_that_cannot_be_read_is_invalid_data(tmp_path: Path) -> None:
    """The calendar stands in it."""
    with pytest.raises(InvalidData):
        period_on(FolderSource(write_data(tmp_path, **{"programme.yaml": "- ["}), None), day("2021-07-15"))


def test_a_programme_that_is_gone_is_the_environments_problem(tmp_path: Path) -> None:
    """It was there a moment ago."""
    with pytest.raises(EnvironmentProblem):
        period_on(FolderSource(tmp_path, None), day("2021-07-15"))
