"""ct58 summary."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import (
    HalfOption,
    PeriodOption,
    PeriodWords,
    QuarterOption,
    TermOption,
    YearOption,
    asked_period,
    day,
    warn_of_form,
)
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.indicators.needs import default_period
from ct58.domain.records.narrative import Profile, section_title
from ct58.domain.records.places import is_data_file, unread_note
from ct58.errors import BadUsage, InvalidData, Refused
from ct58.i18n import N_, msg
from ct58.render.screens.summary import summary_as_json, summary_page
from ct58.services.documents.summary import Ordered, Wish, made_summary, ordered, read_frame
from ct58.views.summary import DataRevision, SummaryView

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class SummaryCommand(ViewCommand):
    """A document: Markdown on the screen."""

    formats = ("md", "html", "docx", "json")
    form_help = N_("The form (default: md); docx needs -o.")


@app.command(
    cls=SummaryCommand,
    help=_(
        N_(
            "The report of a period: results by the programme's parts, progress of the appendix, what is late, "
            "what comes next, with its tables. The working copy is the default. With --rev and the name of an issued "
            "report it is told again as of that report's own day."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 summary --quarter 2021-Q2 · ct58 summary --year 2021 --to superior -o report.docx · "
            "ct58 summary --quarter 2021-Q2 --issue --number 15-BC/ĐUK --on 5/7/2021 -o 15-bc.docx"
        )
    ),
)
def summary(
    ctx: typer.Context,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    year: YearOption = None,
    term: TermOption = False,
    period: PeriodOption = None,
    to: Annotated[
        Profile,
        typer.Option(
            "--to", help=_(N_("Who reads it: the committee's own standing committee, or its superior."))
        ),
    ] = "standing-committee",
    final: Annotated[
        bool,
        typer.Option(
            "--final", help=_(N_("Without what is only for work; nothing may be left to be added."))
        ),
    ] = False,
    issue: Annotated[
        bool, typer.Option("--issue", help=_(N_("Keep what is reported under a name; needs --on.")))
    ] = False,
    number: Annotated[
        str | None, typer.Option("--number", metavar=_(N_("NUMBER")), help=_(N_("The document's number.")))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar=_(N_("FILE")), help=_(N_("Another Word template for this document."))
        ),
    ] = None,
) -> None:
    """Make the summary of a period."""
    around: Surroundings = ctx.obj
    said = PeriodWords(quarter=quarter, half=half, year=year, period=period, term=term)
    if issue:
        _check_issue(around, number, on)
    frame = read_frame(around.source)
    as_of = _said_day(around)
    wish = Wish(
        period=asked_period(said, frame.horizon, around.today)
        or default_period(frame, as_of or around.today),
        profile=to,
        as_of=as_of,
        today=around.today,
        is_final=final or issue,
        number=number,
        on=_dated(around, on, is_issued=issue),
        revision=None if final and not issue else _revision(around),
    )
    needed = ordered(frame, wish)
    view = made_summary(around.open(needed.slice, needed.day), needed.order, around.recall(needed.slice))
    _tell_unknown(around, view)
    _refuse_unread(view)
    _refuse_unfinished(around, view)
    if issue:
        _issue(around, needed, view, template)
    else:
        _show(around, view, template)


def _said_day(around: Surroundings) -> dt.date | None:
    """The day asked for, else that of the issued summary whose data is asked for: it is told again as it was."""
    if around.options.as_of:
        return around.as_of
    issue = around.source.issue
    return issue.as_of if issue else None


def _check_issue(around: Surroundings, number: str | None, on: str | None) -> None:
    """What is issued is made from the data as they are, and is known by its number and date."""
    if on is None or number is None:
        raise BadUsage(
            msg(N_("What is issued has a number and a date.")),
            msg(N_("For example: --issue --number 15-BC/ĐUK --on 5/7/2021")),
        )
    if around.options.rev is not None:
        raise BadUsage(
            msg(N_("A report is issued from the data as they are, not from an earlier revision.")),
            msg(N_("Leave out --rev; the day of the figures is set by --as-of.")),
        )


def _dated(around: Surroundings, on: str | None, *, is_issued: bool) -> dt.date | None:
    """The document's date; what is issued has happened. Raises BadUsage."""
    if not is_issued:
        return day(on, around)
    from ct58.cli.recorded import happened_on

    return happened_on(on, around)


