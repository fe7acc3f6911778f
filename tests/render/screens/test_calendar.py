"""`ct58 calendar` on a screen."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.support.offices import day, event, office, rule, staff, task, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.formats.text import page_as_text
from ct58.render.screens.calendar import calendar_as_ics, calendar_as_json, calendar_page
from ct58.views.calendar import CalendarView, DayRange, calendar_view

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """By day, to the end of the year."""
    view = calendar_view(showcase(), AS_OF, DayRange(first=AS_OF, last=day("2021-12-31")))
    golden(page_as_text(calendar_page(view, speaking(language))), f"calendar-{language}.txt")


def test_nothing_in_the_span_is_said() -> None:
    """With its days, or with the first alone."""
    for last, expected in (("2021-05-31", "from 2021-05-01 to 2021-05-31."), (None, "from 2021-08-01 on.")):
        first = day("2021-05-01" if last else "2021-08-01")
        span = DayRange(first=first, last=day(last) if last else None)
        page = calendar_page(calendar_view(office(tasks=(task(),)), first, span), speaking("en"))
        assert f"Nothing falls due {expected}" in page_as_text(page)


OCTETS = 75


def made(known: Office, as_of: dt.date = AS_OF, with_done: bool = False) -> CalendarView:
    """The calendar of all from a day on."""
    return calendar_view(known, as_of, DayRange(first=as_of), with_done=with_done)


def ics(
    known: Office, alarms: Sequence[int] = (7,), as_of: dt.date = AS_OF, with_done: bool = False
) -> bytes:
    """The calendar in Vietnamese."""
    return calendar_as_ics(made(known, as_of, with_done=with_done), speaking("vi"), alarms)


def events(content: bytes) -> list[Any]:
    """The events, as icalendar reads them."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_reads_as_reviewed(golden: Golden, language: str) -> None:
    """The three nearest deadlines of the showcase."""
    view = calendar_view(showcase(), AS_OF, DayRange(first=AS_OF, last=day("2021-08-31")))
    golden(
        calendar_as_ics(view, speaking(language), (7,)).decode().replace("\r\n", "\n"),
        f"calendar-{language}.ics",
    )


def test_the_same_data_gives_the_same_bytes() -> None:
    """The stamp is the as-of day, not the clock."""
    assert ics(showcase()) == ics(showcase())
    assert {found["dtstamp"].dt for found in events(ics(showcase()))} == {
        dt.datetime(2021, 7, 15, tzinfo=dt.UTC)
    }


def test_each_event_lies_on_its_due_day_the_whole_day() -> None:
    """The end is the day after, not inside."""
    (found,) = events(ics(office(tasks=(task(),)), as_of=day("2021-06-01")))
    assert (found["dtstart"].dt, found["dtend"].dt) == (day("2021-06-30"), day("2021-07-01"))
    assert found["dtstart"].params["VALUE"] == "DATE"


def test_the_description_has_the_deadline_as_written_and_where_it_goes() -> None:
    """And the product, the basis, and where it stands."""
    written = task(
        deadline=rule(text="Quý II năm 2021", by="2021-Q2"), forms=("Kế hoạch",), clauses=("II.1-1",)
    )
    known = office(tasks=(written,), units=(staff(name="Văn phòng"),))
    (found,) = events(ics(known, as_of=day("2021-06-20")))
    assert str(found["description"]).splitlines() == [
        "Thời hạn: 30/6/2021 (văn bản ghi: “Quý II năm 2021”)",
        "Chủ trì: Văn phòng",
        "Sản phẩm: Kế hoạch",
        "Trình: BTV",
        "Căn cứ: 10-CTr/ĐUK: II.1-1",
        "Tính đến ngày 20/6/2021: Sắp đến hạn",
    ]


def test_alarms_ring_at_eight_so_many_days_before() -> None:
    """Counted from the beginning of the due day."""
    (found,) = events(ics(office(tasks=(task(),)), alarms=(1, 7), as_of=day("2021-06-01")))
    assert [alarm["trigger"].dt for alarm in found.walk("VALARM")] == [
        dt.timedelta(days=-7, hours=8),
        dt.timedelta(days=-1, hours=8),
    ]


