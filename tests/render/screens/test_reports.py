"""`ct58 reports` on the screen."""

from __future__ import annotations

import json
from typing import Any

from tests.support.offices import calendar, day, event, office, period, report, unit
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.formats.json import envelope
from ct58.render.formats.text import page_as_text
from ct58.render.screens.reports import queue_as_json, queue_page, reports_as_json, reports_page
from ct58.views.reports import ReportsView, queue_view, reports_view

AS_OF = day("2021-07-15")
Q2 = period("2021-Q2")


def known(**given: Any) -> Office:
    """Three units: in time, late, missing with a telephone and a promise."""
    plain: dict[str, Any] = {
        "units": (
            unit("a", order=1, name="Đảng bộ Sở A", short_name="Sở A"),
            unit("b", order=2, name="Đảng bộ Sở B", kind="public_service"),
            unit("c", order=3, name="Đảng bộ Sở C", office_phone="0200 333"),
        ),
        "reporting": (calendar("BC-QUY", from_=Q2, assumed=True),),
        "reports": (
            report("a", "2021-Q2", on="2021-07-05"),
            report("b", "2021-Q2", state="registered", on="2021-07-08"),
        ),
        "unit_events": {
            "c": (
                event("reminded", "2021-07-09", item="BC-QUY", occurrence="2021-Q2"),
                event("promised", "2021-07-09", item="BC-QUY", occurrence="2021-Q2", until="2021-07-16"),
            )
        },
    }
    return office(**{**plain, **given})


def text(of: Office | None = None, **asked: Any) -> str:
    """The page through a pipe, runs of spaces as one."""
    page = reports_page(reports_view(of or known(), Q2, AS_OF), speaking("en"), **asked)
    return "\n".join(" ".join(line.split()) for line in page_as_text(page).splitlines())


def test_each_line_shows_every_rate_beside_its_fraction() -> None:
    """Expected, received, on time."""
    assert "Báo cáo BC-QUY 2021-07-05* 3 2/3 66.7% 1/3 33.3%" in text()


def test_how_far_the_reports_are_and_where_to_look_further() -> None:
    """Each hint with its number."""
    assert "typed in 1 · waiting to be typed in 1 · not sent 1" in text()
    assert "Not received: 1 reports: ct58 reports --period 2021-Q2 --missing" in text()
    assert "Sent late: 1 reports: ct58 reports --period 2021-Q2 --late" in text()
    assert "Waiting to be typed in: 1 reports: ct58 reports --waiting" in text()


def test_missing_tells_whom_to_call() -> None:
    """Days late, telephone, promise, last reminder."""
    assert "NOT RECEIVED (1 reports)\nUnit Late by Telephone Promised for Last reminded Id\n" in text(
        missing=True
    )
    assert "Đảng bộ Sở C 10 days 0200 333 2021-07-16 2021-07-09 c" in text(missing=True)


def test_what_was_sent_back_or_empty_is_missing_and_says_so() -> None:
    """Somebody must ask again."""
    returned = known(reports=(report("a", "2021-Q2", state="returned", on="2021-07-05"),))
    assert "Sở A (sent back) 10 days" in text(returned, missing=True)


def test_before_the_deadline_the_time_that_is_left_is_shown() -> None:
    """Nobody is late yet."""
    page = reports_page(reports_view(known(), Q2, day("2021-07-03")), speaking("en"), missing=True)
    assert "2 days left" in page_as_text(page)
    page = reports_page(reports_view(known(), Q2, day("2021-07-05")), speaking("en"), missing=True)
    assert "due today" in page_as_text(page)


def test_late_shows_due_day_receipt_and_days() -> None:
    """The latest first."""
    assert "Đảng bộ Sở B 2021-07-05 2021-07-08 3 days waiting to be typed in" in text(late=True)


def test_by_kind_and_by_unit_list_all() -> None:
    """A row a kind, a row a unit."""
    assert "cơ quan 2 1/2 50% 1/2 50%" in text(by="kind")
    assert "Sở A typed in 2021-07-05 2021-07-05 – a" in text(by="unit")


