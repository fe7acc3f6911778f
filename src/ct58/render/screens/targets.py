"""A target as a cell of a table."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.indicators.numbers import COUNT, YES_OR_NO, Yardstick
from ct58.domain.records.measure import Target
from ct58.render.words.cells import tidy
from ct58.render.words.labels import unit_after
from ct58.render.words.speech import Speech
from ct58.render.words.targets import OPERATORS, target_text
from ct58.views.page import Amount, Words, words


def target_cell(target: Target | None, speech: Speech, told: Yardstick | None = None) -> Words:
    """What is asked, with its number as one; of a series, and of what is no single bound, in words."""
    text = target_text(target, speech, told)
    if target is None or target.op is None or target.value is None or isinstance(target.value, Mapping):
        return words(text)
    if told is not None and told.unit == YES_OR_NO.unit:
        return words(text)
    unit = unit_after(told.unit if told else target.unit or COUNT.unit)
    return words(text, "plain", Amount(tidy(target.value), f"{OPERATORS[target.op]} ", unit))
