"""The programme: unique ids, references that lead somewhere, deadlines that mean one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.checks.context import Context, shown, unknown
from ct58.domain.checks.files import is_item_id
from ct58.domain.checks.form import fields_of, placed_measures
from ct58.domain.checks.timing import (
    deadline_place,
    ends_early,
    is_computable,
    is_part_of_year,
    is_time,
    placed_deadlines,
    unclear_rule,
)
from ct58.domain.records.items import Item
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Programme
from ct58.domain.standing.occurrences import asked_since
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.period import is_year
from ct58.errors import Finding, Path

_FOLLOWED = ("tasks", "duties", "reporting", "indicators")


def ids_are_unique(context: Context, office: Office) -> Iterator[Finding]:
    """No id stands twice, across tasks, duties, reports and indicators, nor among clauses or figures."""
    programme = office.programme
    yield from _unique([(part.id, ("parts", i)) for i, part in enumerate(programme.parts)], context)
    yield from _unique([(clause.id, ("clauses", i)) for i, clause in enumerate(programme.clauses)], context)
    yield from _unique([(group.id, ("groups", i)) for i, group in enumerate(programme.groups)], context)
    yield from _unique(
        [(figure.key, ("figures", i)) for i, figure in enumerate(programme.figures)], context, "key"
    )
    yield from _unique(_followed(programme), context)


def _followed(programme: Programme) -> list[tuple[str, Path]]:
    """All that is followed by its id, and where it stands."""
    return [
        (entry.id, (section, index))
        for section in _FOLLOWED
        for index, entry in enumerate(getattr(programme, section))
    ]


def _unique(entries: Iterable[tuple[str, Path]], context: Context, key: str = "id") -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for id_, at in entries:
        if id_ in first:
            where = f"{PROGRAMME_FILE}:{context.lines.get(PROGRAMME_FILE, {}).get(first[id_], 1)}"
            yield Finding(
                code="P301", file=PROGRAMME_FILE, at=(*at, key), params={"id": shown(id_), "where": where}
            )
        first.setdefault(id_, at)


def ids_are_portable(context: Context, office: Office) -> Iterator[Finding]:
    """An id becomes the name of the file that holds its events."""
    for id_, at in _followed(office.programme):
        if not is_item_id(id_):
            yield Finding(code="Y017", file=PROGRAMME_FILE, at=(*at, "id"), params={"name": shown(id_)})


def groups_exist(context: Context, office: Office) -> Iterator[Finding]:
    """A task of the appendix stands in one of its groups, where it has any."""
    known = [group.id for group in office.programme.groups]
    for index, task in enumerate(office.programme.tasks):
        if known and task.group not in known:
            yield unknown("P321", PROGRAMME_FILE, ("tasks", index, "group"), task.group, known)


def clause_references_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Every link to a clause or a part leads somewhere."""
    programme = office.programme
    known = {clause.id for clause in programme.clauses} | {part.id for part in programme.parts}
    for at, id_ in _clause_links(programme):
        if id_ not in known:
            yield unknown("P302", PROGRAMME_FILE, at, id_, known)
    for item in _ad_hoc(office):
        for index, id_ in enumerate(item.clauses):
            if id_ not in known:
                yield unknown("P302", item.file, ("clauses", index), id_, known)


def _clause_links(programme: Programme) -> Iterator[tuple[Path, str]]:
    for index, clause in enumerate(programme.clauses):
        yield ("clauses", index, "part"), clause.part
    for index, indicator in enumerate(programme.indicators):
        yield ("indicators", index, "clause"), indicator.clause
    for index, group in enumerate(programme.groups):
        for place, id_ in enumerate(group.parts):
            yield ("groups", index, "parts", place), id_
    for section in ("tasks", "duties", "figures", "open_questions"):
        for index, entry in enumerate(getattr(programme, section)):
            for place, id_ in enumerate(entry.clauses):
                yield (section, index, "clauses", place), id_


