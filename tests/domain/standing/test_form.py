"""The report form in time: which lines a unit fills in for a period."""

from __future__ import annotations

from tests.support.checks import codes
from tests.support.offices import amendment, calendar, figure, office, period, report, unit

from ct58.domain.standing.form import asked_figures, is_asked


def test_the_form_of_a_period_is_the_one_in_force_on_its_last_day() -> None:
    """What is added, ended, or asked of others changes from its period on; before, the unit is asked as it was."""
    change = {"members": {"label": "Số đảng viên chính thức"}, "women": {"units": "mass"}}
    added = {"figures": (figure("men", 4),)}
    known = office(
        figures=(figure("members", 1), figure("women", 2), figure("joined", 3)),
        units=(unit("a"),),
        amendments=(amendment("2022-10-05", change, ends={"joined": "thôi"}, adds=added),),
    )
    asked = {
        of: [(line.key, line.label) for line in asked_figures(known, known.units["a"], period(of))]
        for of in ("2022-Q3", "2022-Q4")
    }
    assert asked == {
        "2022-Q3": [
            ("members", "Số liệu members"),
            ("women", "Số liệu women"),
            ("joined", "Số liệu joined"),
        ],
        "2022-Q4": [("members", "Số đảng viên chính thức"), ("men", "Số liệu men")],
    }
    women, joined = (known.figure(key) for key in ("women", "joined"))
    assert women is not None
    assert joined is not None
    told = [is_asked(known, line, known.units["a"], period(of)) for line in (women, joined) for of in asked]
    assert told == [True, False, True, False]


def test_an_old_report_keeps_the_words_that_its_form_had() -> None:
    """A level that was taken out later is no mistake in a report from before."""
    rating = figure("rating", type="enum", adds=None, values={"good": "Tốt", "fair": "Khá"})
    found = codes(
        figures=(rating,),
        units=(unit("a"),),
        format=2,
        reporting=(calendar(),),
        amendments=(amendment("2022-10-05", {"rating": {"values": {"good": "Tốt"}}}),),
        reports=[report("a", of, on="2023-01-03", rating="fair") for of in ("2022-Q3", "2022-Q4")],
    )
    assert found == ["F108"]
