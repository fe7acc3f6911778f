"""Changes as entries of the contract (§3): one a field, an event, a unit, a status, a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    Change,
    EventChange,
    FileChange,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
)
from ct58.domain.time.period import Period
from ct58.render.change_words import Labels, change_text, difference_text, event_words, field_text
from ct58.render.quantities import rounded
from ct58.render.words import Speech

if TYPE_CHECKING:  # `log` says changes by these words and computes no effects
    from ct58.domain.changes.effects import Shift
    from ct58.domain.indicators.result import Result
    from ct58.domain.standing.consequences import Turn
    from ct58.views.changes import ChangesView

Row = dict[str, object]


def changes_as_json(view: ChangesView, speech: Speech) -> list[Row]:
    """Every change, then every status and verdict that it turns."""
    labels = Labels(view.before, view.after)
    rows = [row for change in view.changes for row in change_entries(change, labels, speech)]
    rows += [_turn_entry(turn, speech) for turn in view.effects.consequences.turns]
    rows += [_shift_entry(shift) for shift in view.effects.shifts]
    return rows


def change_entries(change: Change, labels: Labels, speech: Speech) -> Iterator[Row]:
    """The entries of one change: a changed report has one a figure and field, all else one."""
    text = change_text(change, labels, speech)
    if isinstance(change, ReportChange):
        yield from _report_entries(change, labels, speech, text)
    elif isinstance(change, EventChange):
        yield _event_entry(change, speech)
    elif isinstance(change, UnitChange) and not change.fields:
        yield _entry(change.how, "unit", text, id=change.unit, unit=change.unit, old=change.was)
    elif isinstance(change, UnitChange):
        yield from (
            _field_entry("unit", field, speech, id=change.unit, unit=change.unit) for field in change.fields
        )
    elif isinstance(change, ItemChange) and not change.fields:
        yield _entry(change.how, "item", text, id=change.item, old=change.was)
    elif isinstance(change, ItemChange):
        yield from (_field_entry("item", field, speech, id=change.item) for field in change.fields)
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
) -> Row:
    return {
        "change": how,
        "kind": kind,
        "id": id,
        "unit": unit,
        "period": period,
        "field": field,
        "old": plain(old),
        "new": plain(new),
        "text": text,
    }


def _report_entries(change: ReportChange, labels: Labels, speech: Speech, text: str) -> Iterator[Row]:
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


def _event_entry(change: EventChange, speech: Speech) -> Row:
    event = change.event
    return _entry(
        change.how,
        "event",
        event_words(change, speech),
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
) -> Row:
    how = "added" if field.old is None else "removed" if field.new is None else "changed"
    text = field_text(field, speech)
    path = ".".join(field.path)
    return _entry(how, kind, text, id=id, unit=unit, period=period, field=path, old=field.old, new=field.new)


def _turn_entry(turn: Turn, speech: Speech) -> Row:
    obligation = turn.after.obligation
    return _entry(
        "changed",
        "status",
        f"{speech.label(turn.before.status)} → {speech.label(turn.after.status)}",
        id=obligation.item.id,
        unit=obligation.unit.id if obligation.unit else None,
        period=obligation.occurrence.key,
        field="status",
        old=turn.before.status,
        new=turn.after.status,
    )


def _shift_entry(shift: Shift) -> Row:
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


def _result(result: Result) -> Row:
    main = result.main
    coverage = {"reported": main.coverage.reported, "expected": main.coverage.expected}
    return {
        "verdict": main.verdict,
        "numerator": rounded(main.numerator, is_share=False),
        "denominator": rounded(main.denominator, is_share=False),
        "value": rounded(main.value, is_share=main.is_share),
        "coverage": coverage,
    }


def plain(value: object) -> object:
    """A value as JSON has it: records are objects without what they leave open."""
    if hasattr(value, "__record_fields__"):
        fields = ((name, getattr(value, name)) for name in value.__record_fields__)
        return {name.rstrip("_"): plain(entry) for name, entry in fields if entry not in (None, (), {})}
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return str(value) if isinstance(value, Period) else value
