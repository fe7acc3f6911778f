"""A revision's files, read by object: whatever the checkout looks like, and without touching it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from tests.support.links import link
from tests.support.refusals import words_of
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem, Sources
from ct58.vcs.git import Incomplete
from ct58.vcs.repository import Repository, differing, find_repository, repository_of


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository with data in a sub-folder, in two revisions; returns the repository's top."""
    top = begin(tmp_path / "Đảng ủy Khối")
    put(top, "data/programme.yaml", "a: 1\n")
    put(top, "readme.md", "ngoài dữ liệu\n")
    keep(top, "Bắt đầu", day="2021-04-07")
    put(top, "data/programme.yaml", "a: 2\n")
    put(top, "data/units/sở y tế/unit.yaml", "id: x\n")
    keep(top, "Sửa", day="2021-07-15")
    return top


def opened(folder: Path) -> Repository:
    """The repository of a folder."""
    return repository_of(folder, git_environment())


def read(repository: Repository, name: str) -> Sources:
    """All files of a revision."""
    revision = repository.find(name)
    assert revision is not None
    tree = repository.tree(revision)
    contents = repository.contents(blob.id for blob in tree.values())
    return {file: contents[blob.id] for file, blob in tree.items()}


def test_the_data_may_be_a_folder_of_the_repository(office: Path) -> None:
    """Paths count from the data folder; what lies outside of it is not seen; accents are as they are."""
    assert read(opened(office / "data"), "HEAD") == {
        "programme.yaml": b"a: 2\n",
        "units/sở y tế/unit.yaml": b"id: x\n",
    }
    assert read(opened(office / "data"), "HEAD~1") == {"programme.yaml": b"a: 1\n"}


@pytest.mark.parametrize("lost", ["", "data", "data/units"])
def test_a_folder_that_is_only_not_here_is_not_taken_for_none(office: Path, lost: str) -> None:
    """Of a revision's folders one is lost, as after a copy that left it out; newer versions of git say “no” of it."""
    repository = opened(office / "data")
    head = repository.find("HEAD")
    assert head is not None
    git(office, "config", "remote.origin.partialclonefilter", "tree:0")
    tree = git(office, "rev-parse", f"HEAD:{lost}")
    (office / ".git/objects" / tree[:2] / tree[2:]).unlink()
    for ask in (
        lambda: repository.tree(head),
        lambda: repository.has(head, "units/sở y tế/unit.yaml"),
        lambda: repository.object_at("HEAD", "units/sở y tế/unit.yaml"),
        lambda: repository.folders_with(head, "programme.yaml"),
    ):
        with pytest.raises(Incomplete):
            ask()


