"""The period that a document is about, and what is said of its template."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.documents import template
from tests.support.offices import HORIZON, day

from ct58.cli.options import PeriodWords, asked_period
from ct58.errors import BadUsage

TODAY = day("2021-07-15")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (PeriodWords(quarter="III/2021"), "2021-Q3"),
        (PeriodWords(quarter="3/2021"), "2021-Q3"),
        (PeriodWords(quarter="3"), "2021-Q3"),
        (PeriodWords(quarter="2021-Q3"), "2021-Q3"),
        (PeriodWords(quarter="quý III năm 2021"), "2021-Q3"),
        (PeriodWords(half="2022"), "2022-H1"),
        (PeriodWords(year="2022"), "2022"),
        (PeriodWords(period="9 tháng 2022"), "2022-9M"),
        (PeriodWords(term=True), "2021..2025"),
    ],
)
def test_a_period_is_named_as_the_office_writes_it(words: PeriodWords, expected: str) -> None:
    """Behind its kind's option, or in full."""
    assert str(asked_period(words, HORIZON, TODAY)) == expected


def test_nothing_said_is_nothing() -> None:
    """Each command has its own default."""
    assert asked_period(PeriodWords(), HORIZON, TODAY) is None


@pytest.mark.parametrize(
    "words",
    [
        PeriodWords(quarter="5/2021"),
        PeriodWords(quarter="2021"),
        PeriodWords(year="2021-Q2"),
        PeriodWords(year="2021", quarter="1"),
        PeriodWords(period="x"),
        PeriodWords(year="2021", term=True),
    ],
)
def test_another_kind_or_several_are_refused(words: PeriodWords) -> None:
    """With what may be written."""
    with pytest.raises(BadUsage):
        asked_period(words, HORIZON, TODAY)


WORDS = ("--year", "2021", "--as-of", "2021-03-20", "--template", "own.docx", "-o", "p.docx")


def test_a_template_that_departs_from_the_form_is_used_with_a_warning(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """It is the office's own; what the rule asks is said on stderr."""
    (tmp_path / "own.docx").write_bytes(template("Mẫu riêng").content)
    answer = ct58("plan", *WORDS)
    assert answer.code == 0
    assert "own.docx: the width of the paper is 215.9 mm; Hướng dẫn 36-HD/VPTW asks for 210 mm." in answer.err


def test_a_mistaken_template_writes_nothing(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Invalid, exit 3, with the paragraph and the name."""
    (tmp_path / "own.docx").write_bytes(template("Một", "Về {{ trich_yeuu }}").content)
    answer = ct58("plan", *WORDS)
    assert answer.code == 3
    assert "own.docx, paragraph 2 (“Về {{ trich_yeuu }}”): the name “trich_yeuu” is not known." in answer.err
    assert "Did you mean: trich_yeu?" in answer.err
    assert not (tmp_path / "p.docx").exists()
