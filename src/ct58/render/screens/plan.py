"""`ct58 plan`: the draft of a work programme, by who leads; page, rows and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.screens.overdue import due_entry
from ct58.render.screens.parts import (
    TITLE_LIMIT,
    assumed_note,
    due_text,
    due_words,
    names,
    nouns_as_json,
    nouns_text,
    occurrence_list,
)
from ct58.render.words.amendments import adjusted_text
from ct58.render.words.labels import status_word, unread_texts
from ct58.render.words.speech import Speech, period_title, sourced
from ct58.views.counts import nouns_of
from ct58.views.due import DONE, Entry
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    Words,
    on_screen,
    words,
)
from ct58.views.plan import PlanGroup, PlanRow, PlanView, When

SHOWN_DAYS = 3
"""How many days of an item that comes again and again are named; of more the first and the last."""

_NOTED: Mapping[When, Emphasis] = {"carried_over": "overdue", "unreadable": "warning"}


def plan_as_json(view: PlanView) -> list[dict[str, object]]:
    """One entry an obligation, as overdue gives it, with how it concerns the period; never grouped."""
    return [
        {
            "when": when,
            **due_entry(entry),
            "with": list(entry.standing.item.with_),
            "forms": list(entry.standing.item.forms),
            "products": [
                {"name": product.name, "by": product.due} for product in entry.standing.item.products
            ],
        }
        for when, entry in view.entries
    ]


def plan_counts(view: PlanView) -> dict[str, object]:
    """How much the programme holds, noun by noun: beside the list."""
    counts = nouns_as_json(nouns_of(entry for _when, entry in view.entries))
    return {"counts": counts, **({"rest_from": view.rest_from} if view.rest_from else {})}


def group_title(group: PlanGroup, speech: Speech) -> str:
    """The body that leads, or that the units do."""
    return group.lead.name if group.lead else speech.gettext(N_("What the units do"))


def row_title(row: PlanRow, speech: Speech) -> str:
    """The item, with its time where it comes again and again: `Báo cáo quý II/2021`, `Bản tin (02 kỳ: …)`."""
    if row.when == "ongoing" or row.item.deadline.every is None:
        return sourced(row.item.title, row.item.source, speech)
    periods = [entry.period for entry in row.entries]
    if len(set(periods)) == 1:
        return period_title(row.item.title, speech.period(periods[0]))
    return f"{row.item.title} ({occurrence_list(periods, speech)})"


def row_deadline(row: PlanRow, speech: Speech) -> str:
    """The days on which it falls due, or that it is done all the time."""
    if row.when == "ongoing":
        return speech.gettext(N_("all the time"))
    if row.when == "product":
        days = list(dict.fromkeys(f"{speech.date(product.due)}*" for product in row.products))
    else:
        days = list(dict.fromkeys(due_text(entry, speech) for entry in row.entries))
    return ", ".join(days) if len(days) <= SHOWN_DAYS else f"{days[0]} … {days[-1]}"


def row_partners(row: PlanRow, view: PlanView, speech: Speech) -> str:
    """Who leads it too, who takes part, or how many units it falls to."""
    if row.entries[0].unit is not None:
        return _units(row, speech)
    also = names(row.item.lead[1:], view.names)
    led = [speech.say(msg(N_("lead too: {names}"), names=also))] if also else []
    return "; ".join([*led, *([names(row.item.with_, view.names)] if row.item.with_ else [])])


def _units(row: PlanRow, speech: Speech) -> str:
    return speech.say(msg(N_("{count} units"), count=speech.count(row.nouns.units)))


def row_products(row: PlanRow) -> str:
    """What is to be made; of an item that is due later, what has an inner day before."""
    return "; ".join([product.name for product in row.products] or row.item.forms)


def row_bodies(row: PlanRow, speech: Speech) -> str:
    """Where it goes: BTV, BCH."""
    return ", ".join(speech.body(body) for body in row.item.submit_to)


def row_note(row: PlanRow, period: Period, speech: Speech) -> str:
    """What is carried over or due later, what is done already, how many units have done it.

    Of the rest of a period, what fell due in the period itself is overdue, and from no earlier one.
    """
    if row.when == "carried_over":
        days = speech.counted_days(max(entry.days_overdue for entry in row.entries))
        is_own = all(entry.standing.due and period.contains(entry.standing.due) for entry in row.entries)
        late = N_("overdue by {days}") if is_own else N_("carried over, {days} overdue")
        carried = speech.say(msg(late, days=days))
        return "; ".join(filter(None, (carried, adjusted_text(row.adjusted_by, speech))))
    if row.when == "product":
        text = msg(N_("inner day; due by {day}"), day=row.entries[0].standing.due)
        return speech.say(text)
    notes = [*_unreadable(row, speech), _how_far(row, speech), adjusted_text(row.adjusted_by, speech)]
    return "; ".join(note for note in notes if note)


def _unreadable(row: PlanRow, speech: Speech) -> list[str]:
    """That nobody can read where it stands; of what units owe, of how many."""
    unreadable, waiting = (sum(getattr(t, key) for t in row.tallies) for key in ("unreadable", "waiting"))
    if unreadable:
        return unread_texts(unreadable, waiting, speech)
    unread = [entry.standing for entry in row.entries if entry.standing.status == "unreadable"]
    return list(dict.fromkeys(status_word(standing, speech).lower() for standing in unread))


def _how_far(row: PlanRow, speech: Speech) -> str:
    """What is done already, and how many units have done it."""
    if row.tallies:
        done, expected = (sum(getattr(t, key) for t in row.tallies) for key in ("done", "expected"))
        return _done_of(done, expected, row, speech) if done else ""
    return _done(row.entries, speech)


def _done_of(done: int, expected: int, row: PlanRow, speech: Speech) -> str:
    """`đã xong 110/118 báo cáo`; of a duty its times."""
    text = N_("{done}/{expected} reports sent") if row.nouns.reports else N_("{done}/{expected} times done")
    return speech.say(msg(text, done=speech.number(done), expected=speech.number(expected)))


def _done(entries: Sequence[Entry], speech: Speech) -> str:
    done = sum(1 for entry in entries if entry.standing.status in DONE)
    if not done:
        return ""
    if done == len(entries):
        return speech.gettext(N_("done"))
    return speech.say(msg(N_("{done}/{expected} times done"), done=done, expected=len(entries)))


def planned_time(view: PlanView, speech: Speech) -> str:
    """`quý III/2024`; of its rest `quý III/2024 (phần còn lại, từ ngày 15/7/2024)`."""
    period = speech.period(view.period)
    if view.rest_from is None:
        return period
    return speech.say(msg(N_("{period} (the rest, from {day})"), period=period, day=view.rest_from))


def plan_page(view: PlanView, speech: Speech, running: Period | None = None) -> Page:
    """A table for each body that leads; what units do comes last. Of a `running` quarter it names the way to its rest."""
    title = msg(N_("DRAFT WORK PROGRAMME · {period}"), period=planned_time(view, speech))
    aside = msg(N_("Programme {number}; as of {day}"), number=view.head.number, day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1, aside=speech.say(aside))]
    if not view.groups:
        text = msg(N_("Nothing falls due in {period}, and nothing is carried over."), period=view.period)
        return Page(
            (*blocks, Line(words(speech.say(text))), Annex(lambda: Table(_columns(speech), (), section="")))
        )
    number = 0
    for group in view.groups:
        heading = f"{group_title(group, speech)} ({nouns_text(group.nouns, speech)})"
        rows = []
        for row in group.rows:
            number += 1
            rows.append(_row(number, row, view, speech))
        table = Table(_columns(speech), tuple(rows), section=group_title(group, speech))
        blocks += [Gap(), Heading(heading), table]
    return Page((*blocks, *_assumed(view, speech), *_way_to_the_rest(running, speech)))


def _way_to_the_rest(running: Period | None, speech: Speech) -> list[Block]:
    if running is None:
        return []
    text = msg(N_("What is left of {period}: ct58 plan --rest"), period=running)
    return [Gap(), Line(on_screen(speech.say(text), "dim"))]


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("No.")), align="right"),
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
        Column(speech.gettext(N_("With")), max_width=30, from_width=110),
        Column(speech.gettext(N_("Deadline")), max_width=22),
        Column(speech.gettext(N_("Product")), max_width=24, from_width=100),
        Column(speech.gettext(N_("Goes to"))),
        Column(speech.gettext(N_("Note")), max_width=24),
    )


def _row(number: int, row: PlanRow, view: PlanView, speech: Speech) -> tuple[Words, ...]:
    return (
        words(str(number), "plain", Amount(number)),
        words(row.item.id, "strong"),
        words(row_title(row, speech)),
        words(row_partners(row, view, speech) or "–"),
        _deadline_words(row, speech),
        words(row_products(row) or "–"),
        words(row_bodies(row, speech) or "–"),
        words(row_note(row, view.period, speech), _NOTED.get(row.when, "good")),
    )


def _deadline_words(row: PlanRow, speech: Speech) -> Words:
    """The only day as such, several in words."""
    days = list(dict.fromkeys(due_words(entry, speech) for entry in row.entries))
    is_one = row.when in ("carried_over", "due") and len(days) == 1
    return days[0] if is_one else words(row_deadline(row, speech))


def _assumed(view: PlanView, speech: Speech) -> list[Block]:
    if not any(entry.standing.item.deadline.assumed for _when, entry in view.entries):
        return []
    return [Gap(), assumed_note(speech)]
