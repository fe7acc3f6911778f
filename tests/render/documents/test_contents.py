"""What a document says of itself at its foot."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.command_line import FILES
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.documents.contents import practice_mark
from ct58.store.loader import load
from ct58.views.document import official_head

DAY = dt.date(2021, 7, 12)


@pytest.fixture
def office() -> Office:
    """A real office."""
    office = load({name: text.encode() for name, text in FILES.items()}).office
    assert office is not None
    return office


def test_what_is_made_for_practice_says_so(office: Office) -> None:
    """Of whatever kind, the clean ones included; of a real office nothing does."""
    practising = replace(office, file=replace(office.file, practice_today=DAY))
    for kind in ("report", "letter", "work_programme", "minutes", "index"):
        real, made = (official_head(known, kind, "reminder", as_of=DAY) for known in (office, practising))
        assert (practice_mark(real, speaking("vi")), practice_mark(made, speaking("vi"))) == (
            "",
            "Bản tập làm, không có giá trị sử dụng.",
        )
