"""The work in a summary's appendices: the tasks with what was submitted, the duties with their follow-up.

A part of a year and a year list what there is to tell of their time, and name the rest below the table; a term lists all tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ct58.domain.records.events import Event
from ct58.domain.records.items import Item
from ct58.domain.records.programme import Task
from ct58.domain.records.terms import Terminology
from ct58.domain.standing.status import HALTED, Standing
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.render.words.amendments import adjusted_text
from ct58.render.words.labels import NOTHING, status_text, status_word
from ct58.render.words.rows import DutyRow, GroupRow, TaskRow
from ct58.render.words.speech import Speech, capital, sourced
from ct58.render.words.summary import (
    NO_LONGER_ASKED,
    UNBOOKED,
    UNITS_MISSED,
    older_note,
    periods_text,
)
from ct58.views.due import DONE, OPEN, Entry
from ct58.views.progress import ItemProgress
from ct58.views.summary import GroupProgress, SummaryView

ASSUMED = "*"
ASSUMED_NOTE = N_("* The text gives no date; the office set the deadline.")


def period_name(view: SummaryView, speech: Speech) -> str:
    """`quý I năm 2021`, `6 tháng đầu năm 2021`, `quý IV và cả năm 2021`."""
    asked = view.order.scope.asked
    if asked.kind == "quarter" and asked.number == 4:
        return speech.say(msg(N_("quarter IV and the whole year {year}"), year=str(asked.year)))
    return speech.long_period(view.order.scope.named)


def basis_note(view: SummaryView, speech: Speech) -> str:
    """Which times are counted, and what a rate on time is of."""
    text = N_(
        "Of what comes again, the times of {period} are counted; what is done once, as of {day}; on time: of what was due."
    )
    return speech.say(msg(text, period=period_name(view, speech), day=view.order.as_of.day))


# ------------------------------------------------------------------ what is told


def _is_told(entry: ItemProgress, view: SummaryView) -> bool:
    """Whether there is anything to tell of an item in the period: it was worked on, is late, or is asked no more.

    A term tells every task. A duty that was done in time, or each time, and one that goes on as always take no row.
    """
    if not entry.standings or _is_silent_duty(entry, view):
        return False
    is_whole = view.order.scope.is_term and entry.item.kind != "duty"
    beside = bool(entry.older or entry.gone)
    return is_whole or beside or any(_has_news(found, view) for found in entry.standings)


def _is_silent_duty(entry: ItemProgress, view: SummaryView) -> bool:
    is_plain = entry.item.kind == "duty" and not entry.older and not entry.gone
    statuses = {found.status for found in entry.standings}
    return is_plain and (statuses == {"completed_on_time"} or (len(entry.standings) > 1 and statuses <= DONE))


def _has_news(found: Standing, view: SummaryView) -> bool:
    since = view.order.scope.first_day
    if found.cut_on is not None or found.status not in (*DONE, *OPEN, *HALTED, "ongoing"):
        return True
    days = [event.date for event in found.events if not event.rule.is_only_said]
    return any(day >= since for day in (*days, *([found.done_on] if found.done_on else ())))


_REST: Mapping[str, str] = {
    "in_time": N_("{count} completed in time"),
    "late": N_("{count} completed, partly late"),
    "done": N_("{count} completed before {period}"),
    "open": N_("{count} not due, with nothing new"),
    "ongoing": N_("{count} standing, with nothing new"),
    "halted": N_("{count} suspended or given up before"),
}
"""How the items are told that have no row, by where they stand."""


def _rest_of(entry: ItemProgress, since: dt.date) -> str:
    statuses = {found.status for found in entry.standings}
    if statuses <= DONE:
        is_new = any(found.done_on and found.done_on >= since for found in entry.standings)
        return ("late" if "completed_late" in statuses else "in_time") if is_new else "done"
    if statuses <= HALTED:
        return "halted"
    return "ongoing" if statuses == {"ongoing"} else "open"


def _rest_note(items: Iterable[ItemProgress], view: SummaryView, speech: Speech) -> Iterator[str]:
    """How many items have no row, by where they stand; tasks by their numbers.

    A review gives the documents of what was done in time; of all else that has only a title it is told how much it is.
    """
    scope = view.order.scope
    year = Period.containing(scope.first_day, "year")
    silent = [entry for entry in items if entry.standings and not _is_told(entry, view)]
    said = []
    for place, text in _REST.items():
        found = [entry for entry in silent if _rest_of(entry, scope.first_day) == place]
        if found:
            is_named = scope.is_review and place == "in_time"
            which = "; ".join(_which_rest(found, view, speech, is_named=is_named))
            counted = speech.say(msg(text, count=speech.count(len(found)), period=year))
            said.append(f"{counted} ({which})" if which else counted)
    if said:
        yield speech.say(msg(N_("Not in the table: {items}."), items="; ".join(said)))


def _which_rest(
    items: Sequence[ItemProgress], view: SummaryView, speech: Speech, *, is_named: bool
) -> Iterator[str]:
    """Numbers, then titles; of what was done in time those that have a document, with it."""
    numbers = {task.id: task.number for task in view.programme.tasks}
    numbered = [str(numbers[entry.item.id]) for entry in items if numbers.get(entry.item.id)]
    if numbered:
        yield speech.say(msg(N_("no. {numbers}"), numbers=", ".join(numbered)))
    for entry in items if is_named or numbered else ():
        issued = _issued(entry, speech)
        if numbers.get(entry.item.id) or (is_named and not issued):
            continue
        yield f"{entry.item.title}, {issued}" if is_named else entry.item.title


# ------------------------------------------------------------------ tasks


def task_rows(view: SummaryView, speech: Speech) -> Iterator[TaskRow | GroupRow]:
    """The appendix group by group, a row a task; one that fell due several times has a row more for each time."""
    tasks = {task.id: task for task in view.programme.tasks}
    for group in view.groups:
        told = [entry for entry in group.items if _is_told(entry, view)]
        if told:
            yield GroupRow(
                number=group.group.id if group.group else "", title=progress_group_title(group, speech)
            )
        for entry in told:
            row = _task_row(tasks.get(entry.item.id), entry, view, speech)
            yield from _rows_of_task(row, _signed(entry) if view.order.is_final else entry, speech)


def _signed(entry: ItemProgress) -> ItemProgress:
    """As a signed text tells it: what the office has still to verify is a matter of its own, as in the body."""

    def told(found: Entry) -> Entry:
        return replace(found, standing=replace(found.standing, needs_verification=False))

    return replace(entry, entries=tuple(map(told, entry.entries)), older=tuple(map(told, entry.older)))


def tasks_note(view: SummaryView, speech: Speech) -> str:
    """The tasks that are not in the table, and how the report counts."""
    if not view.groups:
        return ""
    rest = _rest_note((entry for group in view.groups for entry in group.items), view, speech)
    return "\n".join((*rest, basis_note(view, speech)))


def _rows_of_task(whole: TaskRow, entry: ItemProgress, speech: Speech) -> Iterator[TaskRow]:
    """The task, then each of its times with its standing, those that fell away last."""
    told = {found.key for found in entry.entries}
    gone = [found.standing for found in entry.gone if found.key not in told]
    single = entry.standings[0] if len(entry.standings) == 1 and not gone else None
    if single is not None:
        yield replace(
            whole, title=whole.title + occurrence(entry, single, speech), **_standing(single, speech)
        )
    else:
        yield replace(whole, status=_done_of_all(entry, speech))
    older = [debt.standing for debt in entry.older]
    own = [*(() if single else entry.standings), *gone]
    runs = [*((run, True) for run in _alike(older)), *((run, False) for run in _alike(own))]
    for place, (run, is_older) in enumerate(runs, 1):
        text = _times(run, speech)
        if is_older:
            text = speech.say(msg(N_("{time}, a debt from before"), time=text))
        number = f"{whole.number}.{place}" if whole.number != NOTHING else NOTHING
        yield TaskRow(number=number, title=capital(text), **_standing_of_all(run, speech))


_MOST_TIMES = 12
"""So many times of one task stand one by one; of more only their standing is told."""


def _alike(times: Sequence[Standing]) -> Iterator[Sequence[Standing]]:
    """The times one after the other; those that follow each other and of which the same is to be told in one piece."""

    def told(found: Standing) -> tuple[object, ...]:
        where = (found.status, found.unclear, found.needs_verification, len(found.extensions))
        events = [event for event in found.events if event.rule.is_work]
        return where if len(times) > _MOST_TIMES else (*where, found.days_overdue, found.submitted, events)

    return (tuple(run) for _, run in groupby(times, key=told))


def _times(times: Sequence[Standing], speech: Speech) -> str:
    """`tháng 4/2021`, or `tháng 4/2021 - tháng 9/2021 (06 kỳ)`."""
    first, last = times[0].obligation.occurrence.period, times[-1].obligation.occurrence.period
    if len(times) == 1:
        return speech.period(first)
    text = msg(N_("{first} - {last} ({count} times)"), first=first, last=last, count=speech.count(len(times)))
    return speech.say(text)


def _standing_of_all(times: Sequence[Standing], speech: Speech) -> dict[str, str]:
    """Where some times stand that stand alike: of several the longest delay, and no single document."""
    worst = max(times, key=lambda found: found.days_overdue)
    cells = _standing(worst, speech)
    return cells if len(times) == 1 else {**cells, "submitted_on": "", "document": ""}


def _standing(found: Standing, speech: Speech) -> dict[str, str]:
    return {
        "submitted_on": _submitted(found, speech),
        "document": _documents(found, speech),
        "status": status_text(found, speech, with_days=False),
        "days_overdue": days_or_blank(found.days_overdue, speech),
    }


def _submitted(found: Standing, speech: Speech) -> str:
    """The day on which the bodies got it; each with its own where they differ or one of several waits."""
    days = found.submitted
    if len(days) == len(found.item.submit_to) and len(set(days.values())) == 1:
        return speech.date(next(iter(days.values())))
    shown = (body for body in found.item.submit_to if body in days)
    if len(found.item.submit_to) == 1:
        return "".join(speech.date(days[body]) for body in shown)
    return "; ".join(f"{speech.body(body)} {speech.date(days[body])}" for body in shown)


def _documents(found: Standing, speech: Speech) -> str:
    """Number and day of what was issued, else of what was submitted, each once."""
    issued = [event for event in found.events if event.rule.means == "issues"]
    given = [event for event in found.events if event.rule.means == "gives" and event.document]
    return "; ".join(dict.fromkeys(_document(event, speech) for event in issued or given))


def _document(event: Event, speech: Speech) -> str:
    """`22-TTr/BTC, 15/7/2021`; without a number the day alone."""
    if event.document is None:
        return speech.date(event.date)
    return f"{event.document.number}, {speech.date(event.document.date or event.date)}"


def progress_group_title(group: GroupProgress, speech: Speech) -> str:
    """The group's title; what came up on the way has none in the text."""
    return group.group.title if group.group else speech.gettext(N_("Items that came up"))


