"""What was recorded under a unit's old id while somebody else gave it another one: it goes along, and nobody is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.daily_round import Office, open_office
from tests.support.repositories import git, keep


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Hoa's unit has another id in the main copy; Lan recorded the first event of the old one meanwhile."""
    made = open_office(tmp_path, capsys, monkeypatch)
    told = ("--occurrence", "2021-Q2", "--reason", "hẹn lại")
    made("lan", "record", "event", "BC-QUY", "noted", "--unit", "so-y-te", *told)
    assert made("lan", "save").code == 0
    units = made.data("hoa") / "units"
    (units / "so-y-te").rename(units / "so-y-te-moi")
    for path in (units / "so-y-te-moi").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("so-y-te\n", "so-y-te-moi\n"), "utf-8")
    keep(made.folder / "hoa")
    git(made.folder / "hoa", "push", "--quiet", "origin", "HEAD:main")
    return made


def test_an_event_goes_along_with_its_unit(office: Office) -> None:
    """It says the new id, and the state that holds both goes on from both."""
    main, mine = (git(office.folder / name, "rev-parse", "HEAD") for name in ("hoa", "lan"))
    assert office("lan", "sync").code == 0
    text = (office.data("lan") / "units/so-y-te-moi/events.yaml").read_text("utf-8")
    assert "unit: so-y-te-moi\n" in text
    assert "hẹn lại" in text
    assert not (office.data("lan") / "units/so-y-te").exists()
    assert office("lan", "check").code == 0
    assert git(office.folder / "lan", "rev-parse", "HEAD^1", "HEAD^2").split() == [mine, main]


def test_a_submission_under_the_old_id_goes_along_when_it_is_approved(office: Office) -> None:
    """Nobody has to ask its sender to fetch first: the page names the new id, and so does the main copy afterwards."""
    report = "units/so-y-te/reports/2021-Q2.yaml"
    assert (
        office(
            "lan", "record", "report", "so-y-te", "2021-Q2", "--set", "5=15", "--reason", "đính chính"
        ).code
        == 0
    )
    assert (office.data("lan") / report).is_file()
    assert office("lan", "save").code == 0
    assert office("lan", "submit").code == 0
    page = office("nam", "review", "1")
    assert page.code == 0, page.err
    assert "đính chính" in page.out
    assert "hẹn lại" in page.out
    approved = office("nam", "review", "1", "--approve")
    assert approved.code == 0, approved.err
    assert office("nam", "sync").code == 0
    for person in ("nam", "lan"):
        assert office(person, "sync").code == 0
        there = office.data(person) / "units/so-y-te-moi"
        assert "members_admitted: 15" in (there / "reports/2021-Q2.yaml").read_text("utf-8")
        assert "hẹn lại" in (there / "events.yaml").read_text("utf-8")
        assert not (office.data(person) / "units/so-y-te").exists()
        assert office(person, "check").code == 0
