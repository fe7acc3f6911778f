"""Files of a revision: what was read once is known without being read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from tests.support.examples import complete_office
from tests.support.repositories import begin, git_environment, keep, put

from ct58.services.reading.data_source import load_data
from ct58.services.reading.revision_source import RevisionSource
from ct58.store.digests import digests_of
from ct58.store.loader import load
from ct58.store.sources import everything
from ct58.vcs.repository import Repository, repository_of

COMPLETE = complete_office()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is kept."""
    top = begin(tmp_path / "office")
    for file, content in COMPLETE.items():
        put(top, f"data/{file}", content.decode())
    keep(top)
    return top / "data"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many contents each process of git was asked for."""
    counts: list[int] = []
    contents = Repository.contents

    def watched(self: Repository, ids: Iterable[str]) -> Mapping[str, bytes]:
        wanted = list(ids)
        missing = len({id_ for id_ in wanted if id_ not in self.known})
        counts.extend([missing] if missing else [])
        return contents(self, wanted)

    monkeypatch.setattr(Repository, "contents", watched)
    return counts


def kept(data: Path, cache: Path | None) -> RevisionSource:
    """The newest revision, opened by a run of its own."""
    repository = repository_of(data, git_environment())
    head = repository.find("HEAD")
    assert head is not None
    return RevisionSource(data, cache, repository, head)


def test_a_revision_that_is_known_is_loaded_without_its_contents(
    data: Path, tmp_path: Path, asked: list[int]
) -> None:
    """The first run reads everything by one process, the second one nothing."""
    first = load_data(kept(data, tmp_path / "cache"), everything)
    assert len(asked) == 1
    again = load_data(kept(data, tmp_path / "cache"), everything)
    assert len(asked) == 1
    assert again.records == first.records == load(COMPLETE).records
    assert again.office == first.office


def test_only_what_is_not_known_is_read(data: Path, tmp_path: Path, asked: list[int]) -> None:
    """A revision with one file more costs that file."""
    load_data(kept(data, tmp_path / "cache"), everything)
    put(data, "periods/2021-Q3.yaml", "period: 2021-Q3\n")
    keep(data.parent)
    load_data(kept(data, tmp_path / "cache"), everything)
    assert asked[1:] == [1]


def test_contents_are_there_for_whoever_asks(data: Path, tmp_path: Path, asked: list[int]) -> None:
    """All of them by one process, known or not."""
    load_data(kept(data, tmp_path / "cache"), everything)
    sources = kept(data, tmp_path / "cache").read(everything).sources
    assert dict(sources) == COMPLETE
    assert len(sources) == len(COMPLETE)
    assert "programme.yaml" in sources
    assert "nothing.yaml" not in sources
    assert len(asked) == 2


def test_a_digest_is_that_of_the_folder(data: Path) -> None:
    """So a record that the folder has is known in every revision, too."""
    assert digests_of(kept(data, None).read(everything).sources) == digests_of(COMPLETE)
