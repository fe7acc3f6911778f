"""Figures in the dialogue: their values, how they are counted, what may be typed."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.records.programme import Figure, FormLine, SubFigure
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech


def counted(line: FormLine, speech: Speech) -> str:
    """How a figure adds up, or else what kind of answer it wants."""
    adds = line.adds if isinstance(line, Figure) else None
    return speech.adding(adds) if adds else speech.figure_type(line.type)


def word_choices(line: FormLine) -> str:
    """`1 Xuất sắc · 2 Tốt · …`: the words of an enum, each with the number that picks it."""
    return " · ".join(f"{number} {label}" for number, label in enumerate(line.values.values(), start=1))


_LONGEST_NUMBER = 9


def picked_word(line: FormLine, answer: str) -> str | None:
    """The word that a number picks from those shown; None where the answer is no such number."""
    if line.type != "enum" or not (answer.isascii() and answer.isdecimal()) or answer in line.values:
        return None
    place = int(answer[:_LONGEST_NUMBER])
    return list(line.values)[place - 1] if 1 <= place <= len(line.values) else None


def figure_help(line: Figure | SubFigure, speech: Speech) -> Iterator[Message | str]:
    """Sentences about a figure: its help, its type and unit, the words and limits, what it is a part of."""
    if isinstance(line, Figure) and line.help:
        yield line.help
    yield msg(N_("Wanted: {kind}."), kind=_kind(line, speech))
    if line.values:
        words = (f"{label} ({key})" for key, label in line.values.items())
        yield msg(N_("Words allowed: {allowed}."), allowed=", ".join(words))
    if line.type == "boolean":
        yield msg(N_("Type c for yes, “không” for no; k alone means that it does not apply."))
    if line.min is not None:
        yield msg(N_("At least {limit}."), limit=line.min)
    if line.max is not None:
        yield msg(N_("At most {limit}."), limit=line.max)
    yield msg(N_("0 is zero, - is not given, k does not apply, < goes back."))


def _kind(line: FormLine, speech: Speech) -> str:
    """`whole number (đảng viên), at the end of the period`."""
    adds = line.adds if isinstance(line, Figure) else None
    unit = f" ({line.unit})" if line.unit else ""
    return f"{speech.figure_type(line.type)}{unit}" + (f", {speech.adding(adds)}" if adds else "")
