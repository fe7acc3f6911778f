"""ct58 check."""

from __future__ import annotations

from typing import Annotated

import typer

from ct58.cli.group import ViewCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.suggestions import suggestion
from ct58.errors import BadUsage
from ct58.errors.rules import RULES
from ct58.i18n import N_, msg
from ct58.render.screens.check import (
    check_page,
    codes_page,
    explain_page,
    findings_as_github,
    findings_as_json,
)
from ct58.services.reading.checking import check_data
from ct58.services.setup.editor import SCHEMAS_BESIDE
from ct58.views.findings import FindingsView

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class CheckCommand(ViewCommand):
    """A view that can also speak to a hosting platform."""

    formats = (*ViewCommand.formats, "github")
    form_help = N_("The form (default: text); github: shown on the lines of a pull request.")
    strict_help = N_("Warnings count as errors.")


@app.command(
    cls=CheckCommand,
    help=_(N_("Check all the data: every finding with its place and remedy. Nothing is changed.")),
    epilog=_(
        N_(
            "Examples: ct58 check · ct58 check --explain F103 · ct58 check --since main · "
            "ct58 check --since origin/main --format github"
        )
    ),
)
def check(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=_(N_("REV")),
            help=_(N_("Only what a change brings in: since a revision, a day, or against a folder.")),
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar=_(N_("CODE")), help=_(N_("Explain a code; “all” lists them."))),
    ] = None,
) -> int:
    """Show all findings; exit code 1 if there is an error (with --strict: or a warning)."""
    around: Surroundings = ctx.obj
    if explain is not None:
        _explain(around, explain)
        return 0
    view = _findings(around, since)
    give(
        around,
        Answer(
            command="check",
            as_of=around.as_of,
            page=lambda: check_page(view, around.speech),
            data=lambda: findings_as_json(view, around.speech),
            texts={"github": lambda: _for_github(around, view)},
        ),
    )
    return 1 if view.count("error") or (around.options.strict and view.count("warning")) else 0


def _findings(around: Surroundings, since: str | None) -> FindingsView:
    if since is None:
        return check_data(around.source, around.progress(), SCHEMAS_BESIDE)
    from ct58.services.round.gate import check_change

    start = around.named_sources().left_at(since, around.source.revision)
    return check_change(start, around.source, since, around.as_of, around.progress())


def _for_github(around: Surroundings, view: FindingsView) -> str:
    from ct58.services.round.gate import below_top

    prefix = below_top(around.source, around.folder, around.environment)
    return findings_as_github(view, prefix, around.speech)


def _explain(around: Surroundings, code: str) -> None:
    """One code, or all of them."""
    speech = around.speech
    wanted = code.upper()
    if wanted != "ALL" and wanted not in RULES:
        raise BadUsage(
            msg(N_("There is no code {code}{suggestion}."), code=code, suggestion=suggestion(wanted, RULES)),
            msg(N_("All codes: ct58 check --explain all")),
        )
    page = codes_page(speech) if wanted == "ALL" else explain_page(wanted, RULES[wanted], speech)
    rows = [
        {
            "code": name,
            "severity": rule.severity,
            "since": rule.since,
            "message": speech.gettext(rule.message),
            "why": speech.gettext(rule.why),
            "hint": speech.gettext(rule.hint),
        }
        for name, rule in RULES.items()
        if wanted in ("ALL", name)
    ]
    give(
        around,
        Answer(command="explain", as_of=around.as_of, page=lambda: page, data=lambda: rows),
    )
