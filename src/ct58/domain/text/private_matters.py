"""What does not belong in shared data: marks of secrecy, and lists of persons; and telephone numbers, which stay in it. All are guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ct58.patterns import pattern

MOST_PERSONS = 2
"""As many may be named in one place: who signed, who was in charge."""
_LEVEL = r"(?:tuyệt mật|tối mật|mật)"
_STAMPED = pattern(r"(?<!BÍ )(?<!BẢO )\b(?:TUYỆT MẬT|TỐI MẬT|MẬT)\b")
_SAID = pattern(rf"\b(?:văn bản|tài liệu|công văn|báo cáo|hồ sơ|độ|mức|dấu)\s+{_LEVEL}\b", re.IGNORECASE)
_IN_A_NUMBER = pattern(rf"\b{_LEVEL}\b", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]+")
_SURNAMES = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đào",
        "Đoàn",
        "Vương",
        "Trịnh",
        "Trương",
        "Đinh",
        "Lâm",
        "Phùng",
        "Mai",
        "Tô",
        "Hà",
        "Cao",
        "Lưu",
        "Thái",
        "Chu",
        "Châu",
        "Tạ",
        "Quách",
        "Lương",
        "Nghiêm",
        "Thân",
        "Hứa",
        "Kiều",
    ]
)
_NOT_A_PERSON = frozenset({"Hồ Chí Minh"})
"""What stands in half of all texts, and means a thought, a city or a movement."""
_SHORTEST, _LONGEST = 2, 4
_TELEPHONE = pattern(r"(?<![\w/.,-])(?:\+84|0)(?:[ .-]?[0-9]){8,10}(?![\w/])")
"""As they are written in Vietnam, from the 0 or the country's code on; no date, no amount begins so."""


def secret_mark(text: str, *, is_number: bool = False) -> str | None:
    """The words that say that a document is secret (mật, tối mật, tuyệt mật); `is_number`: a document's number.

    “Bí mật”, “bảo mật” and “mật thiết” are none.
    """
    patterns = (_IN_A_NUMBER,) if is_number else (_STAMPED, _SAID)
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return found[0] if found else None


def persons(text: str) -> frozenset[str]:
    """What looks like full names of Vietnamese persons: a common family name and one to three more words.

    A guess: streets and schools bear such names, too, and rarer family names are not known.
    """
    return frozenset(name for name in _names(text) if name not in _NOT_A_PERSON)


def _names(text: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and end - index < _LONGEST and _continues(text, words, index, end):
            end += 1
        if words[index][0] in _SURNAMES and end - index >= _SHORTEST:
            yield " ".join(word[0] for word in words[index:end])
            index = end
        else:
            index += 1


def _continues(text: str, words: list[re.Match[str]], first: int, index: int) -> bool:
    """Whether a word is written as part of a name, one space behind the word before."""
    is_next = index == first or text[words[index - 1].end() : words[index].start()] == " "
    return is_next and words[index][0].istitle()


def without_telephones(text: str) -> str:
    """The text with a sign in place of each telephone number, for where anybody may read it."""
    return _TELEPHONE.sub("☎ …", text)
