"""The canonical text form: what it looks like, and that it reads back as it was."""

from __future__ import annotations

import datetime as dt
import keyword
import string
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ct58.domain.planning.edits import Plain, record_as_tree, same
from ct58.domain.records.events import Event, ItemFile, Voiding
from ct58.domain.records.places import FileKind
from ct58.domain.records.reports import Correction, Document, Notes, Report
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
from ct58.store.yaml.canonical import dump, file_content, flow_text, key_order, schema_line
from ct58.store.yaml.reader import read
from ct58.store.yaml.schema import validate

DAY = dt.date(2021, 7, 5)
REPORT = "units/so-mau/reports/2021-Q2.yaml"

keys = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12).filter(
    lambda key: not key.endswith("_") and not keyword.iskeyword(key)  # the reader renames those
) | st.sampled_from(["from_", "in_", "with_", "null", "yes", "1", "a: b", "đơn vị", "#"])
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.decimals(-1000, 1000, places=3),
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=30),
    st.text("ab -:#,[]{}\"'\n\t|>&*!%@`~=<?.0123456789eExX_+", max_size=12),
)
values: st.SearchStrategy[Plain] = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=4).map(tuple) | st.dictionaries(keys, below, max_size=4),
    max_leaves=20,
)
trees = st.dictionaries(
    st.sampled_from(["unit", "figures", "notes", "events", "narrative", "tasks", "sets"]) | keys,
    values,
    min_size=1,
)


def composed(value: Plain) -> Plain:
    """The same tree in composed letters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(map(composed, value))
    if isinstance(value, dict):
        return {key: composed(child) for key, child in value.items()}
    return value


@given(kind=st.sampled_from(["programme", "report", "period", "item"]), tree=trees)
@example(kind="report", tree={"notes": {"difficulties": "một\n  hai\n\nba\n"}})
@example(kind="programme", tree={"tasks": ({"id": "PL-01", "note": "a\nb"}, {})})
def test_what_is_written_reads_back_the_same(kind: FileKind, tree: dict[str, Plain]) -> None:
    """No text, key or number is taken for something else, and no finding comes up that the text itself doesn't bring."""
    found, findings = read("x.yaml", dump(kind, tree).encode())
    assert {finding.code for finding in findings} <= {"Y019"}
    assert found is not None
    assert same(dict_of(found.value), composed(tree))


def dict_of(value: object) -> Plain:
    """The tree that was read; always a mapping."""
    assert isinstance(value, dict)
    return value


def test_a_report_looks_as_in_the_contract() -> None:
    """Figures on lines of their own; small records in braces, corrections one a line."""
    report = Report(
        unit="so-mau",
        period=Period.parse("2021-Q2"),
        state="received",
        received_on=DAY,
        document=Document(number="12-BC/ĐU", date=dt.date(2021, 7, 2)),
        quality="estimated",
        figures={
            "party_members": 412,
            "trained": None,
            "briefed": "n/a",
            "growth": Decimal("1.50"),
            "programme": {"received_on": DAY, "number": "7"},
            "models": ({"name": "Mẫu 1, 2", "date": DAY}, {"name": "Mẫu 3"}),
        },
        notes=Notes(difficulties="Thiếu: người"),
        corrections=(Correction(date=DAY, reason="Nhập nhầm"),),
    )
    assert file_content(REPORT, record_as_tree(report)).decode() == (
        "# yaml-language-server: $schema=../../../../schemas/report.json\n"
        "unit: so-mau\n"
        "period: 2021-Q2\n"
        "state: received\n"
        "received_on: 2021-07-05\n"
        "document: {number: 12-BC/ĐU, date: 2021-07-02}\n"
        "quality: estimated\n"
        "figures:\n"
        "  party_members: 412\n"
        "  trained: null\n"
        "  briefed: n/a\n"
        "  growth: 1.50\n"
        '  programme: {received_on: 2021-07-05, number: "7"}\n'
        "  models:\n"
        '  - {name: "Mẫu 1, 2", date: 2021-07-05}\n'
        "  - {name: Mẫu 3}\n"
        'notes: {difficulties: "Thiếu: người"}\n'
        "corrections:\n"
        "- {date: 2021-07-05, reason: Nhập nhầm}\n"
    )


