"""The programme: unique ids, references that lead somewhere, deadlines that mean one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ct58.domain.checks.context import Context, unknown
from ct58.domain.deadline_rule import DeadlineRule
from ct58.domain.deadlines import Occurrence, day_of_year, occurrences, quarter_of_year
from ct58.domain.items import Item
from ct58.domain.measure import Condition, Measure
from ct58.domain.office import Office
from ct58.domain.programme import Figure, Programme
from ct58.domain.suggestions import enumeration, suggestion
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

FILE = "programme.yaml"


def ids_are_unique(context: Context, office: Office) -> Iterator[Finding]:
    """No id stands twice, across tasks, duties, reports and indicators, nor among clauses or figures."""
    programme = office.programme
    yield from _unique([(part.id, ("parts", i)) for i, part in enumerate(programme.parts)], context)
    yield from _unique([(clause.id, ("clauses", i)) for i, clause in enumerate(programme.clauses)], context)
    yield from _unique(
        [(figure.key, ("figures", i)) for i, figure in enumerate(programme.figures)], context, "key"
    )
    followed: list[tuple[str, Path]] = []
    for section in ("tasks", "duties", "reporting", "indicators"):
        followed += [(entry.id, (section, i)) for i, entry in enumerate(getattr(programme, section))]
    yield from _unique(followed, context)


def _unique(entries: Iterable[tuple[str, Path]], context: Context, key: str = "id") -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for id_, at in entries:
        if id_ in first:
            where = f"{FILE}:{context.lines.get(FILE, {}).get(first[id_], 1)}"
            yield Finding(code="P301", file=FILE, at=(*at, key), params={"id": id_, "where": where})
        first.setdefault(id_, at)


def clause_references_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Every link to a clause or a part leads somewhere."""
    programme = office.programme
    known = {clause.id for clause in programme.clauses} | {part.id for part in programme.parts}
    for at, id_ in _clause_links(programme):
        if id_ not in known:
            yield unknown("P302", FILE, at, id_, known)
    for item in _ad_hoc(office):
        for index, id_ in enumerate(item.clauses):
            if id_ not in known:
                yield unknown("P302", item.file, ("clauses", index), id_, known)


def _clause_links(programme: Programme) -> Iterator[tuple[Path, str]]:
    for index, clause in enumerate(programme.clauses):
        yield ("clauses", index, "part"), clause.part
    for index, indicator in enumerate(programme.indicators):
        yield ("indicators", index, "clause"), indicator.clause
    for section in ("tasks", "duties", "open_questions"):
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
    """A joint item of a lead that ended before its deadline stays, and somebody must take it over."""
    for item in office.items.values():
        last_due = max((o.due for o in _occurrences(office, item) if o.due), default=None)
        for index, id_ in enumerate(item.lead):
            unit = office.units.get(id_)
            if unit and unit.valid_to and last_due and unit.valid_to < last_due:
                params = {"unit": unit.name, "valid_to": unit.valid_to}
                yield Finding(code="P310", file=item.file, at=(*item.at, "lead", index), params=params)


