"""levels.yaml: read once, and known afterwards; what is wrong with it is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.examples import ENGLISH

from ct58.errors import EnvironmentProblem, InvalidData
from ct58.store.cache import RecordCache
from ct58.store.levels_file import read_levels

RIGHT = """\
schema: ct58/levels/1
levels: [committee, province]
offices:
- {id: tinh, name: Tỉnh, level: province}
- {id: a, name: A, level: committee, parent: tinh, valid_to: 2024-12-31}
indicators:
- {code: CT-15, from: {a: CT-1}, targets: {province: {op: ">=", value: 12, unit: count}}}
"""


def levels_file(folder: Path, text: str) -> Path:
    """The file of a level."""
    path = folder / "levels.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_is_read_and_known_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time no YAML is read."""
    path = levels_file(tmp_path, RIGHT)
    first = read_levels(path, RecordCache(tmp_path / "cache"))
    assert first.by_id["a"].parent == "tinh"
    assert first.indicators[0].from_ == {"a": "CT-1"}
    monkeypatch.setattr("ct58.store.levels_file._validated", None)
    assert read_levels(path, RecordCache(tmp_path / "cache")) == first


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("levels: [", "levels: ", "levels.yaml:2:"),
        ("level: province}", "levl: province}", "levels.yaml:4:"),
        ("parent: tinh", "parent: a", "levels.yaml:5:46: The tree goes round in a circle: a → a."),
        ("schema: ct58/levels/1", "schema: ct58/levels/2", "levels.yaml:1:9:"),
        ("province: {op", "huyen: {op", "There is no level “huyen”."),
        (RIGHT, "", "levels.yaml:1:1:"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    """As in any other file."""
    assert old in RIGHT
    with pytest.raises(InvalidData) as caught:
        read_levels(levels_file(tmp_path, RIGHT.replace(old, new)), RecordCache(tmp_path / "cache"))
    assert said in ENGLISH.say(caught.value.message)


def test_a_file_that_cannot_be_read_is_the_computer_s_matter(tmp_path: Path) -> None:
    """Not there, or a folder; and what is larger than any list is no list."""
    for path in (tmp_path / "x.yaml", tmp_path):
        with pytest.raises(EnvironmentProblem):
            read_levels(path, RecordCache(tmp_path / "cache"))
    with pytest.raises(InvalidData):
        read_levels(levels_file(tmp_path, "x" * 5_000_001), RecordCache(tmp_path / "cache"))
