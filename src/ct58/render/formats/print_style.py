"""How meanings look on paper and in a browser: never by colour alone, and dark enough on white."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.records import positional_record
from ct58.views.page import Emphasis


@positional_record
class PrintStyle:
    """A colour as six hexadecimal digits, and whether the words are bold or italic."""

    colour: str
    bold: bool = False
    italic: bool = False


BLACK = "000000"
PRINT_STYLES: Mapping[Emphasis, PrintStyle] = {
    "plain": PrintStyle(BLACK),
    "strong": PrintStyle(BLACK, bold=True),
    "italic": PrintStyle(BLACK, italic=True),
    "strong_italic": PrintStyle(BLACK, bold=True, italic=True),
    "dim": PrintStyle("595959"),
    "overdue": PrintStyle("A61B1B", bold=True),
    "long_overdue": PrintStyle("8B0000", bold=True, italic=True),
    "warning": PrintStyle("7A4A00", italic=True),
    "good": PrintStyle("1B5E20"),
    "late": PrintStyle("8A3B00"),
    "promised": PrintStyle("0B3D91"),
    "accent": PrintStyle("00474F"),
}
