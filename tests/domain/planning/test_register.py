"""Planning the register: what each change writes, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.support.offices import calendar, day, office, period, report, rule, staff, unit
from tests.support.offices import duty as a_duty

from ct58.domain.planning.edits import Append, Edit, NewFile, SetValue
from ct58.domain.planning.register import (
    ListedUnit,
    MergerWords,
    SplitWords,
    UnitWords,
    check_id,
    expected_counts,
    near_duplicates,
    plan_add,
    plan_import,
    plan_merge,
    plan_split,
    reports_after,
)
from ct58.domain.planning.unit_ends import CountedWhere, UnitEnd, edit_of
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.obligations import obligations
from ct58.errors import BadUsage, Refused

SO_Y_TE = unit("so-y-te", name="Đảng bộ Sở Y tế", order=12)
SO_A = unit("so-a", name="Đảng bộ Sở A", order=3, flags=("drafts_documents",))
SO_B = unit("so-b", name="Chi bộ Sở B", order=2, organisation="grassroots_cell")
ON = day("2022-01-01")
DAY_BEFORE = day("2021-12-31")


@pytest.fixture
def known() -> Office:
    """Three organisations, a staff body, a calendar and a duty."""
    return office(
        units=(SO_Y_TE, SO_A, SO_B, staff(name="Văn phòng")),
        reporting=(calendar(from_=period("2021-Q2")),),
        duties=(a_duty("NV-02", rule(by="2022-06-30"), owners="tccsd"),),
    )


def words(**given: Any) -> UnitWords:
    """A new agency."""
    return UnitWords(**{"name": "Đảng bộ Sở Xây dựng", "kind": "agency", **given})


def after(known: Office, edit: Edit) -> Office:
    """The office as the edit makes it, by changing its units."""
    units = dict(known.units)
    for operation in edit:
        id_ = operation.file.split("/")[1]
        if isinstance(operation, NewFile):
            units[id_] = unit(id_, **{key: value for key, value in operation.value.items() if key != "id"})
        elif isinstance(operation, SetValue):
            assert getattr(units[id_], str(operation.at[0])) == operation.expected
            changed: Any = {str(operation.at[0]): operation.value}
            units[id_] = replace(units[id_], **changed)
    return replace(known, units=units)


def owes(known: Office, id_: str) -> list[tuple[str, str]]:
    """(item, occurrence) that a unit owes."""
    return [
        (found.item.id, found.occurrence.key)
        for found in obligations(known, day("2021-07-15"))
        if found.unit and found.unit.id == id_
    ]


class TestAdd:
    """What `unit add` plans."""

    def test_the_id_and_the_organisation_come_from_the_name(self, known: Office) -> None:
        """What is left out is derived; what is empty is not written, but for the window."""
        assert plan_add(known, words()) == (
            NewFile(
                file="units/so-xay-dung/unit.yaml",
                value={
                    "id": "so-xay-dung",
                    "name": "Đảng bộ Sở Xây dựng",
                    "kind": "agency",
                    "organisation": "grassroots_committee",
                    "valid_from": None,
                    "valid_to": None,
                },
            ),
        )

    def test_what_is_said_is_written(self, known: Office) -> None:
        """All keys, in the contract's order."""
        said = words(
            id="sxd",
            organisation="grassroots_cell",
            order=5,
            short_name="Sở Xây dựng",
            aliases=("SXD",),
            valid_from=ON,
            flags=("drafts_documents",),
            address_as="Đảng ủy Sở Xây dựng",
            office_phone="0200 111",
            office_email="sxd@vi-du.example",
        )
        (operation,) = plan_add(known, said)
        assert isinstance(operation, NewFile)
        assert list(operation.value.items()) == [
            ("id", "sxd"),
            ("name", "Đảng bộ Sở Xây dựng"),
            ("short_name", "Sở Xây dựng"),
            ("kind", "agency"),
            ("organisation", "grassroots_cell"),
            ("order", 5),
            ("aliases", ("SXD",)),
            ("valid_from", ON),
            ("valid_to", None),
            ("flags", ("drafts_documents",)),
            ("address_as", "Đảng ủy Sở Xây dựng"),
            ("office_phone", "0200 111"),
            ("office_email", "sxd@vi-du.example"),
        ]

    @pytest.mark.parametrize("id_", ["../x", "Sở", "a b", "con", "SYT", "-a", "a--b"])
    def test_an_id_that_cannot_be_a_folder_is_wrong_usage(self, known: Office, id_: str) -> None:
        """On any system."""
        with pytest.raises(BadUsage):
            plan_add(known, words(id=id_))

    def test_a_name_without_letters_gives_no_id(self) -> None:
        """The clerk is asked for one, not shown an empty one."""
        with pytest.raises(BadUsage, match="No id can be made"):
            check_id("")

    def test_a_taken_id_is_refused(self, known: Office) -> None:
        """Nothing is overwritten."""
        with pytest.raises(Refused):
            plan_add(known, words(name="Đảng bộ Sở Y tế"))

    @pytest.mark.parametrize(
        ("name", "similar"),
        [
            ("Chi bộ Sở Y tế", ["so-y-te"]),
            ("Đảng bộ Sở Y thế", ["so-y-te"]),
            ("Đảng bộ Sở C", []),
            ("Đảng bộ Sở Y tế huyện", []),
        ],
    )
    def test_near_duplicates_are_named(self, known: Office, name: str, similar: list[str]) -> None:
        """A typo, another organisation; but A, B and C are different on purpose."""
        assert [other.id for other in near_duplicates(known, unit("x", name=name))] == similar

    def test_numbered_names_are_no_duplicates(self) -> None:
        """Or a list of 40 schools would be a wall of warnings."""
        known = office(units=(unit("a", name="Trường Tiểu học 01"),))
        assert near_duplicates(known, unit("b", name="Trường Tiểu học 02")) == ()


