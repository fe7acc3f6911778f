"""A summary as JSON."""

from __future__ import annotations

from tests.support.demo_office import demo_office
from tests.support.summaries import summary_of

from ct58.render.summary import summary_as_json
from ct58.render.words import Speech


def test_a_summary_tells_its_numbers() -> None:
    """Coverage, work by group, indicators, and what waits for words."""
    view = summary_of(demo_office(), "2021-Q2", "2021-07-15")
    data = summary_as_json(view, Speech("en"))
    assert (data["period"], data["named"], data["to"]) == ("2021-Q2", "2021-H1", "standing-committee")
    assert data["coverage"] == {
        "reported": view.coverage.actual,
        "expected": view.coverage.expected,
        "on_time": view.coverage.actual_on_time,
    }
    assert [entry["id"] for entry in data["indicators"]] == [entry.indicator.id for entry in view.indicators]  # type: ignore[attr-defined]
    assert data["missing_sections"] == list(view.missing)
