"""The shipped indicators over offices of a few units: figures in, numerator, denominator, range and verdict out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from tests.support.command_line import SHIPPED
from tests.support.offices import day, period, report, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.store.loader import load

LATER = "2022-01-25"
"""A day on which everything of 2021 is due."""
BLOC = unit("dang-uy-khoi", kind="committee", organisation=None)
MASS = tuple(
    unit(id, kind="mass_organisation", organisation=None)
    for id in (
        "doan-thanh-nien-khoi",
        "hoi-cuu-chien-binh-khoi",
        "cong-doan-vien-chuc-tinh",
        "hoi-khuyen-hoc-khoi",
    )
)
Figures = Mapping[str, Any]


@cache
def shipped_programme() -> Programme:
    """The programme of the checkout."""
    loaded = load({"programme.yaml": (SHIPPED / "programme.yaml").read_bytes()})
    assert loaded.records is not None
    return loaded.records.programme


def indicator_office(units: Iterable[Unit], reports: Iterable[Report] = ()) -> Office:
    """The shipped programme with these units and reports."""
    records = Records(
        programme=shipped_programme(),
        units={f"units/{entry.id}/unit.yaml": entry for entry in units},
        reports={f"units/{entry.unit}/reports/{entry.period}.yaml": entry for entry in reports},
    )
    return build_office(records, lines={})


def grassroots(number: int, **given: Any) -> tuple[Unit, ...]:
    """Grassroots organisations u1, u2, …, agencies unless said otherwise."""
    return tuple(unit(f"u{index + 1}", order=index + 1, **given) for index in range(number))


def office_of(
    units: Sequence[Unit], figures: Sequence[Figures | None], of: str = "2021", on: str = "2022-01-10"
) -> Office:
    """One report a unit; None where nothing has come."""
    reports = [
        report(member.id, of, on=on, **said)
        for member, said in zip(units, figures, strict=False)
        if said is not None
    ]
    return indicator_office(units, reports)


def results(office: Office, id: str, of: str = "2021", as_of: str = LATER) -> list[Result]:
    """An indicator in each of its windows."""
    found = next(entry for entry in office.programme.indicators if entry.id == id)
    answers = Answers(office, day(as_of))
    return [evaluate(answers, found, window) for window in windows(office, found, period(of))]


def result(office: Office, id: str, of: str = "2021", as_of: str = LATER) -> Result:
    """An indicator in its one window."""
    (found,) = results(office, id, of, as_of)
    return found


def counts(found: Result) -> tuple[object, object, str]:
    """Numerator, denominator and verdict."""
    return found.main.numerator, found.main.denominator, found.main.verdict


def rated(word: str | None, number: str | None = "87-QĐ/ĐUK", on: str = "2021-12-28") -> Figures:
    """A rating of the party organisation with its decision."""
    if word is None:
        return {}
    return {"party_rating": word, "party_rating_decision": {"number": number, "issued_on": day(on)}}


def unrated(key: str, reason: str = "Mới thành lập") -> Figures:
    """No level, with the reason beside it."""
    return {key: "not_rated", "reasons": {key: reason}}


def ratings(excellent: int = 0, good: int = 0, completed: int = 0, not_completed: int = 0) -> list[Figures]:
    """So many units of each rating, best first."""
    words = {"excellent": excellent, "good": good, "completed": completed, "not_completed": not_completed}
    return [rated(word) for word, times in words.items() for _ in range(times)]
