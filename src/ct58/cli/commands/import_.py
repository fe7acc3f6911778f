"""ct58 import: filled forms, grids, tables and lists of decisions, taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import ArrivalNumberOption, DryRunOption, HowOption, period_of
from ct58.cli.output import Answer, give
from ct58.cli.recorded import happened_on, past_day
from ct58.cli.standard_input import file_given
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.importing import Terms
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.imported import imported_as_json, imported_page
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.services.writing.forms import DecisionWords, ImportWords, import_decision, import_reports
from ct58.views.unit_import import ImportedView

app = typer.Typer(rich_markup_mode=None, add_completion=False)

ImportReasonOption = Annotated[
    str | None,
    typer.Option("--reason", help=_(N_("Why figures that were typed in before are changed."))),
]
WordOption = Annotated[
    list[str] | None,
    typer.Option(
        "--word",
        metavar=_(N_("WORD=VALUE")),
        help=_(N_("What a word of a decision's list means, such as “Loại A=good”; may be repeated.")),
    ),
]
PartialOption = Annotated[
    bool,
    typer.Option("--partial", help=_(N_("Write the reports without a problem, and leave out the others."))),
]

DecisionOption = Annotated[
    str | None, typer.Option("--decision", metavar=_(N_("NUMBER")), help=_(N_("The decision's number.")))
]
DecidedOnOption = Annotated[
    str | None, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The decision's date.")))
]
CountedInOption = Annotated[
    list[str] | None,
    typer.Option(
        "--counted-in",
        metavar=_(N_("UNIT|itself")),
        help=_(
            N_(
                "Of units that were merged inside the period: the unit whose report has their figures in it; "
                "“itself” where none has; may be repeated."
            )
        ),
    ),
]
ImportedOnOption = Annotated[
    str | None,
    typer.Option("--received-on", metavar=_(N_("DATE")), help=_(N_("When they arrived (default: today)."))),
]


@app.command(
    "import",
    cls=FormattedCommand,
    help=_(
        N_(
            "Take over forms that came back (.xlsx), grids, and CSV tables with a row a unit. All files are read "
            "first; with any problem nothing is written. With --list: the list of one decision."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 import bieu-mau --dry-run · ct58 import so-y-te-2021-Q2.xlsx --received-on 5/7/2021 · "
            "ct58 import --list party_rating --decision 87-QĐ/ĐU --on 28/12/2021 xep-loai.xlsx --period 2021"
        )
    ),
)
def import_command(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar=_(N_("FILE…")),
            help=_(N_("Workbooks, CSV files, or folders of them; “-”: standard input.")),
        ),
    ],
    period: Annotated[
        str | None,
        typer.Option(
            "--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Where the file does not say it."))
        ),
    ] = None,
    received_on: ImportedOnOption = None,
    arrival: ArrivalNumberOption = None,
    how: HowOption = None,
    reason: ImportReasonOption = None,
    partial: PartialOption = False,
    dry_run: DryRunOption = False,
    list_: Annotated[
        str | None,
        typer.Option(
            "--list", metavar=_(N_("FIGURE")), help=_(N_("A list of one decision, such as party_rating."))
        ),
    ] = None,
    decision: DecisionOption = None,
    on: DecidedOnOption = None,
    word: WordOption = None,
    counted_in: CountedInOption = None,
) -> int:
    """Read, plan, write, and say what happened; exit code of the gravest problem."""
    around: Surroundings = ctx.obj
    words = ImportWords(
        files=tuple(file_given(ctx, Path(file)) for file in files),
        terms=Terms(
            today=around.today,
            received_on=past_day(received_on, around),
            reason=reason,
            arrival_number=arrival,
            how=how,
            counted_in=tuple(counted_in or ()),
        ),
        period=period_of(period, around),
        is_trial=dry_run,
        is_partial=partial,
    )
    said = _decision(around, (list_, decision, on), _meanings(word or []), words.period)
    if said is not None and around.can_ask:
        said = replace(said, meanings={**said.meanings, **_asked(around, words, said)})
    if said is None and around.can_ask:
        words = _with_answers(around, words)
    view = _view(around, words, said)
    answer = Answer(
        command="import",
        as_of=around.today,
        page=lambda: imported_page(view, around.speech),
        data=lambda: imported_as_json(view, around.speech),
    )
    give(around, answer)
    return view.exit_code


def _view(around: Surroundings, words: ImportWords, said: DecisionWords | None) -> ImportedView:
    progress = around.progress(N_("Reading the files"))
    if said is None:
        return import_reports(around.desk(), words, around.speech, progress)
    return import_decision(around.desk(), words, said, around.speech, progress)


def _with_answers(around: Surroundings, words: ImportWords) -> ImportWords:
    """With what the person says of units that were merged inside the period; nothing is read where there are none."""
    from ct58.cli.dialogue.talk import counted_where

    office = around.open_whole(PROGRAMME_ONLY)
    if not any(unit.merged_into for unit in office.units.values()):
        return words
    asked = _view(around, replace(words, is_trial=True), None).unanswered
    answers = {(unit.id, str(of)): counted_where(around, office, unit, of) for unit, of in asked}
    return replace(words, terms=replace(words.terms, answers=answers))


def _decision(
    around: Surroundings,
    given: tuple[str | None, str | None, str | None],
    meanings: Mapping[str, str],
    period: Period | None,
) -> DecisionWords | None:
    """What --list, --decision, --on and --word say together; without --period it is the year of the decision."""
    figure, number, on = given
    if given == (None, None, None) and not meanings:
        return None
    if figure is None or number is None or on is None:
        raise BadUsage(
            msg(N_("The list of a decision needs --list, --decision and --on.")),
            msg(N_("For example: --list party_rating --decision 87-QĐ/ĐU --on 28/12/2021")),
        )
    day_ = happened_on(on, around)
    return DecisionWords(
        figure=figure, number=number, on=day_, period=period or Period.of_year(day_.year), meanings=meanings
    )


def _meanings(texts: Sequence[str]) -> dict[str, str]:
    """`Loại A=good` as word → meaning."""
    found = {}
    for text in texts:
        word, sign, meaning = text.rpartition("=")
        if not sign or not word.strip() or not meaning.strip():
            raise BadUsage(
                msg(N_("“{text}” explains nothing."), text=text),
                msg(N_('Write the word of the list, then what it means: --word "Loại A=good"')),
            )
        found[word.strip()] = meaning.strip()
    return found


def _asked(around: Surroundings, words: ImportWords, said: DecisionWords) -> Mapping[str, str]:
    """What each unknown word means, asked once for all its rows; those that nobody explains are left out."""
    from ct58.cli.dialogue.talk import explained

    unknown = _view(around, replace(words, is_trial=True), said).unknown_words
    figure = around.open_whole(PROGRAMME_ONLY).figure(said.figure) if unknown else None
    return explained(around, figure, unknown) if figure is not None else {}
