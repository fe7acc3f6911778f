"""ct58 setup: an office of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import NewFolderCommand
from ct58.cli.language import _, tell_aside
from ct58.cli.options import DryRunOption, day
from ct58.cli.output import Answer, give
from ct58.cli.register import UnitKindOption
from ct58.cli.setup_answers import (
    ALONE,
    COMMITTEE,
    FOLDER,
    GIT,
    KIND,
    NO,
    PERIOD,
    PLACE,
    SHORT,
    SUPERIOR,
    UNITS,
    YES,
    SetupAnswers,
)
from ct58.cli.standard_input import file_given
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.founding import Founding
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.setup import setup_as_json, setup_page
from ct58.render.screens.unit_import import unit_import_as_json, unit_import_page
from ct58.services.setup.founding import founded
from ct58.services.setup.git_setup import program_of, set_up_git
from ct58.services.setup.seeding import begin
from ct58.views.unit_import import UnitImportView

app = typer.Typer(rich_markup_mode=None, add_completion=False)

NameOption = Annotated[
    str | None, typer.Option("--name", help=_(N_("The committee's full name, as documents print it.")))
]
ShortOption = Annotated[
    str | None, typer.Option("--short", help=_(N_("Its symbol in the numbers of documents, such as ĐU.")))
]
SuperiorOption = Annotated[
    str | None, typer.Option("--superior", help=_(N_("The superior party organisation.")))
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", help=_(N_("The place that stands before a document's date.")))
]
SignatoryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--signatory",
        metavar=_(N_("TITLE=NAME")),
        help=_(N_("Who signs under a title; may be repeated. What nobody says stays open.")),
    ),
]
NewUnitsOption = Annotated[
    Path | None,
    typer.Option(
        "--units",
        metavar=_(N_("FILE")),
        help=_(
            N_("The list of units, an .xlsx or .csv file of any shape; without it the register is empty.")
        ),
    ),
]
SheetOption = Annotated[
    str | None,
    typer.Option("--sheet", metavar=_(N_("NAME")), help=_(N_("The list's sheet (default: the first list)."))),
]
FirstPeriodOption = Annotated[
    str | None,
    typer.Option(
        "--first-period",
        metavar=_(N_("PERIOD")),
        help=_(
            N_(
                "The first period that units report (default: the one being collected); they count from its first day."
            )
        ),
    ),
]
GitOption = Annotated[
    bool | None,
    typer.Option("--git/--no-git", help=_(N_("Keep the folder's history with git (default: no)."))),
]
SelfApprovalOption = Annotated[
    bool | None,
    typer.Option(
        "--self-approval/--no-self-approval",
        help=_(N_("One person both sends and approves, as in an office of one (default: no).")),
    ),
]
PracticeOption = Annotated[
    str | None,
    typer.Option(
        "--practice",
        metavar=_(N_("DATE")),
        help=_(N_("An office for practice, in which it is this day until ct58 practice moves it on.")),
    ),
]


@app.command(
    cls=NewFolderCommand,
    help=_(
        N_(
            "Begin an office of your own: name, place, superior, signatories, list of units, first period. At a terminal "
            "what no option says is asked, with a default for each; elsewhere the defaults hold."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 setup · ct58 setup van-phong --units danh-sach.xlsx · "
            'ct58 setup vp --name "Đảng ủy A" --short ĐU --signatory "BÍ THƯ=Nguyễn Văn A" --first-period 2021-Q2'
        )
    ),
)
def setup(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar=_(N_("[DIR]")), help=_(N_("A new or empty folder (default: van-phong)."))),
    ] = None,
    name: NameOption = None,
    short: ShortOption = None,
    superior: SuperiorOption = None,
    place: PlaceOption = None,
    signatory: SignatoryOption = None,
    units: NewUnitsOption = None,
    sheet: SheetOption = None,
    kind: UnitKindOption = None,
    first_period: FirstPeriodOption = None,
    git: GitOption = None,
    self_approval: SelfApprovalOption = None,
    practice: PracticeOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Ask, show, make; exit code 1 where the list of units has problems, and then nothing is made."""
    around: Surroundings = ctx.obj
    answers = SetupAnswers(around, sheet, day(practice, around))
    given = {
        FOLDER: folder,
        COMMITTEE: name,
        SHORT: short,
        SUPERIOR: superior,
        PLACE: place,
        **_signing(answers, signatory or ()),
        PERIOD: first_period,
        KIND: kind,
        UNITS: str(file_given(ctx, units)) if units else None,
        GIT: _letter(git),
        ALONE: _letter(self_approval),
    }
    said = {key: text for key, text in given.items() if text is not None}
    for key, text in said.items():
        answers.take(key, text)
    was_asked = around.can_ask and around.options.format is None
    if was_asked:
        _ask(around, answers, said)
    else:
        for key in (key for key in answers.keys if key not in said):
            answers.take(
                key, "" if key in answers.titles else answers.proposal(key)
            )  # who signs, nobody has said
    view = answers.list_view
    if view is not None and view.problems:
        _give_problems(around, view)
        return 1
    _make(around, answers.founding(), was_asked=was_asked, dry_run=dry_run)
    return 0


def _letter(is_said: bool | None) -> str | None:
    """Yes or no as it is typed; None where nobody said."""
    return None if is_said is None else YES if is_said else NO


def _signing(answers: SetupAnswers, said: Iterable[str]) -> Mapping[str, str]:
    """Title → name. Raises BadUsage for what is no such pair, and for a title that nobody has."""
    found = {}
    for text in said:
        title, equals, name = text.partition("=")
        if not equals:
            raise BadUsage(
                msg(N_("“{text}” is no title with a name."), text=text),
                msg(N_("For example: --signatory “{title}=Nguyễn Văn A”"), title=answers.titles[0]),
            )
        found[answers.title_of(title.strip())] = name.strip()
    return found


def _ask(around: Surroundings, answers: SetupAnswers, said: Mapping[str, str]) -> None:
    """Ask at the terminal. Raises Abort where the person leaves, or wants nothing to be made."""
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter
    from ct58.cli.dialogue.setup import ask_office
    from ct58.cli.dialogue.talk import Talk

    talk = Talk(TerminalPrompter(around.width), around.speech, around.clock)
    try:
        is_agreed = ask_office(talk, answers, said)
    except Left as left:
        raise typer.Abort from left
    if not is_agreed:
        raise typer.Abort


def _give_problems(around: Surroundings, view: UnitImportView) -> None:
    give(
        around,
        Answer(
            command="setup",
            as_of=around.clock,
            page=lambda: unit_import_page(view, around.speech),
            data=lambda: {"written": False, "reconciliation": unit_import_as_json(view, around.speech)},
        ),
    )


def _make(around: Surroundings, found: Founding, *, was_asked: bool, dry_run: bool) -> None:
    """Make the folder, and say what was made; in a trial only what would be."""
    target, files = around.folder / found.folder, None
    contents = founded(found)
    if not dry_run:
        begun = begin(target, around.environment, around.speech.say, with_git=found.with_git, data=contents)
        files = begun.files
        messages = (
            set_up_git(target, around.environment, program_of(sys.executable)) if found.with_git else ()
        )
        for message in messages:
            tell_aside(around.speech.say(message))
    give(
        around,
        Answer(
            command="setup",
            as_of=around.clock,
            page=lambda: setup_page(found, around.speech, files, was_asked=was_asked),
            data=lambda: setup_as_json(found, files),
        ),
    )
