"""The schemas beside the data: what ct58 itself validates with, and what an editor then says."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support.command_line import FILES, PROGRAMME, REPORT, report_text
from tests.support.examples import complete_office

from ct58.domain.records.places import FileKind, place_of
from ct58.store.loader import load
from ct58.store.yaml.reader import read
from ct58.store.yaml.schema import KINDS, json_schema

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SHIPPED = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))
EXAMPLES: dict[str, str] = {
    **FILES,
    REPORT: report_text(),
    "units/so-y-te/reports/once.yaml": (
        "unit: so-y-te\nperiod: once\nstate: partial\nreceived_on: 2021-04-12\n"
        "figures:\n  plan: {number: 12-CTr/ĐU, received_on: 2021-04-12}\n  rows: [{a: 1}, {a: null}]\n  share: 91.2\n"
    ),
    "units/so-y-te/events.yaml": (
        "unit: so-y-te\nevents:\n"
        "- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-15, event: promised, until: 2021-07-20}\n"
    ),
    "tasks/PL-01.yaml": (
        "item: PL-01\nevents:\n"
        "- {date: 2021-06-20, event: submitted, to: standing_committee, document: {number: 12-HD/ĐUK}}\n"
        "- {date: 2021-06-21, event: noted, voided: {date: 2021-06-22, reason: nhầm}}\n"
    ),
    "periods/2021-Q2.yaml": (
        "period: 2021-Q2\nexceptions:\n- {report: BC-QUY, due: 2021-07-12, reason: nghỉ lễ, units: [so-y-te]}\n"
    ),
}
BROKEN = [
    (REPORT, report_text().replace("state: received", "state: arrived")),
    (REPORT, report_text().replace("quality:", "qualty:")),
    (REPORT, report_text().replace("unit: so-y-te\n", "")),
    (REPORT, report_text(received_on="15/7/2021")),
    (REPORT, report_text().replace("2021-Q2", "2021-Q5")),
    (REPORT, f"{report_text()}source: {{arrival_number: '415'}}\n"),
    ("units/so-y-te/unit.yaml", f"{FILES['units/so-y-te/unit.yaml']}flags: drafts_documents\n"),
    ("units/so-y-te/unit.yaml", f"{FILES['units/so-y-te/unit.yaml']}order: 1.5\n"),
    ("office.yaml", "names: {}\n"),
    ("office.yaml", f"{FILES['office.yaml']}settings: {{due_soon_days: soon}}\n"),
    ("tasks/PL-01.yaml", "item: PL-01\nevents:\n- {date: 2021-06-20, event: submited}\n"),
    ("tasks/PL-01.yaml", "item: PL-01\nevents:\n- {event: submitted}\n"),
    ("units/so-y-te/events.yaml", "unit: so-y-te\nevents: {}\n"),
    ("periods/2021-Q2.yaml", "period: Quý II\n"),
    ("programme.yaml", f"format: two\n{PROGRAMME}"),
    ("programme.yaml", f"format: 0\n{PROGRAMME}"),
    ("programme.yaml", PROGRAMME.replace("every: quarter, from", "every: fortnight, from")),
    ("programme.yaml", PROGRAMME.replace("by: 2021-Q2", "till: 2021-Q2")),
    ("programme.yaml", PROGRAMME.replace("[one_off_duty]", "[duty]")),
]


def plain(value: object) -> Any:
    """A tree as JSON has it: days as text, keys as the file writes them."""
    if isinstance(value, dict):
        return {str(key).rstrip("_"): plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [plain(child) for child in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, bool | int | str) or value is None else float(str(value))


def complaints(file: str, content: bytes) -> list[str]:
    """What an editor would say of a file."""
    place, (tree, findings) = place_of(file), read(file, content)
    assert place is not None
    assert tree is not None, findings
    checker = Draft202012Validator(
        json_schema(place.kind), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in checker.iter_errors(plain(tree.value))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_in_the_checkout_is_the_generated_one(kind: FileKind) -> None:
    """`ct58 schema all -o schemas` renews them."""
    text = (ROOT / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
    assert json.loads(text) == json_schema(kind)
    assert text == json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def test_there_are_no_other_schemas() -> None:
    """One a kind of file."""
    assert sorted(path.stem for path in (ROOT / "schemas").iterdir()) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_itself_right(kind: FileKind) -> None:
    """By its own dialect."""
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_has_a_greatest_length(kind: FileKind) -> None:
    """Or is one of some words, a day or a period; keys have it as well."""

    def unbounded(node: Any, at: str) -> Iterator[str]:
        if isinstance(node, dict):
            if node.get("type") == "string" and not node.keys() & {
                "maxLength",
                "enum",
                "const",
                "pattern",
                "format",
            }:
                yield at
            for key, child in node.items():
                yield from unbounded(child, f"{at}/{key}")
        elif isinstance(node, list):
            is_number = {"type": "number"} in node  # which JSON may also give as a text
            for child in node:
                yield from unbounded(child, at) if not (is_number and child.get("type") == "string") else ()

    assert list(unbounded(json_schema(kind), "")) == []


def test_a_name_of_megabytes_is_one_finding_and_read_at_once() -> None:
    """What it says is in no message, whole or in part."""
    sources = {**complete_office()}
    file = "units/so-mau/unit.yaml"
    sources[file] += b"short_name: " + b"x" * 4_800_000 + b"\n"
    (finding,) = [finding for finding in load(sources).located() if finding.file == file]
    assert (finding.code, finding.params) == ("K011", {"count": 4_800_000, "most": 500})


@pytest.mark.parametrize("file", SHIPPED)
def test_every_shipped_file_fits_its_schema_and_names_it(file: str) -> None:
    """The first line tells the editor where the schema is."""
    content = (DATA / file).read_bytes()
    assert complaints(file, content) == []
    first = content.decode().splitlines()[0]
    relative = first.removeprefix("# yaml-language-server: $schema=")
    place = place_of(file)
    assert place is not None
    assert (DATA / file).parent.joinpath(relative).resolve() == ROOT / "schemas" / f"{place.kind}.json"


@pytest.mark.parametrize("file", EXAMPLES)
def test_an_example_of_each_kind_fits_its_schema(file: str) -> None:
    """What ct58 accepts, the editor accepts."""
    assert complaints(file, EXAMPLES[file].encode()) == []


@pytest.mark.parametrize(("file", "text"), BROKEN)
def test_what_is_wrong_is_seen_by_the_editor_too(file: str, text: str) -> None:
    """Unknown words and keys, missing keys, wrong types, dates and periods that are none."""
    assert text not in EXAMPLES.values()
    assert complaints(file, text.encode())
