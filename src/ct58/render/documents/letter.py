"""The letter to one who is late, in words ready to print: in Word, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ct58.domain.records.committee import Contact
from ct58.i18n import Message, N_, msg
from ct58.render.documents.contents import LetterDocument
from ct58.render.documents.form_profile import LAYOUT
from ct58.render.documents.tags import letter_context
from ct58.render.screens.parts import nouns_text
from ct58.render.words.rows import DueRow
from ct58.render.words.speech import Speech, capital, period_title
from ct58.views.counts import nouns_of
from ct58.views.due import Entry
from ct58.views.page import Block, Column, Heading, Line, Page, Table, Words, words
from ct58.views.reminders import Letter, RemindersView

_BLANKS = re.compile("\u00a0{2,}")


def letter_document(view: RemindersView, letter: Letter, speech: Speech) -> LetterDocument:
    """What a letter says: the basis, the day and the count; the items; the request, the new date, whom to ask."""
    return LetterDocument(
        head=view.form,
        subject=speech.say(msg(N_("Reminder to carry out Programme {number}"), number=view.head.number)),
        addressees=(letter.addressee.address_as or letter.addressee.name,),
        opening=(speech.say(_opening(view, letter, speech)),),
        items=tuple(
            _row(number, entry, letter, speech) for number, entry in enumerate(letter.entries, start=1)
        ),
        closing=tuple(speech.say(text) for text in _closing(view, letter, speech)),
    )


def letter_page(document: LetterDocument, speech: Speech) -> Page:
    """The letter as a page, for Markdown: the same words in the same order."""
    context = letter_context(document)
    head = ("cap_tren", "co_quan", "dia_danh_ngay")
    blocks: list[Block] = [
        Heading(document.subject, level=1),
        *(Line(words(_to_fill_in(context[name]))) for name in head if context[name]),
        Line(words(speech.say(msg(N_("No. {number}"), number=_to_fill_in(context["so_ky_hieu"]))))),
        Line(words(LAYOUT.party, "strong")),
        Line(
            words(
                speech.say(msg(N_("To: {addressees}"), addressees="; ".join(document.addressees))), "strong"
            )
        ),
        *(Line(words(text)) for text in document.opening),
        Table(_columns(speech), tuple(map(_cells, _due_rows(document)))),
        *(Line(words(text)) for text in document.closing),
        *_sign_off(context, speech),
    ]
    return Page(tuple(blocks))


def _to_fill_in(text: object) -> str:
    """Dots where a person writes; blanks alone would vanish in Markdown."""
    return _BLANKS.sub(" …… ", str(text)).replace(" -", "-").replace("\u00a0", " ").strip()


def _sign_off(context: dict[str, object], speech: Speech) -> list[Block]:
    """By whose authority, as what, who; then who receives it."""
    signed = (context["quyen_han"], context["chuc_vu"], context["nguoi_ky"])
    receivers = context["noi_nhan"]
    assert isinstance(receivers, list)
    listed = Line(words(speech.say(msg(N_("Recipients: {names}"), names=" ".join(map(str, receivers))))))
    return [*(Line(words(str(text), "strong")) for text in signed if text), *([listed] if receivers else [])]


def _opening(view: RemindersView, letter: Letter, speech: Speech) -> Message:
    basis = msg(
        N_("Programme {number} of {day}, {body}"),
        number=view.head.number,
        day=view.head.issued_on,
        body=view.head.issued_by or view.form.body,
    )
    return msg(
        N_("On the basis of {basis}; as of {as_of}, {addressee} has not done, and overdue: {count}:"),
        basis=basis,
        as_of=view.as_of,
        addressee=letter.addressee.name,
        count=nouns_text(replace(nouns_of(letter.entries), units=0), speech),
    )


def _closing(view: RemindersView, letter: Letter, speech: Speech) -> Iterable[Message]:
    """The request with its date; what to do about doubtful items; whom to ask."""
    yield msg(
        N_(
            "{addressee} is asked to complete the items above and to send them to {body} (through the office) "
            "by {until} at the latest. For what cannot be completed, please report the reasons and the day of completion."
        ),
        addressee=letter.addressee.name,
        body=view.form.body,
        until=view.by or f"……/……/{view.as_of.year}",
    )
    if any(entry.standing.needs_verification for entry in letter.entries):
        yield msg(
            N_(
                "For what fell due before the Programme was issued and has been done, please send the documents."
            )
        )
    yield _whom_to_ask(view.contact, speech)


def _whom_to_ask(contact: Contact | None, speech: Speech) -> Message:
    known = contact or Contact()
    ways = (
        (N_("telephone {value}"), known.phone),
        (N_("e-mail {value}"), known.email),
        (N_("room {value}"), known.room),
    )
    said = ", ".join(speech.say(msg(text, value=value)) for text, value in ways if value)
    return msg(
        N_("If they have been sent already, please contact the office{ways}."),
        ways=f" ({said})" if said else "",
    )


def _row(number: int, entry: Entry, letter: Letter, speech: Speech) -> DueRow:
    standing = entry.standing
    return DueRow(
        number=str(number),
        title=_title(entry, speech),
        deadline=speech.date(standing.due) if standing.due else "",
        product="; ".join(standing.item.forms),
        submit_to=", ".join(speech.body(body) for body in standing.item.submit_to),
        days_overdue=speech.gettext(N_("{number} days")).format(number=speech.count(entry.days_overdue)),
        note=capital("; ".join(speech.say(text) for text in _notes(entry, letter, speech))),
    )


def _title(entry: Entry, speech: Speech) -> str:
    item = entry.standing.item
    if item.deadline.every is None:
        return item.title
    return period_title(item.title, speech.period(entry.period))


def _notes(entry: Entry, letter: Letter, speech: Speech) -> Iterable[Message]:
    """Whose it was, and what happened before: extended, promised, reminded; or that nobody knows."""
    standing = entry.standing
    if entry.unit is not None and entry.unit.id != letter.addressee.id:
        yield msg(N_("owed by {unit}"), unit=entry.unit.label)
    if standing.extensions:
        yield msg(N_("extended {count} times"), count=speech.count(len(standing.extensions)))
    if standing.promise and standing.promise.until:
        yield msg(N_("promised for {day}"), day=standing.promise.until)
    if standing.reminders:
        yield msg(N_("reminded {count} times"), count=speech.count(len(standing.reminders)))
    if standing.needs_verification:
        yield msg(N_("to be checked against documents"))


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("No.")), align="right"),
        Column(speech.gettext(N_("Item"))),
        Column(speech.gettext(N_("Deadline"))),
        Column(speech.gettext(N_("Overdue"))),
        Column(speech.gettext(N_("Note"))),
    )


def _due_rows(document: LetterDocument) -> Iterable[DueRow]:
    return (row for row in document.items if isinstance(row, DueRow))


def _cells(row: DueRow) -> tuple[Words, ...]:
    return tuple(words(text) for text in (row.number, row.title, row.deadline, row.days_overdue, row.note))
