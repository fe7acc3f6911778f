"""The programme's time: which periods may be asked about."""

from __future__ import annotations

import pytest
from tests.support.offices import office, period
from tests.support.refusals import bad_usage

from ct58.domain.standing.horizon import check_horizon, check_not_over

KNOWN = office()


@pytest.mark.parametrize("of", ["2019", "2026", "2026-Q1"])
def test_a_period_outside_the_programme_is_refused(of: str) -> None:
    """With the years that there are."""
    with bad_usage("Its time is 2021..2025. Name a period in it, such as 2021."):
        check_horizon(KNOWN, period(of))


def test_a_period_of_the_programme_is_let_through() -> None:
    """Also one that only touches it."""
    for of in ("2021", "2025-Q4", "2020..2022", "once"):
        check_horizon(KNOWN, period(of))


def test_what_was_before_may_be_asked_where_only_the_end_matters() -> None:
    """To compare with; after the end nothing is."""
    check_not_over(KNOWN, period("2020-Q4"))
    with bad_usage("The programme does not reach 2026-Q1."):
        check_not_over(KNOWN, period("2026-Q1"))
