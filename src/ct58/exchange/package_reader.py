"""Reading contributions that others have sent: nothing of a file is believed before its hashes are right and its size is small."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from ct58.domain.rollup.definitions import CountMeaning
from ct58.domain.rollup.package import CONTRIBUTIONS, TABLES, ContributionPackage, ReceivedPackage, TableRows
from ct58.domain.rollup.parts import PartKey, Parts, PartSums, choices_of, number_in, sum_of_parts, window_in
from ct58.errors import EnvironmentProblem, Refused
from ct58.errors.system import system_problem
from ct58.exchange.package_layout import (
    DESCRIPTOR,
    PART_COLUMNS,
    PARTS_FILE,
    WORDINGS_FILE,
    csv_name,
    descriptor_hash,
    manifest_of,
    sha256_of,
)
from ct58.exchange.unit_rows import UNITS_FILE
from ct58.i18n import N_, msg
from ct58.records import positional_record

MOST_UNPACKED = 20 * 1024 * 1024
"""Bytes of one file inside a package; a level of thousands of offices takes a quarter of it."""
MOST_OF_UNITS = 256 * 1024 * 1024
"""Bytes of the rows of units: of some ten million."""
_MOST_DESCRIPTOR = 4 * 1024 * 1024
_NO_CONTRIBUTION = N_("{file} is no contribution of an office, or it is damaged.")
_ASK_AGAIN = N_("Ask the office to send it again, made by ct58 contribute.")
_KNOWN = frozenset({DESCRIPTOR, PARTS_FILE, WORDINGS_FILE, UNITS_FILE, *map(csv_name, TABLES)})
_KEYS = len(PartKey._fields)
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, TypeError, LookupError, csv.Error),
)
"""What unpacking and reading raise of something that no office has made."""


def read_package(path: Path, tables: frozenset[str] = frozenset(TABLES)) -> ReceivedPackage:
    """A contribution, with some of the tables beside it.

    Raises EnvironmentProblem for a file that cannot be read or is of a newer ct58, Refused for one that is no contribution,
    is damaged, was changed since it was made, or would unpack to more than anybody sends.
    """
    content = _content(path)
    return ReceivedPackage(path.name, sha256_of(content), _Opened(path.name, content).package(tables))


@positional_record
class SentUnits:
    """The rows of units in a package: whose they are, the hash of the table that they add up to, and the file."""

    office: str
    folded: str
    content: bytes


def read_units(path: Path) -> SentUnits:
    """The rows of units of a package. Raises as `read_package` does, and Refused where it has none."""
    return _Opened(path.name, _content(path)).units()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        text = N_("{file} cannot be read: {problem}.")
        raise EnvironmentProblem(msg(text, file=path.name, problem=system_problem(error))) from error


class _Opened:
    """One package while it is read."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content

    def package(self, tables: frozenset[str]) -> ContributionPackage:
        """All of it."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as zip_:
                said = self._descriptor(zip_)
                wanted = {PARTS_FILE, WORDINGS_FILE, *map(csv_name, tables)}
                files = dict(self._files(zip_, said, wanted))
            manifest = manifest_of(said, _Wordings(files[WORDINGS_FILE]))
            return ContributionPackage(
                manifest=manifest,
                parts=_parts_in(self._unpacked(files[PARTS_FILE])),
                tables={name: _rows_in(name, files[csv_name(name)]) for name in TABLES if name in tables},
            )
        except _DAMAGED as error:
            raise self._refused(_NO_CONTRIBUTION) from error

    def units(self) -> SentUnits:
        """The rows of units, as their hash has them."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._content)) as zip_:
                said = self._descriptor(zip_)
                if UNITS_FILE not in zip_.namelist():
                    raise self._without_units()
                files = dict(self._files(zip_, said, {UNITS_FILE, PARTS_FILE}))
            return SentUnits(str(said["office"]), sha256_of(files[PARTS_FILE]), files[UNITS_FILE])
        except _DAMAGED as error:
            raise self._refused(_NO_CONTRIBUTION) from error

    def _without_units(self) -> Refused:
        text = N_("{file} has no rows of units.")
        hint = N_("Ask the office for them: ct58 contribute --units -o FILE; or leave --units out.")
        return Refused(msg(text, file=self._name), msg(hint))

    def _descriptor(self, zip_: zipfile.ZipFile) -> Mapping[str, Any]:
        names = zip_.namelist()
        if DESCRIPTOR not in names or len(names) != len(set(names)) or not _KNOWN.issuperset(names):
            raise ValueError(names)
        said = json.loads(self._bytes(zip_, DESCRIPTOR))
        if not isinstance(said, dict):
            raise TypeError(said)
        self._refuse_newer(said.get("schema"))
        if said.get("hash") != descriptor_hash(said):
            raise self._changed(DESCRIPTOR)
        return said

    def _refuse_newer(self, schema: object) -> None:
        if schema == CONTRIBUTIONS:
            return
        kind, _slash, number = str(schema).rpartition("/")
        if kind == CONTRIBUTIONS.rpartition("/")[0] and number.isascii() and number.isdecimal():
            raise EnvironmentProblem(
                msg(
                    N_("{file} was made by a newer ct58 (form {number}), and was not read."),
                    file=self._name,
                    number=number,
                ),
                msg(N_("Install the newer ct58, or ask the office to make it with an older one.")),
            )
        raise ValueError(schema)

    def _files(
        self, zip_: zipfile.ZipFile, said: Mapping[str, Any], wanted: set[str]
    ) -> Iterator[tuple[str, bytes]]:
        """The files that are used, each as its hash has it; what nobody looks at need not be believed."""
        for entry in said["resources"]:
            name = entry["path"]
            if name in wanted:
                content = self._bytes(zip_, name)
                if entry.get("hash") != sha256_of(content):
                    raise self._changed(name)
                yield name, content

    def _bytes(self, zip_: zipfile.ZipFile, name: str) -> bytes:
        """A file inside, as long as it is no longer than anybody sends; the size it claims is not believed."""
        most = {DESCRIPTOR: _MOST_DESCRIPTOR, UNITS_FILE: MOST_OF_UNITS}.get(name, MOST_UNPACKED)
        with zip_.open(name) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise self._too_large()
        return content

    def _unpacked(self, packed: bytes) -> bytes:
        """The table of parts, which is packed by itself."""
        unpacker = zlib.decompressobj(wbits=31)
        content = unpacker.decompress(packed, MOST_UNPACKED + 1)
        if len(content) > MOST_UNPACKED:
            raise self._too_large()
        if not unpacker.eof or unpacker.unused_data:
            raise EOFError(self._name)
        return content

    def _too_large(self) -> Refused:
        return self._refused(N_("{file} unpacks to more than any contribution holds, and was not read."))

    def _changed(self, inside: str) -> Refused:
        text = N_("{file}: {inside} is not what the office sent; its hash is another.")
        return Refused(msg(text, file=self._name, inside=inside), msg(_ASK_AGAIN))

    def _refused(self, text: str) -> Refused:
        return Refused(msg(text, file=self._name), msg(_ASK_AGAIN))


