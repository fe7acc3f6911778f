"""What pages of the site are made of: finished words with a tone, tables that sort, bars, links and where they lead.

A tone is a meaning, never a colour: the style sheet gives each a colour, and the templates a sign of its
own, so that nothing depends on telling colours apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from ct58.domain.indicators.numbers import Number
from ct58.domain.records.items import Item
from ct58.patterns import pattern
from ct58.records import positional_record
from ct58.views.vocabularies import Tone

TONES: tuple[Tone, ...] = get_args(Tone)


@positional_record
class Badge:
    """A word with its tone."""

    text: str
    tone: Tone


@positional_record
class Link:
    """Words that lead to another page of the site."""

    text: str
    href: str
    is_current: bool = False


@positional_record
class Segment:
    """A part of a bar: from where, how wide (percent of the bar), in which tone."""

    start: str
    width: str
    tone: Tone


@positional_record
class Bar:
    """A bar of parts that together are the whole; `text` says the same in words."""

    segments: tuple[Segment, ...]
    text: str


@positional_record
class Bullet:
    """A value on a scale, beside the range that is open and what is asked, of a range its two ends; all in percent of the width.

    None where there is none; `text` says the same in words.
    """

    value: str | None
    range_start: str | None
    range_width: str | None
    targets: tuple[str, ...]
    tone: Tone
    text: str


@positional_record
class GridCell:
    """A cell of a table.

    `sort` is what it is sorted by where that isn't its text, `group` what it is filtered by.
    """

    text: str = ""
    sort: str = ""
    href: str = ""
    badge: Badge | None = None
    bar: Bar | None = None
    bullet: Bullet | None = None
    note: str = ""
    group: str = ""


@positional_record
class GridColumn:
    """A column.

    Numbers are sorted as numbers and stand at the right; a `filters` column can be chosen from.

    The row is named by its `main` cell; `wide` ones hold drawings, `word` ones one unbroken word or two.
    """

    title: str
    is_number: bool = False
    filters: bool = False
    role: Literal["", "id", "main", "wide", "word"] = ""


@positional_record
class Grid:
    """A table that sorts and filters where scripts run, and reads well where they don't.

    In a small one there is nothing to search; an ordered one has an order of its own and is never sorted.
    """

    caption: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    is_small: bool = False
    is_ordered: bool = False


@positional_record
class Count:
    """A tone with how many there are, for legends."""

    badge: Badge
    number: str


@positional_record
class LabelledFact:
    """A label and its value; `tone` where it matters, small where the value is words."""

    label: str
    value: str
    note: str = ""
    tone: Tone | Literal[""] = ""
    href: str = ""
    bar: Bar | None = None
    size: Literal["", "small"] = ""


def drawn_share(part: float | Fraction) -> str:
    """A share of a drawing's width: `37.5%`; the same digits on every computer."""
    return f"{float(round(Fraction(part), 2)):.2f}".rstrip("0").rstrip(".") + "%"


def bar(parts: Iterable[tuple[int, Tone]], text: str, whole: int | None = None) -> Bar:
    """A bar of counts in their order; `whole` if they are only a part of it."""
    counts = [(count, tone) for count, tone in parts if count > 0]
    total = whole or sum(count for count, _tone in counts)
    segments: list[Segment] = []
    start = Fraction(0)
    for count, tone in counts:
        width = Fraction(100 * count, total)
        segments.append(Segment(drawn_share(start), drawn_share(width), tone))
        start += width
    return Bar(tuple(segments), text)


def number_key(value: Number | Decimal | None) -> str:
    """A number that a script can sort by; empty for what is not known, which comes last whichever way."""
    return "" if value is None else f"{float(value):.6g}"


OVERVIEW = "index.html"
TASKS = "tasks.html"
INDICATORS = "indicators.html"
REPORTS = "reports.html"
UNITS = "units.html"
CLAUSES = "clauses.html"
SEARCH = "search.html"
_UNSAFE = pattern(r"[^A-Za-z0-9.-]")


def unit_path(unit_id: str) -> str:
    """The page of a unit."""
    return f"units/{_name(unit_id)}.html"


def indicator_path(indicator_id: str) -> str:
    """The page of an indicator."""
    return f"indicators/{_name(indicator_id)}.html"


def item_path(item: Item) -> str:
    """The page of an item; of the units' reports the one of all of them."""
    return REPORTS if item.kind == "report" else f"tasks/{_name(item.id)}.html"


def clause_path(clause_id: str) -> str:
    """The page of a clause."""
    return f"clauses/{_name(clause_id)}.html"


def way_up(path: str) -> str:
    """From a page to the top: `../` for each folder."""
    return "../" * path.count("/")


def _name(text: str) -> str:
    """An id as a file's name on every system: other characters as their code point in hex."""
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", text)
