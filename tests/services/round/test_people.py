"""Who types: one name for people, git, and the names of submissions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import begin, git, git_environment

from ct58.errors import BadUsage
from ct58.services.round.people import Person, person_named
from ct58.store.folders import remembered_person
from ct58.vcs.git import Git


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Lê Thị Hoa", "le-thi-hoa"), ("Đỗ Đức Ân", "do-duc-an"), ("--force", "force"), ("…", "khong-ten")],
)
def test_names_of_submissions_are_ascii(tmp_path: Path, name: str, slug: str) -> None:
    """Never an option, never empty."""
    assert Person(name, Git(begin(tmp_path), git_environment())).slug == slug


def test_a_name_is_remembered_composed_and_without_spare_spaces(tmp_path: Path) -> None:
    """What was typed on a Mac is the same name."""
    git_ = Git(begin(tmp_path / "kho"), git_environment())
    person = person_named("  Lê  Thi\u0323 Hoa ", git_, tmp_path / "state")
    assert person.name == "Lê Thị Hoa"
    assert remembered_person(tmp_path / "state") == "Lê Thị Hoa"


def test_the_address_of_the_login_belongs_to_its_name_only(tmp_path: Path) -> None:
    """Two clerks share one login: the other one does not sign with its address."""
    top = begin(tmp_path)
    git(top, "config", "user.name", "Lê Thị Hoa")
    git(top, "config", "user.email", "hoa@example.invalid")
    git_ = Git(top, git_environment())
    assert Person("Lê Thị Hoa", git_).signature.email == "hoa@example.invalid"
    assert Person("Nguyễn Thị Lan", git_).signature.email == "nguyen-thi-lan@ct58.invalid"


@pytest.mark.parametrize("name", ["", "  ", "a\nb<c>", "x" * 81])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    """And not remembered."""
    with pytest.raises(BadUsage):
        person_named(name, Git(begin(tmp_path / "kho"), git_environment()), tmp_path / "state")
    assert remembered_person(tmp_path / "state") is None
