"""Commands that do something and say what they did, as text or JSON."""

from __future__ import annotations

import click

from ct58.cli.group import DataCommand
from ct58.cli.language import _
from ct58.i18n import N_


class FormattedCommand(DataCommand):
    """A command on a data folder: adds --format."""

    def common_options(self) -> list[click.Parameter]:
        """The form of what is said, and the options of every command."""
        choice = click.Choice(("text", "json"))
        return [
            click.Option(["--format"], type=choice, help=_(N_("The form (default: text)."))),
            *super().common_options(),
        ]
