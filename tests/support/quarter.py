"""A quarter's work in an office of 34 units with the shipped programme: the files before it, and after it."""

from __future__ import annotations

from pathlib import Path

from tests.support.command_line import copy_of_shipped
from tests.support.repositories import put

UNITS = 34
LATE = 7
"""Every seventh unit sends its report after the due day."""
REPORTED = 30


def write_before(folder: Path) -> Path:
    """34 units, all of whose reports of the second quarter are in; returns the data folder."""
    data = copy_of_shipped(folder)
    for number in range(1, UNITS + 1):
        put(data, f"units/{name(number)}/unit.yaml", _unit(number))
        put(data, f"units/{name(number)}/reports/2021-Q2.yaml", report(number, "2021-Q2"))
    return data


def write_after(data: Path) -> None:
    """30 reports of the third quarter, two corrections, one merger, one extension, one reminder, one new wording."""
    for number in range(1, REPORTED + 1):
        put(data, f"units/{name(number)}/reports/2021-Q3.yaml", report(number, "2021-Q3"))
    put(
        data,
        f"units/{name(3)}/reports/2021-Q2.yaml",
        report(3, "2021-Q2", admitted=21, reason="đơn vị gửi báo cáo thay thế"),
    )
    put(data, f"units/{name(4)}/reports/2021-Q2.yaml", report(4, "2021-Q2", admitted=3))
    put(data, f"units/{name(34)}/unit.yaml", _unit(34, valid_to="2021-09-30", merged_into=name(33)))
    put(
        data,
        "tasks/PL-12.yaml",
        "item: PL-12\nevents:\n- {date: 2021-09-28, event: extended, until: 2021-12-31, "
        "document: {number: 41-TB/ĐUK, date: 2021-09-28}, reason: chờ số liệu của Tổng điều tra}\n",
    )
    for number in range(31, 34):
        put(
            data,
            f"units/{name(number)}/events.yaml",
            f"unit: {name(number)}\nevents:\n"
            "- {item: BC-QUY, occurrence: 2021-Q3, date: 2021-10-07, event: reminded, document: {number: 288-CV/ĐUK}}\n",
        )
    formatted = report(5, "2021-Q2").replace("state: received", "state: 'received'")
    put(data, f"units/{name(5)}/reports/2021-Q2.yaml", f"# đã đối chiếu\n{formatted}")


def name(number: int) -> str:
    """A unit's id."""
    return f"don-vi-{number:02d}"


def _unit(number: int, **more: str) -> str:
    rest = "".join(f"{key}: {value}\n" for key, value in more.items())
    return (
        f"id: {name(number)}\nname: Đảng bộ Đơn vị {number:02d}\nshort_name: Đơn vị {number:02d}\nkind: agency\n"
        f"organisation: grassroots_committee\norder: {number}\nvalid_from: 2020-02-28\n{rest}"
    )


def report(number: int, period: str, *, admitted: int | None = None, reason: str | None = None) -> str:
    """A quarterly report; each unit says something else, and always the same."""
    month = 7 if period == "2021-Q2" else 10
    day = 8 if number % LATE == 0 else 3
    figures = {
        "party_members": 40 + 3 * number,
        "publications": number % 5 + 1,
        "members_briefed": 30 + 2 * number,
        "candidates_trained": number % 4,
        "members_admitted": number % 3 + 9 if admitted is None else admitted,
        "superior_visits": "null" if number % 10 == 0 else 1,
    }
    lines = "".join(f"  {key}: {value}\n" for key, value in figures.items())
    correction = f"corrections:\n- {{date: 2021-10-05, reason: {reason}}}\n" if reason else ""
    return (
        f"unit: {name(number)}\nperiod: {period}\nstate: received\nreceived_on: 2021-{month:02d}-{day:02d}\n"
        f"document: {{number: {number + month * 10}-BC/ĐU, date: 2021-{month:02d}-02}}\nquality: final\nfigures:\n{lines}{correction}"
    )
