"""What the words of a register mean: ids from names, kinds and organisations as offices write them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast, get_args

from ct58.domain.checks.files import is_unit_id
from ct58.domain.records.scalars import Organisation, UnitKind
from ct58.domain.records.unit_search import (
    ORGANISATION_LETTERS,
    ORGANISATION_WORDS,
    organisation_prefix,
    own_words,
)
from ct58.domain.records.units import KINDS_OF_BODIES
from ct58.domain.text.vietnamese import plain_words

LONGEST_ID = 48
"""Letters of an id made from a name: the folder's path must fit on Windows, too."""
UNIT_KIND_KEYS: tuple[UnitKind, ...] = get_args(UnitKind)

_KINDS: Mapping[UnitKind, tuple[str, ...]] = {
    "agency": ("co quan", "hanh chinh", "co quan hanh chinh", "co quan nha nuoc", "hcnn"),
    "public_service": (
        "don vi su nghiep",
        "su nghiep",
        "su nghiep cong lap",
        "don vi su nghiep cong lap",
        "dvsn",
    ),
    "state_enterprise": (
        "dnnn",
        "nha nuoc",
        "doanh nghiep nha nuoc",
        "cong ty nha nuoc",
        "doanh nghiep co von nha nuoc",
    ),
    "private_enterprise": (
        "dntn",
        "tu nhan",
        "ngoai nha nuoc",
        "doanh nghiep tu nhan",
        "doanh nghiep ngoai nha nuoc",
        "doanh nghiep ngoai khu vuc nha nuoc",
        "doanh nghiep ngoai quoc doanh",
    ),
    "fdi_enterprise": (
        "fdi",
        "doanh nghiep fdi",
        "von dau tu nuoc ngoai",
        "doanh nghiep von dau tu nuoc ngoai",
        "doanh nghiep co von dau tu nuoc ngoai",
    ),
    "mass_organisation": ("doan the", "doan the chinh tri xa hoi", "to chuc chinh tri xa hoi"),
    "staff_body": ("co quan tham muu", "ban tham muu", "co quan chuyen trach tham muu"),
    "committee": ("cap uy",),
}
_KIND_OF_WORDS: Mapping[str, UnitKind] = {words: kind for kind, known in _KINDS.items() for words in known}
_ABBREVIATIONS = {"dn": "doanh nghiep", "dv": "don vi", "cq": "co quan"}
_OFTEN_BEFORE = ("khoi", "cac", "loai hinh")


def derived_id(name: str, taken: Collection[str] = ()) -> str:
    """An id made from a name: "Đảng bộ Sở Y tế" → "so-y-te", "so-y-te-2" where that is taken.

    Empty where nothing in the name can stand in an id.
    """
    id_ = _shortened(own_words(name).replace(" ", "-"))
    if not id_:
        return ""
    if not is_unit_id(id_):
        id_ = f"unit-{id_}"
    numbered = (id_ if number == 1 else f"{id_}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)


def organisation_of(text: str) -> Organisation | None:
    """The kind of party organisation that a name begins with, or that a key or "ĐBCS" names."""
    if text in get_args(Organisation):
        return cast(Organisation, text)
    words = _words(text).removeprefix("cac ")
    return ORGANISATION_WORDS.get(ORGANISATION_LETTERS.get(words) or organisation_prefix(words))


def is_organisation_word(text: str) -> bool:
    """Whether a text says nothing but the kind of party organisation: "Đảng bộ cơ sở", "ĐBCS"."""
    words = _words(text).removeprefix("cac ")
    return words in ORGANISATION_WORDS or words in ORGANISATION_LETTERS


def organisation_of_unit(name: str, kind: UnitKind) -> Organisation | None:
    """The party organisation that a unit's name says it is; staff bodies and mass organisations are none."""
    return None if kind in KINDS_OF_BODIES else organisation_of(name)


def kind_of(text: str) -> UnitKind | None:
    """The kind of unit that a key or a word of the office names: "Đơn vị sự nghiệp", "DNNN", "FDI".

    None for anything else, such as "doanh nghiệp" alone, which may be three kinds.
    """
    if text.strip() in UNIT_KIND_KEYS:
        return cast(UnitKind, text.strip())
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in _words(text).split())
    for before in _OFTEN_BEFORE:
        words = words.removeprefix(f"{before} ")
    return _KIND_OF_WORDS.get(words)


def _words(text: str) -> str:
    """Folded, letters and digits only, one space between words."""
    return " ".join(plain_words(text))


def _shortened(id_: str) -> str:
    """The id cut at a word."""
    if len(id_) <= LONGEST_ID:
        return id_
    return id_[: LONGEST_ID + 1].rpartition("-")[0] or id_[:LONGEST_ID]
