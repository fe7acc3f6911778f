"""Beginning a new folder from the seed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from tests.support.command_line import SHIPPED, contents

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import Translator
from ct58.services.reading.checking import check_data
from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.opening import STATUS_SLICE, open_office
from ct58.services.setup import seeding
from ct58.services.setup.seeding import DemoSize, begin, without_mark

say = Translator("en").say


def test_a_new_folder_has_the_shipped_data_and_is_right(tmp_path: Path) -> None:
    """Byte for byte but for the mark of the example, and without an error."""
    target = tmp_path / "moi" / "chuong-trinh"
    begun = begin(target, {}, say)
    shipped = contents(SHIPPED)
    assert contents(target / "data") == {**shipped, "office.yaml": without_mark(shipped["office.yaml"])}
    assert begun.files == len(contents(target))
    assert check_data(FolderSource(target / "data", None)).count("error") == 0
    assert "PL-14" in open_office(FolderSource(target / "data", None), STATUS_SLICE, lambda _: None).items


def test_git_is_told_what_not_to_keep_and_how_lines_end(tmp_path: Path) -> None:
    """The lock is nobody's data; YAML has LF on every computer."""
    begin(tmp_path / "x", {}, say)
    assert ".ct58.lock" in (tmp_path / "x" / ".gitignore").read_text(encoding="utf-8")
    assert "*.yaml text eol=lf" in (tmp_path / "x" / ".gitattributes").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["data", "programme.yaml"])
def test_a_folder_that_holds_data_is_refused_and_left_alone(tmp_path: Path, there: str) -> None:
    """Nothing of a person's is overwritten."""
    (tmp_path / there).mkdir()
    with pytest.raises(Refused):
        begin(tmp_path, {}, say)
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_other_files_of_the_folder_are_left_as_they_are(tmp_path: Path) -> None:
    """The user's own .gitignore stays."""
    (tmp_path / ".gitignore").write_text("của tôi\n", encoding="utf-8")
    begin(tmp_path, {}, say)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "của tôi\n"


def test_a_folder_that_cannot_be_made_is_the_environment_s_fault(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentProblem):
        begin(tmp_path / "x" / "y", {}, say)


def test_a_folder_that_cannot_be_finished_can_be_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gets full leaves no half of the data behind; what was there before stays."""
    (tmp_path / "của tôi.txt").write_text("x", encoding="utf-8")

    def full(_target: Path, files: object) -> None:
        (tmp_path / "data").mkdir()
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patched:
        patched.setattr(seeding, "_write", full)
        with pytest.raises(EnvironmentProblem):
            begin(tmp_path, {}, say)
    assert [path.name for path in tmp_path.iterdir()] == ["của tôi.txt"]
    assert begin(tmp_path, {}, say).files


def test_an_interrupted_beginning_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the demo office is dealt out."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seeding, "_write_demo", interrupt)
    with pytest.raises(KeyboardInterrupt):
        begin(tmp_path / "thu", {}, say, DemoSize(units=3, quarters=1))
    assert list(tmp_path.iterdir()) == []
