"""ct58 sync."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer

from ct58.cli.commands.submit import handed_text
from ct58.cli.daily_round import NOTHING_WRITTEN, AsOption, RoundCommand, Workplace
from ct58.cli.doubled import doubled_told, settle_doubled
from ct58.cli.language import _
from ct58.cli.options import DryRunOption
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.vietnamese import fold
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.doubled import doubled_entry
from ct58.render.screens.recorded import settled_lines
from ct58.render.screens.submissions import (
    ClashWords,
    Sides,
    clash_entry,
    lines_page,
    submission_entry,
    submission_line,
)
from ct58.render.screens.vanished import vanished_blocks, vanished_entry
from ct58.render.words.cells import moment_text
from ct58.services.past.comparing import office_names, settled_between
from ct58.services.reading.checking import count_errors
from ct58.services.reading.revision_source import RevisionSource
from ct58.services.round.people import Person
from ct58.services.round.submitting import news
from ct58.services.round.syncing import Messages, Met, Synced, sync
from ct58.services.round.vanishing import disappearance
from ct58.store.folders import remembered_person
from ct58.vcs.shared import Shared
from ct58.views.page import Block, Gap, Line, Page, words
from ct58.views.settled import SettledRow
from ct58.views.submissions import Clash, Settlement, SideChoice, Submission

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=RoundCommand,
    help=_(
        N_(
            "Fetch the approved main copy into this folder, send what is queued, and say what became of my "
            "submissions. What was saved here stays on top; nothing is lost. Where two people changed the same "
            "differently, it asks which to keep; --keep answers before."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 sync · ct58 sync --keep theirs · "
            "ct58 sync --keep mine --keep units/so-y-te/reports/2021-Q2.yaml=theirs"
        )
    ),
)
def sync_command(
    ctx: typer.Context,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            metavar=_(N_("[FILE=]mine|theirs|both")),
            help=_(
                N_(
                    "Where both changed the same: keep mine, or theirs (the main copy's); everywhere, or in one "
                    "file. Of two things under one id both can be kept: mine gets the next free id. May be repeated."
                )
            ),
        ),
    ] = None,
    as_: AsOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Fetch, settle and tell; exit code 1 where something is still to be settled."""
    around: Surroundings = ctx.obj
    wishes = _wishes(keep or ())
    place = Workplace(around, as_, is_trial=dry_run)
    shared = place.shared()
    if not dry_run:
        place.set_up_joining()
    settling = _Settling(place, shared, wishes, can_ask=around.can_ask and not dry_run)
    synced = sync(
        shared,
        place.desk,
        lambda: place.who,
        _messages(around),
        settling.settle,
        lambda files: _tell(place, files),
        dry_run=dry_run,
    )
    settling.tell_unused()
    twice = settle_doubled(place, dry_run=dry_run)
    told = doubled_told(twice, around.speech)
    moved = _moved(place, synced)
    lines = settled_lines(moved, around.speech)
    mine = news(shared)
    gone = disappearance(shared, Person(remembered_person(place.desk.state) or "", place.repository.git).slug)
    vanished = list(vanished_blocks(gone.gone, around.speech, is_here=gone.is_here)) if gone else []
    give(
        around,
        Answer(
            command="sync",
            as_of=around.as_of,
            page=lambda: Page((*vanished, *_blocks(place, shared, synced, mine), *told, *lines)),
            data=lambda: {
                **_data(synced, mine),
                "settled": settled_entries(moved, around.speech),
                "told_twice": [doubled_entry(one) for one in twice.open],
                "vanished": [vanished_entry(one) for one in gone.gone] if gone else [],
            },
        ),
    )
    if dry_run:
        place.say([NOTHING_WRITTEN])
    elif synced.met in ("joined", "ahead"):
        _warn_of_errors(around)
    return 1 if synced.met == "clash" or twice.open else 0


def _moved(place: Workplace, synced: Synced) -> tuple[SettledRow, ...]:
    """What is other in closed periods and issued summaries since the folder was as it was before."""
    before, after = synced.before, synced.after
    if before is None or after is None or before.id == after.id:
        return ()
    desk = place.desk
    old, new = (RevisionSource(desk.root, desk.cache, place.repository, one) for one in (before, after))
    return settled_between(old, new, place.around.as_of)


