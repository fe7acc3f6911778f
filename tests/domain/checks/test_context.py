"""What a check may look at."""

from __future__ import annotations

from tests.support.checks import context
from tests.support.offices import task, unit

from ct58.domain.checks.context import context_of, unknown
from ct58.domain.events import ItemFile
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
