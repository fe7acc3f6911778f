"""Edits in the text: the value changes, and nothing else does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.planning.edits import (
    MISSING,
    Append,
    EditConflict,
    EditImpossible,
    Insert,
    Missing,
    NewFile,
    Operation,
    Plain,
    RemoveFile,
    RemoveValue,
    SetValue,
    apply_to_tree,
    same,
)
from ct58.errors import InvalidData, Refused
from ct58.store.yaml.canonical import dump
from ct58.store.yaml.editor import apply
from ct58.store.yaml.reader import read

REPORT = "units/so-mau/reports/2021-Q2.yaml"
EVENTS = "units/so-mau/events.yaml"
FORM = ("first", "members", "middle", "trained", "last")
At = tuple[str | int, ...]


def put(at: At, value: Plain, expected: Plain | Missing = MISSING, file: str = REPORT) -> SetValue:
    """Set a value."""
    return SetValue(file=file, at=at, value=value, expected=expected)


def drop(at: At, expected: Plain, file: str = REPORT) -> RemoveValue:
    """Take a value away."""
    return RemoveValue(file=file, at=at, expected=expected)


def add(at: At, value: Plain, file: str = REPORT) -> Append:
    """Add to a list."""
    return Append(file=file, at=at, value=value)


def edited(text: str, *operations: Operation) -> str:
    """The text after operations on it."""
    content = apply(operations[0].file, text.encode(), operations, FORM)
    assert content is not None
    return content.decode()


def _is_item(operation: Operation) -> bool:
    return isinstance(operation, RemoveValue) and isinstance(operation.at[-1], int)


CASES: dict[str, tuple[str, Operation, str]] = {
    "a value, with its comment kept": (
        "unit: a\nstate: registered   # chờ nhập\n",
        put(("state",), "received", "registered"),
        "unit: a\nstate: received   # chờ nhập\n",
    ),
    "a value whose place was aligned": (
        "figures:\n  members:   1\n  trained:   2\n",
        put(("figures", "trained"), 3, 2),
        "figures:\n  members:   1\n  trained:   3\n",
    ),
    "a value after an empty key": (
        "unit: a\nreceived_on:  # chưa có\nstate: expected\n",
        put(("received_on",), dt.date(2021, 7, 5), None),
        "unit: a\nreceived_on: 2021-07-05  # chưa có\nstate: expected\n",
    ),
    "an empty key at the very end": (
        "unit: a\nquality:",
        put(("quality",), "final", None),
        "unit: a\nquality: final",
    ),
    "a quoted value": (
        "unit: a\nquality: 'final' # x\n",
        put(("quality",), "estimated", "final"),
        "unit: a\nquality: estimated # x\n",
    ),
    "text of several lines in place of one": (
        "notes:\n  other: một  # ghi chú\n  proposals: b\n",
        put(("notes", "other"), "hai\nba", "một"),
        "notes:\n  other: |-  # ghi chú\n    hai\n    ba\n  proposals: b\n",
    ),
    "one line in place of several": (
        "notes:\n  other: |\n    hai\n\n    ba\n\n  proposals: b\n",
        put(("notes", "other"), "một", "hai\n\nba\n"),
        "notes:\n  other: một\n\n  proposals: b\n",
    ),
    "a figure, in the order of the form": (
        "figures:\n  members: 1  # đã kiểm\n  # về đào tạo\n  trained: 2\nquality: final\n",
        put(("figures", "middle"), Decimal("1.50")),
        "figures:\n  members: 1  # đã kiểm\n  middle: 1.50\n  # về đào tạo\n  trained: 2\nquality: final\n",
    ),
    "the form's first figure, above the comment of the next": (
        "figures:\n    # về đảng viên\n    members: 1\n",
        put(("figures", "first"), 5),
        "figures:\n    first: 5\n    # về đảng viên\n    members: 1\n",
    ),
    "the form's last figure, before blank lines and comments that follow": (
        "figures:\n  members: 1\n\n# hết\nquality: final\n",
        put(("figures", "last"), 0),
        "figures:\n  members: 1\n  last: 0\n\n# hết\nquality: final\n",
    ),
    "a figure that no form knows, at the end": (
        "figures:\n  trained: 1\n  members: 2\n",
        put(("figures", "other"), "n/a"),
        "figures:\n  trained: 1\n  members: 2\n  other: n/a\n",
    ),
    "a key of the contract, in the contract's order": (
        "# đầu tệp\nunit: a\nstate: received\ncorrections: []\n",
        put(("document",), {"number": "12", "date": dt.date(2021, 7, 2)}),
        '# đầu tệp\nunit: a\nstate: received\ndocument: {number: "12", date: 2021-07-02}\ncorrections: []\n',
    ),
    "the contract's first key": (
        "# đầu tệp\nstate: received\n",
        put(("unit",), "a"),
        "# đầu tệp\nunit: a\nstate: received\n",
    ),
    "a key below one that is not there": (
        "unit: a\nstate: received\n",
        put(("figures", "members"), 5),
        "unit: a\nstate: received\nfigures:\n  members: 5\n",
    ),
    "a key below null": (
        "unit: a\nfigures: null  # chưa có\nquality: final\n",
        put(("figures", "members"), 5),
        "unit: a\nfigures:  # chưa có\n  members: 5\nquality: final\n",
    ),
    "a key below an empty mapping": (
        "unit: a\nfigures: {}\n",
        put(("figures", "members"), 5),
        "unit: a\nfigures:\n  members: 5\n",
    ),
    "a key in braces": (
        "document: {number: 12-BC/ĐU}  # bản giấy\n",
        put(("document", "date"), dt.date(2021, 7, 2)),
        "document: {number: 12-BC/ĐU, date: 2021-07-02}  # bản giấy\n",
    ),
    "the first key in braces": (
        "document: { date: 2021-07-02 }\n",
        put(("document", "number"), "a, b"),
        'document: { number: "a, b", date: 2021-07-02 }\n',
    ),
    "a record changed key by key": (
        "figures:\n  plan: {number: 3,  received_on: 2021-04-10, late: true}  # x\n",
        put(("figures", "plan", "number"), 4, 3),
        "figures:\n  plan: {number: 4,  received_on: 2021-04-10, late: true}  # x\n",
    ),
    "a whole record, only where it differs": (
        "document:\n  # của văn thư\n  number: 12  # tạm\n  date: 2021-07-02\n",
        put(
            ("document",),
            {"number": "12a", "date": dt.date(2021, 7, 2)},
            {"number": 12, "date": dt.date(2021, 7, 2)},
        ),
        "document:\n  # của văn thư\n  number: 12a  # tạm\n  date: 2021-07-02\n",
    ),
    "null in place of a record of several lines": (
        "figures:\n  plan:  # kế hoạch\n    number: 3\n    late: true\n  last: 1\n",
        put(("figures", "plan"), None, {"number": 3, "late": True}),
        "figures:\n  plan: null  # kế hoạch\n  last: 1\n",
    ),
    "a key that goes": (
        "unit: a\n# về chất lượng\nquality: final  # x\n\nstate: received\n",
        drop(("quality",), "final"),
        "unit: a\n# về chất lượng\n\nstate: received\n",
    ),
    "the last key that goes": (
        "unit: a\nquality: final",
        drop(("quality",), "final"),
        "unit: a",
    ),
    "the only figure that goes": (
        "figures:  # số liệu\n  members: 1\nquality: final\n",
        drop(("figures", "members"), 1),
        "figures: {}  # số liệu\nquality: final\n",
    ),
    "a key in braces that goes": (
        "document: {number: a, date: 2021-07-02}\n",
        drop(("document", "number"), "a"),
        "document: {date: 2021-07-02}\n",
    ),
    "the last key in braces that goes": (
        "document: {number: a, date: 2021-07-02}\n",
        drop(("document", "date"), dt.date(2021, 7, 2)),
        "document: {number: a}\n",
    ),
    "a correction in an empty list": (
        "unit: a\ncorrections: []            # lần sửa\n",
        add(("corrections",), {"date": dt.date(2021, 7, 9), "reason": "Nhập nhầm"}),
        "unit: a\ncorrections:            # lần sửa\n- {date: 2021-07-09, reason: Nhập nhầm}\n",
    ),
    "an item of brackets": (
        "aliases: [SYT, 'Sở Y' ]  # quen gọi\n",
        add(("aliases",), "Y tế"),
        "aliases: [SYT, 'Sở Y', Y tế ]  # quen gọi\n",
    ),
    "an item of brackets that goes": (
        "aliases: [SYT, Sở Y]\n",
        drop(("aliases", 0), "SYT"),
        "aliases: [Sở Y]\n",
    ),
    "a list that grew": (
        "aliases: [SYT]\n",
        put(("aliases",), ("SYT", "YT"), ("SYT",)),
        "aliases: [SYT, YT]\n",
    ),
    "an item of a list": (
        "aliases:\n- SYT  # cũ\n- YT\n",
        put(("aliases", 0), "Sở Y", "SYT"),
        "aliases:\n- Sở Y  # cũ\n- YT\n",
    ),
    "the first key of an item on several lines": (
        "corrections:\n- date: 2021-07-09\n  reason: a\n",
        drop(("corrections", 0, "date"), dt.date(2021, 7, 9)),
        "corrections:\n- reason: a\n",
    ),
    "a key before the first of an item": (
        "corrections:\n- reason: a\n",
        put(("corrections", 0, "date"), dt.date(2021, 7, 9)),
        "corrections:\n- date: 2021-07-09\n  reason: a\n",
    ),
}


@pytest.mark.parametrize(("before", "operation", "after"), CASES.values(), ids=CASES.keys())
def test_an_edit_changes_its_place_only(before: str, operation: Operation, after: str) -> None:
    """Comments, quotes, blank lines, order and alignment stay."""
    assert edited(before, operation) == after


@pytest.mark.parametrize(("before", "operation", "after"), CASES.values(), ids=CASES.keys())
def test_an_edit_keeps_line_ends_and_byte_order_mark(before: str, operation: Operation, after: str) -> None:
    """A file from Windows stays one."""
    content = apply(REPORT, b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode(), [operation], FORM)
    assert content == b"\xef\xbb\xbf" + after.replace("\n", "\r\n").encode()


REPEATABLE = {name: case for name, case in CASES.items() if not _is_item(case[1])}


@pytest.mark.parametrize(("before", "operation", "after"), REPEATABLE.values(), ids=REPEATABLE.keys())
def test_an_edit_made_again_changes_nothing(before: str, operation: Operation, after: str) -> None:
    """The result is there already, so the bytes stay (an item taken away moves the next into its place)."""
    assert before != after == edited(after, operation)


EVENT: Plain = {"item": "BC-QUY", "occurrence": "2021", "date": dt.date(2021, 7, 15), "event": "reminded"}
LINE = '{item: BC-QUY, occurrence: "2021", date: 2021-07-15, event: reminded}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("unit: a\n", f"unit: a\nevents:\n- {LINE}\n"),
        ("unit: a\nevents: []\n", f"unit: a\nevents:\n- {LINE}\n"),
        ("unit: a\nevents:\n", f"unit: a\nevents:\n- {LINE}\n"),
        ("unit: a\nevents:\n- {item: x} # a\n# b\n", f"unit: a\nevents:\n- {{item: x}} # a\n- {LINE}\n# b\n"),
        ("unit: a\nevents:\n  - {item: x}", f"unit: a\nevents:\n  - {{item: x}}\n  - {LINE}"),
        (
            "unit: a\nevents:\n  - item: x\n    date: 2021-07-01\n",
            f"unit: a\nevents:\n  - item: x\n    date: 2021-07-01\n  - {LINE}\n",
        ),
        ("unit: a\nevents: [{item: x}]\n", f"unit: a\nevents: [{{item: x}}, {LINE}]\n"),
    ],
)
def test_an_event_is_added_as_one_line(before: str, after: str) -> None:
    """Below the last one and as far in as that; an empty list opens."""
    assert edited(before, add(("events",), EVENT, EVENTS)) == after


def test_an_event_is_voided_on_its_line() -> None:
    """The line grows, the others and their comments stay."""
    before = "unit: a\nevents:\n- {item: x, event: noted}  # sai\n- {item: y, event: noted}\n"
    after = (
        "unit: a\nevents:\n- {item: x, event: noted, voided: {date: 2021-07-20, reason: nhầm}}  # sai\n"
        "- {item: y, event: noted}\n"
    )
    voided: Plain = {"date": dt.date(2021, 7, 20), "reason": "nhầm"}
    assert edited(before, put(("events", 0, "voided"), voided, file=EVENTS)) == after


def test_the_last_event_leaves_an_empty_list() -> None:
    """What was appended can be taken away again."""
    before = "unit: a\nevents:\n- {item: x}\n"
    assert edited(before, drop(("events", 0), {"item": "x"}, EVENTS)) == "unit: a\nevents: []\n"


def test_several_edits_of_one_file_are_made_in_turn() -> None:
    """Each sees the text that the one before has left."""
    before = "unit: a\nstate: registered\nfigures: {}\n"
    after = "unit: a\nstate: received\nfigures:\n  members: 1\n  trained: null\n"
    operations = (
        put(("state",), "received", "registered"),
        put(("figures", "trained"), None),
        put(("figures", "members"), 1),
    )
    assert edited(before, *operations) == after


def test_a_file_can_come_and_go() -> None:
    """A new file is canonical; one that is already there as wanted stays as it is."""
    new = NewFile(file=EVENTS, value={"unit": "so-mau", "events": (EVENT,)})
    content = apply(EVENTS, None, [new])
    assert content is not None
    assert content.decode().splitlines()[1:] == ["unit: so-mau", "events:", f"- {LINE}"]
    by_hand = b"# x\n" + content
    assert apply(EVENTS, by_hand, [new]) == by_hand
    assert apply(EVENTS, by_hand, [RemoveFile(file=EVENTS, expected=new.value)]) is None
    assert apply(EVENTS, None, [RemoveFile(file=EVENTS, expected=new.value)]) is None


def test_a_change_meanwhile_is_refused_with_both_values() -> None:
    """The field, what was there before, what is there now, and what should have come."""
    with pytest.raises(Refused) as caught:
        edited("figures:\n  members: 7\n", put(("figures", "members"), 5, 4))
    assert isinstance(caught.value.__cause__, EditConflict)
    params = caught.value.message.params
    assert (params["field"], params["expected"], params["found"], params["wanted"]) == (
        "figures.members", 4, 7, 5,
    )  # fmt: skip


def test_a_file_that_came_or_went_meanwhile_is_refused() -> None:
    """Somebody else's file is not overwritten, and a changed one not removed."""
    with pytest.raises(Refused):
        edited("unit: a\n", NewFile(file=REPORT, value={"unit": "b"}))
    with pytest.raises(Refused):
        edited("unit: a\n", RemoveFile(file=REPORT, expected={"unit": "b"}))


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("figures: &f\n  members: 1\ncopy: *f\n", put(("figures", "members"), 2, 1)),
        ("figures:\n  members: &m 1\n  trained: *m\n", put(("figures", "members"), 2, 1)),
        ("figures:\n  members: &m 1\n  trained: *m\n", put(("figures", "trained"), 2, 1)),
        ("a: &x {b: 1}\nunit: *x\n", put(("unit", "b"), 2, 1)),
        ("a: {b: &x 1}\nunit: *x\n", drop(("a",), {"b": 1})),
        ("unit: a\n", put(("unit", "b"), 1)),
        ("unit: a\n", add(("unit",), 1)),
        ("unit: a\n", drop(("unit",), "a")),
    ],
)
def test_a_place_that_cannot_be_edited_is_refused(text: str, operation: Operation) -> None:
    """Ties to other places, and structures that nobody writes by hand: an editor is the better tool."""
    with pytest.raises(Refused) as caught:
        edited(text, operation)
    assert caught.value.message.params["file"] == REPORT


