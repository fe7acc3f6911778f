"""Changes in words: what happened to a report, an event, a unit, in one line; the labels of fields; a message to keep them under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    Change,
    EventChange,
    FileChange,
    Formatted,
    ItemChange,
    ReportChange,
    UnitChange,
    UnitTurn,
    Unreadable,
)
from ct58.domain.records.committee import Issue
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Document, Report
from ct58.domain.records.scalars import is_number
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.words.labels import NOTHING, event_line, rounded_share, value_text
from ct58.render.words.speech import Speech
from ct58.views.changes import ChangesView
from ct58.views.vocabularies import HOW_CHANGED, words_of_field

Said = Message | str
NamedChange = ReportChange | EventChange | UnitChange | ItemChange | FileChange
"""The changes that have a kind: new, gone, changed or moved."""
_NAMES = ("title", "label", "text")
_FILLED = N_("Filled in")
_FORMER_ID = N_("another id, formerly {id}")
_TURNS: Mapping[UnitTurn, str] = {
    "added": N_("entered into the register"),
    "removed": N_("taken out of the register"),
    "split": N_("split off from {other}"),
    "merged": N_("merged into {other}"),
    "closed": N_("closed, last day {day}"),
    "reopened": N_("not closed any more"),
    "renamed": N_("renamed, formerly {name}"),
    "changed": N_("entry changed"),
}
FIELD_LABELS: Mapping[str, str] = {
    "state": N_("state"),
    "received_on": N_("received on"),
    "document": N_("document"),
    "quality": N_("kind of figures"),
    "reasons": N_("reasons"),
    "notes": N_("notes"),
    "difficulties": N_("difficulties"),
    "proposals": N_("proposals"),
    "source": N_("source"),
    "how": N_("way of arrival"),
    "file": N_("file"),
    "name": N_("name"),
    "short_name": N_("short name"),
    "kind": N_("kind"),
    "organisation": N_("party organisation"),
    "order": N_("order"),
    "aliases": N_("other names"),
    "former_names": N_("former names"),
    "valid_from": N_("valid from"),
    "valid_to": N_("last day"),
    "merged_into": N_("merged into"),
    "split_from": N_("split off from"),
    "flags": N_("marks"),
    "office_phone": N_("telephone"),
    "office_email": N_("e-mail"),
    "closings": N_("books closed"),
    "reopenings": N_("books opened again"),
    "issued": N_("summary issued"),
    "exceptions": N_("other due day"),
    "narrative": N_("narrative"),
    "overview": N_("general situation"),
    "progress": N_("progress of the appendix"),
    "ratings": N_("ratings"),
    "commendations": N_("commendations"),
    "comparison": N_("compared with the year before"),
    "shortcomings": N_("shortcomings and causes"),
    "lessons": N_("lessons"),
    "next": N_("main tasks of the time ahead"),
    "cut_off": N_("cut-off day"),
    "title": N_("title"),
    "text": N_("text"),
    "corrected": N_("correction"),
    "lead": N_("in the lead"),
    "with": N_("taking part"),
    "owners": N_("owed by"),
    "deadline": N_("deadline"),
    "submit_to": N_("submitted to"),
    "forms": N_("form"),
    "clauses": N_("clauses"),
    "target": N_("target"),
    "value": N_("value"),
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "label": N_("label"),
    "units": N_("units"),
    "tasks": N_("tasks"),
    "duties": N_("duties"),
    "figures": N_("figures"),
    "indicators": N_("indicators"),
    "parts": N_("parts"),
    "reporting": N_("reporting calendar"),
    "sets": N_("sets"),
    "settings": N_("settings"),
    "policies": N_("rules of the office"),
    "amendments": N_("amendments"),
    "signatories": N_("signatories"),
    "recipients": N_("recipients"),
    "names": N_("names"),
    "note": N_("note"),
    "events": N_("events"),
    "event": N_("event"),
    "item": N_("item"),
    "occurrence": N_("occurrence"),
    "date": N_("date"),
    "to": N_("submitted to"),
    "product": N_("product"),
    "until": N_("until"),
    "reason": N_("reason"),
    "voided": N_("voided"),
    "number": N_("number"),
    "programme": N_("programme"),
    "on": N_("day"),
    "corrections": N_("corrections"),
    "format": N_("format of the data"),
    "decided_by": N_("decided by"),
}


@positional_record
class Labels:
    """What units, items and figures are called: as they are now, or as they were where they are gone."""

    before: Office
    after: Office

    def unit(self, id_: str) -> str:
        """A unit's short name; the id where no register has it."""
        found = self.after.units.get(id_) or self.before.units.get(id_)
        return found.label if found else id_

    def item(self, id_: str) -> str:
        """An item's title; empty where there is none."""
        found = self.after.items.get(id_) or self.before.items.get(id_)
        return found.title if found else ""

    def figure(self, key: str) -> str:
        """`5. Số đảng viên kết nạp trong kỳ`; the key where the form has no such line."""
        found = self.line(key)
        return f"{found.number}. {found.label}" if found else key

    def number(self, key: str) -> int:
        """A figure's printed number; 0 where the form has no such line."""
        found = self.line(key)
        return found.number if found else 0

    def line(self, key: str) -> Figure | None:
        """A line of the report form."""
        return self.after.figure(key) or self.before.figure(key)

    def value(self, key: str, value: object, speech: Speech) -> str:
        """A figure's value as people read it."""
        found = self.line(key)
        return value_text(found, value, speech) if found else plain_value(value, speech)  # type: ignore[arg-type]  # values of figures