def plan_close(known: Office, unit: Unit, on: dt.date, reason: str | None = None) -> Edit:
    """The end of one unit, as `unit close` plans it."""
    return edit_of(known, [UnitEnd(unit=unit, last_day=on, reason=reason)], CountedWhere(today=on))


class TestClose:
    """What `unit close` plans."""

    def test_the_last_day_and_the_reason_are_set(self, known: Office) -> None:
        """The reason is the note."""
        assert plan_close(known, SO_Y_TE, DAY_BEFORE, "QĐ 45") == (
            SetValue(file="units/so-y-te/unit.yaml", at=("valid_to",), value=DAY_BEFORE, expected=None),
            SetValue(file="units/so-y-te/unit.yaml", at=("note",), value="QĐ 45", expected=None),
        )

    def test_a_reason_follows_what_the_note_says_already(self, known: Office) -> None:
        """Nothing is lost."""
        noted = replace(SO_Y_TE, note="Trụ sở mới.")
        *_others, note = plan_close(known, noted, DAY_BEFORE, "QĐ 45")
        assert note == SetValue(
            file="units/so-y-te/unit.yaml", at=("note",), value="Trụ sở mới. QĐ 45", expected="Trụ sở mới."
        )

    def test_the_same_closing_again_changes_nothing(self, known: Office) -> None:
        """It can be run twice."""
        closed = replace(SO_Y_TE, valid_to=DAY_BEFORE, note="QĐ 45")
        assert plan_close(known, closed, DAY_BEFORE, "QĐ 45") == ()

    def test_a_later_end_may_be_moved_forward_but_an_earlier_one_stands(self, known: Office) -> None:
        """Who is closed stays closed."""
        assert plan_close(known, replace(SO_Y_TE, valid_to=ON), DAY_BEFORE)
        with pytest.raises(Refused):
            plan_close(known, replace(SO_Y_TE, valid_to=DAY_BEFORE), ON)

    def test_a_unit_cannot_end_before_it_begins(self, known: Office) -> None:
        """The refusal names the first day."""
        with pytest.raises(Refused):
            plan_close(known, replace(SO_Y_TE, valid_from=ON), DAY_BEFORE)

    def test_it_leaves_every_expectation_from_then_on(self, known: Office) -> None:
        """What fell due, and the periods that ended, while it was there are still owed."""
        closed = after(known, plan_close(known, SO_Y_TE, day("2021-09-29")))
        assert ("NV-02", "once") in owes(known, "so-y-te")
        assert owes(closed, "so-y-te") == [("BC-QUY", "2021-Q2")]
        assert owes(after(known, plan_close(known, SO_Y_TE, day("2021-09-30"))), "so-y-te") == [
            ("BC-QUY", "2021-Q2"),
            ("BC-QUY", "2021-Q3"),
        ]

    @pytest.mark.parametrize(("on", "is_there"), [("2021-09-30", True), ("2021-10-01", False)])
    def test_it_leaves_every_denominator_the_day_after_its_last(
        self, known: Office, on: str, is_there: bool
    ) -> None:
        """The last day is inside."""
        closed = after(known, plan_close(known, SO_Y_TE, day("2021-09-30")))
        assert ("so-y-te" in {unit.id for unit in closed.meant("tccsd", day(on))}) is True
        assert closed.units["so-y-te"].is_valid_on(day(on)) is is_there

    def test_reports_that_no_longer_count_are_known(self) -> None:
        """Those of periods that end later, if they have arrived."""
        known = office(
            units=(SO_Y_TE,),
            reports=(
                report("so-y-te", "2021-Q3", on="2021-10-01"),
                report("so-y-te", "2021-Q4", on="2022-01-03"),
                report("so-y-te", "2022-Q1", state="expected"),
                report("so-y-te", "once", on="2021-05-01"),
            ),
        )
        found = reports_after(known, SO_Y_TE, day("2021-09-30"))
        assert [str(found.period) for found in found] == ["2021-Q4"]

    def test_the_effect_counts_who_is_expected(self, known: Office) -> None:
        """By line of the calendar, on the day."""
        closed = after(known, plan_close(known, SO_Y_TE, DAY_BEFORE))
        (count,) = expected_counts(known, closed, ON)
        assert (count.rule.id, count.before, count.after) == ("BC-QUY", 3, 2)
        assert expected_counts(known, closed, DAY_BEFORE) == ()


