"""ct58 programme: the end of the work before the programme's time, taking it back, and handing over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ct58.cli.group import FormattedCommand, PlainGroup, ViewCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.output import Answer, give
from ct58.cli.recorded import happened_on, tell
from ct58.cli.standard_input import file_given
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.ending import (
    Bodies,
    EndWords,
    ReceiverList,
    body_in_words,
    check_end,
    means_an_end,
    plan_end,
    plan_no_end,
    reopened_units,
    to_take_over,
)
from ct58.domain.records.office import Office
from ct58.domain.records.places import is_data_file, unread_note
from ct58.domain.records.reports import Document
from ct58.errors import BadUsage, InvalidData, Refused
from ct58.i18n import N_, msg
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.ending import end_as_json, end_page
from ct58.render.screens.recorded import settled_lines
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.services.writing.recording import look, make_record, moved_books
from ct58.store.sources import everything, real_place
from ct58.views.ending import EndView, end_view
from ct58.views.page import Page
from ct58.views.settled import SettledRow

if TYPE_CHECKING:
    from ct58.cli.dialogue.talk import Talk
    from ct58.services.documents.handover import PastOfFolder

_EVERYTHING = Slice(needs=STATUS_SLICE.needs | {"figures"})
app = typer.Typer(
    cls=PlainGroup,
    rich_markup_mode=None,
    add_completion=False,
    help=_(N_("The programme as a whole: the end of the work before its time, and handing over.")),
)


EndDayOption = Annotated[
    str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The last day of the work.")))
]
EndNumberOption = Annotated[
    str | None, typer.Option("--number", help=_(N_("The number of the document that ends it.")))
]
EndDocumentDateOption = Annotated[
    str | None, typer.Option("--date", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
]
CutOffOption = Annotated[
    str | None,
    typer.Option(
        "--cut-off",
        metavar=_(N_("DATE")),
        help=_(N_("The day by which the last reports are due; without it none are.")),
    ),
]
JudgeOption = Annotated[
    bool | None,
    typer.Option(
        "--judge/--no-judge",
        help=_(N_("Whether what was set for the whole term is judged by what was reached (default: no).")),
    ),
]
ReceiversOption = Annotated[
    Path | None,
    typer.Option(
        "--receivers",
        metavar=_(N_("FILE")),
        help=_(N_("A list of units and of who takes them over; “-”: standard input.")),
    ),
]
UnitsToOption = Annotated[
    str | None,
    typer.Option(
        "--to", metavar=_(N_("BODY")), help=_(N_("Who takes over the units that the list does not name."))
    ),
]
ItemToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--item",
        metavar=_(N_("ID=BODY")),
        help=_(N_("Who takes over an open item of the committee; “none”: nobody. May be repeated.")),
    ),
]
ItemsToOption = Annotated[
    str | None,
    typer.Option(
        "--items-to", metavar=_(N_("BODY")), help=_(N_("Who takes over all other open items, or “none”."))
    ),
]
BodyNameOption = Annotated[
    list[str] | None,
    typer.Option(
        "--body",
        metavar=_(N_("ID=NAME")),
        help=_(N_("The full name of a receiver, as papers print it. May be repeated.")),
    ),
]
EndReasonOption = Annotated[
    str | None, typer.Option("--reason", help=_(N_("Why; kept beside the document.")))
]


@app.command(
    "close",
    cls=FormattedCommand,
    help=_(
        N_(
            "End the work before the programme's time: --on is its last day. All units end on it, each with the body that "
            "takes it over; so do the committee's open items. At a terminal what is left out is asked for. "
            "--receivers is a list of units (or items) and of who takes them over, in a CSV or Excel file."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 programme close --on 10/2/2025 --number 1234-QĐ/TU --date 5/2/2025 --cut-off 20/2/2025 "
            "--receivers noi-nhan.xlsx --items-to none --dry-run · ct58 programme close --on 10/2/2025 --number 1234-QĐ/TU "
            '--to "Đảng bộ Ủy ban nhân dân tỉnh" --items-to none'
        )
    ),
)
def close_programme(
    ctx: typer.Context,
    on: EndDayOption = None,
    number: EndNumberOption = None,
    date: EndDocumentDateOption = None,
    cut_off: CutOffOption = None,
    judge: JudgeOption = None,
    receivers: ReceiversOption = None,
    to: UnitsToOption = None,
    item: ItemToOption = None,
    items_to: ItemsToOption = None,
    body: BodyNameOption = None,
    reason: EndReasonOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Close the programme and all its units in one write; exit code 4 where the list has problems."""
    around: Surroundings = ctx.obj
    desk = around.desk()
    _refuse_unread(around)
    office = look(desk, STATUS_SLICE)
    words = _words(around, office, (on, number, date, cut_off), judge, reason)
    said = _Said(around, office, words, dict(map(body_in_words, body or ())))
    said.take_list(file_given(ctx, receivers) if receivers else None)
    said.take_options(to, item or (), items_to)
    said.ask()
    view = said.view()
    if said.has_problems:
        _give(around, replace(view, is_trial=dry_run))
        return Refused.exit_code
    if view.unsaid_units or view.unsaid_items:  # refused below, by name; what is known so far helps
        _give(around, replace(view, is_trial=dry_run))
    trial = make_record(desk, STATUS_SLICE, lambda known: plan_end(known, said.words), dry_run=True)
    view = replace(view, files=trial.changes.files)
    moved = moved_books(desk, trial, around.today)
    if dry_run:
        _give(around, replace(view, is_trial=True), moved)
        return 0
    if around.can_ask:
        from ct58.cli.dialogue.talk import agrees

        _give(around, view, moved)
        if not agrees(around, msg(N_("Write it down?"))):
            return 0
    done = make_record(desk, STATUS_SLICE, lambda known: plan_end(known, said.words))
    _give(around, replace(view, files=done.changes.files, is_written=done.is_written), moved)
    return 0


