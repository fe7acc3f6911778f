"""Sentences of a summary, as the office words them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.indicator_offices import BLOC, grassroots, indicator_office, office_of, rated
from tests.support.offices import calendar, day, duty, event, office, report, rule, unit
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.words.summary import (
    DraftingBodies,
    duty_sentence,
    overdue_sentence,
    periods_text,
    rating_sentence,
    reports_sentence,
    reports_sentences,
    verdict_counts,
)
from ct58.views.progress import ItemProgress, overdue_of
from ct58.views.summary import IndicatorResults, SummaryView

VI = speaking("vi")
JULY = "2021-07-15"
BODIES = DraftingBodies(
    {"van-phong": "Văn phòng", "ban-thuong-vu": "Ban Thường vụ"}, frozenset({"ban-thuong-vu"})
)


def found(view: SummaryView, id: str) -> IndicatorResults:
    """One indicator of a summary."""
    return next(entry for entry in view.indicators if entry.indicator.id == id)


def test_met_and_not_met_are_told_first() -> None:
    """Then what is open; once a term is over, too."""
    reports = [report("u1", "2021", on="2022-01-10", **rated("good", on="2021-12-28"))]
    view = summary_of(indicator_office(grassroots(1), reports), "2021..2025", "2026-02-01")
    assert re.match(r"\d+ không đạt; ", verdict_counts(view.indicators, VI))


def work(data: Office, of: str, as_of: str) -> ItemProgress:
    """The one duty of an office in a period."""
    (entry,) = summary_of(data, of, as_of).duties
    return entry


def told(entry: ItemProgress, named: str = "6 tháng đầu năm 2021") -> str:
    """What is said of a duty."""
    return duty_sentence(entry, BODIES, named, VI)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "Việc NV-01 (Văn phòng): chưa hoàn thành (hạn 30/6/2021)."),
        ([event("completed", "2021-06-20")], "Việc NV-01 (Văn phòng): hoàn thành ngày 20/6/2021, đúng hạn."),
        (
            [event("completed", "2021-07-03")],
            "Việc NV-01 (Văn phòng): hoàn thành ngày 03/7/2021, chậm so với thời hạn (30/6/2021).",
        ),
    ],
)
def test_one_duty_is_told_with_its_day(events: list[object], expected: str) -> None:
    """Late, in time, or not done; how many days late stands in the appendix."""
    data = office(duties=(duty(),), events={"NV-01": events})  # type: ignore[dict-item]
    assert told(work(data, "2021-Q2", JULY)) == expected


def test_what_units_owe_is_counted() -> None:
    """Who has until later is not late."""
    data = office(
        duties=(duty(deadline=rule(within="2021..2025"), owners="tccsd", done_when="plan"),),
        units=(unit("a"), unit("b")),
        reports=(report("a", "once", on="2021-04-10", plan=day("2021-04-10")),),
    )
    entry = work(data, "2021-Q2", JULY)
    assert told(entry) == "Việc NV-01: 1/2 đơn vị đã hoàn thành; hạn 31/12/2025."


def test_what_recurs_is_counted_and_the_times_overdue_are_named() -> None:
    """Three bulletins, one of them."""
    data = office(
        duties=(duty(deadline=rule(every="month", from_="2021-04")),),
        events={"NV-01": [event("completed", "2021-04-20", occurrence="2021-04")]},
    )
    entry = work(data, "2021-Q2", JULY)
    assert told(entry) == (
        "Việc NV-01 (Văn phòng): đã hoàn thành 1/3 tháng; còn 02 tháng quá hạn chưa hoàn thành."
    )
    (late,) = overdue_of((entry,))
    assert overdue_sentence(late, BODIES, VI) == (
        "Việc NV-01 (tháng 5/2021, tháng 6/2021): chưa hoàn thành theo thời hạn "
        "(kỳ đầu hạn 31/5/2021; cơ quan tham mưu: Văn phòng)."
    )


def test_a_debt_of_an_earlier_year_stands_apart() -> None:
    """Which time it was, beside those of the report's own."""
    data = office(
        duties=(duty(deadline=rule(every="quarter", from_="2022-Q3")),),
        events={
            "NV-01": [
                event("completed", f"2023-{month}-01", occurrence=f"2023-Q{number}")
                for number, month in enumerate(("03", "06", "09", "12"), 1)
            ]
            + [event("completed", "2022-12-01", occurrence="2022-Q4")]
        },
    )
    assert told(work(data, "2023", "2024-01-15"), named="năm 2023") == (
        "Việc NV-01 (Văn phòng), năm 2023: đã hoàn thành 4/4 quý; chưa thực hiện kỳ quý III/2022."
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"lead": ("van-phong",)}, "; cơ quan tham mưu: Văn phòng"),
        ({"lead": ("ban-thuong-vu",), "with_": ("van-phong",)}, "; cơ quan tham mưu: Văn phòng"),
        ({"lead": ("ban-thuong-vu",)}, ""),
    ],
)
def test_nobody_accuses_the_signatory(given: dict[str, Any], named: str) -> None:
    """The body that drafts is named, never one that leads; and no days are counted."""
    data = office(duties=(duty(**given),))
    (late,) = overdue_of((work(data, "2021-Q2", JULY),))
    assert overdue_sentence(late, BODIES, VI) == (
        f"Việc NV-01: chưa hoàn thành theo thời hạn (hạn 30/6/2021{named})."
    )


