"""Views of the programme's own content: lists, and what follows each clause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.indicator_offices import shipped_programme
from tests.support.offices import clause, day, duty, figure, indicator, office, part, rule, task, unit

from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Measure
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.programme import ClauseKind, Programme
from ct58.domain.time.period import Period
from ct58.views.catalogue import COUNTABLE, clause_by_id, followers_of, follows_as, list_view, trace_view


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


@pytest.mark.parametrize("text", ["SYT", "So YT", "so y te", "yte"])
def test_a_unit_is_found_as_everywhere_else(text: str) -> None:
    """By initials and abbreviations, too; two of the same letters are both listed."""
    other, twin = unit("b", name="Sở Xây dựng"), unit("c", name="Sở Yên Thành")
    office_of = office(units=(unit("so-y-te", name="Đảng bộ Sở Y tế", aliases=("yte",)), other, twin))
    assert "so-y-te" in listed(office_of, "units", text)
    assert "b" not in listed(office_of, "units", text)


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
    """Clause → what follows it."""
    view = trace_view(known, start, gaps_only)
    return {traced.clause.id: [thing.id for thing in traced.followers] for traced in view.clauses}


def test_each_clause_is_traced_to_what_names_it(known: Office) -> None:
    """A task that names part II.4 follows none of its clauses: it stands beside the part."""
    assert followed(known) == {
        "I.1": [],
        "II.1-1": ["NV-01", "CT-01", "CT-02"],
        "II.1-2": [],
        "II.4.1-1": [],
        "II.4.2-BTC-1": [],
    }
    beside = {group.part.id: [thing.id for thing in group.followers] for group in trace_view(known).parts}
    assert beside == {"I": [], "II.1": [], "II.4": ["PL-01"]}


def test_a_gap_is_a_kind_of_clause_that_nothing_of_its_kind_follows(known: Office) -> None:
    """A background or a direction needs no follower."""
    assert followed(known, gaps_only=True) == {"II.1-2": [], "II.4.1-1": []}
    gaps = {traced.clause.id: traced.missing for traced in trace_view(known).gaps}
    assert gaps == {"II.1-2": ("one_off_duty",), "II.4.1-1": ("recurring_duty",)}
    assert trace_view(known, gaps_only=True).looked_at == 5


@pytest.mark.parametrize(
    ("follower", "answers"),
    [
        ({"indicators": (indicator("CT-09", "II.9-1"),)}, "indicator"),
        ({"duties": (duty("NV-09", clauses=("II.9-1",), deadline=rule(every="year")),)}, "recurring_duty"),
        ({"duties": (duty("NV-09", clauses=("II.9-1",), deadline=rule()),)}, "recurring_duty"),
        ({"duties": (duty("NV-09", clauses=("II.9-1",), deadline=rule(by="2021-Q2")),)}, "one_off_duty"),
        (
            {"tasks": (task("PL-09", clauses=("II.9-1",), deadline=rule(within="2021..2025")),)},
            "one_off_duty",
        ),
        ({"items": (ItemFile(item="KL-09", title="Việc", lead=("van-phong",), clauses=("II.9-1",)),)}, None),
        ({"figures": (figure("members_admitted", 5, clauses=("II.9-1",)),)}, None),
        ({"tasks": (task("PL-09", clauses=("II.9",)),)}, None),
    ],
)
def test_each_kind_of_a_clause_asks_for_a_follower_of_that_kind(
    follower: dict[str, Any], answers: str | None
) -> None:
    """What came up, a figure and what only the part is linked to answer none."""
    kinds: tuple[ClauseKind, ...] = ("indicator", "recurring_duty", "one_off_duty")
    whole = replace(clause("II.9-1", part="II.9"), kind=(*kinds, "rule", "direction"))
    made = office(parts=(part("II.9"),), clauses=(whole,), **follower)
    (traced,) = trace_view(made).clauses
    assert traced.missing == tuple(kind for kind in kinds if kind != answers)
    assert traced.has_only_figures == ("figures" in follower)


@pytest.mark.parametrize(
    "reader",
    [
        {"indicators": (indicator("CT-09", numerator=Measure(sum=("x",), of="tccsd")),)},
        {"duties": (duty("NV-09", owners="tccsd", done_when="x.received_on"),)},
        {"figures": (figure("x", 5), figure("y", 6, decided_by="x"))},
        {"figures": (figure("x", 5, clauses=("II.9-1",)),)},
        {"figures": (figure("x", 5, until=Period.parse("2021-Q2")),)},
    ],
)
def test_a_figure_that_nothing_reads_is_named(reader: dict[str, Any]) -> None:
    """Neither an indicator, a duty, another figure nor a clause asks for it, and it is asked for all the same."""
    alone: dict[str, Any] = {"parts": (part("II.9"),), "clauses": (clause("II.9-1", "rule", "II.9"),)}
    assert "x" in [thing.id for thing in trace_view(office(**alone, figures=(figure("x", 5),))).unread]
    read = office(**{**alone, "figures": (figure("x", 5),), **reader})
    assert "x" not in [thing.id for thing in trace_view(read).unread]


def gaps_of(programme: Programme) -> dict[str, tuple[str, ...]]:
    """The gaps of a programme: clause → the kinds that nothing follows."""
    made = build_office(Records(programme=programme), lines={})
    return {traced.clause.id: traced.missing for traced in trace_view(made).gaps}


def test_the_shipped_programme_says_which_of_its_clauses_nothing_follows() -> None:
    """Two recurring duties have only one-off tasks: the text lays them down, nobody has to do them on a day."""
    recurring = ("recurring_duty",)
    assert gaps_of(shipped_programme()) == {"II.4.2-BTG-4": recurring, "II.4.2-UBKT-1": recurring}


def test_what_is_taken_away_shows() -> None:
    """Without the indicators, duties and tasks of part II.4 all of its clauses with something to count are gaps."""
    whole = shipped_programme()
    inside = {found.id for found in whole.clauses if found.part == "II.4"}
    bare = replace(
        whole,
        indicators=tuple(found for found in whole.indicators if found.clause not in inside),
        duties=tuple(found for found in whole.duties if not inside & set(found.clauses)),
        tasks=tuple(found for found in whole.tasks if found.group != "III" or found.id == "PL-08"),
    )
    countable = {found.id for found in whole.clauses if found.id in inside and set(found.kind) & COUNTABLE}
    assert countable <= set(gaps_of(bare))


def test_the_last_follower_of_its_kind_leaves_a_gap_when_it_goes() -> None:
    """Taken away one by one: a gap comes exactly where nothing else of the kind follows the clause."""
    whole = shipped_programme()
    before = gaps_of(whole)
    view = trace_view(build_office(Records(programme=whole), lines={}))
    for thing in {thing.id: thing for traced in view.clauses for thing in traced.followers}.values():
        section = {"task": "tasks", "duty": "duties", "indicator": "indicators"}[thing.kind]
        left: dict[str, Any] = {
            section: tuple(found for found in getattr(whole, section) if found.id != thing.id)
        }
        came = {
            (id_, kind)
            for id_, missing in gaps_of(replace(whole, **left)).items()
            for kind in missing
            if kind not in before.get(id_, ())
        }
        kind = follows_as(thing)
        assert came == {
            (traced.clause.id, kind)
            for traced in view.clauses
            if kind in traced.clause.kind
            and [t.id for t in traced.followers if follows_as(t) == kind] == [thing.id]
        }


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
    assert [group.part.id for group in trace_view(known, "II.4").parts] == ["II.4"]


def test_followers_and_clauses_are_found_by_id(known: Office) -> None:
    """What `show` needs; a part is no clause."""
    assert [thing.id for thing in followers_of(known, "II.4")] == ["PL-01"]
    found = clause_by_id(known.programme, "I.1")
    assert found is not None
    assert found.id == "I.1"
    assert clause_by_id(known.programme, "II.4") is None