def test_an_event_is_one_line() -> None:
    """Keys in the contract's order, a year's occurrence quoted, even a text of two lines on the line."""
    item = ItemFile(
        item="KL-01",
        title="Kết luận",
        lead=("van-phong",),
        deadline=DeadlineRule(every="year", in_="Q4", from_=Period.of_year(2021)),
        events=(
            Event(occurrence="2021", date=DAY, event="submitted", to="standing_committee"),
            Event(date=DAY, event="noted", reason="a\nb", voided=Voiding(date=DAY, reason="nhầm")),
        ),
    )
    assert dump("item", record_as_tree(item)) == (
        "item: KL-01\n"
        "title: Kết luận\n"
        "lead: [van-phong]\n"
        "deadline: {every: year, in: Q4, from: 2021}\n"
        "events:\n"
        '- {occurrence: "2021", date: 2021-07-05, event: submitted, to: standing_committee}\n'
        '- {date: 2021-07-05, event: noted, reason: "a\\nb", voided: {date: 2021-07-05, reason: nhầm}}\n'
    )


def test_a_unit_shows_its_open_end() -> None:
    """Short lists stand in brackets, an open validity is null."""
    unit = Unit(id="so-mau", name="Sở Mẫu", kind="agency", order=1, aliases=("SM", "Sở, mẫu"))
    assert dump("unit", record_as_tree(unit)) == (
        "id: so-mau\nname: Sở Mẫu\nkind: agency\norder: 1\n"
        'aliases: [SM, "Sở, mẫu"]\nvalid_from: null\nvalid_to: null\n'
    )


def test_text_of_several_lines_is_a_block() -> None:
    """What people wrote in paragraphs is read in paragraphs, wherever a block can stand."""
    tree: dict[str, Plain] = {"notes": {"difficulties": "Một: hai\n\n  ba\n", "other": "x\ny"}}
    assert dump("report", tree) == (
        "notes:\n  difficulties: |\n    Một: hai\n\n      ba\n  other: |-\n    x\n    y\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("12-BC/ĐU", "2021-Q2", "2021..2025", "12-15", "2021-04", "n/a", "Đảng bộ Sở Y tế"),
        *("100% cấp ủy", "1.250.000", "0237 385 212", "(nhầm)", "nope"),
    ],
)
def test_what_nobody_can_misread_is_not_quoted(text: str) -> None:
    """The ordinary words and numbers of the office stay plain."""
    assert flow_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " a", "a ", "null", "~", "True", "yes", "NO", "on", "y", "12", "-3", "1.250", "1,250", "1e3"),
        *("0x1F", "010", "7:30", "1_000", ".5", ".inf", "2021", "2021-07-05", "2021-7-5", "2021-07-05 08:00"),
        *("- a", "? a", ": a", "#a", "&a", "*a", "!a", "|", ">", "'a'", '"a"', "%a", "@a", "`a`", "=", "<<"),
        *("a: b", "a #b", "a:", "a, b", "[a", "{a}", "a\nb", "a\tb", "\ufeffa", "---", "..."),
    ],
)
def test_what_a_reader_could_misread_is_quoted(text: str) -> None:
    """Numbers, dates, yes and no, signs at the beginning, and what YAML gives a meaning."""
    assert flow_text(text).startswith('"')


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("programme.yaml", "../schemas/programme.json"),
        ("units/a/unit.yaml", "../../../schemas/unit.json"),
        ("units/a/events.yaml", "../../../schemas/unit_events.json"),
        ("tasks/PL-02.yaml", "../../schemas/item.json"),
    ],
)
def test_a_new_file_tells_the_editor_its_schema(file: str, line: str) -> None:
    """The path leads from the file's own folder to the schemas beside the data."""
    first = file_content(file, {"a": 1}).decode().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={line}"


def test_the_schema_line_is_a_comment_for_everybody_else() -> None:
    """It adds nothing to the tree."""
    tree, findings = read("unit.yaml", f"{schema_line('units/a/unit.yaml', 'unit')}\nid: a\n".encode())
    assert tree is not None
    assert (tree.value, findings) == ({"id": "a"}, ())


def test_letters_are_composed() -> None:
    """NFD in, NFC out."""
    assert flow_text(unicodedata.normalize("NFD", "Sở Y tế")) == "Sở Y tế"


def test_the_order_of_keys_is_the_contracts() -> None:
    """As the dataclasses have it, in the file's own names."""
    assert key_order("report", ())[:4] == ("unit", "period", "state", "received_on")
    assert key_order("item", ("events", 0))[:3] == ("item", "occurrence", "date")
    assert "with" in key_order("item", ())
    assert key_order("report", ("figures",)) == ()


def test_a_written_record_is_valid() -> None:
    """What was left out is what the record has by default."""
    unit = Unit(id="so-mau", name="Sở Mẫu", kind="agency", valid_from=DAY, flags=("drafts_documents",))
    tree, _findings = read("units/so-mau/unit.yaml", dump("unit", record_as_tree(unit)).encode())
    assert tree is not None
    assert validate("unit", tree.value) == unit
