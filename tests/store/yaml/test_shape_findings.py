"""Shape errors as findings: which rule, and the remedy in the office's words."""

from __future__ import annotations

import pytest
from tests.support.examples import advised, said

from ct58.domain.records.places import FileKind
from ct58.errors import Finding, Path
from ct58.store.yaml.reader import read
from ct58.store.yaml.schema import validate
from ct58.store.yaml.shape_findings import date_remedy, period_remedy, shape_finding

UNIT = "id: a\nname: b\nkind: agency\n"
PROGRAMME = """
programme: {number: 1-CTr, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}
parts: []
clauses: []
"""


def findings(kind: FileKind, text: str) -> list[Finding]:
    """The findings of a text's shape."""
    tree, _ = read("file.yaml", text.encode())
    assert tree is not None
    errors = validate(kind, tree.value)
    assert isinstance(errors, tuple)
    return [shape_finding("file.yaml", kind, error) for error in errors]


def only(kind: FileKind, text: str) -> Finding:
    """The one finding of a text's shape."""
    (found,) = findings(kind, text)
    return found


def deadline(written: str) -> str:
    """A programme with one duty."""
    return f"{PROGRAMME}duties: [{{id: a, title: t, deadline: {written}}}]\n"


def measure(written: str, more: str = "") -> str:
    """A programme with one indicator."""
    indicator = f"{{id: i, clause: c, title: t, deadline: {{}}, numerator: {written}{more}}}"
    return f"{PROGRAMME}indicators: [{indicator}]\n"


@pytest.mark.parametrize(
    ("kind", "text", "code", "at", "message"),
    [
        ("unit", "id: a\nname: b\n", "K001", ("kind",), "“kind” is missing."),
        (
            "unit",
            f"{UNIT}aliasses: [x]\n",
            "K002",
            ("aliasses",),
            "There is no key “aliasses” here (did you mean “aliases”?).",
        ),
        ("unit", f"{UNIT}2021: x\n", "K002", (2021,), "There is no key “2021” here."),
        ("unit", f"{UNIT}foo_: x\n", "K002", ("foo_",), "There is no key “foo_” here."),
        (
            "report",
            "unit: a\nperiod: 2021\nstate: yes\n",
            "K004",
            ("state",),
            "“yes” is not one of the words allowed here.",
        ),
        ("report", "unit: a\nperiod: 2021\nstate: 5\n", "K004", ("state",), None),
        ("report", "unit: a\nperiod: 2021\nstate: [a]\n", "K004", ("state",), None),
        ("unit", f"{UNIT}organisation: 5\n", "K009", ("organisation",), None),
        ("unit", f"{UNIT}organisation: [a]\n", "K003", ("organisation",), None),
        ("unit", f"{UNIT}order: 1.250\n", "K005", ("order",), None),
        ("unit", f"{UNIT}order: 1.250.000\n", "K005", ("order",), None),
        ("unit", f"{UNIT}valid_to: 31/12/2021\n", "K008", ("valid_to",), None),
        ("unit", f"{UNIT}note: 5\n", "K009", ("note",), "“5” must stand in quotes."),
        ("programme", deadline("{assumed: không}"), "K006", ("duties", 0, "deadline", "assumed"), None),
        ("programme", deadline("{within: Quý II}"), "K007", ("duties", 0, "deadline", "within"), None),
        ("report", "unit: a\nperiod: 2021-13\nstate: received\n", "K007", ("period",), None),
    ],
)
def test_each_mistake_has_its_rule(
    kind: FileKind, text: str, code: str, at: Path, message: str | None
) -> None:
    """The most telling one."""
    found = only(kind, text)
    assert (found.code, found.at) == (code, at)
    assert message is None or said(found) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (deadline("soon"), "a record {key: value}"),
        (deadline("{due_after: many}"), "a whole number"),
        (deadline("{due_after: '5'}"), "a number without quotes"),
        (deadline("{due_after: 1.5}"), "a whole number"),
        (deadline("{assumed: 1}"), "true or false"),
        (deadline("{before: [2021-04-15]}"), "a date (year-month-day)"),
        (deadline("{text: [a]}"), "text"),
        (f"{PROGRAMME}sets: {{a: 5}}\n", "a record {key: value}"),
        (f"{PROGRAMME}sets: {{a: {{ids: b}}}}\n", "a list in [ ]"),
        (f"{PROGRAMME}sets: {{2021: {{ids: [b]}}}}\n", "a word as key"),
        (f"{PROGRAMME}sets: []\n", "a record {key: value}"),
        (measure("{of: x, sum: f}"), "a list in [ ]"),
        (measure("{of: x, count: units, where: good}"), "a record {key: value}"),
        (measure("{of: x, count: units, where: {a: 5}}"), "a list in [ ]"),
        (measure("{of: x, count: units, where: {a: {'<': [5]}}}"), "a single value"),
        (measure("{of: x}", ", target: {op: '>', value: many, unit: count}"), "a number"),
        (measure("{of: x}", ", target: {op: '>', value: {soon: 5}, unit: count}"), "a year as key"),
    ],
)
def test_a_value_of_the_wrong_type_is_told_the_right_one(text: str, expected: str) -> None:
    """Of a choice, the one that a person most likely means."""
    found = only("programme", text)
    assert found.code == "K003"
    assert said(found).endswith(f"does not fit: {expected} is expected.")


