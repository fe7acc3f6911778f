"""The canonical form of files that are there: what moves, what stays, and that nothing is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.yaml.test_canonical import trees

from ct58.domain.planning.edits import Plain, same
from ct58.domain.records.places import FileKind
from ct58.store.yaml.canonical import dump
from ct58.store.yaml.comments import Comments
from ct58.store.yaml.formatter import canonical_form, formatted, parsed
from ct58.store.yaml.reader import read
from ct58.store.yaml.text_nodes import node_tree

FILES: dict[FileKind, str] = {
    "programme": "programme.yaml",
    "office": "office.yaml",
    "report": "units/so-mau/reports/2021-Q2.yaml",
    "unit": "units/so-mau/unit.yaml",
    "item": "tasks/PL-01.yaml",
    "period": "periods/2021-Q2.yaml",
}


def result(kind: FileKind, text: str, *figures: str) -> str:
    """The canonical form of a text."""
    content = formatted(FILES[kind], text.encode(), figures)
    assert content is not None
    return content.decode()


def loaded(text: str) -> Plain:
    """What a text says."""
    tree, _findings = read("x.yaml", text.encode())
    assert tree is not None
    assert isinstance(tree.value, dict)
    return tree.value


# ------------------------------------------------------------------ the form


def test_keys_stand_in_the_contracts_order() -> None:
    """Each with its own comments; unknown keys behind, as written."""
    text = (
        "# ghi chú đầu tệp\n\nvalid_from: 2020-02-28\n# tên đầy đủ\nname: Đảng bộ Sở Mẫu   # theo con dấu\n"
        "strange: 1\nkind: agency\nid: so-mau\n"
    )
    assert result("unit", text) == (
        "# ghi chú đầu tệp\n\nid: so-mau\n# tên đầy đủ\nname: Đảng bộ Sở Mẫu  # theo con dấu\nkind: agency\n"
        "valid_from: 2020-02-28\nstrange: 1\n"
    )


def test_figures_stand_in_the_order_of_the_form() -> None:
    """What the form does not know stands behind."""
    text = "unit: so-mau\nperiod: 2021-Q2\nfigures:\n  other: 1\n  second: 2  # ?\n  first: 3\n"
    ordered = result("report", text, "first", "second")
    assert ordered.endswith("figures:\n  first: 3\n  second: 2  # ?\n  other: 1\n")


def test_what_a_unit_was_before_keeps_its_order_and_each_time_its_line() -> None:
    """The latest first, as it is read; a comment stays with its entry."""
    text = (
        "id: a\nname: A\nkind: agency\nbefore:\n"
        "- {kind: public_service, until: 2024-03-31}\n# as the province wrote\n- until: 2022-06-30\n  flags: []\n"
    )
    assert result("unit", text).partition("before:\n")[2] == (
        "- {until: 2024-03-31, kind: public_service}\n# as the province wrote\n- {until: 2022-06-30, flags: []}\n"
    )


def test_an_event_is_one_line() -> None:
    """Comments inside it move above, in their order."""
    text = (
        "item: PL-01\nevents:\n  # việc đầu\n  - event: submitted  # qua hộp thư\n    date: 2021-06-25\n"
        "    # bản chính\n    document:\n      number: 12-TTr/BTG\n"
    )
    assert result("item", text) == (
        "item: PL-01\nevents:\n# việc đầu\n# qua hộp thư\n# bản chính\n"
        "- {date: 2021-06-25, event: submitted, document: {number: 12-TTr/BTG}}\n"
    )


def test_texts_are_quoted_only_where_a_reader_could_err() -> None:
    """And stand in one wide line, or line by line after `|`."""
    text = (
        "period: '2021-Q2'\nnarrative:\n  mot: \"không cần ngoặc\"\n  hai: 'yes'\n  ba: \"một\\nhai\"\n"
        "  bon: >-\n    gấp\n    lại\n  nam: a\n    b\n"
    )
    assert result("period", text) == (
        'period: 2021-Q2\nnarrative:\n  mot: không cần ngoặc\n  hai: "yes"\n  ba: |-\n    một\n    hai\n'
        "  bon: gấp lại\n  nam: a b\n"
    )


def test_letters_are_composed_and_lines_end_with_lf() -> None:
    """In values and in comments; no byte order mark, a final newline, no blanks at a line's end."""
    text = unicodedata.normalize(
        "NFD", "\ufeffid: so-mau  # Đảng bộ\r\nname: Đảng bộ Sở Mẫu  \r\nkind: agency"
    )
    expected = "id: so-mau  # Đảng bộ\nname: Đảng bộ Sở Mẫu\nkind: agency\n"
    assert result("unit", text) == expected


def test_empty_lines_stay_but_never_two() -> None:
    """Not at the beginning and the end of the file, nor of a block."""
    text = "\n\nparts:\n\n  - {id: I, title: A}\n\n\n  - {id: II, title: B}\n\n\nclauses: []\n\n\n# cuối\n\n"
    assert result("programme", text) == (
        "parts:\n  - id: I\n    title: A\n\n  - id: II\n    title: B\n\nclauses: []\n\n# cuối\n"
    )