def _task_row(task: Task | None, entry: ItemProgress, view: SummaryView, speech: Speech) -> TaskRow:
    """What the appendix says of a task, without how it stands."""
    item, first = entry.item, entry.standings[0]
    is_as_printed = entry.leads == _first_wording(item).lead
    printed = (task.prepared_by_corrected or task.prepared_by) if task and is_as_printed else None
    forms = task.forms_text if task and task.forms_text else "; ".join(item.forms)
    return TaskRow(
        number=str(task.number) if task and task.number else NOTHING,
        title=sourced(item.title, item.source, speech),
        prepared_by=printed or _names(entry.leads, view),
        deadline=_with_amendment(
            capital(item.deadline.text or (speech.date(first.due) if first.due else NOTHING)), entry, speech
        ),
        **_receiver_marks(item, view.programme.terms),
        forms=forms or "",
    )


def receiver_titles(terms: Terminology, speech: Speech) -> tuple[str, str]:
    """`Trình BTV`, `Trình BCH`: the columns of whom things are submitted to; of more than two bodies the second has the others."""
    first, *rest = [terms.body(body.id) for body in terms.receivers] or [speech.gettext(N_("the superior"))]
    others = rest[0] if len(rest) == 1 else speech.gettext(N_("others"))
    first, others = (speech.say(msg(N_("Submitted to {body}"), body=name)) for name in (first, others))
    return first, others


