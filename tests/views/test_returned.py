"""What of a report that comes back can be taken, and what cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.support.offices import office, programme

from ct58.domain.records.committee import PeriodFile
from ct58.domain.text.prose import parse_prose
from ct58.domain.time.period import Period
from ct58.views.returned import (
    OutsideChange,
    ReportOrigin,
    ReturnedReport,
    ReturnedSection,
    SectionOrigin,
    TakenBack,
    brought_back,
    prose_print,
    section_titles,
    source_print,
)

Q2 = Period.quarter(2021, 2)
MARKS = frozenset({"[cần bổ sung]"})


def section(key: str, text: str, **given: object) -> ReturnedSection:
    """A section as the document says it now."""
    return replace(ReturnedSection(key=key, prose=parse_prose(text)), **given)  # type: ignore[arg-type]


def back(
    narrative: Mapping[str, str],
    *sections: ReturnedSection,
    written: Mapping[str, str] | None = None,
    changes: tuple[OutsideChange, ...] = (),
    over: bool = False,
    has_origin: bool = True,
) -> TakenBack:
    """What comes back into an office with a narrative; `written` is what the document was made from, where that is another."""
    texts = narrative if written is None else written
    origin = ReportOrigin(
        period="2021-Q2",
        profile="standing-committee",
        sections=tuple(
            SectionOrigin(
                key=key, said=prose_print(parse_prose(text or "[cần bổ sung]")), source=source_print(text)
            )
            for key, text in texts.items()
        ),
    )
    report = ReturnedReport(
        name="a.docx", origin=origin if has_origin else None, sections=sections, changes=changes
    )
    known = replace(office(), periods={"2021-Q2": PeriodFile(period=Q2, narrative=narrative)})
    return brought_back(known, Q2, report, MARKS, over=over)


def test_only_what_was_changed_in_word_is_taken() -> None:
    """The data's own wording of the rest stays as it is, Markdown and all."""
    narrative = {"overview": "Cũ.\nHai dòng", "next": "Giữ"}
    (found,) = back(narrative, section("overview", "Mới."), section("next", "Giữ")).sections
    assert (found.key, found.before, found.after, found.why_not) == (
        "overview",
        "Cũ.\n\nHai dòng",
        "Mới.",
        (),
    )


def test_what_was_changed_only_in_the_data_stays() -> None:
    """The document is older there."""
    found = back({"overview": "Mới hơn"}, section("overview", "Cũ"), written={"overview": "Cũ"})
    assert found.sections == ()


def test_what_was_changed_on_both_sides_is_a_clash() -> None:
    """Unless Word's is wanted over the data's; or both say the same by now."""
    sides = {"narrative": {"overview": "Của dữ liệu"}, "written": {"overview": "Cũ"}}
    (found,) = back(sides["narrative"], section("overview", "Của Word"), written=sides["written"]).sections
    assert found.why_not == ("clash",)
    (found,) = back(
        sides["narrative"], section("overview", "Của Word"), written=sides["written"], over=True
    ).taken
    assert found.after == "Của Word"
    assert (
        back({"overview": "Của Word."}, section("overview", "Của Word"), written={"overview": "Cũ"}).sections
        == ()
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("[cần bổ sung]", None),
        ("[cần bổ sung]. Lời", "Lời"),
        ("[cần bổ sung].\n\nLời", "Lời"),
        ("Lời", "Lời"),
    ],
)
def test_the_mark_of_a_missing_section_is_no_word_of_it(typed: str, text: str | None) -> None:
    """Whether it was typed over, behind, or not at all."""
    found = back({}, section("overview", typed), written={"overview": ""}).taken
    assert [entry.after.lstrip(". ") for entry in found] == ([] if text is None else [text])


def test_a_section_that_is_gone_doubled_or_foreign_is_refused() -> None:
    """With its words, so that none is lost; an emptied one is taken."""
    narrative = {"overview": "A", "next": "B", "lessons": "C", "proposals": "D"}
    doubled = section("next", "B\n\nB2", times=2)
    foreign = section("lessons", "C", foreign=("table",))
    found = back(narrative, doubled, foreign, section("proposals", ""))
    assert {entry.key: entry.why_not for entry in found.refused} == {
        "overview": ("missing",),
        "next": ("doubled",),
        "lessons": ("table",),
    }
    assert [(entry.key, entry.after) for entry in found.taken] == [("proposals", "")]


def test_a_section_with_words_beside_it_is_refused() -> None:
    """They may belong to it."""
    beside = OutsideChange(texts=("Dán",), gone=0, where="", beside=("overview",))
    (found,) = back({"overview": "A"}, section("overview", "B"), changes=(beside,)).sections
    assert found.why_not == ("beside",)


def test_a_section_that_the_programme_has_not_is_refused() -> None:
    """Its text would not be printed."""
    (found,) = back({}, section("II.9", "X")).sections
    assert found.why_not == ("unknown",)


def test_without_an_origin_what_differs_is_taken() -> None:
    """There is nothing else to go by."""
    found = back(
        {"overview": "A.", "next": "B"}, section("overview", "A"), section("next", "C"), has_origin=False
    )
    assert [entry.key for entry in found.taken] == ["next"]
    assert not found.has_origin


def test_sections_are_called_as_in_the_report() -> None:
    """A text for one reader as the common one."""
    titles = section_titles(office())
    assert titles["overview"] == titles["overview-superior"] == "GENERAL SITUATION"
    assert titles["II.1-standing-committee"] == programme().parts[0].title
