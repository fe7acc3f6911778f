"""Changes in words: what happened to a report, an event, a unit, in one line; the labels of fields; a message to keep them under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ct58.domain.changes.fields import FieldChange, difference
from ct58.domain.changes.model import (
    AmendmentChange,
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
from ct58.domain.records.editions import Deed
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure
from ct58.domain.records.reports import Report
from ct58.domain.records.units import AttributeChange
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.words.fields import field_label, plain_value
from ct58.render.words.labels import event_line, rounded_share, value_text
from ct58.render.words.speech import Speech
from ct58.views.changes import ChangesView
from ct58.views.vocabularies import HOW_CHANGED

Said = Message | str
NamedChange = ReportChange | EventChange | UnitChange | ItemChange | FileChange | AmendmentChange
"""The changes that have a kind: new, gone, changed or moved."""
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

    def deeds(self, change: AmendmentChange) -> tuple[Deed, ...]:
        """What an amendment does to the programme, or did before it went."""
        history = (self.after if change.after else self.before).history
        placed = next((entry for entry in history.amendments if entry.amendment == change.amendment), None)
        return history.deeds(placed) if placed else ()

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
    if isinstance(change, AmendmentChange):
        from ct58.render.words.amendments import amendment_name  # few changes are one

        return amendment_name(change.amendment, speech)
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
        return [event_words(change, labels, speech)]
    if isinstance(change, UnitChange):
        return [speech.say(part) for part in _unit_parts(change, labels, speech)]
    if isinstance(change, FileChange) and change.kind != "period" and change.how != "changed":
        return [speech.gettext(N_("begun") if change.how == "added" else N_("taken away"))]
    if isinstance(change, ItemChange | FileChange):
        was = change.was if isinstance(change, ItemChange) else None
        former = [speech.say(msg(_FORMER_ID, id=was))] if was else []
        return [*former, *(field_text(field, speech) for field in change.fields)]
    if isinstance(change, AmendmentChange):
        return _amendment_parts(change, labels, speech)
    return [speech.gettext(_file_text(change))]


def _amendment_parts(change: AmendmentChange, labels: Labels, speech: Speech) -> list[str]:
    """What an amendment does, one by one; of one that was there, what it says otherwise."""
    if change.how == "changed":
        return [field_text(field, speech) for field in change.fields]
    if change.was is not None:
        return [speech.say(msg(N_("says the same, formerly in {file}"), file=change.was))]
    from ct58.render.words.amendments import deed_text

    return [deed_text(deed, labels.unit, speech) for deed in labels.deeds(change)]


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
    yield from (_head_text(field, labels, speech) for field in (() if is_arrival else change.fields))
    yield from (msg(N_("reason: {reason}"), reason=entry.reason) for entry in change.corrections)


def _head_text(field: FieldChange, labels: Labels, speech: Speech) -> str:
    """A field of a report's head; where a merged unit's figures count in words."""
    if field.path != ("counted_in",):
        return field_text(field, speech)
    if not field.new:
        text = (
            N_("the figures count by themselves") if field.new is None else N_("nobody says where they count")
        )
        return speech.gettext(text)
    return speech.say(msg(N_("counted in the report of {unit}"), unit=labels.unit(str(field.new))))


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
    dated = _new_dated_changes(change)
    yield from (attribute_change_text(entry, speech) for entry in dated)
    said |= {"before", *(entry.key for entry in dated)} if dated else set()
    yield from (field_text(field, speech) for field in change.fields if field.path[0] not in said)


def _new_dated_changes(change: UnitChange) -> list[AttributeChange]:
    """The changes from a day that were not known before, where every other entry of `before` stayed as it was."""
    before, after = (side.before if side else () for side in (change.before, change.after))
    if change.after is None or difference(before, after):
        return []
    known = change.before.changes if change.before else ()
    return difference(change.after.changes, known)


def attribute_change_text(change: AttributeChange, speech: Speech) -> str:
    """`loại hình: đơn vị sự nghiệp → doanh nghiệp nhà nước, từ 01/4/2024, theo 9-QĐ/UBND`."""
    old, new = (plain_value(value, speech, (change.key,)) for value in (change.old, change.new))
    text = msg(
        N_("{what}: {old} → {new}, from {day}"),
        what=field_label((change.key,), speech),
        old=old,
        new=new,
        day=change.since,
    )
    if change.document is None:
        return speech.say(text)
    return speech.say(msg(N_("{change}, by {document}"), change=text, document=change.document.number))


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


def event_words(change: EventChange, labels: Labels, speech: Speech) -> str:
    """`15/7/2021 · đã trình · trình BTV · 22-TTr/BTC`; what was voided or taken away says so."""
    event = change.event
    text = event_line(event, speech)
    if change.is_voiding and event.voided:
        return speech.say(
            msg(N_("voided: {event}; reason: {reason}"), event=text, reason=event.voided.reason)
        )
    if change.how == "removed":
        return speech.say(msg(N_("taken away: {event}"), event=text))
    if change.was is not None:
        former = labels.unit(change.was) if change.was else speech.gettext(N_("the item as a whole"))
        return speech.say(msg(N_("{event}, formerly recorded for {place}"), event=text, place=former))
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
MOST_LINES = 20


def change_message(view: ChangesView | None, speech: Speech, note: str = "") -> str:
    """The note, or the first change in words, as the title; below it every change."""
    labels = Labels(view.before, view.after) if view else None
    lines = [_line(change_text(change, labels, speech)) for change in view.changes] if view and labels else []
    title = _line(note) or _title(lines, speech)
    more = len(lines) - MOST_LINES
    rest = [speech.say(msg(N_("… and {count} more changes"), count=more))] if more > 0 else []
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
