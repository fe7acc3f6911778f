"""`ct58 summary --edit`: the missing sections in the editor, and what is kept of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.desk import sit_down

PERIOD = "periods/2021-Q2.yaml"
BEFORE = "period: 2021-Q1\nnarrative:\n  shortcomings: Hạn chế của quý trước.\n"
WRITTEN = "period: 2021-Q2\nnarrative:\n  overview: Ổn định.\n"
LATE = "id: so-noi-vu\nname: Đảng bộ Sở Nội vụ\nkind: agency\norganisation: grassroots_committee\n"
EDIT = ("summary", "--quarter", "2021-Q2", "--as-of", "2021-07-15", "--edit")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office that has written one section of the half-year's three."""
    sit_down(monkeypatch, tmp_path, "2021-07-20")
    return write_data(
        tmp_path,
        **{
            REPORT: report_text(),
            PERIOD: WRITTEN,
            "units/so-noi-vu/unit.yaml": LATE,
            "periods/2021-Q1.yaml": BEFORE,
        },
    )


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, does: str) -> Path:
    """From now on the editor is a program that gets the file; what it was given is kept."""
    seen = folder / "seen.txt"
    program = folder / "editor.py"
    program.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1]); text = path.read_text('utf-8-sig')\n"
        f"seen = pathlib.Path({str(seen)!r})\n"
        "seen.write_text((seen.read_text('utf-8') if seen.exists() else '') + text + '====', 'utf-8')\n"
        f"{does}\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{program}"')
    return seen


def narrative(data: Path) -> str:
    """The period's file."""
    return (data / PERIOD).read_text(encoding="utf-8")


def test_the_missing_sections_are_written_one_after_the_other(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with what the figures say and the last period's text, which do not print; each with its own undo."""
    seen = editor(monkeypatch, tmp_path, "path.write_text(text + 'Lời **mới**.\\n- một\\n', 'utf-8')")
    done = ct58(*EDIT)
    assert (done.code, "written." in done.out) == (0, True)
    words = "|-\n    Lời **mới**.\n\n    - một\n"
    assert narrative(data) == f"{WRITTEN}  shortcomings: {words}  proposals: {words}"
    first, second, _end = seen.read_text("utf-8").split("====")
    assert "SHORTCOMINGS AND CAUSES" in first
    assert "Hạn chế của quý trước." in first
    assert "Kế hoạch tuyên truyền: not completed in time" in first
    assert "PROPOSALS" not in first
    assert "Reports are late of: Đảng bộ Sở Nội vụ." in first
    assert "PROPOSALS" in second
    ct58("undo", "--yes")
    assert "proposals" not in narrative(data)


def test_saved_without_a_word_nothing_is_written(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything where the file was only closed."""
    for does in ("path.write_text(text + '  \\n', 'utf-8')", "pass"):
        editor(monkeypatch, tmp_path, does)
        done = ct58(*EDIT)
        assert (done.code, "Nothing was written." in done.out) == (0, True)
        assert narrative(data) == WRITTEN


def test_who_leaves_keeps_what_was_saved(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the section that is open is lost."""
    answers = iter(["Lời một."])

    def edited(*_words: object, **_given: object) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(click, "edit", edited)
    done = ct58(*EDIT)
    assert (done.code, "what was saved before is kept" in done.out) == (0, True)
    assert narrative(data) == f"{WRITTEN}  shortcomings: Lời một.\n"


def test_words_that_cannot_be_written_are_kept_in_a_file(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else wrote the same section while the editor was open."""

    def edited(*_words: object, **_given: object) -> str:
        (data / PERIOD).write_text(f"{WRITTEN}  shortcomings: Của người khác.\n", encoding="utf-8")
        return "Của tôi."

    monkeypatch.setattr(click, "edit", edited)
    done = ct58(*EDIT)
    assert done.code == 4
    assert Path("2021-Q2-shortcomings.md").read_text("utf-8") == "Của tôi.\n"
    assert "Của người khác." in narrative(data)


def test_an_editor_that_fails_is_named(ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way to name another."""
    monkeypatch.setenv("VISUAL", str(data / "gibt-es-nicht") if os.name == "nt" else "false")
    done = ct58(*EDIT)
    assert (done.code, "EDITOR=nano" in done.err) == (5, True)


def test_nothing_missing_is_said(ct58: Ct58, data: Path) -> None:
    """And an earlier revision is not written into."""
    (data / PERIOD).write_text(f"{WRITTEN}  shortcomings: A\n  proposals: B\n", encoding="utf-8")
    done = ct58(*EDIT)
    assert (done.code, "No section waits for words." in done.out) == (0, True)
    assert ct58(*EDIT, "--rev", "HEAD").code != 0


def test_a_working_copy_names_what_is_missing_and_the_way_to_write_it(ct58: Ct58, data: Path) -> None:
    """On the side, so that the document stays clean."""
    done = ct58(*EDIT[:-1])
    assert "shortcomings and causes (shortcomings); proposals (proposals)" in done.err
    assert "ct58 summary --period 2021-Q2 --edit" in done.err
