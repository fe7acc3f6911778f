"""Windows: which days an indicator is counted over when a period is asked for."""

from __future__ import annotations

import pytest
from tests.support.offices import amendment, day, indicator, office, period, rule

from ct58.domain.indicators.windows import Window, a_year_earlier, looked_back_to, previous, windows
from ct58.domain.records.measure import BaseYear

QUARTERLY = indicator(deadline=rule(every="quarter"))
YEARLY = indicator(deadline=rule(every="year"))
BEFORE = indicator(deadline=rule(before="2021-04-15"))
BY_2025 = indicator(deadline=rule(by="2025"))
WITHIN = indicator(deadline=rule(within="2021..2025"))
STANDING = indicator(deadline=rule())
KNOWN = office()


def named(found: tuple[Window, ...]) -> list[tuple[str, str | None]]:
    """Occurrence and the part that is seen."""
    return [(str(entry.period), str(entry.through) if entry.through else None) for entry in found]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("2021-Q3", [("2021-Q3", None)]),
        ("2022-H1", [("2022-Q1", None), ("2022-Q2", None)]),
        ("2021", [("2021-Q2", None), ("2021-Q3", None), ("2021-Q4", None)]),
        ("2021-Q1", []),
        ("2022-02", [("2022-Q1", "2022-02")]),
        ("once", []),
    ],
)
def test_each_occurrence_inside_the_period_has_its_window(
    of: str, expected: list[tuple[str, str | None]]
) -> None:
    """The first quarter of 2021 lies before the programme; a month sees part of its quarter."""
    assert named(windows(KNOWN, QUARTERLY, period(of))) == expected


@pytest.mark.parametrize(
    ("of", "through", "last_day"),
    [
        ("2022", None, "2022-12-31"),
        ("2022-Q4", None, "2022-12-31"),
        ("2022-Q1", "2022-Q1", "2022-03-31"),
        ("2022-Q2", "2022-H1", "2022-06-30"),
        ("2022-H1", "2022-H1", "2022-06-30"),
        ("2022-Q3", "2022-9M", "2022-09-30"),
        ("2022-9M", "2022-9M", "2022-09-30"),
    ],
)
def test_a_longer_occurrence_is_seen_up_to_the_end_of_the_period(
    of: str, through: str | None, last_day: str
) -> None:
    """The second quarter's report is that of the first six months."""
    (found,) = windows(KNOWN, YEARLY, period(of))
    assert named((found,)) == [("2022", through)]
    assert (found.first_day, found.last_day) == (day("2022-01-01"), day(last_day))


@pytest.mark.parametrize(
    ("known", "of", "expected", "last_day"),
    [
        (BEFORE, "2021-Q2", ("once", None), "2021-04-14"),
        (BEFORE, "2023", ("once", None), "2021-04-14"),
        (BEFORE, "2021-Q1", ("once", "2021-Q1"), "2021-03-31"),
        (BY_2025, "2023", ("once", "2023"), "2023-12-31"),
        (BY_2025, "once", ("once", None), "2025-12-31"),
        (WITHIN, "2023-Q2", ("2021..2025", "2023-Q2"), "2023-06-30"),
        (WITHIN, "2025", ("2021..2025", None), "2025-12-31"),
        (STANDING, "2022-Q2", ("2022-Q2", None), "2022-06-30"),
    ],
)
def test_what_is_due_once_is_always_shown(
    known: object, of: str, expected: tuple[str, str | None], last_day: str
) -> None:
    """From the programme's beginning to its due day, as far as the period goes."""
    found = windows(KNOWN, known, period(of))  # type: ignore[arg-type]
    assert named(found) == [expected]
    assert found[0].last_day == day(last_day)


@pytest.mark.parametrize(
    ("known", "of", "before", "last_year"),
    [
        (QUARTERLY, "2022-Q1", ("2021-Q4", None), ("2021-Q1", None)),
        (YEARLY, "2022", ("2021", None), ("2021", None)),
        (YEARLY, "2022-Q2", ("2021", "2021-H1"), ("2021", "2021-H1")),
        (WITHIN, "2023-Q2", ("2021..2025", "2023-Q1"), ("2021..2025", "2022-Q2")),
        (BY_2025, "2023", ("once", "2022"), ("once", "2022")),
        (BY_2025, "2025", ("once", "2024"), ("once", "2024")),
        (BEFORE, "2023", None, None),
        (WITHIN, "once", None, None),
    ],
)
def test_a_window_is_compared_with_the_one_before_and_the_one_a_year_earlier(
    known: object, of: str, before: tuple[str, str | None] | None, last_year: tuple[str, str | None] | None
) -> None:
    """Six months with six months."""
    (found,) = windows(KNOWN, known, period(of))  # type: ignore[arg-type]
    pair = (previous(found, period(of)), a_year_earlier(found, period(of)))
    assert [named((entry,))[0] if entry else None for entry in pair] == [before, last_year]


@pytest.mark.parametrize("known", [BY_2025, WITHIN])
def test_the_whole_time_of_something_has_no_year_before(known: object) -> None:
    """A term report would hold it against itself, and call it unchanged."""
    term = period("2021..2025")
    (found,) = windows(KNOWN, known, term)  # type: ignore[arg-type]
    assert a_year_earlier(found, term) is None


@pytest.mark.parametrize(("as_of", "over"), [("2022-12-31", False), ("2023-01-01", True)])
def test_a_year_can_be_judged_once_its_last_day_has_passed(as_of: str, over: bool) -> None:
    """Not on the day itself; a part of a year never."""
    assert windows(KNOWN, YEARLY, period("2022"))[0].is_over(day(as_of)) is over
    assert not windows(KNOWN, YEARLY, period("2022-Q2"))[0].is_over(day(as_of))


def test_a_deadline_after_the_period_is_waited_for() -> None:
    """Due on 20 January."""
    late = indicator(deadline=rule(every="year", due_after=20))
    (found,) = windows(KNOWN, late, period("2022"))
    assert (found.is_over(day("2023-01-20")), found.is_over(day("2023-01-21"))) == (False, True)


def test_what_was_due_once_stays_with_the_day_that_was_in_force_when_it_came() -> None:
    """By the end of 2022, moved in 2023 to 2025: asked for 2022 it was due then, asked for 2024 it is on its way."""
    known = office(
        indicators=(indicator(deadline=rule(by="2022-12-31")),),
        amendments=(amendment("2023-05-01", {"CT-01": {"deadline": rule(by="2025-12-31")}}),),
    )
    (asked,) = known.programme.indicators
    found = {of: windows(known, asked, period(of)) for of in ("2022", "2024", "once")}
    assert {of: [(entry.ends_on, str(entry.through)) for entry in shown] for of, shown in found.items()} == {
        "2022": [(day("2022-12-31"), "None")],
        "2024": [(day("2025-12-31"), "2024")],
        "once": [(day("2025-12-31"), "None")],
    }


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2021, "2021"), (2022, "2022"), (2020, "2020"), (2023, None), (1800, None), (99999, None)],
)
def test_a_base_year_that_is_still_to_come_or_is_none_is_not_looked_back_to(
    year: int, expected: str | None
) -> None:
    """What is said of it would be said of another time."""
    (window,) = windows(KNOWN, YEARLY, period("2022"))
    found = looked_back_to(window, BaseYear(base=year))
    assert (found and str(found.period)) == expected
