"""What every official document has: names, number, date, who signs on which day, who receives it."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.documents import MADE_ON, NAMES, head, office_with

from ct58.domain.records.committee import Signatory
from ct58.views.document import SignOff, official_head


def test_the_committee_issues_under_its_superior() -> None:
    """Names are as office.yaml writes them; capitals are the form's matter."""
    found = head()
    assert (found.superior, found.body) == ("Đảng bộ tỉnh Thanh Hóa", NAMES.committee)


def test_a_role_may_have_an_issuer_of_its_own() -> None:
    """The office's own report stands under the committee, with the office's symbol."""
    found = head(role="office")
    assert (found.superior, found.body) == (NAMES.committee, "Văn phòng")
    assert found.number == "15-BC/VPĐUK"


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("15", "15-BC/ĐUK"),
        ("15a", "15a-BC/ĐUK"),
        ("15-BC/TU", "15-BC/TU"),
        (None, None),
        (" ", None),
    ],
)
def test_a_number_is_completed_but_never_made_up(given: str | None, number: str | None) -> None:
    """Numbers run per type across a whole term: only a person knows the next."""
    assert head(number=given).number == number


@pytest.mark.parametrize(
    ("kind", "title", "symbol"),
    [
        ("report", "BÁO CÁO", "BC/ĐUK"),
        ("letter", None, "CV/ĐUK"),
        ("work_programme", "CHƯƠNG TRÌNH", "CTr/ĐUK"),
    ],
)
def test_each_type_has_its_title_and_symbol(kind: str, title: str | None, symbol: str) -> None:
    """A letter has a symbol and no title."""
    found = head(kind)  # type: ignore[arg-type]  # one of the three
    assert (found.title, found.symbol) == (title, symbol)


def test_who_signs_depends_on_the_date_of_issue() -> None:
    """A signatory's first and last day are good days; while nothing is issued, as-of counts."""
    before = Signatory(
        role="superior", authority="", office="BÍ THƯ", name="A", valid_to=dt.date(2021, 6, 30)
    )
    after = Signatory(
        role="superior", authority="", office="BÍ THƯ", name="B", valid_from=dt.date(2021, 7, 1)
    )
    office = office_with(signatories=(after, before))

    def name(on: dt.date | None) -> str | None:
        return official_head(office, "report", "superior", as_of=MADE_ON, on=on).sign_off.name

    assert [name(dt.date(2021, 6, 30)), name(dt.date(2021, 7, 1)), name(None)] == ["A", "B", "B"]


def test_a_role_that_nobody_has_leaves_its_places_empty() -> None:
    """A draft can be made before office.yaml is complete."""
    found = head(role="unknown")
    assert (found.sign_off, found.recipients) == (SignOff(), ())


def test_the_day_of_a_document_is_its_date_of_issue_else_as_of() -> None:
    """The year of a date that is to be written by hand is known in any case."""
    assert head(on=None).day == MADE_ON
    assert head().day == dt.date(2021, 7, 5)
