"""`ct58 call`: the list, and its rows answered by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, write_data
from tests.support.desk import sit_down
from tests.support.terminals import Terminal

from ct58.cli.surroundings import Surroundings

UNIT = "id: {id}\nname: Đảng bộ {name}\nkind: agency\norganisation: grassroots_committee\noffice_phone: 0237 {id}\n"


@pytest.fixture
def late(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two units owe a report, the office an item; it is 15 July."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")
    return write_data(
        tmp_path,
        **{
            "units/so-y-te/unit.yaml": UNIT.format(id="so-y-te", name="Sở Y tế"),
            "units/so-xay-dung/unit.yaml": UNIT.format(id="so-xay-dung", name="Sở Xây dựng"),
        },
    )


def events(data: Path, unit: str) -> str:
    """The events of a unit, as written."""
    file = data / "units" / unit / "events.yaml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def rows(ct58: Ct58, *more: str) -> list[tuple[int, str, str]]:
    """Number, unit and reason of the list."""
    return [(row["row"], row["unit"], row["reason"]) for row in ct58("call", *more, "--format", "json").data]


def test_the_list_has_a_row_for_each_place(ct58: Ct58, late: Path) -> None:
    """In the office's order; `goi` is the same."""
    assert rows(ct58) == [
        (1, "van-phong", "never_reminded"),
        (2, "so-xay-dung", "never_reminded"),
        (3, "so-y-te", "never_reminded"),
    ]
    assert "0237 so-y-te" in ct58("goi").out


def test_rows_are_answered_by_number_and_named(ct58: Ct58, late: Path) -> None:
    """One record; the rows keep their numbers until the list is shown again, and one undo takes all back."""
    ct58("call")
    done = ct58("call", "1", "2", "--reminded")
    assert (done.code, done.err) == (0, "")
    assert "2  Đảng bộ Sở Xây dựng: reminded 2021-07-15" in done.out
    assert "event: reminded" in events(late, "so-xay-dung")
    assert "reminded" in (late / "tasks/PL-01.yaml").read_text(encoding="utf-8")
    assert "3  Đảng bộ Sở Y tế: promised for 2021-07-18" in ct58("call", "3", "--promised", "18/7").out
    assert rows(ct58) == []
    assert ct58("undo").code == ct58("undo").code == 0
    assert (events(late, "so-xay-dung"), events(late, "so-y-te")) == ("", "")
    assert not (late / "tasks/PL-01.yaml").exists()


def test_what_was_recorded_and_taken_back_can_be_answered_again(ct58: Ct58, late: Path) -> None:
    """The window's own records make its list no old one."""
    ct58("call")
    assert ct58("call", "2", "--promised", "18/7").code == 0
    assert ct58("undo").code == 0
    assert ct58("call", "2", "--promised", "19/7").code == 0
    assert ct58("call", "2", "--note", "sẽ gửi bản giấy").code == 0
    assert events(late, "so-xay-dung").count("event: ") == 2


def test_a_row_that_changed_since_is_refused_and_nothing_recorded(ct58: Ct58, late: Path) -> None:
    """A report came in; the answer says whose row it was."""
    ct58("call")
    assert ct58("receive", "so-y-te", "--period", "2021-Q2").code == 0
    done = ct58("call", "2", "3", "--reminded")
    assert (done.code, done.out) == (4, "")
    assert "Row 3, Đảng bộ Sở Y tế" in done.err
    assert events(late, "so-xay-dung") == ""


