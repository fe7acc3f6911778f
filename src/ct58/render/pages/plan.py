"""`ct58 plan`: the draft of a work programme, by who leads."""

from __future__ import annotations

from ct58.i18n import N_, msg
from ct58.render.pages.parts import TITLE_LIMIT
from ct58.render.plan import (
    group_title,
    row_bodies,
    row_deadline,
    row_note,
    row_partners,
    row_products,
    row_title,
)
from ct58.render.words import Speech
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, Words, words
from ct58.views.plan import PlanRow, PlanView


def plan_page(view: PlanView, speech: Speech) -> Page:
    """A table for each body that leads; what units do comes last."""
    title = msg(N_("DRAFT WORK PROGRAMME · {period}"), period=view.period)
    aside = msg(N_("Programme {number}; as of {day}"), number=view.head.number, day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1, aside=speech.say(aside))]
    if not view.groups:
        text = msg(N_("Nothing falls due in {period}, and nothing is carried over."), period=view.period)
        return Page((*blocks, Line(words(speech.say(text)))))
    number = 0
    for group in view.groups:
        heading = f"{group_title(group, speech)} ({speech.count(len(group.rows))})"
        rows = []
        for row in group.rows:
            number += 1
            rows.append(_row(number, row, view, speech))
        blocks += [Gap(), Heading(heading), Table(_columns(speech), tuple(rows))]
    return Page((*blocks, *_assumed(view, speech)))


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
        words(str(number)),
        words(row.item.id, "strong"),
        words(row_title(row, speech)),
        words(row_partners(row, view, speech) or "–"),
        words(row_deadline(row, speech)),
        words(row_products(row) or "–"),
        words(row_bodies(row, speech) or "–"),
        words(row_note(row, speech), "overdue" if row.when == "carried_over" else "good"),
    )


def _assumed(view: PlanView, speech: Speech) -> list[Block]:
    if not any(entry.standing.item.deadline.assumed for _when, entry in view.entries):
        return []
    note = speech.gettext(N_("* The document names no day; the office set the deadline."))
    return [Gap(), Line(words(note, "dim"))]