class TestMerge:
    """What `unit merge` plans."""

    def test_into_a_unit_of_the_register(self, known: Office) -> None:
        """The old one ends the day before the first day of the merged one."""
        assert plan_merge(known, MergerWords(units=(SO_A,), into="so y te", on=ON)) == (
            SetValue(file="units/so-a/unit.yaml", at=("valid_to",), value=DAY_BEFORE, expected=None),
            SetValue(file="units/so-a/unit.yaml", at=("merged_into",), value="so-y-te", expected=None),
        )

    def test_the_target_may_stand_among_the_merged(self, known: Office) -> None:
        """“Merge a and b into b” ends a."""
        edit = plan_merge(known, MergerWords(units=(SO_A, SO_Y_TE), into="so-y-te", on=ON))
        assert {operation.file for operation in edit} == {"units/so-a/unit.yaml"}

    def test_into_a_new_unit(self, known: Office) -> None:
        """It takes over kind, flags and the first place."""
        edit = plan_merge(known, MergerWords(units=(SO_A, SO_B), into="so-ab", name="Đảng bộ Sở AB", on=ON))
        assert edit[0] == NewFile(
            file="units/so-ab/unit.yaml",
            value={
                "id": "so-ab",
                "name": "Đảng bộ Sở AB",
                "kind": "agency",
                "organisation": "grassroots_committee",
                "order": 2,
                "valid_from": ON,
                "valid_to": None,
                "flags": ("drafts_documents",),
            },
        )
        assert [(op.file, op.at) for op in edit[1:] if isinstance(op, SetValue)] == [
            ("units/so-a/unit.yaml", ("valid_to",)),
            ("units/so-a/unit.yaml", ("merged_into",)),
            ("units/so-b/unit.yaml", ("valid_to",)),
            ("units/so-b/unit.yaml", ("merged_into",)),
        ]

    @pytest.mark.parametrize("done", range(6))
    def test_after_an_interruption_the_same_command_completes_it(self, known: Office, done: int) -> None:
        """However many of its steps were made, the rest follows, and nothing twice."""
        said = MergerWords(units=(SO_A, SO_B), into="so-ab", name="Đảng bộ Sở AB", on=ON)
        edit = plan_merge(known, said)
        halfway = after(known, edit[:done])
        again = replace(said, units=(halfway.units["so-a"], halfway.units["so-b"]))
        rest = plan_merge(halfway, again)
        assert rest == edit[done:]
        assert after(halfway, rest).units == after(known, edit).units

    def test_different_kinds_need_a_word(self, known: Office) -> None:
        """Which kind the new one is nobody can guess."""
        other = replace(SO_B, kind="public_service")
        said = MergerWords(units=(SO_A, other), into="so-ab", name="Đảng bộ Sở AB", on=ON)
        with pytest.raises(BadUsage):
            plan_merge(known, said)
        assert plan_merge(known, replace(said, kind="agency"))

    @pytest.mark.parametrize(
        "merged",
        [
            replace(SO_A, valid_to=day("2021-06-30")),
            replace(SO_A, valid_to=DAY_BEFORE, merged_into="so-b"),
            replace(SO_A, valid_from=ON),
        ],
    )
    def test_what_was_closed_or_merged_otherwise_is_refused(self, known: Office, merged: Unit) -> None:
        """The record says something else already."""
        with pytest.raises(Refused):
            plan_merge(known, MergerWords(units=(merged,), into="so-y-te", on=ON))

    def test_a_closed_target_is_refused(self) -> None:
        """Figures would count for nobody."""
        known = office(units=(SO_A, replace(SO_Y_TE, valid_to=DAY_BEFORE)))
        with pytest.raises(Refused):
            plan_merge(known, MergerWords(units=(SO_A,), into="so-y-te", on=ON))

    def test_a_unit_cannot_be_merged_into_itself(self, known: Office) -> None:
        """Nothing would end."""
        with pytest.raises(BadUsage):
            plan_merge(known, MergerWords(units=(SO_A,), into="so-a", on=ON))

    def test_an_unknown_target_needs_a_name(self, known: Office) -> None:
        """It may be a typo."""
        with pytest.raises(BadUsage):
            plan_merge(known, MergerWords(units=(SO_A,), into="so-y-the", on=ON))

    def test_a_name_for_a_known_id_that_is_another_unit_is_refused(self, known: Office) -> None:
        """An id has one name."""
        with pytest.raises(Refused):
            plan_merge(known, MergerWords(units=(SO_A,), into="so-y-te", name="Đảng bộ Sở X", on=ON))


