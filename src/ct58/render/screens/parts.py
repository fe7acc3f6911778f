"""Small parts that several pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.standing.status import rate
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.words.cells import day_words, tidy
from ct58.render.words.speech import Speech
from ct58.views.page import (
    Amount,
    Block,
    Emphasis,
    Gap,
    Heading,
    Line,
    Span,
    Words,
    in_files,
    on_screen,
    words,
)

if TYPE_CHECKING:  # most of these parts are about no deadline
    from ct58.views.counts import Nouns
    from ct58.views.due import DueView, Entry, OwedTally

ASSUMED_MARK = "*"
TITLE_LIMIT = 100
"""Characters of a title on a screen; more would push the list out of sight."""

By = Literal["kind", "unit"]
"""What a list is taken apart by."""
_LABEL_WIDTH = 12


def fact(label: str, text: str, speech: Speech, emphasis: Emphasis = "plain") -> Line:
    """`Chủ trì      Văn phòng`; the label is translated."""
    shown = f"{speech.gettext(label):<{_LABEL_WIDTH}} "
    return Line((Span(shown, "dim"), Span(text, emphasis)), label_width=_LABEL_WIDTH + 1)


def only_in_files(line: Line) -> Line:
    """A line that a screen has no room for."""
    return replace(line, words=tuple(span._replace(where="file") for span in line.words))


def named_by_key(label: str, keyed: str, said: str, speech: Speech) -> Line:
    """A fact that a screen tells with the keys of the data, and a file without."""
    line = fact(label, "", speech)
    return replace(line, words=(line.words[0], *on_screen(keyed, "plain"), *in_files(said)))


def place_line(place: str, speech: Speech) -> Line:
    """Where something stands in the data: for a screen, where somebody may open the file."""
    line = fact(N_("Data"), place, speech, "dim")
    return replace(line, words=tuple(span._replace(where="screen") for span in line.words))


def programme_aside(head: ProgrammeHead, speech: Speech) -> str:
    """Which programme it is, for the right edge of a title."""
    return speech.say(msg(N_("Programme {number} of {day}"), number=head.number, day=head.issued_on))


def share_text(part: int, whole: int, speech: Speech) -> str:
    """`3/9 33,3%`, the percentages below each other; a dash where there is no whole."""
    if whole == 0:
        return "–"
    return f"{speech.number(part)}/{speech.number(whole)} {speech.percent(rate(part, whole)):>5}"


def share_words(part: int, whole: int, speech: Speech, emphasis: Emphasis = "plain") -> Words:
    """The same as a cell, of which the amount is the percentage."""
    text = share_text(part, whole, speech)
    if whole == 0:
        return words(text, emphasis)
    before = f"{speech.number(part)}/{speech.number(whole)} "
    return words(text, emphasis, Amount(tidy(rate(part, whole) or 0), before, "%"))


def dotted(spans: Iterable[Span]) -> Words:
    """Words with dots between them."""
    found: list[Span] = []
    for span in spans:
        found += [Span(" · ", "dim"), span] if found else [span]
    return tuple(found)


def nouns_text(found: Nouns, speech: Speech) -> str:
    """`03 nhiệm vụ, 05 lượt, 23 báo cáo của 19 đơn vị`: each number with its noun; `không` where there is nothing."""
    if not found:
        return speech.gettext(N_("none"))
    items = msg(N_("{items} items"), items=speech.count(found.items))
    if found.occurrences != found.items:
        counts = {"items": speech.count(found.items), "times": speech.count(found.occurrences)}
        items = msg(N_("{items} items, {times} times"), **counts)
    work = [speech.say(items)] if found.occurrences else []
    sent = (
        [speech.say(msg(N_("{count} reports"), count=speech.count(found.reports)))] if found.reports else []
    )
    said = ", ".join((*work, *sent))
    if not found.units:
        return said
    return speech.say(msg(N_("{owed} of {units} units"), owed=said, units=speech.count(found.units)))


def nouns_as_json(found: Nouns) -> dict[str, int]:
    """The four nouns, under the keys that they have everywhere."""
    return {**work_as_json(found), "reports": found.reports}


def work_as_json(found: Nouns) -> dict[str, int]:
    """The nouns of work alone, where reports are counted elsewhere: not counted is not none."""
    return {name: getattr(found, name) for name in ("items", "occurrences", "units")}


def tally_text(tally: OwedTally, speech: Speech) -> str:
    """How many units have sent; and of how many nobody can read it."""
    sent = speech.say(msg(N_("{done}/{expected} units sent"), done=tally.done, expected=tally.expected))
    if not tally.unreadable:
        return sent
    more = speech.say(msg(N_("{count} cannot be read"), count=speech.count(tally.unreadable)))
    return f"{sent}, {more}"


def names(ids: Iterable[str], known: dict[str, str]) -> str:
    """Units by their short names."""
    return ", ".join(known.get(id_, id_) for id_ in ids)


def who_owes(entry: Entry, view: DueView) -> str:
    """The unit, or who leads."""
    return entry.unit.label if entry.unit else names(entry.standing.item.lead, view.names)


def bodies(entry: Entry, speech: Speech) -> str:
    """Where an item is submitted: BTV, BCH, or a dash."""
    return ", ".join(speech.body(body) for body in entry.standing.item.submit_to) or "–"


def due_text(entry: Entry, speech: Speech) -> str:
    """The due day, marked where the office set it."""
    due = entry.standing.due
    mark = ASSUMED_MARK if entry.standing.item.deadline.assumed else ""
    return f"{speech.date(due)}{mark}" if due else "–"


def due_words(entry: Entry, speech: Speech) -> Words:
    """The same as a cell."""
    mark = ASSUMED_MARK if entry.standing.item.deadline.assumed else ""
    return day_words(entry.standing.due, speech, mark=mark)


def unread_blocks(view: DueView, speech: Speech) -> list[Block]:
    """What may belong on a list of what is due: of each item the times, and the units where each owes it."""
    if not view.unread:
        return []
    groups: dict[str, list[Entry]] = {}
    for entry in view.unread:
        groups.setdefault(entry.standing.item.id, []).append(entry)
    title = msg(N_("CANNOT BE READ, see ct58 check ({count})"), count=len(view.unread))
    lines = (Line(_unread_words(found, speech), indent=1) for found in groups.values())
    return [Gap(), Heading(speech.say(title)), *lines]


def _unread_words(found: Sequence[Entry], speech: Speech) -> Words:
    units = list(dict.fromkeys(entry.unit.label for entry in found if entry.unit))
    owed = [Span(": "), Span(", ".join(units))] if units else []
    return (
        Span(f"{found[0].standing.item.id} ", "strong"),
        *title_with_notes(_one_each(found), speech),
        *owed,
        Span(f" · {speech.status('unreadable').lower()}", "warning"),
    )


def _one_each(found: Sequence[Entry]) -> list[Entry]:
    """An entry for each occurrence."""
    return list({entry.occurrence: entry for entry in found}.values())


def assumed_note(speech: Speech) -> Line:
    """What the mark behind a deadline means."""
    note = speech.gettext(N_("* The document names no day; the office set the deadline."))
    return Line(words(note, "dim"))


def lateness(entry: Entry, long_overdue_days: int) -> Emphasis:
    """How an overdue entry stands out."""
    if entry.standing.needs_verification:
        return "warning"
    return "long_overdue" if entry.days_overdue > long_overdue_days else "overdue"


def follow_up(entries: Sequence[Entry], speech: Speech) -> Span:
    """The last promise or reminder of some obligations; `none` where nobody has reminded."""
    promises = [entry.standing.promise for entry in entries if entry.standing.promise]
    reminders = [event for entry in entries for event in entry.standing.reminders]
    if promises and promises[-1].until:
        text = speech.say(msg(N_("promised for {day}"), day=promises[-1].until))
        return Span(text, "promised")
    if reminders:
        last = max(event.date for event in reminders)
        count = speech.count(len(reminders))
        return Span(speech.say(msg(N_("{count} times, {day}"), count=count, day=last)))
    return Span(speech.gettext(N_("not yet")), "dim")


def title_with_notes(entries: Sequence[Entry], speech: Speech) -> Words:
    """The item's title, with the occurrences that are meant and an extension, if there is one."""
    item = entries[0].standing.item
    notes: list[str] = []
    if item.deadline.every is not None:
        notes.append(occurrence_list([entry.period for entry in entries], speech))
    extensions = len(entries[0].standing.extensions)
    if extensions:
        notes.append(speech.say(msg(N_("extended {count} times"), count=speech.count(extensions))))
    suffix = f" ({'; '.join(notes)})" if notes else ""
    return (Span(item.title), Span(suffix, "dim")) if suffix else (Span(item.title),)


def occurrence_list(periods: Sequence[Period], speech: Speech, most: int = 3) -> str:
    """`quý II/2021`, or `05 kỳ: năm 2021, năm 2022 … năm 2025`."""
    shown = [speech.period(period) for period in periods]
    if len(shown) == 1:
        return shown[0]
    text = ", ".join(shown) if len(shown) <= most else f"{shown[0]}, {shown[1]} … {shown[-1]}"
    return speech.say(msg(N_("{count} times: {list}"), count=speech.count(len(shown)), list=text))
