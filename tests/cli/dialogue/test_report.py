"""`ct58 record report` at prompts: what is asked, what is kept, what is written."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from tests.support.command_line import PROGRAMME, REPORT, contents, write_data
from tests.support.prompting import CTRL_C, ScriptedPrompter
from tests.support.terminals import Terminal
from tests.support.terms import speaking

from ct58.cli.dialogue.report import ask_and_record
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.queue import split_words
from ct58.errors import BadUsage, Refused
from ct58.services.reading.opening import PROGRAMME_ONLY

FIGURES = """\
figures:
  - {key: party_members, number: 1, label: Tổng số đảng viên, type: integer, unit: đảng viên, adds: stock, every: quarter, units: tccsd, min: 0, help: Số cuối kỳ.}
  - {key: women, number: 2, label: Đảng viên nữ, type: integer, adds: stock, every: quarter, units: tccsd, subset_of: party_members}
  - {key: members_admitted, number: 5, label: Kết nạp, type: integer, unit: đảng viên, adds: flow, every: quarter, units: tccsd}
  - {key: business, number: 6, label: Tình trạng, type: enum, every: quarter, units: tccsd, values: {operating: Đang hoạt động, dissolved: Giải thể}}
  - key: channels
    number: 7
    label: Các kênh
    type: list
    every: quarter
    units: tccsd
    fields:
      - {key: channel, label: Kênh, type: text}
      - {key: opened_on, label: Mở ngày, type: date}
  - key: plan
    number: 8
    label: Kế hoạch của đơn vị
    type: record
    every: once
    units: tccsd
    fields:
      - {key: number, label: Số văn bản, type: text}
      - {key: issued_on, label: Ngày ban hành, type: date}
"""
OFFICE = {
    "programme.yaml": PROGRAMME[: PROGRAMME.index("figures:")] + FIGURES,
    "units/so-a/unit.yaml": "id: so-a\nname: Sở A\nkind: agency\norganisation: grassroots_cell\n",
    "units/so-y-te/reports/2021-Q1.yaml": (
        "unit: so-y-te\nperiod: 2021-Q1\nstate: received\nreceived_on: 2021-04-03\n"
        "figures:\n  party_members: 409\n  women: 200\n  members_admitted: 3\n"
    ),
}
ONCE = "units/so-y-te/reports/once.yaml"
HEAD = "unit: so-y-te\nperiod: 2021-Q2\n"
RECEIVED = f"{HEAD}state: received\nreceived_on: 2021-07-03\nquality: final\n"
FULL = (
    f"{RECEIVED}figures:\n  party_members: 412  # theo biểu\n  women: 200\n  members_admitted: 12\n"
    "  business: operating\n  channels: []\n"
)
TODAY = dt.date(2021, 7, 15)
CLOCK = dt.datetime(2021, 7, 15, 9, 12, tzinfo=dt.UTC)
NO_HEAD = ("", "", "", "")
"""Quality, document, difficulties, proposals: Enter."""

Play = Callable[..., ScriptedPrompter]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An office with one unit that reported before."""
    return write_data(tmp_path, **OFFICE)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    """A terminal in English on 15 July 2021, with folders of the test's own."""
    return Surroundings(
        clock=TODAY,
        folder=tmp_path,
        environment={"CT58_STATE": str(tmp_path / "state"), "CT58_CACHE": str(tmp_path / "cache")},
        speech=speaking("en"),
        is_terminal=True,
        can_ask=True,
        width=100,
        holder="test",
        words="record report",
    )


@pytest.fixture
def play(around: Surroundings) -> Play:
    """Answer the questions about a report, until the end or until the person leaves."""

    def call(*answers: str, of: str = "so y te quy 2/2021") -> ScriptedPrompter:
        prompter = ScriptedPrompter(answers)
        unit, period = split_words(around.open(PROGRAMME_ONLY), of.split(), TODAY)
        with suppress(typer.Exit):
            ask_and_record(around, unit, period, prompter, lambda: CLOCK)
        return prompter

    return call


def drafts(folder: Path) -> list[str]:
    """The names of the drafts that are kept."""
    return sorted(path.name for path in folder.rglob("drafts/*"))


