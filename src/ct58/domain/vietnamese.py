"""Vietnamese text: one form, one way to compare, one order, and what is not Unicode at all (domain.md §9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeVar, overload

T = TypeVar("T")
LegacyEncoding = Literal["TCVN3", "VNI"]
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
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold().translate(_PLAIN_D))
    plain = "".join(char for char in marked if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(plain.split())


# ------------------------------------------------------------------------------------ one order

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SIGNS = {sign: place for place, sign in enumerate("_-–—,;:!?.'‘’\"“”()[]{}§@*/\\&#%`^+<=>|~$")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng; a word without a tone comes first, foreign marks come last."""
_STROKED_D = str.maketrans("ðÐ", "đĐ")
_SPACE, _SIGN, _NUMBER, _LETTER, _FOREIGN_LETTER = range(5)


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
        tuple(weight for token in tokens for weight in _primary(token)),
        tuple(tuple(tone for char in word for tone in _letter(char)[1]) for word in words),
        tuple(char.isupper() for word in words for char in word),
        text,
    )


def _primary(token: str) -> Iterator[tuple[int, int]]:
    """The weights of one character or one number; a longer number is the larger one."""
    if token[0].isdecimal():
        digits = [unicodedata.decimal(char) for char in token]
        significant = digits[next((at for at, digit in enumerate(digits) if digit), len(digits)) :]
        yield _NUMBER, len(significant)
        yield from ((_NUMBER, digit) for digit in significant)
    else:
        yield _place(_letter(token)[0])


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
    return base, tuple(_TONES.get(mark, ord(mark)) for mark in marks)


# ------------------------------------------------------------------------------------ did you mean

