"""The shapes of the files: what a tree must be like, and where it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from ct58.domain.records.events import UnitEvents
from ct58.domain.records.office import Record
from ct58.domain.records.places import FileKind
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Report
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.store.yaml.reader import read
from ct58.store.yaml.scalars import written_key
from ct58.store.yaml.schema import BAD_KEY, RECORD_TYPES, ShapeError, allowed_keys, validate

PROGRAMME = """
programme: {number: 1, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}
parts: []
clauses: []
""".replace("number: 1", 'number: "1"')
REPORT = "unit: a\nperiod: 2021-Q2\nstate: received\n"


def validated(kind: FileKind, text: str) -> Record | tuple[ShapeError, ...]:
    """The record of a text, or what is wrong with its shape."""
    tree, findings = read("file.yaml", text.encode())
    assert tree is not None
    assert findings == ()
    return validate(kind, tree.value)


def programme(more: str) -> Programme:
    """A valid programme."""
    record = validated("programme", PROGRAMME + more)
    assert isinstance(record, Programme)
    return record


def report(more: str) -> Report:
    """A valid report."""
    record = validated("report", REPORT + more)
    assert isinstance(record, Report)
    return record


def errors(kind: FileKind, text: str) -> tuple[ShapeError, ...]:
    """What is wrong with a tree."""
    found = validated(kind, text)
    assert isinstance(found, tuple)
    return found


# -------------------------------------------------------------------------------- records


def test_a_tree_becomes_the_domains_own_record() -> None:
    """Dates, periods and defaults in place."""
    record = validated("report", f"{REPORT}received_on: 2021-07-05\ndocument: {{number: 12-BC}}\n")
    assert isinstance(record, Report)
    assert record.period == Period.quarter(2021, 2)
    assert record.received_on == dt.date(2021, 7, 5)
    assert record.document is not None
    assert record.document.date is None
    assert record.figures == {}


def test_keys_that_are_words_of_python_are_plain_keys_in_the_file() -> None:
    """from, in, with."""
    record = programme(
        "tasks: [{id: PL-1, group: I, title: t, lead: [a], with: [b], deadline: {every: year, in: Q4}}]\n"
    )
    assert record.head.horizon.from_ == 2021
    assert record.tasks[0].with_ == ("b",)
    assert record.tasks[0].deadline.in_ == "Q4"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("12.5", Decimal("12.5")),
        ("true", True),
        ("n/a", "n/a"),
        ("2021-07-05", dt.date(2021, 7, 5)),
        ("null", None),
        ('"12"', "12"),
        ("{number: 5-KH, on: 2021-07-05}", {"number": "5-KH", "on": dt.date(2021, 7, 5)}),
        ("[{pages: 3}, {pages: null}]", ({"pages": 3}, {"pages": None})),
    ],
)
def test_a_figure_may_be_any_value_and_keeps_its_type(written: str, value: object) -> None:
    """Nothing is turned into something else: true stays true, 12 stays 12."""
    found = report(f"figures: {{x: {written}}}\n").figures["x"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2021-Q2", Period.quarter(2021, 2)),
        ("2021", Period.of_year(2021)),
        ('"2021"', Period.of_year(2021)),
        ("2021-04", Period.month(2021, 4)),
        ("2021..2025", Period.span(2021, 2025)),
        ("2021-06-30", dt.date(2021, 6, 30)),
    ],
)
def test_a_deadline_is_a_day_or_a_period(written: str, period: object) -> None:
    """A year may stand as a number."""
    record = programme(f"duties: [{{id: a, title: t, deadline: {{by: {written}}}}}]\n")
    assert record.duties[0].deadline.by == period


@pytest.mark.parametrize(
    "where",
    [
        "{rating: [good]}",
        "{rating: given}",
        "{rating: in_period}",
        '{drafts.pages: {"<=": 3}}',
        '{done_on: {"<=": {field: due}}}',
        "[{a: [1]}, {b: [true]}]",
    ],
)
def test_conditions_have_the_forms_of_the_contract(where: str) -> None:
    """A list of values, a word, a comparison; several maps mean any."""
    measure = f"{{count: units, of: x, where: {where}}}"
    record = programme(
        f"indicators: [{{id: i, clause: c, title: t, deadline: {{}}, numerator: {measure}}}]\n"
    )
    assert record.indicators[0].numerator.where is not None


def test_the_years_of_a_series_are_numbers() -> None:
    """{2023: 50, 2025: 70}."""
    target = "{op: '>', value: {2023: 50, 2025: 70.5}, unit: percent}"
    record = programme(
        "indicators: [{id: i, clause: c, title: t, deadline: {}, numerator: {of: x, sum: [f]}, "
        f"target: {target}}}]\n"
    )
    assert record.indicators[0].target is not None
    assert record.indicators[0].target.value == {2023: 50, 2025: Decimal("70.5")}


# --------------------------------------------------------------------------------- errors


def test_all_that_is_wrong_is_told_at_once_with_its_place() -> None:
    """In order of the file."""
    found = errors("report", "unit: 5\nperiod: now\nstate: gone\nfigures: {a: [1]}\nextra: 1\n")
    assert {error.at for error in found} == {
        ("unit",),
        ("period",),
        ("state",),
        ("figures", "a", 0),
        ("extra",),
    }


@pytest.mark.parametrize(
    ("written", "at", "type_"),
    [
        ("order: '12'", ("order",), "int_type"),
        ("order: true", ("order",), "int_type"),
        ("order: 1.0", ("order",), "int_type"),
        ("note: 12", ("note",), "string_type"),
        ("note: 2021-07-05", ("note",), "string_type"),
        ("valid_from: '2021-07-05'", ("valid_from",), "date_type"),
        ("aliases: SYT", ("aliases",), "tuple_type"),
        ("flags: [a, 1]", ("flags", 1), "string_type"),
        ("nonsense: 1", ("nonsense",), "unexpected_keyword_argument"),
    ],
)
def test_nothing_is_guessed(written: str, at: Path, type_: str) -> None:
    """A text is no number, a number no text, true no 1."""
    found = errors("unit", f"id: a\nname: b\nkind: agency\n{written}\n")
    assert [(error.at, error.types) for error in found] == [(at, (type_,))]


def test_a_missing_key_is_placed_where_it_should_stand() -> None:
    """The place ends in the key that is not there."""
    assert [error.at for error in errors("unit_events", "events: [{item: a, date: 2021-01-01}]\n")] == [
        ("unit",),
        ("events", 0, "event"),
    ]


def test_of_a_choice_only_the_deepest_places_are_told() -> None:
    """A set is one rule or several; what is wrong is inside, not that it is no other kind of set."""
    (found,) = errors("programme", f"{PROGRAMME}sets: {{a: {{kind: [agency]}}}}\n")
    assert found.at == ("sets", "a", "kind")


def test_a_wrong_word_knows_the_right_ones() -> None:
    """For the message."""
    (found,) = errors("report", REPORT.replace("received", "recieved"))
    assert "received" in found.expected
    assert found.value == "recieved"


@pytest.mark.parametrize(
    "where", ["figures: {2021: 5}", "figures: {a: {2021: 5}}", "figures: {a: [{2021: 5}]}"]
)
def test_a_year_cannot_be_the_key_of_a_figure(where: str) -> None:
    """The key is at fault, not its value."""
    (found,) = errors("report", f"{REPORT}{where}\n")
    assert found.types == (BAD_KEY,)
    assert found.at[-1] == 2021


@pytest.mark.parametrize("kind", list(RECORD_TYPES))
@pytest.mark.parametrize("tree", [{}, {"x": 1}, {2021: 1}, {"unit": (), "id": {}, "programme": None}])
def test_whatever_the_tree_it_is_a_record_or_errors(kind: FileKind, tree: object) -> None:
    """No exception."""
    found = validate(kind, tree)
    assert isinstance(found, tuple)
    assert found


def test_many_errors_take_time_in_proportion_to_their_number() -> None:
    """A file of nothing but wrong keys is answered at once, key by key."""
    found = validate("unit_events", {"unit": "a", **{f"k{number}": 1 for number in range(5000)}})
    assert isinstance(found, tuple)
    assert len(found) == 5000


# ----------------------------------------------------------------------------- allowed keys


@pytest.mark.parametrize(
    ("kind", "at", "some"),
    [
        ("unit", (), {"id", "name", "kind", "valid_to"}),
        ("programme", ("programme", "horizon"), {"from", "to"}),
        ("programme", ("tasks", 3), {"with", "lead", "deadline"}),
        ("programme", ("tasks", 3, "deadline"), {"by", "in", "from"}),
        ("programme", ("tasks", "deadline"), {"by", "in", "from"}),
        ("programme", ("sets", "tccsd"), {"kinds", "ids"}),
        ("programme", ("sets", "tccsd", 0), {"kinds", "ids"}),
        ("programme", ("figures", 0, "fields", 1), {"key", "label", "type"}),
        ("programme", ("indicators", 0, "readings", 0, "numerator"), {"count", "sum", "of"}),
        ("programme", ("indicators", 0, "numerator", "of"), {"kinds", "ids"}),
        ("unit_events", ("events",), {"item", "event"}),
        ("item", ("events", 0, "document"), {"number", "date"}),
        ("period", ("closings", 0), {"on", "reason"}),
        ("office", ("signatories", 1), {"role", "name"}),
    ],
)
def test_the_keys_allowed_at_a_place_are_those_of_its_record(
    kind: FileKind, at: Path, some: set[str]
) -> None:
    """As the file writes them; positions in lists may be left out."""
    assert some <= set(allowed_keys(kind, at))


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("report", ("figures",)),
        ("report", ("figures", "members")),
        ("unit", ("nowhere", "at", "all")),
        ("unit", ("name", 0)),
        ("programme", ("indicators", 0, "target", "value")),
    ],
)
def test_where_there_is_no_record_no_keys_are_known(kind: FileKind, at: Path) -> None:
    """Figures have the keys of the form, a series its years."""
    assert allowed_keys(kind, at) == ()


def test_keys_keep_the_order_of_the_contract() -> None:
    """New files are written in it."""
    assert allowed_keys("unit_events", ("events", 0))[:4] == ("item", "occurrence", "date", "event")
    assert UnitEvents.__dataclass_fields__.keys() == set(allowed_keys("unit_events", ()))


@pytest.mark.parametrize(
    ("inside", "outside"),
    [("from_", "from"), ("in_", "in"), ("with_", "with"), ("foo_", "foo_"), ("id", "id"), (2021, "2021")],
)
def test_only_pythons_own_words_lose_their_underscore(inside: str | int, outside: str) -> None:
    """A mistyped `foo_` is shown as it was typed."""
    assert written_key(inside) == outside
