"""Deadlines from words, as rules that the data may hold."""

from __future__ import annotations

from ct58.domain.checks.timing import ends_early, faulty_cycle, faulty_day, unclear_rule
from ct58.domain.time.deadline_words import LeaningOn, read_deadline
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.due_days import Cycle


def meaningful_deadline(text: str, on: LeaningOn) -> DeadlineRule | None:
    """The rule that words mean; None where they cannot be read, or name a day or length that no rule has."""
    rule = read_deadline(text, on)
    if rule is None or unclear_rule(rule) or faulty_day(rule.on, rule.every) or ends_early(rule):
        return None
    return None if isinstance(rule.every, Cycle) and faulty_cycle(rule.every) else rule
