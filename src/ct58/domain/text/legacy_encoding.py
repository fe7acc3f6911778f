"""Text in old Vietnamese font encodings (TCVN3, VNI), which is no Unicode at all."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ct58.domain.text.vietnamese import TONE_MARKS, nfc

LegacyEncoding = Literal["TCVN3", "VNI"]

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
_ENOUGH = 1_000
"""Letters of a text that are looked at: a text is in one encoding."""
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
    composed = nfc(text[:_ENOUGH])
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
    tones = "".join(char for char in marked if char in TONE_MARKS)
    plain = nfc("".join(char for char in marked if char not in TONE_MARKS))
    ends_in_tone = marked.endswith(tuple(TONE_MARKS))
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
