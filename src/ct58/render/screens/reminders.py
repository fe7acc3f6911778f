"""`ct58 remind`: who would get a letter, and about how much; page, JSON and rows."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.i18n import Message, N_, msg
from ct58.render.screens.overdue import due_entry
from ct58.render.screens.parts import follow_up, lateness, names, nouns_as_json, nouns_text, unread_names
from ct58.render.words.cells import days_words, led_on, number_words
from ct58.render.words.speech import Speech, period_title
from ct58.views.counts import nouns_of
from ct58.views.due import Entry, debts
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    Table,
    Words,
    in_files,
    on_screen,
    words,
)
from ct58.views.reminders import Letter, RemindersView

SHOWN_ITEMS = 4


def reminders_page(view: RemindersView, speech: Speech, asked: str = "") -> Page:
    """One row a place, how to draft and to book; then who is left in peace, and what nobody can be written to about.

    `asked` are the options that say what the letters are about: the commands that go on repeat them.
    """
    title = msg(N_("REMINDERS · as of {weekday}, {day}"), weekday=speech.weekday(view.as_of), day=view.as_of)
    blocks: list[Block] = [Heading(speech.say(title), level=1), Line(words(_about(view, speech), "dim"))]
    if not view.letters:
        blocks.append(
            Line(words(nobody_late(view, speech), "warning" if view.withheld or view.unknown else "good"))
        )
        blocks.append(Annex(lambda: Table(_columns(speech), ())))
    else:
        rows = tuple(_row(letter, speech, view.long_overdue_days) for letter in view.letters)
        blocks += [Table(_columns(speech), rows), Gap(), *_next_steps(view, speech, asked)]
    return Page(
        (*blocks, *_left_in_peace(view, speech), *_unaddressed(view, speech), *_withheld(view, speech))
    )


def _about(view: RemindersView, speech: Speech) -> str:
    """Which debts the letters are about, and how much that is."""
    count = nouns_text(nouns_of(debts(view.letters)), speech)
    if view.scope.older:
        return speech.say(
            msg(N_("Old debts, from before {period}: {count}."), period=view.period, count=count)
        )
    text = (
        N_("What fell due in {period} or since: {count}.")
        if view.is_newest
        else N_("What fell due in {period}: {count}.")
    )
    return speech.say(msg(text, period=view.period, count=count))


def _left_in_peace(view: RemindersView, speech: Speech) -> list[Block]:
    """Who has promised a day that is not over; and that old debts are asked for apart."""
    blocks: list[Block] = []
    if view.promised:
        text = msg(
            N_("No letter about what was promised: {names}"), names=promised_names(view.promised, speech)
        )
        blocks += [Gap(), Line(words(speech.say(text), "promised"))]
    if view.older:
        text = msg(
            N_("Old debts (before {period}): {count}."),
            period=view.period,
            count=nouns_text(nouns_of(view.older), speech),
        )
        blocks.append(
            Line(led_on(speech.say(text), speech.gettext(N_(" Letters about them: ct58 remind --older"))))
        )
    return blocks


def promised_names(letters: Iterable[Letter], speech: Speech) -> str:
    """`Sở Mẫu 09 (15/7/2024)`: who, and for which day."""
    named = []
    for letter in letters:
        days = sorted(
            {event.until for entry in letter.entries if (event := entry.standing.promise) and event.until}
        )
        named.append(f"{letter.addressee.label} ({', '.join(map(speech.date, days))})")
    return ", ".join(named)


def nobody_late(view: RemindersView, speech: Speech) -> str:
    """That there is nobody to write to, as far as could be read; or that it is too late for letters."""
    if view.is_too_late:
        text = msg(
            N_("The committee's work ended on {day}: nobody is reminded any more."),
            day=view.head.closed_on or "",
        )
        return speech.say(text)
    if view.withheld or view.unknown:
        return speech.say(
            msg(N_("Of those whose files could be read nobody is late on {day}."), day=view.as_of)
        )
    return speech.say(msg(N_("Nobody is late on {day}: no letter is needed."), day=view.as_of))


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("No.")), align="right"),
        Column(speech.gettext(N_("Addressee")), grows=True),
        Column(speech.gettext(N_("Times")), align="right"),
        Column(speech.gettext(N_("Reports (number)")), align="right"),
        Column(speech.gettext(N_("Which"))),
        Column(speech.gettext(N_("Longest overdue")), align="right"),
        Column(speech.gettext(N_("Reminded")), from_width=100),
    )


def _row(letter: Letter, speech: Speech, long_overdue_days: int) -> tuple[Words, ...]:
    oldest = max(letter.entries, key=lambda entry: entry.days_overdue)
    owed = nouns_of(letter.entries)
    return (
        words(str(letter.number), "plain", Amount(letter.number)),
        words(letter.addressee.label, "strong"),
        number_words(owed.occurrences, speech),
        number_words(owed.reports, speech),
        _which(letter.entries),
        days_words(letter.longest, speech, lateness(oldest, long_overdue_days)),
        (follow_up(letter.entries, speech),),
    )


def _which(entries: Iterable[Entry]) -> Words:
    """The items' ids, each once, on a screen the first."""
    ids = list(dict.fromkeys(entry.standing.item.id for entry in entries))
    if len(ids) <= SHOWN_ITEMS:
        return words(", ".join(ids))
    return (*on_screen(f"{', '.join(ids[:SHOWN_ITEMS])} …", "plain"), *in_files(", ".join(ids)))


