"""What is known of reports without recalling them is what they say."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

from tests.support.offices import report

from ct58.domain.records.reports import latest_day
from ct58.store.hashing import Digest, digest_of
from ct58.store.known_reports import KnownReports, is_of_period

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


def known(of: Mapping[str, Digest]) -> KnownReports:
    """What is known of some files after both reports were noted."""
    found = KnownReports({}, {}, pickle.loads).with_noted(PERIOD, NOTED, SHOWN, pickle.dumps)
    assert is_of_period(found)
    return KnownReports({PERIOD: found}, of, pickle.loads)


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


def test_another_figure_that_shows_something_is_not_known() -> None:
    """So the reports are recalled."""
    found = known(dict(DIGESTS))
    assert found.showing(PERIOD, SHOWN | {"members"}) is None
    assert found.shows(SHOWN)
    assert not found.shows(frozenset({"members"}))
