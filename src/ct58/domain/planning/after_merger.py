"""The report of the period in which a unit was merged: does its successor's have the same figures in it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import says_sums
from ct58.domain.standing.obligations import successors
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg

ITSELF = "itself"
"""What is typed for figures that no other report has."""
_ITSELF = frozenset({ITSELF, "rieng", "tinh rieng"})
CountedAnswers = Mapping[tuple[str, str], str | None]
"""Unit and period → in whose report its figures are; None: in no other."""
ASKED_FROM = 2
"""The first format of the data that keeps the answer."""


def is_asked_for(office: Office, unit: Unit, period: Period) -> bool:
    """Whether it must be said of a unit's report if the figures in it count by themselves: the unit was merged inside the period."""
    is_merged_inside = period.kind != "once" and office.ended_inside(unit, period) and bool(unit.merged_into)
    return is_merged_inside and office.programme.format >= ASKED_FROM


def unanswered(office: Office, units: Iterable[Unit]) -> tuple[Report, ...]:
    """The reports of some units of which it is not said yet."""
    return tuple(
        report
        for unit in units
        for (unit_id, _period), report in sorted(office.reports.items())
        if unit_id == unit.id
        and report.counted_in == UNSAID
        and says_sums(office, report.figures)
        and is_asked_for(office, unit, report.period)
    )


def answer_in(office: Office, unit: Unit, words: Sequence[str]) -> str | None:
    """The answer for a unit among what was said of several: its successor's id, None for itself; UNSAID where none fits it.

    Raises BadUsage for a word that names no unit.
    """
    following = successors(office, unit)
    found: str | None = UNSAID
    for word in words:
        if fold(word) in _ITSELF:
            found = None if found == UNSAID else found
        elif (named := find_unit(office, word).id) in following:
            found = named
    return found


def check_answer(office: Office, unit: Unit, period: Period, said: str | None) -> None:
    """Refuse an answer where none is asked, or that names another than the successor. Raises BadUsage."""
    if period.kind == "once" or not office.ended_inside(unit, period):
        raise BadUsage(
            msg(
                N_("{unit} did not end inside {period}: its report counts as any other."),
                unit=unit.name,
                period=period,
            ),
            msg(N_("Leave out --counted-in.")),
        )
    following = successors(office, unit)
    if said is not None and said not in following:
        hint = (
            msg(N_("Write --counted-in {id}, or --counted-in itself."), id=following[0])
            if following
            else msg(N_("It was closed, not merged: leave out --counted-in."))
        )
        raise BadUsage(msg(N_("{unit} was not merged into {id}."), unit=unit.name, id=said), hint)


def refuse_unanswered(office: Office, unit: Unit, period: Period) -> Refused:
    """The refusal of figures of which nobody said where they count."""
    assert unit.merged_into is not None
    return Refused(
        msg(
            N_(
                "{unit} was merged into {successor} inside {period}: does {successor}'s report have these figures in it?"
            ),
            unit=unit.name,
            successor=office.label(unit.merged_into),
            period=period,
        ),
        msg(N_("Add --counted-in {id} if it has, --counted-in itself if it has not."), id=unit.merged_into),
    )
