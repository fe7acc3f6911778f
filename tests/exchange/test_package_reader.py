"""What is refused of a file that somebody sends, before anything of it is believed; what is right comes back as it was."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from tests.support.levels import contributed, demo_pieces, sent

from ct58.domain.rollup.package import TABLES, ContributionPackage
from ct58.errors import Ct58Error, EnvironmentProblem, Refused
from ct58.exchange import package_reader
from ct58.exchange.package_layout import DESCRIPTOR, PARTS_FILE, descriptor_hash, sha256_of
from ct58.exchange.package_reader import read_package
from ct58.exchange.package_writer import package_bytes

TABULAR = {
    "type": "object",
    "required": ["profile", "name", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"},
        "name": {"type": "string", "pattern": "^[a-z0-9._/-]+$"},
        "title": {"type": "string"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "hash"],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z0-9._/-]+$"},
                    "path": {"type": "string", "pattern": "^(?=^[^./~])(^((?!\\.{2}).)*$).*$"},
                    "profile": {"const": "tabular-data-resource"},
                    "hash": {"type": "string", "pattern": "^sha256:[a-f0-9]{64}$"},
                    "bytes": {"type": "integer"},
                    "encoding": {"const": "utf-8"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "date", "boolean"]}
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}
"""What the Frictionless specification (v1) asks of a tabular data package, as far as it concerns one of ours."""


def example() -> ContributionPackage:
    """A small one."""
    return sent("a").package


def written(folder: Path, content: bytes, name: str = "a.zip") -> Path:
    """A file that somebody has sent."""
    path = folder / name
    path.write_bytes(content)
    return path


def inside(content: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as zip_:
        return {name: zip_.read(name) for name in zip_.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A package of such files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zip_:
        for name, content in files.items():
            zip_.writestr(name, content)
    return out.getvalue()


def changed(files: Mapping[str, bytes], change: Callable[[dict[str, Any]], object]) -> dict[str, bytes]:
    """Files with a descriptor that says something else, its hash and those of the files made right again."""
    said = json.loads(files[DESCRIPTOR])
    change(said)
    for entry in said["resources"]:
        if entry.get("path") in files:
            entry["hash"] = sha256_of(files[entry["path"]])
    said["hash"] = descriptor_hash(said)
    return {**files, DESCRIPTOR: json.dumps(said).encode()}


def refused(folder: Path, content: bytes) -> Ct58Error:
    """What is said of it."""
    with pytest.raises((Refused, EnvironmentProblem)) as caught:
        read_package(written(folder, content))
    return caught.value


def test_a_contribution_comes_back_as_it_was(tmp_path: Path) -> None:
    """The whole of an office's; the same content makes the same bytes."""
    _whole, (office,) = demo_pieces(1)
    package = contributed(office, "a").package
    content = package_bytes(package)
    assert content == package_bytes(package)
    found = read_package(written(tmp_path, content))
    assert found.package.parts == package.parts
    assert found.manifest.definitions == package.manifest.definitions
    assert found.manifest.sources == package.manifest.sources
    assert [len(found.package.tables[name]) for name in TABLES] == [
        len(package.tables[name]) for name in TABLES
    ]
    assert (found.file, found.sha256) == ("a.zip", sha256_of(content))


def test_it_is_a_frictionless_data_package() -> None:
    """Each file is described with its fields and its hash; other programs read it without us."""
    files = inside(package_bytes(example()))
    said = json.loads(files[DESCRIPTOR])
    Draft7Validator(TABULAR).validate(said)
    assert {entry["path"] for entry in said["resources"]} == set(files) - {DESCRIPTOR}
    parts = gzip.decompress(files[PARTS_FILE]).decode().splitlines()
    fields = [entry["name"] for entry in said["resources"][0]["schema"]["fields"]]
    assert parts[0].split(",") == fields


def test_a_file_that_was_changed_on_the_way_is_refused(tmp_path: Path) -> None:
    """A table, or the descriptor itself: their hashes are others."""
    files = inside(package_bytes(example()))
    other = {**files, "tasks.csv": files["tasks.csv"] + b"x\n"}
    assert refused(tmp_path, packed(other)).message.params["inside"] == "tasks.csv"
    said = files[DESCRIPTOR].replace(b'"expected": 10', b'"expected": 11')
    assert refused(tmp_path, packed({**files, DESCRIPTOR: said})).message.params["inside"] == DESCRIPTOR


def test_a_package_of_a_newer_ct58_is_another_program_s_matter(tmp_path: Path) -> None:
    """It is not misread: exit 5, with what to do."""
    files = inside(package_bytes(example()))
    newer = changed(files, lambda said: said.update(schema="ct58/contributions/2"))
    assert refused(tmp_path, packed(newer)).exit_code == 5


def test_what_would_unpack_to_more_than_anybody_sends_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file of the zip, or inside of the packed table."""
    monkeypatch.setattr(package_reader, "MOST_UNPACKED", 100_000)
    files = inside(package_bytes(example()))
    bomb = {**files, "tasks.csv": b"0" * 200_000}
    table = {**files, PARTS_FILE: gzip.compress(b"0" * 200_000)}
    for content in (packed(bomb), packed(changed(table, lambda _said: None))):
        assert "unpacks to more" in refused(tmp_path, content).message.text


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda said: said.pop(name)


def _with(**given: object) -> Callable[[dict[str, Any]], object]:
    return lambda said: said.update(given)


@pytest.mark.parametrize(
    "change",
    [
        _without("definitions"),
        _without("as_of"),
        _with(as_of="hôm nay"),
        _with(period="2021-Q7"),
        _with(office=5),
        _with(definitions={"CT-01": {}}),
        _with(resources=[]),
        _with(resources=[{}]),
        _with(schema="khác/1"),
        _with(sources=[{"office": "a"}]),
        _with(accepted=[{"office": 1}]),
        _with(closed=[1]),
    ],
)
def test_what_is_no_manifest_is_no_contribution(
    tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """However right its hashes are."""
    assert refused(tmp_path, packed(changed(inside(package_bytes(example())), change))).exit_code == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"indicator,", b"chi_tieu,"),
        (b",6,10,6,10", b",6,10,6"),
        (b",6,10,6,10", b",1e9,10,6,10"),
        (b",10,6,", b",-1,6,"),
        (b"2021-12-31", b"2021-13-31"),
        (b",counted,,", b",counted,[[]],"),
    ],
)
def test_a_table_that_says_nothing_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    """Other columns, a row too short, what is no number or no day."""
    files = inside(package_bytes(example()))
    table = gzip.decompress(files[PARTS_FILE])
    assert old in table
    spoilt = {**files, PARTS_FILE: gzip.compress(table.replace(old, new))}
    assert refused(tmp_path, packed(changed(spoilt, lambda _said: None))).exit_code == 4


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"office,units\n", packed({"x": b""}), packed({DESCRIPTOR: b"[" * 9_999})]
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, a table, some other zip, brackets without end."""
    assert refused(tmp_path, content).exit_code == 4


def test_a_file_that_is_not_there_is_the_computer_s_matter(tmp_path: Path) -> None:
    """Exit 5."""
    with pytest.raises(EnvironmentProblem):
        read_package(tmp_path / "x.zip")
