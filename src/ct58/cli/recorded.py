"""What the recording commands share: the day of an event, and showing what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import click

from ct58.cli.options import day
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import Effects
from ct58.domain.changes.model import ReportChange
from ct58.domain.records.office import Office
from ct58.domain.records.places import place_of
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import report_item
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import standing
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Finding
from ct58.errors.rules import hint_of, problem_of
from ct58.i18n import Message, N_, msg
from ct58.render.screens.recorded import recorded_page
from ct58.services.writing.recording import Recorded, effect, moved_books
from ct58.views.changes import RecordedView


def happened_on(text: str | None, around: Surroundings) -> dt.date:
    """The day that --on means, today where it is left out. Raises BadUsage for a day that lies ahead."""
    return past_day(text, around) or around.today


def document_day(text: str | None, around: Surroundings) -> dt.date | None:
    """The date of a document that is there; without its year it may be of the year before. Raises BadUsage as `past_day`."""
    if text is None:
        return None
    from ct58.domain.time.dates import parse_past_date

    return past_day(parse_past_date(text, around.today).isoformat(), around)


def past_day(text: str | None, around: Surroundings) -> dt.date | None:
    """A day of something that is there already, None where it is left out. Raises BadUsage for one that lies ahead."""
    said = day(text, around)
    if said is not None and said > around.today:
        raise BadUsage(
            msg(N_("{day} lies ahead: only what has happened is recorded."), day=said),
            msg(N_("Today is {day}."), day=around.today),
        )
    return said


def confirm(around: Surroundings, doubts: Iterable[Message]) -> None:
    """Ask about each doubt at a terminal, where Enter is no. Raises Abort unless the person says that it is so."""
    from ct58.cli.dialogue.talk import agrees

    for doubt in doubts:
        if not agrees(around, msg(N_("{doubt} Is that right?"), doubt=doubt), default="k"):
            raise click.Abort


def late_by(around: Surroundings, office: Office, unit: Unit, period: Period) -> Message | str:
    """`, chậm 10 ngày`, as the register will have it."""
    item = report_item(office, unit, period)
    if item is None:
        return ""
    occurrence = next(o for o in item_occurrences(office, item) if o.period == period)
    found = standing(office, Obligation(item, occurrence, unit), around.today)
    if found.done_on is None or not found.days_overdue:
        return ""
    return msg(N_(", late by {days}"), days=around.speech.days(found.days_overdue))


def tell(
    around: Surroundings,
    recorded: Recorded,
    lines: Sequence[Message | str],
    notes: Iterable[Message] = (),
    turned: Effects | None = None,
    more: Mapping[str, object] | None = None,
) -> None:
    """Say what was recorded, what it turned, and what looks doubtful; errors elsewhere are one warning.

    `turned` is what it turned where that was looked for otherwise than `diff` does, `more` what programs read besides.
    """
    say = around.speech.say
    doubts = (*notes, *(_warning(finding, recorded) for finding in recorded.warnings))
    view = RecordedView(
        lines=(*(say(line) for line in lines), *_said_of_a_report(around, recorded)),
        files=recorded.changes.files,
        effect=turned or effect(recorded, around.today),
        is_written=recorded.is_written,
        notes=tuple(say(note) for note in doubts),
        settled=moved_books(around.desk(), recorded, around.today),
    )
    if recorded.errors_elsewhere:
        around.warn(_elsewhere(recorded.errors_elsewhere))
    give(
        around,
        Answer(
            command="record",
            as_of=around.today,
            page=lambda: recorded_page(view, around.speech),
            data=lambda: {
                "files": list(view.files),
                "written": view.is_written,
                "changes": [
                    *_changes(around, recorded),
                    *_turned(around, turned),
                    *_settled(around, view),
                ],
                "settled": _settled(around, view),
                **(more or {}),
            },
        ),
    )


def _said_of_a_report(around: Surroundings, recorded: Recorded) -> list[str]:
    """What changed in a report, as `diff` has it, or how much a new one says; where one is all that was recorded."""
    change = next(iter(recorded.said), None)
    if len(recorded.said) != 1 or not isinstance(change, ReportChange):
        return []
    from ct58.render.words.changes import Labels, change_details, figure_counts

    if change.is_arrival and change.after is not None:
        counts = " · ".join(map(around.speech.say, figure_counts(change.after, around.speech)))
        return [f"  {counts}"] if counts else []
    labels = Labels(recorded.before, recorded.after)
    return [f"  {part}" for part in change_details(change, labels, around.speech)]


def _changes(around: Surroundings, recorded: Recorded) -> list[dict[str, object]]:
    """What was recorded, in the entries and the words of `diff`."""
    from ct58.render.screens.change_entries import change_entries
    from ct58.render.words.changes import Labels

    labels = Labels(recorded.before, recorded.after)
    return [row for change in recorded.said for row in change_entries(change, labels, around.speech)]


def _turned(around: Surroundings, turned: Effects | None) -> list[dict[str, object]]:
    """The statuses and verdicts that it turned, as `diff` has them, where that was looked for."""
    from ct58.render.screens.change_entries import effect_entries

    return effect_entries(turned, around.speech) if turned else []


def _settled(around: Surroundings, view: RecordedView) -> list[dict[str, object]]:
    """What it moves of settled results, as `diff` has it."""
    from ct58.render.screens.change_entries import settled_entries

    return settled_entries(view.settled, around.speech) if view.settled else []


def _warning(finding: Finding, recorded: Recorded) -> Message:
    """A new warning in its own words; where several files change, with the unit that it is about."""
    problem, hint = problem_of(finding), hint_of(finding)
    place = place_of(finding.file)
    if place is None or place.unit is None or len(recorded.changes.files) == 1:
        return msg(N_("{problem} {hint}"), problem=problem, hint=hint)
    unit = recorded.after.label(place.unit)
    return msg(N_("{unit}: {problem} {hint}"), unit=unit, problem=problem, hint=hint)


def _elsewhere(errors: Sequence[Finding]) -> Message:
    files = list(dict.fromkeys(finding.file for finding in errors))
    return msg(
        N_("Note: {count} errors elsewhere in the data ({files}). See: ct58 check"),
        count=len(errors),
        files=", ".join([*files[:2], "…"] if len(files) > 2 else files),
    )
