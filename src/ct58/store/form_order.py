"""The order of the report form, from the programme alone: all that the form of a report's file depends on."""

from __future__ import annotations

from ct58.errors import Sources
from ct58.store.loader import Memory, load
from ct58.store.sources import PROGRAMME


def figure_order(sources: Sources, memory: Memory | None = None) -> tuple[str, ...]:
    """The keys of the report form in its order; none while the programme cannot be read."""
    if PROGRAMME not in sources:
        return ()
    office = load({PROGRAMME: sources[PROGRAMME]}, memory, is_whole=False).office
    figures = sorted(office.programme.figures, key=lambda figure: figure.number) if office else ()
    return tuple(figure.key for figure in figures)
