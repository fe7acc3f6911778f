"""`ct58 record report` from the command line: --set, --file, standard input, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, contents, report_text, write_data

RECORD = ("record", "report", "so", "y", "te", "2021-Q2")


def written(data: Path) -> str:
    """The report as it is now."""
    return (data / REPORT).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["5", "members_admitted"])
def test_a_figure_is_set_by_number_or_key(ct58: Ct58, data: Path, name: str) -> None:
    """Thousands may have a dot."""
    done = ct58(*RECORD, "--set", f"{name}=1.250", "--received-on", "3/7/2021")
    assert (done.code, done.err) == (0, "")
    assert "state: received\nreceived_on: 2021-07-03\nfigures:\n  members_admitted: 1250\n" in written(data)
    assert "0 → 1/1" in done.out


INDICATOR = """indicators:
  - id: CT-15
    clause: II.1-1
    title: Kết nạp đảng viên
    deadline: {every: year}
    numerator: {sum: [members_admitted], of: tccsd}
    target: {op: ">=", value: 300, unit: count}
"""


def test_a_correction_says_what_changed_and_what_it_turns(ct58: Ct58, tmp_path: Path) -> None:
    """In the words of `diff`; the indicator is the one of the half-year that the quarter ends."""
    write_data(tmp_path, **{"programme.yaml": PROGRAMME + INDICATOR, REPORT: report_text(admitted="12")})
    done = ct58(*RECORD, "--set", "5=21", "--reason", "báo cáo thay thế")
    assert done.out.splitlines() == [
        "Đảng bộ Sở Y tế · report of 2021-Q2",
        "  5. Kết nạp 12 → 21 (+9; +75%)",
        "  reason: báo cáo thay thế",
        "Effect     CT-15 Kết nạp đảng viên, 2021-H1: 12 → 21 (1/1 units)",
        "Recorded. By mistake? Type: ct58 undo",
    ]


def test_without_a_terminal_nothing_is_asked(ct58: Ct58, data: Path) -> None:
    """What is not said is not given; the report has arrived."""
    assert ct58(*RECORD).code == 0
    assert "state: registered\n" in written(data)


def test_figures_may_come_from_a_file_or_standard_input(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines figure=value; # begins a comment, and Windows' mark at the beginning is none."""
    (tmp_path / "y-te.txt").write_text("# quý II\n\n5 = 12\n", encoding="utf-8-sig")
    assert ct58(*RECORD, "--file", "y-te.txt").code == 0
    assert "members_admitted: 12\n" in written(data)
    monkeypatch.setattr("sys.stdin", io.StringIO("\ufeff5=13\n"))
    assert ct58(*RECORD, "--file", "-", "--reason", "nhập nhầm").code == 0
    assert "members_admitted: 13\n" in written(data)
    assert ct58(*RECORD, "--file", "khong-co.txt").code == 5


