"""ct58 summary."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
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
    TemplateOption,
    TermOption,
    YearOption,
    asked_period,
    day,
    reader_said,
    warn_of_form,
)
from ct58.cli.output import Answer, document_texts, give
from ct58.cli.recorded import confirm, tell
from ct58.cli.standard_input import file_given
from ct58.cli.surroundings import Surroundings
from ct58.domain.indicators.needs import default_period
from ct58.domain.planning.issuing import lacks_signatory, plan_signatory
from ct58.domain.records.committee import Signatory
from ct58.domain.records.narrative import Profile, section_title
from ct58.domain.records.office import Office
from ct58.domain.records.places import is_data_file, unread_note
from ct58.domain.standing.hindsight import as_known
from ct58.errors import BadUsage, InvalidData, Refused
from ct58.i18n import Message, N_, msg
from ct58.render.formats.markdown_page import markdown_as_page
from ct58.render.screens.summary import summary_as_json
from ct58.services.documents.summary import (
    Ordered,
    Wish,
    brief_as_markdown,
    brief_as_word,
    made_summary,
    ordered,
    read_frame,
    summary_as_markdown,
    summary_as_word,
)
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.services.writing.recording import look, make_record
from ct58.views.document import foreign_symbol
from ct58.views.page import Page
from ct58.views.summary import DataRevision, SummaryView

_STILL_MISSING = N_("Still to be added: {sections}.")

app = typer.Typer(rich_markup_mode=None, add_completion=False)


_ToOption = Annotated[
    str,
    typer.Option(
        "--to",
        metavar=_(N_("READER")),
        help=_(
            N_(
                "Who reads it: a body by its id or abbreviation; standing-committee (the office's own) or superior."
            )
        ),
    ),
]
_EditOption = Annotated[
    bool, typer.Option("--edit", help=_(N_("Write the sections that wait for words, in the editor.")))
]
_TakeBackOption = Annotated[
    Path | None,
    typer.Option(
        "--take-back",
        metavar=_(N_("FILE")),
        help=_(N_("Read the prose of a report that was edited in Word into the data.")),
    ),
]
_ProseOnlyOption = Annotated[
    bool,
    typer.Option(
        "--prose-only", help=_(N_("With --take-back: leave what else was changed in the document."))
    ),
]
_DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help=_(N_("With --issue or --take-back: only show what would be written."))),
]
_DiscardEditsOption = Annotated[
    bool,
    typer.Option(
        "--discard-edits", help=_(N_("With --force: overwrite also what was edited in Word since."))
    ),
]


class SummaryCommand(ViewCommand):
    """A document: Markdown on the screen."""

    formats = ("text", "md", "html", "docx", "json")
    form_help = N_("The form (default: md, of --brief text); docx needs -o.")


_BriefOption = Annotated[
    bool, typer.Option("--brief", help=_(N_("One sheet for the leader instead of the report; never issued.")))
]
_FinalOption = Annotated[
    bool,
    typer.Option("--final", help=_(N_("Without what is only for work; nothing may be left to be added."))),
]


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
            "ct58 summary --quarter 2021-Q2 --issue --number 15-BC/ĐU --on 5/7/2021 -o 15-bc.docx"
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
    to: _ToOption = "standing-committee",
    brief: _BriefOption = False,
    final: _FinalOption = False,
    issue: Annotated[
        bool, typer.Option("--issue", help=_(N_("Keep what is reported under a name; needs --on.")))
    ] = False,
    number: Annotated[
        str | None, typer.Option("--number", metavar=_(N_("NUMBER")), help=_(N_("The document's number.")))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
    ] = None,
    template: TemplateOption = None,
    edit: _EditOption = False,
    take_back: _TakeBackOption = None,
    prose_only: _ProseOnlyOption = False,
    dry_run: _DryRunOption = False,
    discard_edits: _DiscardEditsOption = False,
) -> None:
    """Make the summary of a period."""
    around: Surroundings = ctx.obj
    said = PeriodWords(quarter=quarter, half=half, year=year, period=period, term=term)
    if issue:
        _check_issue(around, number, on, is_brief=brief)
    if take_back is None and prose_only:
        raise BadUsage(msg(N_("--prose-only belongs to --take-back.")))
    if dry_run and not issue and take_back is None:
        raise BadUsage(
            msg(N_("--dry-run belongs to --issue and --take-back; without them nothing is recorded."))
        )
    if take_back is not None:
        from ct58.cli.commands.summary_prose import take_back as taken

        taken(around, file_given(ctx, take_back), said, prose_only=prose_only, dry_run=dry_run)
        return
    frame = read_frame(around.source)
    asked = asked_period(said, frame.horizon, around.today)
    as_of = _said_day(around)
    wish = Wish(
        period=asked or default_period(as_known(frame, as_of or around.today), as_of or around.today),
        profile=reader_said(to, around.speech.terms),
        as_of=as_of,
        today=around.today,
        is_final=final or issue,
        number=number,
        on=_dated(around, on, is_issued=issue),
        revision=None if final and not issue else _revision(around),
    )
    if not discard_edits:
        _refuse_edited(around)
    needed = ordered(frame, wish)
    view = _made(around, needed)
    if edit:
        from ct58.cli.commands.summary_edit import edit_missing

        edit_missing(around, frame, view)
    else:
        _deliver(around, frame, needed, view, template, is_issued=issue, is_brief=brief, dry_run=dry_run)


def _deliver(
    around: Surroundings,
    frame: Office,
    needed: Ordered,
    view: SummaryView,
    template: Path | None,
    *,
    is_issued: bool,
    is_brief: bool,
    dry_run: bool,
) -> None:
    """Show the summary, kept first where it is issued."""
    _tell_unknown(around, view)
    _refuse_unread(view)
    _refuse_unfinished(around, view)
    _look_at_symbol(around, view)
    if view.order.is_final:
        _tell_issued(around, frame, view)
    if is_issued:
        asking = replace(around, can_ask=False) if dry_run else around
        _ask_who_signs(asking, view.order.profile, view.order.on or around.today)
        if dry_run:
            _try_issue(around, needed, view)
            return
        _issue(around, needed, _made(around, needed) if around.can_ask else view, template)
    elif is_brief:
        _show_brief(around, view, template)
    else:
        _show(around, view, template)


def _made(around: Surroundings, needed: Ordered) -> SummaryView:
    return made_summary(around.open(needed.slice, needed.day), needed.order, around.recall(needed.slice))


def _said_day(around: Surroundings) -> dt.date | None:
    """The day asked for, else that of the issued summary whose data is asked for: it is told again as it was."""
    if around.options.as_of:
        return around.as_of
    issue = around.source.issue
    return issue.as_of if issue else None


def _check_issue(around: Surroundings, number: str | None, on: str | None, *, is_brief: bool) -> None:
    """What is issued is made from the data as they are, and is known by its number and date."""
    if is_brief:
        raise BadUsage(
            msg(N_("The sheet for the leader is not issued; the report is.")),
            msg(N_("Leave out --brief or --issue.")),
        )
    if on is None or number is None:
        raise BadUsage(
            msg(N_("What is issued has a number and a date.")),
            msg(N_("For example: --issue --number 15-BC/ĐU --on 5/7/2021")),
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


def _try_issue(around: Surroundings, needed: Ordered, view: SummaryView) -> None:
    """Say under which name it would be kept."""
    from ct58.services.writing.issuing import keep_issue

    tried = keep_issue(around.desk(), needed.slice, view, dry_run=True)
    name = tried.after.periods[str(view.order.scope.asked)].issued[-1].name
    tell(around, tried, [msg(N_("To be kept as {name}."), name=name)])


def _ask_who_signs(around: Surroundings, role: Profile, on: dt.date) -> None:
    """After the end of the work somebody must be named who signs; at a terminal that is asked and kept in office.yaml.

    Raises Refused where nobody can be asked, Abort where the person leaves.
    """
    office = look(around.desk(), PROGRAMME_ONLY)
    if not lacks_signatory(office, role, on):
        return
    if not around.can_ask:
        raise Refused(
            msg(
                N_("After the end of the work nobody is named who signs ({role}) on {day}."),
                role=role,
                day=on,
            ),
            msg(
                N_(
                    "Add to “signatories” in office.yaml a line with role: {role}, authority, office, name, valid_from: {day}."
                ),
                role=role,
                day=on.isoformat(),
            ),
        )
    from ct58.cli.dialogue.ending import asked_words
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter
    from ct58.cli.dialogue.talk import Talk

    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    talk.say(
        msg(N_("The work ended on {day}; who signs this report?"), day=office.closed_on), "strong", indent=0
    )
    try:
        authority = asked_words(talk, N_("By whose authority (such as T/M BAN THƯỜNG VỤ; “-”: nobody's)"))
        signatory = Signatory(
            role=role,
            authority="" if authority == "-" else authority,
            office=asked_words(talk, N_("Signs as")),
            name=asked_words(talk, N_("Full name")),
            valid_from=on,
        )
    except Left as left:
        raise typer.Abort from left
    make_record(around.desk(), PROGRAMME_ONLY, lambda _office: plan_signatory(signatory))


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


# ------------------------------------------------------------------ looking twice


def _look_at_symbol(around: Surroundings, view: SummaryView) -> None:
    """A number with somebody else's symbol is asked about; where nobody can be asked it is told. Raises Abort for a no."""
    doubt = foreign_symbol(view.official)
    if doubt is None:
        return
    if around.can_ask:
        confirm(around, [doubt])
    else:
        around.warn(doubt)


