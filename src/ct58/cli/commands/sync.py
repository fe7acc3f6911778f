"""ct58 sync."""

from __future__ import annotations

import typer

from ct58.cli.commands.submit import handed_text
from ct58.cli.daily_round import AsOption, RoundCommand, Workplace
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import Message, N_, msg
from ct58.render.pages.submissions import (
    clash_blocks,
    clash_entry,
    lines_page,
    moment_text,
    submission_entry,
    submission_line,
)
from ct58.services.checking import count_errors
from ct58.services.office_names import office_names
from ct58.services.submitting import news
from ct58.services.syncing import Synced, sync
from ct58.vcs.shared import Shared
from ct58.views.page import Block, Gap, Line, Page, words
from ct58.views.submissions import Submission

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=RoundCommand,
    help=_(
        N_(
            "Fetch the approved main copy into this folder, send what is queued, and say what became of my "
            "submissions. What was saved here stays on top; nothing is lost."
        )
    ),
    epilog=_(N_("Example: ct58 sync")),
)
def sync_command(ctx: typer.Context, as_: AsOption = None) -> int:
    """Fetch and tell; exit code 1 where two people changed the same."""
    around: Surroundings = ctx.obj
    place = Workplace(around, as_)
    shared = place.shared()
    message = around.speech.gettext(N_("Main copy and own work together"))
    synced = sync(shared, place.desk, place.who, message)
    mine = news(shared)
    give(
        around,
        Answer(
            command="sync",
            as_of=around.as_of,
            page=lambda: Page(tuple(_blocks(place, shared, synced, mine))),
            data=lambda: _data(synced, mine),
            rows=lambda: [submission_entry(one) for one in mine],
        ),
    )
    if synced.met in ("joined", "ahead"):
        _warn_of_errors(around)
    return 1 if synced.clashes else 0


def _blocks(place: Workplace, shared: Shared, synced: Synced, mine: tuple[Submission, ...]) -> list[Block]:
    speech = place.around.speech
    told = [*(handed_text(handed, place.who.name) for handed in synced.sent), *_met(synced, shared, place)]
    blocks: list[Block] = list(lines_page(told, speech).blocks)
    if synced.clashes:
        sides = (speech.gettext(N_("Mine")), speech.gettext(N_("Main copy")))
        names = office_names(place.repository, place.desk, shared.approved())
        blocks += [Gap(), *clash_blocks(synced.clashes, names, sides, speech)]
        blocks += [Line(words(speech.gettext(text))) for text in _HOW_TO_SETTLE]
    if mine:
        blocks += [Gap(), *(submission_line(one, speech) for one in mine)]
    return blocks


_HOW_TO_SETTLE = (
    N_("Both values stand in the file, side by side; nothing is lost. To settle it: agree on one,"),
    N_("let the file say only that (ct58 check names the place), then: ct58 save"),
)


def _met(synced: Synced, shared: Shared, place: Workplace) -> list[Message]:
    main = shared.approved()
    moment = moment_text(main.when, place.around.speech) if main else ""
    texts = {
        "same": N_("Up to date with the main copy of {moment}.")
        if main
        else N_("There is no main copy yet."),
        "ahead": N_("Up to date with the main copy of {moment}. What you saved here is not approved yet."),
        "updated": N_("Fetched the main copy of {moment}: {count} records are new here."),
        "joined": N_(
            "Fetched the main copy of {moment}: {count} records are new here. Your own work is kept."
        ),
        "clash": N_("Fetched the main copy of {moment}: {count} records are new here. Some must be settled."),
    }
    met = "same" if synced.met == "updated" and not synced.files else synced.met
    return [msg(texts[met], moment=moment, count=place.around.speech.number(synced.files))]


def _warn_of_errors(around: Surroundings) -> None:
    """What each side may say alone can still contradict itself together."""
    errors = count_errors(around.source, around.progress())
    if errors:
        around.warn(msg(N_("Together, the data has {count} errors. See: ct58 check"), count=errors))


def _data(synced: Synced, mine: tuple[Submission, ...]) -> dict[str, object]:
    return {
        "met": synced.met,
        "records": synced.files,
        "sent": [handed.name for handed in synced.sent],
        "clashes": [clash_entry(clash) for clash in synced.clashes],
        "submissions": [submission_entry(one) for one in mine],
    }
