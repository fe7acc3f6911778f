"""Bringing data to the newest format: small steps, each from the office as it reads to an edit of its files.

A step writes down what the older format left unsaid, so that the data says the same as before; it changes
nothing that somebody has written. Whoever gives the data a new form adds a step.

Apart from that, the same programme may come with days that an office has left open so far. They are offered; the office
takes them from a day on, and what fell due before keeps its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal

from ct58.domain.checks.form import cannot_hold
from ct58.domain.planning.edits import MISSING, Edit, Operation, Plain, RemoveValue, SetValue, record_as_tree
from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import NEWEST_FORMAT, Amendment, Figure, ProductDay, Programme
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.time.deadlines import DeadlineRule, Occurrence
from ct58.domain.time.period import CalendarKind, Period
from ct58.errors import Path
from ct58.i18n import N_
from ct58.records import positional_record, record


@positional_record
class Upgrade:
    """One step to a format: what it does, in a sentence to be translated, and its edit."""

    to: int
    says: str
    plan: Callable[[Office], Edit]


def declare_decisions(office: Office) -> Edit:
    """Say of each figure what it is decided by, where so far its name did."""
    return tuple(
        SetValue(
            file=PROGRAMME_FILE,
            at=("figures", index, "decided_by"),
            value=figure.decided_by,
            expected=MISSING,
        )
        for index, figure in enumerate(office.history.first.figures)
        if _has_a_decision(office, figure) and _is_silent(office, ("figures", index, "decided_by"))
    )


def _has_a_decision(office: Office, figure: Figure) -> bool:
    """Whether what decides by its name can be a decision at all."""
    decision = office.figure(figure.decided_by or "")
    return decision is not None and cannot_hold(office, figure, decision) is None


def declare_blank_cells(office: Office) -> Edit:
    """Say of each field of a list that a blank cell means that there is nothing, as it has meant so far.

    Where it stands already it stays: lines are not known so deep, so the edit itself finds that out.
    """
    return tuple(
        SetValue(
            file=PROGRAMME_FILE,
            at=("figures", index, "fields", place, "if_absent"),
            value="no",
            expected=MISSING,
        )
        for index, figure in enumerate(office.history.first.figures)
        if figure.type == "list"
        for place in range(len(figure.fields))
    )


def renew_amendments(office: Office) -> Edit:
    """Say of each amendment under its own names from which day on it is in force, and what it is about."""
    return with_new_amendments(office.history.first)


def with_new_amendments(programme: Programme) -> Edit:
    """Write amendments of the first form in the newest one: the day under its name, and no values for the ids named.

    A day that is the document's own needs no key.
    """
    return tuple(
        operation
        for index, amendment in enumerate(programme.amendments)
        for operation in _renewed(("amendments", index), amendment)
    )


def _renewed(at: Path, amendment: Amendment) -> Iterator[Operation]:
    ids, on = amendment.changes, amendment.on
    if on is not None:
        if amendment.effective_from is None and on != amendment.document.date:
            yield SetValue(
                file=PROGRAMME_FILE, at=(*at, "effective_from"), value=on, expected=amendment.effective_from
            )
        yield RemoveValue(file=PROGRAMME_FILE, at=(*at, "on"), expected=on)
    if isinstance(ids, tuple):
        value: Plain = {id_: {} for id_ in ids}
        yield SetValue(file=PROGRAMME_FILE, at=(*at, "changes"), value=value, expected=ids)


TERMS_KEYS = ("bodies", "kinds", "organisations", "set_names", "flag_names", "names_en")


def declare_terms(office: Office) -> Edit:
    """Write down what bodies, kinds and forms of organisation are called, where so far it was meant without being said."""
    tree = record_as_tree(office.history.first)
    return tuple(
        SetValue(file=PROGRAMME_FILE, at=(key,), value=tree[key], expected=MISSING)
        for key in TERMS_KEYS
        if key in tree and _is_silent(office, (key,))
    )


def _is_silent(office: Office, at: Path) -> bool:
    """Whether programme.yaml has no such key; only what is written has a line."""
    return at not in office.lines.get(PROGRAMME_FILE, {})


UPGRADES: tuple[Upgrade, ...] = (
    Upgrade(
        2,
        N_("What a figure is decided by is declared there (decided_by); so far its name said so."),
        declare_decisions,
    ),
    Upgrade(
        2,
        N_(
            "A blank cell of a list's row is declared to mean that there is nothing (if_absent: no), as so far."
        ),
        declare_blank_cells,
    ),
    Upgrade(
        2,
        N_(
            "Amendments name from which day on they are in force (effective_from), and what they change by id (changes)."
        ),
        renew_amendments,
    ),
    Upgrade(
        2,
        N_("What bodies, kinds of units and forms of organisation are called is declared (bodies, kinds …)."),
        declare_terms,
    ),
)
"""All steps, in the order in which they are taken."""


def steps_ahead(office: Office) -> tuple[Upgrade, ...]:
    """The steps that have something to do."""
    return tuple(step for step in UPGRADES if step.to > office.programme.format and step.plan(office))


def plan_upgrade(office: Office) -> Edit:
    """The number of the newest format, and what every step writes; nothing where the data has it already."""
    if office.programme.format == NEWEST_FORMAT:
        return ()
    edits = (step.plan(office) for step in UPGRADES if step.to > office.programme.format)
    return (_number(office), *chain.from_iterable(edits))


def _number(office: Office) -> SetValue:
    expected = MISSING if _is_silent(office, ("format",)) else office.programme.format
    return SetValue(file=PROGRAMME_FILE, at=("format",), value=NEWEST_FORMAT, expected=expected)


# ------------------------------------------------------------------- offered days


@record
class Offer:
    """What the programme that ct58 brings says of the days of an item, where the office has left them open."""

    item: Item
    rule: DeadlineRule
    products: tuple[ProductDay, ...]


def offers(office: Office, brought: Programme, since: dt.date = dt.date.min) -> tuple[Offer, ...]:
    """What there is to take from a day on, in the programme's order; nothing for another programme."""
    own, other = office.programme.head, brought.head
    if (own.number, own.issued_on) != (other.number, other.issued_on):
        return ()
    known = {item.id: item for item in programme_items(office.history.first)}
    found = (
        _offer(office, known[item.id], item, since) for item in programme_items(brought) if item.id in known
    )
    return tuple(offer for offer in found if offer is not None)


