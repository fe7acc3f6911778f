"""Answers on a terminal, through a pipe, into a file."""

from __future__ import annotations

import codecs
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import environment, write_data
from tests.support.links import link

from ct58.cli.boundary import run
from ct58.store import output_file

DAY = ("--as-of", "2021-07-15")
VIEWS = [
    ["overdue"],
    ["upcoming", "--within", "365"],
    ["list", "tasks"],
    ["list", "clauses"],
    ["list", "units"],
    ["show", "PL-01"],
    ["trace"],
    ["check"],
]


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_view_has_the_envelope_in_json(ct58: Ct58, data: Path, view: list[str]) -> None:
    """schema, as_of, revision, data; then what stands beside the data, and what could not be read."""
    done = ct58(*view, *DAY, "--format", "json")
    answer = json.loads(done.out)
    assert list(answer)[:4] == ["schema", "as_of", "revision", "data"]
    assert ("unreadable" in answer) is (view != ["check"])
    assert (answer["schema"], answer["as_of"], answer["revision"]) == (
        f"ct58/{view[0]}/1",
        "2021-07-15",
        None,
    )


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_view_has_markdown_and_plain_text(ct58: Ct58, data: Path, view: list[str]) -> None:
    """Without colours, for a pipe."""
    for form in ("md", "text"):
        done = ct58(*view, *DAY, "--format", form)
        assert done.code == 0
        assert done.out.strip()
        assert "\x1b" not in done.out


