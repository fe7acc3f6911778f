from __future__ import annotations

from dataclasses import replace

from tests.support.forms import SPEECH
from tests.support.forms_office import FIGURES, forms_office
from tests.support.offices import period, report

from ct58.exchange.layout import form_layout, grid_slots


def test_a_form_has_the_unit_s_own_lines_in_the_printed_order() -> None:
    """Only what this unit is asked in this period; a record has a line for each field."""
    office = forms_office()
    layout = form_layout(office, office.units["so-y-te"], period("2021-Q2"), SPEECH)
    assert [slot.number for slot in layout.figures] == ["1", "2", "3", "4", "5", "6", "7", "8.1", "8.2", "10"]
    assert [block.key for block in layout.lists] == ["channels"]
    mass = form_layout(office, office.units["doan"], period("2021-Q2"), SPEECH)
    assert [slot.path for slot in mass.figures] == ["employees"]
    year = form_layout(office, office.units["so-y-te"], period("2021"), SPEECH)
    assert [slot.path for slot in year.figures] == ["headcount"]


def test_last_period_s_values_stand_beside_the_lines() -> None:
    """Those of the same kind of period, fields of records too."""
    before = report("so-y-te", "2021-Q1", members=409, plan={"number": "3-KH/ĐU"})
    office = forms_office(reports=(before,))
    layout = form_layout(office, office.units["so-y-te"], period("2021-Q2"), SPEECH)
    previous = {slot.path: slot.previous for slot in layout.figures if slot.previous is not None}
    assert previous == {"members": 409, "plan.number": "3-KH/ĐU"}


def test_the_version_changes_with_what_is_asked_and_not_with_values() -> None:
    """So an old form is known."""
    office = forms_office()
    unit, of = office.units["so-y-te"], period("2021-Q2")
    version = form_layout(office, unit, of, SPEECH).version
    same = forms_office(reports=(report("so-y-te", "2021-Q1", members=1),))
    relabelled = forms_office(figures=(replace(FIGURES[0], label="Đảng viên"), *FIGURES[1:]))
    assert form_layout(same, unit, of, SPEECH).version == version
    assert form_layout(relabelled, unit, of, SPEECH).version != version


def test_a_grid_of_some_figures_has_nothing_about_the_report() -> None:
    """No receipt, no document, no quality."""
    office = forms_office()
    units = [office.units[id] for id in ("doan", "so-y-te")]
    columns, asked, _lists = grid_slots(office, units, period("2021-Q2"), SPEECH, {"plan", "employees"})
    assert [slot.path for slot in columns] == ["plan.number", "plan.issued_on", "employees"]
    assert ("doan", "plan.number") not in asked


def test_a_grid_has_the_columns_of_all_and_knows_who_is_asked_what() -> None:
    """Lists have no place in it."""
    office = forms_office()
    units = [office.units[id] for id in ("doan", "so-y-te")]
    columns, asked, lists = grid_slots(office, units, period("2021-Q2"), SPEECH)
    assert [slot.number for slot in columns if slot.number] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8.1",
        "8.2",
        "10",
        "11",
    ]
    assert ("doan", "employees") in asked
    assert ("so-y-te", "employees") not in asked
    assert [figure.key for figure in lists] == ["channels"]
