"""docs/thoi-han.md: each rule and each period that it shows is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.command_line import FILES

from ct58.domain.time.dates import parse_period
from ct58.store.loader import load

TEXT = (Path(__file__).parents[2] / "docs" / "thoi-han.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| .+ \| .*?`([a-z_]+: [^`]+)`.* \|$", TEXT, re.MULTILINE)
DUTIES = "duties:\n  - {id: NV-03, title: Quy chế, lead: [van-phong], deadline: {by: 2021-12-31}}\n"


@pytest.mark.parametrize("row", ROWS)
def test_each_rule_stands_without_a_finding(row: str) -> None:
    """At an item, and as a line of the calendar of reports."""
    programme = f"format: 2\n{FILES['programme.yaml']}{DUTIES}"
    if row.startswith("counts_from"):
        written = programme.replace("due_after: 5, units", f"due_after: 5, {row}, units")
    else:
        written = programme.replace("{by: 2021-12-31}}\n", f"{{by: 2021-12-31}}}}\n{_duty(row)}")
    assert written != programme
    sources = {**FILES, "programme.yaml": written}
    found = load({name: text.encode() for name, text in sources.items()}).findings
    assert [(finding.code, finding.params) for finding in found] == []


def _duty(rule: str) -> str:
    return f"  - {{id: NV-04, title: Việc, lead: [van-phong], deadline: {{{rule}}}}}\n"


def test_the_table_and_the_periods_were_found() -> None:
    """The page shows eighteen rules; its periods are typed as they stand there."""
    assert len(ROWS) == 18
    line = TEXT.partition("**Kỳ**:")[2].partition("\n\n")[0]
    for key in re.findall(r"`([^`]+)`", line):
        assert str(parse_period(key)) == key
    for words in re.findall(r"“([^”]+)”", line):
        parse_period(words)