@pytest.mark.parametrize("ending", ["json", "csv", "md", "txt", "CSV"])
def test_the_ending_of_the_file_sets_the_form(ct58: Ct58, data: Path, tmp_path: Path, ending: str) -> None:
    """Nothing is printed; the file holds what a pipe would get."""
    done = ct58("overdue", *DAY, "-o", f"quá hạn.{ending}")
    assert (done.code, done.out, done.err) == (0, "", "")
    form = {"txt": "text"}.get(ending, ending.lower())
    written = (tmp_path / f"quá hạn.{ending}").read_bytes().decode("utf-8-sig")
    assert written == ct58("overdue", *DAY, "--format", form).out


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
@pytest.mark.parametrize(("form", "start"), [("html", b"<!DOCTYPE"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_every_view_can_be_a_document(
    ct58: Ct58, data: Path, tmp_path: Path, view: list[str], form: str, start: bytes
) -> None:
    """By the ending of the file; the same data gives the same bytes."""
    for name in ("x", "y"):
        done = ct58(*view, *DAY, "-o", f"{name}.{form}")
        assert (done.out, done.err) == ("", "")
    written = (tmp_path / f"x.{form}").read_bytes()
    assert written.startswith(start)
    assert written == (tmp_path / f"y.{form}").read_bytes()


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_only_a_program_can_read_needs_a_file(ct58: Ct58, data: Path, form: str) -> None:
    """A terminal would show rubbish, and PowerShell spoil a pipe."""
    done = ct58("overdue", *DAY, "--format", form)
    assert (done.code, done.out) == (2, "")
    assert f"-o overdue.{form}" in done.err


def test_html_may_go_through_a_pipe(ct58: Ct58, data: Path) -> None:
    """It is text."""
    assert ct58("overdue", *DAY, "--format", "html").out.startswith("<!DOCTYPE html>")


def test_a_csv_file_begins_with_a_bom_and_a_pipe_does_not(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Excel needs it to see UTF-8; other programs stumble over it."""
    ct58("overdue", *DAY, "-o", "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(codecs.BOM_UTF8)
    assert not ct58("overdue", *DAY, "--format", "csv").out.startswith("\ufeff")


def test_format_wins_over_the_ending(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Whoever says both means the first."""
    ct58("overdue", *DAY, "--format", "json", "-o", "x.dat")
    assert json.loads((tmp_path / "x.dat").read_text(encoding="utf-8"))["schema"] == "ct58/overdue/1"


def test_force_overwrites_and_leaves_nothing_beside(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """No temporary file stays."""
    (tmp_path / "x.md").write_text("cũ", encoding="utf-8")
    assert ct58("overdue", *DAY, "-o", "x.md", "--force").code == 0
    assert "PL-01" in (tmp_path / "x.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["x.md"]


def on_a_terminal(cwd: Path, *arguments: str, **more: str) -> str:
    """What `python -m ct58` writes on a terminal of 80 columns."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ct58", *arguments],
        cwd=cwd,
        env=environment(TERM="xterm-256color", **more),
        stdin=slave,
        stdout=slave,
        stderr=subprocess.DEVNULL,
    )
    os.close(slave)
    written = bytearray()
    while chunk := _read(master):
        written += chunk
    os.close(master)
    assert process.wait() == 0
    return written.decode()


def _read(master: int) -> bytes:
    """What has been written; nothing once the program has ended (Linux says so by an error)."""
    try:
        return os.read(master, 65536)
    except OSError:
        return b""


def test_on_a_terminal_there_are_colours_unless_no_color_is_set(data: Path, tmp_path: Path) -> None:
    """And nothing depends on them."""
    assert "\x1b[" in on_a_terminal(tmp_path, "overdue", *DAY)
    plain = on_a_terminal(tmp_path, "overdue", *DAY, NO_COLOR="1")
    assert not any(f"\x1b[{colour}" in plain for colour in ("31", "32", "33", "34", "36", "1;31"))
    assert "PL-01" in plain


def test_a_form_and_an_ending_that_contradict_each_other_are_refused(ct58: Ct58, data: Path) -> None:
    """A table that is called .docx would not open."""
    done = ct58("overdue", "--format", "csv", "-o", "a.docx")
    assert (done.code, done.out) == (2, "")
    assert "--format csv does not go with the file a.docx" in done.err
    assert ct58("overdue", "--format", "csv", "-o", "a.csv").code == 0
    assert ct58("overdue", "--format", "csv", "-o", "bang-ke").code == 0


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (["overdue", "-o", "con.csv"], "con.csv"),
        (["export", "-o", "so-lieu:2021.csv"], "so-lieu:2021.csv"),
        (["overdue", "-o", "vì sao?/x.csv"], "vì sao?"),
        (["export", "-o", "NUL", "--format", "csv"], "NUL"),
        (["site", "-o", "trang."], "trang."),
        (["calendar", "-o", "aux", "--as-of", "2021-05-01"], "aux"),
        (["form", "-p", "2021-Q2", "-o", "biểu "], "biểu "),
        (["form", "-p", "2021-Q2", "--grid", "-o", "com1.xlsx"], "com1.xlsx"),
        (["schema", "all", "-o", "prn"], "prn"),
        (["summary", "--quarter", "2021-Q2", "-o", "a|b.md"], "a|b.md"),
        (["init", "nul"], "nul"),
    ],
    ids=lambda asked: " ".join(asked) if isinstance(asked, list) else "",
)
def test_a_name_that_windows_has_no_file_for_is_refused_there(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], name: str
) -> None:
    """It would go to a device, behind another file, or under another name; each refusal is a whole sentence."""
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(output_file, "ON_WINDOWS", True)
    done = ct58(*asked)
    assert (done.code, done.out) == (2, "")
    assert f"“{name}” cannot be the name of a file or folder on Windows." in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_no_file_is_not_replaced_by_one(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Neither a folder nor a device, also with --force."""
    (tmp_path / "x.csv").mkdir()
    for name in ("x.csv", os.devnull):
        done = ct58("overdue", "-o", name, "--format", "csv", "--force")
        assert done.code == (2 if name == "nul" else 4)
    assert (tmp_path / "x.csv").is_dir()
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    "asked",
    [
        ["overdue", "-o", "{long}.csv"],
        ["export", "-o", "{long}.csv"],
        ["site", "-o", "{long}"],
        ["calendar", "-o", "{long}", "--as-of", "2021-05-01"],
        ["init", "{long}"],
        ["fmt", "{long}"],
        ["import", "{long}.xlsx"],
        ["overdue", "--data", "{long}"],
        ["overdue", "-o", "vong/x.csv"],
        ["site", "-o", "vong"],
        ["calendar", "-o", "vong/lich", "--as-of", "2021-05-01"],
        ["init", "vong/x"],
        ["init", "--git", "vong/x"],
        ["fmt", "vong"],
        ["fmt", "vong/x.yaml"],
        ["import", "vong"],
    ],
    ids=" ".join,
)
def test_a_name_too_long_and_a_circle_of_links_are_no_fault_of_ct58(
    ct58: Ct58, data: Path, tmp_path: Path, asked: list[str]
) -> None:
    """Wherever a path can be named; said in whole sentences, whatever this Python makes of such a path."""
    if any("vong" in word for word in asked):
        link(tmp_path / "vong", tmp_path / "vong")
    done = ct58(*(word.format(long="x" * 300) for word in asked))
    assert done.code in (1, 2, 5), done.err
    assert not re.search("Errno|File name|symbolic|exists", done.out + done.err)


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"")])
def test_a_dash_is_standard_output(
    form: str,
    begins: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """`-o -` gives the next program in a pipe what a file would have; no file of that name is made."""
    monkeypatch.chdir(write_data(tmp_path))
    assert run(["overdue", "--as-of", "2021-07-15", "--format", form, "-o", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(begins)
    assert not Path("-").exists()