def leads_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Who leads or takes part is in the register."""
    for item in office.items.values():
        for key, ids in (("lead", item.lead), ("with_", item.with_)):
            for index, id_ in enumerate(ids):
                if id_ not in context.unit_ids:
                    yield unknown("P303", item.file, (*item.at, key, index), id_, context.unit_ids)


def leads_are_open(context: Context, office: Office) -> Iterator[Finding]:
    """A joint item of a lead that ended before its deadline stays, and somebody must take it over.

    Nobody leads anything after the end of the committee's own work.
    """
    end = office.closed_on or dt.date.max
    for item in office.items.values():
        asked = (o.due for o in context.occurrences[item.id] if o.due and not _is_ended(item, o.due))
        last_due = max(asked, default=None)
        for index, id_ in enumerate(item.lead):
            unit = office.units.get(id_)
            if unit and unit.valid_to and last_due and unit.valid_to < min(last_due, end):
                params = {"unit": unit.name, "valid_to": unit.valid_to, "id": item.id}
                yield Finding(code="P310", file=item.file, at=(*item.at, "lead", index), params=params)


def _is_ended(item: Item, due: dt.date) -> bool:
    """Whether an amendment had ended an item by the day."""
    return item.ended_on is not None and due >= item.ended_on


def sets_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Every set that is named is defined."""
    programme = office.programme
    links = [
        (item.file, (*item.at, _set_key(item)), item.owners)
        for item in office.items.values()
        if isinstance(item.owners, str)
    ]
    links += [
        (PROGRAMME_FILE, ("figures", i, "units"), figure.units) for i, figure in enumerate(programme.figures)
    ]
    links += [
        (PROGRAMME_FILE, (*at, "of"), measure.of)
        for at, measure in placed_measures(programme)
        if isinstance(measure.of, str)
    ]
    for file, at, name in links:
        if name not in programme.sets:
            yield unknown("P304", file, at, name, programme.sets)


def _set_key(item: Item) -> str:
    return "units" if item.kind == "report" else "owners"


def set_rules_mean_units(context: Context, office: Office) -> Iterator[Finding]:
    """A set names units of the register, and kinds that units can have: else it would be empty, silently."""
    terms = office.terms
    words = {
        "kinds": tuple(kind.id for kind in terms.kinds),
        "organisation": tuple(known.id for known in terms.organisations),
    }
    own = ((item.file, (*item.at, "owners"), item.owners) for item in _ad_hoc(office))
    placed = [(file, at, rule) for file, at, rule in own if isinstance(rule, SetRule)]
    placed += [(PROGRAMME_FILE, at, rule) for at, rule in _set_rules(office.programme)]
    for file, at, rule in placed:
        for index, id_ in enumerate(rule.ids):
            if id_ not in context.unit_ids:
                yield unknown("P303", file, (*at, "ids", index), id_, context.unit_ids)
        for key, allowed in words.items():
            for index, word in enumerate(getattr(rule, key)):
                if word not in allowed:
                    yield _word_not_allowed(file, (*at, key, index), word, allowed)


def _word_not_allowed(file: str, at: Path, word: str, allowed: tuple[str, ...]) -> Finding:
    params = {"text": shown(word), "suggestion": suggestion(word, allowed), "allowed": enumeration(allowed)}
    return Finding(code="K004", file=file, at=at, params=params)


def deadlines_are_read(context: Context, office: Office) -> Iterator[Finding]:
    """A deadline that a table left open waits for a person."""
    for item in office.items.values():
        if item.deadline.unread:
            params = {"id": item.id, "text": shown(item.deadline.text or "–")}
            yield Finding(code="P384", file=item.file, at=(*item.at, "deadline", "unread"), params=params)


def lead_or_owners(context: Context, office: Office) -> Iterator[Finding]:
    """Joint or owed by each: one of the two. An ad hoc head without either is E218."""
    for item in office.items.values():
        if item.lead and item.owners:
            yield Finding(code="P309", file=item.file, at=(*item.at, "owners"), at_key=True)
        elif not item.lead and not item.owners and item.kind != "ad_hoc":
            yield Finding(code="P309", file=item.file, at=item.at)


def horizon_is_a_time(context: Context, office: Office) -> Iterator[Finding]:
    """The programme's years are years, and it ends after it begins."""
    horizon = office.programme.head.horizon
    for key, year in (("from_", horizon.from_), ("to", horizon.to)):
        if not is_year(year):
            yield Finding(
                code="P320", file=PROGRAMME_FILE, at=("programme", "horizon", key), params={"year": year}
            )
    if horizon.from_ > horizon.to:
        params = {"first": horizon.from_, "last": horizon.to}
        yield Finding(code="P313", file=PROGRAMME_FILE, at=("programme", "horizon"), params=params)


def deadlines_are_clear(context: Context, office: Office) -> Iterator[Finding]:
    """A deadline has one rule, and its parts go together."""
    for file, at, rule in placed_deadlines(office):
        problem = unclear_rule(rule)
        if problem is not None:
            yield Finding(code="P306", file=file, at=at, params={"problem": problem})
        if rule.in_ is not None and not is_part_of_year(rule.in_):
            yield Finding(code="P312", file=file, at=(*at, "in_"), params={"text": shown(rule.in_)})
        if ends_early(rule):
            params = {"first": rule.from_, "last": rule.until}
            yield Finding(code="P313", file=file, at=(*at, "from_"), params=params)


