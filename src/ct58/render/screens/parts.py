"""Small parts that several pages share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.standing.rates import rate
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.words.cells import led_on, tidy
from ct58.render.words.labels import due_day_words, status_word, unread_texts
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, came_from
from ct58.views.page import (
    Amount,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Span,
    Table,
    Words,
    in_files,
    on_screen,
    words,
)

if TYPE_CHECKING:  # most of these parts are about no deadline
    from ct58.domain.records.units import Unit
    from ct58.domain.standing.status import Standing
    from ct58.views.calls import CallsView
    from ct58.views.counts import Nouns
    from ct58.views.due import DueView, Entry, OwedTally
    from ct58.views.progress import Fallen
    from ct58.views.status import StatusView

TITLE_LIMIT = 100
"""Characters of a title on a screen; more would push the list out of sight."""

By = Literal["kind", "unit"]
"""What a list is taken apart by."""
_LABEL_WIDTH = 12


def fact(label: str, text: str, speech: Speech, emphasis: Emphasis = "plain") -> Line:
    """`Chủ trì      Văn phòng`; the label is translated."""
    shown = f"{speech.gettext(label):<{_LABEL_WIDTH}} "
    return Line((Span(shown, "dim"), Span(text, emphasis)), label_width=_LABEL_WIDTH + 1)


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


def end_text(ended_on: dt.date, speech: Speech, *, was_closed: bool) -> str:
    """That the committee's work ended, or the programme's time did."""
    text = (
        N_("The committee's work ended on {day}.")
        if was_closed
        else N_("The programme's time ended on {day}.")
    )
    return speech.say(msg(text, day=ended_on))


def first_lines(view: DueView | StatusView | CallsView, speech: Speech) -> list[Block]:
    """What comes before everything else: that nothing has been recorded, and how to begin; that it is over, and where to go on."""
    return _nothing_yet(view, speech) if view.is_untouched else end_lines(view, speech)


def end_lines(view: DueView | StatusView | CallsView, speech: Speech) -> list[Block]:
    """After the end: that it is over, and where to go on."""
    if view.ended_on is None:
        return []
    ended = end_text(view.ended_on, speech, was_closed=view.was_closed)
    return [Line(led_on(ended, speech.gettext(_TERM_REPORT), "warning"))]


_TERM_REPORT = N_(" The report of the whole term: ct58 summary --term")
_UNIT_IMPORT = N_("ct58 unit import FILE")
_BEGINNINGS = (
    ("ct58 setup", N_("begin an office of your own")),
    (_UNIT_IMPORT, N_("enter the units of this one, from an Excel or CSV file")),
    ("ct58 init --demo tap-lam", N_("look around in one with made-up data")),
)


_NOTHING_YET = (
    N_("{number}: no unit is in the register yet, and nothing has been recorded."),
    N_("{number}: its time ended on {day}; no unit is in the register, and nothing has been recorded."),
)
_NOTHING_IN_AN_EXAMPLE = (
    N_("An example: nothing has been recorded in it."),
    N_("An example: its time ended on {day}, and nothing has been recorded in it."),
)
"""While the programme's time runs, and once it is over."""


def _nothing_yet(view: DueView | StatusView | CallsView, speech: Speech) -> list[Block]:
    """That nothing has been recorded, and how to begin: everything else on the screen is only what the text lays down.

    Of the one that comes with ct58 that it is an example, in which nobody enters units.
    """
    ended, texts = view.ended_on, _NOTHING_IN_AN_EXAMPLE if view.is_example else _NOTHING_YET
    text = msg(texts[ended is not None], number=view.head.number, day=ended)
    rows = tuple(
        (on_screen(speech.gettext(command), "accent"), on_screen(speech.gettext(what), "plain"))
        for command, what in _BEGINNINGS
        if not view.is_example or command != _UNIT_IMPORT
    )
    columns = (Column("", where="screen"), Column("", grows=True, where="screen"))
    return [Line(words(speech.say(text), "warning")), Table(columns, rows, has_header=False)]


def fallen_text(found: Fallen, speech: Speech) -> str:
    """`Không còn yêu cầu, do kết thúc hoạt động ngày 10/02/2025: 35 nhiệm vụ, 150 lượt của 38 đơn vị`."""
    count = nouns_text(found.nouns, speech)
    if found.amendment is None:
        text = N_("No longer asked, the work having ended on {day}: {count}")
        return speech.say(msg(text, day=found.on, count=count))
    return speech.say(
        msg(
            N_("No longer asked since {day}, by {number}: {count}"),
            day=found.on,
            number=found.amendment.name,
            count=count,
        )
    )


def fallen_as_json(found: Fallen) -> JsonObject:
    """Since when, by which document (null: the committee's end), how much, and which."""
    return {
        "on": found.on,
        "document": found.amendment.name if found.amendment else None,
        **work_as_json(found.nouns),
        "list": [
            {
                "id": entry.standing.item.id,
                "occurrence": entry.occurrence,
                "unit": entry.unit.id if entry.unit else None,
                "due": entry.standing.due,
            }
            for item in found.items
            for entry in item.entries
        ],
    }


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
    return ", ".join([sent, *unread_texts(tally.unreadable, tally.waiting, speech)])


def names(ids: Iterable[str], known: Mapping[str, str]) -> str:
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
    return "".join(span.text for span in due_day_words(entry.standing, speech))


