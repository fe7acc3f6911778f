"""What could not be read is neither there nor missing: every screen says so, and nothing that is concluded is wrong.

First a small office on the disk, with each kind of file broken in each way, and every command that reads; then random
offices, held against themselves with all files read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.support.command_line import FILES, Ct58, contents, in_this_process
from tests.support.offices import day, period
from tests.support.random_offices import office_with, random_programme, random_reports
from tests.support.repositories import git

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import Number
from ct58.domain.indicators.result import Assessment, Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords
from ct58.domain.standing.batches import overdue_on
from ct58.views.reports import reports_view

DAY = ("--as-of", "2021-07-15")
REPORT = "units/so-y-te/reports/2021-Q2.yaml"
EVENTS = "units/so-y-te/events.yaml"
UNIT = "units/so-y-te/unit.yaml"
ITEM = "tasks/PL-01.yaml"
AD_HOC = "tasks/KL-01.yaml"
PERIOD = "periods/2021-Q2.yaml"
_INDICATOR = """\
indicators:
  - id: CT-01
    clause: II.1-1
    title: Đơn vị có kết nạp
    deadline: {every: quarter}
    numerator: {count: units, of: tccsd, where: {members_admitted: {">": 0}}}
    denominator: {count: units, of: tccsd}
    target: {op: "=", value: 100, unit: percent}