def written(data: Path, file: str = REPORT) -> str:
    """What a report says now, from its state on."""
    text = (data / file).read_text(encoding="utf-8")
    return text[text.index("state:") :]


# ---------------------------------------------------------------- a new report


def test_a_word_of_a_choice_is_picked_by_its_number(play: Play, data: Path) -> None:
    """The words are shown with numbers; the number is quicker to type."""
    done = play("3/7", "412", "200", "12", "2", "0", "", "", "", "", "c")
    lines = done.screen.splitlines()
    words = next(place for place, line in enumerate(lines) if "1 Đang hoạt động · 2 Giải thể" in line)
    assert "Tình trạng" in lines[words - 1]  # the words stand below the whole label, not in its midst
    assert lines[words + 1].strip() == "[–]: 2"
    assert "  business: dissolved\n" in written(data)


def test_a_new_report_is_asked_for_figure_by_figure(play: Play, data: Path, tmp_path: Path) -> None:
    """The clerk's case: late, a typing error caught, one figure not given, one that does not apply."""
    done = play(
        "8/7", "412", "-", "120", "12", "k", "0", "estimated", "12-BC/ĐU", "2/7", "415", "", "tập huấn", "c"
    )
    assert done.left_over == []
    assert written(data) == (
        "state: received\nreceived_on: 2021-07-08\ndocument: {number: 12-BC/ĐU, date: 2021-07-02}\n"
        "quality: estimated\nfigures:\n  party_members: 412\n  women: null\n  members_admitted: 12\n"
        "  business: n/a\n  channels: []\nnotes: {proposals: tập huấn}\nsource: {arrival_number: 415}\n"
    )
    assert drafts(tmp_path) == []


def test_the_screen_says_where_one_is_and_what_it_does(play: Play, data: Path) -> None:
    """Header, help, lateness, columns, the second look, what will be written, and its effect."""
    screen = play("8/7", "412", "-", "120", "12", "k", "0", *NO_HEAD, "c").screen
    for part in (
        "Đảng bộ Sở Y tế (so-y-te) · agency · Báo cáo quý, 2021-Q2 · due 2021-07-05 · not in the register yet",
        "Enter keeps what is in [ ]",
        "The report was received on [today 2021-07-15]: 8/7",
        "  2021-07-08 is after 2021-07-05, so it is recorded as late by 3 days.",
        "  1  Tổng số đảng viên     at the end of the period          409  [–]: 412",
        "? 120 is 40 times last period's 3 and 29% of “Tổng số đảng viên”.\n     Type it again, or Enter to keep 120: 12",
        "WILL BE WRITTEN",
        "Not given: 2",
        "Báo cáo quý, 2021-Q2: 0 → 1/2",
        "Write it down? (c = yes, s = change (or a figure's number), h = cancel) [c]: c",
        "Recorded. By mistake? Type: ct58 undo",
    ):
        assert part in screen


def test_enter_at_the_second_look_keeps_the_odd_value(play: Play, data: Path) -> None:
    """She knows better."""
    play("", "412", "200", "120", "", "", "", *NO_HEAD, "c")
    assert "members_admitted: 120\n" in written(data)


def test_an_odd_value_typed_twice_is_meant(play: Play, data: Path) -> None:
    """It is not asked about a third time."""
    play("", "412", "200", "120", "120", "", "", *NO_HEAD, "c")
    assert "members_admitted: 120\n" in written(data)


def test_an_impossible_value_is_asked_for_again(play: Play, data: Path) -> None:
    """Enter does not keep it; one may also go back and mend the whole."""
    done = play("", "412", "413", "<", "420", "421", "210", "3", "", "", *NO_HEAD, "c")
    assert done.screen.count("“Đảng viên nữ” (413) cannot be more than “Tổng số đảng viên” (412).") == 1
    assert done.screen.count("“Đảng viên nữ” (421) cannot be more than “Tổng số đảng viên” (420).") == 1
    assert "women: 210\n" in written(data)