def test_many_periods_are_told_by_the_first_and_the_last() -> None:
    """With their number."""
    data = office(duties=(duty(deadline=rule(every="month", from_="2021-04")),))
    entry = work(data, "2021-Q3", "2021-10-15")
    assert periods_text(entry.periods, VI) == "06 kỳ: tháng 4/2021 … tháng 9/2021"


def test_reports_are_told_with_their_rate() -> None:
    """“đã nhận 2/3 báo cáo (66,7%)”."""
    data = office(
        reporting=(calendar(title="Báo cáo quý"),),
        units=(unit("a"), unit("b"), unit("c")),
        reports=(report("a", "2021-Q2", on="2021-07-03"), report("b", "2021-Q2", on="2021-07-10")),
    )
    (line,) = summary_of(data, "2021-Q2", JULY).main_lines
    assert reports_sentence(line, VI) == (
        "Báo cáo quý II năm 2021: đã nhận 2/3 báo cáo (66,7%), trong đó 01 đúng hạn; còn 01 đơn vị chưa gửi."
    )


def test_a_running_quarter_says_until_when_reports_may_come() -> None:
    """Also on the last day; once they are due there is nothing more to wait for."""
    data = office(
        reporting=(calendar(title="Báo cáo quý"),),
        units=(unit("a"), unit("b")),
        reports=(report("a", "2021-Q2", on="2021-06-30"),),
    )
    said = {
        day: reports_sentences(summary_of(data, "2021-Q2", day).main_lines, VI)
        for day in ("2021-06-30", "2021-07-05", "2021-07-06")
    }
    until = "chưa gửi. Còn nhận báo cáo đến hết ngày 05/7/2021."
    assert [text.endswith(until) for text in said.values()] == [True, True, False]


def test_ratings_are_told_by_level() -> None:
    """Shares are of those that have a level."""
    data = office_of(grassroots(4), [rated("good"), rated("good"), rated("completed"), None])
    view = summary_of(data, "2021", "2022-01-25")
    rating = next(entry for entry in view.ratings if entry.figure.key == "party_rating")
    assert rating_sentence(rating, VI).endswith(
        ", năm 2021: 02 hoàn thành tốt nhiệm vụ (66,7%); 01 hoàn thành nhiệm vụ (33,3%); 01 chưa có quyết định."
    )


def test_one_body_has_its_level() -> None:
    """Not “Tốt 01 (100%)”."""
    reports = [report("dang-uy-khoi", "2021", on="2022-01-10", bloc_rating="good")]
    data = indicator_office([BLOC], reports)
    rating = next(r for r in summary_of(data, "2021", "2022-02-01").ratings if r.figure.key == "bloc_rating")
    assert rating_sentence(rating, VI) == "Xếp loại Đảng bộ Khối, năm 2021: hoàn thành tốt nhiệm vụ."
