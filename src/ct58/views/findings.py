"""View of findings: each with its subject in the office's words and the line it is about."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.records.editions import additions
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE, place_of, unit_of_file
from ct58.domain.time.period import Period
from ct58.errors import Finding, Severity
from ct58.errors.rules import RULES, Rule, severity_of
from ct58.patterns import pattern
from ct58.records import record

_MARK = pattern(r"(<{7}|={7}|>{7})(?= |$)")


@record
class Subject:
    """What a finding is about, as far as it is known: a unit, its report's period, a figure, an item."""

    unit: str | None = None
    period: Period | None = None
    figure: str | None = None
    item: str | None = None
    programme_entry: str | None = None


@record
class FindingEntry:
    """A finding with its rule, its subject and the text of its line (None where there is no such line)."""

    finding: Finding
    rule: Rule
    subject: Subject
    excerpt: str | None

    @property
    def severity(self) -> Severity:
        """How grave it is in this data."""
        return severity_of(self.finding)


@record
class FindingsView:
    """All findings of a check, by file and line, and how many files were read.

    With `since`, the name of an earlier state, only those that this one did not have.
    """

    entries: tuple[FindingEntry, ...]
    files: int
    since: str | None = None

    def count(self, severity: Severity) -> int:
        """How many findings of a severity."""
        return sum(1 for entry in self.entries if entry.severity == severity)


def findings_view(
    findings: tuple[Finding, ...],
    files: int,
    texts: Mapping[str, list[str]],
    office: Office | None,
    names: Mapping[str, str],
    since: str | None = None,
) -> FindingsView:
    """The findings with their subjects; `texts` holds the lines of the files that have findings."""
    entries = tuple(
        FindingEntry(
            finding=finding,
            rule=RULES[finding.code],
            subject=subject_of(finding, office, names),
            excerpt=_excerpt(finding, texts),
        )
        for finding in findings
    )
    return FindingsView(entries=entries, files=files, since=since)


def _excerpt(finding: Finding, texts: Mapping[str, list[str]]) -> str | None:
    """The line; of a mark between two versions only its signs, since behind them stands what git calls the version."""
    lines = texts.get(finding.file, [])
    line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else None
    mark = _MARK.match(line) if line else None
    return mark[0] if mark else line


def subject_of(finding: Finding, office: Office | None, names: Mapping[str, str]) -> Subject:
    """What a finding is about; `names` are those of the units by their ids."""
    unit, place = unit_of_file(finding.file), place_of(finding.file)
    if unit is not None:
        is_report = place is not None and place.kind == "report"
        return Subject(
            unit=names.get(unit, unit),
            period=_period(place.period) if place else None,
            figure=_figure(finding, office) if is_report else None,
        )
    if place is not None and place.item is not None:
        item = office.items.get(place.item) if office else None
        return Subject(item=f"{place.item}, {item.title}" if item else place.item)
    if place is not None and place.kind == "period":
        return Subject(period=_period(place.period))
    return Subject(programme_entry=_amendment(finding, office) or _programme_entry(finding, office))


def _period(text: str | None) -> Period | None:
    try:
        return Period.parse(text) if text is not None else None
    except ValueError:
        return None


def _figure(finding: Finding, office: Office | None) -> str | None:
    """`1. Tổng số đảng viên` for a place inside figures."""
    if office is None or len(finding.at) < 2 or finding.at[0] != "figures":
        return None
    figure = office.figure(str(finding.at[1]))
    return f"{figure.number}. {figure.label}" if figure else None


def _amendment(finding: Finding, office: Office | None) -> str | None:
    """`32-QĐ/ĐU, PL-02` for a place inside an amendment, with what it says there of which record."""
    placed = office.history.amendments if office else ()
    found = next((p for p in placed if p.file == finding.file and finding.at[: len(p.at)] == p.at), None)
    if found is None or (found.file == PROGRAMME_FILE and not found.at):
        return None
    below = finding.at[len(found.at) :]
    named = str(below[1]) if len(below) > 1 and below[0] in ("changes", "ends", "replaces") else ""
    if below[:1] == ("adds",):
        named = next((id_ for id_, at in additions(found.amendment) if below[: len(at)] == at), "")
    return ", ".join(part for part in (found.amendment.name, named) if part)


_SECTIONS = ("parts", "clauses", "tasks", "duties", "reporting", "figures", "indicators")


def _programme_entry(finding: Finding, office: Office | None) -> str | None:
    """`PL-02, Hướng dẫn sơ kết …` for a place inside programme.yaml."""
    if office is None or len(finding.at) < 2 or finding.at[0] not in _SECTIONS:
        return None
    entries = getattr(office.programme, str(finding.at[0]))
    index = finding.at[1]
    if finding.file != PROGRAMME_FILE or not isinstance(index, int) or index >= len(entries):
        return None
    entry = entries[index]
    id_ = getattr(entry, "id", None) or entry.key
    title = getattr(entry, "title", None) or getattr(entry, "label", None)
    return f"{id_}, {title}" if title else str(id_)
