"""Many offices added are one office that had all their units, in whatever order and tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.examples import ENGLISH
from tests.support.levels import (
    AS_OF,
    HASH,
    MEANING,
    YEAR,
    contributed,
    demo_pieces,
    put_together,
    received,
    sent,
    shared,
    tree,
)

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Result
from ct58.domain.records.levels import AcceptedDefinition, LevelOffice
from ct58.domain.rollup.adding import Added, place_in_tree
from ct58.domain.rollup.package import ReceivedPackage
from ct58.errors import BadUsage, Refused
from ct58.services.documents.rollup import level_package
from ct58.views.contribution import contributed_windows
from ct58.views.rollup import LevelRow, rollup_view

NAMES = ("a", "b", "c", "d")


def by_window(added: Added) -> dict[tuple[str, str, str], LevelRow]:
    """The rows of a year at the top."""
    rows = rollup_view(added, YEAR, None).rows
    return {(row.code, str(row.window.period), str(row.window.through or "")): row for row in rows}


def figures(row: LevelRow) -> tuple[object, ...]:
    """All that a level says of an indicator, but for the target, which is its own."""
    main = row.main
    ends = (main.found.value, main.found.lower, main.found.upper)
    readings = tuple(sorted((entry.name, entry.assessment.numerator) for entry in row.readings))
    return (main.numerator, main.denominator, *ends, main.coverage, main.is_estimated, readings)


def same_of_one(result: Result) -> tuple[object, ...]:
    """The same of one office."""
    main = result.main
    readings = tuple(sorted((entry.reading.name, entry.assessment.numerator) for entry in result.readings))
    ends = (main.value, main.lower, main.upper)
    return (main.numerator, main.denominator, *ends, main.coverage, result.estimated, readings)


def in_two_steps(packages: list[ReceivedPackage]) -> Added:
    """Some of the offices added by a district first, whose package the province takes in with the others."""
    first = [package.manifest.office for package in packages[:2]]
    levels = tree(*(name for name in NAMES if name not in first))
    inside = [
        LevelOffice(id="huyen", name="Huyện", level="district", parent="tinh"),
        *(LevelOffice(id=id_, name=id_, level="committee", parent="huyen") for id_ in first),
    ]
    levels = replace(levels, offices=(*levels.offices, *inside))
    district = put_together(levels, packages[:2], "huyen")
    package = received(level_package(district, rollup_view(district, YEAR, None)))
    return put_together(levels, [package, *packages[2:]])


def test_offices_added_are_the_office_that_had_all_their_units() -> None:
    """Numerator, denominator, value, range, coverage, readings, of every window; and of shares with the same target the verdict."""
    whole, pieces = demo_pieces(4)
    packages = [_remembered(office, id_) for office, id_ in zip(pieces, NAMES, strict=True)]
    rows = by_window(put_together(tree(*NAMES), packages))
    answers = Answers(whole, AS_OF)
    compared = 0
    for indicator in whole.programme.indicators:
        for window in contributed_windows(whole, indicator, YEAR, AS_OF):
            alone = evaluate(answers, indicator, window)
            row = rows[indicator.id, str(window.period), str(window.through or "")]
            assert figures(row) == same_of_one(alone), indicator.id
            if alone.main.is_share:
                assert row.main.verdict == alone.main.verdict, indicator.id
                assert row.main.found.needed == alone.main.needed
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("order", [(3, 1, 0, 2), (1, 3, 2, 0)])
def test_neither_the_order_nor_the_tree_changes_anything(order: tuple[int, ...]) -> None:
    """Whoever adds first, and whatever is added on the way."""
    _whole, pieces = demo_pieces(4)
    packages = [_remembered(office, id_) for office, id_ in zip(pieces, NAMES, strict=True)]
    at_once = by_window(put_together(tree(*NAMES), packages))
    mixed = [packages[place] for place in order]
    for other in (put_together(tree(*NAMES), mixed), in_two_steps(mixed)):
        rows = by_window(other)
        assert {key: figures(row) for key, row in rows.items()} == {
            key: figures(row) for key, row in at_once.items()
        }


_REMEMBERED: dict[str, ReceivedPackage] = {}


def _remembered(office: object, id_: str) -> ReceivedPackage:
    """What an office contributes, worked out once in a run."""
    if id_ not in _REMEMBERED:
        _REMEMBERED[id_] = contributed(office, id_)  # type: ignore[arg-type]
    return _REMEMBERED[id_]


def refusal(*packages: ReceivedPackage, **given: object) -> Refused:
    """What is said of packages that must not be added."""
    with pytest.raises(Refused) as caught:
        put_together(tree("a", "b", **given), packages)
    return caught.value


def test_an_office_that_the_level_does_not_have_is_refused() -> None:
    """By name, with the one that was probably meant."""
    found = refusal(sent("aa"))
    assert found.message.params["office"] == "aa"


def test_an_office_is_added_once() -> None:
    """Neither twice by itself, nor alone and inside the package of a level above it."""
    assert refusal(sent("a"), sent("a")).message.params["office"] == "A"
    alone = sent("a")
    inside = sent("b", sources=alone.manifest.sources)
    assert refusal(alone, inside).message.params["one"] == "a.zip"


def test_a_unit_in_two_offices_is_refused() -> None:
    """By the hashes of official codes; who has none is not refused, and said to be unchecked."""
    codes = frozenset({"x", "y"})
    found = refusal(sent("a", unit_codes=codes), sent("b", unit_codes=codes))
    assert found.message.params["count"] == 2
    added = put_together(tree("a", "b"), [sent("a", unit_codes=None), sent("b")])
    assert rollup_view(added, None, None).unchecked == ("A",)


def test_another_definition_is_refused_and_the_condition_named() -> None:
    """With what a superior has to write to accept it."""
    other = {"numerator": {"count": "units", "where": {"rating": ["excellent"]}}}
    odd = sent("b", definition="sha256:2", wordings={"sha256:2": other, HASH: MEANING})
    found = refusal(sent("a"), odd)
    assert 'numerator.where.rating ["excellent"] ≠ ["good"]' in ENGLISH.say(found.message)
    assert found.hint is not None
    assert found.hint.params["hash"] == "sha256:2"


@pytest.mark.parametrize("definition", [HASH, None])
def test_a_definition_that_a_superior_has_accepted_is_added_and_told(definition: str | None) -> None:
    """Whichever package comes first, and whether the level says its own definition or not."""
    decision = AcceptedDefinition(office="b", definition="sha256:2", reason="cùng nghĩa", document="5-CV")
    levels = tree("a", "b", accepted=(decision,), indicators=(shared(definition=definition),))
    packages = [sent("a"), sent("b", definition="sha256:2")]
    for order in (packages, packages[::-1]):
        view = rollup_view(put_together(levels, order), None, None)
        assert view.accepted == (("B", decision),)
        assert (view.rows[0].main.numerator, view.rows[0].definition) == (12, HASH)


def test_a_time_of_one_name_has_the_same_days_everywhere() -> None:
    """Else it is refused; but for one that an end has cut short, which makes the whole a time cut short."""
    assert refusal(sent("a"), sent("b", last_day="2021-12-15")).message.params["code"] == "CT-18"
    added = put_together(tree("a", "b"), [sent("a"), sent("b", last_day="2021-06-30", cut="period")])
    (row,) = rollup_view(added, None, None).rows
    assert (row.main.verdict, row.main.numerator) == ("cut_short", 12)


def test_what_an_office_calls_otherwise_is_added_under_the_level_s_code() -> None:
    """And who has none of it is not waited for."""
    levels = tree("a", "b", "c", indicators=(shared("X-1", from_={"b": "CT-18", "a": "CT-18", "c": None}),))
    added = put_together(levels, [sent("a"), sent("b"), sent("c")])
    (row,) = rollup_view(added, None, None).rows
    assert (row.code, row.main.numerator, row.without) == ("X-1", 12, ())


def test_a_place_of_the_tree_may_be_named() -> None:
    """What does not stand below it is refused; an unknown one, and none where there are several tops."""
    levels = tree("a", "b")
    assert put_together(levels, [sent("a")], "a").at.id == "a"
    with pytest.raises(Refused):
        put_together(levels, [sent("b")], "a")
    with pytest.raises(BadUsage):
        place_in_tree(levels, "x")
    top = LevelOffice(id="khac", name="Khác", level="province")
    with pytest.raises(BadUsage):
        place_in_tree(replace(levels, offices=(*levels.offices, top)), None)
