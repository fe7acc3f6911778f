"""What the words of a register mean: ids from names, kinds and organisations as offices write them."""

from __future__ import annotations

from collections.abc import Collection

from ct58.domain.checks.files import is_unit_id
from ct58.domain.records.terms import Terminology, word_key
from ct58.domain.records.unit_search import own_words

LONGEST_ID = 48
"""Letters of an id made from a name: the folder's path must fit on Windows, too."""
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


def organisation_of(text: str, terms: Terminology) -> str | None:
    """The form of organisation that a name begins with, or that an id or "ĐBCS" names."""
    words = word_key(text).removeprefix("cac ")
    found = terms.organisation_named(words) or terms.organisation_begun(words)
    return found.id if found else None


def is_organisation_word(text: str, terms: Terminology) -> bool:
    """Whether a text says nothing but the form of organisation: "Đảng bộ cơ sở", "ĐBCS"."""
    return terms.organisation_named(word_key(text).removeprefix("cac ")) is not None


def organisation_of_unit(name: str, kind: str, terms: Terminology) -> str | None:
    """The form of organisation that a unit's name says it has; the bodies around the committee have none."""
    return None if terms.is_body(kind) else organisation_of(name, terms)


def kind_of(text: str, terms: Terminology) -> str | None:
    """The kind of unit that an id or a word of the data names: "Đơn vị sự nghiệp", "DNNN", "FDI".

    None for anything else, such as "doanh nghiệp" alone, which may be three kinds.
    """
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in word_key(text).split())
    for before in _OFTEN_BEFORE:
        words = words.removeprefix(f"{before} ")
    kind = terms.kind_named(text) or terms.kind_named(words)
    return kind.id if kind else None


def _shortened(id_: str) -> str:
    """The id cut at a word."""
    if len(id_) <= LONGEST_ID:
        return id_
    return id_[: LONGEST_ID + 1].rpartition("-")[0] or id_[:LONGEST_ID]
