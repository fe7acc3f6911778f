"""Findings as GitLab shows them on the lines of a merge request: `ct58 check --format github` in, its Code Quality report out."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator

FINDING = re.compile(
    r"::(?P<level>error|warning|notice) (?P<properties>[^:]*(?::(?!:)[^:]*)*)::(?P<message>.*)"
)
LEVELS = {"error": "blocker", "warning": "minor", "notice": "info"}
ESCAPED = {"%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def report(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """One entry a finding."""
    for found in filter(None, map(FINDING.match, lines)):
        said = dict(part.split("=", 1) for part in found["properties"].split(","))
        path, title, message = (
            plain(text) for text in (said["file"], said.get("title", ""), found["message"])
        )
        yield {
            "check_name": title.partition(" ")[0],
            "description": f"{title}: {message}",
            "severity": LEVELS[found["level"]],
            "fingerprint": hashlib.sha256(f"{path} {title} {message}".encode()).hexdigest(),
            "location": {"path": path, "lines": {"begin": int(said["line"])}},
        }


def plain(text: str) -> str:
    """A text without the escapes of a workflow's log."""
    for sign, shown in ESCAPED.items():
        text = text.replace(sign, shown)
    return text


if __name__ == "__main__":
    json.dump(list(report(sys.stdin)), sys.stdout)
