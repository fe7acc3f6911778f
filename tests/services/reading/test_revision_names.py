"""What a person may call a revision; and the data as that revision has it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.refusals import words_of
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import BadUsage, EnvironmentProblem
from ct58.i18n import Message
from ct58.services.reading.opening import STATUS_SLICE, open_office
from ct58.services.reading.revision_names import range_of, source_at

TODAY = dt.date(2021, 8, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder with two revisions: 12 people on 5 July, 21 on 15 July; now it is 30."""
    data = write_data(begin(tmp_path), **{REPORT: report_text(admitted="12")})
    keep(tmp_path, day="2021-07-05")
    put(data, REPORT, report_text(admitted="21"))
    keep(tmp_path, day="2021-07-15")
    put(data, REPORT, report_text(admitted="30"))
    return data


def admitted(root: Path, name: str | None, cache: Path | None = None) -> object:
    """The figure as a revision has it."""
    source = source_at(root, cache, name, git_environment(), TODAY)
    office = open_office(source, STATUS_SLICE, lambda _: None)
    return office.reports["so-y-te", "2021-Q2"].figures["members_admitted"]


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        (None, 30),
        ("HEAD", 21),
        ("HEAD~1", 12),
        ("main", 21),
        ("2021-07-14", 12),
        ("15/7/2021", 21),
        ("15/7", 21),
    ],
)
def test_a_revision_is_named_as_git_does_or_by_a_day(root: Path, name: str | None, figure: int) -> None:
    """Without a name it is the folder as it is."""
    assert admitted(root, name) == figure


@pytest.mark.parametrize("kind", ["branch", "tag"])
@pytest.mark.parametrize("name", ["2021-07-05", "5/7/2021", "5.7.2021"])
def test_a_day_is_a_day_whatever_git_calls_so(root: Path, kind: str, name: str) -> None:
    """The namesake is there by its place, and that is said, once; it is found by no accident."""
    git(root, kind, name, "main")
    told: list[Message] = []
    source = source_at(root, None, name, git_environment(), TODAY, told.append)
    assert source.revision is not None
    assert source.revision.when.date() == dt.date(2021, 7, 5)
    place = f"refs/{'heads' if kind == 'branch' else 'tags'}/{name}"
    assert [note.params["place"] for note in told] == [place]
    assert admitted(root, place) == 21
    told.clear()
    source_at(root, None, place, git_environment(), TODAY, told.append)
    source_at(root, None, "2021-07-14", git_environment(), TODAY, told.append)
    assert told == []


def test_an_issued_summary_names_the_revision_that_it_was_made_from(root: Path) -> None:
    """What was reported stays known, even when the entry is newer than the revision."""
    issued = "{name: bao-cao-quy-2, on: 2021-07-06, as_of: 2021-07-06, revision: HEAD~1}"
    put(root, "periods/2021-Q2.yaml", f"period: 2021-Q2\nissued:\n- {issued}\n")
    assert admitted(root, "bao-cao-quy-2") == 12


@pytest.mark.parametrize("revision", ["null", "0123456789abcdef"])
def test_a_summary_whose_revision_is_not_known_is_refused(root: Path, revision: str) -> None:
    """Nobody is given other numbers instead."""
    issued = f"{{name: bao-cao, on: 2021-07-06, as_of: 2021-07-06, revision: '{revision}'}}"
    put(
        root,
        "periods/2021-Q2.yaml",
        f"period: 2021-Q2\nissued:\n- {issued.replace(chr(39) + 'null' + chr(39), 'null')}\n",
    )
    with pytest.raises(BadUsage) as refused:
        admitted(root, "bao-cao")
    assert "issued without a revision" in words_of(refused.value)


def test_an_unknown_name_is_refused_with_what_was_probably_meant(root: Path) -> None:
    """Exit code 2."""
    issued = "{name: bao-cao-quy-2, on: 2021-07-06, as_of: 2021-07-06, revision: HEAD~1}"
    put(root, "periods/2021-Q2.yaml", f"period: 2021-Q2\nissued:\n- {issued}\n")
    with pytest.raises(BadUsage) as refused:
        admitted(root, "bao-cao-quy-3")
    assert "bao-cao-quy-2" in words_of(refused.value)


def test_a_day_before_anything_was_kept_is_refused(root: Path) -> None:
    """There is nothing to show."""
    with pytest.raises(BadUsage) as refused:
        admitted(root, "1/1/2021")
    assert "Nothing was kept yet" in words_of(refused.value)


def test_outside_a_repository_only_a_named_revision_is_refused(tmp_path: Path) -> None:
    """Exit code 5; the folder itself can be read."""
    data = write_data(tmp_path, **{REPORT: report_text(admitted="12")})
    assert admitted(data, None) == 12
    with pytest.raises(EnvironmentProblem):
        admitted(data, "HEAD")


def test_looking_at_a_revision_does_not_make_the_folder_forgotten(root: Path, tmp_path: Path) -> None:
    """The cache of the folder stays as it is."""
    cache = tmp_path / "cache"
    admitted(root, None, cache)
    before = {path.name: path.read_bytes() for path in cache.iterdir() if path.is_file()}
    assert admitted(root, "HEAD", cache) == 21
    assert admitted(root, "HEAD", cache) == 21
    assert {path.name: path.read_bytes() for path in cache.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("main...x", ("main", "x")),
        ("main..x", ("main", "x")),
        ("main...", ("main", "")),
        ("main", None),
        ("../kho", None),
        ("v1.0", None),
    ],
)
def test_a_range_has_two_names(name: str, parts: tuple[str, str] | None) -> None:
    """A way through folders has none."""
    assert range_of(name) == parts
