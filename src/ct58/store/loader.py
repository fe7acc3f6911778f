"""From bytes to a checked office: every file, every finding, each with its place.

The loader never stops at the first problem and never writes. What is known to be valid comes from the
cache, so that neither YAML nor pydantic is imported for it.
"""

from __future__ import annotations

import datetime as dt
from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from ct58.domain.records.committee import OfficeFile, PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import Record, Records, build_office
from ct58.domain.records.places import (
    OFFICE_FILE,
    PROGRAMME_FILE,
    DataPart,
    Place,
    is_ignored,
    place_of,
    report_file,
    report_named,
)
from ct58.domain.records.programme import Amendment, Programme
from ct58.domain.records.report_index import (
    Heads,
    OfUnits,
    PeriodSource,
    ReportKey,
    Reports,
    ReportsByFile,
    heads_of,
)
from ct58.domain.records.reports import Report, latest_day
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.errors import EnvironmentProblem, Finding, Path, Sources
from ct58.errors.rules import has_errors
from ct58.i18n import N_, msg
from ct58.store.digest_tree import DigestTree
from ct58.store.digests import digests_of, fetch_contents
from ct58.store.hashing import Digest, digest_of
from ct58.store.known_findings import KnownFindings
from ct58.store.known_reports import NOTHING_REMEMBERED, KnownReports, Unchanged
from ct58.store.known_results import KnownResults, ResultsOf
from ct58.store.loaded import Loaded, Partly, with_unread
from ct58.store.rechecking import checked, checked_once, digest_of_state
from ct58.store.yaml.schema import validate

if TYPE_CHECKING:
    from ct58.store.yaml.reader import Tree
    from ct58.store.yaml.schema import Mended, ShapeError

EVERYTHING: frozenset[DataPart] = frozenset(
    {"programme", "office", "units", "reports", "figures", "events", "periods"}
)

T = TypeVar("T")
RecordWithLines = tuple[Record, Mapping[Path, int]]
"""A record, and the lines of its file."""
MOST_SHAPE_FINDINGS = 200
"""In one file: whoever has mended these will see the next ones."""


class Memory(Protocol):
    """What remembers records that are known to be valid, by the digests of their files' contents."""

    def recall(self, place: Place, digest: Digest) -> RecordWithLines | None:
        """The record of a content, if it is known."""

    def keep(self, place: Place, digest: Digest, record: Record, lines: Mapping[Path, int]) -> None:
        """Remember a record that is valid by itself."""

    shown: frozenset[str]
    """The figures that show something done: a report is known by what it says of them."""

    def known_reports(self, tree: DigestTree) -> KnownReports:
        """Of some files the reports that need not be recalled before somebody asks what they say."""

    def forget_reports(self) -> None:
        """Let each of them be recalled: one was not there any more."""

    @property
    def findings(self) -> KnownFindings | None:
        """What remembers what was found between records; None where nobody does."""

    @property
    def results(self) -> KnownResults | None:
        """What remembers what was worked out of records; None where nobody does."""


class NoMemory:
    """Remembers nothing: everything is read and validated."""

    findings = None
    results = None
    shown: frozenset[str] = frozenset()

    def known_reports(self, tree: DigestTree) -> KnownReports:
        """Each report is read."""
        return _none_known(tree)

    def forget_reports(self) -> None:
        """None is known."""

    def recall(self, place: Place, digest: Digest) -> None:
        """Nothing is known."""

    def keep(self, place: Place, digest: Digest, record: Record, lines: Mapping[Path, int]) -> None:
        """Nothing is kept."""


def _none_known(tree: DigestTree) -> KnownReports:
    return KnownReports(NOTHING_REMEMBERED, Unchanged(but=frozenset()), tree, bytes)


def _nothing(file: str) -> RecordWithLines:
    raise KeyError(file)


def _none(_files: Collection[str]) -> Iterator[tuple[str, Report]]:
    return iter(())


