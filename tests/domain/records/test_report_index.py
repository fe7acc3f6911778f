"""The reports by period: which are there is known at once, what they say only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.support.offices import report

from ct58.domain.records.report_index import PeriodSource, Reports, ReportsByFile, by_period
from ct58.domain.records.reports import Report, ReportHead

GIVEN = {
    (unit, period): report(unit, period, on="2021-07-05")
    for unit in ("a", "b")
    for period in ("2021-Q2", "2021-Q3")
}


class Known(PeriodSource):
    """The given reports."""

    def heads(self, period: str) -> Mapping[str, ReportHead]:
        """As they are."""
        return by_period(GIVEN).heads_of(period)

    def of(self, period: str) -> Mapping[str, Report]:
        """As they are."""
        return by_period(GIVEN).of(period)


def watched(asked: list[str]) -> Reports:
    """The given reports, of which it is noted when a period is asked for."""

    class Watched(Known):
        def of(self, period: str) -> Mapping[str, Report]:
            asked.append(period)
            return super().of(period)

    return by_period(GIVEN).changed(Watched())


def test_which_reports_there_are_is_known_without_what_they_say() -> None:
    """In the order of the keys; a period is asked for once."""
    asked: list[str] = []
    reports = watched(asked)
    assert list(reports) == list(GIVEN)
    assert len(reports) == len(GIVEN)
    assert ("a", "2021-Q4") not in reports
    assert reports.get(("a", "2021-Q4")) is None
    assert asked == []
    assert reports["b", "2021-Q3"] is reports.of("2021-Q3")["b"]
    assert asked == ["2021-Q3"]
    assert reports == GIVEN


def test_a_report_is_there_if_its_head_is() -> None:
    """Who is asked on an earlier day knows fewer of them."""

    class Fewer(Known):
        def heads(self, period: str) -> Mapping[str, ReportHead]:
            return {unit: head for unit, head in super().heads(period).items() if unit == "a"}

    fewer = by_period(GIVEN).changed(Fewer())
    assert list(fewer) == [("a", "2021-Q2"), ("a", "2021-Q3")]
    assert fewer.get(("b", "2021-Q2")) is None
    assert not by_period({})


def test_by_file_they_are_what_their_files_are_named() -> None:
    """Of any other file there is none."""
    files = ReportsByFile(by_period(GIVEN))
    assert next(iter(files)) == "units/a/reports/2021-Q2.yaml"
    assert files["units/b/reports/2021-Q3.yaml"] is GIVEN["b", "2021-Q3"]
    assert "units/a/unit.yaml" not in files
    assert files.get("units/c/reports/2021-Q2.yaml") is None
    assert len(files) == len(GIVEN)


def test_few_reports_of_a_period_are_had_without_the_others() -> None:
    """One of twelve; of more than a ninth the whole period is asked for, and where nobody knows them apart, too."""
    many = {(f"u{number}", "2021-Q2"): report(f"u{number}", "2021-Q2") for number in range(12)}
    apart: list[tuple[str, str]] = []
    whole: list[str] = []

    class Apart(PeriodSource):
        def heads(self, period: str) -> Mapping[str, ReportHead]:
            return by_period(many).heads_of(period)

        def of(self, period: str) -> Mapping[str, Report]:
            whole.append(period)
            return by_period(many).of(period)

        def few(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Report]:
            apart.extend(keys)
            return {key: many[key] for key in keys if key != ("u2", "2021-Q2")}

    def found(*units: str) -> Mapping[str, Report]:
        return ReportsByFile(by_period(many).changed(Apart())).of_units(units)

    assert list(found("u1").values()) == [many["u1", "2021-Q2"]]
    assert (apart, whole) == ([("u1", "2021-Q2")], [])
    assert list(found("u3", "u4").values()) == [many["u3", "2021-Q2"], many["u4", "2021-Q2"]]
    assert (len(apart), whole) == (1, ["2021-Q2"])
    assert list(found("u2").values()) == [many["u2", "2021-Q2"]]
    assert len(whole) == 2