def test_anchors_elsewhere_do_not_matter() -> None:
    """Only the place itself and what is above it must be free."""
    before = "unit: a\nnotes: {other: &n x, proposals: *n}\nfigures:\n  members: 1\n"
    assert edited(before, put(("figures", "members"), 2, 1)) == before.replace("members: 1", "members: 2")


@pytest.mark.parametrize(
    "content", [b"unit: [", b"", b"- a\n", b"unit: \xff\n", b"<<<<<<< a\nb\n>>>>>>> c\n"]
)
def test_a_file_with_errors_is_not_edited(content: bytes) -> None:
    """What says nothing for certain isn't written to."""
    with pytest.raises(InvalidData):
        apply(REPORT, content, [put(("unit",), "a")])


def _tree(content: bytes) -> Plain:
    tree, _findings = read("x.yaml", content)
    assert tree is not None
    assert isinstance(tree.value, dict)
    return tree.value


# ------------------------------------------------------------- random edits

figure_keys = st.sampled_from([*FORM, "extra"])
texts = st.sampled_from(["a", "Sở Y tế", "12", "a, b", "x: y", "một\nhai", "#", ""])
scalars = st.one_of(st.none(), st.booleans(), st.integers(0, 99), st.just(Decimal("1.50")), texts)
rows = st.dictionaries(st.sampled_from(["name", "on", "n"]), scalars, max_size=3)
figure_values = st.one_of(scalars, rows, st.lists(rows, max_size=3).map(tuple))
reports: st.SearchStrategy[dict[str, Plain]] = st.fixed_dictionaries(
    {"unit": texts, "state": texts},  # a report always says whose it is
    optional={
        "figures": st.dictionaries(figure_keys, figure_values, max_size=5),
        "notes": st.dictionaries(st.sampled_from(["difficulties", "other"]), texts, max_size=2),
        "corrections": st.lists(rows, max_size=3).map(tuple),
    },
)
COMMENT = "# giữ nguyên"


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A report's text with comments at the end of lines and between them."""
    lines = []
    tree: dict[str, Plain] = draw(reports)
    for line in dump("report", tree).splitlines():
        is_literal = not line.strip() or "|" in line or not (":" in line or line.lstrip().startswith("-"))
        comment = "" if is_literal else draw(st.sampled_from(["", f"  {COMMENT}"]))
        lines.append(f"{line}{comment}")
    break_ = draw(st.sampled_from(["\n", "\r\n"]))
    return break_.join([COMMENT, *lines, COMMENT, ""])


