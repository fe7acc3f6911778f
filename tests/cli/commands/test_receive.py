"""`ct58 receive`: arrivals booked at once, the figures come later."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, contents, report_text, write_data
from tests.support.desk import sit_down
from tests.support.prompting import ScriptedPrompter

SO_A = "id: so-a\nname: Đảng bộ Sở A\nkind: agency\norganisation: grassroots_committee\naliases: [SA]\n"
SO_A_REPORT = "units/so-a/reports/2021-Q2.yaml"
RECEIVE = ("receive", "so-y-te", "--period", "2021-Q2")


@pytest.fixture(autouse=True)
def _in_july(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 6 July 2021, the day after the quarterly reports were due."""
    sit_down(monkeypatch, tmp_path, "2021-07-06")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two units that report."""
    return write_data(tmp_path, **{"units/so-a/unit.yaml": SO_A})


def test_several_units_at_once(ct58: Ct58, data: Path) -> None:
    """By ids or aliases; the count and what turned are shown."""
    done = ct58("receive", "so-y-te", "SA", "--period", "quý 2/2021", "--on", "5/7")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Đảng bộ Sở Y tế: Báo cáo quý, 2021-Q2, received on 2021-07-05, to be typed in",
        "Đảng bộ Sở A: Báo cáo quý, 2021-Q2, received on 2021-07-05, to be typed in",
        "Effect     Báo cáo quý, 2021-Q2: 0 → 2/2",
        "Recorded. By mistake? Type: ct58 undo",
    ]
    for name in ("so-y-te", "so-a"):
        text = (data / f"units/{name}/reports/2021-Q2.yaml").read_text("utf-8")
        assert text.splitlines()[1:] == [
            f"unit: {name}",
            "period: 2021-Q2",
            "state: registered",
            "received_on: 2021-07-05",
        ]
    assert ct58("check").code == 0


def test_a_warning_says_of_which_unit_it_speaks(ct58: Ct58, tmp_path: Path) -> None:
    """Of several that arrive together, one had ended before the period began."""
    closed = SO_A.replace("so-a", "so-b").replace("Sở A", "Sở B").replace("[SA]", "[SB]")
    write_data(tmp_path, **{"units/so-b/unit.yaml": f"{closed}valid_to: 2021-03-31\n"})
    done = ct58("receive", "so-y-te", "SB", "--period", "2021-Q2", "--on", "5/7")
    assert "Đảng bộ Sở B: The unit did not exist" in done.out


def test_one_name_in_several_words(ct58: Ct58, data: Path) -> None:
    """As people type it, received today."""
    done = ct58("receive", "so", "y", "te", "--period", "2021-Q2")
    assert "received on 2021-07-06, late by 1 day, to be typed in" in done.out
    assert not (data / SO_A_REPORT).exists()


def test_what_has_arrived_stays_as_it_is(ct58: Ct58, data: Path) -> None:
    """The first receipt judges lateness; the others are booked all the same."""
    ct58(*RECEIVE, "--on", "3/7")
    before = (data / REPORT).read_bytes()
    done = ct58("receive", "so-y-te", "SA", "--period", "2021-Q2")
    assert "Đảng bộ Sở Y tế: Báo cáo quý, 2021-Q2, already received on 2021-07-03" in done.out
    assert (data / REPORT).read_bytes() == before
    assert (data / SO_A_REPORT).is_file()
    assert "Nothing to change: it is already so." in ct58(*RECEIVE).out


def test_a_report_that_was_sent_back_arrives_again(ct58: Ct58, tmp_path: Path) -> None:
    """Its first receipt stays, and so does all else."""
    text = report_text(received_on="2021-07-01").replace("state: received", "state: returned  # thiếu biểu")
    data = write_data(tmp_path, **{REPORT: text})
    done = ct58(*RECEIVE)
    assert "arrived again, to be typed in; first received on 2021-07-01" in done.out
    expected = text.replace("state: returned ", "state: registered ")
    assert (data / REPORT).read_text("utf-8") == expected


def test_a_trial_writes_nothing(ct58: Ct58, data: Path) -> None:
    """Not even a folder."""
    before = contents(data)
    assert "A trial: nothing was written." in ct58(*RECEIVE, "--dry-run").out
    assert contents(data) == before
    assert not (data / REPORT).parent.exists()


def test_after_closing_a_reason_is_needed(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept in the report."""
    ct58("close", "2021-Q2")
    done = ct58(*RECEIVE)
    assert done.code == 4
    assert "The books of 2021-Q2 are closed; a change needs a reason." in done.err
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    assert ct58(*RECEIVE, "--reason", "gửi muộn do lũ").code == 0
    assert "corrections:\n- {date: 2021-07-15, reason: gửi muộn do lũ}\n" in (data / REPORT).read_text(
        "utf-8"
    )
    assert ct58("check").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("so-b", "--period", "2021-Q2"), 2, "so-b"),
        (("van-phong", "--period", "2021-Q2"), 2, "Nobody asks Văn phòng for a report of 2021-Q2."),
        (("so-y-te", "van-phong", "--period", "2021-Q2"), 2, "Nobody asks Văn phòng"),
        (("so-y-te", "--period", "2021-Q5"), 2, "is not a period"),
        (("so-y-te", "--period", "2021-Q2", "--on", "7/7/2021"), 2, "2021-07-07 lies ahead"),
        (("so-y-te", "--period", "2021-Q1"), 2, "Reports are asked for from 2021-Q2 to 2025-Q4."),
        (("so-y-te", "--period", "2030-Q1"), 2, "Reports are asked for from 2021-Q2 to 2025-Q4."),
        (("so-y-te", "--period", "2022-Q2"), 2, "2022-Q2 begins only on 2022-04-01"),
        ((), 2, "ct58 receive --list"),
        (("so-y-te", "so-a", "12-BC/ĐU"), 2, "belong to one report"),
        (("so-y-te", "--since", "1/7"), 2, "go with --list"),
        (("--list", "so-y-te"), 2, "ct58 show so-y-te"),
        (("--list", "--period", "2021-Q2"), 2, "--list books nothing"),
        (("--list", "--since", "5/7", "--on", "1/7"), 2, "--since"),
        (("so-y-te", "2021-Q2", "--period", "2021-Q1"), 2, "say different things"),
    ],
)
def test_refusals(ct58: Ct58, data: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """One unit that is wrong holds up all: nothing is half done."""
    done = ct58("receive", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert not (data / REPORT).exists()


def test_a_report_that_cannot_be_read_is_not_overwritten(ct58: Ct58, tmp_path: Path) -> None:
    """What stands in it would be lost."""
    data = write_data(tmp_path, **{REPORT: "unit: so-y-te\nperiod: 2021-Q2\nstate: recieved\n"})
    done = ct58(*RECEIVE)
    assert done.code == 3
    assert "Line 3: " in done.err
    assert "recieved" in (data / REPORT).read_text("utf-8")


def test_one_line_books_number_and_date_for_the_period_that_is_due(ct58: Ct58, data: Path) -> None:
    """The answer says both days, the period and how late; undo takes it back."""
    done = ct58("receive", "so", "y", "te", "12-BC/ĐU", "3/7", "--arrival", "415", "--how", "email")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [
        "Đảng bộ Sở Y tế: Báo cáo quý, 2021-Q2, received on 2021-07-06, late by 1 day, to be typed in",
        "  12-BC/ĐU, document of 2021-07-03 · arrival number 415 · came by email",
    ]
    assert (data / REPORT).read_text("utf-8").splitlines()[1:] == [
        "unit: so-y-te",
        "period: 2021-Q2",
        "state: registered",
        "received_on: 2021-07-06",
        "document: {number: 12-BC/ĐU, date: 2021-07-03}",
        "source: {how: email, arrival_number: 415}",
    ]
    assert ct58("check").code == 0
    assert ct58("undo").code == 0
    assert not (data / REPORT).exists()


def test_a_document_of_another_year_looks_like_a_slip(ct58: Ct58, data: Path) -> None:
    """Lateness doesn't hang on it, but the register would be wrong."""
    assert "more than a year apart" in ct58("receive", "so", "y", "te", "12-BC/ĐU", "3/7/2011").out
    assert "apart" not in ct58("receive", "so-a", "12-BC/ĐU", "3/7/2021").out


def test_the_register_shows_what_arrived_on_a_day(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """With the columns of the register of incoming documents; another day is empty."""
    ct58("receive", "so-y-te", "12-BC/ĐU", "3/7", "--arrival", "415")
    ct58("receive", "SA", "--on", "5/7")
    shown = ct58("receive", "--list")
    assert shown.out.splitlines()[0] == "INCOMING DOCUMENTS OF 2021-07-06 (1)"
    assert shown.out.splitlines()[2].split() == (
        [
            "415",
            "2021-07-06",
            "Đảng",
            "bộ",
            "Sở",
            "Y",
            "tế",
            "12-BC/ĐU",
            "2021-07-03",
            "Báo",
            "cáo",
            "quý,",
            "2021-Q2",
        ]
    )
    assert "Nothing arrived." in ct58("receive", "--list", "--on", "1/7").out
    rows = ct58("receive", "--list", "--since", "1/7", "--format", "json").data
    assert [(row["unit"], row["arrival_number"]) for row in rows] == [("so-a", None), ("so-y-te", 415)]
    assert ct58("receive", "--list", "-o", "so-den.docx").code == 0
    assert (tmp_path / "so-den.docx").is_file()
    assert "Passed to" in ct58("receive", "--list", "--format", "csv").out


def test_a_period_that_is_not_over_is_asked_about(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal; a script books it, and the answer says so."""
    assert "lasts until 2021-09-30" in ct58("receive", "so-y-te", "2021-Q3").out
    sit_down(monkeypatch, tmp_path, "2021-07-06", asks=True)
    for answer, code in (("k", 130), ("", 130), ("c", 0)):
        person = ScriptedPrompter([answer])
        monkeypatch.setattr("ct58.cli.dialogue.prompts.TerminalPrompter", lambda _width, p=person: p)
        done = ct58("receive", "SA", "--period", "2021-Q3")
        assert done.code == code
        assert "lasts until 2021-09-30" in person.screen
        assert (data / SO_A_REPORT.replace("Q2", "Q3")).exists() is (code == 0)
