"""What two lines tell of one occurrence: `sync` asks which is right, and says what still waits."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.cli.daily_round import Workplace
from ct58.domain.planning.doubled import Doubled
from ct58.domain.records.events import Event, Voiding
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.render.screens.doubled import doubled_blocks, voided_message
from ct58.render.words.labels import event_line
from ct58.render.words.speech import Speech
from ct58.services.round.doubling import doubled_in, keep_line
from ct58.views.page import Block, Gap, Line, words


@record
class ToldTwice:
    """What nobody has settled yet, and the lines that were voided now, because another is right."""

    open: tuple[Doubled, ...]
    voided: tuple[tuple[Doubled, Event], ...] = ()


def settle_doubled(place: Workplace, *, dry_run: bool = False) -> ToldTwice:
    """Ask which line is right, where somebody can be asked, and void the other: a record as any, which `undo` takes back."""
    found, around = doubled_in(place.desk), place.around
    if dry_run or not found or not around.can_ask or around.options.format == "json":
        return ToldTwice(open=found)
    from ct58.cli.dialogue.doubled import ask_lines
    from ct58.cli.dialogue.prompts import TerminalPrompter
    from ct58.cli.dialogue.talk import Talk

    voided: list[tuple[Doubled, Event]] = []
    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    for one, kept in ask_lines(talk, found):
        reason = msg(N_("told twice; right is: {line}"), line=event_line(kept, around.speech))
        keep_line(place.desk, one, kept, Voiding(date=around.today, reason=around.speech.say(reason)))
        voided.append((one, one.then if kept is one.first else one.first))
    return ToldTwice(open=doubled_in(place.desk) if voided else found, voided=tuple(voided))


def doubled_told(twice: ToldTwice, speech: Speech) -> Iterator[Block]:
    """What was voided, and what waits."""
    for one, line in twice.voided:
        yield Line(words(speech.say(voided_message(one, line, speech))))
    if twice.open:
        yield from (Gap(), *doubled_blocks(twice.open, speech))
