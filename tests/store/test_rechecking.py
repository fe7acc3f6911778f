"""What was found once is not looked for again, and nothing is missed by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.examples import EXAMPLES, codes_with_an_example, complete_office

from ct58.domain.checks import registry
from ct58.domain.checks.context import Context
from ct58.domain.checks.registry import Touched, check_records
from ct58.domain.records.places import place_of
from ct58.errors import Finding, Sources
from ct58.store.cache import RecordCache
from ct58.store.digest_tree import tree_of
from ct58.store.hashing import digest_of
from ct58.store.known_findings import KnownFindings
from ct58.store.loader import load
from ct58.store.rechecking import _told_apart, digest_of_names
from ct58.store.sources import read_folder

COMPLETE = complete_office()
REPORT = "units/so-mau/reports/2021-Q2.yaml"
OTHER = "units/cong-ty-mau/reports/2021-Q2.yaml"
EVENTS = "units/cong-ty-mau/events.yaml"
UNIT = "units/so-mau/unit.yaml"


@pytest.fixture
def memory(tmp_path: Path) -> RecordCache:
    """A cache that does not exist yet."""
    return RecordCache(tmp_path / "cache")


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Touched | None]:
    """What the checks of records were asked to look at, time by time."""
    seen: list[Touched | None] = []

    def watched(context: Context, touched: Touched | None = None, *others: Any) -> Iterator[Finding]:
        seen.append(touched)
        return check_records(context, touched, *others)

    monkeypatch.setattr(registry, "check_records", watched)
    return seen


def of_example(code: str) -> Sources:
    """The files of a folder that has a finding."""
    laid = {**read_folder(EXAMPLES / "base").sources, **read_folder(EXAMPLES / code).sources}
    return {file: content for file, content in laid.items() if place_of(file) is not None}


def assert_same(sources: Sources, memory: RecordCache) -> None:
    """With the memory as without: the findings, their values and places."""
    assert repr(load(sources, memory).located()) == repr(load(sources).located())


@pytest.mark.parametrize("code", codes_with_an_example())
def test_nothing_is_missed_and_nothing_stays_whatever_changes(memory: RecordCache, code: str) -> None:
    """From sound data to each example of a finding, back, and once more, by a run of its own."""
    base, wrong = of_example("base"), of_example(code)
    for sources in (base, wrong, base, wrong):
        assert_same(sources, memory)
    memory.save()
    assert_same(wrong, RecordCache(memory._folder))


def test_a_second_look_looks_at_nothing(memory: RecordCache, looks: list[Touched | None]) -> None:
    """Whether anything was found or not."""
    wrong = {**COMPLETE, REPORT: COMPLETE[REPORT].replace(b"women: 200", b"women: 500")}
    for sources in (COMPLETE, wrong):
        load(sources, memory)
        looks.clear()
        assert_same(sources, memory)
        assert looks == [None]  # of the run without a memory


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (REPORT, b"women: 200", b"women: 500", Touched(frozenset({"so-mau"}), only_reports=True)),
        (EVENTS, b"2021", b"2022", Touched(frozenset({""}), only_reports=False)),
    ],
)
def test_after_one_edit_only_what_it_turns_is_looked_at(
    memory: RecordCache, looks: list[Touched | None], file: str, old: bytes, new: bytes, expected: Touched
) -> None:
    """A report touches its unit's; an event no report."""
    load(COMPLETE, memory)
    looks.clear()
    assert_same({**COMPLETE, file: COMPLETE[file].replace(old, new, 1)}, memory)
    assert looks[0] == expected


@pytest.mark.parametrize("file", ["programme.yaml", "office.yaml", UNIT])
def test_where_what_judges_them_changes_all_reports_are_looked_at(
    memory: RecordCache, looks: list[Touched | None], file: str
) -> None:
    """Their values were found to fit another programme."""
    load(COMPLETE, memory)
    looks.clear()
    assert_same({**COMPLETE, file: COMPLETE[file] + b"# x\n"}, memory)
    assert looks[0] is not None
    assert {"so-mau", ""} <= set(looks[0].units)  # type: ignore[call-overload]


