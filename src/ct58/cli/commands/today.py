"""Bare `ct58`: today's numbers and what to do next."""

from __future__ import annotations

from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.render.screens.status import status_as_json
from ct58.render.screens.today import today_page
from ct58.services.reading.slices import status_slice
from ct58.views.status import status_view


def show_today(around: Surroundings) -> None:
    """Show the numbers of the day. The indicators are left to `ct58 status`: they read more."""
    needed = status_slice(around.source, around.as_of, with_indicators=False)
    view = status_view(around.open(needed.slice), needed.scope, around.as_of)
    give(
        around,
        Answer(
            command="today",
            as_of=around.as_of,
            page=lambda: today_page(view, around.speech),
            data=lambda: status_as_json(view, around.speech),
        ),
    )
