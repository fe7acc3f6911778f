"""ct58 diff: what changed between two states of the data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.conftest import Golden
from tests.support.command_line import REPORT, contents, report_text, write_data
from tests.support.quarter import write_after, write_before
from tests.support.repositories import begin, git, isolate, keep, put

DAY = ("--as-of", "2021-10-08")


@pytest.fixture(autouse=True)
def _no_settings_of_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git runs as it does on any computer."""
    isolate(monkeypatch)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder that was kept once."""
    made = write_data(begin(tmp_path), **{REPORT: report_text(admitted="12")})
    keep(tmp_path)
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "language"), [("md", "vi"), ("txt", "vi"), ("md", "en")])
def test_a_quarters_work_reads_well(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden, ending: str, language: str
) -> None:
    """Thirty reports, two corrections, a merger, an extension: for somebody who has never seen YAML."""
    data = write_before(begin(tmp_path))
    keep(tmp_path, day="2021-09-30")
    write_after(data)
    keep(tmp_path, day="2021-10-08")
    monkeypatch.setenv("CT58_LANG", language)
    form = {"md": "md", "txt": "text"}[ending]
    done = ct58("diff", "HEAD~1", "HEAD", *DAY, "--format", form)
    assert done.err == ""
    said = done.out
    for name, shown in (("HEAD~1", "1111111"), ("HEAD", "2222222")):
        said = said.replace(git(tmp_path, "rev-parse", "--short", name), shown)
    golden(said, f"diff_quarter.{language}.{ending}")


def test_nothing_changed_is_said(ct58: Ct58, data: Path) -> None:
    """Exit code 0, asked for or not; the folder stays as it is."""
    before = contents(data)
    done = ct58("diff", "--exit-code")
    assert (done.code, "Nothing has changed" in done.out) == (0, True)
    assert contents(data) == before


def test_the_folder_is_compared_with_what_was_last_kept(ct58: Ct58, data: Path) -> None:
    """A figure with its label, old and new value, and by how much; exit code 1 only if asked for."""
    put(data, REPORT, report_text(admitted="21"))
    done = ct58("diff", *DAY)
    assert done.code == 0
    assert "5. Kết nạp  12  → 21  +9; +75%" in done.out
    assert ct58("diff", "--exit-code").code == 1


def test_json_has_one_entry_a_field_and_a_turn(ct58: Ct58, data: Path) -> None:
    """The contract's keys."""
    put(data, REPORT, report_text(admitted="21", received_on="2021-07-06"))
    rows = ct58("diff", *DAY, "--format", "json").data
    figure = next(row for row in rows if row["field"] == "figures.members_admitted")
    assert list(figure) == ["change", "kind", "id", "unit", "period", "field", "old", "new", "text"]
    assert (figure["kind"], figure["unit"], figure["period"], figure["old"], figure["new"]) == (
        "report",
        "so-y-te",
        "2021-Q2",
        12,
        21,
    )
    assert [row["new"] for row in rows if row["field"] == "received_on"] == ["2021-07-06"]
    assert [(row["id"], row["old"], row["new"]) for row in rows if row["kind"] == "status"] == [
        ("BC-QUY", "completed_on_time", "completed_late")
    ]