def _tell_issued(around: Surroundings, frame: Office, view: SummaryView) -> None:
    """A clean copy of what was issued before does not take its place."""
    kept = frame.periods.get(str(view.order.scope.asked))
    for issued in kept.issued if kept else ():
        if issued.to in (None, view.order.profile):
            text = N_(
                "Issued already on {day} as {number}; this does not take its place. To read that again: ct58 summary --rev {name}"
            )
            around.warn(msg(text, day=issued.on, number=issued.number or issued.name, name=issued.name))


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
        msg(_STILL_MISSING, sections=names),
        _how_to_write(view),
    )


def _how_to_write(view: SummaryView) -> Message:
    to = "" if view.order.profile == "standing-committee" else f" --to {view.order.profile}"
    return msg(
        N_("Write them: ct58 summary --period {period}{to} --edit"), period=str(view.order.scope.asked), to=to
    )


def _refuse_edited(around: Surroundings) -> None:
    """What somebody edited in Word is not overwritten unawares."""
    output = Path(around.options.output) if around.options.output else None
    if output is not None and around.options.force and output.suffix.lower() == ".docx" and output.is_file():
        from ct58.cli.commands.summary_prose import refuse_edited

        refuse_edited(around, output)


def _section_name(key: str, view: SummaryView, around: Surroundings) -> str:
    """`hạn chế, nguyên nhân (shortcomings)`."""
    part = next((results.part.title for results in view.parts if results.part.id == key), None)
    title = part or around.speech.gettext(section_title(key)).lower()
    return f"{title} ({key})"