def _refuse_unread(around: Surroundings) -> None:
    """What could not be read would not end, or not go on, with the rest, and nobody would notice."""
    unread = around.with_options(quiet=True).open(STATUS_SLICE).unread
    if unread.files:
        raise InvalidData(unread_note(unread), msg(N_("The end is about all of it: mend them first.")))


def _give(around: Surroundings, view: EndView, moved: Sequence[SettledRow] = ()) -> None:
    """The view, and what the end moves of closed periods and issued summaries."""
    speech = around.speech
    answer = Answer(
        command="programme",
        as_of=around.today,
        page=lambda: Page((*end_page(view, speech).blocks, *settled_lines(moved, speech))),
        data=lambda: {**end_as_json(view, speech), "settled": settled_entries(moved, speech)},
    )
    give(around, answer)


def _talk(around: Surroundings) -> Talk:
    from ct58.cli.dialogue.prompts import TerminalPrompter
    from ct58.cli.dialogue.talk import Talk

    return Talk(TerminalPrompter(around.width), around.speech, around.today)


def _words(
    around: Surroundings,
    office: Office,
    given: tuple[str | None, str | None, str | None, str | None],
    judge: bool | None,
    reason: str | None,
) -> EndWords:
    """The day, the document and the cut-off day as they were said, or are asked for. Raises BadUsage, Refused, Abort."""
    on, number, date, cut_off = given
    last, dated, until = day(on, around), day(date, around), day(cut_off, around)
    if around.can_ask and (last is None or number is None):
        from ct58.cli.dialogue.ending import asked_date, asked_words, asked_yes
        from ct58.cli.dialogue.prompts import Left

        talk = _talk(around)
        try:
            last = last or asked_date(talk, N_("The last day of the work"), around.today)
            assert last is not None
            check_end(office, last, until)
            number = number or asked_words(talk, N_("The number of the document that ends it"))
            dated = dated or asked_date(talk, N_("The document's date"), last)
            until = until or asked_date(
                talk, N_("The day by which the last reports are due (Enter: none are)"), None
            )
            if judge is None:
                judge = asked_yes(
                    talk, msg(N_("Judge what was set for the whole term by what was reached?")), "k"
                )
        except Left as left:
            raise typer.Abort from left
    if last is None or number is None:
        raise BadUsage(
            msg(N_("The end needs its day and the document that says so.")),
            msg(N_("For example: --on 10/2/2025 --number 1234-QĐ/TU --date 5/2/2025")),
        )
    check_end(office, last, until)
    document = Document(number=number.strip(), date=dated)
    return EndWords(on=last, document=document, cut_off=until, judge=bool(judge), reason=reason)


