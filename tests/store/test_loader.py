"""From bytes to a checked office: every file, every finding, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.examples import complete_office, lines_of

from ct58.domain.records.places import Place, UnreadRecords
from ct58.domain.records.programme import Programme
from ct58.errors import Finding
from ct58.store.cache import RecordCache
from ct58.store.digests import WithChanges
from ct58.store.hashing import digest_of
from ct58.store.loaded import Loaded
from ct58.store.loader import MOST_SHAPE_FINDINGS, figure_order, load

COMPLETE = complete_office()
Q2 = "units/so-mau/reports/2021-Q2.yaml"
UNIT = "units/so-mau/unit.yaml"
OTHER = "units/cong-ty-mau/unit.yaml"


def with_(**changed: str | bytes | None) -> Loaded:
    """The complete office with some files changed or taken away, by short names."""
    files = {"q2": Q2, "unit": UNIT, "other": OTHER, "programme": "programme.yaml", "office": "office.yaml"}
    sources: dict[str, bytes] = dict(COMPLETE)
    for name, content in changed.items():
        if content is None:
            del sources[files[name]]
        else:
            sources[files[name]] = content if isinstance(content, bytes) else content.encode()
    return load(sources)


def codes(loaded: Loaded) -> list[str]:
    """The codes of all findings, each once."""
    return sorted({finding.code for finding in loaded.findings})


def place(loaded: Loaded) -> tuple[int, int, int]:
    """Line, column and width of the only finding."""
    (found,) = loaded.located()
    return found.line, found.column, found.width


# ----------------------------------------------------------------------------------- records


def test_every_kind_of_file_becomes_a_record_under_its_file() -> None:
    """Nothing is missing, nothing stands twice."""
    records = load(COMPLETE).records
    assert records is not None
    assert isinstance(records.programme, Programme)
    assert records.office is not None
    read = [*records.units, *records.reports, *records.unit_events, *records.items, *records.periods]
    assert sorted([*read, "programme.yaml", "office.yaml"]) == sorted(COMPLETE)


def test_a_valid_office_is_indexed_and_has_no_findings() -> None:
    """The office's own bodies, then the units, each in the office's order; items of the programme and of its own."""
    loaded = load(COMPLETE)
    assert loaded.findings == ()
    assert loaded.office is not None
    assert list(loaded.office.units) == ["doan-mau", "van-phong", "so-mau", "cong-ty-mau"]
    assert list(loaded.office.items) == ["PL-01", "PL-02", "NV-01", "NV-02", "BC-QUY", "BC-NAM", "KL-01"]
    assert loaded.names["so-mau"] == "Đảng bộ Sở Mẫu"


class ChangedMeanwhile(WithChanges):
    """Files of which one is another by the time it is read, and still known by what it was."""

    def __getitem__(self, file: str) -> bytes:
        content = super().__getitem__(file)
        return content.replace(b"name: ", b"name: X") if file == UNIT else content


def test_a_record_is_remembered_by_what_was_read(tmp_path: Path) -> None:
    """Not by what its file was known by when it was found."""
    memory, was = RecordCache(tmp_path), digest_of(COMPLETE[UNIT])
    load(ChangedMeanwhile(COMPLETE, {}), memory)
    assert memory.recall(Place("unit", "so-mau"), was) is None


def test_lines_of_the_upper_levels_are_known_without_any_finding() -> None:
    """`show` names the line of a task."""
    office = load(COMPLETE).office
    assert office is not None
    assert office.line("programme.yaml", ("tasks", 1)) == 36
    assert office.line(Q2, ("figures",)) == 7
    assert office.line("nowhere.yaml") == 1


def test_without_a_usable_programme_there_is_no_office() -> None:
    """The units' names are still known, for the findings."""
    loaded = with_(programme="programme: [")
    assert (loaded.office, loaded.records) == (None, None)
    assert codes(loaded) == ["Y002"]
    assert loaded.names["so-mau"] == "Đảng bộ Sở Mẫu"


def test_no_files_at_all_is_a_finding() -> None:
    """An empty folder is no office."""
    assert [finding.code for finding in load({}).located()] == ["Y016"]


