"""The reader of the usual form says what the careful reader says, or nothing."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.command_line import PROGRAMME, SHIPPED, report_text

from ct58.domain.text.signs import INVISIBLE
from ct58.store.yaml.reader import read_carefully
from ct58.store.yaml.usual_form import _LINE, usual_tree

EVENTS = "unit: so-y-te\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-01, event: noted, reason: 'đã gọi'}\n"
AMENDMENT = "number: 12\namendments:\n- adds:\n    tasks:\n    - {id: PL-01, title: x}\n"
RECORDS = (PROGRAMME, report_text(), EVENTS, AMENDMENT)
PIECES = (
    *":-#'\"[]{},&*!|>%@`?\\ \n\t~<=.0_ế\u0301\u200b\xa0\u0085\u2028\r\x1b",
    "---\n", "...\n", "\n\n", "  ", "null", "2021-02-30", "key: v\n", "- x\n", "{a: b}", "[1, 2]", '""', "? ", "\n    ", ": ",
    " #", ">\n", "|\n", "\n  ", "\n- ", "\n  - ", "key:", "- - ", "-1", "\n  # c\n", "'#'", "it's", "{}", "on: 1\n", "2021: 1\n", "- a: 1\n  b: 2\n",
)  # fmt: skip


def _same(text: str) -> bool:
    """Whether the text was read as the usual form; then the careful reader found nothing, and the same."""
    usual = usual_tree(text, 3, {"amendments": 2})
    if usual is None:
        return False
    careful, findings = read_carefully("x.yaml", text)
    assert careful is not None
    assert (findings, careful.doubtful) == ((), ())
    assert repr(usual[0]) == repr(careful.value)
    assert usual[1] == careful.lines
    return True


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A record with pieces put in, taken out or put in place of another."""
    text = draw(st.sampled_from(RECORDS))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        taken = draw(st.sampled_from((0, 0, 1, 5)))
        text = text[:place] + draw(st.sampled_from(("", *PIECES))) + text[place + taken :]
    return text


@settings(max_examples=400)
@example("a: 1\r\nb: 2\r\n")
@example("a: [1, 2]\n")
@example("---\na: 1\n...\n")
@example("a: b\n  c\n")
@example("a: b\n\n# c\n  d: 1\n")
@example("a:\n- x\n- y: 1\n  z: 2\n-\nb: 3\n")
@example("a:\n  b: 1\n c: 2\n")
@example("a:\n# x\n  - b:\n    - c\n    d: 'e'\n")
@example("a: {b: c }\n")
@example("a: [b, ]\n")
@example("a: {'b': c, b: d}\n")
@example("a: 'it''s'\n")
@example('a: {b: "x", c: it"s, d: "e: {f}"}\n')
@given(spoilt())
def test_no_spoilt_record_is_read_in_two_ways(text: str) -> None:
    """Whatever was put in, taken out or exchanged."""
    _same(text)


@pytest.mark.parametrize("text", RECORDS)
def test_records_as_ct58_writes_them_are_usual(text: str) -> None:
    """Else it would be of no use."""
    assert _same(text)


def test_all_shipped_data_is_usual() -> None:
    """By hand or not."""
    files = [file for file in SHIPPED.rglob("*.yaml") if not _same(file.read_text(encoding="utf-8"))]
    assert files == []


@pytest.mark.parametrize(
    "text",
    [
        "", "# nothing\n", "[1]\n", "x\n", "{}\n", "a: 1\n---\nb: 2\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "a: 1\na: 2\n",
        "~: 1\n", "[a]: 1\n", "{a: b}: 1\n", "day: 2021-02-30\n", 'a: "x\\ty"\n', "a: 'x\n\n  y'\n", "a: |\n  x\n",
        "a: [1,\n  2]\n", "a: 1 # x\n", "a:\nb: 1\n", "a: x\n- y\n", "a: x\u200by\n", "# \u200b\na: 1\n", "%TAG ! x\na: 1\n", "a: 'x'#y\n", "a: e\u0301\n", "a: [1\n", "a: 'x\x1b'\n", f"a: {'[' * 35}{']' * 35}\n",
        "a: " + "x" * 200_001 + "\n",
    ],
)  # fmt: skip
def test_what_only_the_careful_reader_can_judge_is_left_to_it(text: str) -> None:
    """Some of it is right: it is only read in another way."""
    assert not _same(text)


def test_all_its_letters_are_seen_and_composed() -> None:
    """Beside each other, too: so nothing that is read here needs a warning."""
    signs = [sign for sign in map(chr, range(0x11_0000)) if _LINE.fullmatch(f"a: {sign}")]
    text = "".join(first + second for first, second in product(signs, repeat=2))

    assert len(signs) > 600
    assert text.isprintable()
    assert unicodedata.is_normalized("NFC", text)
    assert not INVISIBLE.search(text)