class _Said:
    """Who takes over what, as it becomes known: from the list, the options, and at the terminal."""

    def __init__(
        self, around: Surroundings, office: Office, words: EndWords, named: Mapping[str, str]
    ) -> None:
        self._around = around
        self._office = office
        self._bodies = Bodies(named)
        self._receivers: dict[str, str | None] = {}
        self._over = to_take_over(office, words.on, words.cut_off)
        self._words = words
        self._listed: ReceiverList | None = None

    @property
    def words(self) -> EndWords:
        """All that is said so far."""
        return replace(self._words, receivers=dict(self._receivers), bodies=self._bodies.names)

    @property
    def has_problems(self) -> bool:
        """Whether something is wrong in the list."""
        return self._listed is not None and bool(self._listed.problems)

    def take_list(self, file: Path | None) -> None:
        """The rows of a list. Raises Refused and EnvironmentProblem for a file that cannot be read as one."""
        if file is None:
            return
        from ct58.exchange.receiver_list import read_receivers

        self._listed = read_receivers(self._around.folder / file, self._office, self._around.speech)
        for row in self._listed.rows:
            self._receivers[row.name] = None if row.receiver is None else self._bodies.id_of(row.receiver)

    def take_options(self, to: str | None, items: Sequence[str], items_to: str | None) -> None:
        """What the command line says; it adds to the list, and says no other than it."""
        for text in items:
            id_, sign, receiver = (part.strip() for part in text.partition("="))
            if not sign or not receiver or id_.upper() not in self._office.items:
                raise BadUsage(
                    msg(N_("“{text}” says of no item who takes it over."), text=text),
                    msg(N_("Write an item's id, then the body: --item “PL-07=Đảng bộ …”")),
                )
            name, meant = id_.upper(), self._meant(receiver)
            if self._receivers.setdefault(name, meant) != meant:
                raise BadUsage(
                    msg(N_("{item} has two receivers: one in the list, another after --item."), item=name),
                    msg(N_("Leave out one of the two.")),
                )
        units, open_ = self._over.without(self._receivers)
        if to is not None:
            self._receivers |= dict.fromkeys((unit.id for unit in units), self._meant(to))
        if items_to is not None:
            self._receivers |= dict.fromkeys((entry.item.id for entry in open_), self._meant(items_to))

    def _meant(self, text: str) -> str | None:
        return None if means_an_end(text) else self._bodies.id_of(text)

    def ask(self) -> None:
        """At a terminal: who takes over what nobody takes so far. Raises Abort where the person leaves."""
        units, items = self._over.without(self._receivers)
        if not self._around.can_ask or self.has_problems or not (units or items):
            return
        from ct58.cli.dialogue.ending import asked_receivers
        from ct58.cli.dialogue.prompts import Left

        try:
            self._receivers |= asked_receivers(_talk(self._around), self._bodies, units, items)
        except Left as left:
            raise typer.Abort from left

    def view(self) -> EndView:
        """The reconciliation."""
        return end_view(self._office, self.words, self._over, alike=self._bodies.alike(), listed=self._listed)


