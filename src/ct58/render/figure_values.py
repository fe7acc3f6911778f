"""Values of figures as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.planning.values import Line
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue, is_number
from ct58.i18n import N_
from ct58.render.words import Speech

NOTHING = "–"


def value_text(line: Line, value: FigureValue, speech: Speech) -> str:
    """A value as people read it: `1.250`, `Xuất sắc`, `12-CTr/ĐU; 05/4/2021`; a dash where nothing is given."""
    if value is None:
        return NOTHING
    if value == NOT_APPLICABLE:
        return speech.gettext(N_("does not apply"))
    if isinstance(value, Mapping):
        return _row_text(line, value, speech)
    if isinstance(value, tuple):
        return " | ".join(_row_text(line, row, speech) for row in value) or speech.gettext(N_("none"))
    if isinstance(value, str):
        return line.values.get(value, value)
    return speech.number(value) if is_number(value) else speech.show(value)


def _row_text(line: Line, row: Mapping[str, FigureValue], speech: Speech) -> str:
    fields = line.fields if isinstance(line, Figure) else ()
    given = [field for field in fields if row.get(field.key) is not None]
    return "; ".join(value_text(field, row[field.key], speech) for field in given) or NOTHING


def short_text(line: Line, value: FigureValue, speech: Speech) -> str:
    """A value in a narrow place: of a list only how many rows it has."""
    if isinstance(value, tuple) and value:
        return speech.gettext(N_("rows: {count}")).format(count=speech.count(len(value)))
    return value_text(line, value, speech)
