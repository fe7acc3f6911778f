"""Records as JSON: the keys of the file, and where each thing stands."""

from __future__ import annotations

from dataclasses import replace

from tests.support.offices import day, report, rule
from tests.support.showcase import showcase

from ct58.domain.records.search import find_thing
from ct58.domain.records.units import UnitBefore
from ct58.domain.time.period import Period
from ct58.render.words.record_keys import list_as_json, record_as_json, thing_as_json, trace_as_json
from ct58.views.catalogue import list_view, trace_view


def test_keys_are_those_of_the_file() -> None:
    """`from`, `in` and `with` carry an underscore only inside the program; periods become text."""
    plain = record_as_json(rule(every="year", in_="Q4", from_="2021"))
    assert isinstance(plain, dict)
    assert (plain["every"], plain["in"], plain["from"]) == ("year", "Q4", "2021")
    assert record_as_json({"p": (Period.quarter(2021, 2), 1)}) == {"p": ["2021-Q2", 1]}


def test_what_is_left_unsaid_is_no_key() -> None:
    """Null would say that there was none: of an earlier time only what it names, of a report no answer that nobody gave."""
    was = UnitBefore(until=day("2024-03-31"), kind="agency", short_name=None)
    assert record_as_json(was) == {
        "until": day("2024-03-31"),
        "kind": "agency",
        "short_name": None,
        "document": None,
    }
    answers = [report("a", "2021-Q2"), replace(report("a", "2021-Q2"), counted_in=None)]
    assert ["counted_in" in record_as_json(answer) for answer in answers] == [False, True]  # type: ignore[operator]  # a mapping


def test_a_thing_begins_with_kind_and_id_and_ends_with_its_source() -> None:
    """Contract §3: `{kind, id, …the record's keys, source}`."""
    thing = thing_as_json(find_thing(showcase(), "PL-02"), 331)
    assert list(thing)[:2] == ["kind", "id"]
    assert (thing["kind"], thing["id"], thing["lead"]) == ("task", "PL-02", ["van-phong"])
    assert list(thing)[-1] == "source"
    assert thing["source"] == {"file": "programme.yaml", "line": 331}


def test_a_record_s_own_kind_does_not_hide_the_thing_s() -> None:
    """A unit's kind and a clause's kinds have a key of their own."""
    unit, clause = (thing_as_json(find_thing(showcase(), id), 1) for id in ("u1", "II.1-1"))
    assert (unit["kind"], unit["unit_kind"]) == ("unit", "agency")
    assert (clause["kind"], clause["clause_kind"]) == ("clause", ["one_off_duty"])


def test_a_list_has_one_object_a_thing_all_with_the_same_keys() -> None:
    """So that it makes a table too."""
    objects = list_as_json(list_view(showcase(), "tasks"))
    assert [entry["id"] for entry in objects] == ["PL-01", "PL-02", "PL-06", "PL-08", "PL-12"]
    assert len({tuple(entry) for entry in objects}) == 1


def test_a_trace_has_one_object_a_clause() -> None:
    """With the corrected text, what follows it, and whether something is missing."""
    found = {str(entry["clause"]): entry for entry in trace_as_json(trace_view(showcase()))}
    assert found["II.4.1-1"]["text"] == "Hằng năm, kết nạp."
    assert found["II.4.1-1"]["followed_by"] == ["NV-20", "CT-15", "CT-18"]
    assert found["II.4.1-1"]["followed_through_part"] == ["PL-02"]
    assert [clause for clause, entry in found.items() if entry["is_gap"]] == ["II.1-3"]
