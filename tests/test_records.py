"""Records: frozen data classes whose methods are shared."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from ct58.records import positional_record, record


@record
class Named:
    """A record with every kind of field."""

    id: str
    order: int = 7
    flags: list[str] = field(default_factory=list)


@positional_record
class Pair:
    """A small value."""

    one: str
    other: int = 2


@record
class Child(Named):
    """A record with a field more."""

    more: str


@record
class Counted:
    """A record that works something out once."""

    words: tuple[str, ...]

    @cached_property
    def count(self) -> int:
        """How many words there are."""
        return len(self.words)


def test_what_was_worked_out_makes_no_difference() -> None:
    """Two records are the same by their fields."""
    asked, other = Counted(words=("a",)), Counted(words=("a",))
    assert asked.count == 1
    assert asked == other
    assert hash(asked) == hash(other)
    assert asked != Counted(words=("b",))


class TestMaking:
    """Values by name; for small ones by position, too."""

    def test_what_is_not_given_has_its_default(self) -> None:
        """A value, or what a factory makes, anew for each."""
        first, second = Named(id="a"), Named(id="a")
        assert (first.id, first.order, first.flags) == ("a", 7, [])
        assert first.flags is not second.flags

    def test_what_is_given_goes_before_the_default(self) -> None:
        """Also before a factory's."""
        given = Named(id="a", order=1, flags=["x"])
        assert (given.order, given.flags) == (1, ["x"])

    def test_positions(self) -> None:
        """All, some, or none."""
        assert Pair("a", 1) == Pair("a", other=1) == Pair(other=1, one="a")
        assert Pair("a").other == 2

    def test_a_record_is_made_by_name_only(self) -> None:
        """Its fields are too many to be counted."""
        made: Any = Named
        with pytest.raises(TypeError):
            made("a")

    @pytest.mark.parametrize(
        "values",
        [{}, {"order": 1}, {"id": "a", "odre": 1}, {"order": 1, "flags": [], "name": "a"}, {"di": "a"}],
    )
    def test_missing_and_unknown_fields_are_named(self, values: dict[str, Any]) -> None:
        """Also when as many are missing as are unknown."""
        made: Any = Named
        with pytest.raises(TypeError, match=r"Named: missing or unknown: .*(id|odre)"):
            made(**values)

    @pytest.mark.parametrize(
        ("values", "named"), [(("a", 1, 2), {}), (("a",), {"one": "b"}), ((), {}), (("a",), {"x": 1})]
    )
    def test_positions_too_many_twice_or_missing(
        self, values: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        """Each is an error, never a silent choice."""
        made: Any = Pair
        with pytest.raises(TypeError, match="Pair: "):
            made(*values, **named)

    def test_a_child_has_its_parents_fields(self) -> None:
        """First the parent's, then its own."""
        child = Child(id="a", more="b")
        assert repr(child) == "Child(id='a', order=7, flags=[], more='b')"
        with pytest.raises(TypeError, match="missing or unknown: more"):
            Child(id="a")  # type: ignore[call-arg]


class TestFrozen:
    """Values don't change."""

    @pytest.mark.parametrize("name", ["id", "order", "unknown"])
    def test_nothing_can_be_set_or_deleted(self, name: str) -> None:
        """Neither a field nor anything else."""
        value = Named(id="a")
        with pytest.raises(FrozenInstanceError, match=rf"Named\.{name}"):
            setattr(value, name, "b")
        with pytest.raises(FrozenInstanceError, match=rf"Named\.{name}"):
            delattr(value, name)
        assert value == Named(id="a")

    def test_another_value_is_made_by_replace(self) -> None:
        """The first one stays; an unknown field is an error."""
        value = Pair("a", 1)
        assert replace(value, other=5) == Pair("a", 5)
        assert value == Pair("a", 1)
        with pytest.raises(TypeError, match="x"):
            replace(value, x=1)  # type: ignore[call-arg]


class TestComparing:
    """Two values are one if their fields are."""

    def test_equal_by_fields_and_type(self) -> None:
        """A child with the same fields is something else."""
        assert Pair("a", 1) == Pair("a", 1) != Pair("a", 2)
        assert Named(id="a") != Child(id="a", more="")
        other: object = ("a", 1)
        assert Pair("a", 1) != other

    def test_equal_values_have_one_hash(self) -> None:
        """So they can be keys; a field that is a list forbids it."""
        assert {Pair("a", 1): "x"}[Pair("a", other=1)] == "x"
        with pytest.raises(TypeError, match="unhashable"):
            hash(Named(id="a"))

    def test_shown_as_it_could_be_written(self) -> None:
        """For whoever looks at a failing test."""
        assert repr(Pair("a", 1)) == "Pair(one='a', other=1)"


class TestStillDataClasses:
    """What the standard library and pydantic rely on."""

    def test_fields_and_asdict(self) -> None:
        """In the order written."""
        made: type = Named
        assert is_dataclass(made)
        assert [entry.name for entry in fields(Child)] == ["id", "order", "flags", "more"]
        assert asdict(Named(id="a", flags=["x"])) == {"id": "a", "order": 7, "flags": ["x"]}

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_there_and_back_through_pickle(self, protocol: int) -> None:
        """The cache remembers records so; what comes back is frozen, too."""
        value = Child(id="a", flags=["x"], more="b")
        back: Any = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes
        assert back == value
        with pytest.raises(FrozenInstanceError):
            back.id = "c"

    def test_copies_are_equal(self) -> None:
        """A deep one shares nothing."""
        value = Named(id="a", flags=["x"])
        assert copy.copy(value) == copy.deepcopy(value) == value
        assert copy.deepcopy(value).flags is not value.flags
