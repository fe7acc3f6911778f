"""New deadlines of an amendment, from the words of a command: a day, a period, or the rule of what comes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ct58.domain.planning.deadline_rules import meaningful_deadline
from ct58.domain.planning.values import needed
from ct58.domain.records.office import Office
from ct58.domain.records.programme import NewValues, ReportingRule
from ct58.domain.records.search import Thing
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.dates import parse_date, parse_period
from ct58.domain.time.deadline_words import LeaningOn
from ct58.domain.time.deadlines import DeadlineRule
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg

TYPED_AMENDMENT = msg(N_("Type it into the amendment's file; its keys: ct58 schema amendment"))
_KEPT = ("from_", "until", "lapses_after", "on_holiday")
"""What stays of a rule where the words say nothing of it."""
_UNSAID: tuple[object, ...] = (None, 0, {}, False)


def new_deadline(
    office: Office, thing: Thing, old: DeadlineRule, text: str, since: dt.date, today: dt.date
) -> DeadlineRule:
    """The rule with the words as they were typed. Raises BadUsage for what cannot be read, Refused for the past."""
    words = needed(text, "--deadline")
    if old.every is not None:
        return _recurring(office, thing, old, words)
    rule = _once(office, thing, words, today)
    (due,) = (found.due for found in office.times_of(rule))
    if due is not None and due < since:
        raise Refused(
            msg(
                N_(
                    "The new deadline of {id} ({due}) had gone by when the amendment came into force ({since})."
                ),
                id=thing.id,
                due=due,
                since=since,
            ),
            msg(N_("Check the year of the deadline and of the document.")),
        )
    return rule


def new_calendar_line(
    office: Office, thing: Thing, old: ReportingRule, text: str
) -> Iterator[tuple[str, object]]:
    """The keys of a line of the calendar by which it becomes the rule of the words; Raises BadUsage as `new_deadline` does.

    An amendment cannot take a key away, nor has a line all keys of a deadline: then it is typed into the file.
    """
    rule = _recurring(office, thing, old.deadline, needed(text, "--deadline"))
    names = type(old).__record_names__ & NewValues.__record_names__  # type: ignore[attr-defined]
    said = {key: value for key, value in vars(rule).items() if key not in ("assumed", "unread", "note")}
    lost = [key for key in names & said.keys() if said[key] is None and getattr(old, key) is not None]
    if lost or any(said[key] not in (*_UNSAID, "end") for key in said.keys() - names):
        raise BadUsage(
            msg(N_("{id} cannot be given the rule “{text}” in words alone."), id=thing.id, text=text),
            TYPED_AMENDMENT,
        )
    for key in sorted(names & said.keys()):
        if said[key] != getattr(old, key):
            yield key, said[key]


def deadline_of(text: str, today: dt.date) -> DeadlineRule:
    """`31/3/2023`, `quý I/2023` or `2023..2025` as a rule, with the literal text beside. Raises BadUsage."""
    with suppress(BadUsage):
        day = parse_date(text, today)
        return DeadlineRule(text=None if text == day.isoformat() else text, by=day)
    period = parse_period(text)
    literal = None if text == str(period) else text
    if period.kind == "once":
        raise BadUsage(msg(N_("“{text}” is not a period."), text=text))
    if period.kind == "span":
        return DeadlineRule(text=literal, within=period)
    return DeadlineRule(text=literal, by=period)


def _once(office: Office, thing: Thing, text: str, today: dt.date) -> DeadlineRule:
    try:
        return deadline_of(text, today)
    except BadUsage:
        rule = meaningful_deadline(text, _around(office))
        if rule is None or rule.is_standing:
            raise
    if rule.every is not None:
        raise BadUsage(
            msg(N_("{id} falls due once, and “{text}” comes again."), id=thing.id, text=text), TYPED_AMENDMENT
        )
    return rule


def _recurring(office: Office, thing: Thing, old: DeadlineRule, text: str) -> DeadlineRule:
    """The new rule; what limits the old one stays where the words say nothing of it."""
    rule = meaningful_deadline(text, _around(office))
    if rule is None:
        raise BadUsage(
            msg(N_("“{text}” cannot be read as the rule of what comes again."), text=text),
            msg(
                N_(
                    "Write for example “ngày 20 tháng cuối quý” or “trước ngày 15/12 hằng năm”; anything else is typed into the "
                    "amendment's file: ct58 schema amendment"
                )
            ),
        )
    if rule.every is None:
        raise BadUsage(
            msg(N_("{id} comes again and again: its days are a rule."), id=thing.id),
            msg(N_("Write how often, and on which day: “ngày 20 tháng cuối quý”, “hằng năm”.")),
        )
    return replace(
        rule,
        **{key: getattr(rule, key) if getattr(rule, key) is not None else getattr(old, key) for key in _KEPT},
    )


def _around(office: Office) -> LeaningOn:
    """Another item by its id alone: nobody guesses which one a phrase means."""
    ids = {fold(id_): id_ for id_ in office.items}
    return LeaningOn(item=ids.get)
