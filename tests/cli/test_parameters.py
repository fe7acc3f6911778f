"""What may stand on a command line: the office's words too, nothing twice, nothing empty, nothing in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import program

from ct58.cli.app import build_group
from ct58.cli.commands_table import COMMANDS, PARTS, find, other_names, part_of_help
from ct58.cli.language import speak
from ct58.cli.parameters import SpokenChoice, listed_choices, restore_argument_help
from ct58.domain.records.event_rules import EVENT_KINDS

ENGLISH_NAMES = re.compile(r"--\S+ (TEXT|INTEGER|RANGE|FLOAT|PATH)\b")


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command and each command of a command, with what is typed for it."""
    group = build_group()
    context = click.Context(group)
    for entry in COMMANDS:
        command = group.get_command(context, entry.name)
        assert command is not None
        yield entry.name, command
        if isinstance(command, click.Group):
            yield from ((f"{entry.name} {name}", part) for name, part in command.commands.items())


def test_every_option_and_argument_is_explained() -> None:
    """And none has one of click's own English names."""
    for path, command in every_command():
        restore_argument_help(command)
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{path} {parameter.name}"
        shown = command.get_help(click.Context(command, info_name=f"ct58 {path}"))
        assert not ENGLISH_NAMES.search(shown), path


def test_every_command_of_a_command_has_a_vietnamese_name() -> None:
    """`ct58 ghi su-viec` is `ct58 record event`."""
    for path, command in every_command():
        assert other_names(path.split()), path
        if isinstance(command, click.Group):
            assert set(command.commands) == set(PARTS[path])
    assert part_of_help("record", "su-viec") == "event"
    assert part_of_help("record", "sviec") is None
    assert find("ghi") is not None


def test_help_names_the_aliases(tmp_path: Path) -> None:
    """Below what the command does."""
    assert "Also: ct58 qua-han" in program("overdue", "--help", cwd=tmp_path).out
    assert "Also: ct58 ghi su-viec" in program("record", "event", "--help", cwd=tmp_path).out


@pytest.mark.parametrize("name", ["su-viec", "event"])
def test_a_command_of_a_command_answers_to_its_alias(ct58: Ct58, data: Path, name: str) -> None:
    """The event may be told by its key or in words."""
    done = ct58("ghi", name, "PL-01", "submitted", "--on", "25/6/2021", "--dry-run")
    assert (done.code, done.err) == (0, "")


def test_an_unknown_command_of_a_command_is_refused_with_the_nearest(ct58: Ct58, data: Path) -> None:
    """With the whole line to type."""
    done = ct58("record", "evnt")
    assert done.code == 2
    assert "Did you mean: ct58 record event?" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("overdue", "--as-of", ""),
        ("reports", "--period", " "),
        ("overdue", "-o", ""),
        ("overdue", "--data", ""),
        ("receive", "", "--period", "2021-Q2"),
        ("trace", ""),
        ("init", ""),
    ],
)
def test_an_empty_value_is_refused(ct58: Ct58, data: Path, arguments: tuple[str, ...]) -> None:
    """It is no “today” and no “everything”: a script's variable was not set."""
    done = ct58(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "is empty" in done.err


def test_what_is_left_out_is_not_empty(ct58: Ct58, data: Path) -> None:
    """A default may be an empty text."""
    assert ct58("trace").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("q9/2021", "“q9/2021” is not a period."),
        ("2021-Q9", "“2021-Q9” is not a period."),
        ("q2/2021", 'Write: --period "q2/2021"'),
        ("quý II/2021", 'Write: --period "quý II/2021"'),
        ("abc", "Not understood: abc"),
    ],
)
def test_a_period_that_stands_alone(ct58: Ct58, data: Path, words: str, said: str) -> None:
    """Is told what is wrong with it, or where it belongs."""
    for command in ("summary", "indicators"):
        done = ct58(command, *words.split())
        assert (done.code, said in done.err) == (2, True), done.err


def test_an_option_given_twice_is_refused(ct58: Ct58, data: Path) -> None:
    """Which of the two days was meant?"""
    done = ct58("overdue", "--as-of", "1/7/2021", "--as-of", "1/8/2021")
    assert (done.code, done.out) == (2, "")
    assert "--as-of" in done.err
    assert "twice" in done.err


def test_a_flag_and_a_list_may_be_repeated(ct58: Ct58, data: Path) -> None:
    """They say the same, or one thing more."""
    assert ct58("overdue", "--expand", "--expand").code == 0
    assert ct58("remind", "--only", "so-y-te", "--only", "van-phong").code == 0


def test_a_missing_value_names_the_commands_own_help(ct58: Ct58, data: Path) -> None:
    """Not the help of the whole program."""
    assert "Help: ct58 overdue --help" in ct58("overdue", "--as-of").err


def test_what_is_missing_is_listed_in_words(ct58: Ct58, data: Path) -> None:
    """As a wrong value is answered: the words that the screens have, no keys."""
    done = ct58("record", "event", "PL-07")
    assert done.code == 2
    assert "Choose one of: " in done.err
    assert "given up" in done.err
    assert "dropped" not in done.err


def test_options_before_the_command_are_told_their_place(ct58: Ct58, data: Path) -> None:
    """`ct58 --data D overdue` is what people try first."""
    done = ct58("--data", "x", "overdue")
    assert done.code == 2
    assert "Options stand after the command" in done.err


def test_a_range_is_said_in_words(ct58: Ct58, data: Path) -> None:
    """No x that nobody has heard of."""
    done = ct58("upcoming", "--within", "-1")
    assert "0 to 3660" in done.err
    assert "x" not in done.err.replace("Help: ", "").split("--help")[0].replace("--within", "")


class TestSpokenChoice:
    """A key, or the words that the screens have for it."""

    choice = SpokenChoice(("standing_committee", "executive_committee", "btv", "bch"))

    @pytest.mark.parametrize(
        ("said", "key"),
        [("btv", "btv"), ("BCH", "bch"), ("standing_committee", "standing_committee"), ("xyz", "xyz")],
    )
    def test_a_key_goes_before_words(self, said: str, key: str) -> None:
        """“btv” is a key of its own and the label of another."""
        assert self.choice.normalize_choice(said, None) == key

    def test_words_will_do(self) -> None:
        """In any case."""
        events = SpokenChoice(("started", "dropped"))
        assert events.normalize_choice("Given up", None) == "dropped"
        assert events.normalize_choice("given-up", None) == "dropped"

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("hẹn", "promised"),
            ("hen", "promised"),
            ("trình", "submitted"),
            ("đã nộp", "submitted"),
            ("đôn đốc", "reminded"),
            ("nhắc", "reminded"),
            ("hoàn thành", "completed"),
            ("trả", "returned"),
            ("t", "t"),
            ("ti", "resumed"),
            ("đã", "đã"),
        ],
    )
    def test_events_by_the_words_people_type(self, said: str, key: str) -> None:
        """The screens' word, how only it begins, or another word for it; one letter is none."""
        speak("vi")
        assert SpokenChoice(EVENT_KINDS).normalize_choice(said, None) == key

    def test_a_refusal_has_the_words_and_no_key(self) -> None:
        """Whoever typed a wrong word is not answered in English."""
        speak("vi")
        message = SpokenChoice(EVENT_KINDS).get_invalid_choice_message("gọt", None)
        assert "đã trình, trả lại" in message
        assert not any(kind in message for kind in EVENT_KINDS)

    def test_the_list_has_keys_and_words(self) -> None:
        """A word that says the same stands once."""
        assert listed_choices(("started", "dropped")) == "started, dropped (given up)"