def test_what_reports_had_left_open_is_one_table(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """A line each; a figure that was another one stands by itself, with its difference."""
    late = REPORT.replace("Q2", "Q3")
    put(data, late, report_text(received_on="2021-10-03", admitted="null").replace("Q2", "Q3"))
    keep(tmp_path)
    put(data, REPORT, report_text(admitted="21"))
    put(data, late, report_text(received_on="2021-10-03", admitted="7").replace("Q2", "Q3"))
    said = ct58("diff", *DAY, "--format", "md").out
    assert "| Filled in | **Đảng bộ Sở Y tế** | 2021-Q3 | 5. Kết nạp: 7 |" in said
    assert "| 5. Kết nạp | 12 | → **21** | +9; +75% |" in said


def test_where_only_days_turn_they_are_told(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Many units that stay overdue are one line, with how long they were and are."""
    head = "kind: agency\norganisation: grassroots_committee\n"
    for number in range(5):
        put(data, f"units/u{number}/unit.yaml", f"id: u{number}\nname: Đơn vị {number}\n{head}")
    keep(tmp_path)
    later = "{report: BC-QUY, due: 2021-07-08, reason: nghỉ lễ}"
    put(data, "periods/2021-Q2.yaml", f"period: 2021-Q2\nexceptions:\n- {later}\n")
    (line,) = [line for line in ct58("diff", "--as-of", "2021-07-20").out.splitlines() if "5 units" in line]
    assert "Overdue 15 days" in line
    assert "Overdue 12 days" in line


def test_a_checkout_with_other_line_ends_has_not_changed(ct58: Ct58, data: Path) -> None:
    """As on Windows."""
    for path in data.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "Nothing has changed" in ct58("diff").out


def test_what_is_only_written_differently_is_said_to_be_so(ct58: Ct58, data: Path) -> None:
    """A comment, another order of keys."""
    put(data, REPORT, "# đã đối chiếu\n" + report_text(admitted="12"))
    done = ct58("diff", "--format", "json").data
    assert [(row["change"], row["id"]) for row in done] == [("formatted", REPORT)]


def test_a_broken_file_is_named_and_the_rest_is_compared(ct58: Ct58, data: Path) -> None:
    """And its error is news."""
    put(data, REPORT, "unit: [\n")
    put(data, "tasks/PL-01.yaml", "item: PL-01\nevents:\n- {date: 2021-07-01, event: started}\n")
    done = ct58("diff", *DAY)
    assert f"Not compared, because of errors: {REPORT}" in done.out
    assert "2021-07-01 · started" in done.out
    assert "New errors in the data" in done.out


def test_a_revision_two_revisions_and_two_folders(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """A day names the last revision of it; a folder is one where there is data."""
    put(data, REPORT, report_text(admitted="21"))
    keep(tmp_path, day="2021-07-20")
    put(data, REPORT, report_text(admitted="30"))
    other = write_data(tmp_path / "other", **{REPORT: report_text(admitted="40")})
    pairs = {
        ("15/7/2021",): "12 → 30",
        ("HEAD~1", "HEAD"): "12 → 21",
        ("HEAD", "HEAD~1"): "21 → 12",
        (str(data), str(other)): "30 → 40",
        ("HEAD", "other"): "21 → 40",
    }
    for names, said in pairs.items():
        texts = [row["text"] for row in ct58("diff", *names, *DAY, "--format", "json").data]
        assert any(said in text for text in texts), names


@pytest.fixture
def parted(data: Path, tmp_path: Path) -> Path:
    """Two lines of work: mine has another report, main meanwhile another figure; mine is checked out."""
    git(tmp_path, "checkout", "-q", "-b", "mine")
    put(data, REPORT.replace("Q2", "Q3"), report_text(received_on="2021-10-03").replace("Q2", "Q3"))
    keep(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    put(data, REPORT, report_text(admitted="21"))
    keep(tmp_path)
    git(tmp_path, "checkout", "-q", "mine")
    return data


@pytest.mark.parametrize(
    "names",
    [("--since", "main"), ("--since", "main", "mine"), ("main...mine",), ("main..mine",), ("main...",)],
)
def test_what_the_work_brings_leaves_out_what_others_did(
    ct58: Ct58, parted: Path, names: tuple[str, ...]
) -> None:
    """Of two states the difference is all that differs, whoever did it."""
    brought = ct58("diff", *names, *DAY, "--format", "json").data
    assert {(row["kind"], row["period"]) for row in brought if row["kind"] == "report"} == {
        ("report", "2021-Q3")
    }
    texts = [row["text"] for row in ct58("diff", "main", "mine", *DAY, "--format", "json").data]
    assert any("21 → 12" in text for text in texts)


@pytest.mark.parametrize(
    "names", [("--since", "main", "mine", "main"), ("main...mine", "main"), ("--since", "main", ".")]
)
def test_what_the_work_brings_has_one_end(ct58: Ct58, parted: Path, names: tuple[str, ...]) -> None:
    """Wrong usage: a third state; a folder, which has left nothing."""
    assert ct58("diff", *names).code == 2


@pytest.mark.parametrize("name", ["--output=x", "khong-co", "-"])
def test_what_is_neither_revision_nor_folder_is_wrong_usage(ct58: Ct58, data: Path, name: str) -> None:
    """Never an option of git's."""
    assert ct58("diff", "--", name).code == 2


def test_without_a_repository_only_folders_can_be_compared(ct58: Ct58, tmp_path: Path) -> None:
    """Exit code 5 for all else."""
    write_data(tmp_path)
    write_data(tmp_path / "other")
    assert ct58("diff").code == 5
    assert ct58("diff", str(tmp_path / "data"), "other").code == 0


def test_without_git_only_what_needs_it_is_refused(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`overdue` works, `diff` says what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ct58("overdue", *DAY).code == 0
    done = ct58("diff")
    assert (done.code, "not installed" in done.err) == (5, True)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's words")
def test_no_program_of_the_repository_is_run(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Filters, textconv, an external diff, a monitor: each would leave a trace."""
    trace = tmp_path / "trace"
    put(tmp_path, ".gitattributes", "*.yaml filter=spy diff=spy\n")
    for name in (
        "filter.spy.clean",
        "filter.spy.smudge",
        "diff.spy.textconv",
        "diff.external",
        "core.fsmonitor",
    ):
        git(tmp_path, "config", name, f"touch '{trace}'; cat")
    put(data, REPORT, report_text(admitted="21"))
    assert ct58("diff").code == 0
    assert ct58("overdue", "--rev", "HEAD", *DAY).code == 0
    assert not trace.exists()
