"""A change as the message under which it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import REPORT, report_text, write_data

from ct58.render.change_message import MOST_LINES, TITLE_WIDTH, change_message
from ct58.render.words import Speech
from ct58.services.comparing import changes_view
from ct58.services.data_source import FolderSource
from ct58.views.changes import ChangesView


@pytest.fixture
def view(tmp_path: Path) -> ChangesView:
    """A report that came in, and a task that began."""
    import datetime as dt

    before = write_data(tmp_path / "before")
    after = write_data(
        tmp_path / "after",
        **{
            REPORT: report_text(),
            "tasks/PL-01.yaml": "item: PL-01\nevents:\n- {date: 2021-06-01, event: started}\n",
        },
    )
    return changes_view(FolderSource(before, None), FolderSource(after, None), dt.date(2021, 7, 15))


def test_the_first_change_is_the_title_and_all_follow(view: ChangesView) -> None:
    """With how many more there are."""
    lines = change_message(view, Speech("en")).splitlines()
    assert lines[0].endswith("(and 1 more changes)")
    assert len(lines[0]) <= TITLE_WIDTH + 30
    assert [line[:2] for line in lines[1:]] == ["", "- ", "- "]


def test_a_note_is_the_title(view: ChangesView) -> None:
    """On one line."""
    assert change_message(view, Speech("en"), "Sổ\nngày 15/7").splitlines()[0] == "Sổ ngày 15/7"


def test_the_first_state_has_no_changes() -> None:
    """Only a title."""
    assert change_message(None, Speech("en")) == "Data kept"
    assert MOST_LINES > 0