@st.composite
def operations_on(draw: st.DrawFn, tree: Plain) -> Operation:
    """Something that can be done to a report: figures, notes, rows and corrections."""
    at: At = draw(
        st.one_of(
            figure_keys.map(lambda key: ("figures", key)),
            st.sampled_from(["difficulties", "other"]).map(lambda key: ("notes", key)),
            st.tuples(st.just("corrections"), st.integers(0, 2)),
            st.tuples(st.just("figures"), figure_keys, st.integers(0, 1), st.sampled_from(["name", "n"])),
            st.sampled_from([("figures",), ("state",), ("quality",), ("corrections",)]),
        )
    )
    found = _found(tree, at)
    if draw(st.booleans()) and not isinstance(found, Missing):
        return drop(at, found)
    if draw(st.booleans()):
        return add(at, draw(rows))
    return put(at, draw(figure_values), found)


def _found(tree: Plain | Missing, at: At) -> Plain | Missing:
    for step in at:
        if isinstance(tree, dict):
            tree = tree.get(step, MISSING)
        elif isinstance(tree, tuple) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return MISSING
    return tree


@given(text=commented(), data=st.data())
def test_a_random_edit_says_what_it_means_and_leaves_other_lines_alone(
    text: str, data: st.DataObject
) -> None:
    """The text reads as the tree does after the same operation; lines of other keys stay as they were."""
    before = _tree(text.encode())
    operation = data.draw(operations_on(before))
    try:
        wanted = apply_to_tree(before, operation)
    except (EditConflict, EditImpossible):
        with pytest.raises(Refused):
            edited(text, operation)
        return
    result = edited(text, operation)
    assert same(_tree(result.encode()), wanted)
    assert isinstance(operation, SetValue | RemoveValue | Append)
    assert _lines_elsewhere(text, operation.at) == _lines_elsewhere(result, operation.at)


