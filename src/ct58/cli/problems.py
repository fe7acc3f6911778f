"""Why a command has stopped, on stderr: in lines for a person, as one object for a program that asked for JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ct58.cli.language import tell_aside
from ct58.domain.text.signs import escaped
from ct58.errors.refusals import Ct58Error, UnclearName

SCHEMA = "ct58/error/1"


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON; it need not be one that could be read."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def tell_problem(
    arguments: Sequence[str], exit_code: int, lines: Sequence[str], more: Mapping[str, object] | None = None
) -> None:
    """What is wrong and what to do (`lines`); for a program with the exit code and what `more` is known."""
    if not wants_json(arguments):
        for line in lines:
            tell_aside(line)
        return
    message, *hints = lines
    content = {
        "schema": SCHEMA,
        "exit_code": exit_code,
        "message": message,
        "hint": " ".join(hints) or None,
        **(more or {}),
    }
    tell_aside(escaped(json.dumps(content, ensure_ascii=False)), is_for_programs=True)


def known_more(error: Ct58Error) -> Mapping[str, object]:
    """What an error knows beside its words: of a name that may mean several things what these are."""
    if not isinstance(error, UnclearName):
        return {}
    return {"choices": [{"answer": choice.answer, "label": choice.label} for choice in error.choices]}
