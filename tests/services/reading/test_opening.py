"""Opening a data folder: a command reads its slice, and is stopped only by errors in what it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, contents, report_text, write_data

from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords
from ct58.errors import InvalidData
from ct58.i18n import Message, Translator
from ct58.services.reading.data_source import FolderSource, load_data
from ct58.services.reading.opening import PROGRAMME_ONLY, STATUS_SLICE, Slice, open_office

EN = Translator("en")


def opened(root: Path, part: Slice = STATUS_SLICE, cache: Path | None = None) -> tuple[Office, list[str]]:
    """The office and the warnings, in English."""
    warnings: list[Message] = []
    office = open_office(FolderSource(root, cache), part, warnings.append)
    return office, [EN.say(warning) for warning in warnings]


def test_a_good_folder_opens_without_a_word(tmp_path: Path) -> None:
    """All that it holds is there."""
    office, warnings = opened(write_data(tmp_path, **{REPORT: report_text()}))
    assert warnings == []
    assert list(office.items) == ["PL-01", "BC-QUY"]
    assert office.reports["so-y-te", "2021-Q2"].figures == {"members_admitted": 12}


def test_a_slice_leaves_reports_unread_where_nobody_needs_them(tmp_path: Path) -> None:
    """Not even a broken report is noticed by a list of clauses."""
    office, warnings = opened(write_data(tmp_path, **{REPORT: "state: [\n"}), PROGRAMME_ONLY)
    assert (office.reports, warnings) == ({}, [])


@pytest.mark.parametrize(
    ("folder", "enters"),
    [("units/", True), ("units/a/", True), ("units/a/reports/", False), ("tasks/", True)],
)
def test_a_slice_without_reports_does_not_look_into_their_folders(folder: str, enters: bool) -> None:
    """Thousands of names are read faster by not reading them."""
    assert PROGRAMME_ONLY.enters(folder) is enters
    assert STATUS_SLICE.enters(folder)


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("programme.yaml", True),
        ("units/a/reports/2021-Q2.yaml", True),
        ("units/a/reports/2021-Q3.yaml", False),
        ("units/a/events.yaml", True),
        ("stray.txt", True),
    ],
)
def test_of_the_reports_a_slice_may_want_some_periods_only(file: str, wanted: bool) -> None:
    """A quarter's list does not read five years."""
    part = Slice(needs=frozenset({"programme", "reports"}), periods=frozenset({"2021-Q2"}))
    assert part.wants(file) is wanted


def test_a_mistyped_figure_is_one_warning(tmp_path: Path) -> None:
    """The report's head is right, so what is overdue can be told."""
    office, warnings = opened(write_data(tmp_path, **{REPORT: report_text(admitted="một")}))
    assert len(warnings) == 1
    assert REPORT in warnings[0]
    assert "ct58 check" in warnings[0]
    assert office.items


def test_a_report_with_a_mistyped_figure_has_still_arrived(tmp_path: Path) -> None:
    """One colleague's half-typed file must not make the unit late."""
    office, _ = opened(write_data(tmp_path, **{REPORT: report_text(admitted="một")}))
    assert office.reports["so-y-te", "2021-Q2"].received_on is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"programme.yaml": "programme: {}\n"},
        {"office.yaml": "names: []\n"},
    ],
)
def test_an_error_in_the_programme_or_the_office_stops_the_command(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    """Nothing is computed, to avoid a wrong list; how many errors, and where to see them."""
    with pytest.raises(InvalidData) as refused:
        opened(write_data(tmp_path, **changed))
    assert refused.value.exit_code == 3
    assert "errors, so nothing was computed" in EN.say(refused.value.message)
    assert refused.value.hint is not None
    assert "ct58 check" in EN.say(refused.value.hint)


@pytest.mark.parametrize(
    ("file", "content", "hidden"),
    [
        (
            REPORT,
            report_text(received_on="đầu tháng"),
            UnreadRecords(reports=frozenset({("so-y-te", "2021-Q2")})),
        ),
        ("units/so-y-te/unit.yaml", "id: so-y-te\n", UnreadRecords(units=frozenset({"so-y-te"}))),
        (
            "units/so-y-te/events.yaml",
            "unit: so-y-te\nevents: {}\n",
            UnreadRecords(unit_events=frozenset({"so-y-te"})),
        ),
        (
            "tasks/PL-01.yaml",
            "item: PL-01\nevents:\n- {date: 2021-13-01, event: submitted}\n",
            UnreadRecords(items=frozenset({"PL-01"})),
        ),
        (
            "periods/2021-Q2.yaml",
            "period: 2021-Q2\nclosed: maybe\n",
            UnreadRecords(periods=frozenset({"2021-Q2"})),
        ),
    ],
)
def test_an_error_in_a_record_is_named_and_leaves_it_unread(
    tmp_path: Path, file: str, content: str, hidden: UnreadRecords
) -> None:
    """All else is told; with --strict nothing is."""
    root = write_data(tmp_path, **{file: content})
    office, warnings = opened(root)
    assert office.unread == replace(hidden, files=(file,))
    assert warnings == [f"Not read as a whole, because of errors: 1 files ({file}). See: ct58 check"]
    with pytest.raises(InvalidData) as refused:
        open_office(FolderSource(root, None), STATUS_SLICE, lambda _: None, is_strict=True)
    assert EN.say(refused.value.message) == warnings[0]


def test_of_many_files_the_first_are_named(tmp_path: Path) -> None:
    """And how many more there are."""
    files = {f"tasks/X-{number:02}.yaml": "item: [\n" for number in range(12)}
    _, (warning,) = opened(write_data(tmp_path, **files))
    assert "12 files (tasks/X-00.yaml, " in warning
    assert "tasks/X-09.yaml and 2 more)" in warning


def test_what_is_known_to_be_valid_is_remembered_outside_the_data(tmp_path: Path) -> None:
    """The second opening gives the same office; the data folder stays as it was."""
    root, cache = write_data(tmp_path, **{REPORT: report_text()}), tmp_path / "cache"
    before = contents(root)
    first, _ = opened(root, cache=cache)
    again, _ = opened(root, cache=cache)
    assert again == first
    assert contents(root) == before
    assert contents(cache)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """The cache goes by content."""
    cache = tmp_path / "cache"
    opened(write_data(tmp_path, **{REPORT: report_text(admitted="12")}), cache=cache)
    office, _ = opened(write_data(tmp_path, **{REPORT: report_text(admitted="13")}), cache=cache)
    assert office.reports["so-y-te", "2021-Q2"].figures == {"members_admitted": 13}


def test_progress_counts_the_files(tmp_path: Path) -> None:
    """Done and in all."""
    seen: list[tuple[int, int]] = []
    load_data(
        FolderSource(write_data(tmp_path), None),
        STATUS_SLICE.wants,
        lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
