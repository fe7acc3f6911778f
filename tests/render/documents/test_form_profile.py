"""The form's measures by date of issue."""

from __future__ import annotations

import datetime as dt

import pytest

from ct58.render.documents.form_profile import FORM_PROFILES, LAYOUT, FormProfile, profile_on, twips


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2017, 1, 1), "Hướng dẫn 36-HD/VPTW"),
        (dt.date(2021, 7, 5), "Hướng dẫn 36-HD/VPTW"),
        (dt.date(2026, 5, 26), "Hướng dẫn 36-HD/VPTW"),
        (dt.date(2026, 5, 27), "Hướng dẫn 05-HD/VPTW"),
    ],
)
def test_the_rule_is_chosen_by_the_date_of_issue(day: dt.date, name: str) -> None:
    """The newer rule holds from its own day on."""
    assert profile_on(day).name == name


@pytest.mark.parametrize("profile", FORM_PROFILES)
def test_the_templates_layout_keeps_every_rule(profile: FormProfile) -> None:
    """One set of templates serves documents of any date."""
    assert LAYOUT.title_size in profile.title_size
    assert LAYOUT.subject_size in profile.subject_size
    assert LAYOUT.text_size in profile.text_size
    assert LAYOUT.text_line in profile.text_line
    assert LAYOUT.paragraph_gap in profile.paragraph_gap


def test_the_newer_rule_limits_the_spacing_of_lines() -> None:
    """18 to 22 points, where the older only says at least 18."""
    older, newer = FORM_PROFILES
    assert (24 in older.text_line, 24 in newer.text_line, 17 in older.text_line) == (True, False, False)


def test_millimetres_become_twips_as_word_rounds_them() -> None:
    """A4 and the margins of the rule."""
    assert [twips(mm) for mm in (210, 297, 20, 30, 15, 10)] == [11906, 16838, 1134, 1701, 850, 567]