_MANY = 5
"""So many files that both changed take more than a second to join."""


def _tell(place: Workplace, files: int) -> None:
    if files >= _MANY:
        place.say([msg(N_("Joining {count} files that both changed …"), count=files)])


def _messages(around: Surroundings) -> Messages:
    say = around.speech.gettext
    return Messages(
        joined=say(N_("Main copy and own work together")),
        settled=say(N_("Settled what two people had changed differently")),
    )


# ------------------------------------------------------------------ to settle

_SIDE_WORDS: Mapping[str, SideChoice] = {
    "mine": "mine",
    "cua toi": "mine",
    "theirs": "theirs",
    "ban chinh": "theirs",
    "both": "both",
    "ca hai": "both",
}


@record
class _Wishes:
    """What --keep says: for everything, and for single files of the data."""

    everywhere: SideChoice | None
    files: Mapping[str, SideChoice]
    are_both_kept: bool

    def of(self, clash: Clash) -> SideChoice | None:
        """What to keep of a clash; both only of two things that have one id."""
        wish = self.files.get(clash.file)
        if wish is None:
            wish = "both" if clash.becomes and self.are_both_kept else self.everywhere
        return None if wish == "both" and not clash.becomes else wish


def _wishes(given: Iterable[str]) -> _Wishes:
    """Raises BadUsage for a side that there is not, and for two answers to one question."""
    sides: dict[str, SideChoice] = {}
    are_both_kept = False
    for text in given:
        file, _equals, side = text.rpartition("=")
        word = fold(side).replace("-", " ").replace("_", " ")
        file = _file_name(file)
        if not file and _SIDE_WORDS.get(word) == "both":
            are_both_kept = True
            continue
        if word not in _SIDE_WORDS:
            raise BadUsage(
                msg(N_("“{text}” does not say what to keep."), text=text),
                msg(
                    N_(
                        "Write mine, theirs or both, or a file with it, for example: --keep units/a/events.yaml=mine"
                    )
                ),
            )
        if sides.setdefault(file, _SIDE_WORDS[word]) != _SIDE_WORDS[word]:
            raise BadUsage(msg(N_("--keep says both mine and theirs for the same.")))
    everywhere = sides.pop("", None)
    return _Wishes(everywhere=everywhere, files=sides, are_both_kept=are_both_kept)


def _file_name(text: str) -> str:
    """As the data names it, however it was typed: with the folder before it, or with Windows' strokes."""
    return text.strip().replace("\\", "/").removeprefix("./").removeprefix("data/")


class _Settling:
    """Decides clashes by --keep, else by asking, where somebody can be asked."""

    def __init__(self, place: Workplace, shared: Shared, wishes: _Wishes, *, can_ask: bool) -> None:
        self._place = place
        self._around = place.around
        self._shared = shared
        self._wishes = wishes
        self._can_ask = can_ask
        self._seen: set[str] = set()

    def settle(self, clashes: tuple[Clash, ...]) -> Settlement:
        """What is decided of some clashes. Raises Abort where the person leaves."""
        self._seen.update(clash.file for clash in clashes)
        wished = {clash.number: side for clash in clashes if (side := self._wishes.of(clash))}
        words_ = clash_words(self._place, self._shared)
        asked = self._asked([clash for clash in clashes if clash.number not in wished], words_)
        keep = {**wished, **asked}
        said = (f"- {words_.settled(clash, keep[clash.number])}" for clash in clashes if clash.number in keep)
        return Settlement(keep=keep, said=tuple(said))

    def _asked(self, clashes: Sequence[Clash], words_: ClashWords) -> Mapping[int, SideChoice]:
        around = self._around
        if not clashes or not self._can_ask or around.options.format == "json":
            return {}
        from ct58.cli.dialogue.clashes import ask_sides
        from ct58.cli.dialogue.prompts import Left, TerminalPrompter
        from ct58.cli.dialogue.talk import Talk

        try:
            return ask_sides(
                Talk(TerminalPrompter(around.width), around.speech, around.today), clashes, words_
            )
        except Left as left:
            self._place.say([msg(N_("Nothing was decided, and this folder is as it was. Again: ct58 sync"))])
            raise typer.Abort from left

    def tell_unused(self) -> None:
        """Files that --keep names and in which nothing was to be settled."""
        for file in self._wishes.files:
            if file not in self._seen:
                self._place.say([msg(N_("Nothing was to be settled in {file}."), file=file)])


