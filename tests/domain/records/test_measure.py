"""Populations: which units a named set means, and on which day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import day, unit

from ct58.domain.records.measure import SetRule, members
from ct58.domain.records.units import Unit

SO_Y_TE = unit("so-y-te", flags=("drafts_documents",))
CHI_BO = unit("chi-bo", organisation="grassroots_cell", kind="private_enterprise")
CONG_TY = unit("cong-ty", kind="fdi_enterprise", flags=("in_economic_zone", "propaganda_function"))
DOAN = unit("doan", kind="mass_organisation", organisation=None)
UNITS = (SO_Y_TE, CHI_BO, CONG_TY, DOAN)
KINDS = st.sets(st.sampled_from([unit.kind for unit in UNITS])).map(tuple)
IDS = st.sets(st.sampled_from([unit.id for unit in UNITS])).map(tuple)
RULES = st.builds(SetRule, kinds=KINDS, ids=IDS)


def ids(units: tuple[Unit, ...]) -> list[str]:
    """The units by id."""
    return [unit.id for unit in units]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (SetRule(kinds=("private_enterprise", "fdi_enterprise")), ["chi-bo", "cong-ty"]),
        (SetRule(organisation=("grassroots_cell",)), ["chi-bo"]),
        (SetRule(flags=("drafts_documents", "in_economic_zone")), ["so-y-te", "cong-ty"]),
        (SetRule(ids=("doan", "so-y-te")), ["so-y-te", "doan"]),
        (SetRule(kinds=("fdi_enterprise",), flags=("drafts_documents",)), []),
        (SetRule(), ["so-y-te", "chi-bo", "cong-ty", "doan"]),
    ],
)
def test_every_given_property_must_fit_and_any_listed_value_will_do(
    rule: SetRule, expected: list[str]
) -> None:
    """Kinds, organisation, flags and ids narrow the set down; the order is the office's."""
    assert ids(members(rule, UNITS)) == expected


def test_a_list_of_rules_means_any_of_them() -> None:
    """Plan owers: grassroots organisations and mass organisations."""
    rules = (
        SetRule(organisation=("grassroots_committee", "grassroots_cell")),
        SetRule(kinds=("mass_organisation",)),
    )
    assert ids(members(rules, UNITS)) == ids(UNITS)


def test_a_unit_of_no_grassroots_kind_is_in_no_grassroots_set() -> None:
    """A mass organisation has no `organisation`."""
    assert DOAN not in members(SetRule(organisation=("grassroots_committee",)), UNITS)


@pytest.mark.parametrize(
    ("on", "exists"),
    [("2021-02-28", False), ("2021-03-01", True), ("2021-09-30", True), ("2021-10-01", False)],
)
def test_a_unit_exists_from_its_first_to_its_last_day_both_inside(on: str, exists: bool) -> None:
    """`valid_from` and `valid_to` are inclusive."""
    short_lived = unit("x", valid_from=day("2021-03-01"), valid_to=day("2021-09-30"))
    assert short_lived.is_valid_on(day(on)) is exists


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_a_unit_without_dates_exists_always(on: dt.date) -> None:
    """Null is open."""
    assert all(one.is_valid_on(on) for one in members(SetRule(), UNITS))


@given(RULES, RULES)
def test_several_rules_mean_the_union_and_nobody_twice(one: SetRule, other: SetRule) -> None:
    """Whoever fits both rules is still one unit."""
    both = members((one, other), UNITS)
    assert set(both) == {*members(one, UNITS), *members(other, UNITS)}
    assert len(both) == len(set(both))
