"""Views of the programme's own content: lists, and what follows each clause."""

from __future__ import annotations

import pytest
from tests.support.offices import clause, day, duty, figure, indicator, office, part, task, unit

from ct58.domain.records.office import Office
from ct58.views.catalogue import clause_by_id, followers_of, list_view, trace_view


@pytest.fixture(scope="module")
def known() -> Office:
    """Three parts, five clauses; one of them is followed by nothing though it should be."""
    return office(
        parts=(part("I"), part("II.1"), part("II.4")),
        clauses=(
            clause("I.1", "background", "I"),
            clause("II.1-1", "indicator", "II.1"),
            clause("II.1-2", "one_off_duty", "II.1"),
            clause("II.4.1-1", "recurring_duty", "II.4"),
            clause("II.4.2-BTC-1", "direction", "II.4"),
        ),
        tasks=(task("PL-01", clauses=("II.4",)), task("PL-02", title="Kết nạp", corrected="Kết nạp Đảng")),
        duties=(duty("NV-01", clauses=("II.1-1",)),),
        indicators=(indicator("CT-01", "II.1-1", title="Kết nạp đảng viên"), indicator("CT-02", "II.1-1")),
        figures=(figure("members_admitted", 5, label="Số đảng viên kết nạp"),),
        units=(
            unit("old", name="Sở Cũ", valid_to=day("2021-05-31"), aliases=("SC",)),
            unit("new", name="Sở Mới", valid_from=day("2021-06-01")),
        ),
    )


def listed(known: Office, kind: str, text: str = "", as_of: str | None = None) -> list[str]:
    """The ids of a list."""
    view = list_view(known, kind, text, day(as_of) if as_of else None)  # type: ignore[arg-type]
    return [thing.id for thing in view.things]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("tasks", ["PL-01", "PL-02"]),
        ("duties", ["NV-01"]),
        ("indicators", ["CT-01", "CT-02"]),
        ("figures", ["members_admitted"]),
        ("parts", ["I", "II.1", "II.4"]),
        ("clauses", ["I.1", "II.1-1", "II.1-2", "II.4.1-1", "II.4.2-BTC-1"]),
        ("units", ["new", "old"]),
        ("reports", []),
        ("items", []),
    ],
)
def test_a_list_has_the_things_of_one_kind_in_the_order_of_the_data(
    known: Office, kind: str, expected: list[str]
) -> None:
    """Units in the office's order."""
    assert sorted(listed(known, kind)) == sorted(expected)
    assert kind == "units" or listed(known, kind) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("tasks", "ket nap dang", ["PL-02"]),
        ("tasks", "pl-01", ["PL-01"]),
        ("indicators", "vien ket", ["CT-01"]),
        ("figures", "admitted", ["members_admitted"]),
        ("figures", "KẾT NẠP", ["members_admitted"]),
        ("units", "sc", ["old"]),
        ("clauses", "noi dung ii.1", ["II.1-1", "II.1-2"]),
        ("tasks", "không có", []),
    ],
)
def test_every_word_must_occur_accents_do_not_count(
    known: Office, kind: str, text: str, expected: list[str]
) -> None:
    """In the id, a title, a label, a key, the text or an alias."""
    assert listed(known, kind, text) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2021-05-31", ["old"]), ("2021-06-01", ["new"]), (None, ["new", "old"])]
)
def test_of_the_units_only_those_that_exist_on_the_day(
    known: Office, as_of: str | None, expected: list[str]
) -> None:
    """Without a day, all that ever existed."""
    assert sorted(listed(known, "units", as_of=as_of)) == expected


def test_a_list_says_where_each_thing_stands(known: Office) -> None:
    """A line for each; 1 where the text isn't known."""
    assert list_view(known, "tasks").lines == (1, 1)


def followed(known: Office, start: str = "", *, gaps_only: bool = False) -> dict[str, list[str]]:
    """Clause → what follows it, directly or through its part."""
    view = trace_view(known, start, gaps_only)
    return {
        traced.clause.id: [thing.id for thing in (*traced.followers, *traced.through_part)]
        for traced in view.clauses
    }


def test_each_clause_is_traced_to_what_names_it_or_its_part(known: Office) -> None:
    """A task that names part II.4 follows all clauses of the part."""
    assert followed(known) == {
        "I.1": [],
        "II.1-1": ["NV-01", "CT-01", "CT-02"],
        "II.1-2": [],
        "II.4.1-1": ["PL-01"],
        "II.4.2-BTC-1": ["PL-01"],
    }


def test_a_gap_is_a_countable_clause_that_nothing_follows(known: Office) -> None:
    """A background or a direction needs no follower."""
    assert followed(known, gaps_only=True) == {"II.1-2": []}
    assert [traced.clause.id for traced in trace_view(known).clauses if traced.is_gap] == ["II.1-2"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("I", ["I.1"]),
        ("II", ["II.1-1", "II.1-2", "II.4.1-1", "II.4.2-BTC-1"]),
        ("II.4", ["II.4.1-1", "II.4.2-BTC-1"]),
        ("II.4.2", ["II.4.2-BTC-1"]),
        ("II.4.2-BTC", ["II.4.2-BTC-1"]),
        ("II.1-1", ["II.1-1"]),
        ("IV", []),
    ],
)
def test_a_start_means_a_clause_or_all_below_it(known: Office, start: str, expected: list[str]) -> None:
    """Part I is not part II."""
    assert list(followed(known, start)) == expected


def test_parts_without_any_clause_asked_for_are_left_out(known: Office) -> None:
    """No empty headings."""
    assert [part.id for part, _ in trace_view(known, "II.4").parts] == ["II.4"]


def test_followers_and_clauses_are_found_by_id(known: Office) -> None:
    """What `show` needs; a part is no clause."""
    assert [thing.id for thing in followers_of(known, "II.4")] == ["PL-01"]
    found = clause_by_id(known.programme, "I.1")
    assert found is not None
    assert found.id == "I.1"
    assert clause_by_id(known.programme, "II.4") is None
