"""ct58 show."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import period_of, period_option
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.search import (
    Thing,
    all_things,
    clauses_below,
    find_indicator,
    find_report,
    find_thing,
    id_among,
    split_period,
)
from ct58.domain.standing.hindsight import as_known
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import read_programme

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "One task, duty, figure, clause, section, part or unit, by its id or name; with a period a unit's report, "
            "read back; of an indicator how its value comes about, step by step."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 show PL-02 · ct58 show CT-18 --period 2021 --as-of 15/1/2022 · "
            "ct58 show CT-18 --units -o giai-trinh.docx · ct58 show II.4.1 · ct58 show so y te · "
            "ct58 show so y te q2/2024"
        )
    ),
)
def show(
    ctx: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(
            metavar=_(N_("ID [PERIOD]")),
            help=_(N_("An id, or a unit's name without accents; then a period.")),
        ),
    ],
    period: Annotated[
        str | None,
        period_option(
            N_(
                "Of an indicator: the period to explain (default: the last quarter that has ended); "
                "of a unit: its report."
            )
        ),
    ] = None,
    units: Annotated[
        bool,
        typer.Option("--units", help=_(N_("Of an indicator: every unit, with its answer, file and line."))),
    ] = False,
    origin: Annotated[
        bool,
        typer.Option(
            "--origin",
            help=_(N_("Who gave each figure its value: of a unit and period, an indicator, a figure.")),
        ),
    ] = False,
) -> None:
    """Show one thing."""
    around: Surroundings = ctx.obj
    text = " ".join(what)
    period_of(period, around)  # what is no period is no period of anything
    if origin:
        from ct58.cli.commands.show_origin import origins_answer

        give(around, origins_answer(around, text, period))
        return
    indicator, period = _indicator(around, text, period)
    if indicator is not None:
        give(around, _explained(around, indicator.id, period, with_units=units))
        return
    reading = None if units else _read_back(around, f"{text} {period}" if period else text)
    if reading is not None:
        give(around, reading)
    elif period or units:
        raise BadUsage(
            msg(N_("--period and --units explain an indicator; “{text}” is none."), text=text),
            msg(N_("All indicators: ct58 list indicators")),
        )
    else:
        give(around, _shown(around, text))


def _indicator(around: Surroundings, text: str, period: str | None) -> tuple[Indicator | None, str | None]:
    """The indicator that is meant, and its period, which may stand behind its id."""
    programme = as_known(read_programme(around.source), around.as_of)
    found = find_indicator(programme, text)
    parts = split_period(text.split(), around.as_of) if found is None and period is None else None
    if parts is not None and (named := find_indicator(programme, " ".join(parts[0]))) is not None:
        return named, str(parts[1])
    return found, period


def _read_back(around: Surroundings, text: str) -> Answer | None:
    """A unit's report of a period; None where the text does not name a unit and a period."""
    if split_period(text.split(), around.as_of) is None:
        return None
    from ct58.services.reading.opening import Slice

    register = around.with_options(quiet=True).open(
        Slice(needs=frozenset({"programme"}), also_reads=frozenset({"units"}))
    )
    words = split_period(text.split(), around.as_of)
    if words is not None and id_among(" ".join(words[0]), register.items) is not None:
        return None
    found = find_report(register, text, around.as_of)
    if found is None:
        return None
    return _report_answer(around, found[0].id, found[1])


