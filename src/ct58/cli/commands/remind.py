"""ct58 remind: letters to those who are late, drafted, and booked when they are sent."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import TemplateOption, day, warn_of_form
from ct58.cli.output import Answer, give, tell_files
from ct58.cli.recorded import happened_on, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.events import SentWords, find_item, plan_sent
from ct58.domain.planning.values import needed
from ct58.domain.records.office import Office
from ct58.domain.records.search import find_unit
from ct58.domain.standing.reminders import ReminderScope, distinct, reminders
from ct58.errors import BadUsage, InvalidData
from ct58.i18n import Message, N_, msg
from ct58.render.screens.reminders import (
    nobody_late,
    reminders_as_json,
    reminders_counts,
    reminders_page,
    withheld_note,
)
from ct58.services.documents.letters import LetterForm, write_letters, write_together
from ct58.services.reading.opening import STATUS_SLICE
from ct58.services.writing.recording import make_record
from ct58.views.reminders import RemindersView, reminders_view

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_LETTERS: dict[str, LetterForm] = {"docx": "docx", "md": "md"}


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "Letters to those who are late. Without -o: who would get one. With a folder after -o: one letter each, "
            "in Word, or with --format md in Markdown. Drafting books nothing; --sent books what was sent."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 remind · ct58 remind -o don-doc --by 25/7/2021 · "
            "ct58 remind --item BC-QUY --merged -o don-doc.docx · "
            "ct58 remind --sent --number 45-CV/ĐUK --on 16/7/2021"
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
    merged: Annotated[
        bool, typer.Option("--merged", help=_(N_("All letters in one file, for printing.")))
    ] = False,
    template: TemplateOption = None,
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
    names = (tuple(only or ()), tuple(item or ()))
    if sent:
        _refuse_both(around, merged=merged, template=template)
        return _book(around, names, day(by, around), needed(number or "", "--number"), on, dry_run=dry_run)
    if number or on or dry_run:
        raise BadUsage(msg(N_("--number, --on and --dry-run go with --sent.")))
    office = around.open(STATUS_SLICE)
    view = reminders_view(office, around.as_of, _scope(office, *names), _new_date(by, around))
    form = _letter_form(around, merged=merged)
    if form is None:
        _list(around, view)
    else:
        _draft(around, view, form, merged=merged, template=Path(template) if template else None)
    return _told_withheld(around, view)


def _told_withheld(around: Surroundings, view: RemindersView, *, is_booked: bool = False) -> int:
    """The exit code, with the names of those to whom no letter could be written."""
    text, options = withheld_note(view), around.options
    if text is None:
        return 0
    if is_booked or options.output or options.format:  # else the list has said it
        print(around.speech.say(text), file=sys.stderr)
    return InvalidData.exit_code


def _scope(office: Office, units: tuple[str, ...], items: tuple[str, ...]) -> ReminderScope:
    """The units and items that are named. Raises BadUsage for an unknown one."""
    return ReminderScope(
        units=tuple(find_unit(office, text).id for text in units),
        items=tuple(find_item(office, text).id for text in items),
    )


# ---------------------------------------------------------------------------------------- list


def _list(around: Surroundings, view: RemindersView) -> None:
    give(
        around,
        Answer(
            command="remind",
            as_of=around.as_of,
            page=lambda: reminders_page(view, around.speech),
            data=lambda: reminders_as_json(view),
            beside=lambda: reminders_counts(view),
        ),
    )


# --------------------------------------------------------------------------------------- draft


def _letter_form(around: Surroundings, *, merged: bool) -> LetterForm | None:
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
            msg(N_("“{form}” is no form of a letter."), form=form), msg(N_("Letters are docx or md."))
        )
    return None


def _draft(
    around: Surroundings, view: RemindersView, form: LetterForm, *, merged: bool, template: Path | None
) -> None:
    target = Path(around.options.output or "")
    if not view.letters:
        tell_files(around.with_options(format=None), "remind", [msg(nobody_late(view, around.speech))], [])
        return
    is_one = merged or (bool(target.suffix.strip(".")) and not target.is_dir())
    if is_one and not merged and len(view.letters) > 1:
        raise BadUsage(
            msg(
                N_("There are {count} letters, and “{file}” is one file."),
                count=len(view.letters),
                file=target.name,
            ),
            msg(N_("Give a folder, or add --merged.")),
        )
    if form == "docx":
        warn_of_form(around, "letter", template, view.form.day)
    write = write_together if is_one else write_letters
    written = write(
        view,
        form,
        target,
        around.source.root,
        template=template,
        force=around.options.force,
        progress=around.progress(N_("Writing the letters")),
    )
    _warn_of_contact(around, view)
    tell_files(around.with_options(format=None), "remind", _drafted(around, view, target), written)


def _drafted(around: Surroundings, view: RemindersView, target: Path) -> list[Message]:
    count = around.speech.count(len(view.letters))
    return [
        msg(N_("{count} letters in {place}."), count=count, place=str(target)),
        msg(N_("When they are sent, book them: ct58 remind --sent --number … --on DATE")),
    ]


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


def _refuse_both(around: Surroundings, *, merged: bool, template: str | None) -> None:
    if around.options.output or around.options.rev or merged or template:
        raise BadUsage(
            msg(N_("--sent books letters and writes none.")),
            msg(N_("Leave out -o, --rev, --merged and --template.")),
        )


def _book(
    around: Surroundings,
    names: tuple[tuple[str, ...], tuple[str, ...]],
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
        return SentWords(number=number, on=said_on, as_of=as_of, by=by, scope=_scope(office, *names))

    recorded = make_record(
        around.desk(), STATUS_SLICE, lambda office: plan_sent(office, words(office)), dry_run=dry_run
    )
    letters = reminders(recorded.before, as_of, _scope(recorded.before, *names))
    line = msg(
        N_("Reminded by {number} of {day}: {units} addressees, {count} times of duties and reports"),
        number=number,
        day=said_on,
        units=around.speech.count(len(letters)),
        count=around.speech.count(len(distinct(letters))),
    )
    listed = ", ".join(letter.addressee.label for letter in letters)
    tell(around, recorded, [line, listed])
    view = reminders_view(recorded.before, as_of, _scope(recorded.before, *names))
    return _told_withheld(around, view, is_booked=True)
