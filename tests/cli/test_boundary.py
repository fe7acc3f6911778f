"""The entry: whatever happens becomes one of the contract's exit codes, and errors go to stderr."""

from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import (
    REPORT,
    contents,
    copy_of_shipped,
    environment,
    program,
    report_text,
    write_data,
)
from tests.support.repositories import git, keep

from ct58.cli import boundary, output
from ct58.cli.boundary import BUG, write_report
from ct58.errors.refusals import INTERRUPTED
from ct58.store import output_file
from ct58.store.folders import remember_person


def test_0_when_all_is_fine(ct58: Ct58, data: Path) -> None:
    """The answer on stdout, nothing on stderr."""
    done = ct58("overdue", "--as-of", "2021-07-15")
    assert (done.code, done.err) == (0, "")
    assert "PL-01" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["overdeu"], ["There is no command “overdeu”", "ct58 overdue", "ct58 --help"]),
        (["overdue", "--ownr", "VP"], ["--ownr", "--owner", "ct58 overdue --help"]),
        (["overdue", "--as-of"], ["--as-of", "Help: ct58"]),
        (["overdue", "--as-of", "31/6/2021"], ["“31/6/2021” is not in the calendar.", "30/6/2021"]),
        (["overdue", "--as-of", "1/7/21"], ["four digits", "30/6/2021"]),
        (["overdue", "--as-of", "xyz"], ["“xyz” is not a date.", "30/6/2021"]),
        (["overdue", "--since", "xyz"], ["“xyz” is not a date."]),
        (["overdue", "--owner", "so y the"], ["Did you mean: Đảng bộ Sở Y tế (so-y-te)?"]),
        (["overdue", "--kind", "tsk"], ["“tsk”", "appendix task"]),
        (["overdue", "--format", "pdf"], ["pdf", "json"]),
        (["overdue", "extra"], ["extra"]),
        (["upcoming", "--within", "mai"], ["mai"]),
        (["upcoming", "--within", "-1"], ["-1"]),
        (["list"], ["KIND"]),
        (["list", "taks"], ["taks", "tasks"]),
        (["show"], ["ID"]),
        (["show", "PL-02"], ["PL-02", "PL-01"]),
        (["trace", "II.9"], ["II.9"]),
        (["check", "--explain", "Z999"], ["Z999", "--explain all"]),
        (["schema", "reprot"], ["reprot", "report"]),
        (["--nonsense"], ["--nonsense"]),
        (["overdue", "-o", "x.docx.zip"], [".zip", ".csv"]),
    ],
)
def test_2_for_wrong_usage_with_what_is_accepted(
    ct58: Ct58, data: Path, arguments: list[str], words: list[str]
) -> None:
    """On stderr; nothing on stdout."""
    done = ct58(*arguments)
    assert (done.code, done.out) == (2, "")
    assert all(word in done.err for word in words)


def test_1_when_check_finds_an_error(ct58: Ct58, tmp_path: Path) -> None:
    """The findings are the answer, so they are on stdout."""
    write_data(tmp_path, **{REPORT: report_text(admitted="1.412")})
    done = ct58("check")
    assert (done.code, done.err) == (1, "")
    assert f"{REPORT}:7:21: error[" in done.out


def test_3_when_what_is_needed_is_invalid(ct58: Ct58, tmp_path: Path) -> None:
    """Without office.yaml nobody knows whose programme it is."""
    write_data(tmp_path, **{"office.yaml": "names: []\n"})
    done = ct58("overdue")
    assert (done.code, done.out) == (3, "")
    assert "1 errors, so nothing was computed" in done.err
    assert "ct58 check" in done.err


