"""What a shell is answered when somebody presses the Tab key: commands, options, and the names that stand in the data."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import click
from click.shell_completion import BashComplete, CompletionItem, ShellComplete, add_completion_class

from ct58.cli.surroundings import COMPLETION_VARIABLE, Surroundings

_LINE_OF_POWERSHELL = "_TYPER_COMPLETE_ARGS"
"""Where typer's script puts what has been typed."""


class InOurBash(BashComplete):
    """Bash: as click has it, without a look at the version of a Bash that need not be here, and no blank after `=`."""

    source_template: ClassVar[str] = """\
%(complete_func)s() {
  local IFS=$'\\n' kind word
  COMPREPLY=()
  while IFS=, read -r kind word; do
    case $kind in
      dir) compopt -o dirnames ;;
      file) compopt -o default ;;
      plain) COMPREPLY+=("$word"); [[ $word != *= ]] || compopt -o nospace ;;
    esac
  done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def source(self) -> str:
        """The script, whatever shell prints it."""
        return ShellComplete.source(self)


def know_the_shells() -> None:
    """Make our Bash and typer's PowerShell known beside click's shells."""
    from typer._completion_classes import PowerShellComplete

    add_completion_class(InOurBash)
    add_completion_class(PowerShellComplete, "powershell")


def answer_shell(group: click.Group, around: Surroundings, asked: str) -> int:
    """Print what a shell may complete; nothing where the data cannot be read: a Tab is no place for a complaint."""
    from click.shell_completion import shell_complete

    know_the_shells()
    line = os.environ.get(_LINE_OF_POWERSHELL)
    if (
        line is not None and os.name == "nt"
    ):  # it is split as a Unix shell would, which eats the signs between folders
        os.environ[_LINE_OF_POWERSHELL] = line.replace("\\", "/")
    if asked.startswith("complete_"):  # as the scripts of PowerShell, and those of older versions, ask
        asked = "_".join(reversed(asked.split("_", 1)))
    beside: dict[str, Any] = {"obj": around.with_options(quiet=True)}
    return shell_complete(group, beside, "ct58", COMPLETION_VARIABLE, asked)


def begun_names(names: Iterable[tuple[str, str, Sequence[str]]], begun: str) -> list[CompletionItem[Any]]:
    """Commands (name, sentence, other names): each by its own name, else by the one of the others that is being typed."""
    rows = list(names)
    own = [CompletionItem(name, help=told) for name, told, _others in rows if name.startswith(begun)]
    other = [
        CompletionItem(alias, help=told)
        for _name, told, others in rows
        for alias in others
        if begun and alias.startswith(begun)
    ]
    return own + other
