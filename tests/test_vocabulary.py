"""No word of the shipped programme in the program: whoever follows another one must not meet this committee's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from tests.support.indicator_offices import shipped_programme

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "ct58").rglob("*.py"))
CATALOGUE = ROOT / "src" / "ct58" / "locale" / "vi" / "LC_MESSAGES" / "messages.po"
PROGRAMME = shipped_programme()
TERMS = PROGRAMME.terms
ORDINARY = {"committee", "enterprises", "not_rated", "good", "new", "completed", "suspended"}
"""Ids that are words of the contract too: a role, a kind of event, a mark of nothing given, how a line is shown."""
IDS = {
    *(body.id for body in TERMS.bodies),
    *(kind.id for kind in TERMS.kinds),
    *(form.id for form in TERMS.organisations),
    *TERMS.flag_names,
    *PROGRAMME.sets,
    *(task.id for task in PROGRAMME.tasks),
    *(duty.id for duty in PROGRAMME.duties),
    *(rule.id for rule in PROGRAMME.reporting),
    *(indicator.id for indicator in PROGRAMME.indicators),
    *(figure.key for figure in PROGRAMME.figures),
    *(word for figure in PROGRAMME.figures for word in figure.values),
} - ORDINARY
GENERAL = {"doanh nghiệp", "đoàn thể"}
"""Names of sets that are words of the language."""
NAMES = {
    "Khối",
    "Thanh Hóa",
    "ĐUK",
    PROGRAMME.head.number,
    *(basis.number for basis in PROGRAMME.head.bases),
    *(name for body in TERMS.bodies if not body.superior for name in (body.name, body.short) if name),
    *(form.name for form in TERMS.organisations),
    *TERMS.set_names.values(),
    *TERMS.flag_names.values(),
} - GENERAL
NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(NAMES)))})(?!\w)")
HEADINGS = {"tccsd"}
"""What lists that come from other offices call their column of units."""


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module, but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [getattr(node, "body", None) for node in ast.walk(tree)]
    lines = [line for body in bodies if isinstance(body, list) for line in body]
    remarks = {id(line.value) for line in lines if isinstance(line, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node.lineno, node.value


def _said(text: str) -> set[str]:
    """What a text says of this programme: names anywhere in it, an id where it is nothing else."""
    return {*NAMED.findall(text), *(IDS & {text})}


def test_no_source_knows_a_name_or_an_id_of_this_programme() -> None:
    """Its words lie in its data; what is made up, or was meant by older data, in files of data beside the code."""
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {sorted(said)}"
        for path in SOURCES
        for line, text in _texts(path)
        if (said := _said(text) - HEADINGS)
    ]
    assert found == []


def test_no_message_names_this_committee() -> None:
    """In neither language."""
    with CATALOGUE.open("rb") as file:
        messages = list(read_po(file, locale="vi"))
    texts = [text for message in messages for text in (*_forms(message.id), *_forms(message.string))]
    assert [text for text in texts if _said(text)] == []


def _forms(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, tuple | list) else (str(said),)
