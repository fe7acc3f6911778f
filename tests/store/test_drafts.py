"""Drafts on the disk: whole, private to one user, and never in the way."""

from __future__ import annotations

import datetime as dt
import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.planning.draft import Draft
from ct58.errors import EnvironmentProblem
from ct58.store.drafts import Drafts

NINE = dt.datetime(2021, 7, 15, 9, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(),
)
KEYS = st.text(string.ascii_lowercase, min_size=1)
ROWS = st.dictionaries(KEYS, SCALARS)
VALUES = st.one_of(SCALARS, ROWS, st.lists(ROWS).map(tuple))


def a_draft(**answers: object) -> Draft:
    """So-y-te's second quarter."""
    return Draft(unit="so-y-te", period="2021-Q2", saved_at=NINE, answers=answers)  # type: ignore[arg-type]


@given(answers=st.dictionaries(KEYS, VALUES), seen=st.dictionaries(KEYS, VALUES), begun=VALUES)
def test_a_draft_comes_back_as_it_was_kept(
    tmp_path_factory: pytest.TempPathFactory,
    answers: dict[str, object],
    seen: dict[str, object],
    begun: object,
) -> None:
    """Dates, decimals, records and lists too."""
    drafts = Drafts(tmp_path_factory.mktemp("state"))
    kept = Draft(
        unit="so-y-te",
        period="2021-Q2",
        saved_at=NINE,
        answers=answers,  # type: ignore[arg-type]
        seen=seen,  # type: ignore[arg-type]
        begun=("figures.x", begun),  # type: ignore[arg-type]
    )
    drafts.keep(kept)
    assert drafts.find("so-y-te", "2021-Q2") == kept


def test_a_decimal_keeps_its_digits(tmp_path: Path) -> None:
    """1.50 is written as it was typed."""
    drafts = Drafts(tmp_path)
    drafts.keep(a_draft(x=Decimal("1.50")))
    found = drafts.find("so-y-te", "2021-Q2")
    assert found is not None
    assert str(found.answers["x"]) == "1.50"


def test_the_newest_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """One file a report, and nothing beside it."""
    drafts = Drafts(tmp_path)
    drafts.keep(a_draft(x=1))
    drafts.keep(a_draft(x=2))
    assert drafts.find("so-y-te", "2021-Q2") == a_draft(x=2)
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["so-y-te-2021-Q2.json"]


def test_reports_do_not_share_a_draft(tmp_path: Path) -> None:
    """Each unit and period has its own."""
    drafts = Drafts(tmp_path)
    drafts.keep(a_draft(x=1))
    assert drafts.find("so-y-te", "2021-Q3") is None
    assert drafts.find("so-y", "2021-Q2") is None


def test_a_dropped_draft_is_gone(tmp_path: Path) -> None:
    """And may be dropped again."""
    drafts = Drafts(tmp_path)
    drafts.keep(a_draft(x=1))
    drafts.drop("so-y-te", "2021-Q2")
    drafts.drop("so-y-te", "2021-Q2")
    assert drafts.find("so-y-te", "2021-Q2") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"unit": "so-y-te"}',
        b'{"unit": "x", "period": "2021-Q2", "saved_at": "2021-07-15", "answers": {}, "seen": {}, "begun": null}',
        b'{"unit": "so-y-te", "period": "2021-Q2", "saved_at": "?", "answers": {}, "seen": {}, "begun": null}',
        b'{"unit": "so-y-te", "period": "2021-Q2", "saved_at": "2021-07-15", "answers": {"x": []}, "seen": {}, "begun": null}',
        b'{"unit": "so-y-te", "period": "2021-Q2", "saved_at": "2021-07-15", "answers": {"x": ["decimal", "y"]}, "seen": {}, "begun": null}',
    ],
)
def test_a_damaged_draft_is_none(tmp_path: Path, content: bytes) -> None:
    """Nobody is kept from working by it."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "so-y-te-2021-Q2.json").write_bytes(content)
    assert Drafts(tmp_path).find("so-y-te", "2021-Q2") is None


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    """The words name it."""
    (tmp_path / "drafts").write_bytes(b"not a folder")
    with pytest.raises(EnvironmentProblem) as problem:
        Drafts(tmp_path).keep(a_draft())
    assert str(tmp_path / "drafts") in str(problem.value.message.params["folder"])
