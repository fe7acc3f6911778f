"""`ct58 call`: whom to telephone now, by number; page, JSON and what an answer says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ct58.domain.records.events import Event
from ct58.domain.standing.status import Standing
from ct58.i18n import Message, N_, msg
from ct58.render.screens.parts import (
    first_lines,
    lateness,
    nouns_as_json,
    nouns_text,
    occurrence_list,
    programme_aside,
    promise_state,
    unread_names,
)
from ct58.render.words.cells import NONE, day_words, days_words, led_on
from ct58.render.words.speech import Speech, abridged, period_title, sourced
from ct58.views.calls import CallRow, CallsView
from ct58.views.counts import nouns_of
from ct58.views.due import Entry, debts
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Declared,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    declared,
    on_screen,
    words,
)

if TYPE_CHECKING:  # only who answers has such words
    from ct58.domain.planning.calls import CallWords

_SHOWN_DEBTS = 2
"""How many different things of a row are named; lists name all."""
_SHOWN_NAMES = 6
_TITLE_LIMIT = 60
_NOTE_LIMIT = 30
"""Characters of a note on a list: who calls wants the number, the whole note stands with the unit."""
HEAD_ROWS = 8
"""How many rows stand at the head of the day's first screen."""


def calls_page(view: CallsView, speech: Speech) -> Page:
    """Numbered rows; who is left in peace, what is older, and how to answer."""
    blocks: list[Block] = [_title(view, speech), *first_lines(view, speech)]
    if view.is_untouched:
        return Page((*blocks, Annex(lambda: _whole(view, speech))))
    if not view.rows:
        blocks += [Line(words(_nobody(view, speech), "good")), Annex(lambda: _whole(view, speech))]
    else:
        blocks.append(replace(_table(view.rows, view, speech), whole=lambda: _whole(view, speech)))
    blocks += [Gap(), *_beside(view, speech), *([answer_hint(view, speech)] if view.rows else ())]
    return Page(tuple(blocks))


def head_of_day(view: CallsView, speech: Speech) -> list[Block]:
    """The first rows for the day's first screen, with what is older in one line."""
    if not view.rows:
        return [Line(words(_nobody(view, speech), "good")), *_beside(view, speech)]
    blocks: list[Block] = [Heading(speech.say(_count_title(view, speech)))]
    table = _table(view.rows[:HEAD_ROWS], view, speech)
    blocks.append(replace(table, has_header=False, whole=lambda: _whole(view, speech)))
    if len(view.rows) > HEAD_ROWS:
        more = msg(N_("… {count} more: ct58 call"), count=speech.count(len(view.rows) - HEAD_ROWS))
        blocks.append(Line(on_screen(speech.say(more)), indent=1))
    return [*blocks, *_beside(view, speech), answer_hint(view, speech)]


def _title(view: CallsView, speech: Speech) -> Heading:
    kind = (
        N_("OLD DEBTS · {weekday}, {day} · {count} places")
        if view.scope.older
        else N_("TO CALL TODAY · {weekday}, {day} · {count} places")
    )
    if view.is_untouched:
        kind = N_("TO CALL TODAY · {weekday}, {day}")
    title = msg(kind, weekday=speech.weekday(view.as_of), day=view.as_of, count=speech.count(len(view.rows)))
    return Heading(speech.say(title), level=1, aside=programme_aside(view.head, speech))


def _count_title(view: CallsView, speech: Speech) -> Message:
    return msg(N_("TO CALL TODAY ({count} places)"), count=speech.count(len(view.rows)))


def _nobody(view: CallsView, speech: Speech) -> str:
    """That nobody is to be called, as far as could be read."""
    if view.withheld or view.unknown:
        return speech.gettext(N_("Of those whose files could be read nobody is to be called."))
    if view.scope.older:
        return speech.say(msg(N_("There are no debts from before {period}."), period=view.period))
    if view.promised or view.reminded:
        return speech.gettext(N_("Nobody is to be called any more today."))
    return speech.gettext(N_("Nobody is to be called today."))


