"""Views of a hand-over: what each receiver gets of the work that has ended, counted as the other views count it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from ct58.domain.planning.ending import TakeOver, take_over
from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Amendment, Figure, ProgrammeClosing, ProgrammeHead
from ct58.domain.records.reports import Document, Report
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem, open_items, open_of_units, units_at_the_end
from ct58.domain.standing.status import Standing
from ct58.domain.text.suggestions import first_few
from ct58.domain.time.period import Period
from ct58.errors import Refused
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.views.document import OfficialHead, official_head
from ct58.views.ending import Receiving, receivings_of

_MOST_NAMED = 5
HANDOVER_ROLE = "handover"
"""The role in office.yaml of who signs for the committee that hands over."""


@record
class OpenPromise:
    """A promise that has not been kept: of a unit, or of the committee's own."""

    standing: Standing
    event: Event


@record
class LastFigure:
    """The newest value that a unit has given of a figure, and of which time."""

    unit: Unit
    figure: Figure
    period: Period
    value: FigureValue


@record
class NamedPaper:
    """A document that goes with the work: its number and date, and what it is about."""

    document: Document
    about: str | Message


@record
class HandoverPart:
    """What one body receives.

    `owed` is what its units have not done, as far as that is known; `unbooked` are the times of which nothing was booked for any
    unit, so that nobody knows. `reports` are how many of theirs arrived, `papers` are the documents about its items.
    """

    receiving: Receiving
    owed: tuple[Standing, ...]
    unbooked: int
    promises: tuple[OpenPromise, ...]
    figures: tuple[LastFigure, ...]
    reports: int
    papers: tuple[NamedPaper, ...]

    @property
    def body(self) -> str:
        """The receiver's id."""
        return self.receiving.body


@record
class HandoverView:
    """All parts of a hand-over, and what goes to nobody; `units` are all that existed on the last day.

    `papers` are those of the work as a whole.
    """

    head: ProgrammeHead
    closing: ProgrammeClosing
    closed_on: dt.date
    as_of: dt.date
    minutes: OfficialHead
    index: OfficialHead
    parts: tuple[HandoverPart, ...]
    units: tuple[Unit, ...]
    own: tuple[Unit, ...]
    ended_units: tuple[Unit, ...]
    ended_items: tuple[OpenItem, ...]
    papers: tuple[NamedPaper, ...]

    @property
    def item_count(self) -> int:
        """How many joint items were open at the end."""
        return len(self.ended_items) + sum(len(part.receiving.items) for part in self.parts)


def handover_view(office: Office, as_of: dt.date, on: dt.date | None = None) -> HandoverView:
    """The parts of an office that has ended, as known on a day; `on` is the date of the papers.

    Raises Refused where the work has not ended by that day, or nobody has been named who takes it over.
    """
    head = office.programme.head
    closed_on, closing = head.closed_on, head.closing
    if closed_on is None or closing is None:
        raise Refused(
            msg(N_("On {day} the work has not been closed, so there is nothing to hand over."), day=as_of),
            msg(N_("First: ct58 programme close")),
        )
    over = take_over(office, units_at_the_end(office, closed_on), open_items(office, as_of))
    receivers = closing.receivers
    _refuse_unsaid(over, receivers)
    names = {**{unit.id: unit.name for unit in office.units.values()}, **closing.bodies}
    found = receivings_of(receivers, names, over.units, over.items)
    owed = list(open_of_units(office, as_of))
    return HandoverView(
        head=head,
        closing=closing,
        closed_on=closed_on,
        as_of=as_of,
        minutes=official_head(office, "minutes", HANDOVER_ROLE, as_of=as_of, on=on),
        index=official_head(office, "index", HANDOVER_ROLE, as_of=as_of, on=on),
        parts=tuple(_part(office, receiving, owed, as_of) for receiving in found),
        units=over.units,
        own=tuple(unit for unit in over.units if unit.id in over.own and not receivers.get(unit.id)),
        ended_units=tuple(
            unit for unit in over.units if unit.id not in over.own and not receivers.get(unit.id)
        ),
        ended_items=tuple(entry for entry in over.items if not receivers.get(entry.item.id)),
        papers=tuple(_papers_of_all(office)),
    )


