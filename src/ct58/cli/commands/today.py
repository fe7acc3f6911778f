"""Bare `ct58`: today's numbers and what to do next."""

from __future__ import annotations

from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.render.json import due_as_json
from ct58.render.pages.today import today_page
from ct58.services.opening import STATUSES
from ct58.views.due import overdue_view, upcoming_view


def show_today(around: Surroundings) -> None:
    """Show the numbers of the day."""
    office = around.open(STATUSES)
    late = overdue_view(office, around.as_of)
    coming = upcoming_view(office, around.as_of)
    give(
        around,
        Answer(
            command="today",
            as_of=around.as_of,
            page=lambda: today_page(late, coming, around.speech),
            data=lambda: {"overdue": due_as_json(late), "upcoming": due_as_json(coming)},
            rows=lambda: due_as_json(late),
        ),
    )