def test_4_when_the_file_is_already_there(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """It is left alone."""
    (tmp_path / "x.csv").write_text("của tôi", encoding="utf-8")
    done = ct58("overdue", "-o", "x.csv")
    assert (done.code, done.out) == (4, "")
    assert "--force" in done.err
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "của tôi"


def test_5_when_there_is_no_data_folder(ct58: Ct58, tmp_path: Path) -> None:
    """Where it was looked for, and how to begin."""
    done = ct58("overdue")
    assert (done.code, done.out) == (5, "")
    assert str(tmp_path / "data") in done.err
    assert "ct58 init" in done.err


def test_5_when_the_file_cannot_be_written(ct58: Ct58, data: Path) -> None:
    """The folder isn't there."""
    done = ct58("overdue", "-o", "không-có/x.csv")
    assert (done.code, done.out) == (5, "")
    assert "cannot be written" in done.err


def test_70_for_a_fault_of_ct58_itself(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file for whoever looks after it, no trace on the screen, nothing that looks like an answer.

    Nothing that somebody typed or that stands in the data is in it: neither in the command line, nor in what errors say,
    nor in the lines of the trace.
    """

    def fail(*_: object) -> None:
        name = "Nguyễn Văn Kín"
        try:
            dict[str, int]()[name]
        except KeyError as error:
            raise ZeroDivisionError(f"{name} chia cho 0") from error

    monkeypatch.setattr(output, "_form", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    done = ct58("overdue", "--as-of", "2021-07-15", "--data=data")
    assert (done.code, done.out) == (BUG, "")
    assert "Traceback" not in done.err
    (report,) = tmp_path.glob("ct58-*.txt")
    assert str(report) in done.err
    text = report.read_text(encoding="utf-8")
    assert "builtins.ZeroDivisionError\n" in text
    assert "builtins.KeyError\n" in text
    assert "in fail\n" in text
    assert "ct58 overdue --as-of … --data\n" in text
    assert not any(value in text for value in ("Văn Kín", "2021-07-15"))


def test_debug_shows_the_trace(ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For technicians."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(output, "_form", fail)
    with pytest.raises(ZeroDivisionError):
        ct58("overdue", "--debug")


def test_an_interruption_says_that_nothing_was_changed(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clerk who pressed Ctrl+C need not wonder."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_form", interrupt)
    assert ct58("overdue").err == "Interrupted; the data was not changed.\n"


def test_130_when_interrupted(ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C, and no half answer."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_form", interrupt)
    done = ct58("overdue")
    assert (done.code, done.out) == (INTERRUPTED, "")


@pytest.mark.parametrize(
    "asked",
    [
        ["list", "clauses", "--format", "json"],
        ["list", "clauses"],
        ["export", "--format", "csv"],
        ["export", "--format", "jsonl"],
        ["export", "--what", "columns"],
        ["calendar", "--as-of", "2021-07-15", "--format", "ics"],
        ["schema", "all"],
        ["--help"],
        ["fmt", "--check"],
    ],
    ids=" ".join,
)
def test_a_reader_who_leaves_is_no_error(tmp_path: Path, asked: list[str]) -> None:
    """`ct58 list clauses | head -1`: no trace, no complaint, whatever writes."""
    copy_of_shipped(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "ct58", *asked],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""
    assert process.returncode == 0


def test_on_windows_a_reader_who_leaves_is_an_argument_that_is_invalid(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's words for it there name no file; where they name one, or elsewhere than there, they mean something else."""
    for on_windows, name, code in ((True, None, 0), (True, "a?.csv", 70), (False, None, 70)):
        error = OSError(errno.EINVAL, "Invalid argument", name)

        def write(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(output, "_form", write)
        monkeypatch.setattr(output_file, "ON_WINDOWS", on_windows)
        monkeypatch.setattr(boundary, "silence", lambda _stream: None)
        assert ct58("overdue").code == code


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_closed_leads_nowhere(tmp_path: Path, closed: str) -> None:
    """`>&-`, or a program without a window: the other one says what there is to say."""
    write_data(tmp_path, **{REPORT: report_text(admitted="một")})
    script = f"import sys; sys.{closed} = None; from ct58.cli.main import main; main()"
    command = [sys.executable, "-c", script, "overdue", "--as-of", "2021-07-15"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0
    assert (b"PL-01" in done.stdout, REPORT.encode() in done.stderr) == (
        closed != "stdout",
        closed != "stderr",
    )


def test_what_is_said_aside_stops_nothing_when_nobody_reads_it(tmp_path: Path) -> None:
    """`2>&1 | head -1`: what a command writes is written all the same, and its exit code stays."""
    write_data(tmp_path, **{REPORT: report_text(admitted="một")})
    for asked, code in ((["overdue", "-o", "x.csv"], 0), (["xyz"], 2), (["overdue", "-o", "x.csv"], 4)):
        with subprocess.Popen(
            [sys.executable, "-m", "ct58", *asked], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
        ) as process:
            assert process.stderr is not None
            process.stderr.close()
        assert process.returncode == code
    assert (tmp_path / "x.csv").exists()


def test_as_a_program_it_exits_with_the_same_codes(tmp_path: Path) -> None:
    """`python -m ct58`, for real."""
    write_data(tmp_path, **{REPORT: report_text(admitted="1.412")})
    assert program("check", cwd=tmp_path).code == 1
    assert program("xyz", cwd=tmp_path).code == 2
    done = program("overdue", "--as-of", "2021-07-15", cwd=tmp_path)
    assert done.code == 0
    assert "Not read as a whole, because of errors: 1 files" in done.err
    assert "Kế hoạch tuyên truyền" in done.out


def test_a_code_page_that_lacks_vietnamese_letters_does_not_stop_it(tmp_path: Path) -> None:
    """Windows' consoles come with 437, 850 or 1252: streams are set to UTF-8."""
    write_data(tmp_path)
    done = program("overdue", "--as-of", "2021-07-15", cwd=tmp_path, PYTHONIOENCODING="cp437")
    assert done.code == 0
    assert "Kế hoạch tuyên truyền" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows passes every name on")
def test_5_when_names_cannot_be_passed_on_to_git(tmp_path: Path) -> None:
    """An old locale, and Python's own remedy for it switched off: a cause and a remedy, no fault; and so again."""
    write_data(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "Lê Thị Hoa")
    keep(tmp_path, "đầu")
    write_data(tmp_path, **{REPORT: report_text(admitted="8")})
    old = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "CT58_STATE": str(tmp_path / "state")}
    for more in ({}, {"CT58_STATE": str(tmp_path / "known")}):
        remember_person(tmp_path / "known", "Lê Thị Hoa")
        named = () if more else ("--as", "Lê Thị Hoa")
        done = program("save", "--yes", *named, cwd=tmp_path, **{**old, **more})
        assert (done.code, "PYTHONUTF8=1" in done.err) == (5, True), done.err


def test_a_report_of_a_fault_bears_what_no_letter_stands_for() -> None:
    """An argument that is no text is not a second fault; a command is named in either language, a number of the system too."""
    place = write_report(OSError(28, "L\udcc3"), ["ghi", "event", "--as", "L\udcc3\udcaa", "--Lê=x"])
    text = place.read_text("utf-8")
    place.unlink()
    assert "ct58 ghi … --as … …\n" in text
    assert "builtins.OSError [Errno 28]\n" in text


def test_vietnamese_is_the_default_whatever_the_locale_says(tmp_path: Path) -> None:
    """An office PC often says en-US; only CT58_LANG is asked. Dates show it without a catalogue."""
    write_data(tmp_path)
    for language in ({"CT58_LANG": ""}, {"CT58_LANG": "fr", "LANG": "en_US.UTF-8", "LC_ALL": "C"}):
        assert "30/6/2021" in program("overdue", "--as-of", "2021-07-15", cwd=tmp_path, **language).out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_5_when_the_answer_cannot_be_written(tmp_path: Path) -> None:
    """A full disk behind `>` is no fault of ct58, and leaves no report of one."""
    write_data(tmp_path)
    command = [sys.executable, "-m", "ct58", "overdue", "--as-of", "2021-07-15"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    said = done.stderr.decode().splitlines()
    assert (done.returncode, said) == (5, ["It cannot be written: the disk is full."])


WITH_CLICK_9 = """
import click, click.core, click.parser, click.utils
for module in (click, click.core, click.parser, click.utils):
    del module.__getattr__  # where click 8 keeps what 9 drops
from ct58.cli.main import main
main()
"""


@pytest.mark.parametrize(
    "words", [["--help"], ["record", "event", "--help"], ["overdue", "--as-of", "15/7/2021"]]
)
def test_nothing_is_taken_from_click_that_its_next_version_drops(words: list[str], data: Path) -> None:
    """Neither by ct58 nor, on its way, by typer."""
    code = [sys.executable, "-W", "error::DeprecationWarning", "-c", WITH_CLICK_9]
    done = subprocess.run([*code, *words], cwd=data, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# ----------------------------------------------- after the data has been changed


class Faults:
    """Lets one call to the system fail: the one of a number, counted from the first rename in the data on."""

    CALLS = frozenset(
        {
            "open",
            "os.rename",
            "os.remove",
            "os.mkdir",
            "os.rmdir",
            "os.chmod",
            "os.scandir",
            "os.listdir",
            "fcntl.flock",
        }
    )

    def __init__(self) -> None:
        self.data: Path | None = None
        self.left = 0
        self.error: BaseException = OSError()
        self.has_begun = False
        self.has_struck = False

    def arm(self, data: Path, number: int, error: BaseException) -> None:
        """From now on."""
        self.data, self.left, self.error = data, number, error
        self.has_begun = self.has_struck = False

    def hook(self, event: str, given: tuple[object, ...]) -> None:
        """What Python calls before each call to the system."""
        if self.data is None or event not in self.CALLS:
            return
        if not self.has_begun:
            self.has_begun = event == "os.rename" and str(given[1]).startswith(str(self.data))
            return
        self.left -= 1
        if self.left == 0:
            self.data, self.has_struck = None, True
            raise self.error


FAULTS = Faults()
sys.addaudithook(FAULTS.hook)
FALSE = ("not changed", "othing was", "Not recorded")
"""What must not be said of data that was changed."""


@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), KeyboardInterrupt(), ZeroDivisionError()])
def test_whatever_happens_after_the_first_rename_nothing_false_is_said(
    ct58: Ct58, tmp_path: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is read after each fault: what was recorded is said to be, and what was not is not."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    more = {"units/so-b/unit.yaml": "id: so-b\nname: Sở B\nkind: agency\norganisation: grassroots_cell\n"}
    rows = ["so-y-te,12", "so-b,3"]
    (tmp_path / "x.csv").write_text("\n".join(["unit,5", *rows]) + "\n", encoding="utf-8")
    for number in range(1, 200):
        data = write_data(tmp_path, **more)
        reports = [data / "units" / row.split(",")[0] / "reports" / "2021-Q2.yaml" for row in rows]
        for report in reports:
            report.unlink(missing_ok=True)
        FAULTS.arm(data, number, error)
        done = ct58("import", "x.csv", "--period", "2021-Q2", "--received-on", "5/7/2021")
        FAULTS.data = None
        if not FAULTS.has_struck:
            break
        written = [report.exists() for report in reports]
        assert any(written)
        said = done.err + done.out
        assert not any(words in said for words in FALSE), (number, done.code, said)
        assert done.code == 0 or "Recorded" in said, (number, done.code, said)
        assert all(written) or "Not yet" in said, (number, done.code, said)
    assert number > 3


def test_a_file_that_is_there_is_refused_before_anything_is_recorded(ct58: Ct58, tmp_path: Path) -> None:
    """Whatever a command with -o does to the data, it has not begun; the words claim nothing about the data."""
    data = write_data(tmp_path, **{REPORT: report_text()})
    (tmp_path / "x.docx").write_text("của tôi", encoding="utf-8")
    before = contents(data)
    for words in (
        ("summary", "--quarter", "2021-Q2", "--issue", "--number", "1-BC/ĐUK", "--on", "2021-07-15"),
        ("remind", "--sent", "--number", "1", "--on", "2021-07-15"),
        ("overdue",),
    ):
        done = ct58(*words, "-o", "x.docx")
        assert (done.code, done.out) == (4, "")
        assert done.err.startswith("x.docx is already there, and was left as it is.")
        assert "othing was" not in done.err
    assert contents(data) == before


def test_a_result_that_cannot_be_shown_is_no_reason_to_deny_what_was_recorded(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk behind stdout."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(output, "_form", full)
    monkeypatch.setattr(boundary, "silence", lambda _stream: None)
    done = ct58("record", "report", "so", "y", "te", "2021-Q2", "--set", "5=12")
    assert done.code == 5
    assert f"Recorded in {REPORT}, but the result could not be shown." in done.err
    assert (data / REPORT).exists()
