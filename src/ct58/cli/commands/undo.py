"""ct58 undo: take back the last record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from ct58.cli.dialogue.talk import agrees
from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.errors import Ct58Error
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.render.screens.change_entries import settled_entries
from ct58.render.words.labels import file_subject
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import moved_books
from ct58.services.writing.undoing import last_record, undo
from ct58.store.journal import JournalEntry
from ct58.views.page import Page
from ct58.views.settled import SettledRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "undo",
    cls=FormattedCommand,
    help=_(
        N_("Take back my last record, as long as nobody else has it and the same file was not changed since.")
    ),
    epilog=_(N_("Example: ct58 undo")),
)
def undo_command(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_(N_("Do not ask.")))] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Show the last record and, after a yes, put its files back."""
    around: Surroundings = ctx.obj
    desk = around.desk()
    entry = last_record(desk, around.environment)
    say = around.speech.say
    is_shown = around.options.format != "json"
    if is_shown:
        practice = [around.practice_note] if around.practice_note is not None else []
        for line in (*practice, *_what_it_was(entry), *_what_goes_back(around, entry)):
            typer.echo(say(line))
    if not yes and not dry_run and around.can_ask and not agrees(around, msg(N_("Take it back?"))):
        raise typer.Exit(0)
    moved = moved_books(desk, undo(desk, entry, dry_run=dry_run), around.today)
    if is_shown:
        typer.echo(_(N_("A trial: nothing was written.")) if dry_run else _(N_("Taken back.")))
    for row in moved if is_shown else ():
        typer.echo(say(msg(N_("Settled: {text}"), text=row.text)))
    if not is_shown:
        _give_json(around, entry, moved, is_written=not dry_run)


def _what_it_was(entry: JournalEntry) -> Iterator[Message]:
    yield msg(N_("The last record: ct58 {words}"), words=entry.words)
    if entry.holder:
        yield msg(N_("  recorded by {holder}"), holder=_PROCESS.sub("", entry.holder))


def _give_json(
    around: Surroundings, entry: JournalEntry, moved: Sequence[SettledRow], *, is_written: bool
) -> None:
    """What was taken back, and what that moves of closed periods and issued summaries."""
    found = {
        "command": entry.words,
        "files": sorted(entry.before),
        "written": is_written,
        "settled": settled_entries(moved, around.speech),
    }
    give(around, Answer(command="undo", as_of=around.today, page=lambda: Page(()), data=lambda: found))


_PROCESS = pattern(r"pid [0-9]+, ")
"""Of who recorded it, what only a computer asks."""
MOST_SHOWN = 8


def _what_goes_back(around: Surroundings, entry: JournalEntry) -> Iterator[Message]:
    """What is taken back, in the office's words: `Báo cáo quý II/2024 của Sở Y tế (bỏ đi)`."""
    office = _register(around)
    for file, content in list(entry.before.items())[:MOST_SHOWN]:
        text = N_("  {subject} (goes away)") if content is None else N_("  {subject} (as it was before)")
        yield msg(text, subject=file_subject(file, office, around.speech))
    if len(entry.before) > MOST_SHOWN:
        yield msg(N_("  … {count} more"), count=len(entry.before) - MOST_SHOWN)


def _register(around: Surroundings) -> Office | None:
    """Who is called what; None where the data cannot be read, which stops no undo."""
    part = Slice(needs=frozenset({"programme"}), also_reads=frozenset({"units"}))
    try:
        return around.with_options(quiet=True).open_whole(part)
    except Ct58Error:
        return None
