"""`ct58 reports`: who has sent, on real files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, report_text, write_data

DAY = ("--as-of", "2021-07-15")
REGISTERED = "unit: so-y-te\nperiod: 2021-Q2\nstate: registered\nreceived_on: 2021-07-06\n"


def test_the_period_is_the_one_that_is_due_nearest(ct58: Ct58, data: Path) -> None:
    """Quarter II in July."""
    found = ct58("reports", *DAY, "--format", "json").data
    assert found == {
        "expected": 1,
        "actual": 0,
        "actual_on_time": 0,
        "due": 1,
        "due_on_time": 0,
        "unreadable": 0,
        "rate": 0,
        "rate_on_time": 0,
        "units": [
            {
                "unit": "so-y-te",
                "period": "2021-Q2",
                "state": "missing",
                "received_on": None,
                "due": "2021-07-05",
            }
        ],
    }


def test_a_period_may_be_written_as_the_office_does(ct58: Ct58, tmp_path: Path) -> None:
    """Quý II/2021."""
    write_data(tmp_path, **{REPORT: report_text()})
    found = ct58("reports", *DAY, "--period", "quý II/2021", "--format", "json").data
    assert (found["actual"], found["actual_on_time"], found["rate"]) == (1, 1, 100)


def test_the_screen_shows_counts_and_lists(ct58: Ct58, data: Path) -> None:
    """Missing and late together."""
    done = ct58("reports", *DAY, "--missing", "--late")
    assert done.code == 0
    assert "NOT RECEIVED (1 reports)" in done.out
    assert "SENT LATE (0 reports)" in done.out


def test_missing_limits_the_units_not_the_counts(ct58: Ct58, tmp_path: Path) -> None:
    """The rate is of all."""
    write_data(tmp_path, **{REPORT: report_text(received_on="2021-07-09")})
    missing = ct58("reports", *DAY, "--missing", "--format", "json").data
    late = ct58("reports", *DAY, "--late", "--format", "json").data
    assert (missing["expected"], missing["units"]) == (1, [])
    assert [entry["unit"] for entry in late["units"]] == ["so-y-te"]


def test_the_queue_is_of_all_periods(ct58: Ct58, tmp_path: Path) -> None:
    """What was forgotten last quarter still waits."""
    write_data(tmp_path, **{REPORT: REGISTERED})
    found = ct58("reports", "--as-of", "2021-10-15", "--waiting", "--format", "json").data
    assert [(entry["unit"], entry["period"]) for entry in found["waiting"]] == [("so-y-te", "2021-Q2")]
    assert "ct58 record report --next" in ct58("reports", *DAY, "--waiting").out
    assert ct58("reports", *DAY, "--waiting", "-p", "2021-Q3", "--format", "json").data == {"waiting": []}


def test_a_table_file_tells_whom_to_call(ct58: Ct58, data: Path) -> None:
    """CSV with a row a unit."""
    out = ct58("reports", *DAY, "--missing", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["Unit"], row["Late by"], row["Telephone"]) == ("Đảng bộ Sở Y tế", "10", "–")


def test_by_kind_and_by_unit(ct58: Ct58, data: Path) -> None:
    """Counts by kind; every unit."""
    assert ct58("reports", *DAY, "--by", "kind", "--format", "json").data["kinds"][0]["kind"] == "agency"
    assert "Đảng bộ Sở Y tế" in ct58("reports", *DAY, "--by", "unit").out


def test_files_of_other_periods_are_not_read(ct58: Ct58, tmp_path: Path) -> None:
    """A broken one there is no warning here."""
    write_data(tmp_path, **{"units/so-y-te/reports/2021-Q3.yaml": "- ["})
    done = ct58("reports", *DAY)
    assert (done.code, done.err) == (0, "")
    assert "units/so-y-te/reports/2021-Q3.yaml" in ct58("reports", *DAY, "-p", "2021-Q3").err
    assert ct58("reports", *DAY, "-p", "2021-Q3", "--strict").code == 3


def test_a_period_that_nobody_is_asked_for_is_wrong_usage(ct58: Ct58, data: Path) -> None:
    """With the periods that there are."""
    done = ct58("reports", "--period", "2021-H1")
    assert done.code == 2
    assert "such periods: 2021-Q2" in done.err
