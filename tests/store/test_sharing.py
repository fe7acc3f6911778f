"""Equal values made one: the same to whoever reads them, smaller to whoever keeps them."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st
from tests.support.examples import complete_office

from ct58.domain.time.period import Period
from ct58.store.loader import load
from ct58.store.sharing import shared

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.dates())
VALUES = st.recursive(
    SCALARS,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(tuple), st.dictionaries(st.text(max_size=2), parts, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_shared_value_is_the_same_in_value_and_type(value: object) -> None:
    """True stays True where 1 has been before."""
    assert repr(shared((1, 1.0, value))) == repr((1, 1.0, value))


def test_every_record_of_an_office_is_the_same_as_before() -> None:
    """Field by field, of the same types."""
    records = load(complete_office()).records
    assert repr(shared(records)) == repr(records)
    assert shared(records) == records


def test_equal_texts_and_periods_become_one_object() -> None:
    """However deep they lie."""
    period, word = Period.quarter(2025, 3), "".join(["tin", "-bài"])
    found = shared(({"a": (word, period)}, ("".join(["tin-", "bài"]), Period.quarter(2025, 3))))
    (text, when), (same_text, same_when) = found[0]["a"], found[1]
    assert text is same_text
    assert when is same_when


def test_a_pickle_of_shared_values_holds_each_once() -> None:
    """That is what it is for."""
    value = tuple(Period.parse(f"{year}-Q1") for year in [2025] * 100)
    assert len(pickle.dumps(shared(value))) * 3 < len(pickle.dumps(value))
