"""Showing what a recording command did."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import Message
from ct58.render.pages.recorded import recorded_page
from ct58.services.recording import Recorded, effect
from ct58.views.recorded import RecordedView


def tell(around: Surroundings, recorded: Recorded, lines: Sequence[Message]) -> None:
    """Say what was recorded, and what it turned."""
    view = RecordedView(
        lines=tuple(around.speech.say(line) for line in lines),
        files=recorded.changes.files,
        effect=effect(recorded, around.today),
        is_written=recorded.is_written,
    )
    give(
        around,
        Answer(
            command="record",
            as_of=around.today,
            page=lambda: recorded_page(view, around.speech),
            data=lambda: {"files": list(view.files), "written": view.is_written},
            rows=lambda: [{"file": file} for file in view.files],
        ),
    )
