"""From the words of `ct58 amend` to an amendment, or to why it cannot be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.support.offices import (
    amendment,
    calendar,
    day,
    duty,
    event,
    figure,
    indicator,
    office,
    rule,
    staff,
    task,
)

from ct58.domain.planning.amending import AmendmentWords, amendment_of, moves_of, plan_amendment
from ct58.domain.planning.edits import NewFile, SetValue
from ct58.domain.planning.new_deadlines import deadline_of
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.domain.records.programme import NewValues
from ct58.domain.records.reports import Document
from ct58.domain.time.deadlines import After
from ct58.domain.time.due_days import MonthDay
from ct58.errors import BadUsage, Refused

TODAY = day("2022-10-10")
FROM = day("2022-10-05")
DOCUMENT = Document(number="32-QĐ/ĐUK", date=FROM)
AT_LEAST_300 = Target(op=">=", value=300, unit="count", text="từ 300 trở lên")
SHARE = Target(op=">", value=90, unit="percent")


def known(**given: Any) -> Office:
    """Two tasks, a yearly duty, a report, two indicators, three bodies."""
    plain: dict[str, Any] = {
        "format": 2,
        "units": (staff(), staff("ban-to-chuc"), staff("ban-cu", valid_to=day("2022-09-30"))),
        "tasks": (task(deadline=rule(by="2023")), task("PL-02", deadline=rule(every="year"))),
        "duties": (duty(owners="tccsd", deadline=rule(by="2024")),),
        "reporting": (calendar(),),
        "figures": (figure("members"),),
        "indicators": (indicator(target=AT_LEAST_300), indicator("CT-02", target=SHARE)),
    }
    return office(**{**plain, **given})


def words(*ids: str, **said: Any) -> AmendmentWords:
    """What is said of a document of 5 October."""
    plain: dict[str, Any] = {"number": "32-QĐ/ĐUK", "date": FROM}
    return AmendmentWords(ids=ids or ("PL-01",), **{**plain, **said})


def values(*ids: str, of: Office | None = None, **said: Any) -> NewValues:
    """The new values of the one record that is changed."""
    (found,) = dict(amendment_of(of or known(), words(*ids, **said), TODAY).changes).values()  # type: ignore[arg-type]
    assert isinstance(found, NewValues)
    return found


def test_an_amendment_is_a_file_of_its_own_named_by_day_and_document() -> None:
    """With the document as its day; only --from that differs is written down."""
    (made,) = plan_amendment(known(), words("PL-01", lead=("ban to chuc",), reason="sắp xếp"), TODAY)
    assert made == NewFile(
        file="amendments/2022-10-05-32-qd-duk.yaml",
        value={
            "document": {"number": "32-QĐ/ĐUK", "date": FROM},
            "reason": "sắp xếp",
            "changes": {"PL-01": {"lead": ("ban-to-chuc",)}},
        },
    )
    later = amendment_of(known(), words(lead=("ban-to-chuc",), effective_from=day("2023-01-01")), TODAY)
    assert (later.since, later.effective_from) == (day("2023-01-01"), day("2023-01-01"))
    same = amendment_of(known(), words(lead=("ban-to-chuc",), effective_from=FROM), TODAY)
    assert same.effective_from is None


def test_what_a_document_says_besides_is_added_to_its_amendment() -> None:
    """A second command of the same document and day; another day is another amendment."""
    first = replace(amendment("2022-10-05", {"PL-01": {"lead": ("ban-to-chuc",)}}), document=DOCUMENT)
    there = known(amendments=(first,))
    (added,) = plan_amendment(there, words("CT-01", target="350"), TODAY)
    assert isinstance(added, SetValue)
    assert (added.file, added.at) == ("programme.yaml", ("amendments", 0, "changes", "CT-01", "target"))
    (other,) = plan_amendment(there, words("CT-01", target="350", effective_from=day("2023-01-01")), TODAY)
    assert isinstance(other, NewFile)
    contrary = words("PL-01", lead=("van-phong", "ban-to-chuc"))
    with pytest.raises(Refused, match="says something else of"):
        plan_amendment(there, contrary, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/3/2023", rule(text="31/3/2023", by="2023-03-31")),
        ("2023-03-31", rule(by="2023-03-31")),
        ("Quý I năm 2023", rule(text="Quý I năm 2023", by="2023-Q1")),
        ("2023-Q1", rule(by="2023-Q1")),
        ("năm 2023", rule(text="năm 2023", by="2023")),
        ("2023..2025", rule(within="2023..2025")),
        ("giai đoạn 2023-2025", rule(text="giai đoạn 2023-2025", within="2023..2025")),
    ],
)
def test_a_deadline_is_typed_as_the_document_writes_it(text: str, expected: Any) -> None:
    """The rule is typed, and the words stand beside; what is the rule's own spelling needs none."""
    assert deadline_of(text, TODAY) == expected


