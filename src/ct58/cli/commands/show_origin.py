"""`show ID --origin`: which revision gave each figure the value that it has."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.cli.output import Answer
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.interest import interest_in
from ct58.domain.indicators.needs import default_period, report_periods
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.search import find_report, find_thing
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, EnvironmentProblem, InvalidData
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.history import origins_as_json, origins_page
from ct58.services.past.history import origins_view
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.changes import FigureOrigin


def origins_if_kept(around: Surroundings, office: Office, report: Report) -> tuple[FigureOrigin, ...] | None:
    """Where the figures of a report come from; None where the data has no history, or there is no git to ask."""
    try:
        repository = around.repository()
        revision = around.source.revision
        view = origins_view(
            repository,
            office,
            [report],
            None,
            "",
            around.memory_of_revisions(),
            revision.id if revision else "HEAD",
        )
    except EnvironmentProblem:
        return None
    return view.origins


@positional_record
class _Asked:
    """The reports and figures that are meant (None: all figures), and what they are called."""

    title: str
    reports: Sequence[Report]
    figures: frozenset[str] | None


def origins_answer(around: Surroundings, text: str, period: str | None = None) -> Answer:
    """Where the figures of one report, or those that feed an indicator, come from."""
    around = around.on_history()
    office = around.open_whole(STATUS_SLICE)
    asked = _asked(office, around, text, period)
    revision = around.source.revision
    view = origins_view(
        around.repository(),
        office,
        asked.reports,
        asked.figures,
        asked.title,
        around.memory_of_revisions(),
        revision.id if revision else "HEAD",
    )
    return Answer(
        command="origin",
        as_of=around.as_of,
        page=lambda: origins_page(view, around.speech),
        data=lambda: origins_as_json(view),
    )


def _asked(office: Office, around: Surroundings, text: str, period: str | None) -> _Asked:
    found = find_report(office, f"{text} {period}" if period else text, around.today)
    if found is not None:
        unit, of = found
        return _Asked(f"{unit.label}, {around.speech.period(of)}", [_report(office, unit.id, of)], None)
    thing = find_thing(office, text)
    figures = interest_in(office, thing).figures
    if not figures:
        raise BadUsage(
            msg(
                N_("Figures have an origin: of an indicator, a figure, or a unit's report; “{id}” is none."),
                id=thing.id,
            ),
            msg(N_("For example: ct58 show so y te 2021-Q2 --origin")),
        )
    of = parse_period(period, around.today) if period else default_period(office, around.as_of)
    keys = _periods(office, thing.record, of)
    reports = [report for (_unit, key), report in office.reports.items() if key in keys]
    return _Asked(f"{thing.id}, {around.speech.period(of)}", _in_order(office, reports), figures)


def _periods(office: Office, record: object, of: Period) -> frozenset[str]:
    """The periods whose reports feed an indicator in a period; of a figure the period itself, and once."""
    if not isinstance(record, Indicator):
        return frozenset({str(of), "once"})
    found = (report_periods(office, record, window) for window in windows(office, record, of))
    return frozenset().union(*found)


def unread_report(office: Office, unit: str, period: Period) -> InvalidData:
    """What is said of a report that cannot be read, or waits for a choice."""
    text, remedy = N_("The report of {unit} of {period} cannot be read."), N_("See: ct58 check")
    if office.is_report_unsettled(unit, str(period)):
        text, remedy = N_("The report of {unit} of {period} waits to be settled."), N_("To choose: ct58 sync")
    return InvalidData(msg(text, unit=office.label(unit), period=period), msg(remedy))


def _report(office: Office, unit: str, period: Period) -> Report:
    report = office.reports.get((unit, str(period)))
    if report is None and office.is_report_unread(unit, str(period)):
        raise unread_report(office, unit, period)
    if report is None:
        raise BadUsage(
            msg(N_("{unit} has no report of {period}."), unit=office.label(unit), period=period),
            msg(N_("Who has sent reports: ct58 reports --period {period}"), period=str(period)),
        )
    return report


def _in_order(office: Office, reports: Sequence[Report]) -> list[Report]:
    """By unit in the office's order, then by period."""
    places = {id_: place for place, id_ in enumerate(office.units)}
    last = len(places)
    return sorted(reports, key=lambda report: (places.get(report.unit, last), report.period.sort_key()))
