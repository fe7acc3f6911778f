"""What a commit says of the daily round beside its words, a line each: who handed in, approved or returned, and when.

Written as git's trailers, and read wherever such a line stands: a platform that squashes makes one message of several.
None of it is proof. Whoever may write to the shared place can write any line; `approvals.py` knows what is more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from ct58.patterns import pattern
from ct58.records import record

_LINE = pattern(r"^Ct58-([A-Z][A-Za-z-]*): *(.*?)\s*$", re.MULTILINE)
_OURS = pattern(r"^(?=Ct58-)", re.MULTILINE)


@record
class RoundFacts:
    """What a message says; empty where it says nothing of it.

    `submission` is the name of one, `overridden` are the warnings in spite of which something was saved, `reason` is that
    of a return. `main_copy` is the state of it that a line of work takes in, which approves nothing, and `clashes` are the
    files in which two people's changes still stand side by side.
    """

    submission: str = ""
    sender: str = ""
    sent: dt.datetime | None = None
    overridden: tuple[str, ...] = ()
    approver: str = ""
    approved: dt.datetime | None = None
    returner: str = ""
    returned: dt.datetime | None = None
    reason: str = ""
    main_copy: str = ""
    clashes: str = ""


_NAMES = {
    "submission": "Submission",
    "sender": "Sender",
    "sent": "Sent",
    "overridden": "Overridden",
    "approver": "Approved-By",
    "approved": "Approved",
    "returner": "Returned-By",
    "returned": "Returned",
    "reason": "Reason",
    "main_copy": "Main-Copy",
    "clashes": "Clashes",
}
RETURNED_LINE = f"Ct58-{_NAMES['returner']}: "
"""How the line begins that a return has, and nothing else."""
APPROVED_LINE = f"Ct58-{_NAMES['approver']}: "
"""The same of an approval."""
_MOMENTS = frozenset({"sent", "approved", "returned"})


def stating(message: str, facts: RoundFacts) -> str:
    """A message with facts below it. What only looks like one of them in the message itself is moved aside."""
    title, line_end, body = message.partition("\n")
    said = f"{title}{line_end}{_OURS.sub(' ', body)}".rstrip("\n")
    lines = "\n".join(_lines(facts))
    return f"{said}\n\n{lines}" if lines else said


def _lines(facts: RoundFacts) -> Iterator[str]:
    for field in fields(facts):
        value = getattr(facts, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            text = one.isoformat(timespec="seconds") if isinstance(one, dt.datetime) else one
            if text:
                yield f"Ct58-{_NAMES[field.name]}: {' '.join(text.split())}"


def facts_in(body: str) -> RoundFacts:
    """What a message says below its first line; of several lines of one name the last, as the newest of those squashed."""
    found: dict[str, list[str]] = {}
    for name, value in _LINE.findall(body):
        found.setdefault(name, []).append("".join(filter(str.isprintable, value)))
    if not found:
        return RoundFacts()
    said = {field: values for field, name in _NAMES.items() if (values := found.get(name))}
    return RoundFacts(**{field: _value(field, values) for field, values in said.items()})


def _value(field: str, values: Sequence[str]) -> Any:
    """What a field of the facts holds."""
    if field == "overridden":
        return tuple(dict.fromkeys(values))
    text = values[-1]
    if field not in _MOMENTS:
        return text
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def without_facts(body: str) -> str:
    """The words of a message alone."""
    return _LINE.sub("", body)
