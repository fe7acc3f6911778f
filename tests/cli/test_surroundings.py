"""What a run finds around it: the data folder, the day, the settings."""

from __future__ import annotations

import ctypes
import getpass
import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, ROOT, contents, report_text, write_data
from tests.support.repositories import begin, git, isolate, keep, put
from tests.support.terms import speaking

from ct58.cli.surroundings import look_around
from ct58.store.folders import remember_person

DAY = ("--as-of", "2021-07-15")


@pytest.mark.parametrize("given", ["x", "x/data"])
def test_data_names_the_folder_itself_or_the_one_above(ct58: Ct58, tmp_path: Path, given: str) -> None:
    """`--data`."""
    write_data(tmp_path / "x")
    assert ct58("overdue", *DAY, "--data", given).code == 0


def test_ct58_data_is_asked_when_the_option_is_not_given(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option wins."""
    write_data(tmp_path / "x")
    monkeypatch.setenv("CT58_DATA", str(tmp_path / "x"))
    assert ct58("overdue", *DAY).code == 0
    assert ct58("overdue", *DAY, "--data", "y").code == 5


@pytest.mark.parametrize("inside", ["data", "data/units/so-y-te", "bao cao/2021"])
def test_the_folder_is_found_upwards(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    """From wherever the clerk stands."""
    write_data(tmp_path)
    (tmp_path / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / inside)
    assert ct58("overdue", *DAY).code == 0


def test_a_folder_that_is_named_and_is_none_says_where_it_looked(ct58: Ct58, tmp_path: Path) -> None:
    """Not upwards then: who names a folder means that one."""
    write_data(tmp_path)
    done = ct58("overdue", "--data", "khong-co")
    assert done.code == 5
    assert "khong-co" in done.err


@pytest.mark.parametrize("day", ["2021-07-15", "15/7/2021", "15.7.2021", "ngày 15 tháng 7 năm 2021"])
def test_the_day_may_be_written_as_people_write_it(ct58: Ct58, data: Path, day: str) -> None:
    """The day comes before the month."""
    done = ct58("overdue", "--as-of", day, "--format", "json")
    assert '"as_of": "2021-07-15"' in done.out


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("person", "login", "named"),
    [("Lê Thị Hoa", "vp", "Lê Thị Hoa, "), (None, "vp", "vp, "), (None, None, f"{getpass.getuser()}, ")],
)
def test_who_records_is_the_person_who_said_so_else_the_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: str | None, login: str | None, named: str
) -> None:
    """The name that saving asked for; without USER what the system calls the account, and never “?”."""
    environment = {"CT58_STATE": str(tmp_path / "state"), **({"USER": login} if login else {})}
    for name in ("USER", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    around = replace(look_around(speaking("en"), ()), folder=tmp_path, environment=environment)
    if person:
        remember_person(around.desk().state, person)
    assert around.desk().holder.startswith(named)


def test_quiet_silences_the_warning_and_not_the_answer(ct58: Ct58, tmp_path: Path) -> None:
    """A half-typed figure elsewhere."""
    write_data(tmp_path, **{REPORT: report_text(admitted="một")})
    loud, quiet = ct58("overdue", *DAY), ct58("overdue", *DAY, "--quiet")
    assert (loud.code, quiet.code, quiet.err) == (0, 0, "")
    assert REPORT in loud.err
    assert loud.out == quiet.out


@pytest.mark.parametrize(
    "command",
    [["overdue"], ["upcoming"], ["list", "units"], ["show", "PL-01"], ["trace"], ["check"], []],
    ids=lambda command: " ".join(command) or "ct58",
)
def test_reading_writes_nothing_into_the_data(ct58: Ct58, data: Path, command: list[str]) -> None:
    """Not a byte, not a file."""
    before = contents(data.parent)
    assert ct58(*command).code == 0
    assert contents(data.parent) == before


@pytest.mark.parametrize(
    "junk", [b"\x00\xff\xfe", b"", b"a: &a [*a]", b"\xef\xbb\xbf{", b"- " * 5000, b"a: !!x y"]
)
def test_any_file_of_any_content_gives_findings_and_no_fault(ct58: Ct58, data: Path, junk: bytes) -> None:
    """Whatever stands in a report, an event file, a unit, the programme itself."""
    for name in (REPORT, "tasks/PL-01.yaml", "units/so-y-te/unit.yaml", "office.yaml", "programme.yaml"):
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(junk)
        done = ct58("check")
        assert (done.code, done.err) == (1, "")
        assert name in done.out
        stops = name in ("office.yaml", "programme.yaml")
        assert ct58("overdue").code == (3 if stops or (data / "office.yaml").read_bytes() == junk else 0)


@pytest.mark.parametrize(
    "command", [["overdue"], ["upcoming"], ["list", "units"], ["show", "PL-01"], ["check"]]
)
def test_any_view_can_be_asked_for_an_earlier_revision(
    ct58: Ct58, tmp_path: Path, command: list[str]
) -> None:
    """JSON gives its full id, a page says which it is; the folder itself may be broken meanwhile."""
    write_data(begin(tmp_path))
    id_ = keep(tmp_path)
    put(tmp_path, "data/programme.yaml", "- [\n")
    assert json.loads(ct58(*command, "--rev", "HEAD", "--format", "json").out)["revision"] == id_
    assert f"Data of revision {id_[:7]}, 2021-07-15 08:00" in ct58(*command, "--rev", "HEAD").out


def test_a_revision_that_looks_like_an_option_is_none(ct58: Ct58, tmp_path: Path) -> None:
    """Wrong usage."""
    write_data(begin(tmp_path))
    keep(tmp_path)
    done = ct58("overdue", "--rev=--all")
    assert (done.code, done.out) == (2, "")


def test_a_revision_can_be_read_where_nothing_is_checked_out(ct58: Ct58, tmp_path: Path) -> None:
    """A bare repository, as on a file share; a copy without a checkout."""
    top = begin(tmp_path / "office")
    write_data(top)
    keep(top)
    git(tmp_path, "clone", "--quiet", "--bare", str(top), "bare.git")
    git(tmp_path, "clone", "--quiet", "--no-checkout", str(top), "empty")
    for folder in ("bare.git", "empty"):
        assert ct58("overdue", *DAY, "--data", folder, "--rev", "main").code == 0
        assert ct58("overdue", *DAY, "--data", f"{folder}/data", "--rev", "2021-07-15").code == 0
        assert ct58("overdue", *DAY, "--data", folder, "--rev", "khong-co").code == 2


def test_a_head_that_is_no_branch_is_named_as_what_it_is(ct58: Ct58, tmp_path: Path) -> None:
    """As where a bare repository was begun before the first branch had its name: what names its revisions works."""
    top = begin(tmp_path / "office")
    write_data(top)
    keep(top)
    git(tmp_path, "clone", "--quiet", "--bare", str(top), "bare.git")
    git(tmp_path / "bare.git", "symbolic-ref", "HEAD", "refs/heads/khac")
    bare = ("--data", "bare.git")
    assert ct58("check", *bare, "--since", "main", "--rev", "main").code == 0
    assert ct58("diff", *bare, "main", "main").code == 0
    for command in ("overdue", "log", "check"):
        done = ct58(command, *bare)
        assert done.code == 5
        assert "“khac”" in done.err
        assert "git symbolic-ref HEAD refs/heads/main" in done.err
    assert ct58("overdue", *bare, "--rev", "khong-co").code == 2


NOTHING_ON_THE_DISK = [["--bare"], ["--no-checkout"]]


@pytest.fixture(params=NOTHING_ON_THE_DISK, ids=" ".join)
def history_only(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy in which no data is on the disk, of two revisions: a figure and its correction."""
    isolate(monkeypatch)
    data = write_data(begin(tmp_path / "office"), **{REPORT: report_text(admitted="12")})
    keep(tmp_path / "office", "Nhập báo cáo", day="2021-07-05")
    put(data, REPORT, report_text(admitted="hai mươi mốt"))
    keep(tmp_path / "office", "Sửa số liệu", day="2021-07-10")
    put(data, REPORT, report_text(admitted="21"))
    keep(tmp_path / "office", "Sửa lại", day="2021-07-11")
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", *request.param, str(tmp_path / "office"), str(copy))
    monkeypatch.chdir(copy)
    return copy


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["diff", "HEAD~2", "HEAD"], 0, "a large correction"),
        (["log", "so-y-te", "2021-Q2"], 0, "Sửa lại"),
        (["log", "5", "-n", "1"], 0, "Kết nạp"),
        (["show", "so-y-te", "2021-Q2", "--origin"], 0, "Sửa lại"),
        (["show", "5", "--period", "2021-Q2", "--origin", "--rev", "HEAD~2"], 0, "Nhập báo cáo"),
        (["check", "--since", "HEAD~2", "--rev", "HEAD~"], 1, "hai mươi mốt"),
        (["check", "--since", "HEAD~2", "--rev", "HEAD~", "--format", "github"], 1, f"file=data/{REPORT}"),
        (["check", "--since", "HEAD~", "--rev", "HEAD"], 0, ""),
    ],
    ids=lambda asked: " ".join(asked) if isinstance(asked, list) else "",
)
def test_the_past_can_be_asked_where_nothing_is_checked_out(
    ct58: Ct58, history_only: Path, asked: list[str], code: int, said: str
) -> None:
    """What compares, what tells the history, and the gate of a server."""
    done = ct58(*asked, *(DAY if asked[0] == "diff" else ()))
    assert (done.code, done.err) == (code, "")
    assert said in done.out


