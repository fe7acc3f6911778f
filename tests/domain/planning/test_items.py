"""Planning an item that came up on the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.offices import office, rule, staff, task
from tests.support.refusals import bad_usage, refused

from ct58.domain.planning.edits import NewFile, Plain
from ct58.domain.planning.items import ItemWords, owners_named, plan_item
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import SetRule
from ct58.errors import Refused
from ct58.i18n import Translator

OFFICE = office(
    units=(staff(),),
    tasks=(task("PL-01"),),
    items=(ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-07-20")),),
)


def planned(**given: Any) -> Plain:
    """The tree of the new file."""
    plain: dict[str, Any] = {"id": "KL-02", "title": "Báo cáo giải trình", "lead": ("van-phong",)}
    (operation,) = plan_item(OFFICE, ItemWords(**{**plain, **given}))
    assert isinstance(operation, NewFile)
    assert operation.file == f"tasks/{given.get('id', 'KL-02')}.yaml"
    return operation.value


def test_an_item_has_a_head_of_its_own() -> None:
    """Title, lead, deadline, where it goes, what it serves, where it comes from; no events yet."""
    tree = planned(
        by=dt.date(2021, 9, 30),
        deadline_text="trước 30/9",
        submit_to=("standing_committee",),
        clauses=("II.1-1",),
        source_number="125-KL/ĐUK",
        source_date=dt.date(2021, 7, 10),
    )
    assert tree == {
        "item": "KL-02",
        "title": "Báo cáo giải trình",
        "lead": ("van-phong",),
        "deadline": {"text": "trước 30/9", "by": dt.date(2021, 9, 30)},
        "submit_to": ("standing_committee",),
        "clauses": ("II.1-1",),
        "source": {"number": "125-KL/ĐUK", "date": dt.date(2021, 7, 10)},
        "events": (),
    }


def test_what_is_not_said_is_not_written() -> None:
    """Spaces say nothing; a source may have a date alone."""
    assert planned(deadline_text="  ", source_number=" ") == {
        "item": "KL-02",
        "title": "Báo cáo giải trình",
        "lead": ("van-phong",),
        "events": (),
    }
    tree = planned(source_date=dt.date(2021, 7, 10))
    assert isinstance(tree, dict)
    assert tree["source"] == {"date": dt.date(2021, 7, 10)}


def test_what_is_said_twice_is_written_once() -> None:
    """`--lead VP --lead "Văn phòng"` is one body."""
    tree = planned(lead=("van-phong", "van-phong"), clauses=("II.1-1", "II.1-1"))
    assert isinstance(tree, dict)
    assert (tree["lead"], tree["clauses"]) == (("van-phong",), ("II.1-1",))


@pytest.mark.parametrize("id_", ["../x", "KL 02", "kl/02", "CON", "nul", "", "Đ-01", "-1"])
def test_an_id_that_is_no_good_file_name_is_refused(id_: str) -> None:
    """On every system, whatever it would do on this one."""
    with bad_usage("cannot be an item's id"):
        planned(id=id_)


@pytest.mark.parametrize(("id_", "known"), [("KL-01", "KL-01"), ("kl-01", "KL-01"), ("pl-01", "PL-01")])
def test_an_id_that_is_taken_is_refused(id_: str, known: str) -> None:
    """Also in another case: Windows could not tell the files apart."""
    with refused(f"There is already an item {known}. See: ct58 show {known}"):
        planned(id=id_)


def test_a_title_says_something() -> None:
    """It is what people will read in the list of what is overdue."""
    with bad_usage("--title must not be empty"):
        planned(title="  ")


def test_a_deadline_is_not_before_the_document_that_sets_it() -> None:
    """A day or a year is mistyped."""
    with bad_usage("The deadline 2021-07-09 is before the document that sets it (2021-07-10)"):
        planned(by=dt.date(2021, 7, 9), source_number="125-KL/ĐUK", source_date=dt.date(2021, 7, 10))
    assert planned(by=dt.date(2021, 7, 10), source_date=dt.date(2021, 7, 10))


def test_a_prefix_takes_the_next_free_number() -> None:
    """After the highest, whatever became of those in between; of a new kind the first."""
    made = [plan_item(OFFICE, ItemWords(id=id_, title="Việc", lead=("van-phong",))) for id_ in ("kl", "TB-")]
    assert [operation.file for (operation,) in made if isinstance(operation, NewFile)] == [
        "tasks/KL-02.yaml",
        "tasks/TB-01.yaml",
    ]


def test_a_taken_id_is_answered_with_the_next_free_one() -> None:
    """Ready to be typed."""
    with pytest.raises(Refused) as refusal:
        planned(id="kl-1")
    assert refusal.value.hint is not None
    assert "The next free one: KL-02" in Translator("en").say(refusal.value.hint)


def test_each_unit_of_a_set_may_owe_it() -> None:
    """Instead of a lead; not beside one, and not of a set that is not there."""
    tree = planned(lead=(), owners="tccsd")
    assert isinstance(tree, dict)
    assert (tree["owners"], "lead" in tree) == ("tccsd", False)
    with bad_usage("Say who leads it, or which units owe it each."):
        planned(owners="tccsd")
    with bad_usage("Say who leads it, or which units owe it each."):
        planned(lead=())


def test_units_may_owe_it_by_their_names() -> None:
    """A set by its name alone, else units as people type them, each once; what is neither is told with the sets."""
    assert owners_named(OFFICE, ()) is None
    assert owners_named(OFFICE, ["tccsd"]) == "tccsd"
    assert owners_named(OFFICE, ["van phong", "van-phong"]) == SetRule(ids=("van-phong",))
    assert planned(lead=(), owners=SetRule(ids=("van-phong",)))["owners"] == {"ids": ("van-phong",)}  # type: ignore[call-overload,index]
    with bad_usage("There is no unit and no set of units “tccs”."):
        owners_named(OFFICE, ["tccs"])
    with bad_usage("“tccsd” is a set, and stands alone."):
        owners_named(OFFICE, ["van-phong", "tccsd"])