def test_each_window_has_its_own_numbers(ct58: Ct58, late: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people may share one login: another list in another window changes nothing here."""
    ct58("call")
    monkeypatch.setattr(Surroundings, "terminal", "another window")
    assert ct58("call", "1", "--reminded").code == 4
    ct58("call", "--item", "PL-01")
    assert "Văn phòng" in ct58("call", "1", "--note", "x").out
    monkeypatch.setattr(Surroundings, "terminal", "a third")
    assert ct58("call", "1", "--reminded").code == 4


def test_home_shows_the_same_numbers(ct58: Ct58, late: Path) -> None:
    """What it names can be answered at once."""
    assert "2  Đảng bộ Sở Xây dựng" in ct58().out
    assert "Đảng bộ Sở Xây dựng" in ct58("call", "2", "--reminded").out


def test_an_answer_is_of_the_day_of_its_list(ct58: Ct58, late: Path) -> None:
    """A list of another day needs --as-of; a day that lies ahead is none to record."""
    ct58("call", "--as-of", "2021-07-12")
    assert ct58("call", "2", "--reminded").code == 4
    assert ct58("call", "2", "--promised", "14/7", "--as-of", "2021-07-12").code == 0
    assert "date: 2021-07-12, event: promised, until: 2021-07-14" in events(late, "so-xay-dung")
    ct58("call", "--as-of", "2021-07-20")
    assert ct58("call", "2", "--reminded", "--as-of", "2021-07-20").code == 2


def test_some_items_only(ct58: Ct58, late: Path) -> None:
    """In the list and in the answer."""
    assert [row[1] for row in rows(ct58, "--item", "PL-01")] == ["van-phong"]
    ct58("call")
    assert ct58("call", "2", "--reminded", "--item", "PL-01").code == 2
    assert ct58("call", "1", "--reminded", "--item", "PL-01").code == 0


def test_a_trial_writes_nothing(ct58: Ct58, late: Path) -> None:
    """And the answer can still be given."""
    ct58("call")
    assert "Đảng bộ Sở Xây dựng" in ct58("call", "2", "--reminded", "--dry-run").out
    assert events(late, "so-xay-dung") == ""
    assert ct58("call", "2", "--reminded").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("1",),
        ("9", "--reminded"),
        ("0", "--reminded"),
        ("x", "--reminded"),
        ("--reminded",),
        ("--dry-run",),
        ("1", "--reminded", "--promised", "18/7"),
        ("1", "--promised", "1/7"),
        ("1", "--promised", "31/2"),
        ("1", "--reminded", "--older"),
        ("1", "--reminded", "-o", "x.csv"),
        ("1", "--reminded", "--item", "KHONG"),
        ("--since", "2021-07-16"),
        ("--item", "KHONG"),
    ],
)
def test_what_cannot_be_meant_is_refused(ct58: Ct58, late: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, nothing on the screen, nothing recorded."""
    ct58("call")
    done = ct58("call", *arguments)
    assert (done.code, done.out) == (2, "")
    assert events(late, "so-xay-dung") == ""


@pytest.mark.parametrize("arguments", [("--older",), ()])
def test_a_wrong_number_leads_back_to_the_list_that_was_shown(
    ct58: Ct58, late: Path, arguments: tuple[str, ...]
) -> None:
    """That of old debts has numbers of its own; so has that of another day."""
    ct58("call", *arguments)
    shown = " ".join(("ct58 call", *arguments))
    assert ct58("call", "99", "--reminded").err.splitlines()[-1] == f"See: {shown}"
    other_day = ct58("call", "1", "--reminded", "--as-of", "14/7/2021").err
    assert f"show the list anew: {shown} --as-of 14/7/2021" in other_day


def test_without_a_list_numbers_mean_nothing(ct58: Ct58, late: Path) -> None:
    """It says what to type first."""
    done = ct58("call", "1", "--reminded")
    assert (done.code, "ct58 call" in done.err) == (4, True)


def test_at_a_terminal_it_asks_row_by_row(tmp_path: Path) -> None:
    """The answer is in the data when the window is closed."""
    changed = FILES["programme.yaml"].replace("due_after: 5", "due_after: 5")
    data = write_data(tmp_path, **{"programme.yaml": changed})
    terminal = Terminal(tmp_path, "call", "--as-of", "2021-07-15")
    terminal.wait_for("[r h g k n]")
    terminal.type("2\n")
    terminal.wait_for("[r h g k n]")
    terminal.type("r\n")
    terminal.wait_for("reminded 2021-07-15")
    terminal.type("0\n")
    assert terminal.end() == 0
    assert "reminded" in events(data, "so-y-te")