@pytest.mark.parametrize(
    "asked",
    [["overdue"], ["check"], ["diff"], ["log"], ["save"], ["check", "--since", "HEAD"], []],
    ids=lambda asked: " ".join(asked) or "ct58",
)
def test_a_folder_without_data_is_none_also_without_git(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    """Whoever stands in the wrong folder is told so; git would not help."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = ct58(*asked)
    assert (done.code, done.out) == (5, "")
    assert str(tmp_path / "data") in done.err
    assert "git is not" not in done.err


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        (["diff"], "Name both sides"),
        (["diff", "HEAD~"], "Name both sides"),
        (["check", "--since", "HEAD~"], "--rev HEAD"),
        (["overdue"], "--rev HEAD"),
        (["fmt", "--check"], "work in a copy of your own"),
        (["receive", "so-y-te", "--period", "2021-Q3"], "work in a copy of your own"),
        (["save"], "work in a copy of your own"),
    ],
    ids=lambda asked: " ".join(asked) if isinstance(asked, list) else "",
)
def test_what_needs_the_folder_itself_says_so(
    ct58: Ct58, history_only: Path, asked: list[str], remedy: str
) -> None:
    """With what to do about it."""
    done = ct58(*asked)
    assert (done.code, done.out) == (5, "")
    assert remedy in done.err


def test_an_issued_summary_names_a_revision_there_too(ct58: Ct58, tmp_path: Path) -> None:
    """As the newest revision has it."""
    data = write_data(begin(tmp_path / "office"))
    first = keep(tmp_path / "office")
    issue = f"{{name: bc-q2, on: 2021-07-15, as_of: 2021-07-15, revision: {first[:7]}}}"
    put(data, "periods/2021-Q2.yaml", f"period: 2021-Q2\nissued:\n- {issue}\n")
    keep(tmp_path / "office")
    git(tmp_path, "clone", "--quiet", "--bare", "office", "bare.git")
    done = ct58("overdue", *DAY, "--data", "bare.git", "--rev", "bc-q2", "--format", "json")
    assert json.loads(done.out)["revision"] == first


@pytest.fixture(params=["blob:none", "tree:0"])
def partial(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that fetches what it lacks only when git is asked for it: files that were replaced, trees, too."""
    isolate(monkeypatch)
    top = begin(tmp_path / "office")
    data = write_data(top, **{REPORT: report_text(admitted="12")})
    keep(top)
    put(data, REPORT, report_text(admitted="21"))
    keep(top)
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", f"--filter={request.param}", f"file://{top}", "partial")
    monkeypatch.chdir(tmp_path / "partial")
    return tmp_path / "partial"


@pytest.mark.parametrize(
    "asked",
    [
        ["overdue", "--rev", "HEAD~"],
        ["diff", "HEAD~"],
        ["diff", "HEAD~", "HEAD"],
        ["log", "so-y-te"],
        ["log", "5"],
        ["show", "5", "--origin", *DAY],
        ["check", "--since", "HEAD~"],
    ],
    ids=" ".join,
)
def test_a_partial_copy_says_what_it_lacks_and_how_to_get_it(
    ct58: Ct58, partial: Path, asked: list[str]
) -> None:
    """Reading never calls the network; nor does it take for nothing what is only not here. Complete, it answers."""
    done = ct58(*asked)
    assert (done.code, done.out) == (5, "")
    assert "git fetch --refetch --no-filter" in done.err
    git(partial, "fetch", "--quiet", "--refetch", "--no-filter")
    assert ct58(*asked).code == 0


@pytest.fixture
def sparse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy in which the only report was left off the disk."""
    isolate(monkeypatch)
    write_data(begin(tmp_path), **{REPORT: report_text()})
    keep(tmp_path)
    git(tmp_path, "sparse-checkout", "set", "--no-cone", "/*", "!/data/units/*/reports/")
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [["overdue"], ["check"], ["diff"], ["save", "-y", "--as", "Lê Hoa"], ["check", "--since", "HEAD"]],
    ids=" ".join,
)
def test_what_is_only_left_off_the_disk_is_not_counted_as_gone(
    ct58: Ct58, sparse: Path, asked: list[str]
) -> None:
    """A report that is not there would be overdue, and deleted; so nothing is computed."""
    done = ct58(*asked)
    assert (done.code, done.out) == (5, "")
    assert REPORT in done.err
    assert "git sparse-checkout disable" in done.err


@pytest.mark.parametrize(
    "asked",
    [["overdue", "--rev", "HEAD"], ["diff", "HEAD", "HEAD"], ["log", "5"], ["show", "5", "--origin", *DAY]],
    ids=" ".join,
)
def test_revisions_are_whole_all_the_same(ct58: Ct58, sparse: Path, asked: list[str]) -> None:
    """They are read from what git keeps."""
    assert ct58(*asked).code == 0


@pytest.mark.skipif(os.name == "nt", reason="a console of Windows has a number")
def test_a_terminal_is_its_device_and_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another window is another terminal, and so is the next one that gets the device's name."""

    def window(device: str, session: int) -> str:
        monkeypatch.setattr(os, "ttyname", lambda _descriptor: device)
        monkeypatch.setattr(os, "getsid", lambda _process: session)
        return look_around(speaking("en"), ()).terminal

    windows = [window("/dev/pts/1", 10), window("/dev/pts/2", 10), window("/dev/pts/1", 11)]
    assert len(set(windows)) == len(windows)
    assert window("/dev/pts/1", 10) == windows[0]


def test_a_terminal_of_windows_is_its_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tab of Windows Terminal has a console of its own."""

    def window(console: int) -> str:
        kernel = SimpleNamespace(GetConsoleWindow=lambda: console)
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        return look_around(speaking("en"), ()).terminal

    monkeypatch.setattr(sys, "platform", "win32")
    assert window(1) == window(1) != window(2)


BY_THE_CLOCK = {"surroundings.py", "commands/doctor.py", "commands/setup.py", "commands/submit.py"}
"""What is about this computer, its history, or an office that is only begun."""


def test_what_day_it_is_is_decided_in_one_place() -> None:
    """Nothing else asks the clock, so that an office for practice has one day everywhere."""
    package = ROOT / "src" / "ct58"
    texts = {path.relative_to(package).as_posix(): path.read_text("utf-8") for path in package.rglob("*.py")}
    asks = {
        name for name, text in texts.items() if re.search(r"\b(date\.today|datetime\.now|utcnow)\(", text)
    }
    assert asks == {"cli/surroundings.py", "cli/dialogue/report.py"}  # drafts are dated by the minute
    clocked = {
        name.removeprefix("cli/")
        for name, text in texts.items()
        if re.search(r"\b(around|self)\.clock\b", text)
    }
    assert clocked == BY_THE_CLOCK
