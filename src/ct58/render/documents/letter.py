"""The letter to those who are late, in words ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ct58.domain.records.committee import Contact
from ct58.i18n import Message, N_, msg
from ct58.render.documents.contents import LetterDocument, practice_mark
from ct58.render.screens.parts import nouns_text
from ct58.render.words.rows import DueRow, GroupRow
from ct58.render.words.speech import Speech, capital, period_title, sourced
from ct58.views.counts import nouns_of
from ct58.views.due import Entry, debts
from ct58.views.reminders import Letter, RemindersView


def letter_document(view: RemindersView, letter: Letter, speech: Speech) -> LetterDocument:
    """What a letter says: the basis, the day and the count; the items; the request, the new date, whom to ask."""
    return LetterDocument(
        head=view.form,
        subject=_subject(view, speech),
        addressees=(letter.addressee.address_as or letter.addressee.name,),
        opening=(speech.say(_opening(view, letter, speech)),),
        items=tuple(
            _row(number, entry, letter, speech) for number, entry in enumerate(letter.entries, start=1)
        ),
        closing=tuple(speech.say(text) for text in _closing(view, letter, speech)),
        working_copy=practice_mark(view.form, speech),
    )


def circular_document(view: RemindersView, speech: Speech) -> LetterDocument:
    """One letter to all who are late, under one number, with the list of them and of what each owes annexed."""
    owed = debts(view.letters)
    basis = _basis(view)
    opening = msg(
        N_(
            "On the basis of {basis}; as of {as_of}, the units on the list annexed have not done, and overdue: {count}."
        ),
        basis=basis,
        as_of=view.as_of,
        count=nouns_text(replace(nouns_of(owed), units=0), speech),
    )
    rows = [(letter, entry) for letter in view.letters for entry in letter.entries]
    return LetterDocument(
        head=view.form,
        subject=_subject(view, speech),
        addressees=(speech.say(_to_all(view, speech)),),
        opening=(speech.say(opening),),
        closing=tuple(speech.say(text) for text in _closing_to_all(view, owed, speech)),
        annex=tuple(
            replace(_row(number, entry, letter, speech), lead=letter.addressee.name)
            for number, (letter, entry) in enumerate(rows, start=1)
        ),
        working_copy=practice_mark(view.form, speech),
    )


def within_the_letter(document: LetterDocument) -> LetterDocument:
    """The same with the list as the letter's own table, a group a unit: for a template that knows no annex."""
    items: list[DueRow | GroupRow] = []
    for number, unit in enumerate(dict.fromkeys(row.lead for row in document.annex), start=1):
        items.append(GroupRow(number=str(number), title=unit))
        items += [replace(row, number="") for row in document.annex if row.lead == unit]
    return replace(document, items=tuple(items), annex=())


def _to_all(view: RemindersView, speech: Speech) -> Message:
    """`các đảng ủy, chi bộ cơ sở (theo danh sách gửi kèm)`: what kinds of units are on the list."""
    kinds = {letter.addressee.organisation for letter in view.letters}
    named = [form.address or form.name for form in view.terms.organisations if form.id in kinds]
    named += [speech.gettext(N_("bodies"))] if None in kinds else []
    return msg(N_("the {kinds} (on the list annexed)"), kinds=", ".join(named))


def _closing_to_all(view: RemindersView, owed: Iterable[Entry], speech: Speech) -> Iterable[Message]:
    yield msg(
        N_(
            "The units on the list are asked to complete what stands there and to send it to {body} (through the office) "
            "by {until} at the latest. For what cannot be completed, please report the reasons and the day of completion."
        ),
        body=view.form.body,
        until=view.by or f"……/……/{view.as_of.year}",
    )
    yield from _with_care(owed)
    yield _whom_to_ask(view.contact, speech)


def _subject(view: RemindersView, speech: Speech) -> str:
    return speech.say(msg(N_("Reminder to carry out Programme {number}"), number=view.head.number))


def _basis(view: RemindersView) -> Message:
    return msg(
        N_("Programme {number} of {day}, {body}"),
        number=view.head.number,
        day=view.head.issued_on,
        body=view.head.issued_by or view.form.body,
    )


def _opening(view: RemindersView, letter: Letter, speech: Speech) -> Message:
    return msg(
        N_("On the basis of {basis}; as of {as_of}, {addressee} has not done, and overdue: {count}:"),
        basis=_basis(view),
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
    yield from _with_care(letter.entries)
    yield _whom_to_ask(view.contact, speech)


def _with_care(entries: Iterable[Entry]) -> Iterable[Message]:
    if any(entry.standing.needs_verification for entry in entries):
        yield msg(
            N_(
                "For what fell due before the Programme was issued and has been done, please send the documents."
            )
        )


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
        days_overdue=speech.counted_days(entry.days_overdue),
        note=capital("; ".join(speech.say(text) for text in _notes(entry, letter, speech))),
    )


def _title(entry: Entry, speech: Speech) -> str:
    item = entry.standing.item
    if item.deadline.every is None:
        return sourced(item.title, item.source, speech)
    return sourced(period_title(item.title, speech.period(entry.period)), item.source, speech)


def _notes(entry: Entry, letter: Letter, speech: Speech) -> Iterable[Message]:
    """Whose it was, and what happened before: extended, promised, reminded; or that nobody knows."""
    standing = entry.standing
    if entry.unit is not None and entry.unit.id != letter.addressee.id:
        yield msg(N_("owed by {unit}"), unit=entry.unit.label)
    if standing.extensions:
        yield msg(N_("extended {count} times"), count=speech.count(len(standing.extensions)))
    if standing.promise and standing.promise.until:
        text = (
            N_("the unit promised it for {day} and has not sent it")
            if entry.unit is not None
            else N_("it was promised for {day} and is not done")
        )
        yield msg(text, day=standing.promise.until)
    if standing.reminders:
        yield msg(N_("reminded {count} times"), count=speech.count(len(standing.reminders)))
    if standing.needs_verification:
        yield msg(N_("to be checked against documents"))