def test_words_of_a_condition_are_told_where_a_word_stands() -> None:
    """`given` is a word, a value needs brackets."""
    found = only("programme", measure("{of: x, count: units, where: {a: givn}}"))
    assert said(found) == "“givn” is not one of the words allowed here (did you mean “given”?)."


def test_a_comparison_that_does_not_exist_is_shown_at_its_key() -> None:
    """`=<` is a key of the condition."""
    found = only("programme", measure("{of: x, count: units, where: {a: {'=<': 5}}}"))
    assert (found.code, found.at_key) == ("K004", True)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("30/6/2021", "K008"),
        ("2021-6-30", "K008"),
        ('"2021-06-30"', "K008"),
        ("Quý II/2021", "K007"),
        ("2021-Q5", "K007"),
        ("soon", "K007"),
        ("[2021]", "K007"),
        ("1.5", "K007"),
    ],
)
def test_where_a_day_or_a_period_may_stand_the_one_that_was_meant_is_spoken_of(
    written: str, code: str
) -> None:
    """A text that can be read as a day was meant as one."""
    assert only("programme", deadline(f"{{by: {written}}}")).code == code


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("05/07/2021", ": 2021-07-05"),
        ("2021-7-5", ": 2021-07-05"),
        ("ngày 5 tháng 7 năm 2021", ": 2021-07-05"),
        ("5/7", ""),
        ("hôm qua", ""),
        ("hôm nay", ""),
        ("ngày mai", ""),
        ("05/07/21", ""),
        ("30/02/2021", ""),
        ("soon", ""),
    ],
)
def test_a_date_written_in_another_way_is_shown_as_it_should_be(written: str, remedy: str) -> None:
    """Unless only today could tell the year."""
    assert date_remedy(written) == remedy


def test_a_period_written_in_another_way_is_shown_as_it_should_be() -> None:
    """As the office writes it, or not at all."""
    found = only("report", "unit: a\nperiod: Quý II năm 2021\nstate: received\n")
    assert advised(found).endswith("2021..2025; here that would be 2021-Q2.")
    assert period_remedy("quý II") == ""
    assert period_remedy("soon") == ""


def test_a_grouped_number_is_shown_without_its_dots() -> None:
    """15.398 becomes 15398; 1.5 is no group of thousands, and no dot is taken from it."""
    assert advised(only("unit", f"{UNIT}order: 15.398\n")) == "Write it without a dot: 15398."
    assert advised(only("unit", f"{UNIT}order: 1.5\n")) == "Write a whole number."


def test_a_long_value_is_cut_in_its_message() -> None:
    """And line breaks do not tear the message apart."""
    report = "unit: a\nperiod: 2021\nstate: "
    text = said(only("report", f'{report}"{"x" * 500}"\n'))
    assert len(text) < 150
    assert "\n" not in said(only("report", f'{report}"a\\nb"\n'))
