"""Text in old font encodings is recognised, and nothing else is (domain.md §9)."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.text.legacy_encoding import suspect_legacy_encoding

Form = Literal["NFC", "NFD"]

SOME_WORDS = (
    "Đảng uỷ ủy Khối Chi bộ Sở Y tế Khoái hoà hòa là bé né thé nghiệp quý quyết nguyễn giềng được ước "
    "thường trực trưởng khuya loạn thuở của và về Quốc khoẻ oan ích tôi yêu"
)


@pytest.mark.parametrize(
    "text",
    [
        "§¶ng uû Khèi",
        "§¶NG Uû KHèI",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "§¶ng bé Së Gi¸o dôc vµ §µo t¹o",
        "Ban Th\u00ad\u00eang vô",
        "Së Y tÕ",
        "Bé Y tÕ",
        "Chñ tÞch",
        "Quý II n¨m 2021",
        "Ban Khèi",
        "tÕ",
        "Kh«ng",
    ],
)
def test_tcvn3_is_recognised(text: str) -> None:
    """Two odd words that decode to syllables, or one that could be nothing else, or one among syllables."""
    assert suspect_legacy_encoding(text) == "TCVN3"


@pytest.mark.parametrize(
    "text",
    [
        "Ñaûng uûy Khoái",
        "ÑAÛNG UÛY KHOÁI",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
        "Ban Thöôøng vuï",
        "Sôû Y teá",
        "Nguyeãn Vaên A",
        "Ñöôïc",
    ],
)
def test_vni_is_recognised(text: str) -> None:
    """Marks stand after their vowels, in capitals too."""
    assert suspect_legacy_encoding(text) == "VNI"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Đảng uỷ Khối",
        "Khoái",
        "Hoà Bình",
        "là bé né",
        "Nguyễn Văn A",
        "Quý II/2021",
        "The quick brown fox",
        "a naïve résumé",
        "Hélène Dupré",
        "François Noël",
        "Antoine de Saint-Exupéry",
        "Thaï",
        "laïc",
        "Joël Citroën",
        "Côte d'Ivoire",
        "Être ou ne pas être, là est la question",
        "à côté du château où il a été né",
        "plus tôt que dû",
        "Goût, août, bientôt",
        "Hô Chi Minh",
        "Viêt Nam",
        "São Paulo",
        "Señor Muñoz",
        "Müller",
        "Straße",
        "15.398,5",
        "5 µm",
        "½m",
        "£5m",
        "25 °C ± 5%",
        "10 × 5 m²",
        "n×m",
        "N·m",
        "§ 5",
        "1ª",
        "Microsoft® © 2021",
        "« Ai »",
        "«Paris»",
        "khèi",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_other_text_is_not_suspected(text: str, form: Form) -> None:
    """Vietnamese, English, French, Spanish, German, figures and signs; nor one ambiguous word alone."""
    assert suspect_legacy_encoding(unicodedata.normalize(form, text)) is None


@given(st.lists(st.sampled_from(SOME_WORDS.split())), st.sampled_from(["NFC", "NFD"]))
def test_correct_vietnamese_is_never_suspected(words: list[str], form: Form) -> None:
    """However the words are put together, composed or not."""
    assert suspect_legacy_encoding(unicodedata.normalize(form, " ".join(words))) is None


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF)))
def test_any_text_can_be_asked_about(text: str) -> None:
    """The answer is one of three, never an exception."""
    assert suspect_legacy_encoding(text) in {"TCVN3", "VNI", None}
