"""How wide the columns of a table are on a screen, and which of them have no room beside the others.

The column that carries the meaning is the one that grows. It never gets less than `LEAST` characters: the others
give way, first by wrapping between words, then by standing under the row in lines of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ct58.records import positional_record

BETWEEN = 2
LEAST = 24
"""Of the column that carries the meaning, if its cells are that long."""
SIDE_LEAST = 12
"""Of another column of words; what is shorter is never wrapped."""


class Size(NamedTuple):
    """What a column asks for: the longest line of its cells, and what it can still be read in.

    One that carries the meaning is `main`; one that is `free` to wrap shares the room with it; one that a screen can
    do without is `optional`.
    """

    natural: int
    least: int
    is_main: bool = False
    is_free: bool = False
    is_optional: bool = False


@positional_record
class Fit:
    """The widths of the columns that stand beside each other, by place, and the places of those under the row."""

    widths: dict[int, int]
    under: tuple[int, ...] = ()


def least_width(natural: int, longest_word: int, *, is_main: bool) -> int:
    """What a column of words is still read in."""
    return min(natural, max(longest_word, LEAST if is_main else SIDE_LEAST))


def fitted(sizes: Sequence[Size], room: int) -> Fit:
    """Beside each other what can be read so; the columns that a screen can do without go first, then the longest."""
    shown = list(range(len(sizes)))
    if _widths(sizes, shown, room) is None:
        shown = [place for place in shown if not sizes[place].is_optional]
    under: list[int] = []
    while (widths := _widths(sizes, shown, room)) is None and len(shown) > 1:
        moved = _next_under(sizes, shown)
        shown.remove(moved)
        under.append(moved)
    if widths is None:
        widths = dict.fromkeys(shown, max(room, 1))
    return Fit(widths, tuple(sorted(under)))


def _next_under(sizes: Sequence[Size], shown: Sequence[int]) -> int:
    """The widest that is neither the first, by which a row is found, nor the first that carries the meaning."""
    main = next((place for place in shown if sizes[place].is_main), shown[0])
    others = [place for place in shown[1:] if place != main]
    return max(
        others or [place for place in shown if place != main], key=lambda place: (sizes[place].least, place)
    )


def _widths(sizes: Sequence[Size], shown: Sequence[int], room: int) -> dict[int, int] | None:
    """The width of each, or None where one could not be read."""
    room -= BETWEEN * (len(shown) - 1)
    if sum(sizes[place].least for place in shown) > room:
        return None
    fixed = [place for place in shown if not (sizes[place].is_main or sizes[place].is_free)]
    free = [place for place in shown if place not in fixed]
    left = room - sum(sizes[place].natural for place in fixed)
    if sum(sizes[place].least for place in free) <= left:
        widths = {place: sizes[place].natural for place in fixed} | _shared(sizes, free, left)
    else:
        kept = {place: sizes[place].least for place in free}
        widths = kept | _shared(sizes, fixed, room - sum(kept.values()))
    return {place: widths[place] for place in shown}


def _shared(sizes: Sequence[Size], places: Sequence[int], room: int) -> dict[int, int]:
    """The room shared out: the widest give way, as far as they can, and none gets more than it asks for."""
    widths = {place: sizes[place].natural for place in places}
    for _step in range(sum(widths.values())):
        over = sum(widths.values()) - room
        able = [place for place in places if widths[place] > sizes[place].least]
        if over <= 0 or not able:
            break
        highest = max(widths[place] for place in able)
        widest = [place for place in able if widths[place] == highest]
        lower = [widths[place] for place in able if widths[place] < highest]
        floor = max([*lower, *(sizes[place].least for place in widest)])
        step = min(highest - floor, over // len(widest)) or 1
        for place in widest[: over if step == 1 else None]:
            widths[place] -= step
    return widths
