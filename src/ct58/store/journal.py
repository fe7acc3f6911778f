"""What this user recorded last, kept outside the data, so that `undo` can take it back."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from ct58.records import record
from ct58.store.folders import own_bytes, put_own

MOST_ENTRIES = 20


@record
class JournalEntry:
    """One record: the command's words, each file's content before and after (None: no file).

    `holder` says who wrote it, on which computer and when: two people may share one login.
    """

    words: str
    holder: str = ""
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]


class Journal:
    """The last records of one user in one data folder, newest last. A damaged journal is an empty one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "journal.json"

    def entries(self) -> tuple[JournalEntry, ...]:
        """All entries that are kept."""
        try:
            raw = json.loads(own_bytes(self._file))
            return tuple(_entry(item) for item in raw)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return ()

    def add(self, entry: JournalEntry) -> None:
        """Keep one more; a folder that cannot be written to only costs the undo."""
        self._write((*self.entries(), entry)[-MOST_ENTRIES:])

    def drop(self, entry: JournalEntry) -> None:
        """Forget one entry; another that came after it stays."""
        self._write(tuple(kept for kept in self.entries() if kept != entry))

    def _write(self, entries: tuple[JournalEntry, ...]) -> None:
        text = json.dumps([_plain(entry) for entry in entries])
        with contextlib.suppress(OSError):
            put_own(self._file, text.encode())


def _plain(entry: JournalEntry) -> dict[str, object]:
    return {
        "words": entry.words,
        "holder": entry.holder,
        "before": _encoded(entry.before),
        "after": _encoded(entry.after),
    }


def _encoded(contents: Mapping[str, bytes | None]) -> dict[str, str | None]:
    return {
        file: None if content is None else base64.b64encode(content).decode()
        for file, content in contents.items()
    }


def _entry(item: Mapping[str, Mapping[str, str | None]]) -> JournalEntry:
    return JournalEntry(
        words=str(item["words"]),
        holder=str(item.get("holder", "")),
        before=_decoded(item["before"]),
        after=_decoded(item["after"]),
    )


def _decoded(contents: Mapping[str, str | None]) -> dict[str, bytes | None]:
    return {
        file: None if content is None else base64.b64decode(content, validate=True)
        for file, content in contents.items()
    }
