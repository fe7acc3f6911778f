"""The drawing of the timeline: every occurrence at its deadline, in percent of the programme's years."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction

from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.catalogue import deadline_text
from ct58.render.site.charts import Label
from ct58.render.site.parts import TONES, Badge, Count, drawn_share, item_path
from ct58.render.words.labels import status_text
from ct58.render.words.speech import Speech
from ct58.views.due import DONE
from ct58.views.site import SiteView
from ct58.views.timeline import LED_BY_UNITS, Lane, LeadGroup, Mark
from ct58.views.vocabularies import STATUSES, Tone

FIRST, LAST = 1, 99
"""Where the first and the last day of the programme's time stand, in percent of the width."""
DENSE = 30
"""From how many marks on a lane they are drawn smaller."""
TONE_WORDS: dict[Tone, str] = {
    "good": N_("on time"),
    "late": N_("late"),
    "bad": N_("overdue or not done"),
    "check": N_("to be verified"),
    "soon": N_("due soon"),
    "work": N_("in progress or ongoing"),
    "open": N_("not yet due"),
    "idle": N_("suspended or given up"),
}


@positional_record
class DrawnMark:
    """One occurrence: its place, tone and words."""

    x: str
    tone: Tone
    text: str


@positional_record
class DrawnLane:
    """One item: who, until when, its marks, and the marks in words."""

    id: str
    title: str
    href: str
    note: str
    marks: tuple[DrawnMark, ...]
    text: str
    is_dense: bool


@positional_record
class DrawnGroup:
    """What one body leads."""

    title: str
    counts: tuple[Count, ...]
    lanes: tuple[DrawnLane, ...]


@positional_record
class Drawing:
    """The whole timeline, with the lines between the years, the years' names and the day."""

    groups: tuple[DrawnGroup, ...]
    legend: tuple[Badge, ...]
    borders: tuple[str, ...]
    years: tuple[Label, ...]
    today: str | None
    today_text: str


def draw(view: SiteView, speech: Speech) -> Drawing:
    """The timeline of all items but reports."""
    axis = _Axis(view.horizon)
    groups = tuple(_group(group, axis, view, speech) for group in view.timeline)
    used = {mark.tone for group in groups for lane in group.lanes for mark in lane.marks}
    years = view.horizon.split("year")
    return Drawing(
        groups=groups,
        legend=tuple(Badge(speech.gettext(TONE_WORDS[tone]), tone) for tone in TONES if tone in used),
        borders=tuple(axis.x(year.first_day) for year in years[1:]),
        years=tuple(Label(axis.middle(year), str(year.year)) for year in years),
        today=axis.x(view.as_of) if view.horizon.contains(view.as_of) else None,
        today_text=speech.say(msg(N_("as of {day}"), day=view.as_of)),
    )


def tone_of(mark: Mark) -> Tone:
    """The tone of an occurrence: what must be verified is not simply overdue."""
    doubtful = any(standing.needs_verification for standing in mark.standings)
    waits = mark.status in DONE and mark.unsettled
    return "check" if waits or (mark.status == "overdue" and doubtful) else STATUSES[mark.status].tone


def mark_status(mark: Mark, speech: Speech) -> str:
    """`Quá hạn 15 ngày, chưa thực hiện`; of what units owe how many have done it."""
    if not mark.is_owed_by_units:
        return status_text(mark.standings[0], speech)
    done, expected = speech.number(mark.done), speech.number(mark.expected)
    waits = msg(N_(", {count} wait to be settled"), count=speech.count(mark.unsettled))
    return f"{speech.status(mark.status)} ({done}/{expected}{speech.say(waits) if mark.unsettled else ''})"


class _Axis:
    """From days to places."""

    def __init__(self, horizon: Period) -> None:
        self._first = horizon.first_day.toordinal()
        self._length = horizon.last_day.toordinal() - self._first

    def place(self, day: dt.date) -> Fraction:
        inside = min(max(day.toordinal() - self._first, 0), self._length)
        return FIRST + Fraction((LAST - FIRST) * inside, self._length)

    def x(self, day: dt.date) -> str:
        return drawn_share(self.place(day))

    def middle(self, year: Period) -> str:
        return drawn_share((self.place(year.first_day) + self.place(year.last_day)) / 2)


def _group(group: LeadGroup, axis: _Axis, view: SiteView, speech: Speech) -> DrawnGroup:
    lanes = tuple(_lane(lane, axis, view, speech) for lane in group.lanes)
    title = (
        speech.gettext(N_("Owed by each unit"))
        if group.lead == LED_BY_UNITS
        else view.names.get(group.lead, group.lead)
    )
    tones = Counter(mark.tone for lane in lanes for mark in lane.marks)
    return DrawnGroup(title, _counts(tones, speech), lanes)


def _counts(tones: Counter[Tone], speech: Speech) -> tuple[Count, ...]:
    return tuple(
        Count(Badge(speech.gettext(TONE_WORDS[tone]), tone), speech.number(tones[tone]))
        for tone in TONES
        if tones[tone]
    )


def _lane(lane: Lane, axis: _Axis, view: SiteView, speech: Speech) -> DrawnLane:
    marks = tuple(_mark(mark, axis, view, speech) for mark in lane.marks)
    tones = _counts(Counter(mark.tone for mark in marks), speech)
    return DrawnLane(
        id=lane.item.id,
        title=lane.item.title,
        href=item_path(lane.item),
        note=_lane_note(lane, view, speech),
        marks=marks,
        text=", ".join(f"{count.badge.text}: {count.number}" for count in tones),
        is_dense=len(marks) > DENSE,
    )


def _lane_note(lane: Lane, view: SiteView, speech: Speech) -> str:
    """The deadline as written, and who leads it beside the group's body."""
    others = [view.names.get(id_, id_) for id_ in lane.item.lead[1:]]
    parts = [deadline_text(lane.item.deadline, speech)]
    if others:
        parts.append(speech.say(msg(N_("led with {names}"), names=", ".join(others))))
    return " · ".join(parts)


def _mark(mark: Mark, axis: _Axis, view: SiteView, speech: Speech) -> DrawnMark:
    """A standing duty has no deadline: it stands at the day that is asked about."""
    period = mark.period
    when = "" if period.kind == "once" else f"{speech.period(period)} · "
    due = speech.say(msg(N_("due {due}"), due=mark.due)) + " · " if mark.due else ""
    return DrawnMark(axis.x(mark.due or view.as_of), tone_of(mark), f"{when}{due}{mark_status(mark, speech)}")