class TestSplit:
    """What `unit split` plans."""

    def test_the_new_units_come_out_of_the_old_one_which_goes_on(self, known: Office) -> None:
        """They take its kind, place and flags."""
        said = SplitWords(unit=SO_A, into=(("so-a1", "Chi bộ Sở A1"),), on=ON)
        assert plan_split(known, said) == (
            NewFile(
                file="units/so-a1/unit.yaml",
                value={
                    "id": "so-a1",
                    "name": "Chi bộ Sở A1",
                    "kind": "agency",
                    "organisation": "grassroots_cell",
                    "order": 3,
                    "valid_from": ON,
                    "valid_to": None,
                    "split_from": "so-a",
                    "flags": ("drafts_documents",),
                },
            ),
        )

    def test_the_old_one_ends_only_if_asked(self, known: Office) -> None:
        """The day before."""
        said = SplitWords(unit=SO_A, into=(("so-a1", "Chi bộ Sở A1"),), on=ON, close=True)
        assert plan_split(known, said)[1] == SetValue(
            file="units/so-a/unit.yaml", at=("valid_to",), value=DAY_BEFORE, expected=None
        )

    @pytest.mark.parametrize("done", range(4))
    def test_after_an_interruption_the_same_command_completes_it(self, known: Office, done: int) -> None:
        """What is there is left alone."""
        parts = (("so-a1", "Chi bộ Sở A1"), ("so-a2", "Chi bộ Sở A2"))
        said = SplitWords(unit=SO_A, into=parts, on=ON, close=True)
        edit = plan_split(known, said)
        halfway = after(known, edit[:done])
        assert plan_split(halfway, replace(said, unit=halfway.units["so-a"])) == edit[done:]

    def test_an_id_that_somebody_else_has_is_refused(self, known: Office) -> None:
        """It did not come out of this unit."""
        with pytest.raises(Refused):
            plan_split(known, SplitWords(unit=SO_A, into=(("so-b", "Sở B"),), on=ON))

    def test_a_unit_that_ended_before_cannot_be_split(self, known: Office) -> None:
        """There was nothing left to split."""
        closed = replace(SO_A, valid_to=day("2021-06-30"))
        with pytest.raises(Refused):
            plan_split(known, SplitWords(unit=closed, into=(("so-a1", "Sở A1"),), on=ON))


