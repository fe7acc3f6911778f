"""A clerk's Monday in a window of 80 columns: what came, who is called, which figures are typed in; nothing is typed twice."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from tests.support.monday import ARRIVING, BROKEN, LATE, PROMISED_TODAY, Desk, MondayOffice, monday_office

MOST_ENTERED = 40
WIDTH = 80
_FORMS, _TYPED = 2, 2
_ANSWERS = ("h 17/7", "r", "k", "r", "h 19/7")
_ASKS = "[r h g k n]: "

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> MondayOffice:
    """The office as it stands on Monday morning."""
    return monday_office(tmp_path_factory.mktemp("monday"))


@pytest.fixture
def desk(office: MondayOffice) -> Iterator[Desk]:
    """The clerk's window, in the folder where she put what came."""
    window = Desk(office)
    yield window
    window.kill()


def test_the_whole_morning_takes_forty_commands_and_answers(desk: Desk, office: MondayOffice) -> None:
    """12 arrivals, 6 promises due, 3 broken, 11 late, two forms, two reports typed in."""
    calls = PROMISED_TODAY + BROKEN + LATE
    assert f"CẦN GỌI HÔM NAY ({calls + ARRIVING} nơi)" in desk.enter("ct58")
    for place, (unit, report) in enumerate(office.mail.items(), start=1):
        assert report.document
        day = report.document.date
        assert day
        booked = desk.enter(
            f"ct58 receive {_as_typed(unit)} {report.document.number} {day.day}/{day.month} --arrival {500 + place}"
        )
        assert f"số đến {500 + place}" in booked
    assert f"SỔ VĂN BẢN ĐẾN NGÀY 15/7/2024 ({ARRIVING})" in desk.enter("ct58 receive --list")
    imported = desk.enter(f"ct58 import {' '.join(path.name for path in office.forms)}")
    assert f"{_FORMS} báo cáo" in imported, imported
    for unit in list(office.mail)[_FORMS : _FORMS + _TYPED]:
        assert "Đã ghi" in desk.enter(f"ct58 record report {_as_typed(unit)} q2 {_figures(office, unit)}")
    _make_the_calls(desk, calls)
    unreached = sum(_answer(row) == "k" for row in range(1, calls + 1))
    assert f"CẦN GỌI HÔM NAY ({unreached:02d} nơi)" in desk.enter("ct58")
    for screen in desk.screens:
        assert [line for line in screen.splitlines()[1:] if _width(line) > WIDTH] == []
    assert len(desk.entered) <= MOST_ENTERED
    long_hand = _long_hand(office, calls)
    sys.stdout.write(f"{len(desk.entered)} commands and answers with {desk.keystrokes} keys; ")
    sys.stdout.write(f"long-hand {len(long_hand)} with {_keys(long_hand)} keys\n")
    assert desk.keystrokes < _keys(long_hand) / 2


def _make_the_calls(desk: Desk, calls: int) -> None:
    """Row by row, each answered as it comes."""
    shown = desk.enter("ct58 call", _ASKS)
    for count, state in ((BROKEN, "đã quá"), (PROMISED_TODAY, "hẹn hôm nay")):
        assert len(re.findall(state, shown.partition("Gọi xong")[0])) == count
    for row in range(1, calls + 1):
        desk.enter(_answer(row), _ASKS if row < calls else "ready> ")
    assert f"Đã ghi {calls} nơi." in desk.screens[-1]


def _answer(row: int) -> str:
    return _ANSWERS[row % len(_ANSWERS)]


def _as_typed(unit: str) -> str:
    """`cong ty cp mau 4`: without accents, hyphens and zeros."""
    return re.sub(r"\b0", "", unit.replace("-", " "))


def _figures(office: MondayOffice, unit: str) -> str:
    """What the report says in whole numbers, by the numbers that are printed in the form."""
    figures = office.mail[unit].figures.items()
    numbers = ((office.numbers[key], value) for key, value in figures if type(value) is int)
    return " ".join(f"--set {number}={value}" for number, value in numbers)


def _width(line: str) -> int:
    return sum(not unicodedata.combining(char) for char in line)


def _keys(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _long_hand(office: MondayOffice, calls: int) -> list[str]:
    """The same morning with a whole command for each thing: units by id, the period and the item each time."""
    lines = ["ct58 status", "ct58 reports --period 2024-Q2 --missing", "ct58 overdue --expand"]
    lines += [f"ct58 receive {unit} --period 2024-Q2 --on 15/7/2024" for unit in office.mail]
    lines += [f"ct58 import {' '.join(path.name for path in office.forms)}"]
    typed = list(office.mail)[_FORMS : _FORMS + _TYPED]
    lines += [f"ct58 record report {unit} 2024-Q2 {_figures(office, unit)}" for unit in typed]
    name = "benh-vien-mau-01"  # an id as long as most
    said = {"h": "promised --until 17/7/2024", "r": "reminded", "k": 'noted --reason "không gọi được"'}
    for row in range(1, calls + 1):
        event, _space, more = said[_answer(row)[0]].partition(" ")
        lines.append(f"ct58 record event BC-QUY {event} --unit {name} --occurrence 2024-Q2 {more}".strip())
    return [*lines, "ct58 reports --period 2024-Q2 --missing"]
