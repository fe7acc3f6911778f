"""What stands twice after a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.offices import amendment, calendar, day, event, office, report, task, unit, voided

from ct58.domain.changes.compare import compare
from ct58.domain.changes.model import FilePair
from ct58.domain.changes.notices import notices
from ct58.domain.records.events import Event, ItemFile, ItemSource
from ct58.domain.records.office import Record
from ct58.domain.records.reports import Document

AS_OF = day("2021-10-08")


def kinds(before: list[Record], after: list[Record], **given: Any) -> list[str]:
    """The kinds of notices of a change of some files, in an office that has what is there afterwards."""
    known = office(**given)
    width = max(len(before), len(after))
    sides = ([*side, *[None] * (width - len(side))] for side in (before, after))
    pairs = [
        FilePair(file=f"f{at}", before=old, after=new)
        for at, (old, new) in enumerate(zip(*sides, strict=True))
    ]
    return [found.kind for found in notices(known, known, compare(pairs), AS_OF)]


def issued(on: str, number: str = "15-KH/ĐUK", dated: str | None = None, **given: Any) -> Event:
    """A document that is out."""
    return event("issued", on, document=Document(number=number, date=day(dated or on)), **given)


def of_items(*items: ItemFile) -> dict[str, Any]:
    """An office whose items have these events."""
    tasks = tuple(task(item.item) for item in items if item.title is None)
    return {"tasks": tasks, "items": items}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([issued("2021-07-01", "1-KH/ĐUK"), issued("2021-07-09", "2-KH/ĐUK")], ["twice"]),
        ([issued("2021-07-01", "1-KH/ĐUK", voided=voided()), issued("2021-07-09", "2-KH/ĐUK")], []),
        ([issued("2021-07-01", "1-KH/ĐUK", product="a"), issued("2021-07-09", "2-KH/ĐUK", product="b")], []),
        ([issued("2021-07-01", occurrence="2021"), issued("2021-07-01", occurrence="2022")], ["number"]),
        ([event("reminded", "2021-07-01"), event("reminded", "2021-07-09")], []),
        ([event("completed", "2021-07-01"), event("completed", "2021-06-01")], ["twice"]),
    ],
)
def test_what_happens_once_is_told_once(events: list[Event], expected: list[str]) -> None:
    """To one occurrence and product; what is voided never happened, and a reminder may come again."""
    old = ItemFile(item="PL-01", events=tuple(events[:1]))
    new = ItemFile(item="PL-01", events=tuple(events))
    assert kinds([old], [new], **of_items(new)) == expected


def test_what_was_sent_back_may_be_submitted_again() -> None:
    """To the body that sent it back."""
    first = event("submitted", "2021-07-01", to="standing_committee", document=Document(number="1-TTr"))
    back = event("returned", "2021-07-05", to="standing_committee")
    again = replace(first, date=day("2021-07-09"), document=Document(number="2-TTr"))
    for told, expected in (
        ((first, back, again), []),
        ((first, again, replace(back, date=day("2021-07-20"))), ["twice"]),
    ):
        new = ItemFile(item="PL-01", events=told)
        old = ItemFile(item="PL-01", events=tuple(one for one in told if one != again))
        assert kinds([old], [new], **of_items(new)) == expected


def test_a_number_is_that_of_one_document() -> None:
    """Another day under the same number, or another thing that happens once; written alike or not."""
    one = ItemFile(item="PL-01", events=(issued("2021-07-01"),))
    for other, expected in (
        (issued("2021-07-09"), ["number"]),
        (issued("2021-07-01", "15-kh/ĐUK"), ["number"]),
        (issued("2022-07-01"), []),
        (issued("2021-07-01", "16-KH/ĐUK"), []),
        (event("extended", "2021-07-01", document=Document(number="15-KH/ĐUK", date=day("2021-07-01"))), []),
        (
            event("extended", "2021-07-01", document=Document(number="15-KH/ĐUK", date=day("2021-07-02"))),
            ["number"],
        ),
    ):
        new = ItemFile(item="PL-02", events=(other,))
        assert kinds([one], [one, new], **of_items(one, new)) == expected, other


def test_each_unit_numbers_its_own_documents() -> None:
    """The same number of another unit, or of the year before, is another document."""
    letter = Document(number="12-BC/ĐU", date=day("2021-07-02"))
    first = replace(report("a", "2021-Q2", on="2021-07-03"), document=letter)
    for other, expected in (
        (replace(report("b", "2021-Q2", on="2021-07-03"), document=letter), []),
        (replace(report("a", "2021-Q3", on="2021-10-03"), document=letter), ["number"]),
        (
            replace(
                report("a", "2022-Q2", on="2022-07-03"), document=replace(letter, date=day("2022-07-02"))
            ),
            [],
        ),
    ):
        given = {
            "units": (unit("a"), unit("b")),
            "reporting": (calendar("BC-QUY"),),
            "reports": (first, other),
        }
        assert kinds([first], [first, other], **given) == expected, other


def test_two_conclusions_under_one_number() -> None:
    """With different titles, or of different days; one conclusion may ask for several things."""
    source = ItemSource(number="10-KL/ĐUK", date=day("2021-07-02"), title="Kết luận về sơ kết")
    one = ItemFile(item="KL-10", title="Sơ kết", lead=("van-phong",), source=source)
    for other, expected in (
        (source, []),
        (replace(source, title="Kết luận về quy chế"), ["number"]),
        (replace(source, date=day("2021-07-09")), ["number"]),
    ):
        new = replace(one, item="KL-11", title="Quy chế", source=other)
        assert kinds([one], [one, new], **of_items(one, new)) == expected, other


def test_an_amendment_has_its_own_number() -> None:
    """That of another day's is another document's."""
    some, other = (
        replace(amendment(on), document=Document(number="32-QĐ", date=day(on)))
        for on in ("2021-10-01", "2021-10-05")
    )
    assert kinds([], [other], amendments=(some, other)) == ["number"]
    assert kinds([], [other], amendments=(other,)) == []
