"""ct58 receive: book arrivals, and show the register of what arrived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated, TypeVar

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import ArrivalNumberOption, DryRunOption, HowOption, day, since_day
from ct58.cli.output import Answer, give
from ct58.cli.recorded import confirm, document_day, happened_on, late_by, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.arrivals import (
    ArrivalLine,
    ArrivalWords,
    arrival_line,
    due_now,
    early_arrival,
    is_booked,
    latest_periods,
    no_unit_named,
    period_meant,
    plan_receive,
)
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.event_looks import far_apart
from ct58.domain.planning.periods import with_reason
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import report_item
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import period_title
from ct58.services.reading.data_source import read_programme
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.services.writing.recording import Recorded, make_record

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_NEEDS: frozenset[DataPart] = frozenset({"programme", "units", "reports", "events", "periods"})
T = TypeVar("T")
_Arrived = Sequence[tuple[Unit, Period]]


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "Book reports that have arrived; the figures are typed in later (ct58 record report --next). With --list: "
            "the register of what arrived."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 receive so y te 12-BC/ĐU 3/7 · ct58 receive SYT 12-BC/ĐU 3/7 --arrival 415 --how email · "
            "ct58 receive so y te so xay dung · ct58 receive so y te --period 2021-Q2 --on 5/7 · "
            "ct58 receive --list · ct58 receive --list --since 1/7 -o so-den.docx"
        )
    ),
)
def receive(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_(N_("UNIT… [NUMBER] [DATE]")),
            help=_(N_("Units by name or id; of one unit also its document's number and date.")),
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            "-p",
            metavar=_(N_("PERIOD")),
            help=_(N_("Such as 2021-Q2 (default: what is due now).")),
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When they arrived (default: today)."))),
    ] = None,
    number: Annotated[str | None, typer.Option("--number", help=_(N_("The document's number.")))] = None,
    document_date: Annotated[
        str | None, typer.Option("--document-date", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
    ] = None,
    arrival: ArrivalNumberOption = None,
    how: HowOption = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_(N_("Why, when the books of the period are closed.")))
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help=_(N_("Show what arrived: today, --on a day, or --since one.")))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar=_(N_("DATE")), help=_(N_("With --list: from this day on."))),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Book arrivals; what has arrived before is said and left alone."""
    around: Surroundings = ctx.obj
    if list_:
        _refuse_booking(number, document_date, period, arrival, how, reason, dry_run)
        _list(around, words or [], on, since)
        return
    _refuse_views(around, since)
    arrived_on = happened_on(on, around)
    line = _line(around, words or [], arrived_on)
    said = ArrivalWords(
        on=arrived_on,
        number=_one_of(number, line.number, "--number"),
        document_date=_one_of(document_day(document_date, around), line.document_date, "--document-date"),
        arrival_number=arrival,
        how=how,
    )
    asked = _one_of(parse_period(period, arrived_on) if period else None, line.period, "--period")
    _book(around, line.units, asked, said, reason, dry_run=dry_run)


def _book(
    around: Surroundings,
    units: Sequence[Unit],
    asked: Period | None,
    said: ArrivalWords,
    reason: str | None,
    *,
    dry_run: bool,
) -> None:
    """Settle the periods, ask about what looks like a slip, write, and say what was booked."""
    part = _slice(around, asked, said)
    before = around.with_options(quiet=True).open_whole(part)
    arrived = [(unit, asked or _period(around, before, unit, said.on)) for unit in units]
    doubts = _doubts(before, arrived, said)

    def plan(office: Office) -> Edit:
        edit = plan_receive(office, arrived, said)
        for of in dict.fromkeys(period for _unit, period in arrived):
            edit = with_reason(office, of, edit, around.today, reason)
        return edit

    if doubts and around.can_ask and not dry_run:
        make_record(around.desk(), part, plan, dry_run=True)  # what is refused anyway is not asked about
        confirm(around, doubts)
        doubts = []
    recorded = make_record(around.desk(), part, plan, dry_run=dry_run)
    lines = [line for entry in arrived for line in _told(around, recorded, *entry)]
    tell(around, recorded, lines, doubts)


def _line(around: Surroundings, words: list[str], on: dt.date) -> ArrivalLine:
    """The units and what stands behind them; days and periods without a year are those of the arrival.

    Raises BadUsage where no unit is named.
    """
    if not words:
        raise no_unit_named()
    register = Slice(needs=frozenset({"programme"}), also_reads=frozenset({"units"}))
    return arrival_line(around.with_options(quiet=True).open_whole(register), words, on)