def test_alarms_that_are_past_are_left_out() -> None:
    """A client would ring at once for each of them."""
    (found,) = events(ics(office(tasks=(task(),)), alarms=(1, 7), as_of=day("2021-06-25")))
    assert len(found.walk("VALARM")) == 1


def test_what_is_done_is_marked_and_does_not_ring() -> None:
    """When it is asked for at all."""
    known = office(tasks=(task(submit_to=()),), events={"PL-01": [event("issued", "2021-05-20")]})
    (found,) = events(ics(known, as_of=day("2021-06-01"), with_done=True))
    assert str(found["summary"]).startswith("Đã xong PL-01")
    assert found.walk("VALARM") == []


def test_an_extension_raises_the_sequence_so_that_clients_take_the_new_day() -> None:
    """RFC 5545, 3.8.7.4."""
    extended = [event("extended", "2021-06-25", until="2021-07-10")]
    for known, sequence in (
        (office(tasks=(task(),)), 0),
        (office(tasks=(task(),), events={"PL-01": extended}), 1),
    ):
        (found,) = events(ics(known, as_of=day("2021-06-26")))
        assert found["sequence"] == sequence


LONG = "Kế hoạch xây dựng chương trình phối hợp giữa Đảng ủy Khối với một số đơn vị cấp tỉnh; " * 4
NAMES = st.one_of(
    st.just(LONG), st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300)
)


@given(NAMES)
def test_any_name_comes_back_as_written_from_lines_of_75_octets(title: str) -> None:
    """Folding counts octets and splits no character; commas, semicolons and backslashes are escaped."""
    content = ics(office(tasks=(task(title=title),)), as_of=day("2021-06-01"))
    assert max(map(len, content.split(b"\r\n"))) <= OCTETS
    for line in content.split(b"\r\n"):
        line.decode("utf-8")
    (found,) = events(content)
    assert title in str(found["summary"])


def test_control_characters_do_not_reach_the_calendar() -> None:
    """A carriage return in a title would begin a line of its own."""
    content = ics(office(tasks=(task(title="Một\r\nBEGIN:VALARM\x07"),)), alarms=(), as_of=day("2021-06-01"))
    (found,) = events(content)
    assert found.walk("VALARM") == []
    assert b"\x07" not in content


def test_json_says_how_many_units_one_entry_stands_for() -> None:
    """What belongs to one unit is null there."""
    found = {str(entry["uid"]): entry for entry in calendar_as_json(made(showcase()))}
    of_units = next(entry for uid, entry in found.items() if ".BC-QUY.2021-Q3@" in uid)
    assert (of_units["units"], of_units["status"], of_units["owners"]) == (
        {"expected": 8, "done": 0, "unreadable": 0},
        None,
        [],
    )


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_a_real_calendar_program_imports_it_without_complaint(tmp_path: Path) -> None:
    """Khal takes all events, shows them on their days, and takes them a second time without doubling."""
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[office]]\npath = {tmp_path}/calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\n",
        encoding="utf-8",
    )
    file = tmp_path / "lich.ics"
    file.write_bytes(ics(_with_long_titles()))

    def khal(*arguments: str) -> str:
        home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHONUTF8": "1"}
        done = subprocess.run(
            ["khal", "-c", str(config), *arguments], capture_output=True, check=True, env=home, cwd=tmp_path
        )
        assert done.stderr == b""
        return done.stdout.decode()

    for _ in range(2):
        khal("import", "--batch", "-a", "office", str(file))
    shown = khal("list", "--format", "{start-date} {title}", "--day-format", "", "2021-07-15", "180d")
    for found in events(file.read_bytes()):
        if found["dtstart"].dt <= day("2021-12-31"):
            line = f"{found['dtstart'].dt} {found['summary']}"
            assert shown.splitlines().count(line) == 1, line


def _with_long_titles() -> Office:
    return office(
        units=(staff(name="Văn phòng"), unit("a")),
        tasks=(
            task("PL-01", rule(by="2021-07-20"), title=LONG.strip()),
            task("PL-02", rule(every="month", from_="2021-07")),
            task("PL-03", rule(by="2021-09-30"), title="Ngoặc “kép”, phẩy; chấm phẩy \\ gạch chéo"),
        ),
    )
