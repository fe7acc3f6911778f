"""The example folders of tests/errors: a small office without findings, and what is laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.support.terms import speaking

from ct58.errors import Finding, Sources
from ct58.errors.rules import RULES, severity_of
from ct58.i18n import msg
from ct58.render.words.speech import Speech
from ct58.services.reading.checking import check_data
from ct58.services.reading.data_source import FolderSource
from ct58.services.setup.editor import SCHEMAS_BESIDE
from ct58.store.sources import read_folder

EXAMPLES = Path(__file__).parents[1] / "errors"
EXPECTED = "expected.txt"
ABSENT = "absent.txt"
"""Of the base, the files that an example does without."""
ENGLISH = speaking("en")


def codes_with_an_example() -> list[str]:
    """The codes that have a folder."""
    return sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir() and folder.name in RULES)


def lay(target: Path, *examples: str) -> Path:
    """The base with examples laid over it, in a new folder."""
    for name in ("base", *examples):
        shutil.copytree(EXAMPLES / name, target, dirs_exist_ok=True)
        _take_away(target)
    return target


def _take_away(target: Path) -> None:
    (target / EXPECTED).unlink(missing_ok=True)
    absent = target / ABSENT
    if absent.is_file():
        for name in absent.read_text(encoding="utf-8").split():
            (target / name).unlink()
        absent.unlink()


def complete_office() -> dict[str, bytes]:
    """Every kind of file, all of it valid: path → content."""
    return {**example("base"), **example("complete")}


def example(name: str) -> dict[str, bytes]:
    """What an example lays over the base: path → content."""
    found = read_folder(EXAMPLES / name, lambda file: file not in (EXPECTED, ABSENT)).sources
    return dict(found)


def checked(root: Path) -> tuple[Finding, ...]:
    """The findings of `ct58 check`, read anew."""
    return tuple(
        entry.finding for entry in check_data(FolderSource(root, None), beside=SCHEMAS_BESIDE).entries
    )


def lines_of(findings: tuple[Finding, ...]) -> Iterator[str]:
    """`file:line:column: severity[CODE] message`, as `ct58 check` prints it."""
    for finding in findings:
        place = f"{finding.file}:{finding.line}:{finding.column}"
        yield f"{place}: {severity_of(finding)}[{finding.code}] {said(finding)}"


def said(finding: Finding, speech: Speech = ENGLISH) -> str:
    """The message of a finding."""
    return speech.say(msg(RULES[finding.code].message, **finding.params))


def advised(finding: Finding, speech: Speech = ENGLISH) -> str:
    """The remedy of a finding."""
    return speech.say(msg(RULES[finding.code].hint, **finding.params))


def culprit(finding: Finding, sources: Sources) -> str:
    """The text that a finding underlines."""
    text = sources[finding.file].decode("utf-8", "replace")
    start = finding.column - 1
    return text.split("\n")[finding.line - 1][start : start + finding.width]
