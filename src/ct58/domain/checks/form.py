"""The report form and the measures that count on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ct58.domain.checks.context import Context, shown, unknown
from ct58.domain.records.measure import (
    COUNTED_UNITS,
    Alternative,
    Condition,
    FieldReference,
    Measure,
    RowsCondition,
)
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Figure, FigureType, Programme, SubFigure
from ct58.domain.records.reports import ENDS_ON
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record


@positional_record
class AskedCondition:
    """A condition with its place in a measure; `listed` names the list whose rows it is about, None of units."""

    at: Path
    condition: Condition
    listed: str | None


_NEEDS: Mapping[FigureType, str] = {"enum": "values", "record": "fields", "list": "fields"}


def figure_numbers_are_unique(context: Context, office: Office) -> Iterator[Finding]:
    """A printed number means one figure."""
    seen: set[int] = set()
    for index, figure in enumerate(office.programme.figures):
        if figure.number in seen:
            yield Finding(
                code="P311",
                file=PROGRAMME_FILE,
                at=("figures", index, "number"),
                params={"number": figure.number},
            )
        seen.add(figure.number)


def decisions_can_be_held(context: Context, office: Office) -> Iterator[Finding]:
    """What a figure is decided by is a record that has room for a decision, for the same units as often.

    Only what the file says is looked at: what older data means by names alone was never held against this.
    """
    is_older = office.programme.format == 1 and context.records is not None
    written = context.records.programme.figures if is_older and context.records else office.programme.figures
    for index, figure in enumerate(written):
        decision = office.figure(figure.decided_by or "")
        problem = cannot_hold(office, figure, decision) if decision is not None else None
        if problem is not None:
            params = {"figure": figure.key, "id": figure.decided_by, "problem": problem}
            yield Finding(
                code="P323", file=PROGRAMME_FILE, at=("figures", index, "decided_by"), params=params
            )


_LASTING: frozenset[FigureType] = frozenset({"boolean", "enum", "date", "text", "record"})


def what_lasts_can_last(context: Context, office: Office) -> Iterator[Finding]:
    """What lasts is said again in later periods, and is a state, not an amount; its record names an end."""
    for index, figure in enumerate(office.programme.figures):
        at: Path = ("figures", index)
        if figure.lasts and (figure.type not in _LASTING or figure.every == "once"):
            problem = msg(N_("it is an amount, a list, or given once"))
            yield _cannot_last(figure, (*at, "lasts"), problem)
        holder = office.figure(figure.valid_by or "")
        if figure.valid_by is not None and not (figure.lasts and _names_an_end(office, figure, holder)):
            problem = msg(
                N_("“valid_by” needs lasts: true and a record figure with a date “valid_to”, as often")
            )
            yield _cannot_last(figure, (*at, "valid_by"), problem)


def _cannot_last(figure: Figure, at: Path, problem: Message) -> Finding:
    return Finding(code="P331", file=PROGRAMME_FILE, at=at, params={"figure": figure.key, "problem": problem})


def _names_an_end(office: Office, figure: Figure, holder: Figure | None) -> bool:
    if holder is None or holder.type != "record" or holder.every != figure.every:
        return False
    end = fields_of(holder).get(ENDS_ON)
    return end is not None and end.type == "date" and _has_all_units(office, holder, figure)


def cannot_hold(office: Office, figure: Figure, decision: Figure) -> Message | None:
    """Why a line of the form cannot hold the decision about a figure; None where it can."""
    fields = fields_of(decision)
    if decision.type != "record" or decision.key == figure.key:
        return msg(N_("that is no record of its own"))
    if "number" not in fields:
        return msg(N_("it has no field “number”"))
    if all(field.type != "date" for field in fields.values()):
        return msg(N_("it has no field for the date"))
    if decision.every != figure.every:
        return msg(N_("it is for other periods"))
    return (
        None if _has_all_units(office, decision, figure) else msg(N_("it is not for all units of the figure"))
    )


def _has_all_units(office: Office, decision: Figure, figure: Figure) -> bool:
    """Whether every unit that a figure is about has the record of its decision; a set that is unknown has its own finding."""
    sets = office.programme.sets
    if decision.units == figure.units or not {decision.units, figure.units} <= sets.keys():
        return True
    return office.meant_ids(figure.units, dt.date.max) <= office.meant_ids(decision.units, dt.date.max)


def figures_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """An enum has words, a record and a list have fields."""
    for at, line in _lines(office.programme):
        key = _NEEDS.get(line.type)
        if key and not getattr(line, key, ()):
            params = {"type": line.type, "key": key}
            yield Finding(code="P316", file=PROGRAMME_FILE, at=(*at, "type"), params=params)


def _lines(programme: Programme) -> Iterator[tuple[Path, Figure | SubFigure]]:
    """Every figure of the form and every field of one."""
    for index, figure in enumerate(programme.figures):
        yield ("figures", index), figure
        for place, field in enumerate(figure.fields):
            yield ("figures", index, "fields", place), field


def figure_references_exist(context: Context, office: Office) -> Iterator[Finding]:
    """Figures named by other figures and by measures exist."""
    known = {figure.key: figure for figure in office.programme.figures}
    for index, figure in enumerate(office.programme.figures):
        for below, key in _figures_named_by(figure):
            if key not in known:
                yield unknown("P305", PROGRAMME_FILE, ("figures", index, *below), key, known)
    for at, measure in placed_measures(office.programme):
        for below, path, listed in _figure_paths(measure):
            if not _names_a_figure(path, listed, known):
                yield unknown("P305", PROGRAMME_FILE, (*at, *below), path, known)


def figure_uses(programme: Programme) -> Mapping[str, frozenset[str]]:
    """Key of each figure → what reads it: ids of indicators, duties and clauses, keys of other figures.

    What nothing reads is asked for nothing.
    """
    found: dict[str, set[str]] = {figure.key: set() for figure in programme.figures}
    known = {figure.key: figure for figure in programme.figures}
    for at, measure in placed_measures(programme):
        user = programme.indicators[int(at[1])].id
        for key in _keys_read(measure, known):
            found.get(key, set()).add(user)
    for duty in programme.duties:
        found.get((duty.done_when or "").partition(".")[0], set()).add(duty.id)
    for figure in programme.figures:
        found[figure.key].update(figure.clauses)
        for _, key in _figures_named_by(figure):
            found.get(key, set()).add(figure.key)
    return {key: frozenset(users) for key, users in found.items()}


def figures_read(programme: Programme) -> Iterator[tuple[Path, str]]:
    """Every figure that an indicator counts, adds or asks about, with the place where it is named."""
    known = {figure.key: figure for figure in programme.figures}
    for at, measure in placed_measures(programme):
        if measure.count is not None:
            yield (*at, "count"), measure.count
        for below, path, listed in _figure_paths(measure):
            counted = known.get(listed or "")
            if counted is None or path not in fields_of(counted):
                yield (*at, *below), path.partition(".")[0]


def _keys_read(measure: Measure, known: Mapping[str, Figure]) -> Iterator[str]:
    """The figures of a measure: what is counted, added or asked about; of rows the list, not their fields."""
    yield measure.count or ""
    for _, path, listed in _figure_paths(measure):
        counted = known.get(listed or "")
        is_field = counted is not None and path in fields_of(counted)
        yield (listed or "") if is_field else path.partition(".")[0]


def unread_figures(programme: Programme) -> tuple[Figure, ...]:
    """The figures that are still asked for, and that nothing reads; what is not asked any more has its `until`."""
    uses = figure_uses(programme)
    return tuple(figure for figure in programme.figures if not uses[figure.key] and figure.until is None)


def _figures_named_by(figure: Figure) -> Iterator[tuple[Path, str]]:
    for name in ("subset_of", "decided_by", "valid_by"):
        key = getattr(figure, name)
        if key:
            yield (name,), key
    for place, key in enumerate(figure.sum_of):
        yield ("sum_of", place), key


def _figure_paths(measure: Measure) -> Iterator[tuple[Path, str, str | None]]:
    """Place, path, and the list whose rows it is about."""
    for key in ("sum", "minus"):
        for index, path in enumerate(getattr(measure, key)):
            yield (key, index), path, None
    if measure.value is not None:
        yield ("value",), measure.value, None
    for asked in _conditions(measure):
        for path, test in asked.condition.items():
            yield (*asked.at, path), path, asked.listed
            for op, limit in test.items() if isinstance(test, Mapping) else ():
                if isinstance(limit, FieldReference):
                    yield (*asked.at, path, op, "field"), limit.field, asked.listed


def _names_a_figure(path: str, listed: str | None, known: Mapping[str, Figure]) -> bool:
    """A path is a figure, a field of a record figure, or, where rows are asked about, a field of the row."""
    return _named(path, listed, known) is not None


def _named(path: str, listed: str | None, known: Mapping[str, Figure]) -> Figure | SubFigure | None:
    """The figure or field that a path names in a condition."""
    counted = known.get(listed or "")
    if counted is not None and path in fields_of(counted):
        return fields_of(counted)[path]
    key, _, subkey = path.partition(".")
    figure = known.get(key)
    return fields_of(figure).get(subkey) if figure is not None and subkey else figure


def fields_of(figure: Figure) -> dict[str, SubFigure]:
    """The fields of a record or list figure by key."""
    return {field.key: field for field in figure.fields}


def measures_are_complete(context: Context, office: Office) -> Iterator[Finding]:
    """A measure counts, sums or takes one value, and counts only units or the rows of a list."""
    for at, measure in placed_measures(office.programme):
        if sum(map(bool, (measure.count, measure.sum, measure.value))) != 1:
            yield Finding(code="P314", file=PROGRAMME_FILE, at=at)
        figure = office.figure(measure.count or "")
        is_list = figure is not None and figure.type == "list"
        if measure.count not in (None, COUNTED_UNITS) and not is_list:
            yield Finding(
                code="P315", file=PROGRAMME_FILE, at=(*at, "count"), params={"id": shown(measure.count)}
            )


def rows_conditions_are_clear(context: Context, office: Office) -> Iterator[Finding]:
    """A condition on rows names one list figure, says once whether all or any must fit, and counts units."""
    for at, measure in placed_measures(office.programme):
        for place, asked in _rows_conditions(measure):
            figure = office.figure(asked.rows)
            if (asked.all is None) == (asked.any is None) or measure.count != COUNTED_UNITS:
                yield Finding(code="P330", file=PROGRAMME_FILE, at=(*at, *place))
            elif figure is None or figure.type != "list":
                at_name = (*at, *place, "all" if asked.all else "any")
                params = {"id": shown(asked.rows)}
                yield Finding(code="P315", file=PROGRAMME_FILE, at=at_name, params=params)


def condition_words_exist(context: Context, office: Office) -> Iterator[Finding]:
    """A condition on an enum uses its words."""
    known = {figure.key: figure for figure in office.programme.figures}
    for at, measure in placed_measures(office.programme):
        for asked in _conditions(measure):
            for path, test in asked.condition.items():
                line = _named(path, asked.listed, known)
                if line is not None and line.type == "enum" and isinstance(test, tuple):
                    yield from _unknown_words((*at, *asked.at, path), test, line)


def shares_can_fall_short(context: Context, office: Office) -> Iterator[Finding]:
    """A share of the units that gave something needs units that are known to have given nothing."""
    for at, id_, numerator in _numerators_of_shares(office.programme):
        for asked in _conditions(numerator):
            if asked.listed is None and not numerator.sum and _cannot_be_no(asked.condition, office):
                params = {"id": id_, "figure": next(iter(asked.condition)).partition(".")[0]}
                yield Finding(code="P322", file=PROGRAMME_FILE, at=(*at, *asked.at), params=params)


def _numerators_of_shares(programme: Programme) -> Iterator[tuple[Path, str, Measure]]:
    """Place, indicator and numerator of all that have a denominator, readings too."""
    for index, indicator in enumerate(programme.indicators):
        at: Path = ("indicators", index)
        if indicator.denominator is not None:
            yield (*at, "numerator"), indicator.id, indicator.numerator
        for place, reading in enumerate(indicator.readings):
            if reading.denominator is not None:
                yield (*at, "readings", place, "numerator"), indicator.id, reading.numerator


def _cannot_be_no(condition: Condition, office: Office) -> bool:
    """Whether all that is asked is that something be given whose absence says nothing."""
    return bool(condition) and all(
        test == "given" and _stays_unknown(office, path) for path, test in condition.items()
    )


def _stays_unknown(office: Office, path: str) -> bool:
    """Whether absence says nothing, even long after the due date."""
    figure = office.figure(path.partition(".")[0])
    return figure is not None and figure.if_absent == "unknown"


def _unknown_words(at: Path, words: tuple[object, ...], line: Figure | SubFigure) -> Iterator[Finding]:
    for index, word in enumerate(words):
        if word not in line.values:
            params = {
                "word": shown(word),
                "figure": line.key,
                "suggestion": suggestion(word, line.values),
                "allowed": enumeration(line.values),
            }
            yield Finding(code="P318", file=PROGRAMME_FILE, at=(*at, index), params=params)


def placed_measures(programme: Programme) -> Iterator[tuple[Path, Measure]]:
    """Every measure of every indicator, with its place."""
    for index, indicator in enumerate(programme.indicators):
        at: Path = ("indicators", index)
        yield (*at, "numerator"), indicator.numerator
        if indicator.denominator is not None:
            yield (*at, "denominator"), indicator.denominator
        for place, reading in enumerate(indicator.readings):
            yield (*at, "readings", place, "numerator"), reading.numerator
            if reading.denominator is not None:
                yield (*at, "readings", place, "denominator"), reading.denominator


def _conditions(measure: Measure) -> Iterator[AskedCondition]:
    """Every condition on figures or rows, with its place, and the list whose rows it is about."""
    listed = measure.count if measure.count != COUNTED_UNITS else None
    for at, alternative in _alternatives(measure.where, ("where",)):
        if isinstance(alternative, RowsCondition):
            for key in ("among", "where"):
                for below, condition in _alternatives(getattr(alternative, key), (*at, key)):
                    assert not isinstance(condition, RowsCondition)
                    yield AskedCondition(below, condition, alternative.rows)
        else:
            yield AskedCondition(at, alternative, listed)


def _rows_conditions(measure: Measure) -> Iterator[tuple[Path, RowsCondition]]:
    for at, alternative in _alternatives(measure.where, ("where",)):
        if isinstance(alternative, RowsCondition):
            yield at, alternative


def _alternatives(
    where: Alternative | tuple[Alternative, ...] | None, at: Path
) -> Iterator[tuple[Path, Alternative]]:
    if isinstance(where, tuple):
        yield from (((*at, index), entry) for index, entry in enumerate(where))
    elif where is not None:
        yield at, where