@app.command(
    "reopen",
    cls=FormattedCommand,
    help=_(
        N_(
            "Take the end back, with a reason: it stays in programme.yaml as it was, without effect, and the units that "
            "it closed go on. Units that had ended before stay as they are."
        )
    ),
    epilog=_(N_('Example: ct58 programme reopen --reason "QĐ 1234-QĐ/TU is withdrawn"')),
)
def reopen_programme(
    ctx: typer.Context,
    reason: Annotated[str, typer.Option("--reason", help=_(N_("Why; kept with what is taken back.")))],
    on: Annotated[
        str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When (default: today).")))
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Open the programme again."""
    around: Surroundings = ctx.obj
    opened_on: dt.date = happened_on(on, around)
    _refuse_unread(around)
    recorded = make_record(
        around.desk(), STATUS_SLICE, lambda office: plan_no_end(office, opened_on, reason), dry_run=dry_run
    )
    count = len(reopened_units(recorded.before))
    lines = [
        msg(N_("The work goes on; the end on {day} has no effect any more."), day=recorded.before.closed_on),
        msg(N_("{count} units go on; those that had ended before stay as they are."), count=count),
    ]
    tell(around, recorded, lines)


class HandoverCommand(ViewCommand):
    """A command that writes a folder, and says what it wrote."""

    formats = ("text", "json")


@app.command(
    "handover",
    cls=HandoverCommand,
    help=_(
        N_(
            "After the end: a folder for each receiver (-o DIR) with the data of its units, which ct58 opens, lists in "
            "Excel and Word, the minutes to be signed and the index; and an archive with all data and its history."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 programme handover -o ban-giao · ct58 programme handover -o ban-giao --on 25/2/2025 --force"
        )
    ),
)
def handover(
    ctx: typer.Context,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar=_(N_("DATE")), help=_(N_("The date of the minutes (default: left open)."))
        ),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Write the folders, and say what is in them."""
    from ct58.render.screens.handover import handover_as_json, written_page
    from ct58.services.documents.handover import folders_of, handover_files
    from ct58.store.output_folder import write_folder
    from ct58.views.handover import handover_view

    around: Surroundings = ctx.obj
    folder = _folder(around)
    office = around.open(_EVERYTHING)
    if office.unread.files:
        raise InvalidData(
            unread_note(office.unread), msg(N_("What is handed over must be whole: mend them first."))
        )
    view = handover_view(office, around.as_of, day(on, around))
    report = _term_report(around, office)
    sources = around.source.read(everything).sources
    files = handover_files(view, office, sources, around.source.root, _past(around), report)
    makes = [(name, partial(bytes, content)) for name, content in files.items()]
    written = write_folder(folder, makes, force=around.options.force, dry_run=dry_run)
    folders = [str(folder / name) for name in folders_of(view)]
    answer = Answer(
        command="programme",
        as_of=around.as_of,
        page=lambda: written_page(view, folders, around.speech),
        data=lambda: {
            **handover_as_json(view, folders, [str(path) for path in written.files]),
            "written": not dry_run,
        },
    )
    give(around.with_options(output=None), answer)
    if dry_run:
        around.warn(msg(N_("A trial: nothing was written.")))


def _folder(around: Surroundings) -> Path:
    """The folder to write; never inside the data, where every file is a record."""
    example = msg(N_("For example: ct58 programme handover -o ban-giao"))
    if not around.options.output:
        raise BadUsage(msg(N_("Say in which folder the files are to be written.")), example)
    folder = Path(around.options.output)
    place = real_place(folder)
    if place is not None and place.is_relative_to(around.source.root.resolve()):
        raise BadUsage(
            msg(
                N_("{folder} lies inside the data folder; these files do not belong there."),
                folder=str(folder),
            ),
            example,
        )
    return folder


def _term_report(around: Surroundings, frame: Office) -> bytes:
    """The report of the whole term in Word, as the data has it on the day."""
    from ct58.services.documents.summary import Wish, made_summary, ordered, summary_as_word

    wish = Wish(period=frame.horizon, profile="superior", as_of=around.as_of, today=around.today)
    needed = ordered(frame, wish)
    view = made_summary(around.open(needed.slice, needed.day), needed.order, around.recall(needed.slice))
    return summary_as_word(view, around.source.root)


def _past(around: Surroundings) -> PastOfFolder | None:
    """The folder's history; None without git. What is not saved in it yet is said."""
    from ct58.services.documents.handover import PastOfFolder
    from ct58.vcs.repository import find_repository
    from ct58.vcs.revisions import current_revision

    root = around.source.root
    current = current_revision(root, around.environment, is_data_file)
    repository = find_repository(root, around.environment) if current is not None else None
    bundle = repository.bundle() if repository is not None else None
    if repository is None or bundle is None:
        return None
    if current is not None and current.has_changes:
        around.warn(msg(N_("Not everything is in the history yet; first: ct58 save")))
    return PastOfFolder(bundle=bundle, lines=repository.told())
