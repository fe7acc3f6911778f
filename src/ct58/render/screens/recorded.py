"""After a record: what was written, and what it turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ct58.domain.changes.effects import Effects, Shift
from ct58.domain.standing.consequences import ArrivalCount, Turn
from ct58.i18n import N_, msg
from ct58.render.words.cells import led_on
from ct58.render.words.indicators import shift_sentence, shifts_in_order
from ct58.render.words.labels import shown_as, status_text
from ct58.render.words.speech import Speech, period_title
from ct58.views.changes import RecordedView
from ct58.views.page import Block, Emphasis, Line, Page, Span, on_screen, only_in_files, words
from ct58.views.settled import SettledRow
from ct58.views.vocabularies import STATUSES

T = TypeVar("T")
SHOWN_TURNS = 8
_LABEL_WIDTH = 10


def recorded_page(view: RecordedView, speech: Speech) -> Page:
    """The lines of what was recorded, the effect, what looks doubtful, and how to take it back."""
    lines = (Line(words(line)) for line in view.lines)
    notes = (_note(note, speech) for note in view.notes)
    effect = (*effect_lines(view.effect, speech), *settled_lines(view.settled, speech))
    return Page((*lines, *effect, *notes, _closing(view, speech)))


def effect_lines(effect: Effects, speech: Speech) -> tuple[Block, ...]:
    """How many reports there are now, and the first of the obligations and of the indicators that turned.

    What has another status goes before what only has another day; what turned alike for several units is one line. A
    report that came is told by how many there are now.
    """
    turned = effect.consequences
    arrivals = (_arrival(count, speech) for count in turned.arrivals)
    uncounted = [turn for turn in turned.turns if not _is_counted(turn, turned.arrivals)]
    in_order = sorted(uncounted, key=lambda turn: turn.before.status == turn.after.status)
    turns = _first(_alike(in_order), lambda alike: _turns(alike, speech), speech)
    shifts = _first(shifts_in_order(effect.shifts, speech), lambda shift: _shift(shift, speech), speech)
    return (*arrivals, *turns, *shifts)


def _is_counted(turn: Turn, arrivals: Sequence[ArrivalCount]) -> bool:
    """Whether it is a report that has just arrived, which a line that counts arrivals tells already."""
    obligation = turn.after.obligation
    has_come = turn.before.done_on is None and turn.after.done_on is not None
    return has_come and any(
        (count.title, count.period) == (obligation.item.title, obligation.occurrence.period)
        for count in arrivals
    )


def _alike(turns: Sequence[Turn]) -> list[list[Turn]]:
    """Turns of one occurrence for several units, from the same status to the same one, together."""
    found: dict[object, list[Turn]] = {}
    for number, turn in enumerate(turns):
        obligation = turn.after.obligation
        is_of_unit = obligation.unit is not None and turn.before.status != turn.after.status
        key: tuple[object, ...] = (number,)
        if is_of_unit:
            key = (obligation.item.id, obligation.occurrence.key, turn.before.status, turn.after.status)
        found.setdefault(key, []).append(turn)
    return list(found.values())


def settled_lines(rows: Sequence[SettledRow], speech: Speech) -> tuple[Block, ...]:
    """What moves of closed periods and issued summaries; what to do about what has no reason."""
    told = _first(rows, lambda row: _settled(row, speech), speech)
    if all(row.has_reason or not row.is_of_closed for row in rows):
        return tuple(told)
    text = N_(
        "A closed period moves without a reason: write it beside the change (--reason, a document), or take it back and "
        "open the period first: ct58 reopen."
    )
    return (*told, _note(speech.gettext(text), speech))


def _settled(row: SettledRow, speech: Speech) -> Line:
    emphasis: Emphasis = "warning" if row.has_reason else "overdue"
    return Line((_label(speech.gettext(N_("Settled"))), Span(speech.say(row.text), emphasis)))


def _first(entries: Sequence[T], line: Callable[[T], Line], speech: Speech) -> Iterator[Line]:
    """A line for each of the first, and how many more there are."""
    yield from map(line, entries[:SHOWN_TURNS])
    if len(entries) > SHOWN_TURNS:
        more = msg(N_("… {count} more"), count=len(entries) - SHOWN_TURNS)
        yield Line(on_screen(speech.say(more)), indent=_LABEL_WIDTH + 1)
        yield from (only_in_files(line(entry)) for entry in entries[SHOWN_TURNS:])


def _closing(view: RecordedView, speech: Speech) -> Line:
    if not view.files:
        return Line(words(speech.gettext(N_("Nothing to change: it is already so.")), "dim"))
    if not view.is_written:
        return Line(words(speech.gettext(N_("A trial: nothing was written.")), "warning"))
    return recorded_line(speech.gettext(N_("Recorded.")), speech)


def recorded_line(text: str, speech: Speech) -> Line:
    """That something was recorded; on a screen how to take it back."""
    return Line(led_on(text, speech.gettext(N_(" By mistake? Type: ct58 undo")), "good"))


def _arrival(count: ArrivalCount, speech: Speech) -> Line:
    title = period_title(count.title, speech.period(count.period))
    text = f"{title}: {count.before} → {count.after}/{count.expected}"
    return _effect_line(speech, Span(text))


def _shift(shift: Shift, speech: Speech) -> Line:
    return _effect_line(speech, Span(shift_sentence(shift, speech)))


def _turns(alike: Sequence[Turn], speech: Speech) -> Line:
    """`BC-QUY quý II/2024, 12 đơn vị: Quá hạn → Đã hoàn thành quá hạn`; of one unit all that is known."""
    first = alike[0]
    if len(alike) == 1:
        return _turn(first, speech)
    obligation = first.after.obligation
    subject = msg(
        N_("{item} {period}, {count} units"),
        item=obligation.item.id,
        period=obligation.occurrence.period,
        count=speech.count(len(alike)),
    )
    old, new = speech.status(first.before.status), speech.status(first.after.status)
    return _effect_line(
        speech, Span(f"{speech.say(subject)}: {old} → "), Span(new, STATUSES[first.after.status].emphasis)
    )


def _turn(turn: Turn, speech: Speech) -> Line:
    """`PL-02 năm 2021: Quá hạn 16 ngày → Đã hoàn thành quá hạn`; of what only has another day, the days."""
    obligation = turn.after.obligation
    who = f", {obligation.unit.label}" if obligation.unit else ""
    period = "" if obligation.occurrence.key == "once" else f" {speech.period(obligation.occurrence.period)}"
    sides = (turn.before, turn.after)
    old, new = (status_text(standing, speech) for standing in sides)
    if old == new:
        old, new = (speech.date(side.due) if side.due else "–" for side in sides)
    return _effect_line(
        speech,
        Span(f"{obligation.item.id}{period}{who}: {old} → "),
        Span(new, shown_as(turn.after).emphasis),
    )


def _note(text: str, speech: Speech) -> Line:
    return Line((_label(speech.gettext(N_("Look again"))), Span(text, "warning")))


def _effect_line(speech: Speech, *spans: Span) -> Line:
    return Line((_label(speech.gettext(N_("Effect"))), *spans))


def _label(text: str) -> Span:
    return Span(f"{text:<{_LABEL_WIDTH}} ", "dim")
