"""Names of submissions that nobody comes upon twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.repositories import begin, git_environment

from ct58.services.round.naming import fresh_name, is_of
from ct58.services.round.people import Person
from ct58.vcs.git import Git

START = "2021-07-15-le-thi-hoa"


def test_two_computers_at_the_same_second_have_two_names() -> None:
    """Nothing but chance tells them apart: neither knows of the other."""
    names = {fresh_name(START, ()) for _attempt in range(500)}
    assert len(names) == 500
    assert all(re.fullmatch(rf"{START}-[2-9a-z]{{8}}", name) for name in names)


def test_a_name_that_is_known_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """However unlikely."""
    signs = iter("22222222" * 2 + "33333333")
    monkeypatch.setattr("ct58.services.round.naming.secrets.choice", lambda _signs: next(signs))
    assert fresh_name(START, {f"{START}-22222222"}) == f"{START}-33333333"


@pytest.mark.parametrize(
    ("name", "is_hers"),
    [
        ("2021-07-15-le-thi-hoa-k7f3m2qp", True),
        ("2021-07-15-le-thi-hoa-12", True),
        ("2021-07-15-le-thi-hoa-hong-k7f3m2qp", False),
        ("2021-07-15-le-thi-hoa", False),
        ("le-thi-hoa-1", False),
    ],
)
def test_whose_it_is(tmp_path: Path, name: str, is_hers: bool) -> None:
    """Those that were numbered, too."""
    assert is_of(name, Person("Lê Thị Hoa", Git(begin(tmp_path), git_environment()))) == is_hers
