"""The charts of a summary: what is drawn of it, and the tables that say the same."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
from tests.support.demo_office import demo_office
from tests.support.offices import day
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.render.formats.xlsx import page_as_xlsx
from ct58.render.screens.summary_charts import ChartWithNumbers, chart_lists, plan_chart, summary_charts
from ct58.views.page import Heading, Page, plain
from ct58.views.summary import SummaryView

VI = speaking("vi")


def _year() -> SummaryView:
    return summary_of(demo_office(), "2022", "2023-02-01")


def _cells(found: ChartWithNumbers) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in found.table.rows]


def test_a_part_of_a_year_has_no_charts_but_a_review_has() -> None:
    """A quarter's report stays short; a term has no plan for all its years, and shows what is counted year by year."""
    assert summary_charts(summary_of(demo_office(), "2021-Q2", "2021-07-15"), VI) == ()
    kinds = [found.chart.kind for found in summary_charts(_year(), VI)]
    assert kinds == ["bars", "parts", "lines"]
    term = summary_of(demo_office(), "2021..2025", "2026-02-01")
    assert [found.chart.kind for found in summary_charts(term, VI)] == ["lines", "parts", "lines"]


def test_plans_stand_beside_what_was_reached() -> None:
    """Only of what is counted; in percent of the plan, since one asks for 2 and another for 600."""
    found = plan_chart(_year(), VI)
    assert found is not None
    done, plan = found.chart.series
    assert set(plan.values) == {100}
    rows = _cells(found)
    assert [row[1] for row in rows] == list(found.chart.categories)
    for row, value in zip(rows, done.values, strict=True):
        assert row[4] == VI.percent(value)
    assert all(f"{row[1]}: " in found.chart.alt for row in rows)


def test_a_plan_without_figures_is_a_gap() -> None:
    """No zero; where nothing is known at all, nothing is drawn."""
    view = _year()

    def without(result: SummaryView, title: str | None) -> SummaryView:
        def emptied(row):  # type: ignore[no-untyped-def]
            main = replace(row.result.main, value=None, numerator=None, lower=None, upper=None)
            return replace(row, result=replace(row.result, main=main))

        entries = (
            replace(entry, rows=tuple(map(emptied, entry.rows)))
            if title in (None, entry.indicator.title)
            else entry
            for entry in result.indicators
        )
        return replace(result, indicators=tuple(entries))

    full = plan_chart(view, VI)
    assert full is not None
    first = full.chart.categories[0]
    partial = plan_chart(without(view, first), VI)
    assert partial is not None
    assert partial.chart.series[0].values[0] is None
    assert _cells(partial)[0][3:5] == ["–", "–"]
    assert f"{first}: chưa có số liệu" in partial.chart.alt
    assert plan_chart(without(view, None), VI) is None


def test_reports_are_told_quarter_by_quarter() -> None:
    """Every report is in one part of its column, so that the parts add up to those asked for."""
    found = next(one for one in summary_charts(_year(), VI) if one.chart.kind == "parts")
    assert found.chart.categories == ("I/2022", "II/2022", "III/2022", "IV/2022")
    assert [one.name for one in found.chart.series][:2] == ["Đúng hạn", "Gửi chậm"]
    for row, parts in zip(
        _cells(found), zip(*(one.values for one in found.chart.series), strict=True), strict=True
    ):
        assert int(row[1]) == sum(int(part or 0) for part in parts)
        assert list(map(int, row[2:])) == list(parts)


def test_what_lies_ahead_is_not_drawn() -> None:
    """Of a term that lasts, neither its coming quarters nor its coming years."""
    found = summary_charts(summary_of(demo_office(), "2021..2025", "2022-08-01"), VI)
    assert [one.chart.categories[-1] for one in found if one.chart.kind == "parts"] == ["II/2022"]
    assert {one.chart.categories[-1] for one in found if one.chart.kind == "lines"} <= {"2022"}


def test_the_years_up_to_the_reports_own_are_drawn() -> None:
    """Not those after it; what is partial has a star and a note."""
    for found in summary_charts(_year(), VI)[2:]:
        assert found.chart.categories == ("2021", "2022")
        assert len(found.chart.series) <= 4
        assert any(cell.endswith("*") for row in _cells(found) for cell in row) == found.note.startswith("*")


def test_the_first_year_has_nothing_to_be_compared_with() -> None:
    """One point is no line."""
    kinds = [
        found.chart.kind for found in summary_charts(summary_of(demo_office(), "2021", "2022-02-01"), VI)
    ]
    assert "lines" not in kinds


def test_what_is_drawn_is_what_is_printed() -> None:
    """A share's point is the number in the table."""
    for found in summary_charts(_year(), VI)[2:]:
        for row, one in zip(_cells(found), found.chart.series, strict=True):
            for said, value in zip(row[2:], one.values, strict=True):
                shown = VI.percent(value if value is None else Decimal(value))
                assert shown in said


def test_a_page_shows_the_tables_under_their_titles() -> None:
    """As an appendix behind those of the work; the later ones are numbered on."""
    charts = summary_charts(_year(), VI)
    text = summary_markdown(_year(), VI)
    assert [one.chart.title for one in charts if f"### {one.chart.title}" not in text] == []
    titles = [line for line in text.splitlines() if line.startswith("## PHỤ LỤC")]
    assert titles[3] == "## PHỤ LỤC 4: BIỂU ĐỒ"
    assert [line.split(":")[0] for line in titles] == [f"## PHỤ LỤC {n}" for n in range(1, len(titles) + 1)]


def test_a_workbook_draws_them_of_numbers_too() -> None:
    """Each on a sheet with its numbers; a gap is an empty cell."""
    charts = summary_charts(_year(), VI)
    page = Page((Heading("BÁO CÁO", 1), *chart_lists(charts, VI)))
    book = openpyxl.load_workbook(io.BytesIO(page_as_xlsx(page, VI, day("2023-02-01"))))
    drawn = [(sheet, chart) for sheet in book.worksheets for chart in sheet._charts]  # type: ignore[attr-defined]
    assert len(drawn) >= 2
    titles = [[cell.value for cell in row] for sheet, _ in drawn for row in sheet.iter_rows()]
    assert any(row[0] == charts[0].chart.categories[0] and isinstance(row[1], int | float) for row in titles)
