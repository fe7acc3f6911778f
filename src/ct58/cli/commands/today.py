"""Bare `ct58`: whom to call, the numbers of the day, and what to do next."""

from __future__ import annotations

from ct58.cli.commands.call import keep_numbers
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.standing.batches import batches
from ct58.render.screens.today import today_as_json, today_page
from ct58.services.reading.opening import STATUS_SLICE
from ct58.views.calls import chase_view
from ct58.views.status import status_scope, status_view


def show_today(around: Surroundings) -> None:
    """Show the day. The indicators are left to `ct58 status`: they read more."""
    office = around.open(STATUS_SLICE)
    as_of = around.as_of
    owed = tuple(batches(office, as_of))
    chase = chase_view(office, as_of, owed)
    scope = status_scope(office, as_of, with_indicators=False)
    view = status_view(office, scope, as_of, chase=chase, owed=owed)
    give(
        around,
        Answer(
            command="today",
            as_of=as_of,
            page=lambda: today_page(view, around.speech),
            data=lambda: today_as_json(view, around.speech),
        ),
    )
    if view.ended_on is None and not view.is_untouched:
        keep_numbers(around, chase.calls)
