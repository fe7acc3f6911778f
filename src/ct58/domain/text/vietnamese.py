"""Vietnamese text: one form, one way to compare, one order, and did-you-mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar, overload

T = TypeVar("T")
SortKey = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]
"""Letters and numbers; then tones, word by word; then capitals; then the text, so that no two texts tie."""

_WORD = r"[^\W\d_]+"

# ------------------------------------------------------------------------------------ one form

_PLAIN_D = str.maketrans("đĐðÐ", "dDdD")
_INVISIBLE = ("Mn", "Cf")
"""Unicode's categories of marks over letters and of characters without width."""


def nfc(text: str) -> str:
    """The composed form, the only one that is stored (macOS and some keyboards give the other)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What texts share that differ only in accents, case or spaces: `uỷ` and `ủy` both become `uy`.

    Case-folded, without marks and characters of no width, đ (and its look-alike ð) as d, each run of white
    space (U+00A0 too) as one space, none at the ends. Punctuation stays. Folding twice changes nothing.
    """
    if text.isascii():  # ids and keys have nothing to take off
        return " ".join(text.casefold().split())
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold().translate(_PLAIN_D))
    plain = "".join(char for char in marked if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(plain.split())


def plain_words(text: str) -> list[str]:
    """Folded, letters and digits only."""
    return re.findall(r"[a-z0-9]+", fold(text))


# ------------------------------------------------------------------------------------ one order

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SIGNS = {sign: place for place, sign in enumerate("_-–—,;:!?.'‘’\"“”()[]{}§@*/\\&#%`^+<=>|~$")}
TONE_MARKS = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng; a word without a tone comes first, foreign marks come last."""
_STROKED_D = str.maketrans("ðÐ", "đĐ")
_SPACE, _SIGN, _NUMBER, _LETTER, _FOREIGN_LETTER = range(5)


@lru_cache(maxsize=4096)  # a register is put in order more than once in a run
def sort_key(text: str) -> SortKey:
    """Orders names as a Vietnamese dictionary does, with the numbers in them by value.

    This is CLDR's order for `vi` (a ă â … d đ e ê … o ô ơ … u ư; tones count after all letters, capitals
    after all tones; signs before numbers before letters) with two differences: "Chi bộ 2" comes before
    "Chi bộ 10", and a tone belongs to its word, wherever in it it was typed (`uỷ`, `ủy`).
    """
    tidy = " ".join(nfc(text).translate(_STROKED_D).split())
    tokens = re.findall(r"\d+|\D", tidy)
    words = re.findall(_WORD, tidy)
    return (
        tuple(chain.from_iterable(map(_primary, tokens))),
        tuple(map(_tones, words)),
        tuple(map(str.isupper, "".join(words))),
        text,
    )


@lru_cache(maxsize=1024)
def _primary(token: str) -> tuple[tuple[int, int], ...]:
    """The weights of one character or one number; a longer number is the larger one."""
    if not token[0].isdecimal():
        return (_place(_letter(token)[0]),)
    digits = [unicodedata.decimal(char) for char in token]
    significant = digits[next((at for at, digit in enumerate(digits) if digit), len(digits)) :]
    return ((_NUMBER, len(significant)), *((_NUMBER, digit) for digit in significant))


@lru_cache(maxsize=1024)
def _tones(word: str) -> tuple[int, ...]:
    """The weights of the marks on a word, wherever in it they stand."""
    return tuple(tone for char in word for tone in _letter(char)[1])


def _place(letter: str) -> tuple[int, int]:
    """Where a small letter, a sign or a space stands among all others."""
    if letter in _ALPHABET:
        return _LETTER, _ALPHABET[letter]
    if letter.isalpha():
        return _FOREIGN_LETTER, ord(letter)
    return (_SPACE, 0) if letter.isspace() else (_SIGN, _SIGNS.get(letter, ord(letter) + len(_SIGNS)))


@lru_cache(maxsize=1024)
def _letter(char: str) -> tuple[str, tuple[int, ...]]:
    """A composed character as a small letter of the alphabet and the weights of the other marks on it."""
    base, *marks = list(unicodedata.normalize("NFD", char.lower()))
    for mark in marks:
        if nfc(base + mark) in _ALPHABET:
            base = nfc(base + mark)
            marks.remove(mark)
            break
    return base, tuple(TONE_MARKS.get(mark, ord(mark)) for mark in marks)


# ------------------------------------------------------------------------------------ did you mean

_LETTERS_PER_TYPO = 3
_MOST_TYPOS = 2
_LONGEST_NAME = 200
_BREAKS = str.maketrans("-_.", "   ")


@overload
def closest(  # type: ignore[overload-overlap]  # a mapping is an iterable too; it is tried first
    text: str, candidates: Mapping[str, T], limit: int = 3
) -> tuple[T, ...]: ...
@overload
def closest(text: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]: ...
def closest(
    text: str, candidates: Mapping[str, T] | Iterable[str], limit: int = 3
) -> tuple[T, ...] | tuple[str, ...]:
    """What a person may have meant, best first: names a typo or two away from the text.

    Accents, case and hyphens don't count. The text may also be some of a name's words ("so y the" for
    "Đảng bộ Sở Y tế"). One typo is allowed for every three letters, two at most. From a mapping of names
    to things come the things, each once; from plain names the names. A text longer than any name is near none.
    """
    if len(text) > _LONGEST_NAME:
        return ()
    named = candidates if isinstance(candidates, Mapping) else {name: name for name in candidates}
    wanted = _words(text)
    ranked = sorted((gap, name) for name in named if (gap := _gap(wanted, _words(name))) is not None)
    found: list[T | str] = []
    for _, name in ranked:
        if named[name] not in found:
            found.append(named[name])
    return tuple(found[:limit])  # type: ignore[return-value]  # one or the other, as the overloads say


@lru_cache(maxsize=4096)  # the names of a register are compared with each unknown one
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).translate(_BREAKS).split())


def _gap(wanted: tuple[str, ...], name: tuple[str, ...]) -> tuple[int, int] | None:
    """Typos, then words left over, between the text and the most similar run of the name's words."""
    letters = " ".join(wanted)
    allowed = min(len(letters) // _LETTERS_PER_TYPO, _MOST_TYPOS)
    gaps = [(typos(letters, run), abs(len(name) - size)) for size, run in _runs(name, len(wanted))]
    near = [gap for gap in gaps if gap[0] <= allowed]
    return min(near) if near and letters else None


def _runs(name: tuple[str, ...], size: int) -> Iterator[tuple[int, str]]:
    """The whole name and every run of `size` words in it, each with its number of words."""
    yield len(name), " ".join(name)
    for start in range(len(name) - size + 1):
        yield size, " ".join(name[start : start + size])


def typos(one: str, other: str) -> int:
    """Letters to insert, drop, change or swap with a neighbour to make one text the other, or too many."""
    if abs(len(one) - len(other)) > _MOST_TYPOS:
        return _MOST_TYPOS + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for place, against in enumerate(other):
            cost = min(before[place] + (char != against), before[place + 1] + 1, row[place] + 1)
            if at and place and (char, one[at - 1]) == (other[place - 1], against):
                cost = min(cost, earlier[place - 1] + 1)
            row.append(cost)
        if min(row) > _MOST_TYPOS:
            break  # it can only get worse, and a register has hundreds of long names
    return row[-1]
