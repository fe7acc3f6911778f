"""What answers of one report settle of each other: a known no, a whole that is nothing, a sum that is complete."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.indicator_offices import Figures, counts, grassroots, office_of, result
from tests.support.offices import figure, period, unit

from ct58.domain.indicators.dependents import fit_together, links, settled
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.result import Needed

FIGURES = {
    line.key: line
    for line in (
        figure("culture", 1, type="boolean", adds=None),
        figure("model", 2, type="boolean", adds=None, subset_of="culture"),
        figure("awards", 3, type="list", adds=None, subset_of="culture"),
        figure("all", 4, min=0),
        figure("some", 5, min=0, subset_of="all"),
        figure("women", 6, min=0, max=9),
        figure("men", 7, min=0, max=9),
        figure("people", 8, min=0, sum_of=("women", "men")),
        figure("alone", 9),
        figure("yearly", 10, every="year", subset_of="all"),
    )
}
LINKS = links(FIGURES)


def read(**said: Any) -> dict[str, Any]:
    """What a report comes to, figure by figure; of what stays open the limits that the others leave."""
    cells = {key: _cell(key, value) for key, value in said.items()}
    return {key: _said(cell) for key, cell in settled(FIGURES, LINKS[next(iter(said))], cells).items()}


def _cell(key: str, value: Any) -> FigureCell:
    state = (
        {"n/a": "not_applicable", None: "missing"}.get(value, "given")
        if not isinstance(value, bool)
        else "given"
    )
    return FigureCell(key, unit("u"), period("2021-Q2"), state, value if state == "given" else None)  # type: ignore[arg-type]


def _said(cell: FigureCell) -> Any:
    if cell.state == "missing":
        return cell.limits
    return cell.value if cell.state == "given" else "n/a"


@pytest.mark.parametrize("said", [None, "n/a", False])
def test_a_no_settles_what_is_part_of_it(said: Any) -> None:
    """Blank, said not to apply, or said: no standard, no model."""
    assert read(culture=False, model=said)["model"] is False
    assert read(culture=False, awards=None)["awards"] == ()


def test_what_does_not_apply_has_no_part_either() -> None:
    """A blank part, that is; a part that says no says no."""
    assert read(culture="n/a", model=None)["model"] == "n/a"
    assert read(culture="n/a", model=False)["model"] is False


def test_a_yes_or_a_blank_settles_nothing() -> None:
    """It may be one or not."""
    assert read(culture=True, model=None)["model"] is None
    assert read(culture=None, model=None)["model"] is None


@pytest.mark.parametrize("whole", [None, "n/a", False])
def test_a_yes_whose_whole_is_not_given_is_open(whole: Any) -> None:
    """Which of the two is wrong is not known."""
    assert read(culture=whole, model=True)["model"] is None


def test_a_part_is_not_more_than_its_whole_and_a_whole_not_less_than_its_part() -> None:
    """And nothing is a part of nothing."""
    assert read(all=5, some=None)["some"] == (0, 5)
    assert read(all=None, some=3)["all"] == (3, None)
    assert read(all=0, some=None)["some"] == 0


def test_a_sum_is_complete_with_all_but_one() -> None:
    """12 people, 5 women: 7 men. What its limits forbid is not concluded."""
    assert read(people=12, women=5, men=None)["men"] == 7
    assert read(people=None, women=5, men=4)["people"] == 9
    assert read(people=30, women=5, men=None)["men"] is None
    assert read(people=12, women=None, men=None)["men"] is None
    assert read(people=12, women="n/a", men=None)["men"] is None


def test_figures_of_other_reports_or_alone_depend_on_nothing() -> None:
    """A year's figure does not stand in a quarter's report."""
    assert not {"alone", "yearly"} & LINKS.keys()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"culture": False, "model": True}, False),
        ({"culture": None, "model": True}, False),
        ({"model": True}, True),
        ({"all": 2, "some": 3}, False),
        ({"all": None, "some": 3}, True),
        ({"people": 3, "women": 1, "men": 1}, False),
        ({"people": 3, "women": 1, "men": None}, True),
    ],
)
def test_answers_fit_together_as_check_asks_it(values: dict[str, Any], expected: bool) -> None:
    """What is not known, or does not apply, contradicts nothing."""
    assert all(fit_together(linked, values) for linked in LINKS.values()) is expected


# ------------------------------------------------------------- in the shipped indicators


def test_ct_27_without_the_standard_nobody_is_a_model() -> None:
    """20 agencies, 14 with the standard, 3 of them models; the other six leave the line blank: 3/20, not met."""
    said = [
        *[{"culture_standard": True, "model_unit": True}] * 3,
        *[{"culture_standard": True, "model_unit": False}] * 11,
        *[{"culture_standard": False}] * 6,
    ]
    found = result(office_of(grassroots(20), said, "2025", "2026-01-10"), "CT-27", "2025", "2026-01-25")
    assert counts(found) == (3, 20, "not_met")
    assert (found.main.coverage.reported, found.main.coverage.expected) == (20, 20)
    assert (found.main.lower, found.main.upper, found.main.needed) == (15, 15, None)


def test_ct_27_what_is_needed_can_be_reached() -> None:
    """One more with the standard has not said whether it is a model: of 10, with one model, it decides."""
    said: list[Figures] = [
        {"culture_standard": True, "model_unit": True},
        {"culture_standard": True},
        *[{"culture_standard": False, "model_unit": "n/a"}] * 8,
    ]
    found = result(office_of(grassroots(10), said, "2025", "2026-01-10"), "CT-27", "2025", "2026-01-25")
    assert counts(found) == (1, 9, "undetermined")
    assert (found.main.lower, found.main.upper) == (10, 20)
    assert found.main.needed == Needed(units=1, of=1, count=None)


@pytest.mark.parametrize("other", [{}, {"health_insurance_paid": "n/a"}])
def test_ct_10_one_insurance_that_is_not_paid_is_enough(other: dict[str, Any]) -> None:
    """Whatever is said of another; with two paid and one blank nothing is settled."""
    firms = grassroots(2, kind="state_enterprise")
    paid = {"social_insurance_paid": True, "health_insurance_paid": True, "unemployment_insurance_paid": True}
    fails = {"social_insurance_paid": False, "unemployment_insurance_paid": True, **other}
    assert counts(result(office_of(firms, [paid, fails]), "CT-10"))[:2] == (1, 2)
    open_ = {"social_insurance_paid": True, "unemployment_insurance_paid": True}
    assert counts(result(office_of(firms, [paid, open_]), "CT-10"))[:2] == (1, 1)
