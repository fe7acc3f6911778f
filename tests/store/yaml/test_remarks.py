"""Comments by place: taken off a canonical text and put back."""

from __future__ import annotations

from ct58.store.yaml.canonical import dump
from ct58.store.yaml.comments import Remark, TextPlaces
from ct58.store.yaml.reader import read
from ct58.store.yaml.remarks import TAIL, Remarks, remarks_of, with_remarks

TEXT = """\
# đầu tệp

item: PL-01  # mã
events:  # các việc
# lần đầu
- {date: 2021-05-01, event: started}  # đã rõ

- {date: 2021-06-01, event: noted}
# hết
"""


def test_each_comment_belongs_to_what_it_stands_above_or_behind() -> None:
    """Empty lines too; what stands behind the last value is the tail."""
    assert remarks_of(TextPlaces(TEXT)) == {
        ("item",): Remarks(above=(Remark("# đầu tệp", 0), Remark("", 0)), behind="# mã"),
        ("events",): Remarks(behind="# các việc"),
        ("events", 0): Remarks(above=(Remark("# lần đầu", 0),), behind="# đã rõ"),
        ("events", 1): Remarks(above=(Remark("", 0),)),
        TAIL: Remarks(above=(Remark("# hết", 0),)),
    }


def test_taken_off_and_put_back_is_the_same_text() -> None:
    """Nothing moves."""
    tree, _findings = read("tasks/PL-01.yaml", TEXT.encode())
    assert tree is not None
    assert isinstance(tree.value, dict)
    assert with_remarks(dump("item", tree.value), remarks_of(TextPlaces(TEXT))) == TEXT


def test_a_text_line_by_line_has_no_comments_in_it() -> None:
    """What looks like one is the text's."""
    text = "period: 2021\nnarrative:\n  overview: |\n    # một\n\n    hai\n  # lời ghi\n  next: x\n"
    found = {at: remarks for at, remarks in remarks_of(TextPlaces(text)).items() if remarks != Remarks()}
    assert found == {("narrative", "next"): Remarks(above=(Remark("# lời ghi", 2),))}