"""
OFFICE: Mapping[str, str] = {
    **FILES,
    "programme.yaml": FILES["programme.yaml"] + _INDICATOR,
    "units/so-b/unit.yaml": (
        "id: so-b\nname: Đảng bộ Sở B\nkind: agency\norganisation: grassroots_committee\n"
    ),
    "units/so-c/unit.yaml": (
        "id: so-c\nname: Đảng bộ Sở C\nkind: agency\norganisation: grassroots_committee\n"
    ),
    REPORT: (
        "unit: so-y-te\nperiod: 2021-Q2\nstate: received\nreceived_on: 2021-07-08\nfigures: {members_admitted: 12}\n"
    ),
    "units/so-b/reports/2021-Q2.yaml": (
        "unit: so-b\nperiod: 2021-Q2\nstate: received\nreceived_on: 2021-07-02\nfigures: {members_admitted: 3}\n"
    ),
    EVENTS: (
        "unit: so-y-te\nevents:\n"
        "- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-01, event: extended, until: 2021-07-09, "
        "document: {number: 1-TB/ĐUK, date: 2021-07-01}}\n"
    ),
    ITEM: "item: PL-01\nevents:\n- {date: 2021-06-20, event: submitted, to: standing_committee}\n",
    AD_HOC: (
        "item: KL-01\ntitle: Việc phát sinh\nlead: [van-phong]\ndeadline: {by: 2021-06-30}\nclauses: [II.1-1]\n"
        "source: {number: 3-KL/ĐUK, date: 2021-05-01}\nevents:\n"
        "- {date: 2021-06-20, event: completed, document: {number: 9-BC/VP, date: 2021-06-20}}\n"
    ),
    PERIOD: "period: 2021-Q2\nexceptions:\n- {report: BC-QUY, due: 2021-07-09, reason: Lùi hạn, units: [so-y-te]}\n",
}
"""All has been done by 15/7/2021, but for the report of so-c: whatever else is called late or missing is not so."""
MARKS = "<<<<<<< HEAD\nnote: a\n=======\nnote: b\n>>>>>>> them\n"
BREAKS: Mapping[str, Any] = {
    "clash": lambda text: (text + MARKS).encode(),
    "type": lambda text: (text + "figures: 5\nevents: 5\nflags: 5\nexceptions: 5\n").encode(),
    "notes": lambda text: (text + "notes: [1, 2]\n").encode(),
    "source": lambda text: (text + "source: x\n").encode(),
    "syntax": lambda text: (text + "x: [\n").encode(),
    "encoding": lambda text: text.encode() + b"note: \xff\xfe\n",
    "empty": lambda _text: b"",
}
KINDS = {
    "report": REPORT,
    "unit_events": EVENTS,
    "unit": UNIT,
    "item": ITEM,
    "ad hoc": AD_HOC,
    "period": PERIOD,
}
READING = (
    "", "overdue", "overdue --expand", "overdue --kind report", "upcoming --within 100", "status", "status --owner so-b",
    "status --period 2021-Q2", "reports", "reports --missing", "reports --late", "reports --waiting", "reports --by kind",
    "reports --by unit", "reports -p 2021-Q2", "indicators -p 2021-Q2", "indicators --by unit -p 2021-Q2", "show so-b",
    "show PL-01", "show BC-QUY", "show CT-01 --period 2021-Q2", "show II.1", "plan --quarter 2021-Q3",
    "calendar --from 2021-04-01 --done", "summary --quarter 2021-Q2",
)  # fmt: skip
"""Every view that rests on all these records; those of fewer are named below."""
OF_UNITS = ("list units", "trace")


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


def write(folder: Path, file: str | None = None, how: str = "clash") -> Path:
    """The office, with a file broken."""
    for name, text in OFFICE.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BREAKS[how](text) if name == file else text.encode())
    return folder / "data"


def asked(words: str) -> tuple[str, ...]:
    """A command line of a day; of bare `ct58` the day cannot be asked."""
    return (*words.split(), *DAY) if words else ()


def test_the_office_is_right_and_nobody_but_so_c_is_late(ct58: Ct58, tmp_path: Path) -> None:
    """So whatever is late without a file is so because the file is away."""
    write(tmp_path)
    assert ct58("check").code == 0
    late = ct58("overdue", *DAY, "--format", "json")
    assert [(entry["id"], entry["owners"]) for entry in late.data] == [("BC-QUY", ["so-c"])]
    assert json.loads(late.out)["unreadable"] == []


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_makes_nobody_late(ct58: Ct58, tmp_path: Path, kind: str, how: str) -> None:
    """In no list of what is late or missing; named in the first line, and to be mended first. The others stay told."""
    file = KINDS[kind]
    write(tmp_path, file, how)
    assert {place["file"] for place in ct58("check", "--format", "json").data} == {file}
    late = ct58("overdue", *DAY, "--format", "json")
    assert late.code == 0
    owners = [entry["owners"] for entry in late.data]
    assert owners == ([] if kind == "period" else [["so-c"]])
    (unread,) = json.loads(late.out)["unreadable"]
    assert (unread["unreadable"], unread["source"]["file"]) == (True, file)
    assert unread["kind"] == ("item" if kind == "ad hoc" else kind)
    found = ct58("reports", *DAY, "-p", "2021-Q2", "--missing", "--late", "--format", "json").data
    assert {entry["unit"] for entry in found["units"]} <= {"so-c"}
    status = ct58("status", *DAY, "--format", "json").data
    step = (
        {"kind": "settle", "command": "ct58 sync"}
        if how == "clash"
        else {"kind": "mend", "command": "ct58 check"}
    )
    assert status["next"][0] == {"count": 1, "ids": [file], "period": None, **step}
    tasks = next(row for row in status["counts"] if row["kind"] == "tasks")
    assert (tasks["overdue"], tasks["unreadable"]) == (0, int(kind == "item"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_view_names_the_file_first_and_answers(ct58: Ct58, tmp_path: Path, kind: str) -> None:
    """Exit 0 and the file in the first line, in JSON beside the data; with --strict exit 3 and no answer."""
    file = KINDS[kind]
    write(tmp_path, file)
    of_units = OF_UNITS if kind != "report" else ()
    for words in (*READING, *of_units):
        done = ct58(*asked(words))
        assert done.code == 0, (words, done.err)
        if words:
            assert file in done.err.split("\n")[0], words
            assert file in "".join(done.out.split("\n")[:5]), words
            answer = json.loads(ct58(*asked(words), "--format", "json").out)
            assert [entry["source"]["file"] for entry in answer["unreadable"]] == [file], words
            strict = ct58(*asked(words), "--strict")
            assert (strict.code, strict.out) == (3, ""), words
            assert file in strict.err, words


@pytest.mark.parametrize("how", BREAKS)
def test_a_report_that_could_not_be_read_is_a_state_of_its_own(ct58: Ct58, tmp_path: Path, how: str) -> None:
    """Out of all counts, and open for the indicators: 1 of 2 now, and with it 2 of 3 at most."""
    write(tmp_path, REPORT, how)
    found = ct58("reports", *DAY, "-p", "2021-Q2", "--format", "json").data
    assert {key: found[key] for key in ("expected", "actual", "due", "due_on_time", "unreadable")} == {
        "expected": 2, "actual": 1, "due": 2, "due_on_time": 1, "unreadable": 1,
    }  # fmt: skip
    states = {entry["unit"]: entry["state"] for entry in found["units"]}
    assert states == {"so-y-te": "unreadable", "so-b": "received", "so-c": "missing"}
    (entry,) = ct58("indicators", *DAY, "-p", "2021-Q2", "--format", "json").data
    coverage = entry["coverage"]
    assert (coverage["reported"], coverage["expected"], coverage["unreadable"]) == (1, 3, 1)
    assert entry["lower"] < 67 < entry["upper"]
    words = "waits to be settled" if how == "clash" else "cannot be read"
    assert f"{words.upper()}, see ct58 check (1)" in ct58("reports", *DAY, "-p", "2021-Q2", "--missing").out
    assert f"Đảng bộ Sở Y tế ({words})" in ct58("show", "CT-01", "--period", "2021-Q2", *DAY).out
    rows = [json.loads(line) for line in ct58("export", *DAY, "--format", "jsonl").out.splitlines()]
    assert [row["state"] for row in rows if row["unit"] == "so-y-te" and row["period"] == "2021-Q2"] == [
        "unreadable"
    ]


@pytest.mark.parametrize("kind", ["report", "item", "ad hoc", "period"])
def test_where_two_values_stand_side_by_side_it_waits_to_be_settled(
    ct58: Ct58, tmp_path: Path, kind: str
) -> None:
    """The first line says so and who asks; what hangs on it is called that, and in no count is it done."""
    file = KINDS[kind]
    write(tmp_path, file)
    done = ct58("overdue", *DAY, "--format", "text")
    first, *_rest = done.err.splitlines()
    assert (file in first, "ct58 sync" in first, "because of errors" in first) == (True, True, False)
    if kind == "ad hoc":
        shown = ct58("show", "KL-01", *DAY)
        assert (shown.code, "waits to be settled" in shown.err, "ct58 sync" in shown.err) == (3, True, True)
    else:
        assert "WAITS TO BE SETTLED" in done.out
        assert "waits to be settled" in done.out
        assert "CANNOT BE READ" not in done.out
    if kind == "report":
        for words in (("show", "so-y-te", "2021-Q2"), ("show", "so-y-te", "2021-Q2", "--origin")):
            refused = ct58(*words, *DAY)
            assert (
                refused.code,
                "report of Đảng bộ Sở Y tế of 2021-Q2 waits to be settled." in refused.err,
            ) == (3, True)
    (unread,) = json.loads(ct58("overdue", *DAY, "--format", "json").out)["unreadable"]
    assert unread["unsettled"] is True
    write(tmp_path, file, "syntax")
    (unread,) = json.loads(ct58("overdue", *DAY, "--format", "json").out)["unreadable"]
    assert unread["unsettled"] is False


def test_a_unit_that_could_not_be_read_may_be_in_every_set(ct58: Ct58, tmp_path: Path) -> None:
    """Of a share that all must reach it leaves the verdict open; nothing is known of it by name."""
    write(tmp_path, UNIT)
    (entry,) = ct58("indicators", *DAY, "-p", "2021-Q2", "--format", "json").data
    coverage = entry["coverage"]
    assert (coverage["reported"], coverage["expected"], coverage["unreadable"]) == (1, 3, 1)
    assert entry["verdict"] == "undetermined"
    done = ct58("show", "so-y-te", *DAY)
    assert (done.code, done.out) == (3, "")
    assert f"so-y-te waits to be settled: two people's values stand in {UNIT}" in done.err
    write(tmp_path, UNIT, "syntax")
    assert f"{UNIT} has errors, so nothing is known of so-y-te" in ct58("show", "so-y-te", *DAY).err


def test_letters_are_withheld_from_those_concerned_alone(ct58: Ct58, tmp_path: Path) -> None:
    """The others are written, the end is exit 3 with the names; booking tells of the same letters."""
    write(tmp_path, REPORT, "notes")
    for words in ((), ("-o", "letters"), ("--format", "json"), ("-o", "all.docx", "--merged")):
        done = ct58("remind", *DAY, *words)
        assert done.code == 3
        assert "Đảng bộ Sở Y tế" in done.out + done.err
    assert sorted(contents(tmp_path / "letters")) == ["so-c.docx"]
    sent = ct58("remind", *DAY, "--sent", "--number", "45-CV/ĐUK", "--on", "2021-07-15")
    assert sent.code == 3
    assert (tmp_path / "data/units/so-c/events.yaml").is_file()
    assert "45-CV" not in (tmp_path / "data" / EVENTS).read_text("utf-8")
    assert ct58("remind", *DAY, "--only", "so-c", "--only", "so-b").code == 0
    assert ct58("remind", *DAY, "--item", "PL-01").code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_final_rests_on_what_could_not_be_read(ct58: Ct58, tmp_path: Path, kind: str) -> None:
    """A working copy says so itself; what is signed is refused, and nothing is kept of it."""
    data = write(tmp_path, KINDS[kind])
    before = contents(data)
    for words in (("--final",), ("--issue", "--number", "15-BC/ĐUK", "--on", "2021-07-15")):
        done = ct58("summary", "--quarter", "2021-Q2", *DAY, *words)
        assert (done.code, done.out) == (3, "")
        assert KINDS[kind] in done.err
    assert contents(data) == before
    assert ct58("summary", "--quarter", "2021-Q2", *DAY, "-o", "working.docx").code == 0


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("report", ("receive", "so-y-te", "--period", "2021-Q2", "--on", "2021-07-14")),
        ("report", ("record", "report", "so-y-te", "2021-Q2", "--set", "5=1", "--received-on", "2021-07-14")),
        ("unit_events", ("record", "event", "BC-QUY", "noted", "--unit", "so-y-te", "--occurrence", "2021-Q2",
                         "--reason", "đã gọi", "--on", "2021-07-14")),
        ("unit", ("receive", "so-y-te", "--period", "2021-Q3", "--on", "2021-07-14")),
        ("unit", ("unit", "close", "so-y-te", "--on", "2021-07-14")),
        ("item", ("record", "event", "PL-01", "submitted", "--to", "standing_committee", "--on", "2021-07-14")),
        ("ad hoc", ("record", "event", "KL-01", "completed", "--number", "1", "--on", "2021-07-14")),
        ("period", ("close", "2021-Q2", "--on", "2021-07-14")),
        ("period", ("receive", "so-c", "--period", "2021-Q2", "--on", "2021-07-14")),
    ],
)  # fmt: skip
def test_nothing_is_written_over_what_could_not_be_read(
    ct58: Ct58, tmp_path: Path, kind: str, words: tuple[str, ...]
) -> None:
    """Exit 3 with the file, and not a byte changed."""
    data = write(tmp_path, KINDS[kind])
    before = contents(data)
    done = ct58(*words)
    after = {name: content for name, content in contents(data).items() if name in before}
    assert (done.code, after) == (3, before), done.err
    assert KINDS[kind] in done.err


def test_a_revision_and_a_warm_cache_say_the_same(ct58: Ct58, tmp_path: Path) -> None:
    """Kept by git, read again from the cache, and after it was mended all is known."""
    data = write(tmp_path)
    fine = ct58("overdue", *DAY).out
    (data / REPORT).write_bytes(BREAKS["source"](OFFICE[REPORT]))
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        git(tmp_path, *words)
    first = ct58("reports", *DAY, "-p", "2021-Q2", "--format", "json")
    assert REPORT in first.err
    assert ct58("reports", *DAY, "-p", "2021-Q2", "--format", "json") == first
    of_revision = ct58("reports", *DAY, "-p", "2021-Q2", "--format", "json", "--rev", "HEAD")
    assert (of_revision.data, of_revision.err) == (first.data, first.err)
    (data / REPORT).write_bytes(OFFICE[REPORT].encode())
    assert ct58("overdue", *DAY).out == fine
    turned = ct58("diff", "HEAD", *DAY)
    assert (turned.code, REPORT in turned.out, "missing" in turned.out) == (0, True, False)


# ------------------------------------------------------------------ random offices

SEEDS = range(40)
AFTER = day("2022-03-01")
OPEN = ("undetermined", "no_data", "not_due")
ASKED = ("2021", "2021-Q2", "2021-Q4")


def _broken(office: Office, dice: Random) -> Iterator[tuple[str, str, Office]]:
    """The office with a report, the figures of one or the entry of a unit that nobody can read: the unit and the period."""
    unit, of = dice.choice(sorted(office.reports))
    key = (unit, of)
    rest = {other: found for other, found in office.reports.items() if other != key}
    hidden = UnreadRecords(files=("x",), reports=frozenset({key}))
    yield unit, of, replace(office, reports=rest, unread=hidden)
    head = {**office.reports, key: replace(office.reports[key], figures={})}
    yield (
        unit,
        of,
        replace(office, reports=head, unread=UnreadRecords(files=("x",), figures=frozenset({key}))),
    )
    without = {id_: known for id_, known in office.units.items() if id_ != unit}
    yield (
        unit,
        of,
        replace(office, units=without, unread=UnreadRecords(files=("x",), units=frozenset({unit}))),
    )


def _results(office: Office) -> list[Result]:
    """Every indicator in every window, after the year."""
    answers = Answers(office, AFTER)
    return [
        evaluate(answers, entry, window)
        for entry in office.programme.indicators
        for asked in ASKED
        for window in windows(office, entry, period(asked))
    ]


def _holds(seen: Assessment, known: Assessment) -> bool:
    """Whether what is thought possible includes all that is possible, and what is concluded is right."""
    is_something = known.value is not None or (known.contributions and not known.is_share)
    has_range = is_something or (known.lower, known.upper) != (None, None)
    is_within = _reaches(known.lower, seen.lower, -1) and _reaches(known.upper, seen.upper, 1)
    return (is_within or not has_range) and (
        seen.verdict in OPEN or seen.verdict == known.verdict or (known.denominator or 0) < 0
    )


def _reaches(inner: Number | None, outer: Number | None, sign: int) -> bool:
    return outer is None or (inner is not None and inner * sign <= outer * sign)


def _says(assessment: Assessment) -> str:
    return f"{assessment.numerator}/{assessment.denominator} {assessment.lower}..{assessment.upper} {assessment.verdict}"


@pytest.mark.parametrize("seed", SEEDS)
def test_no_conclusion_is_wrong_because_something_could_not_be_read(seed: int) -> None:
    """The range holds the one of the office whose files can all be read; a verdict is either open or the same."""
    dice = Random(seed)  # noqa: S311 - chance, not secrets
    made = random_programme(dice)
    office = office_with(made, random_reports(dice, made, "2021-04-01"))
    known = _results(office)
    for unit, of, lacking in _broken(office, dice):
        for seen, right in zip(_results(lacking), known, strict=True):
            at = (right.indicator.id, str(right.window.period), unit, of)
            assert _holds(seen.main, right.main), (*at, _says(seen.main), _says(right.main), lacking.unread)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_missing_whose_report_could_not_be_read(seed: int) -> None:
    """Neither in the list of reports nor in that of what is overdue; the counts of all others stay as they are."""
    dice = Random(seed)  # noqa: S311 - chance, not secrets
    made = random_programme(dice)
    office = office_with(made, random_reports(dice, made, "2021-04-01"))
    for unit, of, lacking in _broken(office, dice):
        if of == "once":
            continue
        view, before = (reports_view(found, period(of), AFTER) for found in (lacking, office))
        assert unit not in {row.unit.id for row in view.missing} | {row.unit.id for row in view.late}
        others = [(row.unit.id, row.state) for row in view.rows if row.unit.id != unit]
        assert others == [(row.unit.id, row.state) for row in before.rows if row.unit.id != unit]
        late = {
            (entry.obligation.unit, entry.obligation.occurrence.key) for entry in overdue_on(lacking, AFTER)
        }
        assert (unit, of) not in {(owner.id, key) for owner, key in late if owner}
