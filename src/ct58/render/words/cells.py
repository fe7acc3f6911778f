"""Cells that say a number or a day: words for people, and the amount itself for spreadsheets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ct58.render.words.speech import Speech
from ct58.views.page import Amount, Emphasis, Span, Words, words

NONE = "–"
"""What stands where there is nothing to say."""


def day_words(day: dt.date | None, speech: Speech, emphasis: Emphasis = "plain", mark: str = "") -> Words:
    """`05/7/2024*`, with a mark behind it; a dash where there is none."""
    if day is None:
        return words(NONE, emphasis)
    return words(f"{speech.date(day)}{mark}", emphasis, Amount(day, after=mark))


def number_words(number: int, speech: Speech, emphasis: Emphasis = "plain") -> Words:
    """`1.234`."""
    return words(speech.number(number), emphasis, Amount(number))


def tidy(number: int | Decimal) -> int | Decimal:
    """What is whole without decimals, as the words have it."""
    return int(number) if number == int(number) else number


def percent_words(value: Decimal | None, speech: Speech, emphasis: Emphasis = "plain") -> Words:
    """`90,8%`; a dash where there is no whole."""
    return words(speech.percent(value), emphasis, None if value is None else Amount(tidy(value), after="%"))


def days_words(days: int, speech: Speech, emphasis: Emphasis = "plain") -> Words:
    """`15 ngày`."""
    text = speech.days(days)
    unit = text.removeprefix(speech.number(days))
    return words(text, emphasis, Amount(days, after=unit))


def part_words(part: int, whole: int, emphasis: Emphasis = "plain") -> Words:
    """`108/119` beside a column that says the whole: in a spreadsheet the part alone."""
    return words(f"{part}/{whole}", emphasis, Amount(part))


def led_on(text: str, lead: str, emphasis: Emphasis = "dim") -> Words:
    """A text, and behind it what leads a reader of a screen on."""
    return (Span(text, emphasis), Span(lead, emphasis, None, "screen"))


def moment_text(moment: dt.datetime, speech: Speech) -> str:
    """`15/7/2021 16:52`, by the clock of whoever saved."""
    return f"{speech.date(moment.date())} {moment:%H:%M}"