def _lines_elsewhere(text: str, at: At) -> list[str]:
    """The lines of all other keys: of other figures, too, where one figure is concerned."""
    kept, is_inside = [], False
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha() or line.startswith("#"):
            is_inside = line.startswith(f"{at[0]}:")
        if not is_inside:
            kept.append(line)
    return kept


# ------------------------------------------------------------- in the midst of a list

UNIT = "units/so-mau/unit.yaml"
OLD: Plain = {"until": dt.date(2022, 6, 30), "order": 7}
NEW: Plain = {"until": dt.date(2024, 3, 31), "kind": "public_service"}


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        (
            "before:\n  # as the province wrote\n  - {until: 2022-06-30, order: 7}   # kept\nnote: x\n",
            0,
            (
                "before:\n  - {until: 2024-03-31, kind: public_service}\n  # as the province wrote\n"
                "  - {until: 2022-06-30, order: 7}   # kept\nnote: x\n"
            ),
        ),
        (
            "before:\n- until: 2022-06-30\n  order: 7\n",
            0,
            "before:\n- {until: 2024-03-31, kind: public_service}\n- until: 2022-06-30\n  order: 7\n",
        ),
        (
            "before: [{until: 2022-06-30, order: 7}]\n",
            0,
            "before: [{until: 2024-03-31, kind: public_service}, {until: 2022-06-30, order: 7}]\n",
        ),
        (
            "before:\n- {until: 2022-06-30, order: 7}\n",
            1,
            "before:\n- {until: 2022-06-30, order: 7}\n- {until: 2024-03-31, kind: public_service}\n",
        ),
        ("name: x\n", 0, "name: x\nbefore:\n- {until: 2024-03-31, kind: public_service}\n"),
    ],
)
def test_an_item_is_put_into_its_place_and_the_others_stay_as_written(
    text: str, index: int, expected: str
) -> None:
    """In front, behind, on one line or many; comments stay with what they are about, and a second time nothing changes."""
    insert = Insert(file=UNIT, at=("before",), index=index, value=NEW)
    assert edited(text, insert) == expected
    assert edited(expected, insert) == expected