def clash_words(place: Workplace, shared: Shared) -> ClashWords:
    """The words for clashes between own work and the main copy."""
    speech = place.around.speech
    sides: Sides = {"mine": speech.gettext(N_("Mine")), "theirs": speech.gettext(N_("Main copy"))}
    return ClashWords(office_names(place.repository, place.desk, shared.approved()), sides, speech)


# -------------------------------------------------------------------- to tell


def _blocks(place: Workplace, shared: Shared, synced: Synced, mine: tuple[Submission, ...]) -> list[Block]:
    speech = place.around.speech
    told = [*(handed_text(handed, place.who.name) for handed in synced.sent), *_met(synced, shared, place)]
    blocks: list[Block] = list(lines_page(told, speech).blocks)
    gap = [Gap()] if blocks else []
    words_ = clash_words(place, shared) if synced.clashes else None
    if words_:
        settled = ((clash, clash.kept) for clash in synced.clashes if clash.kept)
        blocks += [Line(words(words_.settled(clash, kept)), indent=1) for clash, kept in settled]
    if words_ and synced.open:
        blocks += [*gap, *words_.blocks(synced.open)]
        blocks += [Line(words(speech.gettext(text))) for text in _how_to_settle(synced.open)]
    if mine:
        blocks += [Gap(), *(submission_line(one, speech) for one in mine)]
    return blocks


def _how_to_settle(open_: Sequence[Clash]) -> Iterable[str]:
    if any(clash.becomes for clash in open_):
        yield N_(
            "Two different things have one id. ct58 sync --keep both keeps both: mine gets the next free id, wherever it "
            "is named."
        )
    if any(not clash.is_whole for clash in open_):
        yield N_(
            "Both values stand in the file, side by side; nothing is lost, and ct58 check names the place."
        )
    if any(clash.is_whole and clash.gone for clash in open_):
        yield N_("A file that one took away and another changed is still here, as it was changed.")
    if any(clash.is_whole and not clash.gone for clash in open_):
        yield N_(
            "Where only a whole file can be kept, it is mine that stands here; the main copy's is in the history."
        )
    if any(not clash.is_whole for clash in open_):
        yield N_(
            "To settle it: ct58 sync in a terminal asks one by one, ct58 sync --keep mine or --keep theirs "
            "settles all."
        )
        yield N_("Or let the file say only what is right, then: ct58 save")


_WITHOUT_RECORDS: Mapping[Met, Met] = {"updated": "same", "joined": "ahead"}
"""What a main copy is that brings no record, such as after an approval of what is here already."""


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
    met = synced.met if synced.files else _WITHOUT_RECORDS.get(synced.met, synced.met)
    count = place.around.speech.number(synced.files)
    told = [msg(texts[met], moment=moment, count=count)] if synced.files or met != "clash" else []
    return [*told, *_settled(synced, place)]


def _settled(synced: Synced, place: Workplace) -> list[Message]:
    """How far what two people had changed differently is settled."""
    number = place.around.speech.number
    kept = len({(one.file, one.number) for one in synced.clashes if one.kept})
    left = len({(one.file, one.number) for one in synced.open})
    told = []
    if kept and synced.met != "clash":
        told.append(
            msg(
                N_("Settled what two people had changed differently, {count} places; it is saved:"),
                count=number(kept),
            )
        )
    elif kept:
        told.append(
            msg(N_("Settled {count} places, {left} are left:"), count=number(kept), left=number(left))
        )
    if synced.by_hand:
        files = ", ".join(synced.by_hand)
        told.append(
            msg(
                N_("Being settled in the file, not saved yet: {files}. When it is right: ct58 save"),
                files=files,
            )
        )
    if synced.is_held_back:
        told.append(msg(N_("A newer main copy waits; it comes in once everything is settled.")))
    return told


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
        "by_hand": list(synced.by_hand),
        "held_back": synced.is_held_back,
        "submissions": [submission_entry(one) for one in mine],
    }
