"""Reading levels.yaml, which lies in no data folder; what is known to be valid is remembered, so that no YAML is read again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath

from ct58.domain.records.levels import Levels
from ct58.domain.records.places import Place
from ct58.domain.rollup.level_checks import level_faults
from ct58.errors import EnvironmentProblem, Finding, InvalidData
from ct58.errors.rules import has_errors, hint_of, problem_of, severity_of
from ct58.errors.system import system_problem
from ct58.i18n import Message, N_, msg
from ct58.store.cache import RecordCache
from ct58.store.digests import MOST_BYTES
from ct58.store.hashing import digest_of
from ct58.store.loaded import placed

_PLACE = Place("levels")


def read_levels(path: FilePath, memory: RecordCache) -> Levels:
    """The file of a level.

    Raises EnvironmentProblem where it cannot be read, InvalidData for the first thing in it that cannot be, with its place.
    """
    content = _content(path)
    digest = digest_of(content)
    known = memory.recall(_PLACE, digest)
    if known is not None and isinstance(known[0], Levels):
        return known[0]
    levels = _validated(path.name, content)
    memory.keep(_PLACE, digest, levels, {})
    memory.save()
    return levels


def _content(path: FilePath) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        text = N_("{file} cannot be read: {problem}.")
        problem = system_problem(error, of_folder=path.is_dir())
        raise EnvironmentProblem(msg(text, file=path.name, problem=problem)) from error
    if len(content) > MOST_BYTES:
        raise InvalidData(msg(N_("{file} is larger than any list of offices."), file=path.name))
    return content


def _validated(file: str, content: bytes) -> Levels:
    from ct58.store.yaml.reader import read
    from ct58.store.yaml.schema import validate
    from ct58.store.yaml.shape_findings import shape_finding

    tree, findings = read(file, content)
    if tree is None or has_errors(findings):
        raise _refused(file, content, findings)
    found = validate("levels", tree.value)
    if isinstance(found, tuple):
        raise _refused(file, content, [shape_finding(file, "levels", error) for error in found])
    assert isinstance(found, Levels)
    for fault in level_faults(found):
        raise _at(Finding(code="K001", file=file, at=fault.at), content, fault.message, None)
    return found


def _refused(file: str, content: bytes, findings: Iterable[Finding]) -> InvalidData:
    """The first error, with its remedy; an empty file has none, and says nothing."""
    first = next((finding for finding in findings if severity_of(finding) == "error"), None)
    if first is None:
        return InvalidData(msg(N_("{file} says nothing."), file=file), msg(_HOW))
    return _at(first, content, problem_of(first), hint_of(first))


_HOW = N_(
    "What stands in it: docs/rollup.md; a first one from packages: ct58 rollup --begin levels.yaml FILES"
)


def _at(finding: Finding, content: bytes, message: Message, hint: Message | None) -> InvalidData:
    (found,) = placed([finding], {finding.file: content})
    text = N_("{file}:{line}:{column}: {problem}")
    place = msg(text, file=found.file, line=found.line, column=found.column, problem=message)
    return InvalidData(place, hint)