# -------------------------------------------------------------------- changes


def how_label(change: NamedChange) -> str:
    """What happened to something, in a word to be translated."""
    is_supplement = isinstance(change, ReportChange) and change.is_supplement
    return _FILLED if is_supplement else HOW_CHANGED[change.how].word


def change_text(change: Change, labels: Labels, speech: Speech) -> str:
    """One change in one line, with its subject: `Sở Y tế, quý II/2021: …`."""
    details = "; ".join(change_details(change, labels, speech))
    subject = change_subject(change, labels, speech)
    return f"{subject}: {details}" if details else subject


def change_subject(change: Change, labels: Labels, speech: Speech) -> str:
    """What a change is about."""
    if isinstance(change, ReportChange):
        return f"{labels.unit(change.unit)}, {speech.period(change.period)}"
    if isinstance(change, EventChange):
        unit = [labels.unit(change.unit)] if change.unit else []
        return ", ".join([change.item, *unit] if change.item else unit)
    if isinstance(change, UnitChange):
        return labels.unit(change.unit)
    if isinstance(change, ItemChange):
        return change.item
    if isinstance(change, FileChange):
        return _file_subject(change, speech)
    return change.file


def _file_subject(change: FileChange, speech: Speech) -> str:
    if change.period is not None:
        return speech.period(change.period)
    return speech.gettext(N_("Programme") if change.kind == "programme" else N_("Office"))


def change_details(change: Change, labels: Labels, speech: Speech) -> list[str]:
    """What a change says, part by part."""
    if isinstance(change, ReportChange):
        return [speech.say(part) for part in _report_parts(change, labels, speech)]
    if isinstance(change, EventChange):
        return [event_words(change, speech)]
    if isinstance(change, UnitChange):
        return [speech.say(part) for part in _unit_parts(change, labels, speech)]
    if isinstance(change, FileChange) and change.kind != "period" and change.how != "changed":
        return [speech.gettext(N_("begun") if change.how == "added" else N_("taken away"))]
    if isinstance(change, ItemChange | FileChange):
        was = change.was if isinstance(change, ItemChange) else None
        former = [speech.say(msg(_FORMER_ID, id=was))] if was else []
        return [*former, *(field_text(field, speech) for field in change.fields)]
    return [speech.gettext(_file_text(change))]


