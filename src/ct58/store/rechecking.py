"""Holding records against each other, and only those again of which nobody knows what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from ct58.domain.records.office import LinesOfFiles, Records, build_office
from ct58.domain.records.places import ENDING, place_of, report_named, unit_of_reports
from ct58.domain.records.report_index import ReportsByFile
from ct58.errors import Finding
from ct58.store.digest_tree import NO_FILES, DigestTree, FolderDigests, folder_digests, tree_of
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
    known = {part: found for part, digest in parts.items() if (found := memory.part(digest)) is not None}
    unknown = parts.keys() - known.keys()
    context = _context(loaded, loaded.records, loaded.office.lines if loaded.office else {})
    by_part: dict[str, list[Finding]] = {part: [] for part in unknown}
    if _NAMES in unknown:
        by_part[_NAMES] += check_names(context)
    of_records = frozenset(unknown - {_NAMES})
    touched = Touched(of_records, only_reports=_REST not in unknown)
    again = check_records(context, touched) if of_records else ()
    for finding in placed((found for found in again if _part_of(found.file) in unknown), loaded.sources):
        by_part[_part_of(finding.file)].append(finding)
    new = {part: tuple(found) for part, found in by_part.items()}
    all_ = tuple(finding for found in (known | new).values() for finding in found)
    return all_, {parts[part]: found for part, found in new.items()}


_REST, _NAMES = "", "/"
"""In place of a unit: the part that is no report; and what the files are called."""


def _part_of(file: str) -> str:
    """The unit in whose reports a finding stands."""
    report = report_named(file)
    return report[0] if report is not None else _REST


def _are_in_place(records: Records) -> bool:
    """Whether each report is of the unit and period that its file is named by: one that says another unit touches that."""
    return isinstance(records.reports, ReportsByFile) or all(
        report_named(file) == (report.unit, str(report.period)) for file, report in records.reports.items()
    )


def digest_of_state(tree: DigestTree, findings: Iterable[Finding]) -> Digest:
    """One digest for all files, by name and content; of those that could not be read, which have findings, by name alone."""
    return digest_of(tree.whole() + _lines(_unread(tree, findings)))


def _parts_of(loaded: Loaded) -> Mapping[str, Digest]:
    """Unit → the digest of its reports and of what judges them; the digest of all that is no report; and that of all names."""
    reports, rest = _told_apart(loaded.digests)
    unread = defaultdict[str, list[str]](list)
    for file in _unread(loaded.digests, loaded.findings):
        unread[_part_of(file)].append(file)
    judges = tree_of({file: rest[file] for file in rest if _is_judge(file)}).whole()
    parts = {
        unit: digest_of(judges + reports.get(unit, NO_FILES).whole + _lines([unit, *unread[unit]]))
        for unit in {*reports, *unread} - {_REST}
    }
    of_names = digest_of_names(loaded.digests, chain.from_iterable(unread.values()))
    return {**parts, _REST: digest_of(rest.whole() + _lines(unread[_REST])), _NAMES: of_names}


def digest_of_names(tree: DigestTree, unread: Iterable[str]) -> Digest:
    """One digest for what the files are called, and those that could not be read."""
    names = ((folder, files.joined) for folder, files in sorted(tree.folders.items()) if files)
    return digest_of(digest_of(_lines(chain.from_iterable(names))) + _lines(unread))


def _told_apart(tree: DigestTree) -> tuple[Mapping[str, FolderDigests], DigestTree]:
    """Unit → its reports; and all that is none."""
    reports: dict[str, FolderDigests] = {}
    rest: dict[str, FolderDigests] = {}
    for folder, files in tree.folders.items():
        unit = unit_of_reports(folder)
        if unit is None:
            rest[folder] = files
        elif files.all_end(ENDING):
            reports[unit] = files
        else:
            by_name = files.by_name()
            odd = {name: by_name.pop(name) for name in files.names() if report_named(folder + name) is None}
            reports[unit], rest[folder] = folder_digests(by_name), folder_digests(odd)
    return reports, DigestTree(rest)


def _is_judge(file: str) -> bool:
    place = place_of(file)
    return place is not None and place.kind in _JUDGES


def _unread(tree: DigestTree, findings: Iterable[Finding]) -> list[str]:
    return sorted({finding.file for finding in findings if finding.file not in tree})


def _lines(texts: Iterable[str]) -> bytes:
    """Texts one by one; no name of a file holds the sign between them."""
    return "\0".join(texts).encode("utf-8", "surrogatepass")
