"""What a paragraph of a Word document says."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.support.returned import paragraph_xml, run_xml

from ct58.domain.text.prose import ProseRun
from ct58.exchange.word_text import CharacterStyles, ListNumbers, character_styles, paragraph_text


def element(xml: str) -> Any:
    """An element of a document."""
    return parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))


def said(runs: str, styles: CharacterStyles = CharacterStyles()) -> list[tuple[str, bool, bool]]:  # noqa: B008
    """The runs of a paragraph."""
    return [
        (run.text, run.is_bold, run.is_italic)
        for run in paragraph_text(element(paragraph_xml(runs)), styles).runs
    ]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run_xml("a", "<w:b/><w:i/>"), [("a", True, True)]),
        (run_xml("a", '<w:b w:val="0"/>'), [("a", False, False)]),
        ('<w:hyperlink w:anchor="x">' + run_xml("nối") + "</w:hyperlink>", [("nối", False, False)]),
        ('<w:fldSimple w:instr=" DATE ">' + run_xml("ngày") + "</w:fldSimple>", [("ngày", False, False)]),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run_xml("khung") + "</w:sdtContent></w:sdt>", [("khung", False, False)]),
        ('<w:moveFrom w:id="1">' + run_xml("cũ") + '</w:moveFrom><w:moveTo w:id="2">' + run_xml("mới") + "</w:moveTo>", [("mới", False, False)]),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t><w:tab/></w:r>", [("a\u2011b\nc ", False, False)]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", []),
    ],
)  # fmt: skip
def test_runs(xml: str, expected: list[tuple[str, bool, bool]]) -> None:
    """Links, fields and controls are the words in them; what was moved away is gone."""
    assert said(xml) == expected


def test_words_may_be_bold_by_their_style() -> None:
    """As Word's own “Strong” is; a style may be based on another."""
    styles = character_styles(
        element(
            "<w:styles><w:style w:type='character' w:styleId='Strong'><w:rPr><w:b/></w:rPr></w:style>"
            "<w:style w:type='character' w:styleId='Own'><w:basedOn w:val='Strong'/><w:rPr><w:i/></w:rPr></w:style></w:styles>"
        )
    )
    assert said(run_xml("a", '<w:rStyle w:val="Own"/>'), styles) == [("a", True, True)]
    assert said(run_xml("a", '<w:rStyle w:val="Own"/><w:b w:val="false"/>'), styles) == [("a", False, True)]


def test_a_paragraph_whose_mark_was_deleted_goes_on() -> None:
    """Its text belongs to the next one."""
    xml = paragraph_xml(run_xml("a"), '<w:rPr><w:del w:id="1"/></w:rPr>')
    found = paragraph_text(element(xml), CharacterStyles())
    assert (found.runs, found.ends) == ((ProseRun("a"),), False)


def test_lists_are_known_by_their_style_too() -> None:
    """As python-docx writes “List Bullet”; without numbers of their own they are dashes."""
    styles = element(
        "<w:styles><w:style w:type='paragraph' w:styleId='ListBullet'><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr>"
        "</w:style></w:styles>"
    )
    numbers = ListNumbers(None, styles)
    assert numbers.before(element(paragraph_xml("", '<w:pStyle w:val="ListBullet"/>'))) == "- "
    assert numbers.before(element(paragraph_xml(""))) == ""