def _receiver_marks(item: Item, terms: Terminology) -> dict[str, str]:
    """An X under the body that a column is for; in the column of several their names."""
    first, *rest = [body.id for body in terms.receivers] or [""]
    others = [body for body in item.submit_to if body != first]
    is_one = others == rest
    return {
        "to_first": "X" if first in item.submit_to else "",
        "to_others": "X" if is_one and len(others) == 1 else ", ".join(map(terms.body, others)),
    }


def _first_wording(item: Item) -> Item:
    """What the document said of it when it was issued."""
    return item.earlier[0].item if item.earlier else item


def _with_amendment(text: str, entry: ItemProgress, speech: Speech) -> str:
    """The deadline, with the document that set it or gave it to others."""
    amended = adjusted_text(entry.adjusted_by, speech)
    return f"{text} ({amended})" if amended else text


def occurrence(entry: ItemProgress, found: Standing, speech: Speech) -> str:
    """Which time of what recurs: ` (năm 2021)`."""
    if entry.item.deadline.every is None:
        return ""
    return f" ({speech.period(found.obligation.occurrence.period)})"


def _names(ids: Iterable[str], view: SummaryView) -> str:
    return ", ".join(view.labels.get(id_, id_) for id_ in ids)


def days_or_blank(number: int, speech: Speech) -> str:
    """A number of days; nothing of none."""
    return speech.number(number) if number else ""


# ------------------------------------------------------------------ duties


