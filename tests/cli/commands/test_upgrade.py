"""`ct58 upgrade`: the data in the newest format, with what that moves."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from tests.cli.conftest import Ct58
from tests.domain.planning.test_upgrading import RATED
from tests.support.command_line import ROOT, by_the_clock, contents, write_data
from tests.support.desk import sit_down
from tests.support.repositories import put

from ct58.errors.rules import RULES
from ct58.services.writing import recording

RATING = """\
indicators:
  - id: CT-01
    clause: II.1-1
    title: Tổ chức đảng hoàn thành tốt nhiệm vụ
    deadline: {every: year}
    numerator: {count: units, of: tccsd, where: {rating: [good]}}
    target: {op: ">", value: 0, unit: count}
"""
YEAR = (
    "unit: so-y-te\nperiod: 2021\nstate: received\nreceived_on: 2022-01-05\nquality: final\n"
    "figures:\n  rating: good\n  rating_decision: {number: 87-QĐ/ĐUK, issued_on: 2021-12-28}\n"
)


@pytest.fixture(autouse=True)
def _years_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rated year is long over."""
    sit_down(monkeypatch, tmp_path, "2024-07-15")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An office without a number whose ratings come by a decision, as its names say."""
    files = {"programme.yaml": f"# Chương trình\n{RATED}{RATING}", "units/so-y-te/reports/2021.yaml": YEAR}
    return write_data(tmp_path, **files)


def files(data: Path) -> dict[str, bytes]:
    """The data, without the lock."""
    return {name: content for name, content in contents(data).items() if name != ".ct58.lock"}


def test_it_says_what_changes_and_that_nothing_moves(ct58: Ct58, data: Path) -> None:
    """From which format to which, each new value, and how to take it back."""
    done = ct58("upgrade")
    assert done.code == 0
    assert done.out == (
        "The data goes from format 1 to format 2.\n"
        "What a figure is decided by is declared there (decided_by); so far its name said so.\n"
        "What bodies, kinds of units and forms of organisation are called is declared (bodies, kinds …).\n"
        "  format of the data: 1 → 2\n"
        "  figures › rating › decided by: rating_decision\n"
        "No result moves: all statuses and indicators are as they were.\n"
        "Recorded. By mistake? Type: ct58 undo\n"
    )
    text = (data / "programme.yaml").read_text("utf-8")
    assert text.startswith("# Chương trình\nformat: 2\nprogramme:")
    assert "  # một quyết định cho tất cả\n" in text


def test_a_trial_writes_nothing(ct58: Ct58, data: Path) -> None:
    """And says the same."""
    before = files(data)
    done = ct58("nang-cap", "--dry-run")
    assert "from format 1 to format 2" in done.out
    assert done.out.endswith("A trial: nothing was written.\n")
    assert files(data) == before


def test_one_undo_gives_every_byte_back(ct58: Ct58, data: Path) -> None:
    """It is a record like any other."""
    before = files(data)
    ct58("upgrade")
    assert files(data) != before
    assert ct58("undo", "--yes").code == 0
    assert files(data) == before


def test_data_of_the_newest_format_stays_as_it_is(ct58: Ct58, data: Path) -> None:
    """Exit 0; nothing is there to take back but the first time."""
    ct58("upgrade")
    before = files(data)
    done = ct58("upgrade")
    assert done.code == 0
    assert done.out.startswith("The data is of format 2, the newest.\n")
    assert files(data) == before
    ct58("undo", "--yes")
    assert ct58("undo", "--yes").code == 4


def test_the_answer_for_a_program(ct58: Ct58, data: Path) -> None:
    """The entries of `diff`."""
    changes = ct58("upgrade", "--format", "json").data["changes"]
    assert [(row["kind"], row["field"], row["new"]) for row in changes] == [
        ("programme", "format", 2),
        ("programme", "figures.rating.decided_by", "rating_decision"),
    ]


def test_what_moves_is_told_whatever_year_it_is_of(ct58: Ct58, data: Path) -> None:
    """A text beside a rating never let it count; it is no decision, so that the rating counts by itself now."""
    path = data / "programme.yaml"
    path.write_text(
        path.read_text("utf-8")
        .replace("type: record", "type: text")
        .replace("    fields: [{key: number", "    # [{key: number"),
        "utf-8",
    )
    (data / "units/so-y-te/reports/2021.yaml").write_text(
        YEAR.replace("{number: 87-QĐ/ĐUK, issued_on: 2021-12-28}", "quyết định"), "utf-8"
    )
    assert ct58("check").code == 0
    rows = ct58("upgrade", "--dry-run", "--format", "json").data["changes"]
    moved = [(row["id"], row["period"]) for row in rows if row["kind"] == "verdict"]
    assert moved == [("CT-01", "2021")]
    said = ct58("upgrade").out
    assert "No result moves" not in said
    assert "Effect     CT-01" in said


def test_while_somebody_else_writes_it_is_refused(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4."""
    monkeypatch.setattr(recording, "PATIENCE", 0.0)
    with FileLock(data / ".ct58.lock"):
        assert ct58("upgrade").code == 4


