"""Charts where a template's tag asks for one."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn
from tests.support.documents import MADE_ON, chart, opened, own_template, parts, template, with_charts
from tests.support.word import needs_office, pages

from ct58.render.documents.chart_places import PlacedChart, with_places
from ct58.render.documents.docx import render_docx
from ct58.render.documents.tags import report_context
from ct58.render.words.charts import NativeChart, Series

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def _made(*charts: NativeChart) -> bytes:
    return render_docx(own_template("bao-cao.docx"), report_context(with_charts(*charts)), made_on=MADE_ON)


def test_each_chart_has_its_part_and_its_workbook() -> None:
    """Found by the relations that stand in the text and in the part."""
    document = opened(_made(chart(), chart(title="Khác")))
    frames = list(document.element.body.iter(_CHART))
    drawn = [document.part.related_parts[frame.get(qn("r:id"))] for frame in frames]
    assert [b"Kh\xc3\xa1c" in part.blob for part in drawn] == [False, True]
    for part in drawn:
        (relation,) = part.rels.values()
        assert relation.target_part.content_type.endswith("spreadsheetml.sheet")
        assert f'r:id="{relation.rId}"'.encode() in part.blob


def test_frames_have_ids_of_their_own() -> None:
    """Word calls a file damaged in which two are the same."""
    body = opened(_made(chart(), chart())).element.body
    ids = [found.get("id") for found in body.iter("{*}docPr")]
    assert len(set(ids)) == len(ids) == 2


def test_the_same_charts_give_the_same_bytes() -> None:
    """In every part."""
    assert _made(chart()) == _made(chart())


def test_an_offices_own_place_is_kept() -> None:
    """In its own paragraph, between its words, as often as it asks; the line becomes as high as the chart."""
    own = template("Trước {{ bd }} sau", "{{ bd }}")
    document = opened(render_docx(own, {"bd": chart()}, made_on=MADE_ON))
    first, second = document.paragraphs
    assert first.text.split() == ["Trước", "sau"]
    for paragraph in (first, second):
        assert len(list(paragraph._p.iter(_CHART))) == 1
        assert setting_of(paragraph) == "auto"
    assert len({frame.get(qn("r:id")) for frame in document.element.body.iter(_CHART)}) == 2


def test_a_template_without_the_tag_shows_none() -> None:
    """And gets no part that nothing points to."""
    found = parts(render_docx(template("{{ ten }}"), {"ten": "A", "bd": chart()}, made_on=MADE_ON))
    assert [name for name in found if "chart" in name] == []


def test_a_place_that_is_asked_for_as_words_says_the_title() -> None:
    """Where a template joins it to other words."""
    charts: list[NativeChart] = []
    context: Any = with_places({"a": [chart()], "b": "chữ"}, charts)
    (placed,) = context["a"]
    assert isinstance(placed, PlacedChart)
    assert (str(placed), context["b"], charts) == ("Kế hoạch và thực hiện", "chữ", [chart()])


def setting_of(paragraph: Any) -> str:
    """The rule of a paragraph's own line height."""
    rule: str = paragraph._p.pPr.find(qn("w:spacing")).get(qn("w:lineRule"))
    return rule


@needs_office
@pytest.mark.slow
def test_libreoffice_draws_them(tmp_path: Any) -> None:
    """Titles, names, legend and numbers, with a comma."""
    lines = chart(
        kind="lines", title="Qua các năm", categories=("2021", "2022"), series=(Series("Một", (1, 2)),)
    )
    printed = "\n".join(pages(tmp_path, {"ve": _made(chart(), lines)})["ve"])
    for words in ("Kế hoạch và thực hiện", "TCCSĐ mới <FDI> & khác", "98,5%", "Qua các năm", "2021"):
        assert words in printed