def test_several_lines_name_the_report_of_each_row() -> None:
    """BC-QUY and BC-DT in one list."""
    units = (unit("a"), unit("doan", kind="mass_organisation", organisation=None))
    lines = (calendar("BC-QUY", from_=Q2), calendar("BC-DT", units="mass", from_=Q2))
    shown = text(known(units=units, reporting=lines, reports=(), unit_events={}), missing=True)
    assert "Đơn vị doan BC-DT 10 days" in shown


def test_when_all_have_sent_in_time_the_lists_say_so() -> None:
    """No empty table."""
    done = known(reports=[report(id_, "2021-Q2", on="2021-07-01") for id_ in ("a", "b", "c")])
    assert "All have sent." in text(done, missing=True)
    assert "None was late." in text(done, late=True)


def test_the_queue_shows_how_long_each_waits() -> None:
    """And how to go on."""
    shown = page_as_text(queue_page(queue_view(known(), AS_OF), speaking("en")))
    assert "WAITING TO BE TYPED IN (1 reports)" in shown
    assert "7 days" in shown
    assert "ct58 record report --next" in shown


def test_an_empty_queue_is_good_news() -> None:
    """One line."""
    shown = page_as_text(queue_page(queue_view(known(reports=()), AS_OF, Q2), speaking("en")))
    assert shown.splitlines() == ["WAITING TO BE TYPED IN (0 reports) · 2021-Q2", "Nothing waits."]


OFFICE = office(
    units=(unit("a", order=1, office_phone="0200 111"), unit("b", order=2)),
    reporting=(calendar("BC-QUY", from_=period("2021-Q2")),),
    reports=(report("a", "2021-Q2", state="registered", on="2021-07-06"),),
)


def view() -> ReportsView:
    """The second quarter."""
    return reports_view(OFFICE, period("2021-Q2"), AS_OF)


def test_the_object_has_exactly_the_contracts_keys() -> None:
    """`{expected, actual, actual_on_time, due, due_on_time, unreadable, rate, rate_on_time, units: [{unit, period, state, received_on, due}]}`."""
    data = json.loads(envelope("reports", AS_OF, reports_as_json(view(), view().rows)))["data"]
    assert data == {
        "expected": 2,
        "actual": 1,
        "actual_on_time": 0,
        "due": 2,
        "due_on_time": 0,
        "unreadable": 0,
        "rate": 50,
        "rate_on_time": 0,
        "units": [
            {
                "unit": "a",
                "period": "2021-Q2",
                "state": "registered",
                "received_on": "2021-07-06",
                "due": "2021-07-05",
            },
            {"unit": "b", "period": "2021-Q2", "state": "missing", "received_on": None, "due": "2021-07-05"},
        ],
    }


def test_kinds_are_added_where_asked_for() -> None:
    """One entry a line and kind."""
    assert reports_as_json(view(), (), by_kind=True)["kinds"] == [
        {
            "id": "BC-QUY",
            "kind": "agency",
            "expected": 2,
            "actual": 1,
            "actual_on_time": 0,
            "due": 2,
            "due_on_time": 0,
            "unreadable": 0,
            "rate": 50,
            "rate_on_time": 0,
        }
    ]


def test_where_nothing_is_expected_the_rate_is_null() -> None:
    """Not 0."""
    nobody = office(reporting=(calendar("BC-QUY", from_=period("2021-Q2")),))
    assert reports_as_json(reports_view(nobody, period("2021-Q2"), AS_OF), ())["rate"] is None


def test_the_queue_is_a_list() -> None:
    """Oldest first."""
    assert queue_as_json(queue_view(OFFICE, AS_OF)) == [
        {
            "unit": "a",
            "period": "2021-Q2",
            "state": "registered",
            "received_on": day("2021-07-06"),
            "document": None,
        }
    ]


def test_where_all_that_is_missing_has_lapsed_nobody_is_called() -> None:
    """Which is not the same as that all have sent."""
    lapsing = (calendar("BC-QUY", from_=Q2, lapses_after=5),)
    shown = text(known(reporting=lapsing), missing=True)
    assert "Nobody is to be asked any more" in shown
    assert "All have sent." not in shown
    assert "not sent, its time is over 1" in shown
