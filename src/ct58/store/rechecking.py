"""Holding records against each other, and only those again of which nobody knows what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from ct58.domain.records.office import LinesOfFiles, Records, build_office
from ct58.domain.records.places import place_of, report_named
from ct58.domain.records.report_index import ReportsByFile
from ct58.errors import Finding
from ct58.store.hashing import Digest, digest_of
from ct58.store.known_findings import Findings, KnownFindings
from ct58.store.loaded import Loaded, placed

if TYPE_CHECKING:
    from ct58.domain.checks.context import Context
    from ct58.domain.checks.registry import Touched

_JUDGES = frozenset({"programme", "amendment", "office", "unit"})
"""The kinds of files that say what a report has to be like; its checks look at no other."""


def checked(loaded: Loaded, touched: Touched | None = None) -> Loaded:
    """The same with what the records say against each other, besides what is wrong with each file.

    With `touched`, only as far as a change can turn it.
    """
    from ct58.domain.checks.registry import run_checks

    partly = loaded.partly
    turns: list[Callable[[], Context]] = (
        [cache(partial(_context, loaded, turn, partly.lines)) for turn in partly.turns]
        if partly
        else [partial(_context, loaded, loaded.records, loaded.office.lines if loaded.office else {})]
    )
    found = run_checks(turns[0](), touched, turns[1:])
    kept = (finding for finding in found if not (partly and partly.rests_on(finding)))
    return replace(loaded, findings=(*loaded.findings, *kept))


def _context(loaded: Loaded, records: Records | None, lines: LinesOfFiles) -> Context:
    from ct58.domain.checks.context import context_of

    office = loaded.office if records is loaded.records or records is None else build_office(records, lines)
    return context_of(records, office, loaded.files, lines)


def checked_once(loaded: Loaded, whole: Digest, memory: KnownFindings) -> Loaded:
    """The same as `checked`, of which only that is looked for that is not known of this state; all with lines."""
    found = memory.whole(whole)
    if found is None:
        is_in_place = loaded.records is not None and _are_in_place(loaded.records)
        if is_in_place and loaded.partly is None:
            found, parts = _by_parts(loaded, memory)
        else:
            found, parts = placed(checked(loaded).findings[len(loaded.findings) :], loaded.sources), {}
        memory.keep(whole, found, parts)
    return replace(loaded, findings=(*loaded.findings, *found))


def _by_parts(loaded: Loaded, memory: KnownFindings) -> tuple[Findings, Mapping[Digest, Findings]]:
    """What is found in all files, and in each part of them by the digest of that; known parts are not looked at."""
    from ct58.domain.checks.registry import Touched, check_names, check_records

    parts = _parts_of(loaded)
    known = {part: memory.part(digest) for part, digest in parts.items()}
    unknown = frozenset(part for part, found in known.items() if found is None)
    context = _context(loaded, loaded.records, loaded.office.lines if loaded.office else {})
    touched = Touched(unknown, only_reports=_REST not in unknown)
    again = check_records(context, touched) if unknown else ()
    new = placed((finding for finding in again if _part_of(finding.file) in unknown), loaded.sources)
    by_part: dict[str, list[Finding]] = {part: [] for part in unknown}
    for finding in new:
        by_part[_part_of(finding.file)].append(finding)
    kept = (finding for found in known.values() if found is not None for finding in found)
    all_ = (*check_names(context), *kept, *new)
    return all_, {parts[part]: tuple(found) for part, found in by_part.items()}


_UNREAD = bytes(32)
_REST = ""
"""In place of a unit: the part that is no report."""


def _part_of(file: str) -> str:
    """The unit in whose reports a finding stands."""
    report = report_named(file)
    return report[0] if report is not None else _REST


def _are_in_place(records: Records) -> bool:
    """Whether each report is of the unit and period that its file is named by: one that says another unit touches that."""
    return isinstance(records.reports, ReportsByFile) or all(
        report_named(file) == (report.unit, str(report.period)) for file, report in records.reports.items()
    )


def digest_of_state(digests: Mapping[str, Digest], findings: Iterable[Finding]) -> Digest:
    """One digest for all files, by name and content; of those that could not be read, which have findings, by name alone."""
    files = sorted([*digests, *{finding.file for finding in findings}.difference(digests)])
    names = "\n".join(files).encode("utf-8", "surrogateescape")
    return _digest([*(digests.get(file, _UNREAD) for file in files), names])


def _parts_of(loaded: Loaded) -> Mapping[str, Digest]:
    """Unit → the digest of its reports and of what judges them; and the digest of all that is no report."""
    lines: dict[str, list[bytes]] = {_REST: []}
    judging = []
    for file in sorted(dict.fromkeys([*loaded.sources, *(finding.file for finding in loaded.findings)])):
        line, report = _line(loaded.digests, file), report_named(file)
        if report is not None:
            lines.setdefault(report[0], []).append(line)
            continue
        lines[_REST].append(line)
        place = place_of(file)
        if place is not None and place.kind in _JUDGES:
            judging.append(line)
    judges = _digest(judging)
    return {part: _digest([judges, part.encode(), *of_it]) for part, of_it in lines.items()}


def _line(digests: Mapping[str, Digest], file: str) -> bytes:
    return digests.get(file, _UNREAD) + file.encode("utf-8", "surrogateescape") + b"\n"


def _digest(lines: Iterable[bytes]) -> Digest:
    return digest_of(b"".join(lines))
