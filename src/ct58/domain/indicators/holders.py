"""Who holds which answers where figures or rows are added: a unit, and those that were merged into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base, Role
from ct58.domain.indicators.facts import cells
from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.windows import Window
from ct58.domain.records.programme import Figure
from ct58.domain.records.units import Unit


def holders(
    answers: Answers, base: Base, figures: Sequence[Figure], window: Window
) -> Iterator[tuple[Unit, tuple[FigureCell, ...]]]:
    """Each unit that has or owes an answer, with its cells, in the office's order.

    A quarter counts for the units that existed on its last day, so that a year is the sum of its quarters:
    what a unit sent before it was closed stays, and after a merger stands with the successor.
    """
    meant = {unit.id for measure in base.measures for unit in answers.members(measure.of)}
    families = answers.families(window.until(answers.as_of))
    for unit in answers.office.units.values():
        family = families.get(unit.id, ())
        listed = family if unit.id in meant else tuple(member for member in family if member.id in meant)
        found = tuple(
            cell for member in listed for figure in figures for cell in cells(answers, figure, member, window)
        )
        if found:
            yield unit, found


def role(found: Sequence[FigureCell]) -> Role:
    """Counted when nothing is missing; not applicable when nothing applies."""
    states = {cell.state for cell in found}
    if "missing" in states:
        return "partial" if "given" in states else "missing"
    return "counted" if "given" in states else "not_applicable"