_LETTERS_PER_TYPO = 3
_MOST_TYPOS = 2
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
    to things come the things, each once; from plain names the names.
    """
    named = candidates if isinstance(candidates, Mapping) else {name: name for name in candidates}
    wanted = _words(text)
    ranked = sorted((gap, name) for name in named if (gap := _gap(wanted, _words(name))) is not None)
    found: list[T | str] = []
    for _, name in ranked:
        if named[name] not in found:
            found.append(named[name])
    return tuple(found[:limit])  # type: ignore[return-value]  # one or the other, as the overloads say


def _words(text: str) -> list[str]:
    return fold(text).translate(_BREAKS).split()


def _gap(wanted: list[str], name: list[str]) -> tuple[int, int] | None:
    """Typos, then words left over, between the text and the most similar run of the name's words."""
    letters = " ".join(wanted)
    allowed = min(len(letters) // _LETTERS_PER_TYPO, _MOST_TYPOS)
    gaps = [(_typos(letters, run), abs(len(name) - size)) for size, run in _runs(name, len(wanted))]
    near = [gap for gap in gaps if gap[0] <= allowed]
    return min(near) if near and letters else None


def _runs(name: list[str], size: int) -> Iterator[tuple[int, str]]:
    """The whole name and every run of `size` words in it, each with its number of words."""
    yield len(name), " ".join(name)
    for start in range(len(name) - size + 1):
        yield size, " ".join(name[start : start + size])


def _typos(one: str, other: str) -> int:
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


# ------------------------------------------------------------------------------------ not Unicode

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_RIME_LIST = (
    "a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âu ây âm ân âng âp ât âc "
    "e eo em en eng ep et ec ê êu êm ên ênh êp êt êch i ia iu im in inh ip it ich "
    "iêu iêm iên iêng iêp iêt iêc yêu yêm yên yêng yêt o oi om on ong op ot oc oong ooc "
    "oa oai oao oay oam oan oang oanh oap oat oac oach oăm oăn oăng oăt oăc oe oeo oen oet "
    "ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt u ua ui um un ung up ut uc uân uâng uât uây uê uênh uêch "
    "uơ uôi uôm uôn uông uôt uôc uy uya uyu uyn uynh uyp uyt uych uyên uyêt "
    "ư ưa ưi ưu ưng ưt ưc ươi ươu ươm ươn ương ươp ươt ươc y"
)
_ONSETS = ("", *_ONSET_LIST.split())
_RIMES = frozenset(_RIME_LIST.split())
_STOPS = ("p", "t", "c", "ch")
_SAC, _NANG = "\u0301", "\u0323"
_GLIDES = "iouy"
_ONSETS_BEFORE_Y = frozenset(("", "h", "k", "l", "m", "qu", "s", "t", "v"))

_TCVN3_CODES = "µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ® ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ ßáâãä «åæçèé ¬êëìíî ïñòóô \xadõö÷øù úûüýþ ¡¢§£¤¥¦"
_TCVN3_TEXT = "àảãáạ ăằẳẵắặ âầẩẫấậ đ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ ĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES.replace(" ", ""), _TCVN3_TEXT.replace(" ", ""))
_TCVN3_SURELY = "[a-z][À-ÖØ-Þ]|[¡-©«-®µ¶¸¹»-¾]"
"""A capital with an accent after a small letter, or a sign where a letter should be."""

_VNI_LETTERS = str.maketrans("ñôöæóòî", "đơưỉĩịỵ")
_VNI_ORDER = "\u0301\u0300\u0309\u0303\u0323"
_VNI_MARKS = (
    dict(zip("ùøûõï", _VNI_ORDER, strict=True))
    | {code: "\u0302" + tone for code, tone in zip("âáàåãä", ("", *_VNI_ORDER), strict=True)}
    | {code: "\u0306" + tone for code, tone in zip("êéèúüë", ("", *_VNI_ORDER), strict=True)}
)
_VNI_PAIR = f"([aeouyôö])([{''.join(_VNI_MARKS)}])"
_VNI_SURELY = "[aeouyôö][ùøûõâáàåãäêéèúü]|^ñ"
"""A mark that stands after its vowel (ï and ë apart: French has `Thaï`, `Joël`), or ñ at the beginning."""

_CODED_WORD = "[A-Za-zÀ-ÿ¡-®µ-¹»-¾]*[A-Za-z][A-Za-zÀ-ÿ¡-®µ-¹»-¾]*"
_MEASURE = "[£¥µ¼½¾]m"
_BEYOND_ONE_BYTE = "[\u0100-\u024f\u1e00-\u1eff]"


def suspect_legacy_encoding(text: str) -> LegacyEncoding | None:
    """The old font encoding (TCVN3, that is ABC, or VNI) that a text seems to be in, or None.

    Such text is made of Latin-1 characters that only an old font shows as Vietnamese ("§¶ng uû Khèi",
    "Ñaûng uûy Khoái"). How it is told from correct Vietnamese and from other languages:

    - A text with a letter beyond Latin-1 (ă, đ, ơ, ế …) is Unicode already; one in ASCII says nothing.
    - A word is evidence if, decoded, it is a well-formed Vietnamese syllable and, as it stands, is not
      (`Khoái`, `là`, `bé` are not evidence). A word with accents that is neither speaks against it.
    - More must speak for it than against it, and there must be two words of evidence, or one with a
      character where no other language has it, or one in a text of nothing but Vietnamese syllables.

    So a single ambiguous word ("Khèi") passes; a whole column of such words rarely does.
    """
    composed = nfc(text)
    if composed.isascii() or re.search(_BEYOND_ONE_BYTE, composed):
        return None
    words = [word for word in re.findall(_CODED_WORD, composed) if not re.fullmatch(_MEASURE, word)]
    if _is_coded(words, [_from_tcvn3(word) for word in words], _TCVN3_SURELY):
        return "TCVN3"
    lower = [word.lower() for word in words]
    return "VNI" if _is_coded(lower, [_from_vni(word) for word in lower], _VNI_SURELY) else None


def _is_coded(words: list[str], decoded: list[str], surely: str) -> bool:
    """Weighs the words of a text as `suspect_legacy_encoding` describes."""
    odd = [
        (word, _is_syllable(reading))
        for word, reading in zip(words, decoded, strict=True)
        if not (word.isascii() or _is_syllable(word))
    ]
    evidence = [word for word, explained in odd if explained]
    if len(evidence) <= len(odd) - len(evidence):
        return False
    if len(evidence) > 1 or any(re.search(surely, word) for word in evidence):
        return True
    return len(words) > 1 and all(_is_syllable(reading) for reading in decoded)


def _from_tcvn3(word: str) -> str:
    """A word of any case: the capitals of TCVN3 are a matter of the font, except those of Ă Â Đ Ê Ô Ơ Ư."""
    return word.translate(_TCVN3).lower()


def _from_vni(word: str) -> str:
    """A small word: marks after their vowel first, then the letters that are one character."""
    marked = re.sub(_VNI_PAIR, lambda pair: pair[1] + _VNI_MARKS[pair[2]], word)
    return nfc(marked.translate(_VNI_LETTERS))


def _is_syllable(word: str) -> bool:
    """Whether a word looks like a Vietnamese syllable: capitals, onset, rime, a tone that the rime allows."""
    if word not in (word.lower(), word.upper(), word.capitalize()):
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    tones = "".join(char for char in marked if char in _TONES)
    plain = nfc("".join(char for char in marked if char not in _TONES))
    ends_in_tone = marked.endswith(tuple(_TONES))
    return len(tones) <= 1 and any(
        _fits(onset, plain.removeprefix(onset), tones, ends_in_tone=ends_in_tone)
        for onset in _ONSETS
        if plain.startswith(onset)
    )


def _fits(onset: str, rime: str, tone: str, *, ends_in_tone: bool) -> bool:
    """Rimes that end in a stop have sắc or nặng; a final glide never carries the tone (`uy` may)."""
    if rime not in _RIMES or (rime == "y" and onset not in _ONSETS_BEFORE_Y):
        return False
    if rime.endswith(_STOPS):
        return tone in (_SAC, _NANG)
    return not (ends_in_tone and len(rime) > 1 and rime[-1] in _GLIDES and rime != "uy")
