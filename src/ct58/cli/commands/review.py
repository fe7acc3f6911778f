"""ct58 review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ct58.cli.daily_round import NOTHING_WRITTEN, AsOption, RoundCommand, Workplace
from ct58.cli.dialogue.talk import agrees
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.change_entries import changes_as_json
from ct58.render.screens.changes import changes_page
from ct58.render.screens.reviewer import known_as_json
from ct58.render.screens.submissions import (
    ClashWords,
    Sides,
    clash_entry,
    making_lines,
    other_files,
    review_page,
    submission_entry,
    waiting_entry,
)
from ct58.render.words.cells import moment_text
from ct58.render.words.changes import change_message
from ct58.services.past.comparing import office_names
from ct58.services.reading.revision_source import refuse_newer_revision
from ct58.services.round.own_work import Making, has_part_in, making_of, refuse_own
from ct58.services.round.reviewing import Prepared, Reviewer, changed_meanwhile, refuse_unfit, submission_of
from ct58.store.folders import remember_review, remembered_review
from ct58.vcs.shared import Shared, Tip
from ct58.views.changes import ChangesView
from ct58.views.page import Block, Gap, Heading, Page

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class ReviewCommand(RoundCommand):
    """One whose page may be sent to whoever approves elsewhere."""

    formats = ("text", "json", "md")


@app.command(
    cls=ReviewCommand,
    help=_(
        N_(
            "What was handed in for approval; with a number, what it changes and what to know of it; then "
            "--approve makes it part of the main copy, --return gives it back with a reason."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 review · ct58 review 1 · ct58 review 1 --approve · "
            "ct58 review 1 --return 'Thiếu văn bản gia hạn'"
        )
    ),
)
def review(
    ctx: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(metavar=_(N_("[N]")), help=_(N_("Its number in the list, or its name."))),
    ] = None,
    approve: Annotated[bool, typer.Option("--approve", help=_(N_("Make it part of the main copy.")))] = False,
    return_: Annotated[
        str | None,
        typer.Option("--return", metavar=_(N_("REASON")), help=_(N_("Give it back, and say why."))),
    ] = None,
    as_: AsOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_(N_("Do not ask.")))] = False,
    dry_run: DryRunOption = False,
) -> None:
    """List, show, approve or return."""
    around: Surroundings = ctx.obj
    _refuse_half_a_wish(which, return_, approve=approve)
    place = Workplace(around, as_, is_trial=dry_run)
    around.tell_condition()
    shared = place.shared()
    shared.fetch()
    desk = _Desk(place, shared)
    if which is None:
        desk.list_waiting()
    elif dry_run and (approve or return_ is not None):
        desk.try_out(desk.find(which), approve=approve)
    elif return_ is not None:
        desk.give_back(desk.find(which), return_)
    elif approve:
        desk.approve(desk.find(which), yes=yes)
    else:
        desk.show(desk.find(which))


def _refuse_half_a_wish(which: str | None, reason: str | None, *, approve: bool) -> None:
    if which is None and (approve or reason is not None):
        raise BadUsage(msg(N_("Which one? Name its number.")), msg(N_("See: ct58 review")))
    if approve and reason is not None:
        raise BadUsage(msg(N_("Either --approve or --return, not both.")))
    if reason is not None and not reason.strip():
        raise BadUsage(msg(N_("A submission is not returned without a reason.")))


class _Desk:
    """The reviewer's desk: what waits, what was looked at, and deciding it."""

    def __init__(self, place: Workplace, shared: Shared) -> None:
        self._place = place
        self._around = place.around
        self._shared = shared
        self._state = place.desk.state
        self._reviewer = Reviewer(shared, place.desk.root, place.desk.cache, place.around.as_of)
        self._waiting = self._reviewer.waiting()

    def find(self, which: str) -> Tip:
        """By the number of the list that was shown last, or by name. Raises BadUsage or Refused."""
        listed = remembered_review(self._state).listed or tuple(tip.name for tip in self._waiting)
        is_number = (
            which.isascii() and which.isdecimal() and len(which) < 10 and 0 < int(which) <= len(listed)
        )
        name = listed[int(which) - 1] if is_number else which
        found = next((tip for tip in self._waiting if tip.name == name), None)
        if found is None and is_number:
            raise changed_meanwhile(name)
        if found is None:
            raise BadUsage(
                msg(N_("No submission “{name}” waits for approval."), name=which), msg(N_("See: ct58 review"))
            )
        return found

    def list_waiting(self) -> None:
        """What waits."""
        waiting = tuple(self._reviewer.summed_up(self._waiting))
        memory = remembered_review(self._state)
        remember_review(self._state, replace(memory, listed=tuple(tip.name for tip in self._waiting)))
        self._give(
            Page(review_page(waiting, self._around.speech).blocks), [waiting_entry(one) for one in waiting]
        )

    def show(self, tip: Tip) -> tuple[Prepared, ChangesView]:
        """What its approval would change."""
        prepared = self._reviewer.prepare(tip)
        view = self._reviewer.view(prepared)
        memory = remembered_review(self._state)
        remember_review(self._state, replace(memory, seen={**memory.seen, tip.name: tip.revision.id}))
        speech, making = self._around.speech, making_of(self._shared, tip)
        others = self._reviewer.others(prepared)
        entries: dict[str, object] = {
            **submission_entry(submission_of(tip)),
            "saved_by": dict(making.makers),
            "overridden": list(making.overridden),
            "changes": changes_as_json(view, speech),
            "to_know": known_as_json(view, speech),
            "other_files": list(others),
            "clashes": [clash_entry(clash) for clash in prepared.clashes],
        }
        self._give(Page(tuple(self._blocks(prepared, view, making, others))), entries)
        return prepared, view

    def _blocks(
        self, prepared: Prepared, view: ChangesView, making: Making, others: Sequence[str]
    ) -> list[Block]:
        speech, tip = self._around.speech, prepared.tip
        said = msg(
            N_("SUBMISSION {name} · {sender}, {moment}"),
            name=tip.name,
            sender=tip.sender,
            moment=moment_text(tip.sent, speech),
        )
        made = making_lines(making.makers, making.overridden, speech)
        blocks: list[Block] = [Heading(speech.say(said), level=1), *made, *other_files(others, speech), Gap()]
        if prepared.clashes:
            sides: Sides = {
                "mine": speech.gettext(N_("Submission")),
                "theirs": speech.gettext(N_("Main copy")),
            }
            names = office_names(self._place.repository, self._place.desk, prepared.main)
            blocks += [*ClashWords(names, sides, speech).blocks(prepared.clashes), Gap()]
        return [*blocks, *changes_page(view, speech).blocks]

    def approve(self, tip: Tip, *, yes: bool) -> None:
        """Make it part of the main copy; what was changed since it was looked at is to be looked at again."""
        seen = remembered_review(self._state).seen.get(tip.name)
        if seen is not None and seen != tip.revision.id:
            raise changed_meanwhile(tip.name)
        refuse_newer_revision(self._shared.repository, tip.revision.id)
        refuse_own(self._shared, tip, self._place.who)
        if seen is None:
            refuse_unfit(*self.show(tip))
        question = msg(N_("Approve submission {name} of {sender}?"), name=tip.name, sender=tip.sender)
        if not yes and self._around.can_ask and not agrees(self._around, question):
            raise typer.Exit(0)
        speech, who = self._around.speech, self._place.who
        is_own = has_part_in(self._shared, tip, who)
        title = speech.say(msg(N_("Submission {name} approved"), name=tip.name))
        view = self._reviewer.approve(tip, who, lambda view: change_message(view, speech, title))
        lines = [
            msg(
                N_("Approved by {who}: submission {name}, {count} changes. The main copy has them now."),
                who=who.name,
                name=tip.name,
                count=speech.number(len(view.changes) if view else 0),
            ),
            msg(N_("To have them in this folder, too: ct58 sync")),
        ]
        if is_own:
            lines.insert(0, msg(N_("Note: it was your own submission.")))
        self._place.say(lines)

    def try_out(self, tip: Tip, *, approve: bool) -> None:
        """Show what a decision would be about, and whether it would be refused."""
        prepared, view = self.show(tip)
        if approve:
            refuse_newer_revision(self._shared.repository, tip.revision.id)
            refuse_own(self._shared, tip, self._place.who)
            refuse_unfit(prepared, view)
        self._place.say([NOTHING_WRITTEN])

    def give_back(self, tip: Tip, reason: str) -> None:
        """Return it to its sender."""
        title = self._around.speech.say(msg(N_("Submission {name} returned"), name=tip.name))
        self._reviewer.give_back(tip, self._place.who, title, reason.strip())
        text = N_("Returned by {who}: submission {name}. {sender} sees the reason at the next ct58 sync.")
        self._place.say([msg(text, who=self._place.who.name, name=tip.name, sender=tip.sender)])

    def _give(self, page: Page, data: dict[str, object] | list[dict[str, object]]) -> None:
        give(
            self._around,
            Answer(
                command="review",
                as_of=self._around.as_of,
                page=lambda: page,
                data=lambda: data,
            ),
        )
