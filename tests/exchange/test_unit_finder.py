from __future__ import annotations

import pytest
from tests.support.forms_office import forms_office

from ct58.errors import BadUsage
from ct58.exchange.unit_finder import UnitFinder
from ct58.i18n import Message, Translator

FINDER = UnitFinder(forms_office())


@pytest.mark.parametrize(
    "text", ["so-y-te", "SYT", "Đảng bộ Sở Y tế", "DANG BO SO Y TE", "Sở Y tế", "Chi bộ Sở Y tế"]
)
def test_a_unit_is_found_by_id_alias_and_name(text: str) -> None:
    """Without accents, with or without the party organisation before it."""
    assert FINDER.find(text).id == "so-y-te"


@pytest.mark.parametrize("text", ["so y the", "Y tế", "Sở Y tế tỉnh"])
def test_what_is_only_near_is_suggested_and_not_taken(text: str) -> None:
    """Nobody is there to see the mistake."""
    assert FINDER.known(text) is None
    with pytest.raises(BadUsage) as caught:
        FINDER.find(text)
    assert isinstance(caught.value.hint, Message)


def test_the_suggestion_names_the_unit() -> None:
    """By name and id."""
    with pytest.raises(BadUsage) as caught:
        FINDER.find("so y the")
    assert caught.value.hint is not None
    assert Translator("en").say(caught.value.hint) == "Did you mean: Đảng bộ Sở Y tế (so-y-te)?"


def test_text_in_an_old_encoding_is_told_apart_from_unknown_units() -> None:
    """The remedy is another one."""
    with pytest.raises(BadUsage) as caught:
        FINDER.find("§¶ng bé Së Y tÕ")
    assert "old encoding" in caught.value.message.text
