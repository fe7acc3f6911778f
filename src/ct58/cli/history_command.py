"""Commands about the past, which name their revisions by themselves."""

from __future__ import annotations

import click

from ct58.cli.group import ViewCommand


class HistoryCommand(ViewCommand):
    """A view that names its revisions by itself: without --rev."""

    def common_options(self) -> list[click.Parameter]:
        """The options of every view but one."""
        return [option for option in super().common_options() if option.name != "rev"]