def test_progress_is_told_file_by_file() -> None:
    """Done and in all."""
    told: list[tuple[int, int]] = []
    load(COMPLETE, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(done, len(COMPLETE)) for done in range(1, len(COMPLETE) + 1)]


# ---------------------------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"unit": b"id: so-mau\nname: [\n"}, ["Y002"]),
        ({"unit": b"id: so-mau\nname: x\n"}, ["K001"]),
        ({"q2": b"\xff"}, ["Y001"]),
        ({"other": b"id: cong-ty-mau\nname: x\nkind: 5\n"}, ["K009"]),
    ],
)
def test_a_broken_file_brings_no_findings_to_those_that_name_it(
    changed: dict[str, bytes], expected: list[str]
) -> None:
    """Its reports, its events and the exceptions for it are not to blame."""
    assert codes(with_(**changed)) == expected


def test_an_unknown_period_in_one_task_does_not_hide_an_unknown_lead_in_another() -> None:
    """The programme cannot be used, but all that is wrong in it is told at once."""
    programme = COMPLETE["programme.yaml"].decode()
    programme = programme.replace("by: 2021-Q2}", "by: quý hai}", 1)
    programme = programme.replace("lead: [van-phong]\n    deadline: {every: quarter}", "lead: [van-fong]", 1)
    loaded = with_(programme=programme)
    assert loaded.office is None
    assert sorted(codes(loaded)) == ["K001", "K007", "P303"]


def test_what_a_wrong_value_may_have_been_brings_no_finding() -> None:
    """Received on a day that nobody can read is still received on a day; a misspelt key is the one it is most like."""
    report = COMPLETE[Q2].decode().replace("received_on: 2021-07-05", "received_on: 05/7/2021")
    assert codes(with_(q2=report)) == ["K008"]
    assert codes(with_(q2=report.replace("received_on: 05/7/2021", "recieved_on: 2021-07-05"))) == ["K002"]


def test_a_report_that_is_partly_wrong_is_no_report_but_what_is_in_it_is_checked() -> None:
    """What it says elsewhere is not believed, and not passed over."""
    report = COMPLETE[Q2].decode().replace("state: received", "state: recieved")
    loaded = with_(q2=report.replace("members: 412", "members: many"))
    assert loaded.records is not None
    assert Q2 not in loaded.records.reports
    assert sorted(codes(loaded)) == ["F104", "K004"]


def test_a_broken_file_of_an_item_brings_no_findings_to_those_that_name_it() -> None:
    """Somebody's event is about an item whose file is being mended."""
    events = b"unit: so-mau\nevents:\n- {item: KL-07, date: 2021-08-02, event: reminded}\n"
    sources = {**COMPLETE, "units/so-mau/events.yaml": events}
    assert codes(load(sources)) == ["E201"]
    assert codes(load({**sources, "tasks/KL-07.yaml": b"item: [\n"})) == ["Y002"]


@pytest.mark.parametrize("file", [UNIT, "programme.yaml", "office.yaml"])
def test_a_file_that_could_not_be_read_is_not_missing(file: str) -> None:
    """One finding says so; the folder's own."""
    sources = {name: content for name, content in COMPLETE.items() if name != file}
    unreadable = Finding(code="Y015", file=file, params={"problem": "…"}, line=1, column=1)
    loaded = load(sources, findings=[unreadable])
    assert loaded.findings == (unreadable,)
    assert load(sources).findings != ()


def test_a_record_in_the_wrong_place_is_told_once_and_where_it_stands() -> None:
    """What is wrong inside it is shown in that file, too, not in the one that it names."""
    report = (
        COMPLETE[Q2]
        .replace(b"unit: so-mau", b"unit: cong-ty-mau")
        .replace(b"412\n  women", b"1.412\n  women")
    )
    loaded = load({**COMPLETE, Q2: report})
    assert {finding.file for finding in loaded.findings} == {Q2}
    assert {"U401", "F103"} <= set(codes(loaded))


def test_a_slice_without_reports_has_no_findings_about_them() -> None:
    """What was not asked for is not missed."""
    assert (
        load({file: content for file, content in COMPLETE.items() if "/reports/" not in file}).findings == ()
    )