def _file_text(change: Formatted | Unreadable) -> str:
    """What is said of a file of which nothing can be told field by field."""
    if isinstance(change, Formatted):
        return N_("only written differently")
    if change.is_clash:
        return N_("what two people said stands side by side, to be settled")
    return N_("cannot be compared, because of errors")


def _report_parts(change: ReportChange, labels: Labels, speech: Speech) -> Iterator[Said]:
    if change.was is not None:
        yield moved_from(change.was, labels)
    if change.how == "removed":
        yield msg(N_("the report is gone"))
        return
    is_arrival = change.is_arrival and change.after and not _is_excerpt(change, change.after)
    if is_arrival and change.after:
        yield from new_report_parts(change.after, speech)
    for field in change.overwritten if is_arrival else change.figures:
        difference = difference_text(field, speech)
        values = " → ".join(labels.value(field.path[0], value, speech) for value in (field.old, field.new))
        yield f"{labels.figure(field.path[0])} {values}" + (f" ({difference})" if difference else "")
    yield from (field_text(field, speech) for field in (() if is_arrival else change.fields))
    yield from (msg(N_("reason: {reason}"), reason=entry.reason) for entry in change.corrections)


def _is_excerpt(change: ReportChange, report: Report) -> bool:
    """Whether only some figures of a new report are meant, as in the history of an indicator."""
    before = change.before.figures if change.before else {}
    differing = sum(before.get(key) != value for key, value in report.figures.items())
    return 0 < len(change.figures) < differing


def moved_from(was: tuple[str, Period], labels: Labels) -> Message:
    """Where a report stood before."""
    return msg(N_("formerly under {unit}, {period}"), unit=labels.unit(was[0]), period=was[1])


def new_report_parts(report: Report, speech: Speech) -> Iterator[Said]:
    """State, day of receipt, and how many figures are given."""
    yield speech.report_state(report.state)
    if report.received_on:
        yield msg(N_("received on {day}"), day=report.received_on)
    yield from figure_counts(report, speech)


def figure_counts(report: Report, speech: Speech) -> Iterator[Message]:
    """How many figures a report gives, and how many it leaves open."""
    given = sum(value is not None for value in report.figures.values())
    if given:
        yield msg(N_("{count} figures"), count=speech.count(given))
    if given < len(report.figures):
        yield msg(N_("{count} not given"), count=speech.count(len(report.figures) - given))


def _unit_parts(change: UnitChange, labels: Labels, speech: Speech) -> Iterator[Said]:
    if change.was is not None:
        yield msg(_FORMER_ID, id=change.was)
    if change.was is None or change.fields:
        yield turn_text(change, labels)
    said = {"merged_into", "valid_to"} if change.turn in ("merged", "closed", "reopened") else set()
    said |= {"name", "former_names"} if change.turn == "renamed" else set()
    if change.turn == "merged" and change.after and change.after.valid_to:
        yield msg(N_("last day {day}"), day=change.after.valid_to)
    yield from (field_text(field, speech) for field in change.fields if field.path[0] not in said)


def turn_text(change: UnitChange, labels: Labels) -> Message:
    """What happened to a unit."""
    after, before = change.after, change.before
    other = (after.merged_into or after.split_from) if after else None
    return msg(
        _TURNS[change.turn],
        other=labels.unit(other) if other else "",
        day=after.valid_to if after and after.valid_to else "",
        name=before.name if before else "",
    )


def event_words(change: EventChange, speech: Speech) -> str:
    """`15/7/2021 · đã trình · trình BTV · 22-TTr/BTC`; what was voided or taken away says so."""
    event = change.event
    text = event_line(event, speech)
    if change.is_voiding and event.voided:
        return speech.say(
            msg(N_("voided: {event}; reason: {reason}"), event=text, reason=event.voided.reason)
        )
    if change.how == "removed":
        return speech.say(msg(N_("taken away: {event}"), event=text))
    if change.how == "changed" and change.before:
        return speech.say(msg(N_("{event} (was: {old})"), event=text, old=event_line(change.before, speech)))
    return text


