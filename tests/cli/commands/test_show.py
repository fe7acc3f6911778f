"""`ct58 show`: anything by its id or name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, SHIPPED, report_text, write_data


@pytest.mark.parametrize(
    ("typed", "kind", "id"),
    [
        (["PL-02"], "task", "PL-02"),
        (["ct-18"], "indicator", "CT-18"),
        (["nv-02"], "duty", "NV-02"),
        (["bc-quy"], "report", "BC-QUY"),
        (["II.4.1-1"], "clause", "II.4.1-1"),
        (["II.4"], "part", "II.4"),
        (["BTC"], "unit", "ban-to-chuc"),
        (["ban", "tuyen", "giao"], "unit", "ban-tuyen-giao"),
    ],
)
def test_a_thing_of_the_shipped_data(ct58: Ct58, typed: list[str], kind: str, id: str) -> None:
    """Several unquoted words are one name."""
    done = ct58("show", *typed, "--data", str(SHIPPED), "--format", "json")
    assert (done.data["kind"], done.data["id"]) == (kind, id)
    lines = (SHIPPED / done.data["source"]["file"]).read_text(encoding="utf-8").splitlines()
    assert kind == "unit" or id in lines[done.data["source"]["line"] - 1]


def test_the_text_that_a_task_rests_on_stands_beside_it(ct58: Ct58) -> None:
    """Word for word, with its occurrences."""
    shown = ct58("show", "PL-02", "--data", str(SHIPPED), "--as-of", "2021-07-15").out
    assert "Định kỳ hằng năm, tổ chức sơ kết" in shown
    assert "2025-12-31" in shown


def test_as_of_cuts_what_is_shown(ct58: Ct58, tmp_path: Path) -> None:
    """The report came on the 3rd."""
    write_data(tmp_path, **{REPORT: report_text()})
    statuses = [
        ct58("show", "so-y-te", "--as-of", day, "--format", "json").data["standings"][0]["status"]
        for day in ("2021-07-02", "2021-07-03")
    ]
    assert statuses == ["due_soon", "completed_on_time"]
