"""Figures: what a report says, held against the report form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.support.checks import findings, places
from tests.support.examples import advised, said
from tests.support.offices import figure, report, unit

from ct58.domain.checks import figures
from ct58.domain.checks.form import fields_of
from ct58.domain.records.programme import Figure, SubFigure
from ct58.errors import Finding, Path

FIELDS = (
    SubFigure(key="title", label="Tên", type="text"),
    SubFigure(key="pages", label="Số trang", type="integer", max=500),
)
FORM = (
    figure("members", 1, min=0),
    figure("share", 2, type="decimal", min=0, max=100),
    figure("spent", 3, type="money"),
    figure("met", 4, type="boolean"),
    figure("date", 5, type="date"),
    figure("words", 6, type="text"),
    figure("rating", 7, type="enum", values={"good": "Tốt", "bad": "Kém"}),
    figure("plan", 8, type="record", fields=FIELDS),
    figure("drafts", 9, type="list", fields=FIELDS),
)


def found(*, form: Any = FORM, **figures: Any) -> list[Finding]:
    """The findings of one report with these figures."""
    return findings(
        units=[unit("a")], figures=form, reports=[report("a", "2021-Q2", on="2021-07-05", **figures)]
    )


def code(**figures: Any) -> str | None:
    """The code of the only finding of these figures, None for none."""
    codes = [finding.code for finding in found(**figures)]
    assert len(codes) <= 1
    return codes[0] if codes else None


VALUES: tuple[object, ...] = (
    *(
        None,
        "n/a",
        True,
        False,
        0,
        -1,
        501,
        3,
        Decimal("100.5"),
        Decimal("2.50"),
        "1.412",
        "good",
        "khác",
        "Có",
    ),
    *(dt.date(2021, 7, 1), (), {}, ({},), ("x",), {"pages": 9}, {"pages": 900}, {"pages": True}, {"khác": 1}),
    *(({"title": "Một", "pages": None},), ({"title": 5},), {"title": "n/a", "pages": "1.412"}),
)
"""Of every type, inside and outside of all limits, whole and with fields that nobody knows."""


@pytest.mark.parametrize("line", FORM, ids=lambda line: line.key)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_plainly_fits_has_no_finding(line: Figure, value: object) -> None:
    """And what has none fits: the short way says the same as the long one."""
    entry = figures._Entry("a", report("a", "2021-Q2"), line, line, ("figures", line.key), value)
    fits = figures._fits(line, value, fields_of(line))
    assert fits is not any(True for _finding in figures._value_findings(entry))


# --------------------------------------------------------------------------- types and words


@pytest.mark.parametrize("key", [figure.key for figure in FORM])
@pytest.mark.parametrize("value", [None, "n/a"])
def test_not_given_and_not_applicable_fit_every_figure(key: str, value: object) -> None:
    """A figure that is not given is not 0."""
    assert code(**{key: value}) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("members", 0),
        ("share", 97),
        ("share", Decimal("97.5")),
        ("spent", 1250000000),
        ("spent", -5),
        ("met", False),
        ("date", dt.date(2021, 7, 5)),
        ("words", ""),
        ("rating", "good"),
        ("plan", {"title": "Kế hoạch", "pages": None}),
        ("drafts", ()),
        ("drafts", ({"title": "a"}, {"pages": 3})),
    ],
)
def test_values_of_the_figures_type_fit(key: str, value: object) -> None:
    """0, false and an empty text are answers."""
    assert code(**{key: value}) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("members", True),
        ("members", "12"),
        ("members", Decimal("12.5")),
        ("members", {"a": 1}),
        ("share", False),
        ("spent", "1 250"),
        ("met", 1),
        ("date", "2021-07-05"),
        ("words", 5),
        ("plan", "có"),
        ("plan", ({"title": "a"},)),
        ("drafts", {"title": "a"}),
        ("drafts", 3),
    ],
)
def test_values_of_another_type_do_not(key: str, value: object) -> None:
    """Nothing is guessed."""
    assert code(**{key: value}) == "F104"


def test_what_is_wrong_in_a_field_is_told_at_the_field() -> None:
    """Of a record, and of each row of a list."""
    wrong = {"title": 5, "pages": 501, "page": 3}
    told = [(finding.code, finding.at) for finding in found(plan=wrong, drafts=({"pages": 2}, wrong))]
    rows: list[Path] = [("figures", "plan"), ("figures", "drafts", 1)]
    assert told == [
        (code, (*row, key))
        for row in rows
        for code, key in (("F104", "title"), ("F105", "pages"), ("F109", "page"))
    ]


@pytest.mark.parametrize("value", ["godd", "Tốt", 5, True, {"a": 1}, ({"a": 1},)])
def test_a_choice_takes_its_words_only(value: object) -> None:
    """By key, not by label; a list or a record is no word either."""
    assert code(rating=value) == "F108"


@pytest.mark.parametrize(
    ("key", "value", "is_wrong"),
    [
        ("members", -1, True),
        ("share", 100, False),
        ("share", Decimal("100.1"), True),
        ("plan", {"pages": 500}, False),
        ("plan", {"pages": 501}, True),
    ],
)
def test_limits_are_inside(key: str, value: object, is_wrong: bool) -> None:
    """The form says what is possible."""
    assert code(**{key: value}) == ("F105" if is_wrong else None)


# -------------------------------------------------------------------------------------- dots


@pytest.mark.parametrize(
    ("value", "read", "remedy"),
    [
        (Decimal("1.412"), "1,412", "1412"),
        (Decimal("-15.398"), "-15,398", "-15398"),
        ("1.250.000", "text", "1250000"),
    ],
)
def test_dots_between_thousands_are_told_with_what_to_write(value: object, read: str, remedy: str) -> None:
    """In the file, or on the command line by the printed number."""
    (one,) = found(members=value)
    assert one.code == "F103"
    assert said(one).endswith(f"the computer reads it as {read}.")
    assert f"Write {remedy}, without a dot" in advised(one)
    assert advised(one).endswith(f"ct58 record report a 2021-Q2 --set 1={remedy}")


def test_dots_in_a_field_are_told_with_a_command_only_where_there_is_one() -> None:
    """A field of a record can be set by its path, a row of a list cannot."""
    (field,) = found(plan={"pages": Decimal("1.200")})
    assert advised(field).endswith("--set plan.pages=1200")
    (row,) = found(drafts=({"pages": Decimal("1.200")},))
    assert row.code == "K005"
    assert "--set" not in advised(row)


# ----------------------------------------------------------------------------- known and asked


def test_a_figure_that_the_form_lacks_is_told_at_its_key() -> None:
    """With the one that was probably meant."""
    (one,) = found(member=5)
    assert (one.code, one.at, one.at_key) == ("F101", ("figures", "member"), True)
    assert "members" in said(one)


@pytest.mark.parametrize(
    "made",
    [figure("a", every="year"), figure("a", units="mass"), figure("a", units="nobody")],
    ids=["another period", "other units", "an unknown set"],
)
def test_a_figure_that_is_not_asked_is_a_warning(made: Any) -> None:
    """It is kept, but counted nowhere."""
    assert "F102" in [one.code for one in found(form=(*FORM[1:], made), a=5)]


def test_of_a_unit_whose_entry_cannot_be_read_it_is_not_known_what_is_asked() -> None:
    """So nothing is said."""
    reports = [report("b", "2021-Q2", on="2021-07-05", members=5)]
    assert findings(figures=FORM, reports=reports, files=["units/b/unit.yaml"]) == []


# ------------------------------------------------------------------------------ between figures

PARTS = (
    figure("all", 1),
    figure("women", 2, subset_of="all"),
    figure("men", 3),
    figure("sum", 4, sum_of=("women", "men")),
    figure("yes", 5, type="boolean"),
    figure("model", 6, type="boolean", subset_of="yes"),
    figure("rooms", 7, subset_of="yes"),
)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"all": 10, "women": 10}, None),
        ({"all": 10, "women": 11}, "F106"),
        ({"all": None, "women": 11}, None),
        ({"women": 11}, None),
        ({"all": "n/a", "women": 11}, None),
        ({"yes": True, "model": True}, None),
        ({"yes": False, "model": False}, None),
        ({"yes": False, "model": True}, "F106"),
        ({"yes": True, "rooms": 5}, None),
        ({"yes": False, "rooms": 0}, None),
        ({"yes": False, "rooms": 1}, "F106"),
        ({"women": 3, "men": 4, "sum": 7}, None),
        ({"women": 3, "men": 4, "sum": 8}, "F107"),
        ({"women": 3, "men": None, "sum": 8}, None),
        ({"women": 3, "sum": 8}, None),
        ({"women": 3, "men": 4, "sum": None}, None),
        ({"women": 3, "men": "n/a", "sum": 8}, None),
    ],
)
def test_parts_and_sums_are_judged_where_all_is_given(figures: dict[str, Any], expected: str | None) -> None:
    """A part is not more than its whole; of two yes/no figures it implies it."""
    assert [one.code for one in found(form=PARTS, **figures)] == ([expected] if expected else [])


def test_a_sum_names_its_parts_as_the_form_prints_them() -> None:
    """Labels, not keys."""
    (one,) = found(form=PARTS, women=3, men=4, sum=8)
    assert said(one) == "The sum does not fit: Số liệu women, Số liệu men together are 7, written is 8."


def grown(*values: tuple[str, object]) -> list[Path]:
    """Where a year-to-date figure falls, report by report."""
    form = (figure("spent", 1, adds="cumulative"), figure("now", 2, adds="stock"))
    reports = [report("a", of, on="2022-07-05", spent=value, now=value) for of, value in values]
    return places("F110", units=[unit("a")], figures=form, reports=reports)


@pytest.mark.parametrize(
    ("values", "falls"),
    [
        ([("2021-Q1", 5), ("2021-Q2", 5)], 0),
        ([("2021-Q1", 5), ("2021-Q2", 4)], 1),
        ([("2021-Q1", 5), ("2021-Q3", 4)], 1),
        ([("2021-Q4", 9), ("2022-Q1", 2)], 0),
        ([("2021-Q1", 5), ("2021-Q2", None), ("2021-Q3", 4)], 0),
        ([("1900-Q1", 5)], 0),
    ],
)
def test_a_year_to_date_figure_does_not_fall_within_its_year(
    values: list[tuple[str, object]], falls: int
) -> None:
    """Compared with the last report of that year; a stock may fall."""
    assert len(grown(*values)) == falls


# ------------------------------------------------------------------- decisions and reasons

WORDS = {"good": "Tốt", "not_rated": "Không xếp loại"}
DECIDED = (
    figure("level", 1, type="enum", every="year", values=WORDS, asked=False, decided_by="paper"),
    figure(
        "paper",
        2,
        type="record",
        every="year",
        asked=False,
        fields=(
            SubFigure(key="number", label="Số", type="text"),
            SubFigure(key="on", label="Ngày", type="date"),
        ),
    ),
    figure("prize", 3, type="enum", every="year", values=WORDS),
)
FULL = {"number": "87-QĐ/ĐUK", "on": dt.date(2021, 12, 28)}


def of_year(format_: int = 2, **figures: Any) -> list[tuple[str, Path]]:
    """Code and place of what is found in a year's report."""
    there = [report("a", "2021", on="2022-01-10", **figures)]
    found = findings(units=[unit("a")], figures=DECIDED, reports=there, format=format_)
    return [(finding.code, finding.at) for finding in found if finding.file.startswith("units/")]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"level": "good", "paper": FULL}, []),
        ({"level": "good", "paper": None}, [("F111", ("figures", "level"))]),
        ({"level": "good"}, [("F111", ("figures", "level"))]),
        ({"level": "good", "paper": {"number": "87-QĐ/ĐUK"}}, [("F111", ("figures", "level"))]),
        ({"level": "good", "paper": {"on": dt.date(2021, 12, 28)}}, [("F111", ("figures", "level"))]),
        ({"level": "n/a"}, []),
        ({"level": None}, []),
        ({"level": "not_rated", "paper": FULL}, []),
        ({"level": "not_rated"}, [("F112", ("figures", "level"))]),
        ({"level": "not_rated", "reasons": {"level": "Mới thành lập"}}, []),
        ({"prize": "not_rated"}, [("F112", ("figures", "prize"))]),
        ({"prize": "not_rated", "reasons": {"prize": "Mới thành lập"}}, []),
        ({"prize": "n/a", "reasons": {"prize": "Không thi đua"}}, []),
        ({"prize": "good", "reasons": {"prize": "Mới thành lập"}}, [("F113", ("reasons", "prize"))]),
        ({"reasons": {"prise": "Mới thành lập"}}, [("F101", ("reasons", "prise"))]),
    ],
)
def test_a_level_has_its_decision_and_no_level_a_decision_or_a_reason(
    figures: Any, expected: list[tuple[str, Path]]
) -> None:
    """What stands in the file without it does not count, and `check` says so."""
    assert of_year(**figures) == expected


def test_data_of_the_first_format_was_asked_for_a_number_only() -> None:
    """What it says means what it meant."""
    assert of_year(1, level="good", paper={"number": "87-QĐ/ĐUK"}) == []
    assert of_year(1, prize="not_rated") == []
    assert of_year(1, level="good") == [("F111", ("figures", "level"))]