# --------------------------------------------------------------------- fields


def field_text(field: FieldChange, speech: Speech) -> str:
    """`nhận ngày: 05/7/2021 → 06/7/2021`."""
    values = " → ".join(plain_value(value, speech, field.path) for value in (field.old, field.new))
    label = field_label(field.path, speech)
    if field.old is None or field.new is None:
        side = field.new if field.old is None else field.old
        said = plain_value(side, speech, field.path)
        values = said if field.old is None else speech.say(msg(N_("no more: {value}"), value=said))
    return f"{label}: {values}" if label else values


def field_label(path: Iterable[str], speech: Speech) -> str:
    """The way to a field in words; ids stay as they are."""
    return " › ".join(speech.gettext(FIELD_LABELS[step]) if step in FIELD_LABELS else step for step in path)


def plain_value(value: object, speech: Speech, path: Sequence[str] = ()) -> str:
    """Any value of a record in one line; the way to it tells what its keys are called."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Document):
        return value.number if value.date is None else f"{value.number}, {speech.date(value.date)}"
    if isinstance(value, Issue):
        return f"{value.number or value.name}, {speech.date(value.on)}"
    if isinstance(value, str):
        words = words_of_field(path)
        return speech.gettext(words[value]) if value in words else value
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain_value(entry, speech, (*path, key))}" for key, entry in value.items())
    if isinstance(value, tuple | frozenset):
        return ", ".join(plain_value(entry, speech, path) for entry in value) or NOTHING
    if hasattr(value, "__record_fields__"):
        return _record_value(value, speech)
    return speech.number(value) if is_number(value) else speech.show(value)


def _record_value(value: object, speech: Speech) -> str:
    """A record by its title or words; one without any by its given fields, without their names."""
    named = next((getattr(value, name) for name in _NAMES if getattr(value, name, None)), None)
    if named is not None:
        return str(named)
    given = {name: getattr(value, name) for name in value.__record_fields__}  # type: ignore[attr-defined]  # a record
    said = {name: entry for name, entry in given.items() if entry not in (None, (), {}, False)}
    return ", ".join(plain_value(entry, speech, (name,)) for name, entry in said.items())


def difference_text(field: FieldChange, speech: Speech) -> str:
    """`+9; +75,0%`; empty where the values are no numbers."""
    if field.gain is None:
        return ""
    absolute = _signed(field.gain, speech)
    percent = rounded_share(field.relative) if field.relative is not None else None
    return absolute if percent is None else f"{absolute}; {_signed(percent, speech)}%"


def _signed(number: int | Decimal, speech: Speech) -> str:
    plain = int(number) if number == int(number) else number
    return ("+" if plain > 0 else "") + speech.number(plain).replace("-", "−")


TITLE_WIDTH = 100
MOST_LINES = 60


def change_message(view: ChangesView | None, speech: Speech, note: str = "") -> str:
    """The note, or the first change in words, as the title; below it every change."""
    labels = Labels(view.before, view.after) if view else None
    lines = [_line(change_text(change, labels, speech)) for change in view.changes] if view and labels else []
    title = _line(note) or _title(lines, speech)
    more = len(lines) - MOST_LINES
    rest = [speech.say(msg(N_("… {count} more"), count=more))] if more > 0 else []
    body = [f"- {line}" for line in [*lines[:MOST_LINES], *rest]]
    return "\n".join([title, *(["", *body] if body and [title] != lines else [])])


def _title(lines: list[str], speech: Speech) -> str:
    if not lines:
        return speech.gettext(N_("Data kept"))
    first = lines[0] if len(lines[0]) <= TITLE_WIDTH else f"{lines[0][: TITLE_WIDTH - 1].rstrip()}…"
    if len(lines) == 1:
        return first
    return speech.say(
        msg(N_("{first} (and {count} more changes)"), first=first, count=speech.count(len(lines) - 1))
    )


def _line(text: str) -> str:
    return " ".join(text.split())
