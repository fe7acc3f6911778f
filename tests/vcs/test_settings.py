"""What a repository is told once."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import begin, git, git_environment, put

from ct58.vcs.git import Git
from ct58.vcs.settings import attributes, git_ignores, hooks_folder, set_setting, setting, top


def runner(folder: Path) -> Git:
    """Git in a folder, without the person's own settings."""
    return Git(folder, git_environment())


def test_a_setting_is_the_repositorys_own(tmp_path: Path) -> None:
    """Unset, then set; values with quotes and semicolons come back as given."""
    git_ = runner(begin(tmp_path))
    assert setting(git_, "merge.ct58.driver") is None
    set_setting(git_, "merge.ct58.driver", "'a b' %O; exit \"$c\" # x")
    assert setting(git_, "merge.ct58.driver") == "'a b' %O; exit \"$c\" # x"


def test_attributes_are_those_that_git_sees(tmp_path: Path) -> None:
    """Of a file that need not be there, in a folder with spaces and accents."""
    root = begin(tmp_path / "kho dữ liệu")
    put(root, "a/.gitattributes", "*.yaml text eol=lf\n")
    (root / "a").mkdir(exist_ok=True)
    assert attributes(runner(root / "a"), "sở/x.yaml", ["text", "eol", "merge"]) == {
        "text": "set",
        "eol": "lf",
        "merge": "unspecified",
    }


def test_what_is_ignored_is_known_by_name(tmp_path: Path) -> None:
    """There or not, and also where it is already kept."""
    root = begin(tmp_path)
    put(root, ".gitignore", "~$*\n")
    assert git_ignores(runner(root), "~$x.docx")
    assert not git_ignores(runner(root), "x.docx")


def test_hooks_lie_where_git_looks_for_them(tmp_path: Path) -> None:
    """In the repository, from a folder below and from another working tree too; or where a setting says."""
    root = begin(tmp_path / "kho")
    put(root, "a/x", "")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    git(root, "worktree", "add", "-q", str(tmp_path / "khác"))
    expected = (root / ".git" / "hooks").resolve()
    assert hooks_folder(runner(root / "a"), root / "a").resolve() == expected
    assert hooks_folder(runner(tmp_path / "khác"), tmp_path / "khác").resolve() == expected
    set_setting(runner(root), "core.hooksPath", "móc")
    assert hooks_folder(runner(root / "a"), root / "a") == top(runner(root)) / "móc"
