"""Two `issued` of one occurrence that a platform joined line by line: `sync` asks, screens say that it waits."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.support.daily_round import TODAY, Office, open_office
from tests.support.desk import sit_down
from tests.support.offices import rule
from tests.support.prompting import CTRL_C, ScriptedPrompter
from tests.support.repositories import git, keep
from tests.support.terms import speaking

from ct58.cli.boundary import run
from ct58.cli.dialogue import prompts
from ct58.cli.dialogue.doubled import ask_lines
from ct58.cli.dialogue.talk import Talk
from ct58.domain.planning.doubled import Doubled
from ct58.domain.records.events import Event
from ct58.domain.records.items import Item

LINES = """\
item: PL-01
events:
- {date: 2021-06-25, event: issued, document: {number: 81-KH/ĐUK, date: 2021-06-25}}
- {date: 2021-07-02, event: issued, document: {number: 85-KH/ĐUK, date: 2021-07-02}}
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """The main copy has both lines; the task is submitted to nobody."""
    made = open_office(tmp_path, capsys, monkeypatch)
    data = made.data("hoa")
    programme = (data / "programme.yaml").read_text("utf-8")
    (data / "programme.yaml").write_text(programme.replace("[standing_committee]", "[]"), "utf-8")
    (data / "tasks").mkdir()
    (data / "tasks/PL-01.yaml").write_text(LINES, "utf-8")
    keep(made.folder / "hoa")
    git(made.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    return made


def test_it_is_told_until_somebody_settles_it(office: Office) -> None:
    """Fetched at once; every `sync` says it again and ends with 1; one voided line later all is well."""
    done = office("lan", "sync")
    assert done.code == 1
    assert "TOLD TWICE, WAITS TO BE SETTLED: 1" in done.out
    assert "81-KH/ĐUK" in done.out
    assert "85-KH/ĐUK" in done.out
    again = office("lan", "sync", "--format", "json")
    (waiting,) = json.loads(again.out)["data"]["told_twice"]
    assert (again.code, waiting["id"], len(waiting["lines"])) == (1, "PL-01", 2)
    office("lan", "record", "void", "PL-01", "--event", "2", "--reason", "ghi nhầm")
    assert office("lan", "sync").code == 0


def test_screens_say_that_it_waits(office: Office, tmp_path: Path) -> None:
    """With both days, and not with the colour and words of what is known."""
    office("lan", "sync")
    shown = office("lan", "show", "PL-01").out
    assert "2021-06-25 or 2021-07-02" in shown
    assert "Waits to be settled" in shown
    assert "wait to be settled: 1 times" in office("lan", "status").out
    standing = json.loads(office("lan", "show", "PL-01", "--format", "json").out)["data"]["standings"][0]
    assert (standing["status"], standing["unsettled"]) == ("completed_on_time", True)
    assert office("lan", "site", "-o", str(tmp_path / "site")).code == 0
    page = (tmp_path / "site/tasks.html").read_text("utf-8")
    assert "Waits to be settled" in page


def test_the_answer_voids_the_other_line(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a record, which is saved and taken back like any."""
    office("lan", "sync")
    sit_down(monkeypatch, office.folder / "desk-lan", TODAY, asks=True)
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: ScriptedPrompter(("2",), 100))
    assert run(["sync"]) == 0
    lines = (office.data("lan") / "tasks/PL-01.yaml").read_text("utf-8").splitlines()
    assert ["voided" in line for line in lines[2:]] == [True, False]
    assert office("lan", "undo").code == 0
    assert (office.data("lan") / "tasks/PL-01.yaml").read_text("utf-8") == LINES


def test_what_is_left_for_later_is_not_decided() -> None:
    """Enter is later; leaving keeps what was answered."""
    first, then = (Event(date=dt.date(2021, 6, day), event="issued") for day in (20, 25))
    item = Item(kind="task", id="PL-01", title="Kế hoạch", deadline=rule(by="2021-Q2"), file="programme.yaml")
    found = [Doubled(item=item, unit=None, first=first, then=then)] * 3
    for answers, kept in ((("", "1", "2"), [first, then]), (("2", CTRL_C), [then]), (("<",), [])):
        talk = Talk(ScriptedPrompter(answers, 100), speaking("en"), dt.date(2021, 7, 15))
        assert [event for _one, event in ask_lines(talk, found)] == kept