# ----------------------------------------------------------------------- rows


def _table(rows: Sequence[CallRow], view: CallsView, speech: Speech) -> Table:
    say = speech.gettext
    columns: tuple[Declared[CallRow], ...] = (
        (
            Column(say(N_("No.")), align="right"),
            lambda row: words(str(row.number), "strong", Amount(row.number)),
        ),
        (Column(say(N_("Whom")), max_width=20), lambda row: words(row.unit.label)),
        (
            Column(say(N_("Telephone")), max_width=14),
            lambda row: words(row.unit.office_phone or NONE, "strong"),
        ),
        (Column(say(N_("What is owed")), grows=True), lambda row: _owed_words(row, view, speech)),
        (Column(say(N_("Said last")), max_width=16), lambda row: _last_words(row, view, speech)),
    )
    return declared(columns, rows)


def _owed_words(row: CallRow, view: CallsView, speech: Speech) -> Words:
    """`Báo cáo quý II/2024, chậm 10 ngày; …`: the most pressing first; on a screen the first, cut at a word."""
    groups = _by_item(row.entries)
    whole = _debt_spans(groups, view, speech, is_whole=True)
    shown = _debt_spans(groups[:_SHOWN_DEBTS], view, speech)
    if len(groups) > _SHOWN_DEBTS:
        more = msg(N_("; … {count} more"), count=speech.count(len(groups) - _SHOWN_DEBTS))
        shown.append(Span(speech.say(more), "dim"))
    return _shown_or_whole(shown, whole)


def _shown_or_whole(shown: Sequence[Span], whole: Sequence[Span]) -> Words:
    """What a screen has room for, and what a file has instead."""
    if shown == whole:
        return tuple(whole)
    return (
        *(span._replace(where="screen") for span in shown),
        *(span._replace(where="file") for span in whole),
    )


def _debt_spans(
    groups: Iterable[Sequence[Entry]], view: CallsView, speech: Speech, *, is_whole: bool = False
) -> list[Span]:
    spans: list[Span] = []
    for group in groups:
        spans += [Span("; ")] if spans else []
        oldest = max(group, key=lambda entry: entry.days_overdue)
        late = msg(N_("late by {days}"), days=speech.days(oldest.days_overdue))
        spans += [
            Span(f"{_debt([entry.standing for entry in group], speech, is_whole=is_whole)}, "),
            Span(speech.say(late), lateness(oldest, view.long_overdue_days)),
        ]
    return spans


def row_words(row: CallRow, view: CallsView, speech: Speech) -> Words:
    """A row in one line, for whoever is asked about it."""
    phone = row.unit.office_phone
    return (
        Span(f"{row.number}  {row.unit.label}", "strong"),
        Span(f"  {phone}  " if phone else "  "),
        *_owed_words(row, view, speech),
        Span(" · "),
        *_last_words(row, view, speech),
    )


def _by_item(entries: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.standing.item.id, []).append(entry)
    return list(groups.values())


def _debt(group: Sequence[Standing], speech: Speech, *, is_whole: bool = False) -> str:
    """The title with the times that are meant; a long one is cut at a word, but in a list."""
    item = group[0].item
    title = item.title if is_whole else abridged(item.title, _TITLE_LIMIT)
    if item.deadline.every is None:
        return sourced(title, item.source, speech)
    periods = sorted(
        (found.obligation.occurrence.period for found in group),
        key=lambda period: period.sort_key(),
        reverse=True,
    )
    return period_title(title, occurrence_list(periods, speech))