def test_a_value_that_does_not_fit_says_what_is_expected(play: Play, data: Path) -> None:
    """Whole numbers, words of a choice, dates, what lies ahead."""
    answers = ("31/6", "16/7", "-", "8/7", "nhiều", "412", "", "", "nghỉ", "hoat", "đang", "", *NO_HEAD, "c")
    screen = play(*answers).screen
    assert "“31/6” is not in the calendar." in screen
    assert "2021-07-16 is still to come." in screen
    assert "The day of receipt is needed." in screen
    assert "“nhiều” is not a whole number" in screen
    assert "Words allowed: Đang hoạt động (operating), Giải thể (dissolved)." in screen
    assert "business: operating\n" in written(data)


def test_a_question_mark_explains(play: Play, data: Path) -> None:
    """Help, type, unit and what may be typed."""
    screen = play("", "?", "412", "", "", "?", "").screen
    for part in (
        "Số cuối kỳ.",
        "Wanted: whole number (đảng viên), at the end of the period.",
        "At least 0.",
        "Words allowed: Đang hoạt động (operating), Giải thể (dissolved).",
    ):
        assert part in screen


def test_back_shows_the_answer_that_was_given(play: Play, data: Path) -> None:
    """One question at a time; before the first there is nothing."""
    done = play("<", "", "412", "<", "<", "8/7", "413", "", "3", "", "", *NO_HEAD, "c")
    assert "This is the first question." in done.screen
    assert [question.split("[")[1] for question in done.questions[2:7]] == [
        "–]: ",
        "–]: ",
        "412]: ",
        "today 2021-07-15]: ",
        "412]: ",
    ]
    assert "received_on: 2021-07-08\n" in written(data)
    assert "party_members: 413\n" in written(data)


def test_a_report_without_any_figure_is_empty(play: Play, data: Path) -> None:
    """That it does not count is said before it is written."""
    done = play("8/7", "", "", "", "", "", *NO_HEAD, "c")
    assert "which does not count as received" in done.screen
    assert "state: empty\n" in (data / REPORT).read_text(encoding="utf-8")


def test_nobody_is_asked_for_a_report_that_nobody_owes(play: Play, data: Path) -> None:
    """Before the first question."""
    with pytest.raises(BadUsage):
        play(of="so-y-te 2021-04")


# ------------------------------------------------------------- several fields


def test_a_list_is_typed_row_by_row(play: Play, data: Path) -> None:
    """`<` goes back a field, or to the row before; an empty first field ends."""
    rows = ("bản tin", "<", "Bản tin", "1/3", "x", "<", "<", "", "2/3", "Tập san", "", "")
    done = play("", "412", "", "", "", *rows, *NO_HEAD, "c")
    assert done.left_over == []
    assert "- {channel: Bản tin, opened_on: 2021-03-02}\n  - {channel: Tập san}\n" in written(data)


def test_rows_that_are_there_are_kept_changed_or_taken_away(play: Play, data: Path) -> None:
    """`-` at the first field takes the row away."""
    rows = "  channels:\n  - {channel: A}\n  - {channel: B}\n"
    (data / REPORT).write_text(FULL.replace("  channels: []\n", rows), encoding="utf-8")
    done = play("s", "nhầm", "", "", "", "", "s", "-", "B2", "", "", *NO_HEAD[:3], "c")
    assert done.left_over == []
    assert "channels:\n  - {channel: B2}\n" in written(data)


def test_a_record_is_typed_field_by_field(play: Play, data: Path) -> None:
    """Figures given once have no day of receipt, no quality, no document."""
    done = play("12-KH/ĐU", "5/4", "c", of="so-y-te once")
    assert done.left_over == []
    assert written(data, ONCE).endswith("figures:\n  plan: {number: 12-KH/ĐU, issued_on: 2021-04-05}\n")


@pytest.mark.parametrize(("answer", "value"), [("-", "null"), ("k", "n/a")])
def test_the_first_field_may_answer_for_the_whole(play: Play, data: Path, answer: str, value: str) -> None:
    """Not given, or it does not apply."""
    play(answer, "c", of="so-y-te once")
    assert written(data, ONCE).endswith(f"figures:\n  plan: {value}\n")


# ------------------------------------------------------------------- leaving


