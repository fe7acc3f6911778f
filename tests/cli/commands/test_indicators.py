"""`ct58 indicators`, on the shipped data and on a small office."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, SHIPPED, report_text, write_data

INDICATORS = """\
indicators:
  - id: CT-15
    clause: II.1-1
    title: Kết nạp đảng viên
    deadline: {every: year}
    numerator: {sum: [members_admitted], of: tccsd}
    target: {op: ">=", value: 300, unit: count}
"""
DAY = ("--as-of", "2021-07-15")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with an indicator and one report."""
    return write_data(
        tmp_path, **{"programme.yaml": PROGRAMME + INDICATORS, REPORT: report_text(admitted="131")}
    )


def test_all_28_of_the_shipped_programme_are_listed(ct58: Ct58) -> None:
    """The last quarter that has ended, without being asked for."""
    done = ct58("indicators", *DAY, "--data", str(SHIPPED), "--format", "json")
    assert [entry["id"] for entry in done.data] == [f"CT-{number:02d}" for number in range(1, 29)]
    assert {entry["period"] for entry in done.data} == {"2021-Q2", "2021", "once", "2021..2025"}
    assert all(entry["source"]["line"] > 1 for entry in done.data)


def test_a_count_on_its_way_shows_the_part_of_the_plan(ct58: Ct58, data: Path) -> None:
    """131 of 300 after six months."""
    out = ct58("indicators", *DAY).out
    assert "43.7%" in out
    assert "Not yet due" in out
    (entry,) = ct58("indicators", *DAY, "--format", "json").data
    assert (entry["numerator"], entry["through"], entry["so_far"]["percent_of_plan"]) == (
        131,
        "2021-H1",
        43.7,
    )


def test_period_and_id_choose(ct58: Ct58, data: Path) -> None:
    """As the office writes periods."""
    (entry,) = ct58(
        "indicators", "--as-of", "2022-02-01", "-p", "năm 2021", "--id", "ct-15", "--format", "json"
    ).data
    assert (entry["id"], entry["through"], entry["verdict"]) == ("CT-15", None, "undetermined")


@pytest.mark.parametrize(
    "arguments", [("--id", "CT-99"), ("--period", "2031"), ("--period", "xyz"), ("--by", "colour")]
)
def test_what_does_not_exist_is_wrong_usage(ct58: Ct58, data: Path, arguments: tuple[str, ...]) -> None:
    """Exit code 2."""
    assert ct58("indicators", *DAY, *arguments).code == 2


def test_errors_in_other_periods_do_not_stop_it(ct58: Ct58, data: Path) -> None:
    """The slice is what the indicators need: here the first six months."""
    broken = data / "units/so-y-te/reports/2023-Q2.yaml"
    broken.write_text("unit: [", encoding="utf-8")
    assert ct58("indicators", *DAY).err == ""
    (data / REPORT).write_text(report_text(admitted="1.250"), encoding="utf-8")
    done = ct58("indicators", *DAY)
    assert done.code == 0
    assert REPORT in done.err
    assert done.out.split("\n")[0] == done.err.strip()
    assert ct58("indicators", *DAY, "--strict").code == 3


def test_a_table_file_has_one_row_an_indicator(ct58: Ct58, data: Path) -> None:
    """CSV with the headings of the screen."""
    ct58("indicators", *DAY, "-o", "chi-tieu.csv")
    lines = (data.parent / "chi-tieu.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), lines[0].split(",")[:3]) == (2, ["Section", "Id", "Indicator"])
