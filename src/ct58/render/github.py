"""Findings as commands of a workflow log, which the hosting platform shows on the lines of a pull request."""

from __future__ import annotations

from ct58.errors.rules import hint_of, problem_of
from ct58.render.pages.check import subject_text
from ct58.render.words import Speech
from ct58.views.findings import FindingEntry, FindingsView

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def findings_as_github(view: FindingsView, prefix: str, speech: Speech) -> str:
    """One line a finding: `::error file=…,line=…,col=…,title=…::message`.

    `prefix` leads from the top of the repository to the data folder.
    """
    return "".join(f"{_command(entry, prefix, speech)}\n" for entry in view.entries)


def _command(entry: FindingEntry, prefix: str, speech: Speech) -> str:
    finding, rule = entry.finding, entry.rule
    message = speech.say(problem_of(finding))
    remedy = speech.say(hint_of(finding))
    subject = subject_text(entry.subject, speech)
    properties = {
        "file": f"{prefix}{finding.file}",
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {subject}".strip(),
    }
    said = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_LEVELS[rule.severity]} {said}::{_escaped(f'{message} {remedy}', _IN_MESSAGES)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    """A text without the signs that end it or part it from the next."""
    return "".join(signs.get(sign, sign) for sign in text)
