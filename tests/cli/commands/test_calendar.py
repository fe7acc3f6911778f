"""`ct58 calendar`: one file, or one for each who has something to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from tests.cli.conftest import Ct58
from tests.support.desk import sit_down

DAY = ("--as-of", "2021-06-20")


def summaries(file: Path) -> list[str]:
    """What a calendar's events say."""
    return [str(event["summary"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]


def test_the_ending_asks_for_a_calendar(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Everybody's, from the as-of day on."""
    done = ct58("calendar", *DAY, "--until", "2021-07-31", "-o", "lich.ics")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert [text.split(":")[0] for text in summaries(tmp_path / "lich.ics")] == ["Due PL-01", "Due BC-QUY"]


def test_through_a_pipe_the_same_bytes_come_out(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Lines end as the standard says, on every system."""
    ct58("calendar", *DAY, "-o", "x.ics")
    assert ct58("lich", *DAY, "--format", "ics").out.encode() == (tmp_path / "x.ics").read_bytes()


def test_an_owner_may_be_asked_for(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """By alias."""
    ct58("calendar", *DAY, "--owner", "vp", "-o", "vp.ics")
    assert len(summaries(tmp_path / "vp.ics")) == 1


def test_a_folder_gets_one_file_for_each_owner(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Named by id; what is there with the same content stays, with another it is not overwritten without --force."""
    done = ct58("calendar", *DAY, "-o", "lich")
    assert (done.code, done.out) == (0, "2 calendars in lich.\n")
    assert sorted(path.name for path in (tmp_path / "lich").iterdir()) == ["so-y-te.ics", "van-phong.ics"]
    assert ct58("calendar", *DAY, "-o", "lich").code == 0
    (tmp_path / "lich" / "so-y-te.ics").write_text("lịch khác", encoding="utf-8")
    assert ct58("calendar", *DAY, "-o", "lich").code == 4
    assert ct58("calendar", *DAY, "-o", "lich", "--force").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2021-07-01", "--until", "2021-06-01"),
        ("--alarm", "7", "--no-alarm"),
        ("--owner", "khong co"),
        ("-o", "lich.doc"),
    ],
)
def test_wrong_usage_is_exit_2(ct58: Ct58, data: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """And nothing is written."""
    before = sorted(tmp_path.iterdir())
    assert ct58("calendar", *DAY, *arguments).code == 2
    assert sorted(tmp_path.iterdir()) == before


def test_without_any_deadline_no_calendar_is_made_and_that_is_said(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """A calendar without an event is none; an empty list is no failure."""
    done = ct58("calendar", "--as-of", "2027-01-01", "-o", "lich.ics")
    assert (done.code, done.out) == (0, "")
    assert "Nothing falls due from 2027-01-01 on. No calendar was made." in done.err
    assert not (tmp_path / "lich.ics").exists()


def test_alarms_are_as_asked(ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven days before by default; several; none. Without --as-of from today on."""
    sit_down(monkeypatch, tmp_path, "2021-06-01")
    for count, options in ((1, ()), (2, ("--alarm", "7", "--alarm", "1")), (0, ("--no-alarm",))):
        content = ct58("calendar", "--until", "2021-06-30", *options, "--format", "ics").out
        assert content.count("BEGIN:VALARM") == count