def sets_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Every set that is named is defined."""
    programme = office.programme
    links = [(item.file, (*item.at, _set_key(item)), item.owners) for item in office.items.values()]
    links += [(FILE, ("figures", i, "units"), figure.units) for i, figure in enumerate(programme.figures)]
    links += [
        (FILE, (*at, "of"), measure.of) for at, measure in _measures(programme) if isinstance(measure.of, str)
    ]
    for file, at, name in links:
        if name is not None and name not in programme.sets:
            yield unknown("P304", file, at, name, programme.sets)


def _set_key(item: Item) -> str:
    return "units" if item.kind == "report" else "owners"


def lead_or_owners(context: Context, office: Office) -> Iterator[Finding]:
    """Joint or owed by each: one of the two. An ad hoc head without either is E218."""
    for item in office.items.values():
        if bool(item.lead) == bool(item.owners) and not (item.kind == "ad_hoc" and not item.lead):
            yield Finding(code="P309", file=item.file, at=item.at)


def horizon_is_a_time(context: Context, office: Office) -> Iterator[Finding]:
    """The programme ends after it begins."""
    horizon = office.programme.head.horizon
    if horizon.from_ > horizon.to:
        params = {"first": horizon.from_, "last": horizon.to}
        yield Finding(code="P313", file=FILE, at=("programme", "horizon"), params=params)


def deadlines_are_clear(context: Context, office: Office) -> Iterator[Finding]:
    """A deadline has one rule, and its parts go together."""
    for file, at, rule in _deadlines(office):
        problem = _contradiction(rule)
        if problem is not None:
            yield Finding(code="P306", file=file, at=at, params={"problem": problem})
        if rule.in_ is not None and not _is_part_of_year(rule.in_):
            yield Finding(code="P312", file=file, at=(*at, "in_"), params={"text": rule.in_})
        if rule.from_ and rule.until and rule.from_.first_day > rule.until.last_day:
            params = {"first": rule.from_, "last": rule.until}
            yield Finding(code="P313", file=file, at=(*at, "from_"), params=params)


def _contradiction(rule: DeadlineRule) -> Message | None:
    kinds = [name for name in ("by", "before", "every", "within") if getattr(rule, name) is not None]
    if len(kinds) > 1:
        return msg(N_("{kinds} stand together"), kinds=enumeration(kinds))
    recurring = [name for name in ("in_", "from_", "until") if getattr(rule, name) is not None]
    if recurring and rule.every is None:
        return msg(N_("“{key}” without “every”"), key=recurring[0].rstrip("_"))
    if rule.in_ is not None and rule.every != "year":
        return msg(N_("“in” goes only with “every: year”"))
    return None


def _is_part_of_year(text: str) -> bool:
    try:
        return day_of_year(text, 2024) is not None or quarter_of_year(text, 2024) is not None
    except ValueError:
        return False


def deadlines_fall_in_time(context: Context, office: Office) -> Iterator[Finding]:
    """A warning where an item was due before the programme's own date, or is never due."""
    issued_on = office.programme.head.issued_on
    for item in office.items.values():
        due = [occurrence.due for occurrence in _occurrences(office, item) if occurrence.due]
        at = (*item.at, "deadline") if item.kind != "report" else item.at
        if not due and not item.deadline.is_standing:
            yield Finding(code="P308", file=item.file, at=at, params={"horizon": office.horizon})
        elif due and min(due) < issued_on:
            params = {"due": min(due), "issued_on": issued_on, "id": item.id}
            yield Finding(code="P307", file=item.file, at=at, params=params)


