"""The command line's frame: lazy commands under headings, aliases, did-you-mean, common options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import typer
from click.core import augment_usage_errors
from typer.core import TyperCommand, TyperGroup

from ct58.cli.commands_table import COMMANDS, PARTS, all_names, find, other_names, part_names, part_of_help
from ct58.cli.language import _
from ct58.cli.parameters import in_our_words, refuse_empty, refuse_repeated, restore_argument_help
from ct58.cli.screen import COLOURS
from ct58.domain.text.vietnamese import closest
from ct58.errors import BadUsage
from ct58.i18n import N_, msg

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Helped(click.Command):
    """Says what `--help` does in our words: for click's own the whole catalogue would be read at every start."""

    _asks_for_help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option, made once; None where the command has none."""
        names = self.get_help_option_names(ctx)
        if not names or not self.add_help_option:
            return None
        if self._asks_for_help is None:
            self._asks_for_help = click.Option(
                [*names, "shows_help"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                help=_("Show this message and exit."),
                callback=_show_help,
            )
        return self._asks_for_help


def _show_help(ctx: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class Ct58Group(_Helped, TyperGroup):
    """Commands from the table, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the table's order; aliases are not listed."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or alias."""
        entry = find(cmd_name)
        if entry is None:
            return None
        module = import_module(f"ct58.cli.commands.{entry.module}")
        command = typer.main.get_command(getattr(module, entry.app))
        command.name = entry.name
        if ctx.resilient_parsing:
            from ct58.cli.offered_names import offer_names

            offer_names(command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Commands from the table alone, and the options of the top."""
        from ct58.cli.completing import begun_names

        names = ((entry.name, _(entry.help), entry.aliases) for entry in COMMANDS)
        return [*begun_names(names, incomplete), *click.Command.shell_complete(self, ctx, incomplete)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say of an option before the command that it belongs behind it."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            text = _(N_("{problem} Options stand after the command, as in: ct58 overdue --as-of 15/7/2021"))
            raise click.UsageError(text.format(problem=error.format_message()), ctx) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is refused with what was probably meant."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not name.startswith("-"):
            raise click.UsageError(_unknown("ct58", name, all_names()), ctx)
        return (command.name, command, args[1:]) if command else super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, one a line."""
        write_examples(self.epilog, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, from the table alone."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS):
            rows = [(entry.name, _(entry.help)) for entry in COMMANDS if entry.section == section]
            with formatter.section(_(section)):
                formatter.write_dl(rows)


def _unknown(path: str, name: str, known: Sequence[str]) -> str:
    """No such command below `ct58` or `ct58 record`, and what was probably meant."""
    near = closest(name, known, limit=1)
    text = _(N_("There is no command “{name}”.")).format(name=name)
    if near:
        meant = _(N_("Did you mean: {command}?")).format(command=f"{path} {near[0]}")
        return f"{text} {meant}"
    everything = _(N_("All commands: {path} --help")).format(path=path)
    return f"{text} {everything}"


def write_examples(epilog: str | None, formatter: click.HelpFormatter) -> None:
    """`Examples: this · that` as a section with a line each, to be copied as they stand."""
    title, _colon, examples = (epilog or "").partition(": ")
    if examples:
        with formatter.section(title):
            for example in examples.split(" · "):
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def write_aliases(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The command's other names, as they are typed."""
    program, *path = ctx.command_path.split()
    names = ", ".join(f"{program} {name}" for name in other_names(path))
    if names:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(N_("Also: {names}")).format(names=names))


_PERIOD = (
    r"(q|quy|quý|h|t|thang|tháng|nam|năm)?\.?\s*[0-9ivx]+\s*[/.-]\s*[0-9]{4}|[0-9]{4}-?[qhmw]?[0-9]{0,2}"
)
"""What was meant for a period, right or wrong."""


def refuse_period_alone(words: str, parameters: Sequence[click.Parameter]) -> None:
    """Raises BadUsage for a period that stands where nothing can stand: what is wrong with it, or which option it belongs to."""
    is_asked = any("--period" in parameter.opts for parameter in parameters)
    if not is_asked or re.fullmatch(_PERIOD, words.strip().lower()) is None:
        return
    from ct58.domain.time.dates import parse_period

    parse_period(words)
    raise BadUsage(
        msg(N_("“{words}” stands alone; a period stands behind its option."), words=words),
        msg(N_('Write: --period "{words}"'), words=words),
    )


class PlainCommand(_Helped, TyperCommand):
    """A command with its help in our form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["options_metavar"] = _(N_("[OPTIONS]"))
        super().__init__(*args, **kwargs)
        for parameter in self.params:
            in_our_words(parameter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what was said by accident: a name without its quotes, an option twice, an empty value."""
        ctx.allow_extra_args = True
        with augment_usage_errors(ctx):
            _values, _words, given = self.make_parser(ctx).parse_args(list(args))
            left_over = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return left_over
        refuse_repeated(given, ctx)
        refuse_empty(self.params, ctx)
        if left_over:
            refuse_period_alone(" ".join(left_over), self.params)
            text = _(
                N_('Not understood: {words}. A name of several words stands in quotes: --unit "so y te".')
            )
            raise click.UsageError(text.format(words=" ".join(left_over)), ctx)
        return left_over

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, and what else it is called."""
        super().format_help_text(ctx, formatter)
        write_aliases(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments with their help, then the options."""
        restore_argument_help(self)
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, one a line."""
        write_examples(self.epilog, formatter)


class PlainGroup(_Helped, TyperGroup):
    """A command with commands of its own, each with its whole sentence in the help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["options_metavar"] = _(N_("[OPTIONS]"))
        kwargs["subcommand_metavar"] = _(N_("COMMAND [ARGUMENTS]…"))
        super().__init__(*args, **kwargs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or alias."""
        return super().get_command(ctx, part_of_help(self.name or "", cmd_name) or cmd_name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Its commands, by all their names, and its options."""
        from ct58.cli.completing import begun_names

        parts = PARTS.get(self.name or "", {})
        names = (
            (name, part.get_short_help_str(500), parts.get(name, ())) for name, part in self.commands.items()
        )
        return [*begun_names(names, incomplete), *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is refused with what was probably meant."""
        command, said = self.get_command(ctx, args[0]), args[0]
        if command is None and not said.startswith("-"):
            raise click.UsageError(_unknown(ctx.command_path, said, part_names(self.name or "")), ctx)
        return (command.name, command, args[1:]) if command else super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, and what else it is called."""
        super().format_help_text(ctx, formatter)
        write_aliases(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and sentences."""
        rows = [(name, command.get_short_help_str(500)) for name, command in self.commands.items()]
        with formatter.section(_(N_("Commands"))):
            formatter.write_dl(rows)


class DataCommand(PlainCommand):
    """A command on a data folder: adds --data, --quiet and --debug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += self.common_options()

    def common_options(self) -> list[click.Parameter]:
        """The options that are not the command's own."""
        return [
            click.Option(
                ["--data"], metavar=_(N_("DIR")), help=_(N_("The data folder, or the folder above it."))
            ),
            click.Option(["--quiet", "-q"], is_flag=True, help=_(N_("No warnings and no progress."))),
            click.Option(["--debug"], is_flag=True, help=_(N_("Show the whole trace when ct58 fails."))),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Move the common options from the parameters into the surroundings, then run."""
        names = [option.name for option in self.common_options() if option.name]
        ctx.obj = ctx.obj.with_options(**{name: ctx.params.pop(name) for name in names})
        return super().invoke(ctx)


class ViewCommand(DataCommand):
    """A command that shows something: adds --as-of, --rev, --format, -o, --force and --strict."""

    formats: tuple[str, ...] = ("text", "json", "csv", "md", "html", "docx", "xlsx")
    form_help = N_("The form (default: text).")
    strict_help = N_("Show nothing while a file has errors (exit 3).")

    def common_options(self) -> list[click.Parameter]:
        """The options of every view."""
        return [
            click.Option(
                ["--as-of"],
                metavar=_(N_("DATE")),
                help=_(N_("The day to answer for (default: today), e.g. 15/7/2021.")),
            ),
            click.Option(
                ["--rev"],
                metavar=_(N_("REV")),
                help=_(N_("The data as it was kept: a revision, an issued summary's name, or a day.")),
            ),
            click.Option(["--format"], type=click.Choice(self.formats), help=_(self.form_help)),
            click.Option(
                ["--output", "-o"],
                metavar=_(N_("FILE")),
                help=_(N_("Write to a file, whose ending sets the form; “-”: to standard output.")),
            ),
            click.Option(["--force"], is_flag=True, help=_(N_("Overwrite the file."))),
            click.Option(["--strict"], is_flag=True, help=_(self.strict_help)),
            click.Option(["--color"], type=click.Choice(COLOURS), help=_(N_("Colours (default: auto)."))),
            click.Option(["--no-pager"], is_flag=True, help=_(N_("All at once, however long it is."))),
            *super().common_options(),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Refuse a file that is there before anything is recorded, fetched or counted; `-o -` is none."""
        output = ctx.params.get("output")
        if output == "-":
            ctx.params["output"] = None
            ctx.obj = ctx.obj.with_options(to_pipe=True)
        elif output and not ctx.params.get("force"):
            from ct58.store.output_file import refuse_file

            refuse_file(Path(output))
        return super().invoke(ctx)


class FormattedCommand(DataCommand):
    """A command on a data folder: adds --format."""

    def common_options(self) -> list[click.Parameter]:
        """The form of what is said, and the options of every command."""
        choice = click.Choice(("text", "json"))
        return [
            click.Option(["--format"], type=choice, help=_(N_("The form (default: text)."))),
            *super().common_options(),
        ]


class NewFolderCommand(FormattedCommand):
    """A command that makes a folder with data: there is none yet that --data could name."""

    def common_options(self) -> list[click.Parameter]:
        """The form of what is said, and the options of every command but --data."""
        return [option for option in super().common_options() if option.name != "data"]


class HistoryCommand(ViewCommand):
    """A view that names its revisions by itself: without --rev."""

    def common_options(self) -> list[click.Parameter]:
        """The options of every view but one."""
        return [option for option in super().common_options() if option.name != "rev"]
