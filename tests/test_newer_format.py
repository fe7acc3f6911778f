"""Data of a format to come: whoever has an older ct58 is told to get the newer one, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import (
    PROGRAMME,
    REPORT,
    Ct58,
    contents,
    in_this_process,
    report_text,
    write_data,
)
from tests.support.daily_round import Office, open_office
from tests.support.repositories import begin, git, isolate, keep, put

from ct58.cli.commands_table import COMMANDS

NEWER = f"format: 3\nlevels: [province]\n{PROGRAMME}"
ALL: dict[str, tuple[tuple[str, ...], ...]] = {
    "overdue": ((),),
    "upcoming": ((),),
    "status": ((),),
    "reports": (("--missing",),),
    "indicators": ((),),
    "list": (("tasks",),),
    "show": (("PL-01",), ("so-y-te", "2021-Q2")),
    "trace": ((),),
    "summary": (
        ("--quarter", "2021-Q2"),
        ("--quarter", "2021-Q2", "--brief"),
        ("--quarter", "2021-Q2", "--issue", "--number", "1", "--on", "1/7/2021"),
    ),
    "receive": (("so-y-te", "--period", "2021-Q2"),),
    "record": (
        ("report", "so-y-te", "2021-Q2", "--set", "5=12"),
        ("event", "PL-01", "submitted"),
        ("void", "PL-01", "--reason", "nhầm"),
        ("item", "KL-01", "--title", "Việc mới", "--lead", "van-phong"),
    ),
    "form": (("--period", "2021-Q2", "-o", "forms"),),
    "import": (("form.xlsx",),),
    "undo": (("--yes",),),
    "close": (("2021-Q2",),),
    "reopen": (("2021-Q2", "--reason", "thêm"),),
    "unit": (
        ("add", "so-moi", "--name", "Sở Mới", "--kind", "agency"),
        ("close", "so-y-te", "--on", "1/7/2021"),
    ),
    "amend": (("PL-01", "--lead", "so-y-te", "--number", "1", "--date", "1/7/2021"),),
    "call": ((),),
    "practice": (("16/7/2021",),),
    "programme": (
        ("close", "--on", "1/7/2021"),
        ("reopen", "--reason", "nhầm"),
        ("handover", "-o", "folder"),
    ),
    "plan": (("--year", "2021"),),
    "remind": (("-o", "letters"),),
    "calendar": (("-o", "lich.ics"),),
    "export": ((),),
    "contribute": ((),),
    "log": ((), ("PL-01",)),
    "diff": ((), ("HEAD~", "HEAD")),
    "site": (("-o", "site"),),
    "save": (("--as", "Hoa"),),
    "submit": (("--as", "Hoa"),),
    "sync": (("--as", "Hoa"),),
    "review": (("--as", "Hoa"),),
    "upgrade": ((), ("--dry-run",)),
    "check": ((), ("--since", "HEAD~")),
    "fmt": ((), ("--check",), (f"data/{REPORT}",)),
}
"""Command → ways to call it on data."""
ASIDE = {"doctor", "init", "setup", "completion", "help", "merge-file", "schema", "rollup"}
"""Those that look at no data, or have tests of their own."""
CALLS = [(name, *arguments) for name, ways in ALL.items() for arguments in ways]


def test_every_command_is_looked_at() -> None:
    """The table above is complete."""
    assert ALL.keys() | ASIDE == {entry.name for entry in COMMANDS}


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def folder(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record was made and kept; then a colleague with a newer ct58 brought the data to a format to come."""
    isolate(monkeypatch)
    write_data(tmp_path)
    begin(tmp_path)
    keep(tmp_path)
    assert ct58("record", "event", "PL-01", "started", "--on", "1/6/2021").code == 0
    put(tmp_path, "form.xlsx", "")
    put(tmp_path, f"data/{REPORT}", f"{report_text()}carried: 2020\n")
    put(tmp_path, "data/programme.yaml", NEWER)
    keep(tmp_path)
    put(tmp_path, "data/office.yaml", "names: {committee: Đảng ủy}\n")
    return tmp_path


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_data_of_a_newer_format_is_refused(ct58: Ct58, folder: Path, call: tuple[str, ...]) -> None:
    """Exit 5 with the remedy, no finding, and every byte as it was."""
    before = contents(folder / "data")
    done = ct58(*call)
    assert done.code == 5, done
    assert done.err.startswith("The data is of format 3, and this ct58")
    assert "Install the newer ct58" in done.err
    assert done.out == ""
    assert contents(folder / "data") == before


