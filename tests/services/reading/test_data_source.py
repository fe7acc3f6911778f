"""A folder and a revision of it are read alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import FILES, write_data
from tests.support.refusals import words_of
from tests.support.repositories import begin, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.services.reading.data_source import FolderSource, load_data, read_programme
from ct58.services.reading.revision_source import RevisionSource
from ct58.store.sources import everything
from ct58.vcs.repository import repository_of


def kept(folder: Path) -> RevisionSource:
    """The data as it was last kept."""
    repository = repository_of(folder, git_environment())
    head = repository.find("HEAD")
    assert head is not None
    return RevisionSource(folder, None, repository, head)


def test_a_revision_gives_what_the_folder_gave(tmp_path: Path) -> None:
    """The same files, the same findings; ignored files are passed over, strays are named without content."""
    data = write_data(begin(tmp_path))
    put(data, "tasks/ghi-chu.txt", "không phải bản ghi")
    put(data, "units/so-y-te/unit.yaml.bak", "x")
    folder = load_data(FolderSource(data, None), everything)
    keep(tmp_path)
    revision = load_data(kept(data), everything)
    assert revision.sources == folder.sources
    assert revision.findings == folder.findings
    assert set(revision.sources) == {*FILES, "tasks/ghi-chu.txt"}


def test_the_programme_alone_is_read_from_either(tmp_path: Path) -> None:
    """Nothing else is looked at."""
    data = write_data(begin(tmp_path))
    keep(tmp_path)
    assert read_programme(FolderSource(data, None)) == read_programme(kept(data))


def test_items_that_came_up_on_the_way_are_read_with_it_where_asked_for(tmp_path: Path) -> None:
    """They may rest on reports, too; units are not missed, and nothing is remembered of it as a whole."""
    item = "item: KL-01\ntitle: Kết luận\nlead: [van-phong]\ndeadline: {by: 2021-08-01}\n"
    data = write_data(begin(tmp_path), **{"tasks/KL-01.yaml": item})
    keep(tmp_path)
    for source in (FolderSource(data, tmp_path / "cache"), kept(data)):
        assert "KL-01" in read_programme(source, with_items=True).items
        assert "KL-01" not in read_programme(source).items
    assert not (tmp_path / "cache" / "found.txt").exists()


def test_what_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    """In the folder, and in the revision."""
    data = write_data(begin(tmp_path))
    keep(tmp_path)
    for source in (FolderSource(data, None), kept(data)):
        with pytest.raises(EnvironmentProblem) as refused:
            source.read_one("khong-co.yaml")
        assert "khong-co.yaml" in words_of(refused.value)
