"""View of what an office hands up: its indicators folded, where its work and its reports stand, what it asks for, what it signed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from ct58 import __version__
from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.evaluation import evaluate, yardstick_for
from ct58.domain.indicators.needs import default_period
from ct58.domain.indicators.numbers import COUNT
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.verdicts import cannot_fall
from ct58.domain.indicators.windows import Window, looked_back_to, windows
from ct58.domain.records.measure import Indicator, Target
from ct58.domain.records.narrative import text_for
from ct58.domain.records.office import Office
from ct58.domain.rollup.folding import Folding
from ct58.domain.rollup.package import (
    CONTRIBUTIONS,
    BaseRule,
    Cell,
    ContributionPackage,
    Definition,
    Manifest,
    SourcePackage,
    TableRows,
)
from ct58.domain.rollup.parts import OWN_READING, sum_of_parts
from ct58.domain.standing.batches import Batch, batches
from ct58.domain.text.vietnamese import fold, nfc
from ct58.domain.time.period import Period
from ct58.patterns import pattern
from ct58.records import record
from ct58.views.counts import count
from ct58.views.due import Entry, Filter, LookedAt, looked_at
from ct58.views.reported import as_issued, is_other_now, issued_window, issues_on
from ct58.views.reports import calendar_lines

_NO_LETTERS = pattern("[^a-z0-9]+")
_UPWARD = Requirement(Target(op=">=", value=1, unit="count"), 1, COUNT)
"""Any target that is to be reached, to ask whether what has reached one stays there."""


@record
class ContributionOrder:
    """What was asked for: of which office, as of which day and state of the data, and of which time (None: the year's).

    `with_units`: also a row a unit.
    """

    office: str | None
    as_of: dt.date
    period: Period | None = None
    revision: str | None = None
    is_clean: bool | None = None
    with_units: bool = False


Evaluated = Callable[[str, Window], Result]


def contribution_view(office: Office, order: ContributionOrder) -> ContributionPackage:
    """What an office contributes on a day."""
    answers = Answers(office, order.as_of)
    period = order.period or contributed_period(office, order.as_of)

    @cache
    def evaluated(indicator: str, window: Window) -> Result:
        return evaluate(answers, by_id[indicator], window)

    by_id = {entry.id: entry for entry in office.programme.indicators}
    folding = Folding(answers)
    results = [
        evaluated(indicator.id, window)
        for indicator in by_id.values()
        for window in contributed_windows(office, indicator, period, order.as_of)
    ]
    parts = sum_of_parts(part for result in results for part in folding.parts(result))
    id_ = order.office or office_id(office)
    moved = tuple(_moved(office, order.as_of, period, evaluated))
    looked = tuple(_looked(office, order.as_of))
    tables = {
        "tasks": tuple(_task_rows(looked)),
        "reports": tuple(_report_rows(office, period, order.as_of)),
        "overdue": tuple(_overdue_rows(office, looked)),
        "proposals": tuple(_proposal_rows(office, period)),
        "signed": tuple(_signed_rows(office, period, order.as_of, moved)),
        "moved": moved,
    }
    return ContributionPackage(
        manifest=_manifest(office, order, period, id_, folding),
        parts=parts,
        tables={name: tuple((id_, *row) for row in rows) for name, rows in tables.items()},
        units=tuple(chain.from_iterable(map(folding.unit_parts, results))) if order.with_units else None,
    )


def contributed_period(office: Office, as_of: dt.date) -> Period:
    """The year of the last period that has ended; the whole time of a programme that has none."""
    last = default_period(office, as_of)
    return last if last.kind in ("once", "span") else Period.of_year(last.last_day.year)


def contributed_windows(
    office: Office, indicator: Indicator, period: Period, as_of: dt.date
) -> tuple[Window, ...]:
    """The windows of a time that have begun; while it runs, also as it stood at the end of the last part of it.

    With them the earlier ones that a relative target looks back to: by those a level judges what its offices come to together.
    """
    current = default_period(office, as_of)
    is_running = as_of <= period.last_day and current != period and period.covers(current)
    asked = (period, current) if is_running else (period,)
    found = (window for one in asked for window in windows(office, indicator, one))
    begun = {(window.period, window.through): window for window in found if window.first_day <= as_of}
    target = indicator.target
    if target is not None and target.of is not None and indicator.numerator.average is None:
        for window in tuple(begun.values()):
            back = looked_back_to(window, target.of)
            if back is not None:
                begun.setdefault((back.period, back.through), back)
    return tuple(begun.values())


def office_id(office: Office) -> str:
    """What an office is called in a package where it has no id of its own: its name in small letters."""
    return _NO_LETTERS.sub("-", fold(office.file.names.committee)).strip("-")


# ----------------------------------------------------------------- manifest


def _manifest(
    office: Office, order: ContributionOrder, period: Period, id_: str, folding: Folding
) -> Manifest:
    as_of, name = order.as_of, office.file.names.committee
    units = [
        unit
        for unit in office.units.values()
        if not office.terms.is_body(unit.kind) and unit.is_valid_on(as_of)
    ]
    definitions = {entry.id: _definition(office, entry, folding) for entry in office.programme.indicators}
    closed = tuple(str(file.period) for file in office.periods.values() if file.is_closed_on(as_of))
    source = SourcePackage(
        office=id_,
        name=name,
        as_of=as_of,
        revision=order.revision,
        is_clean=order.is_clean,
        programme=office.programme.head.number,
        closed=closed,
        units=len(units),
        is_practice=office.file.practice_today is not None,
    )
    return Manifest(
        office=id_,
        name=name,
        programme=office.programme.head.number,
        as_of=as_of,
        period=period,
        version=__version__,
        revision=order.revision,
        is_clean=order.is_clean,
        closed=closed,
        expected=len(units),
        unit_codes=_unit_codes([unit.official_code for unit in units]),
        definitions=definitions,
        wordings=folding.wordings,
        sources=(source,),
    )


def _unit_codes(codes: list[str | None]) -> frozenset[str] | None:
    """Hashes by which two offices that count one unit are seen, and the codes are not; None where a unit has none."""
    given = [code for code in codes if code]
    if len(given) < len(codes) or not codes:
        return None
    return frozenset(map(_hash_of_code, given))


def _hash_of_code(code: str) -> str:
    return hashlib.sha256(f"{CONTRIBUTIONS} {nfc(code).casefold()}".encode()).hexdigest()


def _definition(office: Office, indicator: Indicator, folding: Folding) -> Definition:
    """An indicator by its newest wording."""
    programme = office.programme
    figures = {figure.key: figure for figure in programme.figures}

    def base(one: Base, name: str, target: Target | None, *, is_judged: bool) -> BaseRule:
        return BaseRule(
            name=name,
            yardstick=yardstick_for(figures, one, target),
            target=target,
            cannot_fall=cannot_fall(one, _UPWARD, figures),
            is_judged=is_judged,
            adds=one.numerator.value is None or one.denominator is not None,
        )

    own = Base(indicator.numerator, indicator.denominator)
    bases = {OWN_READING: base(own, "", indicator.target, is_judged=True)}
    for reading in indicator.readings:
        found = Base(reading.numerator, reading.denominator)
        key = folding.reading(programme, indicator, reading)
        bases[key] = base(found, reading.name, reading.target, is_judged=reading.verdict)
    hash_ = folding.definition(programme, indicator)
    return Definition(code=indicator.id, title=indicator.title, hash=hash_, bases=bases)


# ------------------------------------------------------------------- tables


def _looked(office: Office, as_of: dt.date) -> Iterator[LookedAt]:
    """All that is owed and has begun; only what is not plain is looked at."""
    found = batches(office, as_of, is_asked=lambda _item, occurrence: occurrence.period.first_day <= as_of)
    return looked_at(office, found, as_of, Filter(), 0)


def _task_rows(looked: tuple[LookedAt, ...]) -> Iterator[tuple[Cell, ...]]:
    """The 2×2 by kind, leading body and time; what units owe has no body. Reports are counted apart."""
    groups: dict[tuple[str, str, str], tuple[list[Entry], list[Batch]]] = {}
    for one in looked:
        item = one.batch.occasion.item
        if item.kind != "report":
            body = "" if item.owners else " ".join(item.lead)
            period = str(one.batch.occasion.occurrence.period)
            entries, found = groups.setdefault((item.kind, body, period), ([], []))
            entries += one.unplain
            found.append(one.batch)
    for key, (entries, found) in groups.items():
        counts = count(entries, found)
        yield (
            *key,
            *(counts.on_time, counts.late, counts.within_time, counts.overdue, counts.missed, counts.ongoing),
            *(counts.suspended, counts.dropped, counts.unreadable, counts.due, counts.due_on_time),
        )


def _report_rows(office: Office, period: Period, as_of: dt.date) -> Iterator[tuple[Cell, ...]]:
    """The reports of the time's periods, by kind of unit."""
    for line in calendar_lines(office, period, as_of):
        if line.period.first_day <= as_of:
            for kind, found in line.by_kind().items():
                yield (
                    *(line.item.id, str(line.period), kind, found.expected, found.actual),
                    *(found.actual_on_time, found.due, found.due_on_time, found.unreadable),
                )


def _overdue_rows(office: Office, looked: tuple[LookedAt, ...]) -> Iterator[tuple[Cell, ...]]:
    """What is overdue, a row an occurrence, however many units owe it."""
    for one in looked:
        late = [entry for entry in one.unplain if entry.standing.status == "overdue"]
        if late:
            item, first = one.batch.occasion.item, late[0]
            leads = ", ".join(map(office.label, item.lead))
            owners = item.owners if isinstance(item.owners, str) else leads
            units = len(late) if first.unit is not None else 0
            day = max(entry.standing.due for entry in late if entry.standing.due is not None)
            days = max(entry.days_overdue for entry in late)
            yield item.id, item.title, one.batch.occasion.occurrence.key, day, days, owners, units


def _proposal_rows(office: Office, period: Period) -> Iterator[tuple[Cell, ...]]:
    """What the office asks its superior for, in the words of the time's reports."""
    for file in office.periods.values():
        text = text_for(file.narrative, "proposals", "superior")
        if text and period.covers(file.period):
            yield str(file.period), text


def _signed_rows(
    office: Office, period: Period, as_of: dt.date, moved: TableRows
) -> Iterator[tuple[Cell, ...]]:
    """What was issued of the time; `moved` says how many of its figures are others now."""
    for file, issue in issues_on(office, as_of):
        if period.covers(file.period):
            changed = sum(1 for row in moved if row[:2] == (str(file.period), issue.name))
            yield (
                *(str(file.period), issue.name, issue.number, issue.on, issue.as_of),
                *(issue.to, issue.revision, changed),
            )


def _moved(office: Office, as_of: dt.date, period: Period, evaluated: Evaluated) -> Iterator[tuple[str, ...]]:
    """Each figure of a signed report that is another one now."""
    known = {entry.id: entry for entry in office.programme.indicators}
    for file, issue in issues_on(office, as_of):
        for signed in issue.indicators if period.covers(file.period) else ():
            indicator = known.get(signed.id)
            window = issued_window(office, indicator, file.period, signed) if indicator else None
            now = evaluated(signed.id, window) if window else None
            if now is not None and is_other_now(signed, now):
                figure = as_issued(now)
                yield (
                    *(str(file.period), issue.name, signed.id, str(signed.period), str(signed.through or "")),
                    *(
                        _told(signed.numerator, signed.denominator),
                        _told(figure.numerator, figure.denominator),
                    ),
                )


def _told(numerator: object, denominator: object) -> str:
    """`106/118`; a count alone; empty where nothing was known."""
    parts = [str(part) for part in (numerator, denominator) if part is not None]
    return "/".join(parts)