def _issue(around: Surroundings, needed: Ordered, view: SummaryView, template: Path | None) -> None:
    """Keep what is reported; a trial first, so that no document is written that cannot be kept."""
    from ct58.services.writing.issuing import keep_issue

    keep_issue(around.desk(), needed.slice, view, dry_run=True)
    _show(around, view, template)
    recorded = keep_issue(around.desk(), needed.slice, view)
    name = recorded.after.periods[str(view.order.scope.asked)].issued[-1].name
    around.warn(msg(N_("Kept as {name}. A mistake: ct58 undo"), name=name))


def _revision(around: Surroundings) -> DataRevision | None:
    """The revision that is read, or at which the folder stands."""
    read = around.source.revision
    if read is not None:
        return DataRevision(id=read.short, when=read.when)
    from ct58.vcs.revisions import current_revision

    found = current_revision(around.root, around.environment, is_data_file)
    if found is None:
        return None
    return DataRevision(id=found.id, when=found.when, has_changes=found.has_changes)


# ------------------------------------------------------------------ refusing


def _tell_unknown(around: Surroundings, view: SummaryView) -> None:
    """Prose under a key that no section has would be lost silently."""
    for key in view.unknown_texts:
        around.warn(msg(N_("No section is called “{key}”; its text is not shown. See: ct58 check"), key=key))


def _refuse_unread(view: SummaryView) -> None:
    """What is signed rests on files that were all read."""
    if view.order.is_final and view.unread.files:
        raise InvalidData(
            unread_note(view.unread), msg(N_("A final report needs them all: mend them first."))
        )


def _refuse_unfinished(around: Surroundings, view: SummaryView) -> None:
    """A final report has no mark left: each section that waits for words is named, with the place to write it."""
    if not view.order.is_final or not view.missing:
        return
    names = "; ".join(_section_name(key, view, around) for key in view.missing)
    raise Refused(
        msg(N_("Still to be added: {sections}."), sections=names),
        msg(
            N_("Write under “narrative:” in periods/{period}.yaml, for example “{key}: …”."),
            period=str(view.order.scope.asked),
            key=view.missing[0],
        ),
    )


def _section_name(key: str, view: SummaryView, around: Surroundings) -> str:
    """`hạn chế, nguyên nhân (shortcomings)`."""
    part = next((results.part.title for results in view.parts if results.part.id == key), None)
    title = part or around.speech.gettext(section_title(key)).lower()
    return f"{title} ({key})"


# ------------------------------------------------------------------ showing


def _show(around: Surroundings, view: SummaryView, template: Path | None) -> None:
    """Markdown unless another form is asked for."""
    options = around.options
    form = options.format or (None if options.output else "md")
    give(
        around.with_options(format=form),
        Answer(
            command="summary",
            as_of=view.order.as_of.day,
            page=lambda: summary_page(view, around.speech),
            data=lambda: summary_as_json(view, around.speech),
            files={"docx": lambda: _document(around, view, template)},
        ),
    )


def _document(around: Surroundings, view: SummaryView, template: Path | None) -> bytes:
    """The Word document in the Party's form."""
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.summary import summary_document
    from ct58.render.documents.tags import report_context
    from ct58.services.documents.templates import find_template

    warn_of_form(around, "report", template, view.official.day)
    document = summary_document(view, around.speech)
    return render_docx(
        find_template("report", around.source.root, template),
        report_context(document),
        made_on=view.official.day,
        title=document.subject,
    )
