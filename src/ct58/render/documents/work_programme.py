"""The work programme of a period in words ready to print."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.i18n import Message, N_, msg
from ct58.render.documents.contents import Section, WorkProgrammeDocument, practice_mark
from ct58.render.screens.plan import (
    group_title,
    row_bodies,
    row_deadline,
    row_note,
    row_partners,
    row_products,
    row_title,
)
from ct58.render.words.rows import DueRow, GroupRow
from ct58.render.words.speech import Speech, capital, roman
from ct58.views.plan import PlanRow, PlanView


def work_programme_document(view: PlanView, speech: Speech) -> WorkProgrammeDocument:
    """The opening, a row for each item under the body that leads it, and how it is carried out."""
    return WorkProgrammeDocument(
        head=view.form,
        subject=speech.say(
            msg(
                N_("of work in {period} to carry out Programme {number}"),
                period=_told_time(view, speech),
                number=view.head.number,
            )
        ),
        opening=(Section(paragraphs=(speech.say(_opening(view, speech)),)),),
        items=tuple(_rows(view, speech)),
        closing=(Section(paragraphs=tuple(speech.say(text) for text in _closing(view))),),
        working_copy=practice_mark(view.form, speech),
    )


def _told_time(view: PlanView, speech: Speech) -> str:
    """The period in full; of its rest since when."""
    period = speech.long_period(view.period)
    if view.rest_from is None:
        return period
    return speech.say(msg(N_("{period} (the rest, from {day})"), period=period, day=view.rest_from))


def _opening(view: PlanView, speech: Speech) -> Message:
    return msg(
        N_(
            "Carrying out Programme {number} of {day}, {body}; the results as of {as_of}; "
            "the work of {period} is as follows:"
        ),
        number=view.head.number,
        day=view.head.issued_on,
        body=view.head.issued_by or view.form.body,
        as_of=view.as_of,
        period=_told_time(view, speech),
    )


def _closing(view: PlanView) -> Iterable[Message]:
    yield msg(
        N_(
            "The bodies that lead prepare the content and its quality and submit it in time, and work with the bodies "
            "that take part; the office follows, reminds and reports."
        )
    )
    if any(row.when == "carried_over" for group in view.groups for row in group.rows):
        yield msg(N_("What is carried over is to be completed at once."))


def _rows(view: PlanView, speech: Speech) -> Iterable[GroupRow | DueRow]:
    number = 0
    for place, group in enumerate(view.groups, start=1):
        yield GroupRow(number=roman(place), title=group_title(group, speech))
        for row in group.rows:
            number += 1
            yield _row(number, row, view, speech)


def _row(number: int, row: PlanRow, view: PlanView, speech: Speech) -> DueRow:
    return DueRow(
        number=str(number),
        title=_title(row, view, speech),
        lead=view.names.get(row.item.lead[0], "") if row.item.lead else "",
        with_=capital(row_partners(row, view, speech)),
        deadline=capital(row_deadline(row, speech).replace("*", "")),
        product=row_products(row),
        submit_to=row_bodies(row, speech),
        days_overdue=str(max(0, *(entry.days_overdue for entry in row.entries))),
        note=row_note(row, view.period, speech),
    )


def _title(row: PlanRow, view: PlanView, speech: Speech) -> str:
    """The item with a note in brackets, in those of its times where there are some."""
    title, note = row_title(row, speech), row_note(row, view.period, speech)
    if not note:
        return title
    has_times = title.endswith(")") and title != row.item.title
    return f"{title.removesuffix(')')}; {note})" if has_times else f"{title} ({note})"
