"""What differs between two loaded states: the records of files, and the findings that are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ct58.domain.changes.model import FilePair
from ct58.errors import Finding
from ct58.errors.rules import severity_of
from ct58.store.loaded import Loaded


def new_findings(before: Loaded, after: Loaded, severity: str | None = None) -> Iterator[Finding]:
    """Findings, of one severity or of any, that the data did not have, or not as often.

    One that only moved is not new; one that was a warning and is an error now is.
    """
    known = Counter(map(_identity, before.findings))
    for finding in after.findings:
        known[_identity(finding)] -= 1
        if known[_identity(finding)] < 0 and severity in (None, severity_of(finding)):
            yield finding


_LINES = frozenset({"first_line", "where"})
"""What a finding says of another line, which may move."""


def _identity(finding: Finding) -> tuple[object, ...]:
    """What a finding says, without the lines it speaks of: those move."""
    said = (f"{key}={value}" for key, value in finding.params.items() if key not in _LINES)
    return (finding.code, severity_of(finding), finding.file, *sorted(said))


def pairs_of(files: Iterable[str], before: Loaded, after: Loaded) -> list[FilePair]:
    """The records of differing files, on both sides."""
    return [_pair(file, before, after) for file in sorted(files)]


def _pair(file: str, before: Loaded, after: Loaded) -> FilePair:
    old, new = before.record(file), after.record(file)
    is_read = all(
        (record is None) == (file not in side.sources) for record, side in ((old, before), (new, after))
    )
    return FilePair(file=file, before=old, after=new, is_read=is_read)
