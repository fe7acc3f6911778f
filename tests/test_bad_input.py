"""What is typed wrongly is refused for what is wrong with it: the day, the period, the name, not the word beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import Ct58, in_this_process, write_data
from tests.support.desk import sit_down

SO_A = "id: so-a\nname: Đảng bộ Sở A\nkind: agency\norganisation: grassroots_committee\naliases: [SA]\n"

NO_DAY, NO_PERIOD, NO_YEAR = "is not in the calendar", "is not a period", "has no year"
OVER, TOO_MANY, WHO = "The programme does not reach", "is one too many", "Which unit has sent its report?"
UNKNOWN = "There is no unit"

MIXED: tuple[tuple[str, str, str], ...] = (
    ("receive so-y-te 12-BC/ĐU 33/7", "33/7", NO_DAY),
    ("receive so-y-te 33/7 12-BC/ĐU", "33/7", NO_DAY),
    ("receive so y te 33/7", "33/7", NO_DAY),
    ("receive so-y-te SA 3/13", "3/13", NO_DAY),
    ("receive so-y-te 3/7/21", "3/7/21", "four digits"),
    ("receive so-y-te 12-BC/ĐU q9/2021", "q9/2021", NO_PERIOD),
    ("receive so-y-te 12-BC/ĐU 3/7 2021-Q7", "2021-Q7", NO_PERIOD),
    ("receive so-y-te quý 5/2021", "quý 5/2021", NO_PERIOD),
    ("receive so-y-te 3/7 4/7", "3/7", TOO_MANY),
    ("receive so-y-te 11-BC/ĐU 12-BC/ĐU", "11-BC/ĐU", TOO_MANY),
    ("receive so-y-te 2021-Q1 2021-Q2", "2021-Q1", TOO_MANY),
    ("receive 12-BC/ĐU 3/7", "", WHO),
    ("receive 3/7", "", WHO),
    ("receive", "", WHO),
    ("receive xyzzy 12-BC/ĐU 33/7", "xyzzy", UNKNOWN),
    ("receive xyzzy 3/7", "xyzzy", UNKNOWN),
    ("show so-y-te q9/2021", "q9/2021", NO_PERIOD),
    ("show so y te quý 9/2021", "quý 9/2021", NO_PERIOD),
    ("show so-y-te tháng 13/2021", "tháng 13/2021", NO_PERIOD),
    ("show so-y-te 2021-Q7", "2021-Q7", NO_PERIOD),
    ("show so-y-te 33/7", "33/7", NO_PERIOD),
    ("show so-y-te q9/2021 --origin", "q9/2021", NO_PERIOD),
    ("show so-y-te --period q9/2021", "q9/2021", NO_PERIOD),
    ("show PL-01 q9/2021", "q9/2021", NO_PERIOD),
    ("show xyzzy q9/2021", "xyzzy q9/2021", UNKNOWN),
    ("log so-y-te q9/2021", "q9/2021", NO_PERIOD),
    ("log so-y-te quý 2", "quý 2", NO_YEAR),
    ("record report so-y-te q9/2021 --set 1=3", "q9/2021", NO_PERIOD),
    ("record report so-y-te 33/7 --set 1=3", "33/7", NO_PERIOD),
    ("record report xyzzy 2021-Q2 --set 1=3", "xyzzy", UNKNOWN),
)
"""A line of mixed words, the one that is wrong, and what is wrong with it."""

PERIODS: tuple[str, ...] = (
    "receive so-y-te --period {}",
    "receive so-y-te {}",
    "show so-y-te {}",
    "record report so-y-te {} --set 1=3",
    "record event BC-QUY reminded --unit so-y-te --occurrence {}",
    "remind --period {}",
    "remind --sent --number 45 --period {}",
    "reports --period {}",
    "indicators --period {}",
    "status --period {}",
    "summary --period {}",
    "plan --period {}",
    "export --period {}",
    "site --period {} -o trang-tin",
    "form --period {} -o bieu",
    "close {}",
    "reopen {} --reason x",
)
"""Every command that is asked about a period."""


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """A small office, on 15 July 2021."""
    write_data(tmp_path, **{"units/so-a/unit.yaml": SO_A})
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(("line", "wrong", "why"), MIXED, ids=[line for line, _wrong, _why in MIXED])
def test_the_word_that_is_wrong_is_blamed(ct58: Ct58, line: str, wrong: str, why: str) -> None:
    """Not its neighbour; and nothing is written."""
    done = ct58(*line.split())
    assert (done.code, done.out) == (2, "")
    said = done.err.splitlines()[0]
    assert why in said
    assert not wrong or f"“{wrong}”" in said


@pytest.mark.parametrize("period", ["2030-Q1", "2011"])
@pytest.mark.parametrize("line", PERIODS)
def test_a_time_outside_of_the_programme_is_refused(ct58: Ct58, line: str, period: str) -> None:
    """Never an empty answer, which would say that all is well."""
    done = ct58(*line.format(period).split())
    assert done.code in (2, 4), done
    assert done.out == ""


@pytest.mark.parametrize("line", PERIODS)
def test_what_is_no_period_is_called_so(ct58: Ct58, line: str) -> None:
    """By every command alike."""
    done = ct58(*line.format("q9/2021").split())
    assert done.code == 2, done
    assert NO_PERIOD in done.err.splitlines()[0]