@pytest.mark.parametrize("typed", [1, 3, 5, 6])
def test_what_was_typed_is_there_at_the_next_start(
    play: Play, data: Path, tmp_path: Path, typed: int
) -> None:
    """Wherever she left; nothing is written meanwhile."""
    answers = ("8/7", "412", "210", "12", "đang", "0", *NO_HEAD, "c")
    before = contents(data)
    left = play(*answers[:typed], CTRL_C)
    assert "What you typed is kept" in left.screen
    assert contents(data) == before
    again = play("c", *answers[typed:])
    assert "Something typed before, at 09:12, is not written yet." in again.screen
    assert "members_admitted: 12\n" in written(data)
    assert "received_on: 2021-07-08\n" in written(data)
    assert drafts(tmp_path) == []


def test_a_list_half_typed_is_there_too(play: Play, data: Path) -> None:
    """Even the row in which she was."""
    play("8/7", "412", "", "", "", "Bản tin", "1/3", "Tập san", CTRL_C)
    done = play("c", "c", *NO_HEAD, "c")
    assert "2. Tập san" in done.screen
    assert "  - {channel: Tập san}\n" in written(data)


def test_one_may_begin_anew(play: Play, data: Path) -> None:
    """What was typed before is forgotten."""
    play("8/7", "400", CTRL_C)
    play("b", "", "412", "", "", "", "", *NO_HEAD, "c")
    assert "received_on: 2021-07-15\n" in written(data)
    assert "party_members: 412\n" in written(data)


def test_leaving_before_the_first_answer_keeps_nothing(play: Play, data: Path, tmp_path: Path) -> None:
    """And says nothing of it."""
    assert "kept" not in play(CTRL_C).screen.partition("[today")[2]
    assert drafts(tmp_path) == []


def test_cancelling_writes_nothing_and_keeps_the_draft(play: Play, data: Path, tmp_path: Path) -> None:
    """The next start goes right to the summary."""
    before = contents(data)
    play("8/7", "412", "", "", "", "", *NO_HEAD, "h")
    assert contents(data) == before
    assert drafts(tmp_path) == ["so-y-te-2021-Q2.json"]
    assert play("c", "c").left_over == []
    assert "party_members: 412\n" in written(data)


def test_changing_something_goes_through_the_answers_again(play: Play, data: Path) -> None:
    """Enter keeps each."""
    play("8/7", "412", "", "", "", "", *NO_HEAD, "s", "", "", "", "200", "", "", "", *NO_HEAD, "c")
    assert "party_members: 412\n  women: 200\n" in written(data)


def test_a_state_folder_that_cannot_be_written_to_is_said_once(
    play: Play, data: Path, tmp_path: Path
) -> None:
    """The report is recorded all the same."""
    (tmp_path / "state").write_bytes(b"a file in the way")
    done = play("8/7", "412", "", "", "", "", *NO_HEAD, "c")
    assert done.screen.count("cannot be kept for later") == 1
    assert "party_members: 412\n" in written(data)


# ------------------------------------------------------------ what is there


def test_a_registered_report_keeps_its_day_of_receipt(play: Play, data: Path) -> None:
    """It is not asked for again."""
    (data / REPORT).write_text(f"{HEAD}state: registered\nreceived_on: 2021-07-04\n", encoding="utf-8")
    done = play("412", "", "", "", "", *NO_HEAD, "c")
    assert "in the register: waiting to be typed in, 2021-07-04" in done.screen
    assert written(data) == "state: received\nreceived_on: 2021-07-04\nfigures:\n  party_members: 412\n"


def test_going_on_asks_only_for_what_is_missing(play: Play, data: Path) -> None:
    """No reason is needed, and nothing else is touched."""
    (data / REPORT).write_text(FULL.replace("  women: 200\n", "  women: null\n"), encoding="utf-8")
    done = play("t", "200", "", "", "", "c")
    assert done.left_over == []
    assert "Kết nạp" not in done.screen
    assert (data / REPORT).read_text(encoding="utf-8") == FULL


def test_correcting_asks_the_reason_and_keeps_what_enter_keeps(play: Play, data: Path) -> None:
    """The comment beside the figure stays; the summary shows old and new."""
    (data / REPORT).write_text(FULL, encoding="utf-8")
    done = play("s", "", "nhập nhầm", "", "", "13", "", "", *NO_HEAD[:3], "c")
    assert done.left_over == []
    assert "This is needed." in done.screen
    assert "12 → 13" in done.screen
    assert (data / REPORT).read_text(encoding="utf-8") == (
        FULL.replace("members_admitted: 12", "members_admitted: 13")
        + "corrections:\n- {date: 2021-07-15, reason: nhập nhầm}\n"
    )


