"""The history of one thing, and the amendments of a time: what each document changed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.records.editions import Deed
from ct58.i18n import N_, msg
from ct58.render.screens.parts import fact
from ct58.render.words.amendments import amended_value, deed_text, key_label, names_from
from ct58.render.words.cells import day_words
from ct58.render.words.record_keys import JsonObject, record_as_json
from ct58.render.words.speech import Speech
from ct58.views.detail import AmendedHistory, AmendedStep
from ct58.views.page import Block, Column, Gap, Heading, Table, Words, words

_FIRST_KEYS = ("title", "label", "text", "lead", "owners", "units", "deadline", "target", "submit_to")
"""What the first row tells of what was said first, as far as an amendment changed it."""


def history_blocks(found: AmendedHistory | None, names: Mapping[str, str], speech: Speech) -> Iterator[Block]:
    """How it ended, what it came instead of, what it said first, and each amendment with its day and document."""
    if found is None:
        return
    yield from _relations(found, speech)
    titles = (N_("Day"), N_("Document"), N_("What changed"))
    columns = tuple(Column(speech.gettext(title), grows=title == N_("What changed")) for title in titles)
    rows = (*_first_row(found, names, speech), *(_step_row(step, names, speech) for step in found.steps))
    yield from (Gap(), Heading(speech.gettext(N_("Amendments"))), Table(columns, rows, has_header=False))


def _relations(found: AmendedHistory, speech: Speech) -> Iterator[Block]:
    if found.instead_of:
        yield fact(N_("Instead of"), ", ".join(found.instead_of), speech)
    ending = found.ending
    if ending is None:
        return
    reason = f": {ending.reason}" if ending.reason else ""
    text = msg(N_("from {day} on, by {number}"), day=ending.since, number=ending.amendment.name)
    yield fact(N_("Ended"), f"{speech.say(text)}{reason}", speech, "warning")
    if ending.replaced_by:
        yield fact(N_("Replaced by"), ", ".join(ending.replaced_by), speech)


def _first_row(
    found: AmendedHistory, names: Mapping[str, str], speech: Speech
) -> Iterator[tuple[Words, ...]]:
    """What it said at first of all that was changed later."""
    changed = {deed.key for step in found.steps for deed in step.deeds if deed.how == "changed"}
    keys = [key for key in _FIRST_KEYS if key in changed]
    said = [
        f"{key_label(key, speech)}: {amended_value(key, getattr(found.first, key, None), names_from(names), speech)}"
        for key in keys
    ]
    if said:
        yield words(""), words(speech.gettext(N_("At first"))), words("; ".join(said), "dim")


def _step_row(step: AmendedStep, names: Mapping[str, str], speech: Speech) -> tuple[Words, ...]:
    return (
        day_words(step.amendment.since, speech),
        words(step.amendment.name, "strong"),
        words(_deeds_text(step.deeds, names, speech) + _cause(step)),
    )


def _deeds_text(deeds: Sequence[Deed], names: Mapping[str, str], speech: Speech) -> str:
    """What was done to the thing itself; of what it took the place of, that it did."""
    return "; ".join(
        deed_text(deed, names_from(names), speech, with_id=deed.how == "replaced") for deed in deeds
    )


def _cause(step: AmendedStep) -> str:
    return f" ({step.amendment.reason})" if step.amendment.reason else ""


def history_as_json(found: AmendedHistory | None) -> JsonObject:
    """`amendments`, and where there are any `ended_on`, `replaced_by`, `replaces`; nothing for what none named."""
    if found is None:
        return {}
    ending = found.ending
    return {
        "amendments": [_step_as_json(step) for step in found.steps],
        "ended_on": ending.since if ending else None,
        "replaced_by": list(ending.replaced_by) if ending else [],
        "replaces": list(found.instead_of),
    }


def _step_as_json(step: AmendedStep) -> JsonObject:
    return {
        "id": step.amendment.id,
        "document": record_as_json(step.amendment.document),
        "effective_from": step.amendment.since,
        "text": step.amendment.text,
        "reason": step.amendment.reason,
        "changes": [_deed_as_json(deed) for deed in step.deeds],
        "source": {"file": step.file, "line": step.line},
    }


def _deed_as_json(deed: Deed) -> JsonObject:
    return {
        "change": deed.how,
        "id": deed.id,
        "key": deed.key.rstrip("_") or None,
        "old": record_as_json(deed.old),
        "new": record_as_json(deed.new),
        "reason": deed.reason,
        "replaced_by": list(deed.successors),
    }
