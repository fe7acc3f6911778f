"""Style and script as they are packaged: every text can be read, in the light, in the dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

import pytest

from ct58.render.site.assets import assets

TEXTS = ("ink", "dim", "accent", "good", "late", "bad", "soon", "work", "open", "idle", "check")
GROUNDS = ("page", "card", "soft")
STATES = ("good", "late", "bad", "soon", "work", "check")
SCHEMES = ("light", "dark", "print")


def colours(scheme: str) -> Mapping[str, str]:
    """The colours of a scheme by name; they stand in the style in this order."""
    blocks = re.findall(r":root\s*\{(.*?)\}", assets().style, re.DOTALL)
    return dict(re.findall(r"--([\w-]+):\s*#(\w+)", blocks[SCHEMES.index(scheme)]))


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 defines, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    whole = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    red, green, blue = (_linear(int(whole[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_contrast_is_what_the_standard_says() -> None:
    """Black on white is 21, and nothing stands out from itself."""
    assert round(contrast("000000", "fff"), 2) == 21
    assert contrast("456", "445566") == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    """At least 4.5, small text and all (WCAG 1.4.3)."""
    found = colours(scheme)
    pale = {
        (text, ground): round(contrast(found[text], found[ground]), 2)
        for text, ground in product(TEXTS, GROUNDS)
        if contrast(found[text], found[ground]) < 4.5
    }
    assert pale == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_state_that_is_drawn_stands_out_from_its_card(scheme: str) -> None:
    """At least 3 (WCAG 1.4.11); what is only to come is the ground of a bar, which has an edge."""
    found = colours(scheme)
    assert [state for state in STATES if contrast(found[f"{state}-fill"], found["card"]) < 3] == []
    assert "box-shadow: 0 0 0 1px var(--open)" in assets().style