def test_a_comment_that_ends_a_block_stays_in_it() -> None:
    """It is as far to the right as the block; one at the margin belongs to what follows."""
    text = "period: 2021-Q2\nnarrative:\n  mot: một\n      # còn thiếu\n# khóa sổ\nclosings: []\n"
    assert result("period", text) == (
        "period: 2021-Q2\nnarrative:\n  mot: một\n  # còn thiếu\n# khóa sổ\nclosings: []\n"
    )


def test_a_comment_never_slips_into_a_text() -> None:
    """Below a text of several lines it goes to what follows; behind one that becomes such, above it."""
    text = 'period: 2021-Q2\nnarrative:\n  mot: |-\n    a\n    b\n # của ai\ncut_off: "2021\\n"  # sao\n'
    assert result("period", text) == (
        "period: 2021-Q2\n# của ai\n# sao\ncut_off: |\n  2021\nnarrative:\n  mot: |-\n    a\n    b\n"
    )


def test_records_that_people_write_by_hand_are_one_line_while_that_is_short() -> None:
    """A wide one has a line for each key, wherever it stands."""
    short = "{name: a, numerator: {count: units, of: tccsd}}"
    wide = f"{{name: b, numerator: {{count: units, of: tccsd}}, text: {'chữ ' * 30}}}"
    text = f"indicators:\n  - {{id: CT-01, readings: [{short}, {wide}]}}\n"
    assert result("programme", text) == (
        "indicators:\n  - id: CT-01\n    readings:\n      - {name: a, numerator: {count: units, of: tccsd}}\n"
        f"      - name: b\n        numerator: {{count: units, of: tccsd}}\n        text: {('chữ ' * 30).strip()}\n"
    )


@pytest.mark.parametrize(
    "text", ["id: [\n", "id: 2021-02-30\n", "id: a\nid: b\n", "- id\n", "", "<<<<<<< a\nid: b\n>>>>>>> c\n"]
)
def test_a_file_with_errors_is_left_alone(text: str) -> None:
    """Nobody knows how it is meant."""
    assert formatted(FILES["unit"], text.encode()) is None


def test_a_file_that_is_none_of_the_contracts_is_left_alone() -> None:
    """It has no canonical form."""
    assert formatted("units/so-mau/other.yaml", b"id: a\n") is None


# -------------------------------------------------------------- nothing is lost

COMMENT_TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=12)


@st.composite
def disordered(draw: st.DrawFn) -> tuple[FileKind, str]:
    """A file as somebody left it: comments and empty lines anywhere, keys in any order, other line ends."""
    kind = draw(st.sampled_from(sorted(FILES)))
    lines: list[str] = []
    for line in dump(kind, draw(trees)).splitlines():
        if draw(st.integers(0, 5)) == 0:
            indent = " " * draw(st.integers(0, 6))
            lines.append(draw(st.sampled_from(["", f"{indent}# {draw(COMMENT_TEXTS)}"])))
        behind = f"  # {draw(COMMENT_TEXTS)}" if draw(st.integers(0, 5)) == 0 else ""
        lines.append(f"{line}{behind}")
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines) + "\n"
    return kind, text


@given(given_file=disordered())
def test_formatting_never_changes_what_is_loaded(given_file: tuple[FileKind, str]) -> None:
    """Whatever is written and however: the same values, the same comments, and twice is once."""
    kind, text = given_file
    content = formatted(FILES[kind], text.encode())
    if content is None:  # a comment fell into a text and made it something that cannot be read
        return
    once = content.decode()
    assert same(loaded(text), loaded(once))
    assert sorted(Comments(once, node_tree(once)).all) == sorted(Comments(text, node_tree(text)).all)
    assert formatted(FILES[kind], content) == content


def test_characters_that_nobody_sees_stay() -> None:
    """They are warned of, and change what is said; only a person may take them away."""
    text = "id: so-mau\nname: Sở\u200b M\u202eẫu\n"
    assert result("unit", text) == text


@given(kind=st.sampled_from(sorted(FILES)), tree=trees)
def test_new_files_are_canonical_from_the_start(kind: FileKind, tree: dict[str, Plain]) -> None:
    """What ct58 writes needs no formatting, but for the order of the keys that it was given."""
    text = dump(kind, tree)
    once = result(kind, text)
    assert sorted(once.splitlines()) == sorted(text.splitlines()) or once == result(kind, once)


def test_what_has_the_canonical_form_is_itself() -> None:
    """So that nothing is read twice."""
    given = parsed(FILES["unit"], b"id: so-mau\nname: A\nkind: agency\n")
    assert given is not None
    assert canonical_form(FILES["unit"], given) is given
    assert parsed(FILES["unit"], b"id: [\n") is None


def test_the_number_of_the_form_heads_the_programme() -> None:
    """Whoever opens the file sees it first, and an older program finds it at once."""
    text = "programme: {number: 1-CTr}\nparts: []\n# từ năm 2027\nformat: 2\n"
    assert result("programme", text).startswith("# từ năm 2027\nformat: 2\nprogramme:\n")
