"""ct58 plan: the draft of a work programme."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.options import (
    HalfOption,
    OwnerOption,
    PeriodOption,
    PeriodWords,
    QuarterOption,
    TemplateOption,
    TermOption,
    YearOption,
    asked_period,
    due_filter,
    warn_of_form,
)
from ct58.cli.output import Answer, document_texts, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.standing.report_calendar import check_horizon
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.plan import plan_as_json, plan_counts, plan_page
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.plan import PlanView, next_quarter, plan_view, running_quarter

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=ViewCommand,
    help=_(
        N_(
            "The draft of a work programme: what falls due in a period by who leads it, what is carried over, "
            "and the standing duties. Without a period: the coming quarter; with --rest what is left of the one that runs."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 plan · ct58 plan --quarter III/2021 -o chuong-trinh.docx · "
            "ct58 plan --year 2022 -o nam-2022.md"
        )
    ),
)
def plan(
    ctx: typer.Context,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    year: YearOption = None,
    term: TermOption = False,
    period: PeriodOption = None,
    rest: Annotated[
        bool, typer.Option("--rest", help=_(N_("What is still to be done of the quarter that runs.")))
    ] = False,
    owner: OwnerOption = None,
    template: TemplateOption = None,
) -> None:
    """Show the work of a period."""
    around: Surroundings = ctx.obj
    office = around.open(STATUS_SLICE)
    said = PeriodWords(quarter=quarter, half=half, year=year, period=period, term=term)
    named = asked_period(said, office.horizon, around.today)
    running = running_quarter(around.as_of, office.horizon) if named is None else None
    if rest and running is None:
        raise BadUsage(
            msg(N_("--rest is of the quarter that runs; another period has no rest.")),
            msg(N_("Leave out --rest, or the period.")),
        )
    asked = named or (running if rest and running else next_quarter(around.as_of))
    check_horizon(office, asked)
    view = plan_view(office, asked, around.as_of, due_filter(office, owner, None), is_rest=rest)

    def markdown() -> str:
        from ct58.services.documents.letters import work_programme_as_markdown

        return work_programme_as_markdown(view, around.source.root, template)

    give(
        around,
        Answer(
            command="plan",
            as_of=around.as_of,
            page=lambda: plan_page(view, around.speech, None if rest else running),
            data=lambda: plan_as_json(view),
            beside=lambda: plan_counts(view),
            texts=document_texts(markdown),
            files={"docx": lambda: _as_word(around, view, template)},
            template=template,
        ),
    )


def _as_word(around: Surroundings, view: PlanView, template: Path | None) -> bytes:
    from ct58.services.documents.letters import work_programme_as_word

    warn_of_form(around, "work_programme", template, view.form.day)
    return work_programme_as_word(view, around.source.root, template)
