"""ct58 log."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import Annotated

import typer

from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.interest import Interest, interest_in
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE, UNITS_FOLDER, report_file
from ct58.domain.records.search import find_report, find_thing
from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.render.screens.history import log_page
from ct58.render.words.cells import moment_text
from ct58.render.words.speech import Speech
from ct58.services.past.history import log_view
from ct58.services.reading.opening import PROGRAMME_ONLY, Slice
from ct58.vcs.history import revision_steps
from ct58.vcs.repository import Revision
from ct58.views.changes import LogView

DEFAULT_LIMIT = 20
_TRIED = 20
"""So many states are looked at for one that can be read."""
_REGISTER = Slice(needs=frozenset({"programme", "units"}), also_reads=frozenset())
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=HistoryCommand,
    help=_(
        N_(
            "Who changed what, when, in words: of a task, a unit, an indicator, a figure, one report "
            "(unit and period), or of everything."
        )
    ),
    epilog=_(N_("Examples: ct58 log · ct58 log PL-02 · ct58 log so y te 2021-Q2 · ct58 log CT-15 --limit 0")),
)
def log(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar=_(N_("[ID]")), help=_(N_("An id, a unit's name, or a unit and a period."))),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", "-n", min=0, metavar=_(N_("N")), help=_(N_("At most so many revisions (0: all)."))
        ),
    ] = DEFAULT_LIMIT,
) -> None:
    """Show the history."""
    around: Surroundings = ctx.obj.on_history()
    if around.options.rev is None:
        around.tell_condition()
    office, interest, title = _known(around, what or [])
    view = log_view(around.repository(), office, interest, title, limit, around.memory_of_revisions())
    give(
        around,
        Answer(
            command="log",
            as_of=around.as_of,
            page=lambda: log_page(view, around.speech),
            data=lambda: _as_json(view, around.speech),
        ),
    )


def _as_json(view: LogView, speech: Speech) -> list[dict[str, object]]:
    """The revisions as entries; who reads a page doesn't pay for them."""
    from ct58.render.screens.history import log_as_json

    return log_as_json(view, speech)


def _known(around: Surroundings, what: list[str]) -> tuple[Office, Interest, str]:
    """What is meant, by the data as it is; where that cannot be read, by the newest revision that can: who broke it is asked here.

    Raises BadUsage for an id that means nothing, InvalidData where no revision of late can be read.
    """
    try:
        return _asked(around, what)
    except InvalidData as broken:
        steps = revision_steps(around.repository(), [PROGRAMME_FILE, UNITS_FOLDER])
        for step in islice(steps, _TRIED):
            with suppress(InvalidData):
                found = _asked(around.with_options(rev=step.revision.id, quiet=True), what)
                around.warn(_as_known_then(step.revision, around.speech))
                return found
        raise broken from None


def _as_known_then(revision: Revision, speech: Speech) -> Message:
    text = N_(
        "The data cannot be read as it is (ct58 check), so what is meant is taken from {revision}, of {moment}."
    )
    return msg(text, revision=revision.short, moment=moment_text(revision.when, speech))


def _asked(around: Surroundings, what: list[str]) -> tuple[Office, Interest, str]:
    """What is meant, and what it is called. Raises BadUsage for an id that means nothing.

    For one report no more than the register is read.
    """
    text = " ".join(what)
    if len(what) > 1:
        office = around.open_whole(_REGISTER)
        found = find_report(office, text)
        if found is not None:
            unit, period = found
            path = report_file(unit.id, str(period))
            return office, Interest(paths=(path,)), f"{unit.label}, {around.speech.period(period)}"
    office = around.open_whole(PROGRAMME_ONLY)
    if not what:
        return office, Interest(), ""
    thing = find_thing(office, text)
    title = getattr(thing.record, "name", None) or getattr(thing.record, "title", None) or ""
    return office, interest_in(office, thing), f"{thing.id} {title}".strip()
