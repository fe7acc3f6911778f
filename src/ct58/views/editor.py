"""What an editor is told of an office: the lines of its form, its units and items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.records import record


@record
class EditorView:
    """The lines of the form by printed number; id → name of units, bodies, kinds and forms of organisation, id → title of items."""

    figures: tuple[Figure, ...]
    units: Mapping[str, str]
    items: Mapping[str, str]
    bodies: Mapping[str, str]
    kinds: Mapping[str, str]
    organisations: Mapping[str, str]


def editor_view(office: Office) -> EditorView:
    """All that a file of the office may name, whatever its period: what an amendment has ended stands in older ones."""
    return EditorView(
        figures=_figures(office),
        units={unit.id: unit.name for unit in office.units.values()},
        items={item.id: item.title for item in office.items.values()},
        bodies={body.id: body.name for body in office.terms.receivers},
        kinds={kind.id: kind.name for kind in office.terms.kinds},
        organisations={form.id: form.name for form in office.terms.organisations},
    )


def _figures(office: Office) -> tuple[Figure, ...]:
    """Each line as it reads last, with the words of all its times."""
    found: dict[str, Figure] = {}
    for edition in office.history.editions:
        for figure in edition.programme.figures:
            earlier = found.get(figure.key)
            values = {**earlier.values, **figure.values} if earlier else figure.values
            found[figure.key] = replace(figure, values=values)
    return tuple(sorted(found.values(), key=lambda figure: figure.number))
