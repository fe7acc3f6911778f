"""Clashes of every kind, for screens: a figure, a text, an event, a field of the programme, a file that is gone."""

from __future__ import annotations

import datetime as dt

from tests.support.showcase import showcase
from tests.support.terms import speaking

from ct58.render.screens.submissions import ClashWords, Sides
from ct58.views.submissions import Author, Clash

HOA = Author(name="Lê Thị Hoa", when=dt.datetime(2021, 7, 15, 16, 40, tzinfo=dt.UTC))
LAN = Author(name="Nguyễn Thị Lan", when=dt.datetime(2021, 7, 15, 16, 52, tzinfo=dt.UTC))
_REPORT = "units/u1/reports/2021-Q2.yaml"
_LONG = (
    "Đơn vị gặp khó khăn trong việc bố trí thời gian học tập nghị quyết cho đảng viên đi công tác xa. " * 2
)


def _clash(number: int, file: str, **said: object) -> Clash:
    return Clash(file=file, number=number, mine_by=LAN, theirs_by=HOA, **said)  # type: ignore[arg-type]


def _of_report(number: int, *path: str, mine: object, theirs: object) -> Clash:
    return _clash(number, _REPORT, unit="u1", period="2021-Q2", path=path, mine=mine, theirs=theirs)


CLASHES = (
    _of_report(1, "figures", "members_admitted", mine=15, theirs=14),
    _of_report(2, "figures", "action_programme", mine=None, theirs="n/a"),
    _of_report(
        3, "notes", "difficulties", mine=f"{_LONG}Đề nghị hỗ trợ.", theirs=f"{_LONG}Không đề nghị gì."
    ),
    _clash(
        4,
        "units/u1/events.yaml",
        unit="u1",
        item="BC-QUY",
        path=("events", 3, "until"),
        entry={"item": "BC-QUY", "date": dt.date(2021, 7, 10), "event": "promised"},
        mine=dt.date(2021, 7, 20),
        theirs=dt.date(2021, 7, 22),
    ),
    _clash(
        5,
        "tasks/PL-01.yaml",
        item="PL-01",
        path=("events", 0),
        mine={"date": dt.date(2021, 7, 10), "event": "submitted", "to": "standing_committee"},
    ),
    _clash(
        6,
        "programme.yaml",
        path=("indicators", 2, "target", "value"),
        entry={"id": "CT-18", "title": "TCCSĐ hoàn thành tốt nhiệm vụ"},
        mine=90,
        theirs=95,
    ),
    _clash(6, "programme.yaml", path=("programme", "number"), mine="10-CTr/ĐUK", theirs="11-CTr/ĐUK"),
    _clash(
        7,
        "units/u2/unit.yaml",
        unit="u2",
        path=("aliases",),
        mine=("SXD",),
        theirs=("XD", "SXD"),
    ),
    _clash(8, "units/u1/reports/2021.yaml", unit="u1", period="2021", gone="mine", is_whole=True),
    _clash(9, "mau/bao-cao.docx", is_whole=True),
)


def words_for(language: str) -> ClashWords:
    """The words of `sync` in a language."""
    speech = speaking(language)
    sides: Sides = {"mine": speech.gettext("Mine"), "theirs": speech.gettext("Main copy")}
    return ClashWords(showcase(), sides, speech)
