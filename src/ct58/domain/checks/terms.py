"""What the programme declares of bodies and units, and who names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ct58.domain.checks.context import Context, shown, unknown
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.units import Unit, UnitBefore
from ct58.domain.text.suggestions import enumeration
from ct58.errors import Finding, Path


def undeclared_terms(office: Office, unit: Unit) -> Iterator[tuple[Path, str, str]]:
    """Where a unit has a kind or a form of organisation, today or before, that the programme does not declare.

    With its place, its key and what stands there. Nobody can tell then which sets the unit is in, so nothing else is said of that.
    """
    declared = {
        "kind": {kind.id for kind in office.terms.kinds},
        "organisation": {known.id for known in office.terms.organisations},
    }
    times: list[tuple[Path, Unit | UnitBefore]] = [((), unit)]
    times += [(("before", place), then) for place, then in enumerate(unit.before)]
    for at, said in times:
        for key, known in declared.items():
            id_ = getattr(said, key)
            if id_ and id_ not in known:
                yield (*at, key), key, id_


def is_in_known_sets(office: Office, unit_id: str) -> bool:
    """Whether it can be told which sets a unit is in; not of a unit that is not there."""
    unit = office.units.get(unit_id)
    return unit is not None and next(undeclared_terms(office, unit), None) is None


def ids_are_declared_once(context: Context, office: Office) -> Iterator[Finding]:
    """A body, a kind, a form of organisation has an id of its own."""
    terms = office.terms
    for key, known in (
        ("bodies", terms.bodies),
        ("kinds", terms.kinds),
        ("organisations", terms.organisations),
    ):
        yield from _twins(key, [term.id for term in known])


def _twins(key: str, ids: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, id_ in enumerate(ids):
        if id_ in seen:
            params = {"id": shown(id_), "key": key}
            yield Finding(code="P381", file=PROGRAMME_FILE, at=(key, place, "id"), params=params)
        seen.add(id_)


def receivers_are_declared(context: Context, office: Office) -> Iterator[Finding]:
    """Whom an item is submitted to is a body of the programme that takes submissions."""
    bodies = {body.id: body for body in office.terms.bodies}
    allowed = enumeration(body.id for body in office.terms.receivers) or "–"
    for item in office.items.values():
        for place, id_ in enumerate(item.submit_to):
            at: Path = (*item.at, "submit_to", place)
            if id_ not in bodies:
                yield unknown("P380", item.file, at, id_, bodies, allowed=allowed)
            elif not bodies[id_].submit:
                params = {"id": id_, "body": office.terms.body(id_), "allowed": allowed}
                yield Finding(code="P382", file=item.file, at=at, params=params)


def english_names_mean_something(context: Context, office: Office) -> Iterator[Finding]:
    """What is given an English name is a body, a kind, a form of organisation or a set of the programme."""
    if ("names_en",) not in office.lines.get(PROGRAMME_FILE, {}):
        return
    terms, said = office.terms, office.terms.english
    named: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("bodies", said.bodies, [body.id for body in terms.bodies]),
        ("kinds", said.kinds, [kind.id for kind in terms.kinds]),
        ("organisations", said.organisations, [known.id for known in terms.organisations]),
        ("sets", said.sets, list(office.programme.sets)),
    )
    for key, ids, known in named:
        for id_ in (id_ for id_ in ids if id_ not in known):
            yield unknown("P392", PROGRAMME_FILE, ("names_en", key, id_), id_, known, key=key)


def names_mean_sets(context: Context, office: Office) -> Iterator[Finding]:
    """Who is given a name among the sets is one."""
    if ("set_names",) in office.lines.get(PROGRAMME_FILE, {}):
        for name in office.terms.set_names:
            if name not in office.programme.sets:
                sets = office.programme.sets
                yield unknown("P383", PROGRAMME_FILE, ("set_names", name), name, sets)
