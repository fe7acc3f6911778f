"""How something came into the main copy, in words and for a program."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from tests.support.terms import speaking

from ct58.render.words.approvals import approval_entry, approval_lines, approval_text
from ct58.views.approvals import Approval, ApprovalKind, ReturnedBefore

EN, VI = speaking("en"), speaking("vi")
WHEN = dt.datetime(2021, 7, 15, 16, 52, tzinfo=dt.UTC)


def test_each_kind_says_what_it_is() -> None:
    """No two alike, and only one of them is an approval without more ado."""
    said = {kind: approval_text(Approval(how=kind), VI) for kind in get_args(ApprovalKind)}
    assert len(set(said.values())) == len(said)
    assert [kind for kind, text in said.items() if text == "đã duyệt"] == ["approved"]
    assert "tự khai" in said["declared"]


def test_by_whom_when_and_signed() -> None:
    """As far as it is known."""
    found = Approval(how="approved", by="Trần Văn Nam", when=WHEN, is_signed=True)
    assert approval_text(found, VI) == "đã duyệt: Trần Văn Nam, 15/7/2021 16:52, có chữ ký số"
    assert approval_text(Approval(how="direct"), EN) == "put into the main copy without approval"


def test_who_handed_it_in_is_said_where_it_is_another() -> None:
    """And why it had been returned."""
    back = ReturnedBefore(by="Trần Văn Nam", when=WHEN, reason="Thiếu nguồn")
    found = Approval(how="approved", by="Trần Văn Nam", sender="Lê Thị Hoa", returns=(back,))
    assert list(approval_lines(found, "Lê Thị Hoa", EN)) == [
        "approved: Trần Văn Nam",
        "returned before by Trần Văn Nam, 2021-07-15 16:52: Thiếu nguồn",
    ]
    assert "handed in by Lê Thị Hoa" in list(approval_lines(found, "Nguyễn Thị Lan", EN))


def test_for_a_program() -> None:
    """Nothing where there is no main copy."""
    assert approval_entry(None) is None
    entry = approval_entry(Approval(how="approved", by="Nam", when=WHEN))
    assert entry is not None
    assert (entry["how"], entry["by"], entry["when"], entry["signed"]) == (
        "approved",
        "Nam",
        WHEN.isoformat(),
        False,
    )
