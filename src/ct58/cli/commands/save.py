"""ct58 save."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.daily_round import NOTHING_WRITTEN, AsOption, RoundCommand, Workplace
from ct58.cli.dialogue.talk import agrees
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.errors import Finding, InvalidData, Refused
from ct58.errors.rules import has_errors, hint_of, problem_of, severity_of
from ct58.i18n import Message, N_, msg
from ct58.render.screens.change_entries import changes_as_json
from ct58.render.screens.changes import changes_page
from ct58.render.screens.check import check_page, findings_as_json
from ct58.render.screens.submissions import (
    lines_page,
)
from ct58.render.words.cells import moment_text
from ct58.render.words.changes import change_message
from ct58.render.words.speech import Speech
from ct58.services.reading.checking import shown_findings
from ct58.services.reading.data_source import load_data
from ct58.services.round.keeping import Unsaved, draft, is_joining, keep, need_working_line
from ct58.store.loaded import Loaded
from ct58.store.sources import everything
from ct58.vcs.repository import Revision
from ct58.vcs.trailers import RoundFacts, stating

SHOWN_WARNINGS = 5
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=RoundCommand,
    help=_(N_("Keep what was recorded in this folder, after a look at it in words. Nothing is sent yet.")),
    epilog=_(
        N_('Examples: ct58 save · ct58 save "Báo cáo quý II của 12 đơn vị" · ct58 save --as "Lê Thị Hoa"')
    ),
)
def save(
    ctx: typer.Context,
    note: Annotated[
        str, typer.Argument(metavar=_(N_("[NOTE]")), help=_(N_("What it is about, in your own words.")))
    ] = "",
    as_: AsOption = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_(N_("In spite of new warnings; never in spite of errors.")))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_(N_("Do not ask.")))] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Check, show, ask, keep."""
    around: Surroundings = ctx.obj
    place = Workplace(around, as_, is_trial=dry_run)
    need_working_line(place.repository, allowed="merging")
    if not dry_run:
        place.set_up_joining()
    loaded = load_data(around.source, everything, around.progress())
    _refuse_errors(around, loaded)
    drafted = draft(place.repository, place.desk, loaded, around.as_of)
    joins = is_joining(place.repository)
    who = place.who if (drafted.files or joins) and not dry_run else None
    _show(around, drafted, is_trial=dry_run)
    if dry_run:
        _refuse_forbidden(drafted)
        place.say([NOTHING_WRITTEN])
    if who is None:
        return
    _refuse_forbidden(drafted)
    _look_at_warnings(around, drafted, anyway=anyway)
    if not yes and around.can_ask and not agrees(around, msg(N_("Save it?"))):
        raise typer.Exit(0)
    message = change_message(drafted.view, around.speech, note)
    overridden = tuple(_overridden(finding, around.speech) for finding in drafted.warnings)
    stated = stating(message, RoundFacts(overridden=overridden))
    kept = keep(place.repository, place.desk, drafted, stated, who)
    ended = [msg(N_("Both states that somebody had begun to join are in it."))] if joins else []
    place.say([_kept(around, kept, who.name), *ended])


def _refuse_errors(around: Surroundings, loaded: Loaded) -> None:
    """Whoever saves errors hands them on."""
    if not has_errors(loaded.findings):
        return
    errors = tuple(finding for finding in loaded.located() if severity_of(finding) == "error")
    only = shown_findings(loaded, errors)
    give(
        around,
        Answer(
            command="save",
            as_of=around.as_of,
            page=lambda: check_page(only, around.speech),
            data=lambda: findings_as_json(only, around.speech),
        ),
    )
    raise InvalidData(
        msg(N_("Not saved: the data has {count} errors."), count=len(errors)),
        msg(N_("Mend them (ct58 check), then again: ct58 save")),
    )


def _show(around: Surroundings, drafted: Unsaved, *, is_trial: bool) -> None:
    """What would be saved, as `diff` shows it."""
    speech, view = around.speech, drafted.view
    lines: list[Message] = []
    if not drafted.files:
        lines = [msg(N_("Nothing has changed since it was saved last."))]
    elif view is None:
        first = N_("Saved for the first time: {count} files.")
        first = N_("To be saved for the first time: {count} files.") if is_trial else first
        lines = [msg(first, count=len(drafted.files))]
    give(
        around,
        Answer(
            command="save",
            as_of=around.as_of,
            page=lambda: lines_page(lines, speech) if lines or view is None else changes_page(view, speech),
            data=lambda: {
                "files": sorted(drafted.files),
                "changes": changes_as_json(view, speech) if view else [],
            },
        ),
    )
    if drafted.others:
        text = N_("Saved along with it, though no records of the data: {files}")
        around.warn(msg(text, files=", ".join(drafted.others)))


def _refuse_forbidden(drafted: Unsaved) -> None:
    """What the office's own rules forbid would be refused by whoever approves, too."""
    for finding in drafted.view.errors if drafted.view else ():
        raise Refused(
            msg(
                N_("Not saved ({code}): {problem}"),
                code=finding.code,
                problem=problem_of(finding),
            ),
            hint_of(finding),
        )


def _look_at_warnings(around: Surroundings, drafted: Unsaved, *, anyway: bool) -> None:
    """New warnings are shown; where nobody can be asked, they need --anyway."""
    for finding in drafted.warnings[:SHOWN_WARNINGS]:
        around.warn(_warning(finding))
    if drafted.warnings and not anyway and not around.can_ask:
        raise Refused(
            msg(N_("Not saved: {count} new warnings."), count=len(drafted.warnings)),
            msg(N_("Look at them (ct58 check). If all is as it should be: ct58 save --anyway")),
        )


def _warning(finding: Finding) -> Message:
    text = N_("Look again: {file}: {problem}")
    return msg(text, file=finding.file, problem=problem_of(finding))


def _overridden(finding: Finding, speech: Speech) -> str:
    """A warning in spite of which something is saved: its code, its file, and in words."""
    return f"{finding.code} {finding.file}: {speech.say(problem_of(finding))}"


def _kept(around: Surroundings, kept: Revision | None, name: str) -> Message:
    if kept is None:
        return msg(N_("Nothing to save: only line ends differ."))
    return msg(
        N_("Saved by {name}: data of {moment}. To send it for approval: ct58 submit"),
        name=name,
        moment=moment_text(kept.when, around.speech),
    )
