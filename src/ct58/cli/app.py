"""The top of the command line: `ct58` alone, its --version, and the group of commands."""

from __future__ import annotations

import click

from ct58 import __version__
from ct58.cli.group import Ct58Group
from ct58.cli.language import _
from ct58.i18n import N_


def build_group() -> Ct58Group:
    """The group, with help in the language of this run."""
    return Ct58Group(
        name="ct58",
        callback=_welcome,
        invoke_without_command=True,
        no_args_is_help=False,
        rich_markup_mode=None,
        options_metavar=_(N_("[OPTIONS]")),
        subcommand_metavar=_(N_("COMMAND [ARGUMENTS]…")),
        help=_(N_("Follow an action programme: what is due, what units send, which targets are met.")),
        epilog=_(
            N_("Examples: ct58 overdue · ct58 overdue --as-of 15/7/2021 · ct58 show PL-02 · ct58 check")
        ),
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
        params=[
            click.Option(
                ["--as-of"],
                metavar=_(N_("DATE")),
                help=_(N_("The day to answer for (default: today), e.g. 15/7/2021.")),
            ),
            click.Option(
                ["--version", "-V"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help=_(N_("Show the version.")),
            ),
        ],
    )


def _print_version(ctx: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        click.echo(f"ct58 {__version__}")
        ctx.exit()


@click.pass_context
def _welcome(ctx: click.Context, as_of: str | None) -> None:
    """Bare `ct58`: whom to call today, the numbers of the day, and what to do next."""
    if ctx.invoked_subcommand is None:
        from ct58.cli.commands.today import show_today

        show_today(ctx.obj.with_options(as_of=as_of))
    elif as_of is not None:
        raise click.UsageError(
            _(N_("Options stand after the command, as in: ct58 overdue --as-of 15/7/2021")), ctx
        )