def test_files_of_programs_are_passed_over_and_others_named() -> None:
    """A stray file is a warning at its beginning."""
    loaded = load({**COMPLETE, "units/so-mau/unit.yaml~": b"", "readme.txt": b"\0"})
    assert list(lines_of(loaded.located())) == [
        "readme.txt:1:1: warning[Y013] This file belongs to no place in the data folder, so it is not read."
    ]


def test_a_warning_does_not_keep_a_file_from_being_used() -> None:
    """Decomposed letters are read as composed ones."""
    loaded = with_(unit=COMPLETE[UNIT].decode().replace("Sở Mẫu", "So\u031b\u0309 Mẫu"))
    assert codes(loaded) == ["Y008"]
    assert loaded.names["so-mau"] == "Đảng bộ Sở Mẫu"


def test_of_a_file_with_hundreds_of_mistakes_the_first_are_told() -> None:
    """Nobody reads ten thousand findings."""
    extra = "".join(f"k{number}: 1\n" for number in range(MOST_SHAPE_FINDINGS + 100))
    assert len(with_(unit=f"{COMPLETE[UNIT].decode()}{extra}").findings) == MOST_SHAPE_FINDINGS


# ------------------------------------------------------------------------------------ places


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("# đầu tệp\n\nid: so-mau\nname: Sở\n", (3, 1, 2)),
        ("id: so-mau\nname: Sở\nkind: agency\norder: ministry\n", (4, 8, 8)),
        ("id: so-mau\nname: Sở\nkind: agency\nwrong: 1\n", (4, 1, 5)),
        ("id: so-mau\nname: Sở\nkind: agency\naliases:\n  - a\n  - 2021\n", (6, 5, 4)),
        ('{id: so-mau, name: Sở, kind: agency, order: "ministry"}', (1, 45, 10)),
        ("id: so-mau\nname: Sở\nkind: agency\nvalid_to: 31/12/2021 # ngày cuối\n", (4, 11, 10)),
    ],
)
def test_a_finding_is_at_its_value_or_key(unit: str, expected: tuple[int, int, int]) -> None:
    """A missing key is shown at the record that lacks it; columns count letters, not bytes."""
    assert place(with_(unit=unit)) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("- {date: 2021-05-04}", (3, 3, 18)),
        ("- {date: 2021-05-04, event: started, document: {date: 2021-05-04}}", (3, 38, 8)),
        ("-\n  date: 2021-05-04", (4, 3, 1)),
    ],
)
def test_a_missing_key_is_shown_at_the_record_that_lacks_it(
    head: str, expected: tuple[int, int, int]
) -> None:
    """A line of a list, or the key that holds the record."""
    (found,) = load({**COMPLETE, "tasks/PL-01.yaml": f"item: PL-01\nevents:\n{head}\n".encode()}).located()
    assert (found.code, found.line, found.column, found.width) == ("K001", *expected)


def test_a_byte_order_mark_and_windows_line_ends_move_no_place() -> None:
    """The same mistake, the same line and column."""
    text = "id: so-mau\nname: Sở\nkind: agency\norder: ministry\n"
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert place(with_(unit=windows)) == place(with_(unit=text))


def test_findings_are_in_the_order_of_files_and_lines() -> None:
    """Whatever found them."""
    loaded = load(
        {**COMPLETE, "readme.txt": b"", Q2: COMPLETE[Q2].replace(b"412", b"-1"), UNIT: b"kind: x\nwrong: 1\n"}
    )
    places = [(finding.file, finding.line, finding.column) for finding in loaded.located()]
    assert places == sorted(places)
    assert all(line > 0 and column > 0 for _, line, column in places)


# ------------------------------------------------------------------------------- what it stops


def test_a_mistyped_figure_leaves_the_report_s_head_readable() -> None:
    """It has arrived, whatever is wrong with what it says."""
    loaded = load({**COMPLETE, Q2: COMPLETE[Q2].replace(b"joined: null", b"joined: many")})
    assert loaded.blocking == ()
    assert loaded.office is not None
    assert loaded.readable is not None
    assert loaded.office.unread == UnreadRecords(files=(Q2,), figures=frozenset({("so-mau", "2021-Q2")}))
    report = loaded.readable.reports["so-mau", "2021-Q2"]
    assert (report.state, report.figures) == ("received", {})
    assert loaded.office.reports["so-mau", "2021-Q2"].figures


