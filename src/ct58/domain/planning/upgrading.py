"""Bringing data to the newest format: small steps, each from the office as it reads to an edit of its files.

A step writes down what the older format left unsaid, so that the data says the same as before; it changes
nothing that somebody has written. Whoever gives the data a new form adds a step.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from ct58.domain.checks.form import cannot_hold
from ct58.domain.planning.edits import MISSING, Edit, SetValue
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import NEWEST_FORMAT, Figure
from ct58.errors import Path
from ct58.i18n import N_
from ct58.records import positional_record


@positional_record
class Upgrade:
    """One step to a format: what it does, in a sentence to be translated, and its edit."""

    to: int
    says: str
    plan: Callable[[Office], Edit]


def declare_decisions(office: Office) -> Edit:
    """Say of each figure what it is decided by, where so far its name did."""
    return tuple(
        SetValue(
            file=PROGRAMME_FILE,
            at=("figures", index, "decided_by"),
            value=figure.decided_by,
            expected=MISSING,
        )
        for index, figure in enumerate(office.programme.figures)
        if _has_a_decision(office, figure) and _is_silent(office, ("figures", index, "decided_by"))
    )


def _has_a_decision(office: Office, figure: Figure) -> bool:
    """Whether what decides by its name can be a decision at all."""
    decision = office.figure(figure.decided_by or "")
    return decision is not None and cannot_hold(office, figure, decision) is None


def _is_silent(office: Office, at: Path) -> bool:
    """Whether programme.yaml has no such key; only what is written has a line."""
    return at not in office.lines.get(PROGRAMME_FILE, {})


UPGRADES: tuple[Upgrade, ...] = (
    Upgrade(
        2,
        N_("What a figure is decided by is declared there (decided_by); so far its name said so."),
        declare_decisions,
    ),
)
"""All steps, in the order in which they are taken."""


def steps_ahead(office: Office) -> tuple[Upgrade, ...]:
    """The steps that have something to do."""
    return tuple(step for step in UPGRADES if step.to > office.programme.format and step.plan(office))


def plan_upgrade(office: Office) -> Edit:
    """The number of the newest format, and what every step writes; nothing where the data has it already."""
    if office.programme.format == NEWEST_FORMAT:
        return ()
    edits = (step.plan(office) for step in UPGRADES if step.to > office.programme.format)
    return (_number(office), *chain.from_iterable(edits))


def _number(office: Office) -> SetValue:
    expected = MISSING if _is_silent(office, ("format",)) else office.programme.format
    return SetValue(file=PROGRAMME_FILE, at=("format",), value=NEWEST_FORMAT, expected=expected)
