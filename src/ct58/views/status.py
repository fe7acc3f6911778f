"""View of where the programme stands on a day: what a secretary opens the day with, and a report begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from ct58.domain.indicators.needs import default_period
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.batches import Batch, batches, batches_of
from ct58.domain.standing.obligations import Occasion
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.report_calendar import (
    check_horizon,
    current_period,
    periods_due_between,
    periods_ending_with,
    reports_beside,
)
from ct58.domain.time.deadlines import Occurrence
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.calls import ChaseView
from ct58.views.counts import Counts, count, is_overdue
from ct58.views.due import SOON_DAYS, Entry, Filter, OwedTally, coming, looked_at, programme_end, tallies_of
from ct58.views.indicators import (
    IndicatorsView,
    Request,
    Row,
    indicator_periods,
    indicators_view,
    worst_first,
)
from ct58.views.own_part import OwnPart, own_parts
from ct58.views.progress import Fallen, fallen
from ct58.views.reports import ReportsView, reports_view
from ct58.views.steps import NextStep, next_steps

CountKind = Literal["group", "tasks", "duties", "ad_hoc", "owed"]


@record
class StatusScope:
    """The periods that a look at the status is about.

    `indicators` is the period of the indicators, None where they are not asked for; `reports` are those
    whose reports are counted, and `coming` those of which reports fall due soon.
    """

    indicators: Period | None
    reports: tuple[Period, ...]
    coming: frozenset[Period]


@record
class CountRow:
    """One row of the 2×2: a group of the appendix, all of it, the joint duties, or what units owe.

    `id` and `title` are the group's; empty for the others.
    """

    kind: CountKind
    id: str
    title: str
    counts: Counts


@record
class OwnerRow:
    """What one body leads. What several lead together is counted for each of them: `shared` of its items."""

    owner: str
    label: str
    counts: Counts
    shared: int


@record
class StatusView:
    """Where the programme stands on a day.

    `fallen` is what nobody had begun and is not asked any more, by what ended it.
    `owner` is the body that was asked about, if any: then there are only its items and its reports, and
    instead of the indicators its `own` part in them. `last_day` is the programme's, `ended_on` the same once it has
    passed; `coming` is what is open and falls due within 30 days, `late` the work that is overdue; `tallies` count
    what units owe of it; `is_untouched` while nobody has recorded anything; `chase` is whom to call and to write to, where that was looked for.
    """

    head: ProgrammeHead
    as_of: dt.date
    is_untouched: bool
    scope: StatusScope
    owner: Unit | None
    last_day: dt.date
    ended_on: dt.date | None
    was_closed: bool
    is_example: bool
    rows: tuple[CountRow, ...]
    owners: tuple[OwnerRow, ...]
    indicators: IndicatorsView | None
    own: tuple[OwnPart, ...]
    reports: tuple[ReportsView, ...]
    fallen: tuple[Fallen, ...]
    coming: tuple[Entry, ...]
    late: tuple[Entry, ...]
    tallies: dict[tuple[str, str], OwedTally]
    steps: tuple[NextStep, ...]
    chase: ChaseView | None
    names: dict[str, str]

    @property
    def late_together(self) -> tuple[Entry, ...]:
        """What is overdue of the work that bodies lead."""
        return tuple(entry for entry in self.late if entry.unit is None)

    @property
    def late_of_units(self) -> tuple[Entry, ...]:
        """What is overdue of the work that units owe; their reports, and what was booked for nobody, are counted apart."""
        return tuple(
            entry for entry in self.late if entry.unit is not None and not entry.standing.is_unbooked
        )

    @property
    def unbooked(self) -> tuple[Entry, ...]:
        """What was booked for none of the units that owe it: one entry an occurrence."""
        found = {entry.key[:2]: entry for entry in self.late if entry.standing.is_unbooked}
        return tuple(found.values())

    @property
    def worst(self) -> tuple[Row, ...]:
        """The indicators that need looking at, the worst first."""
        return worst_first(self.indicators.rows) if self.indicators else ()


# ---------------------------------------------------------------------- scope


def status_scope(
    office: Office, as_of: dt.date, period: Period | None = None, *, with_indicators: bool = True
) -> StatusScope:
    """The periods that matter on a day, or with the period that was asked for; the programme says enough.

    Without indicators fewer reports are read. Raises BadUsage for a period outside the programme's time.
    """
    if period is not None:
        check_horizon(office, period)
    return StatusScope(
        indicators=(period or default_period(office, as_of)) if with_indicators else None,
        reports=_report_periods(office, as_of, period),
        coming=periods_due_between(office, as_of, as_of + dt.timedelta(days=SOON_DAYS)),
    )


def _report_periods(office: Office, as_of: dt.date, period: Period | None) -> tuple[Period, ...]:
    """The period that is being collected, and those that end with it; none without a calendar."""
    if not office.programme.reporting:
        return ()
    return periods_ending_with(office, period or current_period(office, as_of))


def status_periods(office: Office, scope: StatusScope, as_of: dt.date) -> frozenset[str]:
    """The periods of which the reports are needed, as their files are named; the items say enough."""
    found = frozenset(map(str, reports_beside(office, (*scope.reports, *scope.coming))))
    request = _request(office, scope)
    of_indicators = indicator_periods(office, request) if request else frozenset()
    return found | of_indicators | _done_when_periods(office, as_of)


def _done_when_periods(office: Office, as_of: dt.date) -> frozenset[str]:
    """The periods of the reports that show a duty done."""
    found: set[str] = set()
    for item in office.items.values():
        figure = office.figure(item.done_when.partition(".")[0]) if item.done_when else None
        if figure is not None and figure.every == "once":
            found.add(figure.every)
        elif figure is not None:
            found |= {o.key for o in item_occurrences(office, item) if _matters(o, as_of)}
    return frozenset(found)


def _request(office: Office, scope: StatusScope) -> Request | None:
    if scope.indicators is None:
        return None
    ids = tuple(indicator.id for indicator in office.programme.indicators)
    return Request(period=scope.indicators, ids=ids, with_past=False)


# ----------------------------------------------------------------------- view


def status_view(
    office: Office,
    scope: StatusScope,
    as_of: dt.date,
    owner: Unit | None = None,
    chase: ChaseView | None = None,
    owed: Sequence[Batch] | None = None,
) -> StatusView:
    """The status of a scope on a day, of the whole office or of what one body leads, shares or owes.

    `chase` says whom the lists of calls and letters are about: what leads there counts by it. `owed` is everything
    owed on the day, where that is at hand.
    """
    only = Filter(owner=owner.id if owner else None)
    found = tuple(_batches(office, scope, as_of, owed=owed))
    looked = tuple(looked_at(office, found, as_of, only, SOON_DAYS))
    asked = [entry for one in looked for entry in one.entries if only.lets_pass(entry.standing)]
    unplain = (entry for one in looked for entry in one.unplain if only.lets_pass(entry.standing))
    begun = [entry for entry in unplain if _has_begun(entry.standing.obligation, as_of)]
    own = found if only.is_open else _batches(office, scope, as_of, only.asks_for)
    counted = tuple(batch for batch in own if _has_begun(batch.occasion, as_of))
    request = _request(office, scope)
    indicators = indicators_view(office, request, as_of, is_as_read=True) if request else None
    reports = tuple(_reports(office, scope, as_of, owner, owed))
    ended_on, was_closed = programme_end(office, as_of)
    return StatusView(
        head=office.programme.head,
        as_of=as_of,
        is_untouched=office.is_untouched,
        scope=scope,
        owner=owner,
        last_day=_last_day(office),
        ended_on=ended_on,
        was_closed=was_closed,
        is_example=office.file.example,
        rows=tuple(row for row in _count_rows(office, begun, counted) if row.counts.items),
        owners=() if owner else tuple(_owner_rows(office, begun)),
        indicators=None if owner else indicators,
        own=own_parts(indicators.rows, owner.id) if owner and indicators else (),
        reports=reports,
        fallen=fallen(office, as_of, wanted=only.lets_pass),
        coming=tuple(coming(asked)),
        late=tuple(filter(is_overdue, begun)),
        tallies=tallies_of(looked),
        steps=next_steps(
            begun, reports, None if owner else indicators, ended_on, only.owner, office.unread, chase
        ),
        chase=chase,
        names={unit.id: unit.label for unit in office.units.values()},
    )


def _last_day(office: Office) -> dt.date:
    """The last day of the programme: of its horizon, or of its closing where that is known already."""
    return office.programme.head.closed_on or office.horizon.last_day


def _batches(
    office: Office,
    scope: StatusScope,
    as_of: dt.date,
    wanted: Callable[[Obligation], bool] | None = None,
    owed: Sequence[Batch] | None = None,
) -> Iterator[Batch]:
    """Everything owed that has begun or falls due soon; of reports only those that fall due soon."""

    def is_asked(item: Item, occurrence: Occurrence) -> bool:
        return occurrence.period in scope.coming if item.kind == "report" else _matters(occurrence, as_of)

    if wanted is not None:
        return batches(office, as_of, is_asked=is_asked, wanted=wanted)
    return batches_of(owed, office, as_of, is_asked)


def _matters(occurrence: Occurrence, as_of: dt.date) -> bool:
    """Whether an occurrence has begun, or falls due soon."""
    is_soon = occurrence.due is not None and (occurrence.due - as_of).days <= SOON_DAYS
    return is_soon or occurrence.period.first_day <= as_of


def _has_begun(owed: Obligation | Occasion, as_of: dt.date) -> bool:
    """What counts: every one-off, and of what recurs the occurrences whose time has begun."""
    return owed.item.kind != "report" and owed.occurrence.period.first_day <= as_of


def _reports(
    office: Office, scope: StatusScope, as_of: dt.date, owner: Unit | None, owed: Sequence[Batch] | None
) -> Iterator[ReportsView]:
    """The reports of each period that anybody owes, or that the owner owes."""
    for period in scope.reports:
        view = reports_view(office, period, as_of, owed)
        view = view if owner is None else view.of_unit(owner.id)
        if view.lines:
            yield view


# --------------------------------------------------------------------- counts


def _count_rows(office: Office, entries: Iterable[Entry], counted: Iterable[Batch]) -> Iterator[CountRow]:
    """The groups of the appendix and all of it, joint duties, what came up on the way, what units owe."""
    listed = tuple(entries)
    joint = [entry for entry in listed if entry.unit is None]
    tasks = [entry for entry in joint if entry.standing.item.kind == "task"]
    for group in office.programme.groups:
        of_group = [entry for entry in tasks if entry.standing.item.group == group.id]
        yield CountRow(kind="group", id=group.id, title=group.title, counts=count(of_group))
    others: tuple[tuple[CountKind, list[Entry]], ...] = (
        ("tasks", tasks),
        ("duties", [entry for entry in joint if entry.standing.item.kind == "duty"]),
        ("ad_hoc", [entry for entry in joint if entry.standing.item.kind == "ad_hoc"]),
    )
    yield from (CountRow(kind=kind, id="", title="", counts=count(found)) for kind, found in others)
    owed = count((entry for entry in listed if entry.unit is not None), counted)
    yield CountRow(kind="owed", id="", title="", counts=owed)


def _owner_rows(office: Office, entries: Iterable[Entry]) -> Iterator[OwnerRow]:
    """Who leads how much, in the office's order."""
    led: dict[str, list[Entry]] = {}
    for entry in entries:
        for owner in entry.standing.item.lead if entry.unit is None else ():
            led.setdefault(owner, []).append(entry)
    order = {unit: place for place, unit in enumerate(office.units)}
    for owner in sorted(led, key=lambda id_: (order.get(id_, len(order)), id_)):
        shared = {entry.standing.item.id for entry in led[owner] if len(entry.standing.item.lead) > 1}
        yield OwnerRow(owner=owner, label=office.label(owner), counts=count(led[owner]), shared=len(shared))