def test_a_content_that_is_only_not_here_is_a_file_all_the_same(office: Path) -> None:
    """Its revision names it."""
    repository = opened(office / "data")
    head = repository.find("HEAD")
    assert head is not None
    blob = git(office, "rev-parse", "HEAD:data/programme.yaml")
    (office / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert repository.has(head, "programme.yaml")
    assert not repository.has(head, "khong-co.yaml")


def test_the_data_may_be_the_repository_itself(office: Path) -> None:
    """Then nothing is cut off."""
    assert "data/programme.yaml" in read(opened(office), "HEAD")


def test_a_revision_knows_when_by_whom_and_in_which_words(office: Path) -> None:
    """The time carries its zone."""
    found = opened(office).find("HEAD")
    assert found is not None
    assert (found.author, found.subject) == ("Lê Thị Hoa", "Sửa")
    assert found.when == dt.datetime(2021, 7, 15, 1, tzinfo=dt.UTC)
    assert found.id.startswith(found.short)


@pytest.mark.parametrize("when", ["-150000000 +0700", "99999999999999 +0700", "1600000000 +9900", ""])
def test_a_day_that_cannot_be_understood_is_no_failure(office: Path, when: str) -> None:
    """Histories brought over from elsewhere have days before 1970, or none."""
    tree = git(office, "rev-parse", "HEAD^{tree}")
    signed = f"<x@example.invalid> {when}".strip()
    (office / "commit").write_text(f"tree {tree}\nauthor X {signed}\ncommitter X {signed}\n\nCũ\n", "utf-8")
    id_ = git(office, "hash-object", "-t", "commit", "-w", "--literally", "commit")
    found = opened(office / "data").find(id_)
    assert found is not None
    assert (found.subject, found.when.year) == ("Cũ", 1970)


@pytest.mark.parametrize(
    "name",
    ["--output=x", "-h", "--all", "", "HEAD\n--all", "a\0b", "khong-co", "HEAD..HEAD", "^HEAD", "HEAD:data"],
)
def test_what_is_no_revision_is_none_and_never_an_option(office: Path, name: str) -> None:
    """Nothing is written, either."""
    before = sorted(office.iterdir())
    assert opened(office).find(name) is None
    assert sorted(office.iterdir()) == before


def test_a_branch_may_be_called_like_an_option(office: Path) -> None:
    """Git itself makes none, but a hostile repository may have one."""
    git(office, "update-ref", "refs/heads/--all", "HEAD~1")
    found = opened(office).find("--all")
    assert found is None or found.subject == "Bắt đầu"


def test_a_day_means_the_last_revision_before_its_end(office: Path) -> None:
    """None before the first."""
    repository = opened(office)

    def before(year: int, month: int, day: int) -> str | None:
        found = repository.last_before(dt.datetime(year, month, day, 12, tzinfo=dt.UTC))
        return found.subject if found else None

    assert (before(2021, 7, 15), before(2021, 7, 14), before(2021, 4, 6)) == ("Sửa", "Bắt đầu", None)


def test_the_working_tree_is_neither_read_nor_touched(office: Path) -> None:
    """A detached head, a file changed, a file staged: the revision is what it was."""
    git(office, "checkout", "--quiet", "--detach")
    put(office, "data/programme.yaml", "a: 3\n")
    git(office, "add", "--all")
    before = git(office, "status", "--porcelain")
    assert read(opened(office / "data"), "HEAD")["programme.yaml"] == b"a: 2\n"
    assert git(office, "status", "--porcelain") == before


def test_filters_and_textconv_of_the_repository_are_not_run(office: Path, tmp_path: Path) -> None:
    """The bytes are those that git keeps."""
    trace = tmp_path / "trace"
    put(office, ".gitattributes", "*.yaml filter=spy diff=spy text eol=crlf\n")
    for name in ("filter.spy.smudge", "filter.spy.clean", "diff.spy.textconv", "diff.spy.command"):
        git(office, "config", name, f"touch '{trace}'; cat")
    git(office, "config", "diff.external", f"touch '{trace}'")
    repository = opened(office / "data")
    assert read(repository, "HEAD")["programme.yaml"] == b"a: 2\n"
    assert not trace.exists()


def test_worktrees_bare_and_shallow_copies_are_read_alike(office: Path, tmp_path: Path) -> None:
    """As are copies of a copy, as continuous integration makes them."""
    git(office, "worktree", "add", "--quiet", str(tmp_path / "tree"), "HEAD")
    git(tmp_path, "clone", "--quiet", "--bare", str(office), "bare.git")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{office}", "shallow")
    assert read(opened(tmp_path / "tree/data"), "HEAD")["programme.yaml"] == b"a: 2\n"
    assert read(opened(tmp_path / "shallow/data"), "HEAD")["programme.yaml"] == b"a: 2\n"
    assert "data/programme.yaml" in read(opened(tmp_path / "bare.git"), "HEAD")
    assert opened(tmp_path / "shallow/data").is_shallow
    assert opened(tmp_path / "shallow/data").find("HEAD~1") is None


def test_a_submodule_has_its_own_history(office: Path, tmp_path: Path) -> None:
    """The data is a repository inside another one."""
    outer = begin(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(office), "office")
    keep(outer)
    assert read(opened(outer / "office/data"), "HEAD~1") == {"programme.yaml": b"a: 1\n"}
    assert "office" not in read(opened(outer), "HEAD")


def test_a_revision_without_the_data_folder_says_so(tmp_path: Path) -> None:
    """It was made before the data was."""
    top = begin(tmp_path)
    put(top, "readme.md", "x")
    keep(top)
    (top / "data").mkdir()
    with pytest.raises(EnvironmentProblem) as refused:
        read(opened(top / "data"), "HEAD")
    assert "no folder “data/”" in words_of(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_followed_to_a_file_of_the_data_only(tmp_path: Path) -> None:
    """One that leads elsewhere is named."""
    top = begin(tmp_path)
    put(top, "data/a.yaml", "a: 1\n")
    link(top / "data/b.yaml", "a.yaml")
    link(top / "data/c.yaml", "/etc/hostname")
    keep(top)
    repository = opened(top / "data")
    head = repository.find("HEAD")
    assert head is not None
    tree = repository.tree(head)
    found, astray = repository.targets(tree, {file: blob for file, blob in tree.items() if blob.is_link})
    assert found == {"b.yaml": tree["a.yaml"].id}
    assert astray == ("c.yaml",)


def test_line_ends_make_no_difference(office: Path) -> None:
    """A checkout on Windows has CRLF, the repository LF."""
    repository = opened(office / "data")
    head = repository.find("HEAD")
    assert head is not None
    tree = repository.tree(head)
    same = {"programme.yaml": b"a: 2\r\n", "units/sở y tế/unit.yaml": b"id: x\n"}
    assert differing(tree, same) == frozenset()
    assert differing(tree, {"programme.yaml": b"a: 3\n", "new.yaml": b""}) == {
        "programme.yaml",
        "new.yaml",
        "units/sở y tế/unit.yaml",
    }


def test_a_repository_with_longer_ids_is_read_alike(tmp_path: Path) -> None:
    """SHA-256."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    put(tmp_path, "a.yaml", "a: 1\n")
    keep(tmp_path)
    repository = opened(tmp_path)
    head = repository.find("HEAD")
    assert head is not None
    assert differing(repository.tree(head), {"a.yaml": b"a: 1\n"}) == frozenset()


def test_revisions_that_are_listed_ahead_are_the_same(office: Path) -> None:
    """Also where one of them has no data there; that is said when it is asked for, as ever."""
    put(office, "anh/programme.yaml", "a: 3\n")
    keep(office, "Thư mục khác")
    ahead, plain = opened(office / "anh"), opened(office / "anh")
    new, old = plain.find("HEAD"), plain.find("HEAD~1")
    assert new is not None
    assert old is not None
    ahead.list_ahead([new, old])
    assert ahead.tree(new) == plain.tree(new)
    with pytest.raises(EnvironmentProblem):
        ahead.tree(old)


def test_a_repository_is_found_before_its_first_revision(tmp_path: Path) -> None:
    """Then no revision has a short id; the folder is known as ever, spaces, accents and line breaks in its name too."""
    top = begin(tmp_path / "mới")
    folder = top / "a b" / "dữ\nliệu" if sys.platform != "win32" else top / "a b" / "dữ liệu"
    folder.mkdir(parents=True)
    empty = opened(folder)
    put(folder, "programme.yaml", "a: 1\n")
    keep(top)
    found = opened(folder)
    assert (empty.head, empty.prefix) == ("", found.prefix)
    assert found.prefix == f"{folder.relative_to(top).as_posix()}/"
    assert found.head == git(top, "rev-parse", "--short", "HEAD").strip()


def test_outside_of_any_repository_there_is_none(tmp_path: Path) -> None:
    """What needs one is refused."""
    assert find_repository(tmp_path, git_environment()) is None
    with pytest.raises(EnvironmentProblem) as refused:
        opened(tmp_path)
    assert "keeps no history" in words_of(refused.value)


def test_a_missing_object_is_not_fetched_but_named(office: Path) -> None:
    """A partial copy must not go to the network while somebody only looks."""
    git(office, "config", "remote.origin.partialclonefilter", "blob:none")
    repository = opened(office / "data")
    with pytest.raises(EnvironmentProblem) as refused:
        repository.contents(["0" * 39 + "1"])
    assert "lacks a part" in words_of(refused.value)
