"""ct58 calendar: deadlines for a calendar program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import asked_unit, day
from ct58.cli.output import Answer, give, tell_files
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.calendar import calendar_as_ics, calendar_as_json, calendar_page, nothing_due
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.calendar import CalendarView, DayRange, calendar_view, calendars_by_owner

app = typer.Typer(rich_markup_mode=None, add_completion=False)
ALARM_DAYS = (7,)


class CalendarCommand(ViewCommand):
    """A view that is also a calendar."""

    formats = (*ViewCommand.formats, "ics")


@app.command(
    cls=CalendarCommand,
    help=_(
        N_(
            "Deadlines as a calendar (.ics) for Outlook, Thunderbird or a telephone. With a folder after -o, "
            "one file for each who has something to do. Importing again renews what is there."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 calendar -o lich.ics · ct58 calendar --owner VP --alarm 7 --alarm 1 -o vp.ics · "
            "ct58 calendar -o lich/ · ct58 calendar --from 1/7/2021 --until 30/9/2021"
        )
    ),
)
def calendar(
    ctx: typer.Context,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar=_(N_("UNIT")), help=_(N_("Only this body's or unit's deadlines."))),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option("--from", metavar=_(N_("DATE")), help=_(N_("From this day on (default: as-of)."))),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--until", metavar=_(N_("DATE")), help=_(N_("The last day (default: the end)."))),
    ] = None,
    alarm: Annotated[
        list[int] | None,
        typer.Option(
            "--alarm",
            min=0,
            max=366,
            metavar=_(N_("DAYS")),
            help=_(N_("Ring so many days before, at 8 o'clock; may be repeated (default: 7).")),
        ),
    ] = None,
    no_alarm: Annotated[bool, typer.Option("--no-alarm", help=_(N_("No alarms.")))] = False,
    done: Annotated[bool, typer.Option("--done", help=_(N_("Also what is done, marked as such.")))] = False,
) -> None:
    """Show the deadlines, or write them into one calendar or into a folder of calendars."""
    around: Surroundings = ctx.obj
    if alarm and no_alarm:
        raise BadUsage(msg(N_("--alarm and --no-alarm contradict each other.")))
    office = around.open(STATUS_SLICE)
    span = _span(around, first, last)
    alarms = () if no_alarm else tuple(alarm or ALARM_DAYS)
    target = around.options.output
    if target and not owner and not around.options.format and _is_folder(target):
        _one_each(around, calendars_by_owner(office, around.as_of, span, with_done=done), alarms)
    else:
        _one(around, office, owner, span, alarms, with_done=done)


def _span(around: Surroundings, first: str | None, last: str | None) -> DayRange:
    span = DayRange(first=day(first, around) or around.as_of, last=day(last, around))
    if span.last is not None and span.last < span.first:
        raise BadUsage(
            msg(N_("--until ({last}) is before --from ({first})."), last=span.last, first=span.first)
        )
    return span


def _is_folder(target: str) -> bool:
    return Path(target).is_dir() or not Path(target).suffix.strip(
        "."
    )  # from Python 3.14 on a dot alone is one


def _one(
    around: Surroundings,
    office: Office,
    owner: str | None,
    span: DayRange,
    alarms: Sequence[int],
    *,
    with_done: bool,
) -> None:
    view = calendar_view(office, around.as_of, span, asked_unit(office, owner), with_done=with_done)
    if not view.entries and _is_calendar(around):
        around.warn(msg(N_("{nothing} No calendar was made."), nothing=nothing_due(view, around.speech)))
        return
    give(
        around,
        Answer(
            command="calendar",
            as_of=around.as_of,
            page=lambda: calendar_page(view, around.speech),
            data=lambda: calendar_as_json(view),
            files={"ics": lambda: calendar_as_ics(view, around.speech, alarms)},
        ),
    )


def _is_calendar(around: Surroundings) -> bool:
    """Whether a calendar is asked for, and no list; one without entries is none (RFC 5545, 3.4)."""
    options = around.options
    ending = Path(options.output or "").suffix.lower()
    return options.format == "ics" or (not options.format and ending == ".ics")


def _one_each(around: Surroundings, views: Sequence[CalendarView], alarms: Sequence[int]) -> None:
    """One file for each owner, named by its id."""
    from ct58.store.output_file import write_all

    folder = Path(around.options.output or "")
    files = [
        (folder / f"{view.owner.id}.ics", partial(calendar_as_ics, view, around.speech, alarms))
        for view in views
        if view.owner is not None
    ]
    progress = around.progress(N_("Writing the calendars"))
    written = write_all(files, force=around.options.force, progress=progress)
    count = around.speech.count(len(written))
    line = msg(N_("{count} calendars in {folder}."), count=count, folder=str(folder))
    tell_files(around, "calendar", [line], written)