def test_a_new_report_a_lost_one_and_one_of_another_name_are_seen(memory: RecordCache) -> None:
    """So are those that say they are another unit's, whose earlier reports they then are."""
    without = {file: content for file, content in COMPLETE.items() if file != REPORT}
    renamed = {**without, "units/so-mau/reports/nam.yaml": COMPLETE[REPORT]}
    misplaced = {**without, OTHER: COMPLETE[REPORT]}
    stranger = {**COMPLETE, "units/ai/reports/2021-Q2.yaml": COMPLETE[REPORT]}
    for sources in (COMPLETE, without, renamed, misplaced, stranger, COMPLETE):
        assert_same(sources, memory)


def test_what_cannot_be_written_down_is_looked_for_again(tmp_path: Path) -> None:
    """A value of a kind that nobody foresaw."""
    known = KnownFindings(tmp_path, lambda: "x")
    memory = RecordCache(tmp_path)
    odd = Finding(code="F101", file=REPORT, params={"key": object()})
    known.keep(load(COMPLETE, memory).digests[REPORT], (odd,), {})
    known.save()
    assert not (tmp_path / "found.txt").exists()


def test_a_unit_that_is_looked_at_again_has_its_earlier_reports_read_and_no_other(tmp_path: Path) -> None:
    """Where a period has many more; what they say is found to fall all the same."""
    wrong, unit = of_example("F110"), "units/cong-ty-mau/unit.yaml"
    of_unit = {
        file: content for file, content in wrong.items() if file.startswith("units/cong-ty-mau/reports/")
    }
    others = {
        file.replace("cong-ty-mau", f"u{number}"): content.replace(b"cong-ty-mau", f"u{number}".encode())
        for number in range(30)
        for file, content in {**of_unit, unit: wrong[unit]}.items()
    }
    sources = {**wrong, **others}
    memory = RecordCache(tmp_path)
    load(sources, memory)
    memory.save()
    edited, *earlier = sorted(of_unit, reverse=True)

    again = RecordCache(tmp_path)
    assert_same({**sources, edited: sources[edited] + b"# x\n"}, again)
    assert any(finding.code == "F110" for finding in load(wrong).findings)
    periods = [place.period for file in earlier if (place := place_of(file)) is not None]
    assert periods
    assert not {f"report-{period}" for period in periods} & again._known.keys()


NAMES = st.lists(
    st.lists(st.sampled_from(["a", "b", "a\nb", ""]), min_size=1, max_size=3).map("/".join), max_size=4
).map(frozenset)


@given(NAMES, NAMES, NAMES, NAMES)
def test_other_names_of_files_have_another_digest(
    files: frozenset[str], unread: frozenset[str], others: frozenset[str], others_unread: frozenset[str]
) -> None:
    """Whatever signs are in them, and whichever could not be read; what the files hold makes no difference."""
    one = digest_of_names(tree_of(dict.fromkeys(files, digest_of(b"1"))), sorted(unread))
    other = digest_of_names(tree_of(dict.fromkeys(others, digest_of(b"2"))), sorted(others_unread))
    assert (one == other) == ((files, unread) == (others, others_unread))


def test_what_lies_among_reports_and_is_none_is_no_part_of_them() -> None:
    """Neither by its ending nor by its place."""
    report, odd = "units/a/reports/2021-Q2.yaml", "units/a/reports/scan.pdf"
    rest = ("units/a/unit.yaml", "units/a/reports/b/2021.yaml", "units//reports/2021.yaml", odd)
    found, others = _told_apart(tree_of(dict.fromkeys([report, *rest], digest_of(b""))))
    assert {unit: files.names() for unit, files in found.items()} == {"a": ["2021-Q2.yaml"]}
    assert set(others) == set(rest)
