"""ct58 call: whom to telephone now, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, since_day
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.domain.standing.calls import CallScope
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg
from ct58.render.screens.call import calls_as_json, calls_counts, calls_page
from ct58.services.reading.opening import STATUS_SLICE
from ct58.store.folders import CallMemory, remember_calls, remembered_calls, state_folder
from ct58.views.calls import CallsView, calls_view

if TYPE_CHECKING:  # who only looks at the list pays for nothing that writes
    from ct58.domain.planning.calls import CallWords, ShownRow
    from ct58.domain.planning.edits import Edit
    from ct58.services.writing.recording import Desk, Recorded

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "Whom to telephone now: broken promises, promises for today, what was sent back, who was not reminded yet. "
            "With numbers of the list: book what came of the calls. At a terminal it asks row by row."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 call · ct58 call 1 3 5 --reminded · ct58 call 2 --promised 18/7 · "
            'ct58 call 4 --note "engaged" · ct58 call --older'
        )
    ),
)
def call(
    ctx: typer.Context,
    rows: Annotated[
        list[int] | None,
        typer.Argument(
            metavar=_(N_("[N]…")), help=_(N_("Numbers of the list that this window showed last.")), min=1
        ),
    ] = None,
    reminded: Annotated[bool, typer.Option("--reminded", help=_(N_("They were reminded.")))] = False,
    promised: Annotated[
        str | None,
        typer.Option("--promised", metavar=_(N_("DATE")), help=_(N_("The day that they promised."))),
    ] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar=_(N_("WORDS")), help=_(N_("What was said, or why nobody answered."))),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar=_(N_("ITEM")), help=_(N_("Only about this item; may be repeated."))),
    ] = None,
    older: Annotated[
        bool, typer.Option("--older", help=_(N_("Old debts instead of those of the newest period.")))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=_(N_("DATE")),
            help=_(N_("Without those reminded since that day (default: today).")),
        ),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Show the list, or book what came of the calls."""
    around: Surroundings = ctx.obj
    names = tuple(item or ())
    if rows:
        from ct58.domain.planning.calls import CallWords
        from ct58.domain.time.dates import parse_date

        on = _call_day(around)
        until = parse_date(promised, on) if promised else None
        words = CallWords(on=on, reminded=reminded, promised=until, note=note)
        _refuse_listing(around, older=older, since=since)
        _answer(around, rows, words, names, dry_run=dry_run)
        return
    if reminded or promised or note or dry_run:
        raise BadUsage(
            msg(N_("Which rows? Name their numbers.")), msg(N_("For example: ct58 call 1 3 --reminded"))
        )
    office = around.open(STATUS_SLICE)
    view = calls_view(office, around.as_of, _scope(office, around, names, since, older=older))
    show_calls(around, view)
    options = around.options
    if (
        view.rows
        and not view.is_untouched
        and around.can_ask
        and not (options.format or options.output or options.rev)
    ):
        _ask(around, view, names)


def _scope(
    office: Office, around: Surroundings, names: tuple[str, ...], since: str | None, *, older: bool
) -> CallScope:
    """What is asked for. Raises BadUsage for an unknown item, and for a day after the one to answer for."""
    first = since_day(since, around, around.as_of) or around.as_of
    return CallScope(items=_items(office, names), since=first, older=older)


def show_calls(around: Surroundings, view: CallsView) -> None:
    """Show the list, and remember its numbers for this window."""
    give(
        around,
        Answer(
            command="call",
            as_of=around.as_of,
            page=lambda: calls_page(view, around.speech),
            data=lambda: calls_as_json(view),
            beside=lambda: calls_counts(view),
        ),
    )
    if not view.is_untouched:
        keep_numbers(around, view)


# -------------------------------------------------------------------- answers


def _call_day(around: Surroundings) -> dt.date:
    """The day of the calls. Raises BadUsage for one that lies ahead."""
    if around.as_of > around.today:
        raise BadUsage(
            msg(N_("{day} lies ahead: only what has happened is recorded."), day=around.as_of),
            msg(N_("Today is {day}."), day=around.today),
        )
    return around.as_of


def _refuse_listing(around: Surroundings, *, older: bool, since: str | None) -> None:
    options = around.options
    if older or since or options.rev or options.output:
        raise BadUsage(
            msg(N_("With numbers it books what came of the calls, and shows no list.")),
            msg(
                N_("Leave out --older, --since, --rev and -o; the numbers are those of the list shown last.")
            ),
        )


def _answer(
    around: Surroundings,
    numbers: list[int],
    words: CallWords,
    names: tuple[str, ...],
    *,
    dry_run: bool = False,
) -> None:
    """Book what came of some calls, and say whose they were."""
    from ct58.cli.recorded import tell

    rows = _shown_rows(around, numbers)
    recorded = _book(around, around.desk(), rows, words, names, dry_run=dry_run)
    tell(around, recorded, _lines(around, recorded, rows, words, names))


