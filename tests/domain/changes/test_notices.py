"""What whoever approves a change has to know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.offices import (
    calendar,
    day,
    document,
    event,
    figure,
    office,
    period,
    programme,
    report,
    task,
    unit,
)

from ct58.domain.changes.compare import compare
from ct58.domain.changes.model import FilePair
from ct58.domain.changes.notices import NOTICE_KINDS, Notice, kinds_of, notices
from ct58.domain.records.committee import Closing, Issue, PeriodFile
from ct58.domain.records.events import ItemFile
from ct58.domain.records.office import Office, Record
from ct58.domain.records.reports import Correction

AS_OF = day("2021-10-08")
Q2 = period("2021-Q2")


def known(**given: Any) -> Office:
    """Units that report members and admissions."""
    plain: dict[str, Any] = {
        "units": (unit("a"),),
        "reporting": (calendar("BC-QUY"),),
        "figures": (figure("members", adds="stock"), figure("admitted", 2)),
    }
    return office(**{**plain, **given})


def found(before: Record | None, after: Record | None, of: Office | None = None) -> list[Notice]:
    """The notices of one file's change."""
    changes = compare([FilePair(file="f", before=before, after=after)])
    return list(notices(of or known(), known(), changes, AS_OF))


def kinds(before: Record | None, after: Record | None, of: Office | None = None) -> list[str]:
    """Their kinds."""
    return [notice.kind for notice in found(before, after, of)]


def q2(reason: str | None = None, **figures: Any) -> Any:
    """A report with its document; with a reason for a correction."""
    made = replace(report("a", "2021-Q2", on="2021-07-03", **figures), document=document())
    entry = Correction(date=AS_OF, reason=reason or "")
    return replace(made, corrections=(entry,)) if reason else made


def test_an_ordinary_report_gives_nothing_to_say() -> None:
    """Nor does a correction with its reason."""
    assert kinds(None, q2(admitted=3)) == []
    assert kinds(q2(admitted=3), q2("gửi lại", admitted=4)) == []


def test_a_period_whose_books_were_closed_before() -> None:
    """Closed in the same change, it is not."""
    closed = known(periods=(PeriodFile(period=Q2, closings=(Closing(on=day("2021-07-20")),)),))
    assert kinds(q2(admitted=3), q2("gửi lại", admitted=4), closed) == ["closed"]


@pytest.mark.parametrize("of", ["2021-Q2", "2021-H1", "2021"])
def test_a_figure_that_was_already_reported(of: str) -> None:
    """In a summary of its period, or of one that covers it."""
    issue = Issue(name="bao-cao", number="15-BC/ĐUK", on=day("2021-07-20"), as_of=day("2021-07-20"))
    issued = known(periods=(PeriodFile(period=period(of), issued=(issue,)),))
    assert kinds(q2(admitted=3), q2("gửi lại", admitted=4), issued) == ["issued"]
    assert kinds(None, q2(admitted=4), issued) == []


def test_what_is_gone() -> None:
    """A report, a unit, an event, an entry of the programme."""
    assert kinds(q2(admitted=3), None) == ["deleted"]
    assert kinds(unit("a"), None) == ["deleted"]
    assert kinds(ItemFile(item="PL-01", events=(event("started", "2021-05-01"),)), None) == ["deleted"]
    assert kinds(programme(tasks=(task("PL-01"),)), programme()) == ["deleted", "text"]


def test_the_text_of_the_programme() -> None:
    """A correction beside it is no change of the text."""
    before = programme(tasks=(task("PL-01"),))
    assert kinds(before, programme(tasks=(task("PL-01", title="Khác"),))) == ["text"]
    assert kinds(before, programme(tasks=(task("PL-01", corrected="Đúng"),))) == []


def test_a_reason_that_stood_there_before_is_named() -> None:
    """Two people can have given the same for two values; nobody is said to have given none."""
    (notice,) = found(q2("gửi lại", admitted=3), q2("gửi lại", admitted=4))
    assert (notice.kind, notice.message and notice.message.params["reason"]) == ("unsourced", "gửi lại")


def test_what_has_no_reason_document_or_source() -> None:
    """A corrected figure, a new report, an extension; not what a report had left open."""
    assert kinds(q2(admitted=3), q2(admitted=4)) == ["unsourced"]
    assert kinds(q2(admitted=3), q2(admitted=3, other=1)) == []
    assert kinds(None, report("a", "2021-Q2", on="2021-07-03", admitted=3)) == ["unsourced"]
    extended = event("extended", "2021-09-28", until="2021-12-31")
    assert kinds(None, ItemFile(item="PL-01", events=(extended,))) == ["unsourced"]
    started = event("started", "2021-09-28")
    assert kinds(None, ItemFile(item="PL-01", events=(started,))) == []


def test_a_figure_to_look_at_again() -> None:
    """As while typing in; and a correction by half or more, unless it is tiny."""
    odd = found(q2(admitted=12), q2("gửi lại", admitted=21))
    assert [(notice.kind, notice.figure) for notice in odd] == [("jump", "admitted")]
    assert kinds(q2(admitted=1), q2("gửi lại", admitted=3)) == []


def test_none_is_news_too() -> None:
    """Every kind has its list."""
    assert list(kinds_of([])) == list(NOTICE_KINDS)
