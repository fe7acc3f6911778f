"""What a check may look at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.support.checks import context
from tests.support.offices import task, unit

from ct58.domain.checks.context import LONGEST, context_of, shown, unknown, without_dots
from ct58.domain.records.events import ItemFile
from ct58.domain.records.reports import Document
from ct58.i18n import Translator


def test_units_and_items_are_known_by_their_files_even_if_these_cannot_be_read() -> None:
    """So that one broken file brings no findings to others."""
    known = context(
        units=[unit("a")], tasks=(task("PL-01"),), files=["units/b/unit.yaml", "tasks/KL-01.yaml"]
    )
    assert known.unit_ids == {"van-phong", "a", "b"}
    assert known.item_ids == {"PL-01", "KL-01"}


def test_a_file_with_nothing_but_events_makes_no_item() -> None:
    """It was read, and it states none."""
    assert context(items=[ItemFile(item="KL-01")]).item_ids == set()


def test_without_records_there_is_nothing_to_look_at() -> None:
    """The programme could not be read."""
    empty = context_of(None, None, frozenset({"tasks/KL-01.yaml"}), {})
    assert (empty.units, empty.reports, empty.item_files, empty.periods) == ({}, {}, {}, {})
    assert empty.item_ids == {"KL-01"}


def test_a_reference_that_leads_nowhere_is_told_what_was_probably_meant() -> None:
    """From names, or from the keys of a mapping."""
    for known in (["organisations"], {"organisations": 5}):
        found = unknown("P304", "programme.yaml", ("sets",), "organisation", known)
        said = Translator("en").say(found.params["suggestion"])  # type: ignore[arg-type]
        assert said == " (did you mean “organisations”?)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (12, "12"),
        (Decimal("1.412"), "1.412"),
        (dt.date(2021, 7, 5), "2021-07-05"),
        ("Sở Y tế", "Sở Y tế"),
        ("hai\ndòng", "hai dòng"),
        ((1, 2), "[…]"),
        ({"a": 1}, "{…}"),
        (Document(number="5"), "{…}"),
    ],
)
def test_a_value_is_shown_as_the_file_writes_it(value: object, text: str) -> None:
    """In one line; what is inside a list or a record is not spread out."""
    assert shown(value) == text


def test_a_long_text_is_cut() -> None:
    """A message must be readable."""
    assert shown("x" * 1000) == "x" * LONGEST + "…"
    assert shown("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("15.398"), "15398"),
        (Decimal("-1.412"), "-1412"),
        ("1.250.000.000", "1250000000"),
        (Decimal("12.5"), None),
        (Decimal("1.41"), None),
        (Decimal("0.412"), None),
        ("1.2.3", None),
        ("1.250,5", None),
        ("12.345.67", None),
        (1412, None),
        (None, None),
    ],
)
def test_dots_are_taken_away_only_where_they_part_thousands(value: object, expected: str | None) -> None:
    """12.5 is not 125."""
    assert without_dots(value) == expected