def test_what_the_newer_format_forbids_must_be_mended_first(
    ct58: Ct58, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning would become an error, and whoever needs that part could not go on."""
    monkeypatch.setitem(RULES, "E202", replace(RULES["E202"], since=2))
    event = "{item: BC-QUY, date: 2021-07-15, event: promised, until: 2021-07-20}"
    put(data, "units/so-y-te/events.yaml", f"unit: so-y-te\nevents:\n- {event}\n")
    before = files(data)
    assert ct58("check").code == 0
    done = ct58("upgrade")
    assert done.code == 4
    assert "(E202)" in done.err
    assert files(data) == before


def test_a_programme_with_errors_is_not_touched(ct58: Ct58, data: Path) -> None:
    """Exit 3."""
    path = data / "programme.yaml"
    path.write_text(path.read_text("utf-8").replace("by: 2021-Q2", "till: 2021-Q2"), "utf-8")
    assert ct58("upgrade").code == 3


def without_a_number(data: Path) -> None:
    """The programme as the first format had it."""
    path = data / "programme.yaml"
    text = path.read_text("utf-8").replace("format: 2\n\n", "")
    text = re.sub(r" lapses_after: \d+,", "", text)
    text = re.sub(r"    products:\n(      - .*\n)+", "", text)
    text = re.sub(r"(?m)^.*(decided_by|lapses_after|exceptions): .*\n", "", text)
    before, figures, after = re.split(r"(?ms)^(figures:.*?)(?=^indicators:)", text)
    without = re.sub(r"(?m)^    clauses: .*\n", "", figures)
    path.write_text(before + without + after, "utf-8", newline="\n")


ANSWERS = (
    ("indicators", "--period", "2021"),
    ("indicators", "--period", "2022"),
    ("overdue",),
    ("status",),
    ("reports", "--period", "2021"),
    ("show", "CT-18", "--period", "2021", "--units"),
    ("check",),
)


def answers(ct58: Ct58) -> list[object]:
    """What programs are told of the data, but what belongs to a newer format; lines move by what is new above them."""
    dated = (call if call[0] == "check" else (*call, "--as-of", "10/1/2023") for call in ANSWERS)
    found = [json.loads(ct58(*call, "--format", "json").out)["data"] for call in dated]
    return [_without_lines(one) for one in found]


def _without_lines(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_lines(one) for key, one in value.items() if key != "line"}
    if isinstance(value, list):
        return [
            _without_lines(one) for one in value if not isinstance(one, dict) or one.get("code") != "P324"
        ]
    return value


def test_a_whole_office_gives_the_same_answers_afterwards(ct58: Ct58, tmp_path: Path) -> None:
    """Seven quarters of the demo, read by names, then by what is declared; and the files are as `fmt` wants them."""
    ct58("init", "--demo", "--units", "12", "--quarters", "7", "demo")
    by_the_clock(tmp_path / "demo")
    without_a_number(tmp_path / "demo/data")
    shutil.move(tmp_path / "demo/data", tmp_path / "data")
    ct58("fmt")
    before, old = answers(ct58), files(tmp_path / "data")
    assert ct58("upgrade").code == 0
    assert answers(ct58) == before
    assert ct58("fmt", "--check").code == 0
    assert "decided_by: party_rating_decision" in (tmp_path / "data/programme.yaml").read_text("utf-8")
    ct58("undo", "--yes")
    assert files(tmp_path / "data") == old


def test_another_programme_gets_its_number(ct58: Ct58, tmp_path: Path) -> None:
    """Whatever it calls things."""
    shutil.copytree(ROOT / "tests/other_programme/data", tmp_path / "data")
    without_a_number(tmp_path / "data")
    before = files(tmp_path / "data")
    assert ct58("upgrade").code == 0
    changed = {name for name, content in files(tmp_path / "data").items() if content != before[name]}
    assert changed == {"programme.yaml"}
    assert ct58("check").code == 0
    assert ct58("fmt", "--check").code == 0


# ------------------------------------------------------------------- the programme's days

ISSUED = """\
period: 2021-Q2
cut_off: 2021-07-05
issued: [{name: quy-2-2021, on: 2021-07-16, as_of: 2021-07-15, to: standing-committee}]
"""
DONE = """\
item: NV-08
events:
- {occurrence: 2021-Q2, date: 2021-06-25, event: completed}
"""


@pytest.fixture
def long_since(ct58: Ct58, tmp_path: Path) -> Path:
    """Seven quarters of an office that left every plan's day at the end of its time; one report was issued."""
    ct58("init", "--demo", "--units", "12", "--quarters", "7", "demo")
    by_the_clock(tmp_path / "demo")
    shutil.move(tmp_path / "demo/data", tmp_path / "data")
    path = tmp_path / "data/programme.yaml"
    own_days = r"      at: start\n      due_after: \d+\n(      lapses_after: \d+\n)?      from: .*\n(?:      exceptions: .*\n)?"
    text = re.sub(own_days, r"\1", path.read_text("utf-8"))
    text = re.sub(r" at: start, due_after: \d+,( lapses_after: \d+,) from: [^,]+,", r"\1", text)
    assert "at: start\n" not in text
    path.write_text(text, "utf-8", newline="\n")
    ct58("fmt")
    put(tmp_path / "data", "periods/2021-Q2.yaml", ISSUED)
    put(tmp_path / "data", "tasks/NV-08.yaml", DONE)
    return tmp_path / "data"


def test_days_that_the_folder_leaves_open_are_offered(ct58: Ct58, long_since: Path) -> None:
    """In words, with the command that shows what would move; nothing is taken without a day."""
    before = files(long_since)
    done = ct58("upgrade")
    assert done.code == 0
    assert "Of 8 items the programme now has days that this folder leaves open." in done.out
    assert "ct58 upgrade --from 2024-07-15 --dry-run" in done.out
    assert (
        "  PL-03: by the last day of each year → by 01-31 each year; from 2021; but 2021: the end of its time\n"
        in done.out
    )
    assert files(long_since) == before


def test_from_the_confirmed_day_on_they_hold_and_what_moves_is_shown(ct58: Ct58, long_since: Path) -> None:
    """Of the reports that were issued, too; what falls due before stays as it was reported."""
    before = files(long_since)
    early = ct58("upgrade", "--from", "1/4/2021", "--dry-run").out
    assert "Effect     NV-08 2021-Q2: Completed on time → Completed late 76 days" in early
    assert re.search(
        r"The report of 2021-Q2 issued on 2021-07-16 would count \d+ otherwise now: NV-08", early
    )
    late = ct58("upgrade", "--from", "1/1/2023", "--dry-run").out
    assert "The report of 2021-Q2" not in late
    assert "2022" not in "".join(line for line in late.splitlines() if line.startswith("Effect"))
    assert files(long_since) == before


def test_they_are_written_once_and_taken_back(ct58: Ct58, long_since: Path) -> None:
    """The check finds nothing new, a second time does nothing."""
    before, found = files(long_since), ct58("check").out
    assert ct58("upgrade", "--from", "1/1/2023").out.rstrip().endswith("By mistake? Type: ct58 undo")
    text = (long_since / "programme.yaml").read_text("utf-8")
    assert "exceptions: {2021..2022: end}" in text
    assert ct58("check").out.count("warning[") == found.count("warning[")
    assert "Nothing to change" in ct58("upgrade", "--from", "1/1/2023").out
    ct58("undo", "--yes")
    assert files(long_since) == before