@dataclass(eq=False, repr=False)
class _Reading:
    """What has been read so far, by kind of file, and by which digests the files are known."""

    digests: DigestTree
    later: KnownReports
    results: KnownResults | None = None

    programme: Programme | None = None
    office: OfficeFile | None = None
    amendments: dict[str, Amendment] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    unit_events: dict[str, UnitEvents] = field(default_factory=dict)
    items: dict[str, ItemFile] = field(default_factory=dict)
    periods: dict[str, PeriodFile] = field(default_factory=dict)
    recalled: Callable[[str], RecordWithLines] = _nothing
    anew: Callable[[Collection[str]], Iterator[tuple[str, Report]]] = _none
    lines: dict[str, Mapping[Path, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    mended: dict[str, tuple[Mended, Mapping[Path, int]]] = field(default_factory=dict)


def load(
    sources: Sources,
    memory: Memory | None = None,
    findings: Iterable[Finding] = (),
    progress: Callable[[int, int], None] | None = None,
    *,
    is_whole: bool = True,
) -> Loaded:
    """Read, validate and check all files given.

    `findings` are those of the folder itself (links, permissions). `progress` is told files done and
    files in all. What a memory knows to be found between the records is not looked for again; with `is_whole` false
    nothing is, because what they refer to was not read. A report that it knows is recalled only when somebody asks what it says. Raises NewerFormat for data that this program is too old for.
    """
    findings = tuple(findings)
    memory = memory or NoMemory()
    tree = digests_of(sources)
    later = memory.known_reports(tree)
    reading = _Reading(tree, later, memory.results, findings=list(findings))
    reading.recalled = partial(_recalled, reading, sources, memory)
    reading.anew = partial(_read_anew, sources)
    known = {file: _recall(reading, file, memory) for file in later.other_files()}
    fetch_contents(sources, (file for file, entry in known.items() if entry is None and place_of(file)))
    if PROGRAMME_FILE in known and known[PROGRAMME_FILE] is None:
        _refuse_newer(sources[PROGRAMME_FILE])
    for index, (file, entry) in enumerate(known.items()):
        _take_file(reading, file, entry or _read_file(reading, file, sources, memory))
        if progress:
            progress(index + 1, len(known))
    loaded = _loaded(reading, sources)
    if loaded.office and not later.shows(memory.shown | loaded.office.figures_that_show):
        loaded = _loaded_with_reports(reading, sources, memory)
    if loaded.office:
        memory.shown = loaded.office.figures_that_show
    findings_known = memory.findings if is_whole else None
    if findings_known is not None:
        state = digest_of_state(tree, findings)
        loaded = checked_once(loaded, state, findings_known)
    elif is_whole:
        loaded = checked(loaded)
    return with_unread(loaded) if loaded.findings else loaded


def read_office_file(content: bytes, memory: Memory | None = None) -> OfficeFile | None:
    """office.yaml by itself; None where it has errors."""
    sources = {OFFICE_FILE: content}
    reading = _reading_of(sources)
    memory = memory or NoMemory()
    known = _recall(reading, OFFICE_FILE, memory)
    _take_file(reading, OFFICE_FILE, known or _read_file(reading, OFFICE_FILE, sources, memory))
    return reading.office


def _reading_of(sources: Sources) -> _Reading:
    tree = digests_of(sources)
    return _Reading(tree, _none_known(tree))


def read_record(file: str, content: bytes, memory: Memory | None = None) -> Record | None:
    """The record of one file by itself, checked against nothing; None where it cannot be read as one."""
    place = place_of(file)
    if place is None:
        return None
    memory = memory or NoMemory()
    reading = _reading_of({file: content})
    known = memory.recall(place, reading.digests[file]) or _read_and_validate(
        reading, file, place, content, memory
    )
    return known[0] if known else None


class _ReportsWhenAsked(PeriodSource):
    """Those that were read, and those that are recalled by period when somebody asks."""

    def __init__(self, reading: _Reading) -> None:
        self._later = reading.later
        self._digests = reading.digests
        self._recalled = reading.recalled
        self._anew = reading.anew
        self._read: defaultdict[str, dict[str, Report]] = defaultdict(dict)
        for report in reading.reports.values():
            self._read[str(report.period)][report.unit] = report
        self.of = cache(self.of)  # type: ignore[method-assign]

    def keys(self) -> Sequence[ReportKey]:
        """In the order of the files."""
        read = [(unit, period) for period, found in self._read.items() for unit in found]
        keys = self._later.keys()
        return sorted([*keys, *read], key=lambda key: report_file(*key)) if read else keys

    def heads(self, period: str) -> Heads:
        return self._with_read(period, self._later.heads(period), heads_of)

    def of(self, period: str) -> OfUnits:
        later = {
            unit: cast("Report", self._recalled(report_file(unit, period))[0])
            for unit in self._later.heads(period)
        }
        return self._with_read(period, later, dict)

    def few(self, keys: Sequence[ReportKey]) -> Mapping[ReportKey, Report]:
        read = {key: self._read[key[1]][key[0]] for key in keys if key[0] in self._read.get(key[1], ())}
        files = {report_file(*key): key for key in keys if key not in read and self._later.has(*key)}
        return read | {files[file]: report for file, report in self._anew(files)}

    def showing(self, period: str, figures: frozenset[str]) -> OfUnits:
        later = self._later.showing(period, figures)
        return self.of(period) if later is None else self._with_read(period, later, dict)

    def latest(self, period: str) -> dt.date:
        return max([self._later.latest(period), *map(latest_day, self._read.get(period, {}).values())])

    def known_by(self, _period: str) -> dt.date:
        return dt.date.max

    def digests(self, period: str) -> Mapping[str, Digest]:
        """Unit → the digest of its report of a period."""

        def of_read(found: OfUnits) -> Mapping[str, Digest]:
            return {unit: self._digests[report_file(unit, period)] for unit in found}

        return self._with_read(period, self._later.digests(period), of_read)

    def _with_read(
        self, period: str, later: Mapping[str, T], taken: Callable[[OfUnits], Mapping[str, T]]
    ) -> Mapping[str, T]:
        """With those that were read, in the order of the files."""
        read = self._read.get(period)
        if not read:
            return later
        return dict(sorted({**later, **taken(read)}.items(), key=lambda entry: report_file(entry[0], period)))


def _results_of(reading: _Reading, reports: _ReportsWhenAsked) -> ResultsOf | None:
    if reading.results is None:
        return None

    digests, judging = reading.digests, (PROGRAMME_FILE, OFFICE_FILE, *reading.units, *reading.amendments)
    judges = {file: digests[file] for file in sorted(judging) if file in digests}
    return ResultsOf(reading.results, judges, reports.digests)


def _all_reports(reading: _Reading) -> Mapping[str, Report]:
    """File → report."""
    read = reading.reports
    if reading.later.is_empty:
        return read
    if all(report_named(file) == (report.unit, str(report.period)) for file, report in read.items()):
        found = _ReportsWhenAsked(reading)
        return ReportsByFile(Reports(found.keys, found, _results_of(reading, found)))
    recalled = {file: cast("Report", reading.recalled(file)[0]) for file in reading.later.files()}
    return dict(sorted({**read, **recalled}.items()))


class _LinesWhenAsked(Mapping[str, Mapping[Path, int]]):
    """The lines of the files that are recalled when somebody asks."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading

    def __getitem__(self, file: str) -> Mapping[Path, int]:
        named = report_named(file)
        if named is None or not self._reading.later.has(*named):
            raise KeyError(file)
        return self._reading.recalled(file)[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._reading.later.files())

    def __len__(self) -> int:
        return len(self._reading.later.files())


def _recalled(reading: _Reading, sources: Sources, memory: Memory, file: str) -> RecordWithLines:
    """A report that is known, read anew where it was forgotten. Raises EnvironmentProblem where it changed meanwhile."""
    found = _recall(reading, file, memory)
    if found is None:
        memory.forget_reports()
        found = _read_file(reading, file, sources, memory)
    if found is None:
        problem = msg(N_("it changed while it was being read"))
        raise EnvironmentProblem(msg(N_("{file} cannot be read: {problem}."), file=file, problem=problem))
    return found


def _read_anew(sources: Sources, files: Collection[str]) -> Iterator[tuple[str, Report]]:
    """Some known reports, from their files: a cache file holds all of a period."""
    fetch_contents(sources, files)
    for file in files:
        record = read_record(file, sources[file])
        if isinstance(record, Report):
            yield file, record


def _recall(reading: _Reading, file: str, memory: Memory) -> RecordWithLines | None:
    place = place_of(file)
    return memory.recall(place, reading.digests[file]) if place else None


def _refuse_newer(programme: bytes) -> None:
    """Raises NewerFormat; asked only of a programme that is not known, so that a warm start does without."""
    from ct58.store.data_format import refuse_newer_content

    refuse_newer_content(PROGRAMME_FILE, programme)


def _read_file(reading: _Reading, file: str, sources: Sources, memory: Memory) -> RecordWithLines | None:
    """The record of a file that is not known yet. What is no record is a finding."""
    place = place_of(file)
    if place is not None:
        return _read_and_validate(reading, file, place, sources[file], memory)
    if not is_ignored(file):
        reading.findings.append(Finding(code="Y013", file=file, line=1, column=1))
    return None


def _read_and_validate(
    reading: _Reading, file: str, place: Place, content: bytes, memory: Memory
) -> RecordWithLines | None:
    """The record of a file, or None and findings. Only a file without any finding is remembered."""
    from ct58.store.yaml.reader import read

    tree, findings = read(file, content)
    reading.findings.extend(findings)
    if tree is None:
        return None
    value = _whole(place, tree)
    found = validate(place.kind, value)
    errors = found if isinstance(found, tuple) else ()
    if errors or has_errors(findings):
        _take_partly(reading, file, place, tree, errors)
        return None
    record = cast("Record", found)
    if not findings:
        memory.keep(
            place, digest_of(content), record, tree.lines
        )  # it may have changed since it was looked at
    return record, tree.lines


def _whole(place: Place, tree: Tree) -> object:
    """What a file says, with what older programmes left unsaid."""
    if place.kind != "programme":
        return tree.value
    from ct58.store.yaml.old_terms import with_old_terms

    return with_old_terms(tree.value)


def _take_partly(
    reading: _Reading, file: str, place: Place, tree: Tree, errors: tuple[ShapeError, ...]
) -> None:
    """The findings of a file that is no record as it stands, and what can be read of it."""
    from ct58.store.yaml.schema import mended
    from ct58.store.yaml.shape_findings import shape_finding

    errors = tuple(error for error in errors if not _is_at_or_below(error.at, tree.doubtful))
    reading.findings.extend(shape_finding(file, place.kind, error) for error in errors[:MOST_SHAPE_FINDINGS])
    at = (*tree.doubtful, *(error.at for error in errors))
    known = {"id": place.unit, "unit": place.unit, "item": place.item, "period": place.period}
    found = mended(place.kind, _whole(place, tree), at, known)
    if found is not None:
        if place.kind == "unit" and reading.programme is not None:
            found = replace(found, records=tuple(_of_any_kind(found, tree, reading.programme.terms)))
        reading.mended[file] = found, tree.lines


def _of_any_kind(found: Mended, tree: Tree, terms: Terminology) -> Iterator[Record]:
    """A unit that is not read may be of any kind and any form of organisation that its file does not say."""
    yield from found.records
    said = tree.value if isinstance(tree.value, Mapping) else {}
    ids = {
        key: known
        for key, known in (
            ("kind", [kind.id for kind in terms.kinds]),
            ("organisation", [form.id for form in terms.organisations]),
        )
        if known and (key not in said or (key,) in found.at)
    }
    for turn in range(max(map(len, ids.values()), default=0)):
        yield replace(found.records[0], **{key: known[turn % len(known)] for key, known in ids.items()})  # type: ignore[arg-type]  # a unit


def _is_at_or_below(at: Path, places: Iterable[Path]) -> bool:
    return any(at[: len(place)] == place for place in places)


def _take_file(reading: _Reading, file: str, entry: RecordWithLines | None) -> None:
    if entry is not None:
        record, reading.lines[file] = entry
        _take_record(reading, file, record)


def _take_record(reading: _Reading, file: str, record: Record) -> None:
    if isinstance(record, Programme):
        reading.programme = record
    elif isinstance(record, OfficeFile):
        reading.office = record
    elif isinstance(record, Amendment):
        reading.amendments[file] = record
    elif isinstance(record, Unit):
        reading.units[file] = record
    elif isinstance(record, Report):
        reading.reports[file] = record
    elif isinstance(record, UnitEvents):
        reading.unit_events[file] = record
    elif isinstance(record, ItemFile):
        reading.items[file] = record
    else:
        reading.periods[file] = cast("PeriodFile", record)


def _loaded(reading: _Reading, sources: Sources) -> Loaded:
    """The office with its index."""
    records = _records(reading)
    return Loaded(
        office=build_office(records, _lines(reading)) if records else None,
        records=records,
        findings=tuple(reading.findings),
        sources=sources,
        digests=reading.digests,
        names={unit.id: unit.name for unit in reading.units.values()},
        partly=_partly(reading) if reading.mended else None,
    )


def _loaded_with_reports(reading: _Reading, sources: Sources, memory: Memory) -> Loaded:
    """The same with every report recalled: of none is it known what the programme asks for by now."""
    memory.forget_reports()
    for file in reading.later.files():
        _take_file(reading, file, reading.recalled(file))
    reading.later = _none_known(reading.digests)
    return _loaded(reading, sources)


def _lines(reading: _Reading) -> Mapping[str, Mapping[Path, int]]:
    if reading.later.is_empty:
        return reading.lines
    return ChainMap(reading.lines, cast("Any", _LinesWhenAsked(reading)))


def _partly(reading: _Reading) -> Partly | None:
    """All records, with those that were mended; None while the programme is not among them."""
    turns = [_turn(reading, turn) for turn in range(max(len(m.records) for m, _ in reading.mended.values()))]
    known = tuple(records for records in turns if records is not None)
    if not known:
        return None
    lines = {file: lines for file, (_, lines) in reading.mended.items()}
    at = {file: mended.at for file, (mended, _) in reading.mended.items()}
    return Partly(turns=known, lines=reading.lines | lines, at=at)


def _turn(reading: _Reading, turn: int) -> Records | None:
    whole = _Reading(
        digests=reading.digests,
        programme=reading.programme,
        office=reading.office,
        amendments=dict(reading.amendments),
        units=dict(reading.units),
        reports=dict(reading.reports),
        unit_events=dict(reading.unit_events),
        items=dict(reading.items),
        periods=dict(reading.periods),
        later=reading.later,
        recalled=reading.recalled,
    )
    for file, (mended, _) in reading.mended.items():
        _take_record(whole, file, mended.records[turn % len(mended.records)])
    return _records(whole)


def _records(reading: _Reading) -> Records | None:
    if reading.programme is None:
        return None
    return Records(
        programme=reading.programme,
        office=reading.office,
        amendments=reading.amendments,
        units=reading.units,
        reports=_all_reports(reading),
        unit_events=reading.unit_events,
        items=reading.items,
        periods=reading.periods,
    )


def _is_amendment(file: str) -> bool:
    place = place_of(file)
    return place is not None and place.kind == "amendment"


def figure_order(sources: Sources, memory: Memory | None = None) -> tuple[str, ...]:
    """The keys of the report form in its order, with those that amendments add; none while the programme cannot be read."""
    if PROGRAMME_FILE not in sources:
        return ()
    said = {file: sources[file] for file in sources if file == PROGRAMME_FILE or _is_amendment(file)}
    office = load(said, memory, is_whole=False).office
    figures = sorted(office.programme.figures, key=lambda figure: figure.number) if office else ()
    return tuple(figure.key for figure in figures)


def format_in(root: FilePath) -> int | None:
    """The format of a data folder; None while its programme cannot be read. Raises NewerFormat."""
    try:
        content = (root / PROGRAMME_FILE).read_bytes()
    except OSError:
        return None
    _refuse_newer(content)
    found = read_record(PROGRAMME_FILE, content)
    return found.format if isinstance(found, Programme) else None
