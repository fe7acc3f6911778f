"""ct58 submit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from ct58.cli.daily_round import NOTHING_WRITTEN, AsOption, RoundCommand, Workplace
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.recorded import settled_lines
from ct58.render.screens.submissions import lines_page, mine_page, submission_entry
from ct58.services.past.comparing import settled_between
from ct58.services.reading.checking import count_errors
from ct58.services.reading.revision_source import RevisionSource
from ct58.services.round.keeping import need_working_line, unsaved, unsettled
from ct58.services.round.submitting import (
    HandedIn,
    HandInWords,
    hand_in,
    my_submissions,
    try_to_look,
    would_hand_in,
)
from ct58.vcs.brought import departure
from ct58.vcs.shared import Shared, Tip
from ct58.views.page import Page
from ct58.views.settled import SettledRow
from ct58.views.submissions import Submission

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=RoundCommand,
    help=_(
        N_(
            "Hand in what was saved, as a submission of its own; without a connection it is queued. "
            "--list: what became of mine."
        )
    ),
    epilog=_(N_("Examples: ct58 submit · ct58 submit --list")),
)
def submit(
    ctx: typer.Context,
    list_: Annotated[
        bool, typer.Option("--list", help=_(N_("Mine: waiting, approved, returned and why.")))
    ] = False,
    as_: AsOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Hand in, or list."""
    around: Surroundings = ctx.obj
    place = Workplace(around, as_, is_trial=dry_run)
    if list_:
        _list(place)
        return
    need_working_line(place.repository)
    shared = place.shared()
    _refuse_errors(place)
    left = unsaved(place.repository, place.desk.root)
    if left:
        place.say(
            [msg(N_("Not saved yet, so not handed in: {count} files. Save them: ct58 save"), count=len(left))]
        )
    told = _tried(place, shared) if dry_run else _handed(place, shared)
    moved = _moved(place, shared)
    blocks = (*lines_page(told, around.speech).blocks, *settled_lines(moved, around.speech))
    _give(around, my_submissions(shared), lambda: Page(blocks), moved)


def _handed(place: Workplace, shared: Shared) -> list[Message]:
    """Hand in, and say what became of it."""
    around = place.around
    handed = hand_in(
        shared, place.who, around.clock, _words(around), lambda others: place.say([_along(others)])
    )
    return [handed_text(handed, place.who.name), *map(_answered, handed.answers)]


def _tried(place: Workplace, shared: Shared) -> list[Message]:
    """What handing in would come to."""
    who = place.who
    found = would_hand_in(shared, who, place.around.clock, lambda others: place.say([_along(others)]))
    would = msg(N_("Would be handed in by {who}: submission {name}."), who=who.name, name=found.name)
    text = would if found.outcome == "queued" else handed_text(found, who.name)
    return [text, *([found.problem] if found.problem else []), NOTHING_WRITTEN]


def _words(around: Surroundings) -> HandInWords:
    """What the history says of it."""
    speech = around.speech
    return HandInWords(
        title=lambda name: speech.say(msg(N_("Submission {name} handed in"), name=name)),
        answer=speech.gettext(N_("Corrected and handed in anew")),
    )


def _moved(place: Workplace, shared: Shared) -> tuple[SettledRow, ...]:
    """What the work that is not approved yet moves of closed periods and issued summaries."""
    main, head = shared.approved(), place.repository.find("HEAD")
    start = departure(place.repository, main, head) if main and head else None
    if start is None or head is None or start.revision.id == head.id:
        return ()
    desk = place.desk
    old = RevisionSource(desk.root, desk.cache, place.repository, start.revision, files=start.files)
    new = RevisionSource(desk.root, desk.cache, place.repository, head)
    return settled_between(old, new, place.around.as_of)


def _list(place: Workplace) -> None:
    around, shared = place.around, place.shared()
    problem = try_to_look(shared)
    if problem is not None:
        place.say([msg(N_("{problem} Shown as it was seen last."), problem=problem)])
    mine = my_submissions(shared)
    _give(around, mine, lambda: mine_page(mine, around.speech))


def _give(
    around: Surroundings,
    mine: Sequence[Submission],
    page: Callable[[], Page],
    moved: Sequence[SettledRow] | None = None,
) -> None:
    """My submissions as data, and a page of them or of what was done; beside it what handing in moves."""
    entries = [submission_entry(one) for one in mine]
    give(
        around,
        Answer(
            command="submit",
            as_of=around.as_of,
            page=page,
            data=lambda: entries,
            beside=lambda: {} if moved is None else {"settled": settled_entries(moved, around.speech)},
        ),
    )


def _refuse_errors(place: Workplace) -> None:
    """What was saved with two people's values side by side must be settled first."""
    head = place.repository.find("HEAD")
    if head is None:
        return
    saved = RevisionSource(place.desk.root, place.desk.cache, place.repository, head)
    errors = count_errors(saved, place.around.progress())
    if errors:
        hint = N_("Mend them (ct58 check), then: ct58 save, ct58 submit")
        if unsettled(place.repository):
            hint = N_("Two people's values stand side by side in it. To choose: ct58 sync; then: ct58 submit")
        raise InvalidData(
            msg(N_("Not handed in: what was saved has {count} errors."), count=errors), msg(hint)
        )


def _along(others: Mapping[str, int]) -> Message:
    """Whose entries go along, where several people type in one folder."""
    names = ", ".join(f"{name} ({times})" for name, times in others.items())
    return msg(N_("What others saved in this folder goes along (how often): {names}"), names=names)


def _answered(back: Tip) -> Message:
    """What it answers, for whoever has not read the reason yet."""
    text = N_("It answers what {by} returned ({name}): {reason}")
    return msg(text, by=back.revision.author, name=back.name, reason=back.reason)


def handed_text(handed: HandedIn, name: str) -> Message:
    """What became of handing in, in a sentence."""
    texts = {
        "sent": N_("Handed in by {who}: submission {name}. What becomes of it: ct58 submit --list"),
        "added": N_("Added by {who} to submission {name}, which still waits."),
        "waits": N_("All that was saved is in submission {name} already, which waits for approval."),
        "nothing": N_("There is nothing to hand in: the main copy has all that was saved."),
        "queued": N_(
            "Queued as submission {name}, because: {problem} The next ct58 submit or ct58 sync sends it."
        ),
    }
    return msg(texts[handed.outcome], who=name, name=handed.name, problem=handed.problem or "")