def test_a_new_report_in_its_place_makes_the_reason(play: Play, data: Path) -> None:
    """From its number and date; the first receipt stays."""
    (data / REPORT).write_text(FULL, encoding="utf-8")
    play("m", "", "14-BC/ĐU", "14/7", "", "", "13", "", "", *NO_HEAD[:3], "c")
    text = (data / REPORT).read_text(encoding="utf-8")
    assert 'reason: "the unit sent a new report, 14-BC/ĐU of 2021-07-14"' in text
    assert "document: {number: 14-BC/ĐU, date: 2021-07-14}" in text
    assert "received_on: 2021-07-03\n" in text


def test_stopping_is_what_enter_does_when_nothing_is_missing(play: Play, data: Path, tmp_path: Path) -> None:
    """Nothing was typed, nothing is kept."""
    (data / REPORT).write_text(FULL, encoding="utf-8")
    assert play("").left_over == []
    assert (data / REPORT).read_text(encoding="utf-8") == FULL
    assert drafts(tmp_path) == []


def test_a_correction_that_corrects_nothing_is_said(play: Play, data: Path, tmp_path: Path) -> None:
    """The reason alone is no record."""
    (data / REPORT).write_text(FULL, encoding="utf-8")
    done = play("s", "đối chiếu", "", "", "", "", "", *NO_HEAD[:3])
    assert done.left_over == []
    assert "Nothing to change: it is already so." in done.screen
    assert (data / REPORT).read_text(encoding="utf-8") == FULL
    assert drafts(tmp_path) == []


def test_closed_books_ask_for_a_reason(play: Play, data: Path) -> None:
    """For a new report, too."""
    (data / "periods").mkdir()
    closed = "period: 2021-Q2\nclosings: [{on: 2021-07-10}]\n"
    (data / "periods" / "2021-Q2.yaml").write_text(closed, encoding="utf-8")
    done = play("8/7", "gửi muộn", "412", "", "", "", "", *NO_HEAD, "c")
    assert "The books of this period are closed" in done.screen
    assert "corrections:\n- {date: 2021-07-15, reason: gửi muộn}\n" in written(data)


# ------------------------------------------------------------------ meanwhile


class _Meddler(ScriptedPrompter):
    """Somebody else writes the report just before the last answer is given."""

    def __init__(self, answers: tuple[str, ...], file: Path, text: str) -> None:
        super().__init__(answers)
        self._file, self._text = file, text

    def ask(self, question: str) -> str:
        if len(self.left_over) == 1:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(self._text, encoding="utf-8")
        return super().ask(question)


def test_what_changed_meanwhile_is_refused_then_asked_again(
    around: Surroundings, play: Play, data: Path, tmp_path: Path
) -> None:
    """With both values; what was typed is kept."""
    unit, period = split_words(around.open(PROGRAMME_ONLY), ["so-y-te", "2021-Q2"], TODAY)
    theirs = f"{RECEIVED}figures:\n  party_members: 410\n"
    meddler = _Meddler(("8/7", "412", "200", "", "", "", *NO_HEAD, "c"), data / REPORT, theirs)
    with pytest.raises(Refused) as refusal:
        ask_and_record(around, unit, period, meddler, lambda: CLOCK)
    said = speaking("en").say(refusal.value.message)
    assert "Before: not given. Now: 410. Yours: 412." in said
    assert "What you typed is kept" in meddler.screen
    assert (data / REPORT).read_text(encoding="utf-8") == theirs
    again = play("c", "s", "số trên bản gốc", "412", "", "", "", "", "", "", "", "c")
    assert "“Tổng số đảng viên” was changed meanwhile: now 410, yours 412." in again.screen
    assert "  party_members: 412\n  women: 200\n" in written(data)
    assert drafts(tmp_path) == []


# -------------------------------------------------------------------- the queue


