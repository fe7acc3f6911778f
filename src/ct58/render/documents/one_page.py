"""Fitting the sheet for the leader on its one page: how many lines its texts take, and what is left out where they are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ct58.render.documents.form_profile import FORM_PROFILES, LAYOUT, TWIPS_PER_POINT
from ct58.render.documents.free_tables import LINE_WIDTH, SIDE_MARGINS, column_widths, text_lines
from ct58.render.screens.brief import MOST_OF_A_PART, BriefWords, shown_lines
from ct58.render.words.speech import Speech
from ct58.views.page import Table, plain

_FORM: Final = FORM_PROFILES[-1]
_HEIGHT: Final = (_FORM.page_height - _FORM.margin_top - _FORM.margin_bottom) * 72 / 25.4
"""Points of the page's text."""
_ROOM: Final = 0.98
"""Letters and tables are estimated; a part of the page stays free for it."""
_TITLE: Final = 32.0
"""The title and the room around the subject."""
_ROW_ROOM: Final = 3.5
_TABLE_LINE: Final = 1.15 * LAYOUT.wide_table_size
_CHART_ROOM: Final = 14.0
"""Points around the chart."""


def fitted_lines(said: BriefWords, speech: Speech) -> tuple[tuple[str, ...], ...]:
    """The lines of each part that find room; the longest part loses lines first, and says how many."""
    room = _HEIGHT * _ROOM - _fixed(said)
    most = [min(MOST_OF_A_PART, max(1, len(part.lines))) for part in said.parts]
    while True:
        lines = tuple(shown_lines(part, n, speech) for part, n in zip(said.parts, most, strict=True))
        longest = max(
            range(len(most)), key=lambda place: (most[place] > 1, _part_height(lines[place])), default=None
        )
        if longest is None or most[longest] == 1 or sum(map(_part_height, lines)) <= room:
            return lines
        most[longest] -= 1


def _fixed(said: BriefWords) -> float:
    """What must stand: the head, the table of figures, the chart."""
    heads = (said.body.upper(), said.subject, said.opening)
    lines = sum(text_lines(text, LINE_WIDTH, LAYOUT.brief_size) for text in heads)
    chart = said.chart.chart.height if said.chart else None
    drawn = chart * 72 / 25.4 + _CHART_ROOM if chart else 0.0
    return _TITLE + lines * LAYOUT.brief_line + _table_height(said.figures) + drawn


def _table_height(table: Table) -> float:
    """In the columns that the table will have."""
    rows = [tuple(column.title for column in table.columns), *(tuple(map(plain, row)) for row in table.rows)]
    total = round(LINE_WIDTH * TWIPS_PER_POINT)
    rooms = [(width - SIDE_MARGINS) / TWIPS_PER_POINT for width in column_widths(rows, total)]
    return sum(_row_height(row, rooms) for row in rows)


def _row_height(cells: Sequence[str], rooms: Sequence[float]) -> float:
    lines = [text_lines(text, room, LAYOUT.wide_table_size) for text, room in zip(cells, rooms, strict=True)]
    return max(lines, default=1) * _TABLE_LINE + _ROW_ROOM


def _part_height(lines: Sequence[str]) -> float:
    """The heading, then each paragraph with the room below it."""
    count = sum(text_lines(f"- {line}", LINE_WIDTH, LAYOUT.brief_size) for line in lines)
    return (count + 1) * LAYOUT.brief_line + LAYOUT.paragraph_gap / 2 + 2 * len(lines)
