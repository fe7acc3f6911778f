"""Findings: data problems as values, each with a stable code and a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from ct58.records import record

Severity = Literal["error", "warning", "info"]
Path = tuple[str | int, ...]
"""A place inside a file's tree: keys and list positions from the top; `()` is the file itself."""


@record
class Finding:
    """One problem in one file.

    `at` is the place in the tree; `line` and `column` (from 1) are filled in by the store, which alone
    knows the text, and are 0 where nobody has looked yet. `params` are the values of the rule's message.
    `is_eased`: the rule is newer than the format of the data, so what is an error elsewhere only warns here.
    """

    code: str
    file: str
    at: Path = ()
    at_key: bool = False
    params: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    column: int = 0
    width: int = 1
    is_eased: bool = False
