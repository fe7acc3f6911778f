"""Offices of two programmes added under one indicator: one is missing, one has corrected itself late, and each figure leads back.

The two of one programme are made-up offices; the third goes by another programme, counts the admitted in its districts, and calls
it QN-17. That both count one thing is a superior's decision in levels.yaml.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import Ct58, in_this_process
from tests.support.demo_office import demo_office
from tests.test_programmes import office as programme_office

from ct58.domain.records.office import Office
from ct58.domain.rollup.package import ContributionPackage
from ct58.domain.time.period import Period
from ct58.exchange.package_reader import read_package
from ct58.exchange.package_writer import package_bytes
from ct58.views.contribution import ContributionOrder, contribution_view
from ct58.views.indicators import Request, indicators_view

AS_OF, YEAR = dt.date(2025, 7, 15), Period.of_year(2025)
CODES = {"khoi-a": "CT-15", "khoi-b": "CT-15", "quang-nam": "QN-17"}
REVISIONS = {"khoi-a": "a1a1a1a", "khoi-b": "b2b2b2b", "quang-nam": "c3c3c3c"}
FORGOTTEN = 40
"""Members that a unit of khoi-b had left out of its first report."""
HAS_ENGINES = all(find_spec(name) for name in ("ibis", "duckdb", "pyarrow"))
WITH_UNITS = pytest.param(
    ("--units",),
    marks=[
        pytest.mark.skipif(not HAS_ENGINES, reason="ct58[rollup] is not installed: python3 dev.py engines"),
        pytest.mark.filterwarnings("ignore"),
    ],
)


def office(name: str) -> Office:
    """One of the three; khoi-b as it stood at first, khoi-b-late after its correction."""
    if name == "quang-nam":
        return programme_office("quang-nam-2025")
    made = demo_office(units=12, quarters=20, seed=58 if name == "khoi-a" else 59)
    return _corrected(made) if name == "khoi-b-late" else made


def _corrected(made: Office) -> Office:
    key = _corrected_report(made)
    report = made.reports[key]
    figures = {**report.figures, "members_admitted": report.figures["members_admitted"] + FORGOTTEN}  # type: ignore[operator]
    return replace(made, reports={**made.reports, key: replace(report, figures=figures)})


def _corrected_report(made: Office) -> tuple[str, str]:
    return next(
        key
        for key, report in made.reports.items()
        if key[1] == "2025-Q1" and isinstance(report.figures.get("members_admitted"), int)
    )


@cache
def package(name: str) -> ContributionPackage:
    """What an office sends, of which revision; with the units, which nobody has to look at."""
    id_ = name.removesuffix("-late")
    order = ContributionOrder(
        office=id_,
        as_of=AS_OF,
        period=YEAR,
        revision="b1b1b1b" if name == "khoi-b" else REVISIONS[id_],
        is_clean=True,
        with_units=True,
    )
    return contribution_view(office(name), order)


def admitted(name: str) -> object:
    """The figure in the office itself."""
    code = CODES[name.removesuffix("-late")]
    request = Request(period=Period.parse("2025-H1"), ids=(code,), with_past=False)
    (row,) = indicators_view(office(name), request, AS_OF).rows
    return row.result.main.numerator


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.fixture
def level(tmp_path: Path) -> Path:
    """What came to a region above the three, and a fourth that sent nothing."""
    for name in ("khoi-a", "khoi-b", "khoi-b-late", "quang-nam"):
        found = package(name)
        sent = found if HAS_ENGINES else replace(found, units=None)
        (tmp_path / f"{name}.zip").write_bytes(package_bytes(sent))
    hashes = {
        name: package(name).manifest.definitions[code].hash
        for name, code in CODES.items()
    }  # fmt: skip
    (tmp_path / "levels.yaml").write_text(
        f"""\
schema: ct58/levels/1
levels: [committee, region]
offices:
- {{id: vung, name: Vùng, level: region}}
- {{id: khoi-a, name: Khối A, level: committee, parent: vung}}
- {{id: khoi-b, name: Khối B, level: committee, parent: vung}}
- {{id: quang-nam, name: Quảng Nam, level: committee, parent: vung}}
- {{id: khoi-c, name: Khối C, level: committee, parent: vung}}
indicators:
- code: CT-15
  definition: "{hashes["khoi-a"]}"
  from: {{quang-nam: QN-17}}
  targets: {{region: {{op: ">=", value: 5000, unit: count}}}}
