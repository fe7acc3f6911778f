"""Which report is meant: by words, or as the oldest that waits."""

from __future__ import annotations

import pytest
from tests.support.offices import day, office, period, report, unit

from ct58.domain.planning.queue import next_waiting, split_words, waiting
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.errors import BadUsage, Refused

SO_Y_TE = unit("so-y-te", name="Đảng bộ Sở Y tế", order=2)
SO_A = unit("so-a", name="Đảng bộ Sở A", order=1)
TODAY = day("2021-07-15")


def known(*reports: Report) -> Office:
    """Two units with some reports."""
    return office(units=(SO_Y_TE, SO_A), reports=reports)


def test_the_oldest_receipt_comes_first_then_the_offices_order() -> None:
    """Of all periods; what is typed in does not wait."""
    of = known(
        report("so-y-te", "2021-Q2", "registered", on="2021-07-03"),
        report("so-a", "2021-Q2", "registered", on="2021-07-03"),
        report("so-a", "2021-Q1", "registered", on="2021-07-02"),
        report("so-y-te", "2021-Q1", "received", on="2021-04-01"),
    )
    assert [(r.unit, str(r.period)) for r in waiting(of)] == [
        ("so-a", "2021-Q1"),
        ("so-a", "2021-Q2"),
        ("so-y-te", "2021-Q2"),
    ]
    assert next_waiting(of) == (SO_A, period("2021-Q1"))


def test_a_report_without_a_day_of_receipt_comes_last() -> None:
    """It is not lost."""
    of = known(
        report("so-a", "2021-Q2", "registered"),
        report("so-y-te", "2021-Q2", "registered", on="2021-07-09"),
    )
    assert [r.unit for r in waiting(of)] == ["so-y-te", "so-a"]


def test_an_empty_queue_is_said() -> None:
    """Also when the only one waiting belongs to nobody in the register."""
    with pytest.raises(Refused):
        next_waiting(known())
    with pytest.raises(Refused):
        next_waiting(known(report("so-la", "2021-Q2", "registered", on="2021-07-03")))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("so-y-te 2021-Q2", "2021-Q2"),
        ("so y te quy 2/2021", "2021-Q2"),
        ("Sở Y tế Quý II năm 2021", "2021-Q2"),
        ("so y te 2021", "2021"),
        ("so y te nam 2021", "2021"),
        ("so y te quy 2", "2021-Q2"),
        ("so y te once", "once"),
    ],
)
def test_the_last_words_are_the_period(words: str, wanted: str) -> None:
    """However many there are; the year may be left out."""
    assert split_words(known(), words.split(), TODAY) == (SO_Y_TE, period(wanted))


@pytest.mark.parametrize("words", ["", "so-y-te", "2021-Q2", "so y te thang"])
def test_without_a_unit_and_a_period_it_asks_for_both(words: str) -> None:
    """With an example."""
    with pytest.raises(BadUsage) as refusal:
        split_words(known(), words.split(), TODAY)
    assert refusal.value.hint is not None


def test_a_period_after_an_unknown_unit_names_the_unit() -> None:
    """It is the unit that is wrong."""
    with pytest.raises(BadUsage) as refusal:
        split_words(known(), ["so", "x", "2021-Q2"], TODAY)
    assert refusal.value.message.params["text"] == "so x"