def _one_of(option: T | None, word: T | None, name: str) -> T | None:
    """What is said in an option or in the line. Raises BadUsage where both say something else."""
    if option is not None and word is not None and option != word:
        raise BadUsage(
            msg(N_("{option} and the line say different things."), option=name), msg(N_("Leave out one."))
        )
    return word if option is None else option


def _slice(around: Surroundings, asked: Period | None, said: ArrivalWords) -> Slice:
    """The reports of the periods that may be meant; all where an arrival number is held against the year's others."""
    programme = read_programme(around.source)
    items = [item for item in programme.items.values() if item.kind == "report"]
    periods = [asked] if asked else latest_periods(items, programme, said.on)
    keys = None if said.arrival_number is not None else frozenset(map(str, periods))
    return Slice(needs=_NEEDS, periods=keys)


def _period(around: Surroundings, office: Office, unit: Unit, on: dt.date) -> Period:
    """The period that is due now; of several one is picked at a terminal."""
    found = due_now(office, unit, on)
    if len(found) < 2 or not around.can_ask:
        return period_meant(office, unit, on)
    from ct58.cli.dialogue.talk import picked

    question = msg(N_("{unit} sends several reports now. Which one is it?"), unit=unit.name)
    labels = {str(n): msg("{period}", period=period) for n, period in enumerate(found, start=1)}
    return found[int(picked(around, question, labels)) - 1]


def _doubts(office: Office, arrived: _Arrived, said: ArrivalWords) -> list[Message]:
    """What looks like a slip: a period that is not over, a document of another year."""
    periods = dict.fromkeys(period for _unit, period in arrived)
    found = [early_arrival(office, period, said.on) for period in periods]
    return [doubt for doubt in (*found, far_apart(said.document_date, said.on)) if doubt is not None]


# ------------------------------------------------------------------------ what is said


def _told(around: Surroundings, recorded: Recorded, unit: Unit, period: Period) -> Iterator[Message | str]:
    """Booked, with both days and how late; booked again after it was sent back; or already there since when."""
    key = (unit.id, str(period))
    old, new = recorded.before.reports.get(key), recorded.after.reports[key]
    item = report_item(recorded.after, unit, period)
    title = period_title(item.title if item else _(N_("Figures")), around.speech.period(period))
    params = {"unit": unit.name, "report": title, "day": new.received_on}
    if old is not None and is_booked(old):
        text = N_("{unit}: {report}, already received on {day}")
    elif old is not None and old.received_on is not None:
        text = N_("{unit}: {report}, arrived again, to be typed in; first received on {day}, and that stays")
    else:
        text = N_("{unit}: {report}, received on {day}{late}, to be typed in")
    yield msg(text, late=late_by(around, recorded.after, unit, period), **params)
    from ct58.render.screens.unit_report import arrival_parts

    parts = " · ".join(map(around.speech.say, arrival_parts(new)))
    if parts:
        yield f"  {parts}"


# ------------------------------------------------------------------------ the register


def _refuse_views(around: Surroundings, since: str | None) -> None:
    """What only a list has would otherwise be passed over without a word."""
    options = around.options
    if since or options.output or options.as_of or options.rev:
        raise BadUsage(
            msg(N_("--since, -o, --as-of and --rev go with --list.")),
            msg(N_("When it arrived is said with --on: --on 5/7")),
        )


def _refuse_booking(*said: object) -> None:
    """What only a booking has would be passed over in a list."""
    if any(one not in (None, False) for one in said):
        raise BadUsage(
            msg(N_("--list books nothing: beside it go --on, --since, -o, --as-of and --rev.")),
            msg(N_("The register: ct58 receive --list")),
        )


def _list(around: Surroundings, words: Sequence[str], on: str | None, since: str | None) -> None:
    """The register of a day, or from a day on."""
    from ct58.render.screens.arrivals import arrivals_as_json, arrivals_page
    from ct58.views.arrivals import arrivals_view

    if words:
        raise BadUsage(
            msg(N_("--list shows what arrived; it goes with no unit.")),
            msg(N_("A unit's reports: ct58 show {words}"), words=" ".join(words)),
        )
    last = day(on, around) or around.as_of
    first = since_day(since, around, last) or last
    view = arrivals_view(around.open(STATUS_SLICE), first, last)
    give(
        around,
        Answer(
            command="receive",
            as_of=around.as_of,
            page=lambda: arrivals_page(view, around.speech),
            data=lambda: arrivals_as_json(view),
        ),
    )
