"""`summary --take-back` and `--edit`: a person's words of a report, from Word and from the editor, into the data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ct58.cli.options import PeriodWords, asked_period
from ct58.cli.output import Answer, give
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.narrative import NewText, plan_narrative
from ct58.domain.records.office import Office
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Ct58Error, InvalidData, Refused
from ct58.i18n import N_, msg
from ct58.render.screens.returned import returned_as_json, returned_page, section_name
from ct58.render.screens.summary import MISSING_MARK
from ct58.render.words.speech import Speech
from ct58.services.documents.templates import LANGUAGE
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, look, make_record
from ct58.views.returned import ReturnedReport, TakenBack, brought_back

_NEEDS = Slice(needs=frozenset({"programme", "periods"}))


def take_back(
    around: Surroundings, path: Path, said: PeriodWords, *, prose_only: bool, dry_run: bool
) -> None:
    """Read a report that was edited in Word, show what it says otherwise, and write its prose into the period's file.

    Raises BadUsage where nobody says which period it is of, InvalidData for a document without marked sections, Refused
    where something else was changed, too, and nobody says that it may be left.
    """
    if around.options.rev is not None:
        raise BadUsage(
            msg(N_("A report is taken back into the data as they are, not into an earlier revision."))
        )
    report = _read(path)
    office = look(around.desk(), _NEEDS)
    asked = asked_period(said, office.horizon, around.today)
    view = _view(around, office, _period(report, asked, around), report, over=around.options.force)
    left = len(view.refused) + len(view.changes)
    if dry_run or not view.taken:
        _show(around, view)
    elif around.can_ask:
        _show(around, view)
        _agree(around, view, left)
    elif left and not prose_only:
        _show(around, view)
    if left and not (prose_only or (around.can_ask and not dry_run and view.taken)):
        raise Refused(
            msg(N_("{count} places cannot be taken back, so nothing was written."), count=left),
            msg(N_("Put them right in Word, or take the prose alone: --prose-only")),
        )
    if view.taken and not dry_run:
        _write(around, view)


def _show(around: Surroundings, view: TakenBack) -> None:
    give(
        around,
        Answer(
            command="summary-take-back",
            as_of=around.today,
            page=lambda: returned_page(view, around.speech),
            data=lambda: returned_as_json(view),
        ),
    )


def _agree(around: Surroundings, view: TakenBack, left: int) -> None:
    """Raises Abort unless the person says yes."""
    from ct58.cli.dialogue.talk import agrees

    question = msg(N_("Write {count} sections?"), count=len(view.taken))
    if left:
        question = msg(
            N_("Write {count} sections, and leave the {left} other places as they are?"),
            count=len(view.taken),
            left=left,
        )
    if not agrees(around, question, default="k" if left else "c"):
        raise click.Abort


def _write(around: Surroundings, view: TakenBack) -> None:
    recorded = write_prose(
        around, view.period, {entry.key: NewText(entry.before, entry.after) for entry in view.taken}
    )
    names = ", ".join(section_name(entry.key, view.titles, around.speech) for entry in view.taken)
    text = msg(N_("Prose of {period}: {sections}."), period=around.speech.period(view.period), sections=names)
    tell(around, recorded, [text], more={"taken_back": returned_as_json(view)})


def write_prose(around: Surroundings, period: Period, texts: Mapping[str, NewText]) -> Recorded:
    """Write texts of a period's narrative as one record, with one undo."""
    return make_record(around.desk(), _NEEDS, lambda office: plan_narrative(office, period, texts))


def _read(path: Path) -> ReturnedReport:
    from ct58.exchange.guard import read_report_guarded

    report = read_report_guarded(path)
    if not report.sections and report.origin is None:
        raise InvalidData(
            msg(
                N_("{file} has no marked sections: ct58 did not make it, or with an older version."),
                file=path.name,
            ),
            msg(N_("Make the report again and edit that, or write the text: ct58 summary --edit")),
        )
    return report


def _period(report: ReturnedReport, asked: Period | None, around: Surroundings) -> Period:
    """The period that the document says, or else the options do."""
    said = parse_period(report.origin.period, around.today) if report.origin else None
    if said is None and asked is None:
        raise BadUsage(
            msg(N_("{file} does not say which period it is of."), file=report.name),
            msg(N_("Add --quarter, --year or --term.")),
        )
    if said is not None and asked is not None and said != asked:
        raise BadUsage(msg(N_("{file} is the report of {period}."), file=report.name, period=said))
    found = said or asked
    assert found is not None
    return found


def _view(
    around: Surroundings, office: Office, period: Period, report: ReturnedReport, *, over: bool
) -> TakenBack:
    marks = frozenset({MISSING_MARK, Speech(LANGUAGE).gettext(MISSING_MARK)})
    return brought_back(office, period, report, marks, over=over)


# ------------------------------------------------------------------ a document that is there already


def refuse_edited(around: Surroundings, path: Path) -> None:
    """Raises Refused for a report that was edited in Word since it was made: to overwrite it would lose that."""
    from ct58.exchange.guard import read_report_guarded

    try:
        report = read_report_guarded(path)
    except Ct58Error:  # what is no report of ours is overwritten as it is asked for
        return
    if report.origin is None or not (report.edited or report.changes):
        return
    office = look(around.desk(), _NEEDS)
    view = _view(around, office, parse_period(report.origin.period, around.today), report, over=True)
    names = [section_name(entry.key, view.titles, around.speech) for entry in view.sections]
    if view.changes:
        names.append(around.speech.say(msg(N_("{count} places beside the prose"), count=len(view.changes))))
    if names:
        raise Refused(
            msg(
                N_("{file} was edited since it was made: {places}."), file=path.name, places="; ".join(names)
            ),
            msg(
                N_("Take the prose back first: ct58 summary --take-back {file}. To lose it: --discard-edits"),
                file=str(path),
            ),
        )