def _last_words(row: CallRow, view: CallsView, speech: Speech) -> Words:
    """Why it is called, with what was said last: `hẹn 12/7/2024, đã quá 3 ngày`."""
    why = list(_reason_words(row, view, speech))
    if row.last is None or _is_said(row, row.last):
        return tuple(why)
    shown, whole = (Span(_said(row.last, speech, is_whole=is_whole), "dim") for is_whole in (False, True))
    return (*why, *([Span("; ")] if why else ()), *_shown_or_whole([shown], [whole]))


def _is_said(row: CallRow, last: Event) -> bool:
    """Whether the reason says already what was said last."""
    if row.reason in ("promise_broken", "promise_today"):
        return last == row.entries[0].standing.promise
    if last.rule.means == "promises":
        return row.reason == "old"
    return last.rule.means == "reminds" and row.reason != "returned"


def _reason_words(row: CallRow, view: CallsView, speech: Speech) -> Words:
    if row.reason in ("promise_broken", "promise_today"):
        return (promise_state(row.entries[0].standing, view.as_of, speech),)
    if row.reason == "returned":
        is_explained = row.last is not None and row.last.rule.means == "remarks"
        text = N_("sent back") if is_explained else N_("sent back, not sent again")
        return words(speech.gettext(text), "warning")
    if row.reason == "old" and row.last is not None and row.last.rule.means == "promises":
        promised = (entry.standing for entry in row.entries if entry.standing.promise == row.last)
        return tuple(promise_state(found, view.as_of, speech) for found in islice(promised, 1))
    reminders = [event.date for entry in row.entries for event in entry.standing.reminders]
    if reminders:
        return words(speech.say(msg(N_("reminded {day}"), day=max(reminders))))
    if row.reason == "old" and row.last is not None:
        return ()
    return words(speech.gettext(N_("not reminded yet")), "dim")


def _said(last: Event, speech: Speech, *, is_whole: bool = False) -> str:
    """`đã đôn đốc 08/7/2024`, `hẹn 12/7/2024`, or the note itself with its day."""
    if last.rule.means == "remarks" and last.reason:
        return speech.say(
            msg(
                N_("{day}: {text}"),
                day=last.date,
                text=last.reason if is_whole else abridged(last.reason, _NOTE_LIMIT),
            )
        )
    if last.until is not None and last.rule.means == "promises":
        return speech.say(msg(N_("promised for {day}"), day=last.until))
    return speech.say(msg(N_("reminded {day}"), day=last.date))


def _whole(view: CallsView, speech: Speech) -> Table:
    """For lists: one row a debt."""
    say = speech.gettext
    columns: tuple[Declared[tuple[CallRow, Entry]], ...] = (
        (Column(say(N_("No."))), lambda pair: words(str(pair[0].number), "plain", Amount(pair[0].number))),
        (Column(say(N_("Whom"))), lambda pair: words(pair[0].unit.label)),
        (Column(say(N_("Telephone"))), lambda pair: words(pair[0].unit.office_phone or NONE)),
        (Column(say(N_("Id"))), lambda pair: words(pair[1].standing.item.id)),
        (
            Column(say(N_("What is owed"))),
            lambda pair: words(_debt([pair[1].standing], speech, is_whole=True)),
        ),
        (Column(say(N_("Deadline"))), lambda pair: day_words(pair[1].standing.due, speech)),
        (Column(say(N_("Overdue by"))), lambda pair: days_words(pair[1].days_overdue, speech)),
        (Column(say(N_("Why"))), lambda pair: words(speech.call_reason(pair[0].reason))),
        (
            Column(say(N_("Said last"))),
            lambda pair: words(_said(pair[0].last, speech, is_whole=True) if pair[0].last else NONE),
        ),
    )
    return declared(columns, [(row, entry) for row in view.rows for entry in row.entries])


# --------------------------------------------------------------------- beside