def questions_name_items(context: Context, office: Office) -> Iterator[Finding]:
    """What an open question is about is followed."""
    for index, question in enumerate(office.programme.open_questions):
        for place, id_ in enumerate(question.items):
            if id_ not in context.item_ids:
                at = ("open_questions", index, "items", place)
                yield unknown("P327", PROGRAMME_FILE, at, id_, context.item_ids)


def _answered(context: Context, office: Office) -> frozenset[str]:
    """The items of which it is recorded that they were done, or decided how their deadline is to be read."""
    done = (
        item.id
        for placed, item in context.known_events()
        if placed.event.rule.is_end_of_work or placed.event.rule.means == "gives"
    )
    asked = (id_ for entry in office.programme.open_questions if entry.decision for id_ in entry.items)
    return frozenset([*done, *asked])


def deadlines_fall_in_time(context: Context, office: Office) -> Iterator[Finding]:
    """A warning where an item was due before the programme's own date and nobody says why, or is never due."""
    answered = _answered(context, office)
    for item in office.items.values():
        if item.deadline.is_standing or item.deadline.after or not is_computable(office, item):
            continue
        due = [occurrence.due for occurrence in context.occurrences[item.id] if occurrence.due]
        at, issued_on = deadline_place(item), asked_since(office, item)
        if not due:
            yield Finding(code="P308", file=item.file, at=at, params={"horizon": office.horizon})
        elif min(due) < issued_on and item.id not in answered:
            params = {"due": min(due), "issued_on": issued_on, "id": item.id}
            yield Finding(code="P307", file=item.file, at=at, params=params)


def exceptions_name_occurrences(context: Context, office: Office) -> Iterator[Finding]:
    """A day of its own belongs to an occurrence that there is; with `end`, to a time in which there is one."""
    for item in office.items.values():
        periods = [occurrence.period for occurrence in context.occurrences[item.id]]
        for time, said in item.deadline.exceptions.items() if is_computable(office, item) else ():
            is_long = said == "end" and time.kind != "once" and any(map(time.covers, periods))
            if time not in periods and not is_long:
                key = time.year if time.kind == "year" else str(time)
                at = (*deadline_place(item), "exceptions", key)
                yield Finding(
                    code="P325", file=item.file, at=at, at_key=True, params={"period": time, "id": item.id}
                )


def inner_days_are_of_products(context: Context, office: Office) -> Iterator[Finding]:
    """An inner day is of one of the documents that the task has."""
    for index, task in enumerate(office.programme.tasks):
        for place, product in enumerate(task.products):
            if product.name not in task.forms:
                at = ("tasks", index, "products", place, "name")
                yield unknown("P326", PROGRAMME_FILE, at, product.name, task.forms)


def done_when_is_given(context: Context, office: Office) -> Iterator[Finding]:
    """A duty that is done when a figure is given names a figure of the form, and has owners."""
    for item in office.items.values():
        if item.done_when is None:
            continue
        key, _, subkey = item.done_when.partition(".")
        figure = office.figure(key)
        has_field = figure is not None and (not subkey or subkey in fields_of(figure))
        if not has_field or item.owners is None:
            params = {"path": shown(item.done_when)}
            yield Finding(code="P317", file=item.file, at=(*item.at, "done_when"), params=params)


def series_lie_inside(context: Context, office: Office) -> Iterator[Finding]:
    """The years of a target's series are years of the programme."""
    horizon = office.programme.head.horizon
    if not is_time(horizon):
        return
    params = {"first": horizon.from_, "last": horizon.to}
    for index, indicator in enumerate(office.programme.indicators):
        for key in ("value", "about") if indicator.target else ():
            value = getattr(indicator.target, key)
            for year in value if isinstance(value, Mapping) else ():
                if not horizon.from_ <= year <= horizon.to:
                    at = ("indicators", index, "target", key, year)
                    yield Finding(code="P319", file=PROGRAMME_FILE, at=at, params=params)


def _ad_hoc(office: Office) -> Iterator[Item]:
    return (item for item in office.items.values() if item.kind == "ad_hoc")


def _set_rules(programme: Programme) -> Iterator[tuple[Path, SetRule]]:
    """Every rule of every set, named or written at its measure."""
    for name, definition in programme.sets.items():
        if isinstance(definition, SetRule):
            yield ("sets", name), definition
        else:
            yield from ((("sets", name, index), rule) for index, rule in enumerate(definition))
    for at, measure in placed_measures(programme):
        if isinstance(measure.of, SetRule):
            yield (*at, "of"), measure.of