def _occurrences(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """The occurrences of an item; none while its rule cannot be computed (P306, P312, P313 say why)."""
    horizon = office.programme.head.horizon
    if horizon.from_ > horizon.to or (item.deadline.in_ and not _is_part_of_year(item.deadline.in_)):
        return ()
    return occurrences(item.deadline, office.programme.head.issued_on, office.horizon)


def figure_numbers_are_unique(context: Context, office: Office) -> Iterator[Finding]:
    """A printed number means one figure."""
    seen: set[int] = set()
    for index, figure in enumerate(office.programme.figures):
        if figure.number in seen:
            yield Finding(
                code="P311", file=FILE, at=("figures", index, "number"), params={"number": figure.number}
            )
        seen.add(figure.number)


def figures_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """An enum has words, a record and a list have fields."""
    needs = {"enum": "values", "record": "fields", "list": "fields"}
    for index, figure in enumerate(office.programme.figures):
        key = needs.get(figure.type)
        if key and not getattr(figure, key):
            params = {"type": figure.type, "key": key}
            yield Finding(code="P316", file=FILE, at=("figures", index), params=params)


def figure_references_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Figures named by other figures and by measures exist."""
    known = {figure.key: figure for figure in office.programme.figures}
    for index, figure in enumerate(office.programme.figures):
        if figure.subset_of and figure.subset_of not in known:
            yield unknown("P305", FILE, ("figures", index, "subset_of"), figure.subset_of, known)
        for place, key in enumerate(figure.sum_of):
            if key not in known:
                yield unknown("P305", FILE, ("figures", index, "sum_of", place), key, known)
    for at, measure in _measures(office.programme):
        for below, path in _figure_paths(measure):
            if not _names_a_figure(path, measure, known):
                yield unknown("P305", FILE, (*at, *below), path, known)


def _figure_paths(measure: Measure) -> Iterator[tuple[Path, str]]:
    for key in ("sum", "minus"):
        for index, path in enumerate(getattr(measure, key)):
            yield (key, index), path
    for place, condition in _conditions(measure):
        for path in condition:
            yield (*place, path), path


def _names_a_figure(path: str, measure: Measure, known: dict[str, Figure]) -> bool:
    """A path is a figure, a field of a record figure, or, when rows are counted, a field of the row."""
    counted = known.get(measure.count or "")
    if counted is not None and path in {field.key for field in counted.fields}:
        return True
    key, _, subkey = path.partition(".")
    figure = known.get(key)
    return figure is not None and (not subkey or subkey in {field.key for field in figure.fields})


def measures_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """A measure counts or sums, and counts only units or the rows of a list."""
    for at, measure in _measures(office.programme):
        if bool(measure.count) == bool(measure.sum):
            yield Finding(code="P314", file=FILE, at=at)
        figure = office.figure(measure.count or "")
        is_list = figure is not None and figure.type == "list"
        if measure.count not in (None, "units") and not is_list:
            yield Finding(code="P315", file=FILE, at=(*at, "count"), params={"id": measure.count})


def condition_words_exist(context: Context, office: Office) -> Iterator[Finding]:
    """A condition on an enum uses its words."""
    for at, measure in _measures(office.programme):
        for place, condition in _conditions(measure):
            for key, test in condition.items():
                figure = office.figure(key)
                if figure is None or figure.type != "enum" or not isinstance(test, tuple):
                    continue
                for index, word in enumerate(test):
                    if word not in figure.values:
                        yield _unknown_word((*at, *place, key, index), word, figure)


def _unknown_word(at: Path, word: object, figure: Figure) -> Finding:
    params = {
        "word": word,
        "figure": figure.key,
        "suggestion": suggestion(word, figure.values),
        "allowed": enumeration(figure.values),
    }
    return Finding(code="P318", file=FILE, at=at, params=params)


def done_when_is_given(context: Context, office: Office) -> Iterator[Finding]:
    """A duty that is done when a figure is given names a figure of the form, and has owners."""
    for item in office.items.values():
        if item.done_when is None:
            continue
        key, _, subkey = item.done_when.partition(".")
        figure = office.figure(key)
        has_field = figure is not None and (not subkey or subkey in {field.key for field in figure.fields})
        if not has_field or item.owners is None:
            params = {"path": item.done_when}
            yield Finding(code="P317", file=item.file, at=(*item.at, "done_when"), params=params)


def series_lie_inside(context: Context, office: Office) -> Iterator[Finding]:
    """The years of a target's series are years of the programme."""
    horizon = office.programme.head.horizon
    params = {"first": horizon.from_, "last": horizon.to}
    for index, indicator in enumerate(office.programme.indicators):
        value = indicator.target.value if indicator.target else None
        for year in value if isinstance(value, dict) else ():
            if not horizon.from_ <= year <= horizon.to:
                at = ("indicators", index, "target", "value", year)
                yield Finding(code="P319", file=FILE, at=at, params=params)


def _ad_hoc(office: Office) -> Iterator[Item]:
    return (item for item in office.items.values() if item.kind == "ad_hoc")


def _deadlines(office: Office) -> Iterator[tuple[str, Path, DeadlineRule]]:
    for item in office.items.values():
        at = (*item.at, "deadline") if item.kind != "report" else item.at
        yield item.file, at, item.deadline
    for index, indicator in enumerate(office.programme.indicators):
        yield FILE, ("indicators", index, "deadline"), indicator.deadline


def _measures(programme: Programme) -> Iterator[tuple[Path, Measure]]:
    for index, indicator in enumerate(programme.indicators):
        at: Path = ("indicators", index)
        yield (*at, "numerator"), indicator.numerator
        if indicator.denominator is not None:
            yield (*at, "denominator"), indicator.denominator
        for place, reading in enumerate(indicator.readings):
            yield (*at, "readings", place, "numerator"), reading.numerator
            if reading.denominator is not None:
                yield (*at, "readings", place, "denominator"), reading.denominator


def _conditions(measure: Measure) -> Iterator[tuple[Path, Condition]]:
    if isinstance(measure.where, tuple):
        for index, condition in enumerate(measure.where):
            yield ("where", index), condition
    elif measure.where is not None:
        yield ("where",), measure.where