def due_words(entry: Entry, speech: Speech) -> Words:
    """The same as a cell."""
    return due_day_words(entry.standing, speech)


UNREAD_TITLES = (
    N_("WAITS TO BE SETTLED, see ct58 check ({count})"),
    N_("CANNOT BE READ, see ct58 check ({count})"),
)
"""Above what may belong on a list: of what two people's values stand side by side, and what nobody can read."""


def unread_blocks(view: DueView, speech: Speech) -> list[Block]:
    """What may belong on a list of what is due: of each item the times, and the units where each owes it."""
    if not view.unread:
        return []
    waiting = [entry for entry in view.unread if entry.standing.is_unsettled]
    others = [entry for entry in view.unread if not entry.standing.is_unsettled]
    return [
        block
        for title, entries in zip(UNREAD_TITLES, (waiting, others), strict=True)
        for block in _unread_list(title, entries, speech)
    ]


def _unread_list(title: str, entries: Sequence[Entry], speech: Speech) -> list[Block]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.standing.item.id, []).append(entry)
    lines = [Line(_unread_words(found, speech), indent=1) for found in groups.values()]
    return [Gap(), Heading(speech.say(msg(title, count=len(entries)))), *lines] if lines else []


def _unread_words(found: Sequence[Entry], speech: Speech) -> Words:
    units = list(dict.fromkeys(entry.unit.label for entry in found if entry.unit))
    owed = [Span(": "), Span(", ".join(units))] if units else []
    return (
        Span(f"{found[0].standing.item.id} ", "strong"),
        *title_with_notes(_one_each(found), speech),
        *owed,
        Span(f" · {status_word(found[0].standing, speech).lower()}", "warning"),
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


def promise_state(standing: Standing, as_of: dt.date, speech: Speech) -> Span:
    """A promise as it stands on a day: `hẹn 18/7`, `hẹn hôm nay`, `hẹn 12/7, đã quá 3 ngày`."""
    until = standing.promise.until if standing.promise else None
    if until is None:
        return Span("")
    if until == as_of:
        return Span(speech.gettext(N_("promised for today")), "promised")
    if until > as_of or standing.done_on is not None:
        return Span(speech.say(msg(N_("promised for {day}"), day=until)), "promised")
    past = speech.days((as_of - until).days)
    return Span(speech.say(msg(N_("promised for {day}, {days} ago"), day=until, days=past)), "overdue")


def follow_up(entries: Sequence[Entry], speech: Speech) -> Span:
    """The last promise or reminder of some obligations; `none` where nobody has reminded."""
    promised = [entry for entry in entries if entry.standing.promise and entry.standing.promise.until]
    reminders = {
        (event.date, event.document): event for entry in entries for event in entry.standing.reminders
    }.values()  # one letter about four things is one reminder
    if promised:
        return promise_state(promised[-1].standing, promised[-1].as_of, speech)
    if reminders:
        last = max(event.date for event in reminders)
        count = speech.count(len(reminders))
        return Span(speech.say(msg(N_("{count} times, {day}"), count=count, day=last)))
    return Span(speech.gettext(N_("not yet")), "dim")


def unread_names(units: Iterable[Unit], ids: Iterable[str]) -> str:
    """Of whom a file could not be read, by name; by id where not even that is known."""
    return ", ".join([*(unit.label for unit in units), *ids])


def lacking_text(standing: Standing, speech: Speech) -> str:
    """`đã trình BTV, chưa trình BCH`: what was begun and what is still lacking; empty where nothing was, or all is done."""
    item, events = standing.item, standing.events
    missing = [speech.body(body) for body in item.submit_to if body not in standing.submitted]
    if standing.done_on is not None or not missing:
        return ""
    given = [speech.body(body) for body in item.submit_to if body in standing.submitted]
    last = next((event for event in reversed(events) if event.rule.is_end_of_work), None)
    if given:
        done = speech.say(msg(N_("submitted to {bodies}"), bodies=", ".join(given)))
    elif last is not None:
        done = speech.event(last.event)
    else:
        return ""
    return speech.say(msg(N_("{done}, not yet to {bodies}"), done=done, bodies=", ".join(missing)))


def title_with_notes(entries: Sequence[Entry], speech: Speech) -> Words:
    """The item's title, with what it comes from, the occurrences that are meant and an extension, if there is one."""
    item = entries[0].standing.item
    document = came_from(item.source, speech)
    notes: list[str] = [document] if document else []
    if item.deadline.every is not None:
        notes.append(occurrence_list([entry.period for entry in entries], speech))
    extensions = len(entries[0].standing.extensions)
    if extensions:
        notes.append(speech.say(msg(N_("extended {count} times"), count=speech.count(extensions))))
    lacks = lacking_text(entries[0].standing, speech)
    if lacks:
        notes.append(lacks)
    suffix = f" ({'; '.join(notes)})" if notes else ""
    return (Span(item.title), Span(suffix, "dim")) if suffix else (Span(item.title),)


def occurrence_list(periods: Sequence[Period], speech: Speech, most: int = 3) -> str:
    """`quý II/2021`, or `05 kỳ: năm 2021, năm 2022 … năm 2025`."""
    shown = [speech.period(period) for period in periods]
    if len(shown) == 1:
        return shown[0]
    text = ", ".join(shown) if len(shown) <= most else f"{shown[0]}, {shown[1]} … {shown[-1]}"
    return speech.say(msg(N_("{count} times: {list}"), count=speech.count(len(shown)), list=text))