def duty_rows(view: SummaryView, speech: Speech) -> Iterator[DutyRow]:
    """The follow-up table: a row a duty, its occurrences and units told together."""
    for number, entry in enumerate(_told_duties(view), 1):
        item = entry.item
        yield DutyRow(
            number=str(number),
            title=item.title,
            lead=_leads(entry, view, speech),
            with_=_names(item.with_, view),
            deadline=_deadline(entry, speech),
            product="; ".join(item.forms),
            submitted_on=_submitted_on(entry, speech),
            issued=_issued(entry, speech),
            status=_duty_status(entry, speech),
            days_overdue=days_or_blank(max((s.days_overdue for s in _late(entry)), default=0), speech),
            note=capital(_duty_note(entry, speech)),
        )


def _told_duties(view: SummaryView) -> list[ItemProgress]:
    return [entry for entry in view.duties if _is_told(entry, view)]


def duties_note(view: SummaryView, speech: Speech) -> str:
    """What marks a deadline that is the office's own, and the duties that are not in the table."""
    has_assumed = any(entry.item.deadline.assumed for entry in _told_duties(view))
    mark = [speech.gettext(ASSUMED_NOTE)] if has_assumed else []
    return " ".join([*mark, *_rest_note(view.duties, view, speech)])


def _leads(entry: ItemProgress, view: SummaryView, speech: Speech) -> str:
    if entry.item.owners is None:
        return _names(entry.leads, view)
    return speech.say(msg(N_("{count} units"), count=speech.count(len(entry.units))))


def _deadline(entry: ItemProgress, speech: Speech) -> str:
    """As written, else the one day; marked where the office set it."""
    days = {found.due for found in entry.standings if found.due}
    text = entry.item.deadline.text or (speech.date(min(days)) if len(days) == 1 else NOTHING)
    return capital(text) + (ASSUMED if entry.item.deadline.assumed else "")


def _submitted_on(entry: ItemProgress, speech: Speech) -> str:
    """The last day on which a body got it."""
    days = [day for found in entry.standings for day in found.submitted.values()]
    return speech.date(max(days)) if days else ""


def _issued(entry: ItemProgress, speech: Speech) -> str:
    """Number and day of the last document that was issued; of what each unit owes there is none for all."""
    events = [event for found in entry.standings for event in found.events if event.rule.means == "issues"]
    if not events or entry.item.owners:
        return ""
    return _document(max(events, key=lambda event: event.date), speech)


def _duty_status(entry: ItemProgress, speech: Speech) -> str:
    """The one status, or how many of all are done."""
    if len(entry.standings) == 1:
        return status_word(entry.standings[0], speech)
    return _done_of_all(entry, speech)


def _done_of_all(entry: ItemProgress, speech: Speech) -> str:
    """`Đã hoàn thành 4/5`."""
    known = [found for found in entry.standings if found.status not in ("unreadable", "ended")]
    done = sum(found.status in DONE for found in known)
    text = msg(N_("{done}/{all} completed"), done=speech.number(done), all=speech.number(len(known)))
    return capital(speech.say(text))


def _late(entry: ItemProgress) -> list[Standing]:
    everything = (*entry.standings, *(debt.standing for debt in entry.older))
    return [found for found in everything if found.status == "overdue"]


def _duty_note(entry: ItemProgress, speech: Speech) -> str:
    """How many are overdue and how many were not done in their time, or which times of what recurs; then the debts."""
    amended = adjusted_text(entry.adjusted_by, speech)
    return "; ".join((*_own_note(entry, speech), *older_note(entry, speech), *([amended] if amended else [])))


def _own_note(entry: ItemProgress, speech: Speech) -> Iterator[str]:
    if len(entry.standings) == 1 and len(entry.gone) <= 1:
        return
    late = [one for one in entry.standings if one.status == "overdue"]
    missed = [one for one in entry.standings if one.status == "missed"]
    not_read = [one for one in entry.standings if one.status == "unreadable"]
    unread, waiting = ([one for one in not_read if one.is_unsettled is waits] for waits in (False, True))
    kinds = (
        ([one for one in late if not one.is_unbooked], N_("{count} overdue"), N_("overdue: {periods}")),
        ([one for one in late if one.is_unbooked], UNBOOKED, UNBOOKED),
        (missed, UNITS_MISSED, N_("not done: {periods}")),
        ([one.standing for one in entry.gone], NO_LONGER_ASKED, N_("no longer asked: {periods}")),
        (unread, N_("{count} cannot be read"), N_("cannot be read: {periods}")),
        (waiting, N_("{count} wait to be settled"), N_("wait to be settled: {periods}")),
    )
    for found, count, times in kinds:
        if found:
            yield _which(found, count if entry.item.owners else times, speech)


def _which(found: list[Standing], text: str, speech: Speech) -> str:
    """How many, or which times."""
    periods = periods_text([one.obligation.occurrence.period for one in found], speech)
    return speech.say(msg(text, count=speech.count(len(found)), periods=periods))
