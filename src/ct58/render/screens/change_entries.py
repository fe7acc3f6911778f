"""Changes as entries for programs (contract, §3): what changed, what that turns, what is settled and moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
)
from ct58.domain.indicators.numbers import COUNT
from ct58.domain.time.period import Period
from ct58.render.words.amendments import deed_text
from ct58.render.words.changes import Labels, change_text, difference_text, event_words, field_text
from ct58.render.words.labels import rounded, status_word
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech

if TYPE_CHECKING:  # `log` says changes by these words and computes no effects
    from ct58.domain.changes.effects import Effects, Shift
    from ct58.domain.indicators.result import Result
    from ct58.domain.standing.consequences import Turn
    from ct58.views.changes import ChangesView
    from ct58.views.settled import SettledRow


def changes_as_json(view: ChangesView, speech: Speech) -> list[JsonObject]:
    """Every change, then every status and verdict that it turns."""
    labels = Labels(view.before, view.after)
    rows = [row for change in view.changes for row in change_entries(change, labels, speech)]
    return [*rows, *effect_entries(view.effects, speech), *settled_entries(view.settled, speech)]


def effect_entries(turned: Effects, speech: Speech) -> list[JsonObject]:
    """The entries of what changes turn: statuses, then verdicts and values."""
    statuses = [_turn_entry(turn, speech) for turn in turned.consequences.turns]
    return [*statuses, *(_shift_entry(shift) for shift in turned.shifts)]


def settled_entries(rows: Iterable[SettledRow], speech: Speech) -> list[JsonObject]:
    """The entries of settled results that move, in words; `reason` says whether one stands beside the change."""
    return [
        {
            **_entry(
                "changed",
                "settled",
                speech.say(row.text),
                id=row.id,
                unit=", ".join(row.units) or None,
                period=row.period,
                field=row.kind,
                old=speech.say(row.before),
                new=speech.say(row.after),
            ),
            "reason": row.has_reason,
        }
        for row in rows
    ]


def change_entries(change: Change, labels: Labels, speech: Speech) -> Iterator[JsonObject]:
    """The entries of one change: a changed report has one a figure and field, all else one."""
    text = change_text(change, labels, speech)
    if isinstance(change, ReportChange):
        yield from _report_entries(change, labels, speech, text)
    elif isinstance(change, EventChange):
        yield _event_entry(change, labels, speech)
    elif isinstance(change, UnitChange) and not change.fields:
        yield _entry(change.how, "unit", text, id=change.unit, unit=change.unit, old=change.was)
    elif isinstance(change, UnitChange):
        yield from (
            _field_entry("unit", field, speech, id=change.unit, unit=change.unit) for field in change.fields
        )
    elif isinstance(change, ItemChange):
        yield from _item_entries(change, speech, text)
    elif isinstance(change, AmendmentChange):
        yield from _amendment_entries(change, labels, speech, text)
    elif isinstance(change, FileChange):
        period = str(change.period) if change.period else None
        yield from (_field_entry(change.kind, field, speech, period=period) for field in change.fields)
    else:
        how = "formatted" if isinstance(change, Formatted) else "changed"
        yield _entry(how, "file", text, id=change.file)


def _entry(
    how: str,
    kind: str,
    text: str,
    *,
    id: str | None = None,
    unit: str | None = None,
    period: str | None = None,
    field: str | None = None,
    old: object = None,
    new: object = None,
) -> JsonObject:
    return {
        "change": how,
        "kind": kind,
        "id": id,
        "unit": unit,
        "period": period,
        "field": field,
        "old": plain_json(old),
        "new": plain_json(new),
        "text": text,
    }


def _item_entries(change: ItemChange, speech: Speech, text: str) -> Iterator[JsonObject]:
    if not change.fields:
        yield _entry(change.how, "item", text, id=change.item, old=change.was)
    yield from (_field_entry("item", field, speech, id=change.item) for field in change.fields)


def _amendment_entries(
    change: AmendmentChange, labels: Labels, speech: Speech, text: str
) -> Iterator[JsonObject]:
    """One entry for each thing that it does; of one that says otherwise, for each field."""
    if change.how == "changed":
        name = change.amendment.name
        yield from (_field_entry("amendment", field, speech, id=name) for field in change.fields)
        return
    for deed in labels.deeds(change) if change.how != "moved" else ():
        said = deed_text(deed, labels.unit, speech)
        key = deed.key.rstrip("_") or None
        yield _entry(change.how, "amendment", said, id=deed.id, field=key, old=deed.old, new=deed.new)
    if not labels.deeds(change) or change.how == "moved":
        yield _entry(change.how, "amendment", text, id=change.amendment.name)


def _report_entries(change: ReportChange, labels: Labels, speech: Speech, text: str) -> Iterator[JsonObject]:
    unit, period = change.unit, str(change.period)
    if change.how != "changed":
        was = f"{change.was[0]}/{change.was[1]}" if change.was else None
        yield _entry(change.how, "report", text, unit=unit, period=period, old=was)
    for field in change.figures if change.how != "removed" else ():
        key = field.path[0]
        values = " → ".join(labels.value(key, value, speech) for value in (field.old, field.new))
        difference = difference_text(field, speech)
        said = f"{labels.figure(key)} {values}" + (f" ({difference})" if difference else "")
        yield _entry(
            "changed" if change.how == "changed" else "added",
            "report",
            said,
            unit=unit,
            period=period,
            field=f"figures.{key}",
            old=field.old,
            new=field.new,
        )
    yield from (_field_entry("report", field, speech, unit=unit, period=period) for field in change.fields)


def _event_entry(change: EventChange, labels: Labels, speech: Speech) -> JsonObject:
    event = change.event
    return _entry(
        change.how,
        "event",
        event_words(change, labels, speech),
        id=change.item,
        unit=change.unit,
        period=event.occurrence,
        field="voided" if change.is_voiding else None,
        old=change.before,
        new=change.after,
    )


def _field_entry(
    kind: str,
    field: FieldChange,
    speech: Speech,
    *,
    id: str | None = None,
    unit: str | None = None,
    period: str | None = None,
) -> JsonObject:
    how = "added" if field.old is None else "removed" if field.new is None else "changed"
    text = field_text(field, speech)
    path = ".".join(field.path)
    return _entry(how, kind, text, id=id, unit=unit, period=period, field=path, old=field.old, new=field.new)


def _turn_entry(turn: Turn, speech: Speech) -> JsonObject:
    obligation = turn.after.obligation
    return _entry(
        "changed",
        "status",
        f"{status_word(turn.before, speech)} → {status_word(turn.after, speech)}",
        id=obligation.item.id,
        unit=obligation.unit.id if obligation.unit else None,
        period=obligation.occurrence.key,
        field="status",
        old=turn.before.status,
        new=turn.after.status,
    )


def _shift_entry(shift: Shift) -> JsonObject:
    indicator, window = shift.after.indicator, shift.after.window
    return _entry(
        "changed",
        "verdict",
        f"{indicator.id} {indicator.title}",
        id=indicator.id,
        period=str(window.through or window.period),
        field="verdict" if shift.turns_verdict else "value",
        old=_result(shift.before) if shift.before else None,
        new=_result(shift.after),
    )


def _result(result: Result) -> JsonObject:
    main = result.main
    coverage = {
        "reported": main.coverage.reported,
        "expected": main.coverage.expected,
        "unreadable": main.coverage.unreadable,
    }
    return {
        "verdict": main.verdict,
        "numerator": rounded(main.numerator, told=COUNT),
        "denominator": rounded(main.denominator, told=COUNT),
        "value": rounded(main.value, told=main.yardstick),
        "coverage": coverage,
    }


def plain_json(value: object) -> object:
    """A value as JSON has it: records are objects without what they leave open."""
    if hasattr(value, "__record_fields__"):
        fields = ((name, getattr(value, name)) for name in value.__record_fields__)
        return {name.rstrip("_"): plain_json(entry) for name, entry in fields if entry not in (None, (), {})}
    if isinstance(value, dict):
        return {key: plain_json(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain_json(entry) for entry in value]
    return str(value) if isinstance(value, Period) else value