@pytest.mark.parametrize("text", ["quý V/2023", "bao giờ xong", "31/2/2023", "quý I", "once"])
def test_what_is_no_deadline_is_refused(text: str) -> None:
    """A period needs its year."""
    with pytest.raises(BadUsage):
        deadline_of(text, TODAY)


def test_what_comes_again_is_given_its_new_rule_in_words() -> None:
    """By the words of a table; where it begins and ends stays as it was where they say nothing of it."""
    known_ends = known(tasks=(task("PL-02", deadline=rule(every="year", from_="2022", lapses_after=30)),))
    text = "trước ngày 15/12 hằng năm"
    assert values("PL-02", of=known_ends, deadline=text).deadline == rule(
        text=text, every="year", on="12-15", due_after=-1, from_="2022", lapses_after=30
    )
    later = "ngày 20 tháng cuối quý; từ quý I/2023"
    assert values("PL-02", of=known_ends, deadline=later).deadline == rule(
        text=later, every="quarter", on=MonthDay(day=20), from_="2023-Q1", lapses_after=30
    )


def test_a_line_of_the_calendar_is_given_the_keys_that_differ() -> None:
    """Its words, its day, and no days after that any more."""
    text = "chậm nhất ngày 20 tháng cuối quý"
    found = values("BC-QUY", of=known(reporting=(calendar(due_after=5),)), deadline=text)
    assert found == NewValues(text=text, on=MonthDay(day=20), due_after=0)


def test_what_is_done_once_may_wait_for_another_item() -> None:
    """By its id: nobody guesses which one a phrase means."""
    text = "trong 30 ngày sau khi ban hành PL-02"
    after = After(item="PL-02", event="issued", days=30)
    assert values(deadline=text).deadline == rule(text=text, after=after)
    with pytest.raises(BadUsage):
        values(deadline="trong 30 ngày sau khi ban hành Quy chế")


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("CT-01", "350", Target(op=">=", value=350, unit="count")),
        ("CT-01", "từ 1.350 trở lên", Target(op=">=", value=1350, unit="count")),
        ("CT-01", "> 350", Target(op=">", value=350, unit="count")),
        ("CT-01", "không quá 20", Target(op="<=", value=20, unit="count")),
        ("CT-02", "trên 92,5%", Target(op=">", value=Decimal("92.5"), unit="percent")),
        ("CT-02", "95", Target(op=">", value=95, unit="percent")),
        ("CT-02", "từ 95% trở lên", Target(op=">=", value=95, unit="percent")),
    ],
)
def test_a_target_is_a_bound_and_what_is_left_out_stays(id_: str, text: str, expected: Target) -> None:
    """The old words of the text go with the old number."""
    assert values(id_, target=text).target == expected


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        (words("PL-99", lead=("van-phong",)), BadUsage, "nothing with the id"),
        (words("van-phong", title="Khác"), BadUsage, "is a unit"),
        (words(), BadUsage, "What does the amendment change"),
        (words(lead=("van-phong",)), Refused, "changes nothing"),
        (words(lead=("ban-nao",)), BadUsage, "no unit"),
        (words(lead=("ban-cu",)), Refused, "ended on"),
        (words(target="5"), BadUsage, "has no key"),
        (words("CT-01", target="nhiều hơn trước"), BadUsage, "not a target"),
        (words("CT-01", lead=("van-phong",)), BadUsage, "has no key"),
        (words("NV-01", lead=("van-phong",)), BadUsage, "owed by each unit"),
        (words("PL-02", deadline="31/3/2023"), BadUsage, "comes again"),
        (words("BC-QUY", deadline="31/3/2023"), BadUsage, "comes again"),
        (words("PL-02", deadline="khi nào xong"), BadUsage, "cannot be read as the rule"),
        (words("PL-02", deadline="ngày 40 tháng cuối quý"), BadUsage, "cannot be read as the rule"),
        (words("PL-01", deadline="ngày 20 tháng cuối quý"), BadUsage, "falls due once"),
        (words("BC-QUY", deadline="trong 10 ngày đầu mỗi quý"), BadUsage, "in words alone"),
        (words(deadline="31/3/2022"), Refused, "had gone by"),
        (words(lead=("ban-to-chuc",), date=day("2012-10-05")), Refused, "before the day of the programme"),
        (words(lead=("ban-to-chuc",), date=None), BadUsage, "From which day"),
        (words(lead=("ban-to-chuc",), number=" "), BadUsage, "must not be empty"),
        (words("II.1-1", end="bỏ"), BadUsage, "cannot end"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    said: AmendmentWords, kind: type[Exception], told: str
) -> None:
    """With what is in the way."""
    with pytest.raises(kind) as caught:
        plan_amendment(known(), said, TODAY)
    assert told in str(caught.value)


