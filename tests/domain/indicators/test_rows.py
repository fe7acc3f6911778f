"""Rows of lists: a document that comes again is the same one."""

from __future__ import annotations

import pytest
from tests.support.offices import figure

from ct58.domain.indicators.facts import row_name
from ct58.domain.records.programme import SubFigure

NUMBER, TITLE = (
    SubFigure(key="number", label="Số", type="text"),
    SubFigure(key="title", label="Tên", type="text"),
)
KIND = SubFigure(key="kind", label="Loại", type="enum")
DOCUMENTS = figure("documents", type="list", adds=None, fields=(NUMBER, TITLE, KIND))
FOUNDED = figure("founded", 2, type="list", adds=None, fields=(KIND, NUMBER))


@pytest.mark.parametrize(
    ("row", "again"),
    [
        ({"number": "12-CV", "title": "Dự thảo"}, {"number": "12-cv", "title": " Dự  thảo", "kind": "a"}),
        ({"number": None, "title": "Dự thảo"}, {"title": "Dự thảo"}),
    ],
)
def test_a_row_is_known_by_its_number_and_title(
    row: dict[str, str | None], again: dict[str, str | None]
) -> None:
    """However they are spaced or capitalised."""
    assert row_name(DOCUMENTS, row) == row_name(DOCUMENTS, again) is not None


def test_other_rows_are_never_the_same() -> None:
    """A list that does not begin with two texts counts each row; so does a row without number and title."""
    assert row_name(FOUNDED, {"kind": "fdi", "number": "1"}) is None
    assert row_name(DOCUMENTS, {"kind": "a"}) is None
    assert row_name(DOCUMENTS, {"number": "1", "title": "A"}) != row_name(
        DOCUMENTS, {"number": "2", "title": "A"}
    )
