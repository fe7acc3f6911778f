"""The shared place: ordinary refs in any remote, and which one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs.main_place import working_branch
from ct58.vcs.repository import Repository, repository_of
from ct58.vcs.shared import open_shared, shared_contents


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A clone of a bare repository whose data lies in a folder with a name of its own."""
    seed = begin(tmp_path / "seed")
    put(seed, "dữ liệu/a.yaml", "a: 1\n")
    keep(seed)
    git(tmp_path, "clone", "--quiet", "--bare", str(seed), str(tmp_path / "chung.git"))
    git(tmp_path, "clone", "--quiet", str(tmp_path / "chung.git"), str(tmp_path / "kho"))
    return tmp_path / "kho"


def repository(top: Path) -> Repository:
    """The repository as seen from its data."""
    return repository_of(top / "dữ liệu", git_environment())


def test_the_main_line_is_the_one_that_the_folder_follows(top: Path) -> None:
    """Else the one that the shared place shows first; a setting overrules both."""
    assert open_shared(repository(top)).main == "main"
    git(top, "checkout", "--quiet", "-b", "hoa")
    assert open_shared(repository(top)).main == "main"
    git(top, "config", "ct58.main", "chinh")
    assert open_shared(repository(top)).main == "chinh"


def test_the_shared_place_is_origin_or_the_only_one(top: Path) -> None:
    """Without any, or with several of which none is meant, it is said."""
    git(top, "remote", "rename", "origin", "noi-chung")
    assert open_shared(repository(top)).remote == "noi-chung"
    git(top, "checkout", "--quiet", "-b", "hoa")
    git(top, "remote", "add", "khac", "/khong/co")
    with pytest.raises(EnvironmentProblem):
        open_shared(repository(top))


def test_places_are_set_compared_and_taken_away(top: Path) -> None:
    """What was changed there is known here at once."""
    shared = open_shared(repository(top))
    head = git(top, "rev-parse", "HEAD")
    assert shared.put({"gui-duyet/x": head}, {"gui-duyet/x": None}) == {"gui-duyet/x": "done"}
    assert [tip.name for tip in shared.submitted()] == ["x"]
    assert shared.put({"gui-duyet/x": None}, {"gui-duyet/x": "1" * 40}) == {"gui-duyet/x": "moved"}
    assert shared.put({"gui-duyet/x": None}, {"gui-duyet/x": head}) == {"gui-duyet/x": "done"}
    assert shared.submitted() == ()


def test_what_others_have_is_known_by_its_contents(top: Path) -> None:
    """In any of the refs that were fetched or sent, per file."""
    id_ = git(top, "rev-parse", "HEAD:dữ liệu/a.yaml")
    assert shared_contents(repository(top), ["a.yaml", "b.yaml"]) == {
        "a.yaml": frozenset({id_}),
        "b.yaml": frozenset(),
    }


def test_an_old_state_is_no_line_of_work(top: Path) -> None:
    """Nothing may be kept there."""
    assert working_branch(repository(top).git) == "main"
    git(top, "checkout", "--quiet", "--detach")
    assert working_branch(repository(top).git) is None
