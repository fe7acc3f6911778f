"""Which files an export reads."""

from __future__ import annotations

from tests.support.offices import period

from ct58.services.export_slice import export_slice
from ct58.views.export import TableName


def test_only_the_reports_of_the_periods_are_read() -> None:
    """All of them where no period is asked for."""
    half = export_slice("facts", (period("2021-H1"),))
    assert half.wants("units/a/reports/2021-Q2.yaml")
    assert not half.wants("units/a/reports/2021-Q3.yaml")
    assert not half.wants("units/a/reports/once.yaml")
    assert export_slice("facts", ()).wants("units/a/reports/once.yaml")


def test_the_register_and_the_form_need_no_report() -> None:
    """Errors in reports do not stop them."""
    tables: tuple[TableName, ...] = ("units", "figures")
    for table in tables:
        found = export_slice(table, (period("2021"),))
        assert not found.wants("units/a/reports/2021.yaml")
        assert found.wants("units/a/unit.yaml")
