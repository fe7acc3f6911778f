"""Planning the end of the work before the programme's time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.offices import calendar, day, event, office, report, rule, staff, task, unit

from ct58.domain.planning.edits import SetValue
from ct58.domain.planning.ending import (
    Bodies,
    EndWords,
    body_in_words,
    check_end,
    means_an_end,
    plan_end,
    plan_no_end,
    reopened_units,
    to_take_over,
)
from ct58.domain.records.office import Office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.domain.records.reports import Document
from ct58.domain.standing.ending import with_end
from ct58.errors import BadUsage, Ct58Error, Refused

ON = day("2025-02-10")


def ending_office(**more: object) -> Office:
    """Two units that report, one that ended before, one whose end is set already, and three tasks, one of them done."""
    given: dict[str, object] = {
        "units": (
            staff("van-phong"),
            unit("a"),
            unit("b"),
            unit("gone", valid_to=day("2023-05-31")),
            unit("leaving", valid_to=day("2025-06-30")),
        ),
        "tasks": (
            task("PL-01", rule(by="2021-06-30"), submit_to=()),
            task("PL-02", rule(by="2024-06-30"), submit_to=()),
            task("PL-03", rule(by="2025-12-31"), submit_to=()),
        ),
        "reporting": (calendar(),),
        "events": {"PL-01": (event("issued", "2021-06-01"),)},
    }
    return office(**{**given, **more})  # type: ignore[arg-type]


def words(**more: object) -> EndWords:
    """The end, with receivers for all."""
    given: dict[str, object] = {
        "on": ON,
        "document": Document(number="1-QĐ/TU"),
        "receivers": {"a": "x", "b": None, "leaving": "x", "PL-02": "x", "PL-03": None},
        "bodies": {"x": "Đảng bộ X"},
    }
    return EndWords(**{**given, **more})  # type: ignore[arg-type]


def closed(known: Office, said: EndWords) -> Office:
    """The office after the plan, without its files."""
    values = {(o.file, o.at[-1]): o.value for o in plan_end(known, said) if isinstance(o, SetValue)}
    tree = values["programme.yaml", "closing"]
    assert isinstance(tree, dict)
    closing = ProgrammeClosing(receivers=tree["receivers"], other_ends=tree.get("other_ends", {}))
    after = with_end(known, said.on, closing)
    ends = {
        file.split("/")[1]: value
        for (file, key), value in values.items()
        if key == "valid_to" and isinstance(value, dt.date)
    }
    return replace(
        after, units={id_: replace(u, valid_to=ends.get(id_, u.valid_to)) for id_, u in after.units.items()}
    )


def test_all_units_of_the_day_end_on_it_in_one_edit_with_the_closing() -> None:
    """One that ended before is none of them, and the committee's own bodies end without a receiver."""
    edit = [operation for operation in plan_end(ending_office(), words()) if isinstance(operation, SetValue)]
    ends = {operation.file: operation.value for operation in edit if operation.at == ("valid_to",)}
    assert ends == {f"units/{id_}/unit.yaml": ON for id_ in ("van-phong", "a", "b", "leaving")}
    tree = next(operation.value for operation in edit if operation.at == ("programme", "closing"))
    assert tree == {
        "document": {"number": "1-QĐ/TU"},
        "bodies": {"x": "Đảng bộ X"},
        "receivers": {"van-phong": None, "a": "x", "b": None, "leaving": "x", "PL-02": "x", "PL-03": None},
        "other_ends": {"leaving": day("2025-06-30")},
    }


def test_what_is_open_is_what_is_not_done_whenever_it_is_due() -> None:
    """PL-01 was issued; PL-02 is late; PL-03 would be due later."""
    over = to_take_over(ending_office(), ON, None)
    assert [entry.item.id for entry in over.items] == ["PL-02", "PL-03"]
    assert [where.status for entry in over.items for where in entry.standings] == ["overdue", "ended"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"on": day("2020-12-31")}, BadUsage),
        ({"on": day("2026-01-01")}, BadUsage),
        ({"cut_off": day("2025-02-09")}, BadUsage),
        ({"receivers": {"a": "x", "leaving": "x", "PL-02": "x", "PL-03": None}}, Refused),
        ({"receivers": {"a": "x", "b": None, "leaving": "x", "PL-02": "x"}}, Refused),
        ({"receivers": {**words().receivers, "gone": "x"}}, Refused),
        ({"receivers": {**words().receivers, "PL-01": "x"}}, Refused),
        ({"bodies": {}}, Refused),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_a_remedy(
    changed: dict[str, object], problem: type[Ct58Error]
) -> None:
    """Too early, too late, a cut-off before the end, nobody for a unit or an item, one for what is not there, no name."""
    with pytest.raises(problem) as caught:
        plan_end(ending_office(), words(**changed))
    assert caught.value.hint is not None