def _offer(office: Office, own: Item, brought: Item, since: dt.date) -> Offer | None:
    """Days only for what the text leaves open in both, and the office at the end of its time."""
    rule = own.deadline
    if own.deadline.assumed and (rule.every, rule.text) == (brought.deadline.every, brought.deadline.text):
        is_open = own.kind != "report" and _has_no_day(rule, office) and brought.deadline.assumed
        rule = _since(office, own, brought.deadline, since) if is_open else rule
        rule = replace(rule, lapses_after=rule.lapses_after or brought.deadline.lapses_after)
    products = own.products
    if not products and own.forms == brought.forms:
        products = tuple(product for product in brought.products if product.due >= since)
    if (rule, products) == (own.deadline, own.products):
        return None
    return Offer(item=own, rule=rule, products=products)


def _has_no_day(rule: DeadlineRule, office: Office) -> bool:
    """Whether nobody has set a day: it falls due at the end of each period, or of the programme's time."""
    if rule.every is None:
        return rule.within == office.horizon
    return rule.at == "end" and not (rule.in_ or rule.on or rule.due_after or rule.exceptions)


def _since(office: Office, item: Item, brought: DeadlineRule, since: dt.date) -> DeadlineRule:
    """The rule with the days that are brought, as far as they lie on or after a day."""
    rule, times = item.deadline, item_occurrences(office, item)
    if rule.every is None:
        new = replace(rule, by=brought.by, within=brought.within)
        return new if _dues(office, new)["once"] >= since else rule
    if not times:
        return rule
    new = replace(
        rule,
        in_=brought.in_,
        at=brought.at,
        due_after=brought.due_after,
        from_=rule.from_ or times[0].period,
        exceptions=brought.exceptions,
    )
    dues, usual = _dues(office, new), _dues(office, replace(new, exceptions={}))
    wanted = {time: dues[time.key] if dues[time.key] >= since else time.due for time in times}
    if all(day == time.due for time, day in wanted.items()):
        return rule
    unusual = [time for time in times if wanted[time] != usual[time.key]]
    kept = [time.period for time in unusual if wanted[time] == time.period.last_day]
    others = {time.period: day for time in unusual if (day := wanted[time]) and time.period not in kept}
    return replace(new, exceptions={**_joined(kept, times), **others})


def _dues(office: Office, rule: DeadlineRule) -> dict[str, dt.date]:
    found = office.times_of(rule)
    return {time.key: time.due for time in found if time.due is not None}


_LONGER: tuple[CalendarKind, ...] = ("year", "quarter", "month", "week")


def _joined(kept: Sequence[Period], times: Sequence[Occurrence]) -> dict[Period, Literal["end"]]:
    """Periods that keep their end, in as few words: years that follow each other, whole years, quarters, months."""
    found: list[Period] = []
    for kind in _LONGER:
        for period in kept:
            whole = Period.containing(period.first_day, kind)
            inside = [time.period for time in times if whole.covers(time.period)]
            if inside and set(inside) <= set(kept) and not any(time.covers(period) for time in found):
                found.append(whole)
    years = [period.year for period in found if period.kind == "year"]
    is_row = len(years) > 1 and years == list(range(years[0], years[-1] + 1))
    row = [Period.span(years[0], years[-1])] if is_row else []
    return dict.fromkeys(
        [*row, *(period for period in found if not (is_row and period.kind == "year"))], "end"
    )


def plan_offers(taken: Sequence[Offer]) -> Edit:
    """What is taken, written into programme.yaml; what the office says beside stays."""
    return tuple(operation for offer in taken for operation in _writing(offer))


def _writing(offer: Offer) -> Iterator[Operation]:
    item = offer.item
    place = item.at if item.kind == "report" else (*item.at, "deadline")
    old, new = record_as_tree(item.deadline), record_as_tree(offer.rule)
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key, MISSING), new.get(key, MISSING)
        if after is MISSING and before is not MISSING:
            yield RemoveValue(file=item.file, at=(*place, key), expected=before)
        elif after is not MISSING and before != after:
            yield SetValue(file=item.file, at=(*place, key), value=after, expected=before)
    if offer.products != item.products:
        value = tuple(map(record_as_tree, offer.products))
        yield SetValue(file=item.file, at=(*item.at, "products"), value=value, expected=MISSING)