def test_what_was_ended_does_not_end_again_and_older_data_is_brought_to_the_format_first() -> None:
    """Each refusal says by what, or how."""
    over = known(amendments=(amendment("2022-09-01", ends={"PL-01": "thôi"}),))
    with pytest.raises(Refused, match="was ended by"):
        plan_amendment(over, words(end="thôi hẳn"), TODAY)
    with pytest.raises(Refused, match="format 2"):
        plan_amendment(known(format=1), words(lead=("ban-to-chuc",)), TODAY)


def test_what_is_open_moves_and_what_is_finished_stays() -> None:
    """Of a yearly task: the year that was done stays with whoever did it, the others move."""
    given = {"PL-02": [event("submitted", "2021-12-01", occurrence="2021")]}
    before = known(events=given)
    made = amendment_of(before, words("PL-02", lead=("ban-to-chuc",)), TODAY)
    moves = moves_of(before, known(events=given, amendments=(made,)), made, TODAY)
    assert [now.obligation.occurrence.key for _, now in moves.moved] == ["2022", "2023", "2024", "2025"]
    assert {(was.owner_ids, now.owner_ids) for was, now in moves.moved} == {
        (("van-phong",), ("ban-to-chuc",))
    }
    assert [found.obligation.occurrence.key for found in moves.finished] == ["2021"]
    assert (moves.ended, moves.since) == ((), FROM)


def test_what_lies_ahead_is_told_as_of_its_day() -> None:
    """The amendment is written down before it is in force."""
    before, first_day = known(), dt.date(2023, 1, 1)
    made = amendment_of(before, words(end="thôi", effective_from=first_day), TODAY)
    moves = moves_of(before, known(amendments=(made,)), made, TODAY)
    assert (moves.day, [found.item.id for found in moves.ended]) == (first_day, ["PL-01"])


def test_what_was_done_after_the_day_of_an_amendment_that_is_dated_back_is_told_apart() -> None:
    """It was done by the new wording: it belongs to the other body, and is not among what stays."""
    given = {"PL-01": [event("submitted", "2022-10-07")]}
    before = known(events=given)
    made = amendment_of(before, words("PL-01", lead=("ban-to-chuc",)), TODAY)
    moves = moves_of(before, known(events=given, amendments=(made,)), made, TODAY)
    assert [(was.owner_ids, now.owner_ids) for was, now in moves.moved] == [
        (("van-phong",), ("ban-to-chuc",))
    ]
    assert moves.finished == ()