def test_a_revision_of_a_newer_format_is_refused_and_an_older_one_is_read(ct58: Ct58, folder: Path) -> None:
    """What is asked for decides, not what lies in the folder."""
    assert ct58("overdue", "--rev", "HEAD").code == 5
    assert ct58("overdue", "--rev", "HEAD~").code == 0


def test_a_file_with_marks_in_it_still_tells_its_number(ct58: Ct58, folder: Path) -> None:
    """Two people's changes stand side by side in it, and only a newer program knows what they mean."""
    put(
        folder,
        "data/programme.yaml",
        f"<<<<<<< mine\nformat: 2\n=======\nformat: 3\n>>>>>>> theirs\n{PROGRAMME}",
    )
    assert ct58("check").code == 5
    put(
        folder,
        "data/programme.yaml",
        f"<<<<<<< mine\nformat: 1\n=======\nformat: 2\n>>>>>>> theirs\n{PROGRAMME}",
    )
    assert ct58("check").code == 1


# --------------------------------------------------------------------- git asks


def three(folder: Path, base: str, ours: str, theirs: str) -> None:
    """The three files that git makes for a driver."""
    for name, text in (("o", base), ("a", ours), ("b", theirs)):
        put(folder, name, text)


def test_a_programme_with_a_newer_side_is_left_to_git(ct58: Ct58, tmp_path: Path) -> None:
    """Exit 5, and ours as it was: git goes on line by line."""
    three(tmp_path, PROGRAMME, f"format: 2\n{PROGRAMME}", NEWER)
    assert ct58("merge-file", "o", "a", "b", "data/programme.yaml").code == 5
    assert (tmp_path / "a").read_text("utf-8") == f"format: 2\n{PROGRAMME}"


def test_a_report_of_a_newer_line_is_left_to_git(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the two lines is the newer one."""
    isolate(monkeypatch)
    write_data(tmp_path, **{"programme.yaml": NEWER})
    begin(tmp_path)
    newer = keep(tmp_path)
    three(tmp_path, report_text(), report_text(admitted="13"), report_text(received_on="2021-07-04"))
    call = ("merge-file", "o", "a", "b", f"data/{REPORT}")
    assert ct58(*call).code == 5
    write_data(tmp_path)
    assert ct58(*call).code == 0
    monkeypatch.setenv(f"GITHEAD_{newer}", "main")
    assert ct58(*call).code == 5


def test_git_itself_tells_the_driver_which_line_it_joins(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a report is joined line by line, as without ct58, and nothing newer is lost."""
    isolate(monkeypatch)
    write_data(tmp_path, **{REPORT: report_text()})
    begin(tmp_path)
    assert ct58("init", "--git", ".").code == 0
    keep(tmp_path)
    git(tmp_path, "switch", "--quiet", "-c", "newer")
    write_data(tmp_path, **{"programme.yaml": NEWER, REPORT: report_text(admitted="14")})
    keep(tmp_path)
    git(tmp_path, "switch", "--quiet", "main")
    put(tmp_path, f"data/{REPORT}", report_text(admitted="13"))
    keep(tmp_path)
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "newer")
    assert "<<<<<<< ours" in (tmp_path / "data" / REPORT).read_text("utf-8")


# -------------------------------------------------------------- the shared place


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three people and a shared place."""
    return open_office(tmp_path, capsys, monkeypatch)


def make_newer(office: Office, person: str) -> None:
    """Somebody's newer ct58 writes a format to come, and keeps it."""
    path = office.data(person) / "programme.yaml"
    path.write_text(f"format: 3\n{path.read_text('utf-8')}", "utf-8")
    keep(office.folder / person)


def test_a_newer_main_copy_is_not_fetched(office: Office) -> None:
    """The folder stays at what this program can read."""
    make_newer(office, "lan")
    git(office.folder / "lan", "push", "--quiet", "origin", "HEAD:main")
    before = contents(office.data("hoa"))
    done = office("hoa", "sync")
    assert done.code == 5
    assert "format 3" in done.err
    assert contents(office.data("hoa")) == before
    assert office("hoa", "overdue").code == 0


def test_a_newer_submission_is_neither_listed_nor_approved(office: Office) -> None:
    """Whoever approves must see what it says."""
    make_newer(office, "lan")
    tip = git(office.folder / "lan", "rev-parse", "HEAD")
    git(office.folder / "lan", "push", "--quiet", "origin", f"{tip}:refs/heads/gui-duyet/2021-07-15-lan-1")
    main = git(office.shared, "rev-parse", "main")
    for arguments in (("review",), ("review", "1"), ("review", "1", "--approve")):
        assert office("hoa", *arguments).code == 5, arguments
    assert git(office.shared, "rev-parse", "main") == main