@pytest.mark.parametrize(
    "content",
    [
        b"unit: [\n",
        b"",
        COMPLETE[Q2] + b"source: x\n",
        COMPLETE[Q2] + b"notes: [1, 2]\n",
        COMPLETE[Q2].replace(b"received\n", b"received\n<<<<<<< HEAD\n", 1),
        COMPLETE[Q2] + b"notes: {other: \xff\xfe}\n",
    ],
    ids=["syntax", "empty", "type of source", "type of notes", "clash", "encoding"],
)
def test_where_an_error_stands_proves_nothing_about_the_rest_of_the_record(content: bytes) -> None:
    """Nobody knows whether such a report has arrived; all others are known."""
    loaded = load({**COMPLETE, Q2: content})
    assert loaded.blocking == ()
    assert loaded.readable is not None
    assert ("so-mau", "2021-Q2") not in loaded.readable.reports
    assert loaded.readable.is_report_unread("so-mau", "2021-Q2")
    assert not loaded.readable.is_report_unread("so-mau", "2021-Q3")
    assert loaded.readable.unread.files == (Q2,)


def test_a_report_that_says_it_is_another_hides_both() -> None:
    """Nobody knows whose it is: its own place says one, it says the other."""
    wrong = COMPLETE[Q2].replace(b"2021-Q2", b"2021-Q3")
    office = load({**COMPLETE, Q2: wrong}).readable
    assert office is not None
    assert office.unread.reports == {("so-mau", "2021-Q2"), ("so-mau", "2021-Q3")}


def test_a_report_whose_file_names_no_period_may_be_any_that_is_missing() -> None:
    """And none that was read."""
    stray = "units/so-mau/reports/quy-2.yaml"
    office = load({**COMPLETE, stray: b"unit: [\n"}).readable
    assert office is not None
    assert not office.is_report_unread("so-mau", "2021-Q2")
    assert office.is_report_unread("so-mau", "2021-Q3")


def test_records_without_their_unit_s_entry_may_be_of_any_unit() -> None:
    """The folder is there; what the unit is, nobody wrote down."""
    office = load({file: content for file, content in COMPLETE.items() if file != UNIT}).readable
    assert office is not None
    assert office.unread.units == {"so-mau"}


def test_only_the_programme_and_office_yaml_stop_everything() -> None:
    """Without them nothing has a meaning."""
    for file in ("programme.yaml", "office.yaml"):
        assert load({**COMPLETE, file: b"[\n"}).blocking
    for file in COMPLETE.keys() - {"programme.yaml", "office.yaml"}:
        assert not load({**COMPLETE, file: b"[\n"}).blocking


def test_warnings_stop_nobody() -> None:
    """They are for `check`."""
    sources = {
        **COMPLETE,
        "readme.txt": b"",
        "tasks/PL-01.yaml": COMPLETE["tasks/PL-01.yaml"] + b"- {date: 2021-05-04, event: started}\n",
    }
    loaded = load(sources)
    assert codes(loaded) == ["E214", "Y013"]
    assert loaded.blocking == ()
    assert loaded.readable is loaded.office


def test_a_folder_that_could_not_be_read_stops_everybody() -> None:
    """Its units may be just the ones that are late."""
    sources = {file: content for file, content in COMPLETE.items() if not file.startswith("units/")}
    loaded = load(
        sources, findings=[Finding(code="Y015", file="units", params={"problem": "…"}, line=1, column=1)]
    )
    assert "Y015" in {finding.code for finding in loaded.blocking}


FIGURE = "- {{key: {0}, number: {1}, label: x, type: integer, every: quarter, units: all}}\n"
HEAD = (
    "programme: {number: 1, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}\nparts: []\nclauses: []\n"
)


def test_figures_stand_by_their_printed_numbers() -> None:
    """Whatever order they are written in."""
    text = (
        HEAD.replace("number: 1", 'number: "1"')
        + "figures:\n"
        + FIGURE.format("b", 2)
        + FIGURE.format("a", 1)
    )
    assert figure_order({"programme.yaml": text.encode()}) == ("a", "b")


def test_there_is_no_order_without_a_programme_that_can_be_read() -> None:
    """Figures then stay as they are written."""
    assert figure_order({}) == ()
    assert figure_order({"programme.yaml": b"programme: [\n"}) == ()