def _report_answer(around: Surroundings, unit_id: str, period: Period) -> Answer:
    """The report with its standing, beside the one before; with who kept it where there is a history."""
    from ct58.cli.commands.show_origin import unread_report
    from ct58.domain.planning.reports import check_asked
    from ct58.render.screens.unit_report import reading_as_json, reading_page
    from ct58.services.reading.opening import Slice
    from ct58.views.unit_report import reading_view

    before = {str(period.previous())} if period.kind != "once" else set()
    part = Slice(
        needs=frozenset({"programme", "units", "reports", "events", "periods"}),
        periods=frozenset({str(period), "once", *before}),
    )
    office = around.open(part)
    unit = office.units[unit_id]
    if office.is_report_unread(unit_id, str(period)):
        raise unread_report(office, unit_id, period)
    view = reading_view(office, unit, period, around.as_of)
    if view.report is None:
        check_asked(office, unit, period)
    else:
        from ct58.cli.commands.show_origin import origins_if_kept

        view = replace(view, origins=origins_if_kept(around, office, view.report))
    return Answer(
        command="show",
        as_of=around.as_of,
        page=lambda: reading_page(view, around.speech),
        data=lambda: reading_as_json(view),
    )


def _shown(around: Surroundings, text: str) -> Answer:
    """One thing, with where its obligations stand; of a section of the programme all its clauses."""
    from ct58.render.screens.show import detail_as_json, section_as_json, section_page, show_page
    from ct58.services.reading.opening import STATUS_SLICE
    from ct58.views.detail import detail_view

    office = around.open(STATUS_SLICE)
    section = [detail_view(office, clause, around.as_of) for clause in clauses_below(office, text)]
    if section:
        id_ = text.upper()
        return Answer(
            command="show",
            as_of=around.as_of,
            page=lambda: section_page(id_, section, around.speech),
            data=lambda: section_as_json(id_, section),
        )
    view = detail_view(office, _meant(around, office, text), around.as_of)
    return Answer(
        command="show",
        as_of=around.as_of,
        page=lambda: show_page(view, around.speech),
        data=lambda: detail_as_json(view),
    )


def _meant(around: Surroundings, office: Office, text: str) -> Thing:
    """What the text means on the day. Raises BadUsage; of what is of a later day it says so."""
    from ct58.services.reading.opening import STATUS_SLICE

    try:
        return find_thing(office, text)
    except BadUsage:
        _refuse_period(around, office, text)
        whole = around.open_whole(STATUS_SLICE)
        later = next((thing for thing in all_things(whole) if fold(thing.id) == fold(text)), None)
        if later is None:
            raise
        raise BadUsage(
            msg(N_("{id} was not there yet on {day}."), id=later.id, day=around.as_of),
            msg(N_("Ask about a later day with --as-of, or leave it out.")),
        ) from None


def _refuse_period(around: Surroundings, office: Office, text: str) -> None:
    """Raises BadUsage where the text is known but for a period behind it, which only a unit and an indicator have."""
    parts = split_period(text.split(), around.as_of)
    id_ = id_among(" ".join(parts[0]), (thing.id for thing in all_things(office))) if parts else None
    if id_ is not None:
        raise BadUsage(
            msg(N_("A period is asked of a unit or an indicator; {id} is neither."), id=id_),
            msg(N_("See it as a whole: ct58 show {id}"), id=id_),
        )


def _explained(around: Surroundings, id_: str, period: str | None, *, with_units: bool) -> Answer:
    """An indicator, with how its value comes about in a period."""
    from ct58.cli.commands.indicators import with_reported
    from ct58.render.screens.amendments import history_as_json
    from ct58.render.screens.explanation import explanation_as_json, explanation_page
    from ct58.render.words.record_keys import thing_as_json
    from ct58.services.reading.slices import indicator_slice
    from ct58.views.explanation import explanation_view

    asked = period_of(period, around)
    needed = indicator_slice(around.source, around.as_of, asked, (id_,))
    office = around.open(needed.slice)
    view = explanation_view(office, needed.request, around.as_of)
    thing = find_thing(office, id_)
    return Answer(
        command="show",
        as_of=around.as_of,
        page=lambda: with_reported(
            explanation_page(view, around.speech, with_units=with_units), around, office, needed.slice, (id_,)
        ),
        data=lambda: {
            **thing_as_json(thing, office.line(thing.file, thing.at)),
            **history_as_json(view.history),
            "explanation": explanation_as_json(view, around.speech),
        },
    )