def _next_steps(view: RemindersView, speech: Speech, asked: str) -> list[Block]:
    by = f"{view.by.day}/{view.by.month}/{view.by.year}" if view.by else speech.gettext(N_("DATE"))
    lines = [msg(N_("Draft the letter: ct58 remind{asked} -o don-doc.docx --by {by}"), asked=asked, by=by)]
    if len(view.letters) > 1:
        lines = [
            msg(
                N_("One letter to all, the list annexed: ct58 remind{asked} -o don-doc.docx --by {by}"),
                asked=asked,
                by=by,
            ),
            msg(N_("A letter each: ct58 remind{asked} --each -o don-doc --by {by}"), asked=asked, by=by),
        ]
    lines.append(sent_hint(asked))
    return [Line(on_screen(speech.say(text))) for text in lines]


def sent_hint(asked: str) -> Message:
    """How to book what was sent: with the same options."""
    return msg(N_("When it is sent, book it: ct58 remind{asked} --sent --number … --on DATE"), asked=asked)


def _unaddressed(view: RemindersView, speech: Speech) -> list[Block]:
    """What a committee owes, a unit that is closed, or the body that writes; and what was booked for nobody."""
    unbooked = [
        period_title(entry.standing.item.title, speech.period(entry.period))
        for entry in view.unaddressed
        if entry.standing.is_unbooked
    ]
    listed = [
        f"{entry.standing.item.id} ({names(entry.standing.owner_ids, view.names)})"
        for entry in view.unaddressed
        if not entry.standing.is_unbooked
    ]
    lines = (
        (N_("No letter is written about: {items}"), ", ".join(dict.fromkeys(listed))),
        (
            N_("To be verified first, because it was booked for no unit: {items}"),
            "; ".join(dict.fromkeys(unbooked)),
        ),
    )
    return [
        block
        for text, items in lines
        if items
        for block in (Gap(), Line(words(speech.say(msg(text, items=items)), "warning")))
    ]


def reminders_counts(view: RemindersView) -> dict[str, object]:
    """How much all letters are about, each obligation once, and how many letters there are: beside the list."""
    return {
        "counts": {"letters": len(view.letters), **nouns_as_json(nouns_of(debts(view.letters)))},
        "period": view.period,
        "promised": [letter.addressee.id for letter in view.promised],
        "older": nouns_as_json(nouns_of(view.older)),
    }


def _withheld(view: RemindersView, speech: Speech) -> list[Block]:
    text = withheld_note(view)
    return [Gap(), Line(words(speech.say(text), "warning"))] if text is not None else []


def withheld_note(view: RemindersView) -> Message | None:
    """To whom no letter goes, because a file about them could not be read; None where all could."""
    names_ = unread_names(view.withheld, view.unknown)
    text = N_(
        "No letter goes to these, because a file about them cannot be read or waits to be settled: {names}. See: ct58 check"
    )
    return msg(text, names=names_) if names_ else None


def reminders_as_json(view: RemindersView) -> list[dict[str, object]]:
    """One entry a letter; what it is about as overdue gives it, one entry an obligation."""
    return [
        {
            "number": letter.number,
            "addressee": letter.addressee.id,
            "name": letter.addressee.name,
            "address_as": letter.addressee.address_as or letter.addressee.name,
            "counts": nouns_as_json(nouns_of(letter.entries)),
            "items": [due_entry(entry) for entry in letter.entries],
        }
        for letter in view.letters
    ]
