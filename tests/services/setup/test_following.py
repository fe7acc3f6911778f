"""Beginning a folder that follows another one: with real folders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.command_line import contents, write_data
from tests.support.repositories import begin as begin_git
from tests.support.repositories import git_environment, isolate, keep, needs_git

from ct58.domain.records.programme import Horizon
from ct58.errors import BadUsage, InvalidData, Refused
from ct58.i18n import Translator
from ct58.services.reading.checking import check_data
from ct58.services.reading.data_source import FolderSource, load_data
from ct58.services.setup.following import Followed, FollowWishes, follow, named_units, open_old, years_of
from ct58.services.setup.seeding import DemoSize, begin
from ct58.store.sources import everything

TODAY = dt.date(2026, 2, 1)
say = Translator("en").say


def followed(old: Path, new: Path, wishes: FollowWishes | None = None) -> Followed:
    """A new folder of an old one."""
    return follow(open_old(old, git_environment(), TODAY), new, wishes or FollowWishes(), {}, TODAY, say)


def test_a_real_office_is_followed_by_one_that_is_right(tmp_path: Path) -> None:
    """Without an error; every open item is there, and the folder as it was stays as it was."""
    begin(tmp_path / "old", {}, say, DemoSize(units=40, quarters=20))
    before = contents(tmp_path / "old")
    done = followed(tmp_path / "old/data", tmp_path / "new")
    new = tmp_path / "new/data"
    assert check_data(FolderSource(new, None)).count("error") == 0
    office = load_data(FolderSource(new, None), everything).office
    assert office is not None
    assert set(done.taken.items) <= set(office.items)
    assert len(office.units) == len(done.taken.units)
    assert done.begun.files == len(contents(tmp_path / "new"))
    assert contents(tmp_path / "old") == before
    assert (tmp_path / "new/schemas").is_dir()


def test_what_followed_can_be_followed_again(tmp_path: Path) -> None:
    """An item keeps the id and the source that it has."""
    begin(tmp_path / "old", {}, say, DemoSize(units=12, quarters=8))
    first = followed(tmp_path / "old/data", tmp_path / "new")
    second = followed(tmp_path / "new/data", tmp_path / "newer")
    joint = {item for item in first.taken.items if (tmp_path / f"new/data/tasks/{item}.yaml").is_file()}
    assert set(second.taken.items) <= joint
    assert check_data(FolderSource(tmp_path / "newer/data", None)).count("error") == 0


@needs_git
def test_the_revision_is_named_where_git_keeps_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the note of all that was taken over."""
    isolate(monkeypatch)
    old = write_data(begin_git(tmp_path / "old"))
    id_ = keep(tmp_path / "old")
    followed(old, tmp_path / "new")
    unit = (tmp_path / "new/data/units/so-y-te/unit.yaml").read_text("utf-8")
    assert "Taken over from 10-CTr/ĐUK, revision " in unit
    assert id_[:6] in unit


def test_a_folder_with_errors_is_refused_and_they_are_named(tmp_path: Path) -> None:
    """Nothing is written."""
    old = write_data(tmp_path / "old", **{"tasks/KL-01.yaml": "item: KL-01\ntitle: [\n"})
    with pytest.raises(InvalidData) as error:
        followed(old, tmp_path / "new")
    assert "tasks/KL-01.yaml:" in say(error.value.message)
    assert not (tmp_path / "new").exists()


def test_a_new_folder_with_any_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Nothing is overwritten."""
    old = write_data(tmp_path / "old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new/ghi-chu.txt").write_text("x")
    with pytest.raises(Refused):
        followed(old, tmp_path / "new")
    assert list(contents(tmp_path / "new")) == ["ghi-chu.txt"]


def test_a_list_of_units_is_words_or_a_file(tmp_path: Path) -> None:
    """Empty lines and remarks are none; an unknown unit is refused before anything is written."""
    (tmp_path / "ds.txt").write_text("\ufeff# danh sách\nso-y-te\n\nVP\n", "utf-8")
    assert named_units("ds.txt", tmp_path) == ("so-y-te", "VP")
    assert named_units("so-y-te, VP", tmp_path) == ("so-y-te", "VP")
    with pytest.raises(BadUsage):
        named_units(" , ", tmp_path)
    old = write_data(tmp_path / "old")
    done = followed(old, tmp_path / "new", FollowWishes(units=("van phong",)))
    assert [unit.id for unit in done.taken.units] == ["van-phong"]
    with pytest.raises(BadUsage):
        followed(old, tmp_path / "newer", FollowWishes(units=("so-khong-co",)))
    assert not (tmp_path / "newer").exists()


@pytest.mark.parametrize("text", ["2026-2030", "2026..2030", "2026 – 2030"])
def test_years(text: str) -> None:
    """As people write them."""
    assert years_of(text) == Horizon(from_=2026, to=2030)


@pytest.mark.parametrize("text", ["", "2030-2026", "mai", "26-30", "2026-2199"])
def test_what_is_no_span_of_years(text: str) -> None:
    """Refused."""
    with pytest.raises(BadUsage):
        years_of(text)
