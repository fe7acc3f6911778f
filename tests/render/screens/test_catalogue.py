"""`ct58 list` and `ct58 trace`: the programme's own content."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.support.offices import office, rule
from tests.support.showcase import LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.measure import Target
from ct58.domain.time.deadlines import DeadlineRule
from ct58.render.formats.text import page_as_text
from ct58.render.screens.catalogue import deadline_text, list_page, trace_page
from ct58.render.words.targets import target_text
from ct58.views.catalogue import LIST_KINDS, LISTS, ListKind, list_view, trace_view

Golden = Callable[[str, str], None]
EN, VI = speaking("en"), speaking("vi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LIST_KINDS)
def test_each_list_reads_as_reviewed(golden: Golden, kind: ListKind, language: str) -> None:
    """One table, with how many there are."""
    page = list_page(list_view(showcase(), kind), speaking(language))
    golden(page_as_text(page), f"list-{kind}-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trace_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Part by part; what nothing follows stands out."""
    golden(page_as_text(trace_page(trace_view(showcase()), speaking(language))), f"trace-{language}.txt")


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_an_empty_list_says_so(kind: ListKind) -> None:
    """Zero, and no table."""
    shown = page_as_text(list_page(list_view(office(), kind, "không có gì như vậy"), EN))
    assert shown.endswith("(0)\nNone.\n")


@pytest.mark.parametrize(
    ("target", "english", "vietnamese"),
    [
        (None, "–", "–"),
        (Target(op=">", value=90, unit="percent"), "> 90%", "> 90%"),
        (Target(op=">=", value=1300, unit="count"), "≥ 1,300", "≥ 1.300"),
        (Target(op="=", value=Decimal("91.2"), unit="percent"), "= 91.2%", "= 91,2%"),
        (Target(op="<=", value={2023: 50, 2025: 70}, unit="percent"), "2023: ≤ 50%, 2025: ≤ 70%", None),
    ],
)
def test_a_target_is_written_with_its_sign(
    target: Target | None, english: str, vietnamese: str | None
) -> None:
    """A dash where the text gives no number."""
    assert target_text(target, EN) == english
    assert vietnamese is None or target_text(target, VI) == vietnamese


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (rule(text="Quý II năm 2021", by="2021-Q2"), "Quý II năm 2021"),
        (rule(text="hằng tháng", every="month", assumed=True), "hằng tháng*"),
        (rule(every="month", assumed=True), "every month*"),
        (rule(before="2021-04-15"), "before 2021-04-15"),
        (rule(by="2021-Q2"), "by the end of 2021-Q2"),
        (rule(by="2021-04-30"), "by 2021-04-30"),
        (rule(within="2021..2025"), "by the end of 2021..2025"),
        (rule(), "Ongoing"),
    ],
)
def test_a_deadline_is_the_document_s_text_else_the_rule_in_words(
    deadline: DeadlineRule, expected: str
) -> None:
    """A star marks what the office set itself."""
    assert deadline_text(deadline, EN) == expected


def test_every_list_has_its_row() -> None:
    """What is in it, and what the office calls it."""
    assert tuple(listed.kind for listed in LISTS) == LIST_KINDS