class _Wordings(Mapping[str, CountMeaning]):
    """Definitions by their hashes, read when somebody asks what is behind one; what cannot be read says nothing."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _said(self) -> Mapping[str, CountMeaning]:
        try:
            said = json.loads(self._content)
        except (ValueError, RecursionError):
            return {}
        known = said.items() if isinstance(said, dict) else ()
        return {hash_: meaning for hash_, meaning in known if isinstance(meaning, dict)}

    def __getitem__(self, hash_: str) -> CountMeaning:
        return self._said[hash_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def _lines(content: bytes, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """The rows of a table. ValueError where its columns are others, or a row has more or fewer."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    if tuple(next(rows, ())) != columns:
        raise ValueError(columns)
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(row)
        yield row


def _parts_in(content: bytes) -> Parts:
    """The parts of a table. ValueError where a text says nothing."""
    rows = _lines(content, PART_COLUMNS)
    found = sum_of_parts((PartKey._make(row[:_KEYS]), _part_in(row[_KEYS:])) for row in rows)
    for opened in {key.open for key in found if key.open}:
        choices_of(opened)
    for first in {key[3:9]: key for key in found}.values():
        window_in(first)
    return found


_NOBODY = ["0"] * 5
_NO_PART = PartSums()


def _part_in(sums: list[str]) -> PartSums:
    if sums == _NOBODY:
        return _NO_PART
    units, above, below, fixed_above, fixed_below = map(number_in, sums)
    if not isinstance(units, int) or units < 0:
        raise ValueError(units)
    return PartSums(units, (above, below), (fixed_above, fixed_below))


def _rows_in(table: str, content: bytes) -> TableRows:
    return tuple(map(tuple, _lines(content, TABLES[table])))
