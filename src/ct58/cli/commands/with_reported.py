"""What was reported before, below what is known of an indicator now."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.cli.surroundings import Surroundings
from ct58.domain.records.office import Office
from ct58.services.reading.opening import Slice
from ct58.views.page import Page


def with_reported(page: Page, around: Surroundings, office: Office, part: Slice, ids: Iterable[str]) -> Page:
    """The page, and below it each reported figure of these indicators that is another one now."""
    from ct58.views.reported import issues_on, reported_changes

    issued = issues_on(office, around.as_of)
    if not issued:
        return page
    from ct58.render.screens.reported import reported_blocks

    found = reported_changes(office, issued, around.as_of, around.recall(part), ids)
    return Page((*page.blocks, *reported_blocks(found, around.speech)))
