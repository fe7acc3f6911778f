"""What is known of reports without recalling them is what they say."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

from tests.support.offices import report

from ct58.domain.records.places import report_named
from ct58.domain.records.reports import latest_day
from ct58.store.digest_tree import tree_of
from ct58.store.hashing import Digest, digest_of
from ct58.store.known_reports import (
    NOTHING_REMEMBERED,
    KnownReports,
    ReportTable,
    Unchanged,
    is_of_period,
    unchanged,
)

PERIOD = "2021-Q2"
SHOWN = frozenset({"plan"})
NOTED = {
    unit: (
        digest_of(unit.encode()),
        report(unit, PERIOD, on="2021-07-05", plan=True, members=5),
    )
    for unit in ("b", "a")
}
DIGESTS = {f"units/{unit}/reports/{PERIOD}.yaml": digest for unit, (digest, _report) in NOTED.items()}


def remembered(*periods: str) -> ReportTable:
    """What is remembered after both reports were noted."""
    nothing = KnownReports(NOTHING_REMEMBERED, Unchanged(but=frozenset()), tree_of({}), pickle.loads)
    of_period = nothing.with_noted(PERIOD, NOTED, SHOWN, pickle.dumps)
    assert is_of_period(of_period)
    return NOTHING_REMEMBERED.with_periods(dict.fromkeys(periods or (PERIOD,), of_period))


def known(of: Mapping[str, Digest], table: ReportTable | None = None) -> KnownReports:
    """What is known of some files by then."""
    table, tree = table or remembered(), tree_of(of)
    return KnownReports(table, unchanged(table, tree), tree, pickle.loads)


def test_heads_shown_figures_and_the_latest_day_are_those_of_the_reports() -> None:
    """In the order of the files, with no figure but those that show anything done."""
    found = known(dict(DIGESTS))
    assert list(found.heads(PERIOD)) == ["a", "b"]
    assert found.heads(PERIOD)["a"] == NOTED["a"][1].head
    showing = found.showing(PERIOD, SHOWN)
    assert showing is not None
    assert showing["b"].figures == {"plan": True}
    assert found.latest(PERIOD) == latest_day(NOTED["a"][1])


def test_of_a_file_with_another_content_nothing_is_known() -> None:
    """Nor of one that is not there."""
    for of in (
        {file: digest for file, digest in DIGESTS.items() if "/a/" in file},
        {**DIGESTS, f"units/b/reports/{PERIOD}.yaml": digest_of(b"x")},
    ):
        found = known(of)
        assert list(found.heads(PERIOD)) == list(found.showing(PERIOD, SHOWN) or ()) == ["a"]
        assert list(found.digests(PERIOD)) == ["a"]
        assert (found.has("a", PERIOD), found.has("b", PERIOD)) == (True, False)


def test_another_figure_that_shows_something_is_not_known() -> None:
    """So the reports are recalled."""
    found = known(dict(DIGESTS))
    assert found.showing(PERIOD, SHOWN | {"members"}) is None
    assert found.shows(SHOWN)
    assert not found.shows(frozenset({"members"}))


def test_files_are_told_apart_by_whether_they_are_known() -> None:
    """Each is in one of the two lists, in order; of a folder in which one changed the others are known."""
    table = remembered(PERIOD, "2021-Q3")
    of = {
        f"units/{unit}/reports/{period}.yaml": NOTED[unit][0]
        for unit in "ab"
        for period in (PERIOD, "2021-Q3")
    }
    changed = f"units/b/reports/{PERIOD}.yaml"
    for files, others in (
        (of, []),
        ({**of, "units/a/unit.yaml": digest_of(b"")}, ["units/a/unit.yaml"]),
        ({**of, changed: digest_of(b"")}, [changed]),
        ({**of, "units/b/reports/x.txt": digest_of(b"")}, ["units/b/reports/x.txt"]),
        ({**of, "units/c/reports/2021.yaml": digest_of(b"")}, ["units/c/reports/2021.yaml"]),
        ({file: digest for file, digest in of.items() if file != changed}, []),
    ):
        found = known(files, table)
        assert found.other_files() == others
        assert found.files() == sorted(files.keys() - set(others))
        assert found.keys() == [report_named(file) for file in found.files()]


def test_of_two_states_all_is_known_that_one_of_them_has() -> None:
    """So that looking at one does not make the other's unknown."""
    table = remembered()
    first, second = (unchanged(table, tree_of({file: digest})) for file, digest in DIGESTS.items())
    both = KnownReports(table, first | second, tree_of({}), pickle.loads)
    assert sorted(both.heads(PERIOD)) == ["a", "b"]


def test_a_table_knows_the_folders_of_its_reports() -> None:
    """By the digest that the folder has as long as its files are these; one period more changes those of its units alone."""
    table = remembered()
    folders = {
        unit: tree_of({file: digest}).folders[file.removesuffix(f"{PERIOD}.yaml")].whole
        for (file, digest), unit in zip(DIGESTS.items(), NOTED, strict=True)
    }
    assert table.folders == folders
    of_a = known({}, table).with_noted("2021-Q3", {"a": NOTED["a"]}, SHOWN, pickle.dumps)
    more = table.with_periods({"2021-Q3": of_a})
    assert more.folders["b"] == folders["b"]
    assert more.folders["a"] != folders["a"]


def test_a_name_may_hold_any_sign_that_a_file_may_have_in_its() -> None:
    """The end of a line, too: who named a folder so has other troubles."""
    odd = {"a\nb": NOTED["a"], "c": NOTED["b"]}
    nothing = KnownReports(NOTHING_REMEMBERED, Unchanged(but=frozenset()), tree_of({}), pickle.loads)
    of_period = nothing.with_noted(PERIOD, odd, SHOWN, pickle.dumps)
    assert is_of_period(of_period)
    table = NOTHING_REMEMBERED.with_periods({PERIOD: of_period})
    of = {f"units/{unit}/reports/{PERIOD}.yaml": digest for unit, (digest, _report) in odd.items()}
    assert list(known(of, table).heads(PERIOD)) == list(odd)
