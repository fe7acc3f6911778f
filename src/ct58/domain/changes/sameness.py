"""Whether what two people wrote under one name is one thing told twice, or two things: asked before anything is joined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import cast

from ct58.domain.planning.edits import Missing, Plain, same
from ct58.domain.records.event_rules import EVENT_KINDS, EventRule, event_rule
from ct58.domain.records.events import ONCE

_TELLING = ("title", "name", "label", "source", "document")
"""What a thing is called, and where it comes from."""
_WHO = ("lead", "owners")
"""Who has to do it: bodies that lead it together, or each unit of a set."""
_OCCASION = ("event", "item", "occurrence", "to", "product")


def is_another_thing(one: Plain | Missing, other: Plain | Missing) -> bool:
    """Whether two records of one id or path are of two things: another title, name, source, document or lead.

    What only one of them says tells nothing; of a report, which is a unit's of a period, only its document does.
    """
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
        return False
    if any(not is_alike(one.get(key), other.get(key)) for key in _telling(one)):
        return True
    who, others = ([record.get(key) for key in _WHO] for record in (one, other))
    return any(who) and any(others) and not all(map(same, who, others))


def _telling(record: Mapping[str, Plain]) -> Iterable[str]:
    if "period" in record:
        return ("document",)
    is_only_words = "id" in record and "document" not in record and "title" not in record
    return (*_TELLING, "text") if is_only_words else _TELLING


def is_alike(one: Plain, other: Plain) -> bool:
    """Whether two values can mean the same: small and capital letters, spaces, and what one leaves open make no difference."""
    if one is None or other is None:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(is_alike(one.get(key), other.get(key)) for key in one)
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other)
    return same(one, other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def holds(fuller: Plain | Missing, other: Plain | Missing) -> bool:
    """Whether one record says all that another says."""
    if not (isinstance(fuller, Mapping) and isinstance(other, Mapping)):
        return False
    return all(value is None or (key in fuller and same(fuller[key], value)) for key, value in other.items())


# ---------------------------------------------------------------------- events


def is_event(item: Plain | Missing) -> bool:
    """Whether a record is a line of events."""
    return isinstance(item, Mapping) and item.get("event") in EVENT_KINDS


def is_one_event(one: Plain, other: Plain) -> bool:
    """Whether two lines can only be about one event: what happens once, or what has one day, or one document.

    A submission may be sent back and made again: the same body may have it on two days, but two people who both added one
    have told one. What was voided never happened; notes and telephone calls may be as many as there are.
    """
    if not (is_event(one) and is_event(other)):
        return False
    lines = cast("Mapping[str, Plain]", one), cast("Mapping[str, Plain]", other)
    if any(line.get("voided") for line in lines) or occasion(lines[0]) != occasion(lines[1]):
        return False
    rule = _rule(lines[0])
    return rule.repetition == "once" or _has_one_paper(rule, *lines) or _has_one_day(rule, *lines)


def occasion(line: Mapping[str, Plain]) -> tuple[Plain, ...]:
    """What an event is about, whatever its day; the one occurrence of what happens once may be left out."""
    return tuple(None if line.get(key) == ONCE else line.get(key) for key in _OCCASION)


def _rule(line: Mapping[str, Plain]) -> EventRule:
    return event_rule(str(line["event"]))


def _has_one_day(rule: EventRule, one: Mapping[str, Plain], other: Mapping[str, Plain]) -> bool:
    return rule.repetition == "another_day" and one.get("date") == other.get("date")


def _has_one_paper(rule: EventRule, one: Mapping[str, Plain], other: Mapping[str, Plain]) -> bool:
    papers = one.get("document"), other.get("document")
    return rule.means != "remarks" and all(papers) and is_alike(*papers)
