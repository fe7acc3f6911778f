"""What every official document has, whatever it says: head, title, sign-off, recipients (the Party's form)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ct58.domain.records.committee import Issuer, OfficeFile
from ct58.domain.records.office import Office
from ct58.domain.text.vietnamese import nfc
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record, record

DocumentKind = Literal["report", "brief", "letter", "work_programme", "minutes", "index"]


@positional_record
class DocumentType:
    """A type of document: the code in its symbol, its title (a letter has none), and its templates' name without ending."""

    code: str
    title: str | None
    template: str


DOCUMENT_TYPES: Mapping[DocumentKind, DocumentType] = {
    "report": DocumentType("BC", "BÁO CÁO", "bao-cao"),
    "brief": DocumentType("BC", "BÁO CÁO TÓM TẮT", "tom-tat"),
    "letter": DocumentType("CV", None, "cong-van"),
    "work_programme": DocumentType("CTr", "CHƯƠNG TRÌNH", "chuong-trinh"),
    "minutes": DocumentType("BB", "BIÊN BẢN", "bao-cao"),
    "index": DocumentType("MLHS", "MỤC LỤC HỒ SƠ", "bao-cao"),
}
"""The Party's own codes and titles (Hướng dẫn 36-HD/VPTW); they are never translated."""


@record
class SignOff:
    """Who signs: by whose authority (may be empty), as what, and the name (None: left to be written)."""

    authority: str = ""
    office: str = ""
    name: str | None = None


@record
class OfficialHead:
    """The parts that the form gives every document; names as office.yaml writes them, not yet in capitals.

    `number` is the whole number (`15-BC/ĐU`), None while it is to be written by hand; `symbol` is what follows the
    number then. `on` is the date of issue, None while it is to be written by hand.
    """

    kind: DocumentKind
    title: str | None
    superior: str | None
    body: str
    number: str | None
    symbol: str
    place: str | None
    on: dt.date | None
    as_of: dt.date
    sign_off: SignOff
    recipients: tuple[str, ...]
    is_practice: bool = False

    @property
    def day(self) -> dt.date:
        """The date of issue; while there is none, the day that the document is about."""
        return self.on or self.as_of


def official_head(
    office: Office,
    kind: DocumentKind,
    role: str,
    *,
    as_of: dt.date,
    on: dt.date | None = None,
    number: str | None = None,
) -> OfficialHead:
    """The head, sign-off and recipients of a document that is signed in a role of office.yaml.

    `number` may be bare (`15`) or whole (`15-BC/ĐU`); it is never made up. Who signs is asked for the date of issue,
    while there is none for `as_of`. A role without a signatory or recipients leaves their places empty.
    """
    file, day = office.file, on or as_of
    issuer = file.issuers.get(role)
    form = DOCUMENT_TYPES[kind]
    symbol = f"{form.code}/{issuer.short if issuer else file.names.short or ''}".rstrip("/")
    return OfficialHead(
        kind=kind,
        title=form.title,
        superior=_superior(file, issuer),
        body=issuer.body if issuer else file.names.committee,
        number=_whole_number(number, symbol),
        symbol=symbol,
        place=file.place,
        on=on,
        as_of=as_of,
        sign_off=_sign_off(file, role, day),
        recipients=file.recipients.get(role, ()),
        is_practice=file.practice_today is not None,
    )


def _superior(file: OfficeFile, issuer: Issuer | None) -> str | None:
    if issuer is None:
        return file.names.superior
    return issuer.superior or file.names.committee


def foreign_symbol(head: OfficialHead) -> Message | None:
    """That a number has another symbol than the body's own documents of this type.

    None where it has theirs, where there is no number, and where the body's short name is not known.
    """
    said = (head.number or "").partition("-")[2]
    if not head.number or "/" not in head.symbol or nfc(said).casefold() == nfc(head.symbol).casefold():
        return None
    text = N_("{number}: the symbol of {body} is {symbol}.")
    return msg(text, number=head.number, body=head.body, symbol=head.symbol)


def _whole_number(number: str | None, symbol: str) -> str | None:
    """`15` with the symbol of its type; what has a symbol already stays as it is."""
    text = (number or "").strip()
    if not text:
        return None
    return f"{text}-{symbol}" if text.isalnum() else text


def _sign_off(file: OfficeFile, role: str, day: dt.date) -> SignOff:
    found = file.signatory(role, day)
    if found is None:
        return SignOff()
    return SignOff(authority=found.authority, office=found.office, name=found.name)
