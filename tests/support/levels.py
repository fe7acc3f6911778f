"""Levels in memory: offices cut out of one made-up office, what each contributes, and the tree above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tests.support.demo_office import demo_office

from ct58.domain.indicators.numbers import PERCENT
from ct58.domain.records.levels import LevelIndicator, LevelOffice, Levels
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.domain.rollup.adding import Added, AddingUp, place_in_tree
from ct58.domain.rollup.package import (
    BaseRule,
    ContributionPackage,
    Definition,
    Manifest,
    ReceivedPackage,
    SourcePackage,
)
from ct58.domain.rollup.parts import PartKey, PartSums, sum_of_parts
from ct58.domain.time.period import Period
from ct58.views.contribution import ContributionOrder, contribution_view

AS_OF = dt.date(2022, 7, 15)
YEAR = Period.of_year(2021)
MEANING: Mapping[str, object] = {"numerator": {"count": "units", "where": {"rating": ["good"]}}}
HASH = "sha256:1"
OVER_HALF = Target(op=">", value=50, unit="percent")


def cut_up(office: Office, count: int) -> list[Office]:
    """The office as several, each with a part of its units and their reports; the bodies with the first.

    A unit and the one that it was merged into stay together.
    """
    units = [unit for unit in office.units.values() if not office.terms.is_body(unit.kind)]
    homes = {unit.id: place % count for place, unit in enumerate(units)}
    homes |= {unit.id: homes[unit.merged_into] for unit in units if unit.merged_into in homes}
    return [
        replace(
            office,
            units={id_: unit for id_, unit in office.units.items() if homes.get(id_, 0) == place},
            reports={key: report for key, report in office.reports.items() if homes.get(key[0], 0) == place},
        )
        for place in range(count)
    ]


def demo_pieces(count: int) -> tuple[Office, list[Office]]:
    """A made-up office of twelve units, whole and cut up."""
    whole = demo_office(units=12, quarters=5)
    return whole, cut_up(whole, count)


def contributed(
    office: Office, id_: str, period: Period = YEAR, as_of: dt.date = AS_OF, *, with_units: bool = False
) -> ReceivedPackage:
    """What an office contributes, as it is received."""
    order = ContributionOrder(office=id_, as_of=as_of, period=period, with_units=with_units)
    return received(contribution_view(office, order))


def received(package: ContributionPackage) -> ReceivedPackage:
    """A package as a file of its office's name."""
    return ReceivedPackage(f"{package.manifest.office}.zip", f"sha256:{package.manifest.office}", package)


def tree(*below: str, **given: object) -> Levels:
    """Offices below one province, each on the lowest level."""
    offices = [LevelOffice(id=id_, name=id_.upper(), level="committee", parent="tinh") for id_ in below]
    top = LevelOffice(id="tinh", name="Tỉnh", level="province")
    return Levels(
        **{
            "schema": "ct58/levels/1",
            "levels": ("committee", "district", "province"),
            "offices": (top, *offices),
            **given,
        }  # type: ignore[arg-type]
    )


def put_together(
    levels: Levels, packages: Iterable[ReceivedPackage], at: str | None = None, *, with_each: bool = False
) -> Added:
    """Everything added."""
    adding = AddingUp(levels, place_in_tree(levels, at), with_each=with_each)
    for package in packages:
        adding.add(package)
    return adding.result()


def sent(
    office: str,
    parts: Sequence[tuple[str, int, tuple[int, int], str]] = (("counted", 10, (6, 10), ""),),
    *,
    code: str = "CT-18",
    definition: str = HASH,
    rule: BaseRule | None = None,
    **given: object,
) -> ReceivedPackage:
    """A package of one indicator of a year: role, units, what is known of them, what is open; and what its manifest says."""
    key = _key(code, definition)
    rows = (
        (
            key._replace(kind="agency", role=role, open=open_, has_data=str(int(role != "missing"))),
            PartSums(units, known, known),
        )
        for role, units, known, open_ in parts
    )
    manifest = {**_manifest(office, code, definition, rule), **given}
    window = {name: manifest.pop(name) for name in ("last_day", "cut") if name in manifest}
    found = sum_of_parts(((key, PartSums()), *rows))
    return received(
        ContributionPackage(
            manifest=Manifest(**manifest),  # type: ignore[arg-type]
            parts={one._replace(**window): part for one, part in found.items()},  # type: ignore[arg-type]
        )
    )


def _key(code: str, definition: str) -> PartKey:
    return PartKey(
        *(code, "", definition, "2021", "2021-01-01", "2021-12-31", "2021-12-31", "", ""),
        *("", "", "", "0", "0"),
    )


def _manifest(office: str, code: str, definition: str, rule: BaseRule | None) -> dict[str, object]:
    base = rule or BaseRule(yardstick=PERCENT, target=OVER_HALF)
    source = SourcePackage(office=office, name=office.upper(), as_of=AS_OF, closed=("2021",), units=10)
    return {
        "office": office,
        "name": office.upper(),
        "programme": "1-CTr",
        "as_of": AS_OF,
        "period": YEAR,
        "version": "1",
        "expected": 10,
        "definitions": {code: Definition(code=code, title="Xếp loại", hash=definition, bases={"": base})},
        "wordings": {definition: MEANING},
        "sources": (source,),
        "unit_codes": frozenset({f"{office}-1"}),
    }


def shared(code: str = "CT-18", **given: object) -> LevelIndicator:
    """An indicator of the level."""
    return LevelIndicator(code=code, **given)  # type: ignore[arg-type]
