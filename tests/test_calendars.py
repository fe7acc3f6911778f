"""An office with every kind of calendar (contract §7.1): each screen that shows what is owed, read through."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import Golden
from tests.support.command_line import Ct58, in_this_process

DATA = Path(__file__).parent / "calendars" / "data"
AS_OF = "2024-06-20"


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in Vietnamese beside a copy of the office."""
    shutil.copytree(DATA, tmp_path / "data")
    called = in_this_process(capsys, monkeypatch, tmp_path)
    monkeypatch.setenv("CT58_LANG", "vi")
    monkeypatch.setenv("LANGUAGE", "vi")
    return called


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("overdue", ("overdue",)),
        ("upcoming", ("upcoming",)),
        ("status", ("status",)),
        ("reports", ("reports", "--period", "tháng 5/2024")),
        ("indicators", ("indicators", "--period", "2024-H1")),
        ("plan", ("plan", "--quarter", "2024-Q3")),
        ("call", ("call",)),
        ("calendar", ("calendar", "--format", "md")),
        ("tasks", ("list", "tasks")),
        ("duties", ("list", "duties")),
    ],
)
def test_every_screen_reads_as_reviewed(
    ct58: Ct58, golden: Golden, name: str, words: tuple[str, ...]
) -> None:
    """Weeks, half-years, spans, days of a year, what waits for an event, what is due before its time is over."""
    day = () if words[0] == "list" else ("--as-of", AS_OF)
    done = ct58(*words, *day)
    assert (done.code, done.err) == (0, "")
    golden(done.out, f"calendars-{name}.txt")


@pytest.mark.parametrize("id_", ["PL-01", "PL-04", "PL-07", "NV-02", "NV-04", "NV-05", "BC-THANG", "BC-TUAN"])
def test_every_rule_says_itself(ct58: Ct58, golden: Golden, id_: str) -> None:
    """The literal text, the rule in words, and where each time stands."""
    done = ct58("show", id_, "--as-of", AS_OF)
    assert done.code == 0
    golden(done.out, f"calendars-{id_}.txt")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--as-of", AS_OF),
        ("fmt", "--check"),
        ("summary", "--period", "tuần 24/2024", "--as-of", AS_OF, "-o", "w.md"),
        ("summary", "--half", "2024", "--as-of", AS_OF, "-o", "h.docx"),
        ("site", "-o", "site", "--as-of", AS_OF),
        ("remind", "-o", "letters", "--as-of", AS_OF),
        ("calendar", "-o", "x.ics", "--as-of", AS_OF),
        ("export", "--period", "2024-W24"),
        ("trace",),
        ("show", "xa-an", "2024-W24"),
        ("show", "xa-an", "--as-of", AS_OF),
    ],
    ids=" ".join,
)
def test_every_other_way_out_works(ct58: Ct58, words: tuple[str, ...]) -> None:
    """Documents, pages, lists and checks."""
    done = ct58(*words)
    assert (done.code, "Traceback" in done.err) == (0, False), done.err


@pytest.mark.parametrize(
    ("period", "key"),
    [
        ("tuần 25/2024", "2024-W25"),
        ("đợt 15/6/2024", "2024@06-15"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("giai đoạn 2024 - 2025", "2024..2025"),
        ("từ tháng 1 đến tháng 4/2024", "2024-01..2024-04"),
    ],
)
def test_a_period_is_typed_as_it_is_shown(ct58: Ct58, period: str, key: str) -> None:
    """In every door: a form, an arrival, the reports of a period."""
    for words in (("reports", "--period"), ("close",)):
        one, other = (
            ct58(*words, text, "--as-of", AS_OF) if words[0] == "reports" else ct58(*words, text, "--dry-run")
            for text in (period, key)
        )
        assert (one.code, one.out) == (other.code, other.out)


@pytest.mark.parametrize(
    ("period", "on"),
    [
        ("tuần 25/2024", "2024-06-20"),
        ("đợt 15/6/2024", "2024-06-14"),
        ("giai đoạn 2024 - 2025", "2025-12-30"),
    ],
)
def test_a_form_goes_out_and_a_report_comes_in(ct58: Ct58, period: str, on: str) -> None:
    """Where figures are asked for, and where only the report itself is."""
    assert ct58("form", "--period", period, "-o", "forms").code == 0
    assert ct58("receive", "xa-an", "--period", period, "--on", on).code == 0
    assert ct58("import", "forms", "--dry-run").code in (0, 4)


def test_a_month_s_form_says_from_when_its_data_run(ct58: Ct58) -> None:
    """The month keeps its name."""
    done = ct58("show", "xa-an", "2024-05", "--as-of", AS_OF)
    assert "từ 15/4/2024 đến 14/5/2024" in done.out
    assert "báo cáo tháng 5/2024" in done.out.lower()
