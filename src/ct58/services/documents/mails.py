"""Mails to those who are late, with the file that was signed; the unsigned draft only where that is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.errors import BadUsage, Refused
from ct58.exchange.foreign_file import read_foreign
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.render.documents.letter import letter_document
from ct58.render.documents.mail import Attachment, Mail, is_address, mail_file
from ct58.render.words.speech import Speech
from ct58.services.documents.letters import letters_as_word
from ct58.services.documents.templates import LANGUAGE
from ct58.services.reading.data_source import Progress
from ct58.store.output_file import write_all
from ct58.views.reminders import Letter, RemindersView


@record
class Mails:
    """The files, and to whom no mail could be made: without an address, without a signed file."""

    files: tuple[Path, ...]
    without_address: tuple[Unit, ...]
    without_file: tuple[Unit, ...]


def write_mails(
    view: RemindersView,
    folder: Path,
    data: Path,
    *,
    attach: Path | None,
    template: Path | None,
    force: bool,
    progress: Progress | None,
) -> Mails:
    """One .eml a unit, named as its letter; `attach` is the signed file, or a folder with one a unit, None for the drafts.

    Raises Refused where two files could be a unit's; as `read_foreign` and `write_all` do.
    """
    found = (
        {letter.addressee.id: _signed(attach, letter.addressee, view.terms) for letter in view.letters}
        if attach
        else {}
    )
    makes = letters_as_word(view, data, template) if attach is None else None
    asked = [letter for letter in view.letters if attach is None or found[letter.addressee.id] is not None]
    reached = [letter for letter in asked if is_address(letter.addressee.office_email)]
    make = partial(_mail, view, found, makes, Speech(LANGUAGE, view.terms))
    files = [
        (folder / f"{letter.addressee.file_stem(view.terms)}.eml", partial(make, letter))
        for letter in reached
    ]
    return Mails(
        files=write_all(files, force=force, progress=progress) if files else (),
        without_address=_others(asked, reached),
        without_file=_others(view.letters, asked),
    )


def _others(all_: tuple[Letter, ...] | list[Letter], some: list[Letter]) -> tuple[Unit, ...]:
    return tuple(letter.addressee for letter in all_ if letter not in some)


def _signed(attach: Path, unit: Unit, terms: Terminology) -> Path | None:
    """The file for a unit: the one for all, or that of its id or of its form's name in a folder; None where there is none."""
    if not attach.is_dir():
        return attach
    names = {unit.id, unit.file_stem(terms)}
    found = [
        path for path in sorted(attach.iterdir()) if path.stem in names and not path.name.startswith(".")
    ]
    if len(found) > 1:
        raise Refused(
            msg(
                N_("Two files could be that of {unit}: {files}."),
                unit=unit.label,
                files=", ".join(path.name for path in found),
            ),
            msg(N_("Leave the signed one in the folder, such as {name}.pdf."), name=unit.file_stem(terms)),
        )
    return found[0] if found else None


def _mail(
    view: RemindersView,
    found: dict[str, Path | None],
    makes: Callable[[Letter], bytes] | None,
    speech: Speech,
    letter: Letter,
) -> bytes:
    unit, contact = letter.addressee, view.contact
    path = found.get(unit.id)
    if path is not None:
        attachment = Attachment(path.name, read_foreign(path))
    else:
        assert makes is not None
        attachment = Attachment(f"{unit.file_stem(view.terms)}.docx", makes(letter))
    sender = contact.email if contact else None
    mail = Mail(
        addressee=unit.name,
        address=unit.office_email or "",
        sender=sender if is_address(sender) else None,
        letter=letter_document(view, letter, speech),
        attachment=attachment,
        is_draft=path is None,
    )
    return mail_file(mail, speech)


def refuse_unsigned(attach: Path | None, *, is_draft: bool) -> None:
    """Raises BadUsage where nobody says what goes along; what is sent is signed, unless a draft is meant."""
    if attach is None and not is_draft:
        raise BadUsage(
            msg(N_("What is attached to the mails? What is sent has a number and a signature.")),
            msg(
                N_(
                    "Name the signed file, or a folder with one a unit: --attach FILE; only the draft: --draft"
                )
            ),
        )
    if attach is not None and is_draft:
        raise BadUsage(msg(N_("Either --attach or --draft.")))
    if attach is not None and not attach.exists():
        raise BadUsage(msg(N_("There is no file or folder {file}."), file=str(attach)))
