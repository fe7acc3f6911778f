"""`ct58 plan`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document
from tests.cli.conftest import Ct58
from tests.support.documents import template


def ids(ct58: Ct58, *arguments: str) -> list[str]:
    """The items of a plan."""
    return [entry["id"] for entry in ct58("plan", *arguments, "--format", "json").data]


def test_without_a_period_the_coming_quarter_is_planned(ct58: Ct58, data: Path) -> None:
    """In March the second one."""
    assert ids(ct58, "--as-of", "2021-03-20") == ["PL-01"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("--quarter", "II/2021"), ["PL-01"]),
        (("--year", "2021"), ["PL-01", "BC-QUY", "BC-QUY"]),
        (("--period", "2021-07"), ["BC-QUY"]),
        (("--half", "2021"), ["PL-01"]),
    ],
)
def test_periods_of_every_kind(ct58: Ct58, data: Path, period: tuple[str, ...], expected: list[str]) -> None:
    """What falls due in them."""
    assert ids(ct58, *period, "--as-of", "2021-03-20") == expected


def test_word_is_the_official_document(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Not the list as it stands on the screen."""
    assert ct58("ke-hoach", "--quarter", "2/2021", "--as-of", "2021-03-20", "-o", "p.docx").code == 0
    printed = "\n".join(p.text for p in Document(str(tmp_path / "p.docx")).paragraphs)
    assert "CHƯƠNG TRÌNH" in printed


def test_ones_own_template_may_be_used(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """For this once."""
    (tmp_path / "own.docx").write_bytes(template("Mẫu riêng: {{ trich_yeu }}").content)
    ct58("plan", "--year", "2021", "--template", "own.docx", "-o", "p.docx")
    assert (
        Document(io.BytesIO((tmp_path / "p.docx").read_bytes()))
        .paragraphs[0]
        .text.startswith("Mẫu riêng: công tác năm 2021")
    )


def test_a_year_outside_the_programme_is_wrong_usage(ct58: Ct58, data: Path) -> None:
    """With the years that there are, instead of an empty plan."""
    done = ct58("plan", "--year", "1999")
    assert (done.code, done.out) == (2, "")
    assert "Its time is 2021..2025." in done.err


def test_two_periods_are_wrong_usage(ct58: Ct58, data: Path) -> None:
    """Which one is meant nobody knows."""
    assert ct58("plan", "--year", "2021", "--term").code == 2


def test_in_the_midst_of_a_quarter_its_rest_is_offered(ct58: Ct58, data: Path) -> None:
    """The way to it stands below the coming quarter, and leads to what is open, in every form."""
    assert "What is left of 2021-Q2: ct58 plan --rest" in ct58("plan", "--as-of", "2021-05-20").out
    assert "--rest" not in ct58("plan", "--as-of", "2021-06-30").out
    rest = ct58("plan", "--rest", "--as-of", "2021-05-20")
    assert "2021-Q2 (the rest, from 2021-05-20)" in rest.out
    assert "--rest" not in rest.out
    assert ids(ct58, "--rest", "--as-of", "2021-05-20") == ["PL-01"]
    answer = ct58("plan", "--rest", "--as-of", "2021-05-20", "--format", "json")
    assert json.loads(answer.out)["rest_from"] == "2021-05-20"


@pytest.mark.parametrize("more", [("--quarter", "2/2021"), ("--year", "2021")])
def test_another_period_has_no_rest(ct58: Ct58, data: Path, more: tuple[str, ...]) -> None:
    """Refused, with the two ways on."""
    refused = ct58("plan", "--rest", *more, "--as-of", "2021-05-20")
    assert refused.code == 2
    assert "Leave out --rest" in refused.err
    assert ct58("plan", "--rest", "--as-of", "2021-06-30").code == 2
