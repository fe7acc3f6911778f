"""The geometry of the charts."""

from __future__ import annotations

from tests.support.offices import day, period
from tests.support.terms import speaking

from ct58.domain.indicators.numbers import COUNT, PERCENT, Number
from ct58.domain.indicators.result import Coverage, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Target
from ct58.render.site.charts import BOTTOM, TOP, Chart, indicator_chart
from ct58.views.history import HistoryPoint

SHARE = Requirement(Target(op=">", value=90, unit="percent"), 90, PERCENT)
PLAN = Requirement(Target(op=">=", value=300, unit="count"), 300, COUNT)


def point(
    year: int,
    value: Number | None,
    *,
    lower: Number | None = None,
    upper: Number | None = None,
    is_open: bool = False,
    asked: Requirement | None = SHARE,
    verdict: Verdict = "met",
) -> HistoryPoint:
    """One year's value."""
    window = Window(
        period(str(year)), day(f"{year}-01-01"), day(f"{year}-12-31"), ends_on=day(f"{year}-12-31")
    )
    told = PERCENT if asked is None else asked.yardstick
    coverage = Coverage(reported=1 if is_open else 2, expected=2)
    return HistoryPoint(window, told, value, 1, value, lower, upper, coverage, verdict, asked)


def chart(*points: HistoryPoint) -> Chart:
    """The chart of some years."""
    found = indicator_chart(points, "title", speaking("en"))
    assert found is not None
    return found


def test_nothing_known_is_no_chart() -> None:
    """An empty plot would say that something is 0."""
    assert indicator_chart([point(2021, None)], "title", speaking("en")) is None


def test_higher_values_stand_higher_and_later_ones_to_the_right() -> None:
    """In pixels from the top, in percent of the width."""
    first, second = chart(point(2021, 85), point(2022, 95)).dots
    assert first.y is not None
    assert second.y is not None
    assert TOP <= float(second.y) < float(first.y) <= BOTTOM
    assert float(first.x.rstrip("%")) < float(second.x.rstrip("%"))


def test_a_share_ends_at_100_and_begins_where_there_is_room() -> None:
    """Low values bring the scale down to 0."""
    assert [tick.text for tick in chart(point(2021, 95)).ticks] == ["80%", "85%", "90%", "95%", "100%"]
    low = chart(point(2021, 17, lower=3, upper=40, is_open=True)).ticks
    assert (low[0].text, low[-1].text) == ("0%", "100%")


def test_a_count_begins_at_0_with_round_steps() -> None:
    """The target is inside the scale, too."""
    ticks = [tick.text for tick in chart(point(2021, 131, asked=PLAN)).ticks]
    assert ticks == ["0", "100", "200", "300"]


def test_the_open_range_is_a_bar_with_an_arrow_where_nothing_limits_it() -> None:
    """What is complete has none."""
    closed, limited, unlimited = chart(
        point(2021, 95, lower=95, upper=95),
        point(2022, 95, lower=90, upper=98, is_open=True),
        point(2023, 95, lower=90, upper=None, is_open=True),
    ).dots
    assert closed.range_y is None
    assert limited.range_y is not None
    assert limited.range_end is not None
    assert float(limited.range_y) < float(limited.y or 0) < float(limited.range_end)
    assert (limited.open_above, unlimited.open_above) == (False, True)
    assert unlimited.range_y == str(TOP)


def test_a_gap_in_the_values_is_a_gap_in_the_line() -> None:
    """Missing is not 0."""
    seen = chart(point(2021, 95), point(2022, None, verdict="no_data"), point(2023, 95), point(2024, 96))
    assert len(seen.lines) == 1
    assert seen.dots[1].y is None


def test_the_target_is_drawn_where_there_is_one() -> None:
    """A series may begin later."""
    seen = chart(point(2021, 95, asked=None), point(2022, 95))
    assert len(seen.targets) == 1
    assert seen.targets[0].y1 == seen.targets[0].y2


def test_many_points_have_no_room_for_their_values() -> None:
    """The table has them, and the words on a dot."""
    few, many = (chart(*(point(year, 95) for year in range(2021, 2021 + count))).dots for count in (3, 12))
    assert {dot.label for dot in few} == {"95%"}
    assert {dot.label for dot in many} == {""}
    assert many[0].text == "2021: 95% (95/1)"
