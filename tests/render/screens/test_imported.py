from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Golden
from tests.support.forms_office import forms_office
from tests.support.offices import period
from tests.support.showcase import LANGUAGES
from tests.support.terms import speaking

from ct58.domain.changes.effects import Effects
from ct58.domain.planning.importing import Doubt, FilledForm, Outcome, Problem, Spot
from ct58.domain.planning.second_look import DoubtfulFigure
from ct58.domain.standing.consequences import ArrivalCount, Consequences
from ct58.i18n import msg
from ct58.render.formats.text import page_as_text
from ct58.render.screens.imported import imported_as_json, imported_page, place
from ct58.views.unit_import import ImportedView, ImportNotice, SheetTally

OFFICE = forms_office()
Q2 = period("2021-Q2")
SPOT = Spot(file="so-y-te-q2.xlsx", sheet="Báo cáo", row=7, column="D")


def outcome(unit: str, action: Any, *changed: str) -> Outcome:
    """What became of a unit's report."""
    return Outcome(unit=OFFICE.units[unit], period=Q2, spot=SPOT, action=action, changed=changed)


VIEW = ImportedView(
    files=("so-y-te-q2.xlsx",),
    outcomes=(
        outcome("so-y-te", "new", "members", "admitted"),
        outcome("so-noi-vu", "corrected", "members"),
        outcome("doan", "unchanged"),
    ),
    problems=(),
    tallies=(
        SheetTally(
            spot=Spot(file="x.csv"),
            counts="rows",
            found=5,
            left=tuple(
                ImportNotice(Spot(file="x.csv", row=row), msg(reason))
                for row, reason in (
                    (4, "no figure stands in it"),
                    (5, "no figure stands in it"),
                    (6, "a row of totals"),
                )
            ),
        ),
        SheetTally(spot=SPOT, counts="cells", found=12),
    ),
    unknown_words=(("Loại A", 2),),
    notices=(ImportNotice(SPOT, msg("The column “{text}” was not read.", text="điện thoại")),),
    blank=(FilledForm(unit=OFFICE.units["cong-ty-bia"], period=Q2, spot=Spot(file="bia.xlsx"), sha256="ab"),),
    left_out=(),
    doubts=(
        Doubt(
            unit=OFFICE.units["so-y-te"],
            period=Q2,
            spot=SPOT,
            doubtful=DoubtfulFigure(
                figure=OFFICE.programme.figures[0],
                problem=msg(
                    "{value} is {facts}.",
                    value=4120,
                    facts=msg("{times} times last period's {before}", times=10, before=412),
                ),
            ),
        ),
    ),
    effect=Effects(
        consequences=Consequences(
            turns=(), arrivals=(ArrivalCount(title="Báo cáo quý", period=Q2, before=0, after=1, expected=3),)
        ),
        shifts=(),
    ),
    is_written=True,
    is_trial=False,
    is_partial=False,
)
PROBLEMS = replace(
    VIEW,
    problems=(
        Problem(
            spot=SPOT,
            message=msg("“{text}” is not a whole number; write for example 1250.", text="nhiều"),
        ),
        Problem(
            spot=Spot(file="x.xls"),
            message=msg("{file} is an old .xls workbook.", file="x.xls"),
            hint=msg("Open it in Excel, and save it as .xlsx."),
            exit_code=4,
        ),
    ),
    is_written=False,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "view"), [("import", VIEW), ("import-problems", PROBLEMS)])
def test_the_page_of_an_import(golden: Golden, language: str, name: str, view: ImportedView) -> None:
    """Reports with what became of them; or the problems first, one by one."""
    golden(page_as_text(imported_page(view, speaking(language))), f"{name}-{language}.txt")


def test_a_place_names_file_sheet_and_cell() -> None:
    """As far as each is known."""
    assert place(SPOT, speaking("en")) == "so-y-te-q2.xlsx, sheet Báo cáo, cell D7"
    assert place(Spot(file="x.csv"), speaking("en")) == "x.csv"


def test_with_problems_only_a_partial_import_shows_its_effect() -> None:
    """Nothing else was written."""
    partial = replace(PROBLEMS, is_partial=True, is_written=True)
    texts = [page_as_text(imported_page(view, speaking("en"))) for view in (PROBLEMS, partial)]
    assert ["0 → 1/3" in text for text in texts] == [False, True]


def test_the_exit_code_is_that_of_the_gravest_problem() -> None:
    """Zero without one."""
    assert (VIEW.exit_code, PROBLEMS.exit_code) == (0, 4)


def test_the_json_keeps_every_place() -> None:
    """For scripts."""
    data: Any = imported_as_json(PROBLEMS, speaking("en"))
    assert data["problems"][0]["source"] == {
        "file": "so-y-te-q2.xlsx",
        "sheet": "Báo cáo",
        "row": 7,
        "column": "D",
    }
    assert data["reports"][0]["figures"] == ["members", "admitted"]
    assert data["blank"] == ["bia.xlsx"]
    (look,) = data["second_looks"]
    assert (look["unit"], look["period"], look["figure"]) == ("so-y-te", "2021-Q2", "members")
    assert (look["message"], look["source"]["row"]) == ("4120 is 10 times last period's 412.", 7)


def test_dates_are_in_the_language_of_the_page() -> None:
    """Message values are shown by the speech."""
    notice = ImportNotice(SPOT, msg("{day}", day=dt.date(2021, 7, 5)))
    text = page_as_text(imported_page(replace(VIEW, notices=(notice,)), speaking("vi")))
    assert "05/7/2021" in text
