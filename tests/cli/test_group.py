"""The frame: commands under headings, Vietnamese aliases, did-you-mean, help with examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import program

from ct58.cli.commands_table import COMMANDS, all_names, find


@pytest.fixture(scope="module")
def help_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """`ct58 --help`, far from any data."""
    done = program("--help", cwd=tmp_path_factory.mktemp("empty"))
    assert (done.code, done.err) == (0, "")
    return done.out


def test_help_names_every_command_under_its_heading(help_text: str) -> None:
    """In the table's order, each with a line."""
    places = [help_text.index(f"\n  {entry.name} ") for entry in COMMANDS]
    assert sorted(places) == places or len({entry.section for entry in COMMANDS}) > 1
    for entry in COMMANDS:
        section = help_text[help_text.index(f"\n{entry.section}:\n") :]
        assert f"\n  {entry.name} " in section


def test_help_ends_with_examples(help_text: str) -> None:
    """What to type first."""
    assert "ct58 overdue --as-of 15/7/2021" in " ".join(help_text.split())


@pytest.mark.parametrize("name", ["overdue", "upcoming", "list", "show", "trace", "check", "init", "schema"])
def test_every_command_has_help_with_an_example(name: str, tmp_path: Path) -> None:
    """Without any data folder; -h is the same."""
    done = program(name, "-h", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert f"Usage: ct58 {name}" in done.out
    assert "Example" in done.out
    assert f"ct58 {name}" in " ".join(done.out.split("Example", 1)[1].split())


@pytest.mark.parametrize("alias", [alias for entry in COMMANDS[:6] for alias in entry.aliases])
def test_aliases_are_vietnamese_without_accents(ct58: Ct58, data: Path, alias: str) -> None:
    """`qua-han` is `overdue`; an alias is ASCII and of small letters."""
    assert alias.isascii()
    assert alias == alias.lower()
    entry = find(alias)
    assert entry is not None
    done = ct58(alias, "--nonsense")
    assert f"ct58 {entry.name} --help" in done.err


def test_an_alias_answers_like_its_command(ct58: Ct58, data: Path) -> None:
    """The JSON schema has the command's own name."""
    day = ("--as-of", "2021-07-15", "--format", "json")
    assert ct58("qua-han", *day) == ct58("overdue", *day)


def test_no_name_means_two_commands() -> None:
    """Names and aliases are all different."""
    assert len(all_names()) == len(set(all_names()))
    assert find("nothing") is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("overdeu", "overdue"), ("quahan", "qua-han"), ("chek", "check"), ("Show", "show")]
)
def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(
    ct58: Ct58, typed: str, meant: str
) -> None:
    """Nothing is run for it."""
    done = ct58(typed)
    assert done.code == 2
    assert f"Did you mean: ct58 {meant}?" in done.err


def test_what_resembles_nothing_gets_the_way_to_all_commands(ct58: Ct58) -> None:
    """No far-fetched guess."""
    assert "All commands: ct58 --help" in ct58("xyzzyx").err


def test_the_version_is_one_line(ct58: Ct58) -> None:
    """For whoever reports a fault."""
    done = ct58("--version")
    assert done.code == 0
    assert done.out.startswith("ct58 ")
    assert done.out.count("\n") == 1
