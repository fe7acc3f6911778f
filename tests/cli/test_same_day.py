"""An answer of another day leads on to that day: what it prints, pasted, agrees with it."""

from __future__ import annotations

import datetime as dt
import re

import click
import pytest
from babel.messages.pofile import read_po
from tests.cli.conftest import Ct58
from tests.support.command_line import SHIPPED

from ct58.cli.app import build_group
from ct58.cli.commands_table import COMMANDS
from ct58.cli.same_day import OF_A_DAY, on_the_day, page_on_the_day, said_day
from ct58.i18n import LOCALE_DIR
from ct58.render.formats.text import page_as_text
from ct58.views.page import Annex, Column, Heading, Line, Page, Table, words

DAY = "2021-07-15"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("See: ct58 call --older", "See: ct58 call --older --as-of D"),
        ("ct58 call 1 2 --reminded; or --note", "ct58 call 1 2 --reminded --as-of D; or --note"),
        ("ct58 call · ct58 remind --older", "ct58 call --as-of D · ct58 remind --older --as-of D"),
        (
            "See: ct58 list units. More: ct58 call.",
            "See: ct58 list units --as-of D. More: ct58 call --as-of D.",
        ),
        ("(ct58 reports --period 2021-Q2).", "(ct58 reports --period 2021-Q2 --as-of D)."),
        ('ct58 remind --only "Cty A, B. C" -o x', 'ct58 remind --only "Cty A, B. C" -o x --as-of D'),
        ("ct58 overdue --as-of 2025-12-31", "ct58 overdue --as-of 2025-12-31"),
        ("ct58 receive --list", "ct58 receive --list --as-of D"),
        ("ct58 receive so-y-te 3/7", "ct58 receive so-y-te 3/7"),
        ("ct58 record report --next", "ct58 record report --next"),
        ("nothing to type", "nothing to type"),
    ],
)
def test_each_command_that_answers_for_a_day_names_it(text: str, dated: str) -> None:
    """What records does not: it is of the day on which it is typed."""
    assert on_the_day(text, "D") == dated
    assert on_the_day(dated, "D") == dated


def test_the_commands_are_those_that_know_the_day() -> None:
    """`--as-of` must be understood where it is printed."""
    group = build_group()
    context = click.Context(group)
    for name in {command.split()[0] for command in OF_A_DAY}:
        found = group.get_command(context, name)
        assert found is not None
        assert any("--as-of" in parameter.opts for parameter in found.params), name
    assert {command.split()[0] for command in OF_A_DAY} <= {entry.name for entry in COMMANDS}


def test_in_every_text_a_command_ends_before_the_prose_goes_on() -> None:
    """Else the day would stand behind words that are no part of the command."""
    with (LOCALE_DIR / "vi" / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        texts = [str(message.string) for message in read_po(stream)]
    dated = r"ct58 (?:(?!ct58)[^·])*? --as-of D"
    found = [text for said in texts for text in re.findall(dated, on_the_day(said, "D"))]
    assert len(found) > 30
    assert [text for text in found if re.search(" [a-z]*[^\x00-\x7f…Đ]", re.sub('"[^"]*"', "", text))] == []


def test_a_page_is_dated_wherever_it_names_a_command() -> None:
    """Headings, lines, cells, and the lines that stand for a list."""
    said = words("ct58 call")
    table = Table((Column(""),), ((said,),))
    page = Page((Heading("See ct58 call"), Line(said), table, Annex(lambda: table, said=(Line(said),))))
    shown = page_as_text(page_on_the_day(page, dt.date(2021, 7, 15)))
    assert shown.count(f"ct58 call --as-of {DAY}") == 4


def test_a_refusal_repeats_the_day_as_it_was_typed() -> None:
    """It may come before anything is understood."""
    assert said_day(["call", "1", "--as-of", "15/7/2021"]) == "15/7/2021"
    assert said_day(["--as-of=15/7/2021"]) == "15/7/2021"
    assert said_day(["call", "--as-of"]) is said_day(["call"]) is None


def test_what_is_pasted_gives_the_same_answer(ct58: Ct58) -> None:
    """On a screen; in a file no command stands at all, and today needs no day."""
    shipped = ("--data", str(SHIPPED))
    assert f"ct58 upcoming --as-of {DAY}" in ct58("overdue", "--as-of", "15/7/2021", *shipped).out
    assert "--as-of" not in ct58("overdue", "--as-of", "15/7/2021", "--format", "csv", *shipped).out
    refused = ct58("show", "xyzzy", "--as-of", "15/7/2021", *shipped)
    assert "ct58 list units --as-of 15/7/2021" in refused.err
