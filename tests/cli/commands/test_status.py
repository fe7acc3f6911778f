"""`ct58 status`, on the shipped data and on a small office."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, SHIPPED, report_text, write_data

DAY = ("--as-of", "2021-07-15")


def test_it_shows_the_day_on_one_screen(ct58: Ct58, data: Path) -> None:
    """The alias is the same command."""
    done = ct58("status", *DAY)
    assert (done.code, done.err) == (0, "")
    assert "STANDS · Thursday, 2021-07-15" in done.out
    assert ct58("tinh-hinh", *DAY).out == done.out


def test_the_shipped_programme_counts_its_14_tasks_in_three_groups(ct58: Ct58) -> None:
    """Nothing is recorded yet; three fell due before the programme's own date."""
    data = ct58("status", *DAY, "--data", str(SHIPPED), "--format", "json").data
    rows = {row["id"] or row["kind"]: row for row in data["counts"]}
    assert [rows[group]["items"] for group in ("I", "II", "III", "tasks")] == [3, 4, 7, 14]
    assert rows["tasks"]["needs_verification"] == 3
    assert sum(data["indicators"]["verdicts"].values()) == 28


def test_another_period_and_one_body_can_be_asked_for(ct58: Ct58) -> None:
    """By its alias."""
    words = ("--data", str(SHIPPED), "--as-of", "2022-02-15", "--format", "json")
    assert ct58("status", "--period", "2021-Q3", *words).data["indicators"]["period"] == "2021-Q3"
    assert ct58("status", "--owner", "BTC", *words).data["owner"] == "ban-to-chuc"


def test_an_unknown_body_or_period_is_wrong_usage(ct58: Ct58) -> None:
    """Nothing is shown."""
    for words in (("--owner", "xyz"), ("--period", "2031"), ("--period", "abc")):
        done = ct58("status", *words, "--data", str(SHIPPED), *DAY)
        assert (done.code, done.out) == (2, "")


def test_a_mistyped_figure_leaves_the_report_received_and_the_figure_open(ct58: Ct58, tmp_path: Path) -> None:
    """What is wrong with a figure makes no unit late; the file is named first, and to be mended first."""
    write_data(tmp_path, **{REPORT: report_text(admitted="1.412")})
    done = ct58("status", *DAY)
    assert done.code == 0
    assert REPORT in done.out.split("\n")[0]
    found = ct58("status", *DAY, "--format", "json").data
    assert (found["reports"][0]["actual"], found["reports"][0]["unreadable"]) == (1, 0)
    assert found["next"][0]["kind"] == "mend"


def test_rows_and_markdown_can_be_written(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The ending sets the form."""
    for name in ("a.csv", "a.md", "a.json"):
        assert ct58("status", *DAY, "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).stat().st_size > 100