# ------------------------------------------------------------------ showing


def _show(around: Surroundings, view: SummaryView, template: Path | None) -> None:
    """Markdown unless another form is asked for; HTML is made from it."""
    options = around.options
    if view.missing:
        names = "; ".join(_section_name(key, view, around) for key in view.missing)
        around.warn(
            msg(N_("{missing} {how}"), missing=msg(_STILL_MISSING, sections=names), how=_how_to_write(view))
        )
    form = options.format or (None if options.output else "md")

    def markdown() -> str:
        return summary_as_markdown(view, around.source.root, template)

    give(
        around.with_options(format=form),
        Answer(
            command="summary",
            as_of=view.order.as_of.day,
            page=lambda: _with_charts(markdown_as_page(markdown()), view, around),
            data=lambda: summary_as_json(view, around.speech),
            texts=document_texts(markdown),
            files={"docx": lambda: _document(around, view, template)},
            template=template,
        ),
    )


def _with_charts(page: Page, view: SummaryView, around: Surroundings) -> Page:
    """For Excel also what Word draws."""
    from ct58.render.screens.summary_charts import chart_lists, summary_charts

    return Page((*page.blocks, *chart_lists(summary_charts(view, around.speech), around.speech)))


def _show_brief(around: Surroundings, view: SummaryView, template: Path | None) -> None:
    """The sheet for the leader: on the screen like any other view, else the document that its template makes."""
    from ct58.render.screens.brief import brief_as_json, brief_page
    from ct58.views.brief import brief_view

    shown = brief_view(view)
    give(
        around,
        Answer(
            command="summary-brief",
            as_of=view.order.as_of.day,
            page=lambda: brief_page(shown, around.speech),
            data=lambda: brief_as_json(shown, around.speech),
            texts=document_texts(lambda: brief_as_markdown(view, around.source.root, template)),
            files={"docx": lambda: brief_as_word(view, around.source.root, template)},
            template=template,
        ),
    )


def _document(around: Surroundings, view: SummaryView, template: Path | None) -> bytes:
    """The Word document in the Party's form."""
    warn_of_form(around, "report", template, view.official.day)
    return summary_as_word(view, around.source.root, template)