def _beside(view: CallsView, speech: Speech) -> Iterator[Block]:
    """Who has promised another day, who was reminded already, what is older, whose files nobody can read."""
    if view.promised:
        listed = _names(view.promised, speech, with_day=True)
        yield Line(words(speech.say(msg(N_("Promised another day: {names}"), names=listed)), "promised"))
    if view.reminded:
        text = (
            N_("Reminded today: {names}")
            if view.scope.since == view.as_of
            else N_("Reminded since {day}: {names}")
        )
        listed = _names(view.reminded, speech)
        yield Line(words(speech.say(msg(text, day=view.scope.since, names=listed)), "dim"))
    if view.older:
        old = msg(
            N_("Old debts (before {period}): {count}."),
            period=view.period,
            count=nouns_text(nouns_of(debts(view.older)), speech),
        )
        yield Line(led_on(speech.say(old), speech.gettext(N_(" See: ct58 call --older"))))
    note = unread_names(view.withheld, view.unknown)
    if note:
        text = N_(
            "Not called, because a file about them cannot be read or waits to be settled: {names}. See: ct58 check"
        )
        yield Line(words(speech.say(msg(text, names=note)), "warning"))


def _names(rows: Sequence[CallRow], speech: Speech, *, with_day: bool = False) -> str:
    shown = []
    for row in rows[:_SHOWN_NAMES]:
        promise = row.entries[0].standing.promise
        day = f" ({speech.date(promise.until)})" if with_day and promise and promise.until else ""
        shown.append(f"{row.unit.label}{day}")
    if len(rows) > _SHOWN_NAMES:
        shown.append(speech.say(msg(N_("{count} more"), count=speech.count(len(rows) - _SHOWN_NAMES))))
    return " · ".join(shown)


def answer_hint(view: CallsView, speech: Speech) -> Line:
    """How to answer: with the numbers of the list."""
    text = msg(
        N_('Afterwards: ct58 call {first} --reminded, --promised DATE or --note "…"'),
        first=" ".join(str(row.number) for row in view.rows[:2]),
    )
    return Line(on_screen(speech.say(text)))


# ----------------------------------------------------------------------- JSON


def calls_as_json(view: CallsView) -> list[dict[str, object]]:
    """One entry a row."""
    return [
        {
            "row": row.number,
            "unit": row.unit.id,
            "phone": row.unit.office_phone,
            "owes": [
                {
                    "id": entry.standing.item.id,
                    "occurrence": entry.occurrence,
                    "due": entry.standing.due,
                    "days_overdue": entry.days_overdue,
                }
                for entry in row.entries
            ],
            "last": {"event": row.last.event, "date": row.last.date, "until": row.last.until}
            if row.last
            else None,
            "reason": row.reason,
        }
        for row in view.rows
    ]


def calls_counts(view: CallsView) -> dict[str, object]:
    """How many rows there are, about how much; how much is older; who is left in peace: beside the list."""
    return {
        "counts": {"rows": len(view.rows), **nouns_as_json(nouns_of(view.entries))},
        "older": nouns_as_json(nouns_of(debts(view.older))),
        "promised": [row.unit.id for row in view.promised],
        "reminded": [row.unit.id for row in view.reminded],
    }


# -------------------------------------------------------------------- answers


def answered_line(unit: str, owed: Iterable[Standing], words: CallWords, speech: Speech) -> str:
    """`Sở Mẫu 09: hẹn ngày 18/7/2024 (Báo cáo quý II/2024)`: whose row it was, and what was recorded."""
    groups: dict[str, list[Standing]] = {}
    for found in owed:
        groups.setdefault(found.item.id, []).append(found)
    about = "; ".join(_debt(group, speech) for group in groups.values())
    return f"{unit}: {speech.say(_came_of(words))} ({about})"


def _came_of(words: CallWords) -> Message:
    if words.promised is not None:
        said = msg(N_("promised for {day}"), day=words.promised)
    elif words.reminded:
        said = msg(N_("reminded {day}"), day=words.on)
    else:
        return msg(N_("{day}: {text}"), day=words.on, text=words.note)
    return msg(N_("{said}: {text}"), said=said, text=words.note) if words.note else said
