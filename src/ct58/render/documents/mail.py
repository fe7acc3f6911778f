"""A letter as a mail that is ready to be opened and sent: RFC 5322, unsent, with the signed file attached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from ct58.i18n import N_, msg
from ct58.records import positional_record, record
from ct58.render.documents.contents import LetterDocument
from ct58.render.words.rows import DueRow
from ct58.render.words.speech import Speech

_KINDS = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_ANY = ("application", "octet-stream")


@positional_record
class Attachment:
    """A file that goes along, by its own name."""

    name: str
    content: bytes


@record
class Mail:
    """To whom, from whom (None: left to whoever sends it), and with what."""

    addressee: str
    address: str
    sender: str | None
    letter: LetterDocument
    attachment: Attachment
    is_draft: bool


def is_address(text: str | None) -> bool:
    """Whether a mail can be sent there: one address, in letters that every server takes."""
    from email.errors import MessageError
    from email.headerregistry import Address

    try:
        return bool(text) and text.isascii() and "@" in Address(addr_spec=text).addr_spec  # type: ignore[union-attr]
    except (MessageError, ValueError, IndexError):
        return False


def mail_file(mail: Mail, speech: Speech) -> bytes:
    """The mail as .eml; `X-Unsent` lets Outlook and others open it as one to be sent. The same mail gives the same bytes."""
    from email.message import EmailMessage
    from email.policy import SMTP

    made = EmailMessage(policy=SMTP)
    made.set_content("\n\n".join(_paragraphs(mail, speech)) + "\n", cte="quoted-printable")
    main, sub = _KINDS.get(_ending(mail.attachment.name), _ANY)
    made.add_attachment(mail.attachment.content, maintype=main, subtype=sub, filename=mail.attachment.name)
    print_ = hashlib.sha256(mail.attachment.content + mail.address.encode()).hexdigest()
    made.set_boundary(f"ct58-{print_[:32]}")
    return "".join(_head(mail)).encode("ascii") + bytes(made)


def _head(mail: Mail) -> Iterator[str]:
    """The lines above. Folded the older way, because the newer one of Python 3.11 loses spaces between encoded words."""
    from email.header import Header

    def encoded(name: str, text: str) -> str:
        return Header(text, "utf-8", header_name=name).encode(linesep="\r\n")

    yield "X-Unsent: 1\r\n"
    if mail.sender is not None:
        yield f"From: {mail.sender}\r\n"
    yield f"To: {encoded('To', mail.addressee)} <{mail.address}>\r\n"
    yield f"Subject: {encoded('Subject', ' '.join(mail.letter.subject.split()))}\r\n"


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def _paragraphs(mail: Mail, speech: Speech) -> Sequence[str]:
    """Who is addressed, what it is about, what is attached, whom to ask."""
    attached = N_("The letter is attached: {file}")
    if mail.is_draft:
        attached = N_("DRAFT, not signed and without a number. The draft is attached: {file}")
    letter = mail.letter
    first = speech.say(msg(N_("To: {addressee}"), addressee="; ".join(letter.addressees)))
    items = "\n".join(
        f"{row.number}. {row.title} ({row.deadline})" for row in letter.items if isinstance(row, DueRow)
    )
    said = (
        letter.working_copy,
        first,
        *letter.opening,
        items,
        speech.say(msg(attached, file=mail.attachment.name)),
    )
    return [text for text in (*said, *letter.closing[-1:], letter.head.body) if text]