def _refuse_unsaid(over: TakeOver, receivers: Mapping[str, str | None]) -> None:
    """Who is not named has not been handed over to nobody: somebody forgot to say it."""
    units, items = over.without(receivers)
    names = [*(unit.id for unit in units), *(entry.item.id for entry in items)]
    if names:
        raise Refused(
            msg(
                N_("Nobody is named who takes over {count} units and items: {names}."),
                count=len(names),
                names=first_few(names, _MOST_NAMED),
            ),
            msg(N_("Add them to closing: receivers: in programme.yaml; null is: ended, not handed over.")),
        )


def _part(office: Office, receiving: Receiving, owed: Iterable[Standing], as_of: dt.date) -> HandoverPart:
    ids = {unit.id for unit in receiving.units}
    own = [where for where in owed if where.obligation.unit and where.obligation.unit.id in ids]
    known = tuple(where for where in own if not where.is_unbooked)
    joint = [where for entry in receiving.items for where in entry.standings]
    promised = ((where, where.promise) for where in (*joint, *known))
    reports = [report for report in office.reports.values() if report.unit in ids]
    return HandoverPart(
        receiving=receiving,
        owed=known,
        unbooked=len(own) - len(known),
        promises=tuple(
            OpenPromise(standing=where, event=event) for where, event in promised if event is not None
        ),
        figures=tuple(_last_figures(office, receiving.units, reports)),
        reports=sum(report.has_arrived_by(as_of) for report in reports),
        papers=tuple(_papers_of_items(office, receiving.items)),
    )


def _last_figures(office: Office, units: Iterable[Unit], reports: Iterable[Report]) -> Iterator[LastFigure]:
    """Of each unit and figure the value of the newest time, in the order of the register and the form."""
    by_unit: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.period.sort_key(), reverse=True):
        by_unit.setdefault(report.unit, []).append(report)
    for unit in units:
        for figure in office.form:
            given = (r for r in by_unit.get(unit.id, ()) if r.figures.get(figure.key) is not None)
            newest = next(given, None)
            if newest is not None:
                yield LastFigure(
                    unit=unit, figure=figure, period=newest.period, value=newest.figures[figure.key]
                )


def _papers_of_all(office: Office) -> Iterator[NamedPaper]:
    """The programme, what changed and what ended it, and what was reported."""
    head, closing = office.programme.head, office.programme.head.closing
    yield NamedPaper(document=Document(number=head.number, date=head.issued_on), about=head.title or "")
    for placed in office.history.amendments:
        amendment = placed.amendment
        yield NamedPaper(
            document=amendment.document, about=amendment.text or amendment.reason or _changed(amendment, head)
        )
    if closing is not None and closing.document is not None:
        ended = msg(N_("End of the work on Programme {number}"), number=head.number)
        yield NamedPaper(document=closing.document, about=closing.reason or ended)
    for _key, file in sorted(office.periods.items()):
        for issue in file.issued:
            yield NamedPaper(
                document=Document(number=issue.number or issue.name, date=issue.on), about=issue.name
            )


def _changed(amendment: Amendment, head: ProgrammeHead) -> Message:
    """Of an amendment that nobody gave a text or a reason, what it is about."""
    ids = "; ".join(dict.fromkeys([*amendment.changes, *amendment.ends, *amendment.replaces]))
    if not ids:
        return msg(N_("Amendment of Programme {number}"), number=head.number)
    return msg(N_("Amendment of Programme {number}: {ids}"), number=head.number, ids=ids)


def _papers_of_items(office: Office, items: Iterable[OpenItem]) -> Iterator[NamedPaper]:
    for entry in items:
        for event in office.events.get((entry.item.id, None), ()):
            if event.document is not None and event.voided is None:
                yield NamedPaper(document=event.document, about=f"{entry.item.id} {entry.item.title}")
