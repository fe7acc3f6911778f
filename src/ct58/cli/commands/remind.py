"""ct58 remind: letters to those who are late, drafted, and booked when they are sent."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import TemplateOption, day, period_of, period_option, warn_of_form
from ct58.cli.output import Answer, give, tell_files
from ct58.cli.recorded import happened_on, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.events import SentWords, find_item, plan_sent
from ct58.domain.planning.values import needed
from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_unit
from ct58.domain.standing.reminders import ReminderScope, distinct, reminders
from ct58.domain.standing.report_calendar import check_horizon
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, InvalidData
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.screens.reminders import (
    nobody_late,
    reminders_as_json,
    reminders_counts,
    reminders_page,
    sent_hint,
    withheld_note,
)
from ct58.services.documents.letters import write_circular, write_letters, write_together
from ct58.services.reading.opening import STATUS_SLICE
from ct58.services.writing.recording import make_record
from ct58.views.reminders import RemindersView, reminders_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class RemindCommand(ViewCommand):
    """A view whose letters can also be mails."""

    formats: tuple[str, ...] = (*ViewCommand.formats, "eml")


_DraftForm = Literal["docx", "md", "pdf"]
_LETTERS: dict[str, _DraftForm] = {"docx": "docx", "md": "md", "pdf": "pdf"}


@app.command(
    cls=RemindCommand,
    help=_(
        N_(
            "The letter to those who are late, about what fell due lately. Without -o: whom it goes to. With -o: one letter "
            "to all, with the list of what each owes annexed, in Word or Markdown; with --each one to each. "
            "As mails (--format eml) with the signed file, ready to be sent. Drafting books nothing; --sent books what was sent."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 remind · ct58 remind -o don-doc.docx --by 25/7/2021 · "
            "ct58 remind --item BC-QUY --each -o don-doc · ct58 remind --older · "
            "ct58 remind --format eml --attach 45-cv.pdf -o thu · "
            "ct58 remind --sent --number 45-CV/ĐU --on 16/7/2021"
        )
    ),
)
def remind(
    ctx: typer.Context,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar=_(N_("UNIT")), help=_(N_("Only to this unit; may be repeated."))),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar=_(N_("ITEM")), help=_(N_("Only about this item; may be repeated."))),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar=_(N_("DATE")), help=_(N_("The new date that the letters set."))),
    ] = None,
    period: Annotated[
        str | None,
        period_option(
            N_("What fell due in this period (default: in the newest that has fallen due, or since).")
        ),
    ] = None,
    older: Annotated[
        bool, typer.Option("--older", help=_(N_("About old debts: from before the newest period.")))
    ] = False,
    each: Annotated[
        bool, typer.Option("--each", help=_(N_("A letter each, instead of one to all.")))
    ] = False,
    merged: Annotated[
        bool, typer.Option("--merged", help=_(N_("A letter each, all in one file, for printing.")))
    ] = False,
    template: TemplateOption = None,
    attach: Annotated[
        Path | None,
        typer.Option(
            "--attach",
            metavar=_(N_("FILE")),
            help=_(
                N_("With --format eml: the signed letter, or a folder with one a unit (named by its id).")
            ),
        ),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help=_(N_("With --format eml: the unsigned draft goes along.")))
    ] = False,
    sent: Annotated[
        bool, typer.Option("--sent", help=_(N_("Book that the letters were sent, as reminders.")))
    ] = False,
    number: Annotated[
        str | None, typer.Option("--number", help=_(N_("With --sent: the letter's number.")))
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar=_(N_("DATE")), help=_(N_("With --sent: the letter's day (default: today)."))
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_(N_("With --sent: only show what would be written.")))
    ] = False,
) -> int:
    """List the letters, draft them, or book them; exit code 3 where some had to be withheld."""
    around: Surroundings = ctx.obj
    asked = _Asked(tuple(only or ()), tuple(item or ()), period_of(period, around), older=older)
    if period and older:
        raise BadUsage(msg(N_("Either --period or --older.")))
    if sent:
        _refuse_both(around, is_drafted=each or merged or template is not None)
        return _book(around, asked, day(by, around), needed(number or "", "--number"), on, dry_run=dry_run)
    if number or on or dry_run:
        raise BadUsage(msg(N_("--number, --on and --dry-run go with --sent.")))
    is_mail = _is_mail(around)
    if not is_mail and (attach or draft):
        raise BadUsage(msg(N_("--attach and --draft go with mails: --format eml.")))
    office = around.open(STATUS_SLICE)
    view = reminders_view(office, around.as_of, asked.scope(office), _new_date(by, around))
    if is_mail:
        _send_off(around, view, asked, (attach, template), is_draft=draft)
        return _told_withheld(around, view)
    form = _letter_form(around, merged=merged)
    if form is None:
        _list(around, view, asked, template)
    else:
        way: _Way = "merged" if merged else "each" if each else "to_all"
        _draft(around, view, form, way, asked, template)
    return _told_withheld(around, view)


_Way = Literal["to_all", "each", "merged"]
"""One letter to all; a letter each, in a folder or all in one file."""


@positional_record
class _Asked:
    """What the words of the command ask the letters to be about."""

    units: tuple[str, ...]
    items: tuple[str, ...]
    period: Period | None
    older: bool

    def scope(self, office: Office) -> ReminderScope:
        """The units and items that are named. Raises BadUsage for an unknown one, and for a period outside of the programme."""
        if self.period is not None:
            check_horizon(office, self.period)
        return ReminderScope(
            units=tuple(find_unit(office, text).id for text in self.units),
            items=tuple(find_item(office, text).id for text in self.items),
            period=self.period,
            older=self.older,
        )

    def options(self) -> str:
        """The same as options, for the commands that go on from here."""
        quoted = (f'"{text}"' if " " in text else text for text in self.units)
        parts = (
            *(f"--only {text}" for text in quoted),
            *(f"--item {text}" for text in self.items),
            *([f"--period {self.period}"] if self.period else ()),
            *(["--older"] if self.older else ()),
        )
        return "".join(f" {part}" for part in parts)


def _told_withheld(around: Surroundings, view: RemindersView, *, is_booked: bool = False) -> int:
    """The exit code, with the names of those to whom no letter could be written."""
    text, options = withheld_note(view), around.options
    if text is None:
        return 0
    if is_booked or options.output or options.format:  # else the list has said it
        print(around.speech.say(text), file=sys.stderr)
    return InvalidData.exit_code


# ---------------------------------------------------------------------------------------- list


def _refuse_template(template: Path | None) -> None:
    """Where no letter is written a template makes nothing."""
    if template is not None:
        raise BadUsage(
            msg(N_("--template {file} needs letters to make."), file=str(template)),
            msg(N_("For example: -o {file}"), file="don-doc.docx"),
        )


def _list(around: Surroundings, view: RemindersView, asked: _Asked, template: Path | None) -> None:
    _refuse_template(template)
    give(
        around,
        Answer(
            command="remind",
            as_of=around.as_of,
            page=lambda: reminders_page(view, around.speech, asked.options()),
            data=lambda: reminders_as_json(view),
            beside=lambda: reminders_counts(view),
        ),
    )


# --------------------------------------------------------------------------------------- draft


def _letter_form(around: Surroundings, *, merged: bool) -> _DraftForm | None:
    """The form of the letters; None where only their list is asked for. Raises BadUsage."""
    options = around.options
    if not options.output:
        if merged:
            raise BadUsage(
                msg(N_("--merged needs a file.")), msg(N_("For example: -o {file}"), file="don-doc.docx")
            )
        return None
    ending = Path(options.output).suffix.lower().removeprefix(".")
    is_folder = not merged and (not ending or Path(options.output).is_dir())
    form = options.format or (ending if not is_folder else "docx")
    if form in _LETTERS:
        return _LETTERS[form]
    if merged or is_folder:
        raise BadUsage(
            msg(N_("“{form}” is no form of a letter."), form=form), msg(N_("Letters are docx, pdf or md."))
        )
    return None


def _draft(
    around: Surroundings,
    view: RemindersView,
    form: _DraftForm,
    way: _Way,
    asked: _Asked,
    template: Path | None,
) -> None:
    target = Path(around.options.output or "")
    if not view.letters:
        tell_files(around.with_options(format=None), "remind", [msg(nobody_late(view, around.speech))], [])
        return
    is_file = bool(target.suffix.strip(".")) and not target.is_dir()
    is_one = len(view.letters) == 1
    if way == "each" and is_file and not is_one:
        raise BadUsage(
            msg(
                N_("There are {count} letters, and “{file}” is one file."),
                count=len(view.letters),
                file=target.name,
            ),
            msg(N_("Give a folder, or --merged instead of --each.")),
        )
    if form != "md":
        warn_of_form(around, "letter", template, view.form.day)
    write: _Writer
    if way == "to_all" and not is_one:
        write, target = write_circular, target if is_file else target / f"{_FILE}.{form}"
    else:
        write = write_together if way == "merged" or is_file else write_letters
    written = _written(around, view, form, partial(write, template=template), target)
    _warn_of_contact(around, view)
    lines = _drafted(around, view, target, asked, is_to_all=write is write_circular)
    tell_files(around.with_options(format=None), "remind", lines, written)


def _is_mail(around: Surroundings) -> bool:
    """Whether mails are asked for, which need a folder. Raises BadUsage."""
    options = around.options
    is_asked = options.format == "eml"
    if is_asked and (not options.output or Path(options.output).suffix):
        raise BadUsage(
            msg(N_("Mails need a folder, a file each.")),
            msg(N_("For example: ct58 remind --format eml --attach 45-cv.pdf -o thu")),
        )
    return is_asked


def _send_off(
    around: Surroundings,
    view: RemindersView,
    asked: _Asked,
    files: tuple[Path | None, Path | None],
    *,
    is_draft: bool,
) -> None:
    """Write the mails, and name those whom none reaches."""
    from ct58.services.documents.mails import refuse_unsigned, write_mails

    (attach, template), folder = files, Path(around.options.output or "")
    refuse_unsigned(attach, is_draft=is_draft)
    if not view.letters:
        tell_files(around.with_options(format=None), "remind", [msg(nobody_late(view, around.speech))], [])
        return
    mails = write_mails(
        view,
        folder,
        around.source.root,
        attach=attach,
        template=template,
        force=around.options.force,
        progress=around.progress(N_("Writing the letters")),
    )
    unreached = (
        (
            N_("No mail, because no e-mail address is known: {names}. Add it: ct58 unit edit"),
            mails.without_address,
        ),
        (N_("No mail, because no signed file is there: {names}."), mails.without_file),
    )
    for text, units in unreached:
        if units:
            around.warn(msg(text, names=", ".join(unit.label for unit in units)))
    made = msg(
        N_("{count} mails in {place}, to be opened and sent."),
        count=around.speech.count(len(mails.files)),
        place=str(folder),
    )
    tell_files(around.with_options(format=None), "remind", [made, sent_hint(asked.options())], mails.files)


_Writer = Callable[..., tuple[Path, ...]]


def _written(
    around: Surroundings, view: RemindersView, form: _DraftForm, write: _Writer, target: Path
) -> tuple[Path, ...]:
    """The files; PDFs are made of Word documents that nobody keeps."""
    root, progress = around.source.root, around.progress(N_("Writing the letters"))
    force = around.options.force
    if form != "pdf":
        return write(view, form, target, root, force=force, progress=progress)
    from ct58.services.documents.pdf import as_pdf
    from ct58.store.output_file import write_all

    with TemporaryDirectory(prefix="ct58-letters-", ignore_cleanup_errors=True) as place:
        name = target.with_suffix(".docx").name if target.suffix else ""
        words = write(view, "docx", Path(place, name), root, force=True, progress=None)
        made = (
            (_pdf_of(file, target), partial(as_pdf, file.read_bytes(), around.environment)) for file in words
        )
        return write_all(list(made), force=force, progress=progress)


def _pdf_of(file: Path, target: Path) -> Path:
    """Where the PDF of a Word document stands: the file that was named, or its own in the folder."""
    return target if target.suffix else target / file.with_suffix(".pdf").name


_FILE = "cong-van-don-doc"
"""What the letter to all is called in a folder."""


def _drafted(
    around: Surroundings, view: RemindersView, target: Path, asked: _Asked, *, is_to_all: bool
) -> list[Message]:
    text = (
        N_("One letter to {count} places, with the list annexed: {place}.")
        if is_to_all
        else N_("{count} letters in {place}.")
    )
    count = around.speech.count(len(view.letters))
    return [msg(text, count=count, place=str(target)), sent_hint(asked.options())]


def _warn_of_contact(around: Surroundings, view: RemindersView) -> None:
    contact = view.contact
    if contact is None or not (contact.phone or contact.email or contact.room):
        around.warn(
            msg(N_("The letters name no telephone or e-mail, because office.yaml has none (contact)."))
        )


def _new_date(text: str | None, around: Surroundings) -> dt.date | None:
    """The date that the letters set. Raises BadUsage for one that is past already."""
    new = day(text, around)
    if new is not None and new < around.as_of:
        raise BadUsage(
            msg(N_("--by ({by}) is before the day of the letters ({day})."), by=new, day=around.as_of)
        )
    return new


# ---------------------------------------------------------------------------------------- book


def _refuse_both(around: Surroundings, *, is_drafted: bool) -> None:
    if around.options.output or around.options.rev or is_drafted:
        raise BadUsage(
            msg(N_("--sent books letters and writes none.")),
            msg(N_("Leave out -o, --rev, --each, --merged and --template.")),
        )


def _book(
    around: Surroundings,
    asked: _Asked,
    by: dt.date | None,
    number: str,
    on: str | None,
    *,
    dry_run: bool,
) -> int:
    """Book what a draft of the day names: of the day that is asked about, else of the day it was sent."""
    said_on = happened_on(on, around)
    as_of = around.as_of if around.options.as_of else said_on
    if as_of > said_on:
        raise BadUsage(
            msg(
                N_("The letters tell of {as_of}, after the day they were sent ({on})."),
                as_of=as_of,
                on=said_on,
            )
        )

    def words(office: Office) -> SentWords:
        return SentWords(number=number, on=said_on, as_of=as_of, by=by, scope=asked.scope(office))

    recorded = make_record(
        around.desk(), STATUS_SLICE, lambda office: plan_sent(office, words(office)), dry_run=dry_run
    )
    letters = reminders(recorded.before, as_of, asked.scope(recorded.before))
    line = msg(
        N_("Reminded by {number} of {day}: {units} addressees, {count} times of duties and reports"),
        number=number,
        day=said_on,
        units=around.speech.count(len(letters)),
        count=around.speech.count(len(distinct(letters))),
    )
    listed = ", ".join(letter.addressee.label for letter in letters)
    tell(around, recorded, [line, listed])
    view = reminders_view(recorded.before, as_of, asked.scope(recorded.before))
    return _told_withheld(around, view, is_booked=True)