def test_nothing_ends_before_what_is_recorded_and_the_record_is_named() -> None:
    """A report may still come until the cut-off day, work of the committee may not."""
    late = report("a", "2024-Q4", on="2025-02-15")
    known = ending_office(reports=(late,))
    with pytest.raises(Refused) as caught:
        check_end(known, ON, None)
    assert caught.value.message.params["file"] == "units/a/reports/2024-Q4.yaml"
    check_end(known, ON, day("2025-02-15"))
    worked = ending_office(events={"PL-02": (event("issued", "2025-02-11"),)})
    with pytest.raises(Refused) as caught:
        check_end(worked, ON, day("2025-02-20"))
    assert caught.value.message.params["file"] == "tasks/PL-02.yaml"
    with pytest.raises(Refused):
        check_end(ending_office(units=(unit("a", valid_from=day("2025-03-01")),)), ON, None)


def test_who_has_ended_does_not_end_again_but_may_go_on() -> None:
    """The way back gives each unit the last day that it had; what the end said stays, with the reason."""
    known = closed(ending_office(), words())
    with pytest.raises(Refused):
        check_end(known, ON, None)
    assert [unit.id for unit in reopened_units(known)] == ["van-phong", "a", "b", "leaving"]
    edit = plan_no_end(known, day("2025-03-01"), "thu hồi")
    ends = {o.file: o.value for o in edit if isinstance(o, SetValue) and o.at == ("valid_to",)}
    assert ends["units/a/unit.yaml"] is None
    assert ends["units/leaving/unit.yaml"] == day("2025-06-30")
    assert "units/gone/unit.yaml" not in ends
    with pytest.raises(Refused):
        plan_no_end(ending_office(), ON, "x")


def test_a_unit_whose_last_day_was_that_day_already_stays_ended() -> None:
    """It was not the closing that ended it."""
    units = (unit("a"), unit("b", valid_to=ON))
    known = ending_office(units=units)
    said = words(receivers={"a": "x", "b": "x", "PL-02": "x", "PL-03": "x"})
    assert [unit.id for unit in reopened_units(closed(known, said))] == ["a"]


class TestBodies:
    """The names of those who take over."""

    def test_a_body_is_one_however_its_name_is_written(self) -> None:
        """Accents and case do not count; the id is made from the name, or said."""
        bodies = Bodies({"ubnd": "Đảng bộ Ủy ban nhân dân tỉnh"})
        assert bodies.id_of("ĐẢNG BỘ uỷ ban nhân dân tỉnh") == "ubnd"
        assert bodies.id_of("ubnd") == "ubnd"
        assert bodies.id_of("Đảng bộ các cơ quan Đảng tỉnh") == "dang-bo-cac-co-quan-dang-tinh"
        assert len(bodies.names) == 2

    def test_two_names_that_may_mean_one_body_are_asked_about(self) -> None:
        """An abbreviation, a typo; not two bodies."""
        bodies = Bodies()
        for name in ("Đảng bộ Ủy ban nhân dân tỉnh", "Đảng bộ UBND tỉnh", "Đảng bộ các cơ quan Đảng tỉnh"):
            bodies.id_of(name)
        for name in ("Đảng bộ xã A", "Đảng bộ xã B", "Đảng bộ phường 1", "Đảng bộ phường 12"):
            bodies.id_of(name)
        assert bodies.alike() == (("Đảng bộ Ủy ban nhân dân tỉnh", "Đảng bộ UBND tỉnh"),)

    @pytest.mark.parametrize("text", ["Đảng bộ X", "=X", "x=", "X Y=Z"])
    def test_what_names_none_is_refused(self, text: str) -> None:
        """An id and a name."""
        with pytest.raises(BadUsage):
            body_in_words(text)

    def test_words_for_nobody(self) -> None:
        """As lists say it."""
        assert means_an_end("Kết thúc, không chuyển giao")
        assert means_an_end("none")
        assert not means_an_end("Đảng bộ X")
