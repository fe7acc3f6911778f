"""Every measure of the Party's form, in one place, as profiles by date of issue.

Hướng dẫn 36-HD/VPTW of 03/4/2018 rules documents up to 26/5/2026, Hướng dẫn 05-HD/VPTW those from 27/5/2026. Margins and
the newer rule were read second-hand (docs/decisions.md). A measure that a rule leaves open is a range; `Layout` is what
ct58's own templates choose within it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from ct58.records import positional_record, record

TWIPS_PER_MM: Final = 1440 / 25.4
TWIPS_PER_POINT: Final = 20


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point, as Word rounds them."""
    return round(millimetres * TWIPS_PER_MM)


@positional_record
class Within:
    """A measure that may lie anywhere from `least` to `most` (None: without an end)."""

    least: float
    most: float | None

    def __contains__(self, value: float) -> bool:
        return self.least <= value and (self.most is None or value <= self.most)


@record
class FormProfile:
    """What one rule demands: millimetres for the page, points for letters and lines."""

    name: str
    valid_from: dt.date
    page_width: float = 210
    page_height: float = 297
    margin_top: float = 20
    margin_bottom: float = 20
    margin_left: float = 30
    margin_right: float = 15
    header_distance: float = 10
    font: str = "Times New Roman"
    party_size: float = 15
    body_name_size: float = 14
    number_size: float = 14
    title_size: Within = Within(15, 16)
    subject_size: Within = Within(14, 15)
    letter_subject_size: float = 12
    text_size: Within = Within(14, 15)
    text_line: Within = Within(18, None)
    """Exactly so many points from line to line."""
    first_line: float = 10
    paragraph_gap: Within = Within(6, None)
    signature_size: float = 14
    recipients_title_size: float = 14
    recipients_size: float = 12


FORM_PROFILES: Final = (
    FormProfile(name="Hướng dẫn 36-HD/VPTW", valid_from=dt.date(2018, 4, 3)),
    FormProfile(name="Hướng dẫn 05-HD/VPTW", valid_from=dt.date(2026, 5, 27), text_line=Within(18, 22)),
)
"""Oldest first."""


def profile_on(day: dt.date) -> FormProfile:
    """The rule in force on a date of issue; before the first, the first."""
    in_force = [profile for profile in FORM_PROFILES if profile.valid_from <= day]
    return in_force[-1] if in_force else FORM_PROFILES[0]


FREE_TABLE_STYLE: Final = "BangTuDo"
"""The table style whose columns are made as wide as their words need; templates and rendering agree on it."""

TABLE_NOTE_STYLE: Final = "GhiChuBang"
"""The style of the note below a table, which stays with the table's last row."""


APPENDIX_STYLE: Final = "KemTheo"
"""The style of the line below an appendix's title, which says to what it belongs."""


@record
class Layout:
    """What ct58's templates choose where a rule leaves room, and for what no rule measures (tables, notes)."""

    head_left: float = 80
    head_right: float = 85
    title_size: float = 16
    subject_size: float = 14
    text_size: float = 14
    text_line: float = 18
    paragraph_gap: float = 6
    table_size: float = 12
    wide_table_size: float = 10
    wide_table_line: float = 11
    brief_size: float = 12
    brief_line: float = 15
    note_size: float = 9
    blank_lines_to_sign: int = 4
    party: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    below_number: str = "*"
    below_subject: str = "-----"


LAYOUT: Final = Layout()