def test_a_trial_writes_nothing(ct58: Ct58, data: Path) -> None:
    """It shows the effect."""
    before = contents(data)
    done = ct58(*RECORD, "--set", "5=12", "--dry-run")
    assert (done.code, contents(data)) == (0, before)
    assert "0 → 1/1" in done.out
    assert "nothing was written" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--set", "5"),
        ("--set", "99=1"),
        ("--set", "5=nhiều"),
        ("--set", "members_admitted.x=1"),
        ("--received-on", "31/6/2021"),
        ("--document-date", "2/7/2021"),
        ("--state", "arrived"),
    ],
)
def test_what_cannot_be_understood_is_refused(ct58: Ct58, data: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, and nothing is touched."""
    assert ct58(*RECORD, *arguments).code == 2
    assert not (data / REPORT).exists()


@pytest.mark.parametrize("words", [("so", "y", "te"), ("2021-Q2",), ("so", "la", "2021-Q2"), ()])
def test_a_unit_and_a_period_are_needed(ct58: Ct58, data: Path, words: tuple[str, ...]) -> None:
    """Exit 2."""
    assert ct58("record", "report", *words, "--set", "5=1").code == 2


def test_a_correction_needs_a_reason_and_keeps_it(ct58: Ct58, data: Path) -> None:
    """Exit 4 without one."""
    (data / REPORT).parent.mkdir()
    (data / REPORT).write_text(report_text(), encoding="utf-8")
    refused = ct58(*RECORD, "--set", "5=21")
    assert refused.code == 4
    assert "--reason" in refused.err
    assert written(data) == report_text()
    assert ct58(*RECORD, "--set", "5=21", "--reason", "bản thay thế", "--number", "14-BC/ĐU").code == 0
    assert "members_admitted: 21\n" in written(data)
    assert "reason: bản thay thế" in written(data)


def test_another_day_of_receipt_is_not_taken_over_and_that_is_said(ct58: Ct58, data: Path) -> None:
    """The first one judges lateness."""
    (data / REPORT).parent.mkdir()
    (data / REPORT).write_text(report_text(received_on="2021-07-03"), encoding="utf-8")
    done = ct58(*RECORD, "--received-on", "1/7/2021", "--quality", "estimated")
    assert "The day of the first receipt stays: 2021-07-03." in done.out
    assert "received_on: 2021-07-03\n" in written(data)


def test_next_is_the_oldest_that_waits(ct58: Ct58, data: Path) -> None:
    """Exit 4 when nobody waits."""
    assert ct58("record", "report", "--next", "--set", "5=12").code == 4
    assert ct58("receive", "so-y-te", "--period", "2021-Q2", "--on", "3/7/2021").code == 0
    assert ct58("record", "report", "--next", "--set", "5=12").code == 0
    assert "state: received\nreceived_on: 2021-07-03\n" in written(data)


def test_an_error_elsewhere_does_not_hold_up_this_record(ct58: Ct58, data: Path) -> None:
    """Another unit's broken report."""
    other = data / "units/van-phong/reports/2021-Q2.yaml"
    other.parent.mkdir()
    other.write_text("unit: van-phong\nperiod: 2021-Q2\nstate: nonsense\n", encoding="utf-8")
    assert ct58(*RECORD, "--set", "5=12").code == 0


def test_a_rule_of_the_office_stops_a_record_that_would_break_it(ct58: Ct58, tmp_path: Path) -> None:
    """Also where all the data is known to be sound, and only the report is looked at."""
    office = "names: {committee: Đảng ủy Khối}\nsettings: {policies: [no_secret]}\n"
    data = write_data(tmp_path, **{"office.yaml": office})
    assert ct58("check").code == 0
    words = ("record", "report", "so-y-te", "2021-Q2", "--received-on", "2021-07-03")
    done = ct58(*words, "--set", "members_admitted=1", "--number", "12-BC/ĐU (Mật)")
    assert done.code == 4
    assert "G804" in done.err
    assert not (data / REPORT).exists()


def test_what_looks_odd_is_said_without_a_prompt_too(ct58: Ct58, data: Path) -> None:
    """A zero too many, typed behind --set."""
    ct58("record", "report", "so-y-te", "2021-Q2", "--set", "5=12")
    done = ct58("record", "report", "so-y-te", "2021-Q3", "--set", "5=120")
    assert "Look again" in done.out
    assert "120 is 10 times last period's 12" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((*RECORD, "--set", "5=1", "--set", "members_admitted=2"), 2, "Kết nạp is given twice"),
        ((*RECORD, "--set", "=1"), 2, "sets nothing"),
        (("record", "report", "so-y-te", "2021-Q9"), 2, "“2021-Q9” is not a period"),
        (("record", "report", "--next", "so-y-te", "2021-Q2"), 2, "Leave out --next"),
        ((*RECORD, "--received-on", "1/1/2199"), 2, "lies ahead"),
        ((*RECORD, "--number", "5", "--document-date", "1/1/2199"), 2, "lies ahead"),
        ((*RECORD, "--file", "khong-co.txt"), 5, "there is no such file or folder"),
        ((*RECORD, "--file", "."), 5, "it is a folder, not a file"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    ct58: Ct58, data: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """Nothing is written."""
    done = ct58(*arguments)
    assert (done.code, (data / REPORT).exists()) == (code, False)
    assert words in done.err


def test_a_file_that_powershell_wrote_is_read(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Its `>` writes UTF-16; what is no Unicode at all is refused."""
    (tmp_path / "ps.txt").write_text("5=12\n", encoding="utf-16")
    assert ct58(*RECORD, "--file", "ps.txt").code == 0
    assert "members_admitted: 12\n" in written(data)
    (tmp_path / "old.txt").write_bytes("5=12 # Sở Y tế".encode("cp1258", errors="replace") + b"\xff\xfe\xe3")
    done = ct58(*RECORD, "--file", "old.txt")
    assert done.code == 4
    assert "UTF-8" in done.err


def test_what_has_just_come_says_how_late(ct58: Ct58, data: Path) -> None:
    """With the day that lateness hangs on; the document and its number in the register stand in the report."""
    said = ("--received-on", "8/7/2021", "--number", "12-BC/ĐU", "--document-date", "2/7/2021")
    done = ct58(*RECORD, "--set", "5=12", *said, "--arrival", "415", "--how", "email")
    assert done.out.splitlines()[0] == "Đảng bộ Sở Y tế · report of 2021-Q2, late by 3 days"
    assert "source: {how: email, arrival_number: 415}\n" in written(data)
    assert "document: {number: 12-BC/ĐU, date: 2021-07-02}\n" in written(data)
    assert not ct58(*RECORD, "--set", "5=12").out.startswith("Đảng bộ Sở Y tế · report of 2021-Q2, late")


def test_an_arrival_number_of_another_document_is_refused(ct58: Ct58, tmp_path: Path) -> None:
    """Also of another period's report in that year."""
    other = "units/so-a/unit.yaml"
    entry = "id: so-a\nname: Sở A\nkind: agency\norganisation: grassroots_committee\n"
    write_data(tmp_path, **{other: entry})
    ct58(
        "record", "report", "so-a", "2021-Q3", "--set", "5=1", "--received-on", "4/10/2021", "--arrival", "7"
    )
    done = ct58(*RECORD, "--set", "5=12", "--received-on", "8/7/2021", "--arrival", "7")
    assert done.code == 4
    assert "The arrival number 7 of 2021 is that of Sở A, 2021-Q3." in done.err
