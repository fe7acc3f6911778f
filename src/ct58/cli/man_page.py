"""The manual page, made of what --help says: for `man`, as roff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import click

from ct58 import __version__
from ct58.cli.language import _
from ct58.i18n import N_

_NAME, _SYNOPSIS = N_("NAME"), N_("SYNOPSIS")
_EXIT_CODES = (
    ("0", N_("Fine.")),
    ("1", N_("Something was found, where that is asked for (check, fmt --check, diff --exit-code).")),
    ("2", N_("Wrong usage: an option, id, value or date that there is not.")),
    ("3", N_("The data that the command needs has errors, so nothing was computed.")),
    ("4", N_("Refused: locked, changed meanwhile, there already, against the record.")),
    ("5", N_("The environment: no data, no git, no room, a file open elsewhere.")),
    ("70", N_("A fault of ct58 itself.")),
    ("130", N_("Interrupted.")),
)
_VARIABLES = (
    ("CT58_DATA", N_("The data folder, where --data does not name one.")),
    ("CT58_LANG", N_("The language: vi (default) or en.")),
    ("CT58_PAGER, PAGER", N_("What pages through more than the screen holds.")),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR", N_("Whether to draw in colours, where --color does not say it.")),
    ("CT58_CACHE, CT58_STATE", N_("Where ct58 remembers what it has read, and what undo takes back.")),
)


def man_page(group: click.Group, ctx: click.Context) -> str:
    """The page: name, the commands under their headings, each with its options, exit codes, environment."""
    about = (group.help or "").rstrip(".")
    lines = [
        "'\\\" -*- coding: utf-8 -*-",
        f'.TH CT58 1 "" "ct58 {_roff(__version__)}"',
        f".SH {_(_NAME)}",
        f"ct58 \\- {_roff(about)}",
        f".SH {_(_SYNOPSIS)}",
        *_help(ctx, "SH"),
    ]
    for leaf in _leaves(ctx):
        lines += [f'.SH "{_roff(leaf.command_path)}"', *_help(leaf, "SS")]
    for title, rows in ((N_("EXIT CODES"), _EXIT_CODES), (N_("ENVIRONMENT"), _VARIABLES)):
        lines += [f'.SH "{_(title)}"', *_list([(name, _(meaning)) for name, meaning in rows])]
    return "\n".join(lines) + "\n"


def _leaves(ctx: click.Context) -> Iterator[click.Context]:
    """Every command, and those below it."""
    group = ctx.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=ctx, obj=ctx.obj)
        yield below
        yield from _leaves(below)


def _help(ctx: click.Context, heading: str) -> Sequence[str]:
    writer = _RoffWriter(heading)
    ctx.command.format_help(ctx, writer)
    return writer.lines


class _RoffWriter(click.HelpFormatter):
    """What click writes a help with; it breaks no lines, because `man` does."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self.lines: list[str] = []

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The call, in bold as far as it is typed so."""
        self.lines += [".PP", f"\\fB{_roff(prog)}\\fR {_roff(args)}"]
        if self._heading == "SH":
            self.write_heading(_(N_("DESCRIPTION")))

    def write_heading(self, heading: str) -> None:
        """A section."""
        self.lines.append(f'.{self._heading} "{_roff(heading)}"')

    def write_text(self, text: str) -> None:
        """A paragraph."""
        self.lines += [".PP", _roff(" ".join(text.split()))]

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names with their meanings."""
        self.lines += _list(rows)

    def write_paragraph(self) -> None:
        """Nothing: each part begins one."""

    def write(self, string: str) -> None:
        """A line as it stands."""
        if string.strip():
            self.lines += [".PP", _roff(string.strip())]


def _list(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in rows:
        yield from (".TP", f"\\fB{_roff(name)}\\fR", _roff(" ".join(meaning.split())) or "\\&")


def _roff(text: str) -> str:
    """A text that means nothing to roff; a hyphen stays one that can be copied."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return re.sub(r"(?m)^(?=[.'])", "\\&", plain)
