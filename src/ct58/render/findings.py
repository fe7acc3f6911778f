"""Findings as JSON (contract §3, check)."""

from __future__ import annotations

from ct58.i18n import msg
from ct58.render.pages.check import subject_text
from ct58.render.words import Speech
from ct58.views.findings import FindingsView


def findings_as_json(view: FindingsView, speech: Speech) -> list[dict[str, object]]:
    """One object a finding, message and hint in the language of the run."""
    return [
        {
            "code": entry.finding.code,
            "severity": entry.rule.severity,
            "file": entry.finding.file,
            "line": entry.finding.line,
            "column": entry.finding.column,
            "message": speech.say(msg(entry.rule.message, **entry.finding.params)),
            "hint": speech.say(msg(entry.rule.hint, **entry.finding.params)),
            "subject": subject_text(entry.subject, speech),
        }
        for entry in view.entries
    ]
