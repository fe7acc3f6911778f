"""Which findings a change brings: those that the data did not have before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.store.loader import Loaded


def new_findings(before: Loaded, after: Loaded, severity: str) -> Iterator[Finding]:
    """Findings that the data did not have, or not as often; one that only moved is not new."""
    known = Counter(map(_identity, before.findings))
    for finding in after.findings:
        known[_identity(finding)] -= 1
        if known[_identity(finding)] < 0 and severity_of(finding) == severity:
            yield finding


def severity_of(finding: Finding) -> str:
    """How grave the finding's rule is."""
    return RULES[finding.code].severity


def _identity(finding: Finding) -> tuple[object, ...]:
    """What a finding says, without the lines it speaks of: those move."""
    said = (f"{key}={value}" for key, value in finding.params.items() if key != "first_line")
    return (finding.code, finding.file, *sorted(said))