def test_after_writing_the_next_in_the_queue_is_offered(play: Play, data: Path) -> None:
    """And typed in at once, if she wants."""
    waiting = data / "units/so-a/reports/2021-Q2.yaml"
    waiting.parent.mkdir()
    waiting.write_text(
        "unit: so-a\nperiod: 2021-Q2\nstate: registered\nreceived_on: 2021-07-07\n", encoding="utf-8"
    )
    first = ("8/7", "412", "", "", "", "", *NO_HEAD, "c")
    declined = play(*first, "k")
    assert "Next in the queue: Sở A, 2021-Q2, received on 2021-07-07. Type it in now?" in declined.screen
    (data / REPORT).unlink()
    done = play(*first, "c", "30", "", "", "", "", *NO_HEAD, "c")
    assert done.left_over == []
    assert "state: received\n" in waiting.read_text(encoding="utf-8")


# ------------------------------------------------------------ a real terminal


@pytest.fixture
def terminal(tmp_path: Path, data: Path) -> Iterator[Callable[[], Terminal]]:
    """Start `record report` in a terminal; whatever still runs in the end is killed."""
    started: list[Terminal] = []

    def start() -> Terminal:
        started.append(Terminal(tmp_path, "record", "report", "so", "y", "te", "2021-Q2"))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def test_in_a_real_terminal_ctrl_c_and_a_killed_window_lose_nothing(
    terminal: Callable[[], Terminal], data: Path
) -> None:
    """Ctrl-C after two answers, the window closed after one more, then to the end."""
    first = terminal()
    first.wait_for("received on")
    first.type("8/7/2021\r")
    first.wait_for("[–]: ")
    first.type("412\r")
    first.wait_for("Đảng viên nữ")
    assert first.interrupt() == 130
    assert "What you typed is kept" in first.screen
    second = terminal()
    second.wait_for("Go on with it?")
    second.type("\r")
    second.wait_for("Đảng viên nữ")
    second.type("210\r")
    second.wait_for("Kết nạp")
    second.hang_up()
    assert second.end() == -signal.SIGHUP
    third = terminal()
    third.wait_for("Go on with it?")
    third.type("\r")
    third.wait_for("Kết nạp")
    third.type("12\r\r\r\r\r\r\r")
    third.wait_for("Write it down?")
    third.type("c\r")
    third.wait_for("Recorded.")
    assert third.end() == 0
    text = written(data)
    assert "received_on: 2021-07-08\n" in text
    assert "  party_members: 412\n  women: 210\n  members_admitted: 12\n" in text


PRIZE = """\
  - key: prize
    number: 9
    label: Xếp loại thi đua
    type: enum
    every: year
    units: tccsd
    values: {first: Nhất, not_rated: Không xếp loại}
"""
OF_YEAR = "units/so-y-te/reports/2021.yaml"


def test_why_somebody_is_not_rated_is_asked_after_that_answer_only(play: Play, tmp_path: Path) -> None:
    """Where there is a level there is nothing to explain."""
    asks = "reporting:\n  - {id: BC-NAM, title: Báo cáo năm, every: year, units: tccsd}\n"
    programme = OFFICE["programme.yaml"].replace("reporting:\n", asks)
    data = write_data(tmp_path, **{**OFFICE, "programme.yaml": f"{programme}{PRIZE}format: 2\n"})
    done = play("15/7", "not_rated", "Mới thành lập", *NO_HEAD, "c", of="so y te năm 2021")
    assert "Why it is not rated" in done.screen
    assert "  prize: not_rated\nreasons: {prize: Mới thành lập}\n" in written(data, OF_YEAR)
    again = play("s", "sai", "first", *NO_HEAD, "c", of="so y te năm 2021")
    assert "Why it is not rated" not in again.screen
    assert "reasons" not in written(data, OF_YEAR)


@pytest.mark.parametrize("way", [("s", "5"), ("5",), ("s", "99", "5")])
def test_one_figure_is_changed_before_it_is_written(play: Play, data: Path, way: tuple[str, ...]) -> None:
    """Its number leads to its question and to no other, back to what will be written."""
    done = play("8/7", "412", "", "11", "", "", *NO_HEAD, *way, "12", "c")
    assert done.left_over == []
    assert "members_admitted: 12\n" in written(data)