def row(number: int, name: str, *given: str, **said: Any) -> ListedUnit:
    """A row of a list."""
    return ListedUnit(row=number, words=words(name=name, **said), given=frozenset({*given, *said}))


class TestImport:
    """What `unit import` plans."""

    def test_new_units_get_ids_of_their_own(self, known: Office) -> None:
        """Also beside an id that a unit with another name has."""
        rows = (row(5, "Đảng bộ Sở Xây dựng"), row(6, "Đảng bộ Sở C", id="so-c"))
        plan = plan_import(known, rows)
        assert [change.unit.id for change in plan.added] == ["so-xay-dung", "so-c"]
        assert [operation.file for operation in plan.edit] == [
            "units/so-xay-dung/unit.yaml",
            "units/so-c/unit.yaml",
        ]
        assert plan.problems == ()

    @pytest.mark.parametrize("name", ["Đảng bộ Sở Y tế", "ĐẢNG BỘ SỞ Y TẾ", "Chi bộ sở y tế", "Sở Y tế"])
    def test_known_units_are_skipped(self, known: Office, name: str) -> None:
        """By the name, accents and the party organisation don't count."""
        plan = plan_import(known, (row(5, name, order=99),))
        assert [change.unit.id for change in plan.skipped] == ["so-y-te"]
        assert plan.edit == ()

    def test_known_units_are_changed_only_with_update_and_where_the_row_says_something(
        self, known: Office
    ) -> None:
        """Only the columns that were given; the old name is kept as a former one."""
        rows = (row(5, "Sở Y tế tỉnh", id="so-y-te", order=1, aliases=("SYT",)),)
        plan = plan_import(known, rows, update=True)
        file = "units/so-y-te/unit.yaml"
        assert plan.edit == (
            SetValue(file=file, at=("name",), value="Sở Y tế tỉnh", expected="Đảng bộ Sở Y tế"),
            Append(file=file, at=("former_names",), value="Đảng bộ Sở Y tế"),
            SetValue(file=file, at=("order",), value=1, expected=12),
            Append(file=file, at=("aliases",), value="SYT"),
        )
        assert [change.unit.id for change in plan.updated] == ["so-y-te"]

    def test_an_update_that_says_nothing_new_is_a_skip(self, known: Office) -> None:
        """The same list can be entered again."""
        plan = plan_import(known, (row(5, "Đảng bộ Sở Y tế", order=12),), update=True)
        assert (len(plan.updated), len(plan.skipped), plan.edit) == (0, 1, ())

    def test_a_former_name_is_known_too(self) -> None:
        """An old list means the same unit."""
        known = office(units=(replace(SO_Y_TE, former_names=("Sở Y",)),))
        assert [c.unit.id for c in plan_import(known, (row(5, "Sở Y"),)).skipped] == ["so-y-te"]

    def test_all_problems_are_found_and_nothing_is_written(self, known: Office) -> None:
        """Each with its row and its key."""
        rows = (
            row(5, "Đảng bộ Sở Xây dựng"),
            row(6, "Chi bộ Sở Xây dựng"),
            row(7, "Đảng bộ Sở D", id="Sở D"),
            row(8, "Đảng bộ Sở E", id="so-e"),
            row(9, "Đảng bộ Sở F", id="so-e"),
            row(10, "!!!"),
            row(11, "Sở Y tế"),
            row(12, "Đảng bộ Sở Y tế"),
        )
        plan = plan_import(known, rows)
        assert [(problem.row, problem.key) for problem in plan.problems] == [
            (6, "name"),
            (7, "id"),
            (9, "name"),
            (10, "name"),
            (12, "name"),
        ]
        assert plan.edit == ()

    def test_of_two_units_with_one_name_the_one_that_goes_on_is_meant(self) -> None:
        """The other has ended."""
        ended = unit("cu", name="Sở Y tế", valid_to=dt.date(2020, 1, 1))
        known = office(units=(SO_Y_TE, ended))
        assert [c.unit.id for c in plan_import(known, (row(5, "Sở Y tế"),)).skipped] == ["so-y-te"]