def _book(
    around: Surroundings,
    desk: Desk,
    rows: Sequence[ShownRow],
    words: CallWords,
    names: tuple[str, ...] = (),
    *,
    dry_run: bool = False,
) -> Recorded:
    """One event for each debt of the rows, all in one record; the window's list stays good."""
    from ct58.domain.planning.calls import plan_calls, still_shown
    from ct58.services.writing.recording import make_record

    def plan(office: Office) -> Edit:
        return plan_calls(office, rows, words, _items(office, names))

    recorded = make_record(desk, STATUS_SLICE, plan, dry_run=dry_run)
    if recorded.is_written:
        _keep(around, [still_shown(recorded.after, row, words.on) for row in rows])
    return recorded


def _items(office: Office, names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    from ct58.domain.planning.events import find_item

    return tuple(find_item(office, name).id for name in names)


def _lines(
    around: Surroundings,
    recorded: Recorded,
    rows: Sequence[ShownRow],
    words: CallWords,
    names: tuple[str, ...] = (),
) -> list[str]:
    """A line a row: whose it is, and what was recorded."""
    from ct58.domain.planning.calls import debts_of
    from ct58.render.screens.call import answered_line

    office = recorded.before
    found = debts_of(office, rows, words.on, _items(office, names))
    return [
        answered_line(f"{row.number}  {office.label(row.unit)}", found[row.number], words, around.speech)
        for row in rows
    ]


def _ask(around: Surroundings, view: CallsView, names: tuple[str, ...]) -> None:
    """Row by row; each answer is a record of its own, so that nothing is lost and `undo` takes back the last one."""
    from ct58.cli.dialogue.calls import ask_row_by_row, typed_words

    def book(number: int, words: CallWords) -> str:
        rows, desk = _shown_rows(around, [number]), around.desk()
        recorded = _book(around, replace(desk, words=typed_words(number, words)), rows, words, names)
        return _lines(around, recorded, rows, words, names)[0]

    ask_row_by_row(around, view, _call_day(around), book)


# ------------------------------------------------------------- the window's numbers


def keep_numbers(around: Surroundings, view: CallsView) -> None:
    """From now on the numbers in this window are those of this list; what a revision shows has none."""
    if around.options.rev is None:
        rows = tuple((row.unit.id, row.keys, (row.state,)) for row in view.rows)
        state = state_folder(around.environment, around.root)
        memory = CallMemory(as_of=view.as_of.isoformat(), rows=rows, is_older=view.scope.older)
        remember_calls(state, around.terminal, memory)


def _keep(around: Surroundings, rows: Iterable[ShownRow]) -> None:
    """Keep these rows of the list as they are now."""
    state = state_folder(around.environment, around.root)
    memory = remembered_calls(state, around.terminal)
    if memory is not None:
        kept = {row.number: (row.unit, row.keys, row.states) for row in rows}
        listed = tuple(kept.get(number, row) for number, row in enumerate(memory.rows, start=1))
        remember_calls(state, around.terminal, replace(memory, rows=listed))


def _shown_rows(around: Surroundings, numbers: Iterable[int]) -> list[ShownRow]:
    """The rows of some numbers, as this window showed them last.

    Raises Refused where it has shown none, or one of another day, BadUsage for a number that the list does not have.
    """
    memory = remembered_calls(state_folder(around.environment, around.root), around.terminal)
    if memory is None:
        raise Refused(
            msg(N_("This window has shown no list yet, so the numbers mean nothing.")),
            msg(N_("First: ct58 call")),
        )
    if memory.as_of != around.as_of.isoformat():
        raise Refused(
            msg(
                N_("The list that this window showed is of {day}, the answers are of {as_of}."),
                day=dt.date.fromisoformat(memory.as_of),
                as_of=around.as_of,
            ),
            msg(
                N_("Add --as-of {shown}, or show the list anew: ct58 call --older")
                if memory.is_older
                else N_("Add --as-of {shown}, or show the list anew: ct58 call"),
                shown=memory.as_of,
            ),
        )
    return [_shown_row(memory, number) for number in dict.fromkeys(numbers)]


def _shown_row(memory: CallMemory, number: int) -> ShownRow:
    if not 1 <= number <= len(memory.rows):
        raise BadUsage(
            msg(N_("The list has no row {number}; it has {count}."), number=number, count=len(memory.rows)),
            msg(N_("See: ct58 call --older") if memory.is_older else N_("See: ct58 call")),
        )
    from ct58.domain.planning.calls import ShownRow

    return ShownRow(number, *memory.rows[number - 1])
