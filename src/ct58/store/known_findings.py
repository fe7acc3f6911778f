"""What checks found, remembered by the digest of all that it rests on; plain text under a hash, so no cache file can run code.

A line a digest: its hex form and, where anything was found, the findings as JSON. Values that JSON does not know stand in
a list behind a sign. Whatever is wrong with such a file, the data is checked instead.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import islice
from pathlib import Path

from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.i18n import Message
from ct58.patterns import pattern
from ct58.store.folders import put_sealed, sealed_bytes
from ct58.store.hashing import Digest

Findings = tuple[Finding, ...]
MOST_WHOLES = 32
"""How many sets of files are remembered: one or two for each slice that commands read, and then some."""
MOST_REMEMBERED = 200
"""Findings that are remembered as they are shown."""
MOST_PARTS = 20_000
"""A part is the reports of one unit; a large office has a thousand."""
_LETTERS = pattern(r"(?:[^{}]|\{\{|\}\}|\{\w+\})*", re.ASCII)
"""A message whose places are names: none of them leads into a value."""


class KnownFindings:
    """Digest → findings, of whole sets of files and of parts of them, each in a file that is read when first asked for.

    What is not known is asked of the memory below (`base`); nothing is written there.
    """

    def __init__(self, folder: Path, stamp: Callable[[], str], base: KnownFindings | None = None) -> None:
        self._files = folder / "found.txt", folder / "found-parts.txt"
        self._stamp = stamp
        self._base = base
        self._new: dict[str, str] = {}
        self._used: dict[str, str] = {}

    def whole(self, digest: Digest) -> Findings | None:
        """What was found in a set of files; None where nobody knows."""
        said = self._wholes.get(digest.hex())
        if said is None and self._base is not None:
            return self._base.whole(digest)
        return None if said is None else _findings(said)

    def shown(self, digest: Digest) -> list[list[object]] | None:
        """What was shown of the findings of a state, a row each; None where nobody knows."""
        said = self._wholes.get(_of_shown(digest))
        return None if said is None else _rows(said)

    def keep_shown(self, digest: Digest, rows: Sequence[Sequence[object]]) -> None:
        """Remember what is shown, if it is not too much."""
        with contextlib.suppress(TypeError):
            if len(rows) <= MOST_REMEMBERED:
                self._new = {_of_shown(digest): _said(rows), **self._new}
                self._wholes.update(self._new)

    def part(self, digest: Digest) -> Findings | None:
        """What was found in a part of a set; None where nobody knows."""
        key = digest.hex()
        said = self._parts.get(key)
        if said is None and self._base is not None:
            return self._base.part(digest)
        if said is not None:
            self._used[key] = said
        return None if said is None else _findings(said)

    def keep(self, digest: Digest, findings: Findings, parts: Mapping[Digest, Findings]) -> None:
        """Remember what was found in a set of files, and in its parts. What cannot be written down is forgotten."""
        with contextlib.suppress(TypeError):
            of_parts = {key.hex(): _said(map(row_of, found)) for key, found in parts.items()}
            self._new = {digest.hex(): _said(map(row_of, findings)), **self._new}
            self._wholes.update(self._new)
            self._parts.update(of_parts)
            self._used.update(of_parts)

    def save(self) -> None:
        """Write down what is new, the newest first; a folder that cannot be written to only costs time."""
        if not self._new:
            return
        of_wholes, of_parts = self._files
        with contextlib.suppress(OSError):
            self._write(of_wholes, self._new | self._wholes, MOST_WHOLES)
            self._write(of_parts, self._used | self._parts, max(MOST_PARTS, len(self._used)))
        self._new = {}

    @cached_property
    def _wholes(self) -> dict[str, str]:
        return self._read(self._files[0])

    @cached_property
    def _parts(self) -> dict[str, str]:
        return self._read(self._files[1])

    def _read(self, file: Path) -> dict[str, str]:
        try:
            stamp, *lines = sealed_bytes(file).decode("utf-8").split("\n")
        except (OSError, ValueError):
            return {}
        if stamp != self._stamp():
            return {}
        return {key: said for key, _, said in (line.partition(" ") for line in lines)}

    def _write(self, file: Path, known: Mapping[str, str], most: int) -> None:
        lines = [f"{key} {said}" for key, said in islice(known.items(), most)]
        put_sealed(file, "\n".join([self._stamp(), *lines]).encode())


def _of_shown(digest: Digest) -> str:
    return f"shown-{digest.hex()}"


def row_of(finding: Finding) -> Sequence[object]:
    """A finding as a row of values."""
    return [getattr(finding, name) for name in _FIELDS]


def _said(rows: Iterable[Sequence[object]]) -> str:
    """Rows of values as text. Raises TypeError for a value that would not come back as it is."""
    plain = [[_plain(value) for value in row] for row in rows]
    if not plain:
        return ""
    import json

    return json.dumps(plain)


def _rows(said: str) -> list[list[object]] | None:
    """The same rows; None for what we have not written."""
    if not said:
        return []
    import json

    try:
        return [list(map(_value, row)) for row in json.loads(said)]
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError):
        return None


def _findings(said: str) -> Findings | None:
    try:
        rows = _rows(said)
        found = None if rows is None else tuple(map(finding_of, rows))
    except (ValueError, TypeError):
        return None
    return found if found is not None and all(finding.code in RULES for finding in found) else None


def finding_of(row: Sequence[object]) -> Finding:
    """The finding of a row. Raises ValueError or TypeError where it is none."""
    return Finding(**dict(zip(_FIELDS, row, strict=True)))  # type: ignore[arg-type]


_FIELDS: tuple[str, ...] = Finding.__match_args__


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Message):
        return ["message", value.text, _plain(value.params)]
    if isinstance(value, Mapping) and all(type(key) is str for key in value):
        return {key: _plain(entry) for key, entry in value.items()}
    if type(value) is tuple:
        return ["tuple", *map(_plain, value)]
    if type(value) is dt.date:
        return ["date", value.isoformat()]
    if type(value) in (Decimal, Period):
        return [type(value).__name__, str(value)]
    raise TypeError(type(value).__name__)


def _value(plain: object) -> object:
    """The value that JSON stands for. Raises ValueError, LookupError and their like for what is none of ours."""
    if isinstance(plain, dict):
        return {key: _value(entry) for key, entry in plain.items()}
    if not isinstance(plain, list):
        return plain
    kind, *parts = plain
    if kind == "message" and _LETTERS.fullmatch(parts[0]):
        return Message(parts[0], _value(parts[1]))  # type: ignore[arg-type]
    return tuple(map(_value, parts)) if kind == "tuple" else _MAKERS[kind](*parts)


_MAKERS: Mapping[str, Callable[[str], object]] = {
    "date": dt.date.fromisoformat,
    "Decimal": Decimal,
    "Period": Period.parse,
}