accepted:
- {{office: quang-nam, definition: "{hashes["quang-nam"]}", reason: đều là đảng viên mới kết nạp, document: 12-CV/VU}}
""",
        encoding="utf-8",
    )
    return tmp_path


SENT = ("khoi-a.zip", "khoi-b-late.zip", "quang-nam.zip")


def rolled_up(ct58: Ct58, *words: str) -> dict[str, Any]:
    """The level for programs."""
    done = ct58("rollup", "levels.yaml", *words, "-p", "2025-H1", "--format", "json")
    assert done.code == 0, done.err
    return done.data  # type: ignore[no-any-return]


@pytest.mark.parametrize("units", [(), WITH_UNITS])
def test_every_figure_leads_back_to_its_office_package_and_revision(
    ct58: Ct58, level: Path, units: tuple[str, ...]
) -> None:
    """Under the office's own code; what stands there in the office itself is the part, and the parts are the sum."""
    found = rolled_up(ct58, *SENT, "--id", "CT-15", *units)
    (row,) = found["indicators"]
    parts = {part["id"]: part for part in row["offices"]}
    names = {"khoi-a": "khoi-a", "khoi-b": "khoi-b-late", "quang-nam": "quang-nam"}
    assert {id_: part["numerator"] for id_, part in parts.items()} == {
        id_: admitted(name) for id_, name in names.items()
    }
    assert row["numerator"] == sum(part["numerator"] for part in parts.values())
    assert {id_: (part["own_id"], part["file"]) for id_, part in parts.items()} == {
        id_: (CODES[id_], f"{name}.zip") for id_, name in names.items()
    }
    offices = {entry["office"]: entry for entry in found["offices"]}
    for id_, name in names.items():
        assert offices[id_]["revision"] == REVISIONS[id_]
        assert offices[id_]["sha256"] == read_package(level / f"{name}.zip").sha256


def test_who_is_missing_is_in_no_figure_and_the_decision_is_told(ct58: Ct58, level: Path) -> None:
    """No range pretends to hold the fourth office; that two definitions are one stands below the table with its document."""
    (row,) = (found := rolled_up(ct58, *SENT))["indicators"]
    assert (found["missing"], row["without"]) == (["Khối C"], ["Khối C"])
    assert (row["lower"], row["upper"]) == (None, None)
    assert [entry["document"] for entry in found["accepted"]] == ["12-CV/VU"]
    page = ct58("rollup", "levels.yaml", *SENT, "-p", "2025-H1").out
    assert "Nothing has come from: Khối C." in page
    assert "accepted by 12-CV/VU" in page


def test_without_the_decision_the_other_programme_is_not_added(ct58: Ct58, level: Path) -> None:
    """It is refused with what would have to be written."""
    text = (level / "levels.yaml").read_text(encoding="utf-8")
    (level / "levels.yaml").write_text(text.partition("accepted:")[0], encoding="utf-8")
    done = ct58("rollup", "levels.yaml", *SENT)
    assert done.code == 4
    assert "CT-15 (QN-17) of Quảng Nam counts something else" in done.err


@pytest.mark.parametrize("units", [(), WITH_UNITS])
def test_a_late_correction_takes_the_place_of_the_first_package(
    ct58: Ct58, level: Path, units: tuple[str, ...]
) -> None:
    """Both together are refused; by itself it moves the sum by what had been forgotten."""
    done = ct58("rollup", "levels.yaml", "khoi-b.zip", *SENT, *units)
    assert done.code == 4
    assert "of a corrected contribution only the newer" in done.err
    (first,) = rolled_up(ct58, "khoi-a.zip", "khoi-b.zip", "quang-nam.zip", *units)["indicators"]
    (late,) = rolled_up(ct58, *SENT, *units)["indicators"]
    assert late["numerator"] - first["numerator"] == FORGOTTEN


@pytest.mark.parametrize("units", [WITH_UNITS])
def test_with_rows_of_units_a_figure_leads_to_the_unit(
    ct58: Ct58, level: Path, units: tuple[str, ...]
) -> None:
    """The units of an office add up to its part; the one that corrected itself has the higher number."""
    (row,) = rolled_up(ct58, *SENT, "--id", "CT-15", *units)["indicators"]
    for part in row["offices"]:
        own = [unit["numerator"] or 0 for unit in row["units"] if unit["office"] == part["id"]]
        assert sum(own) == part["numerator"]
    (before,) = rolled_up(ct58, "khoi-b.zip", "--id", "CT-15", *units)["indicators"]
    first = {unit["unit"]: unit["numerator"] for unit in before["units"]}
    late = {unit["unit"]: unit["numerator"] for unit in row["units"] if unit["office"] == "khoi-b"}
    corrected, _quarter = _corrected_report(office("khoi-b"))
    assert {unit for unit, number in late.items() if number != first[unit]} == {corrected}
