"""The XML of a chart: read again by another library, held against what it was made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.xml.functions import fromstring
from tests.support.documents import chart

from ct58.render.documents.chart_xml import MOST_SERIES, chart_drawing, chart_part
from ct58.render.words.charts import ChartKind, NativeChart, Series

KINDS: tuple[ChartKind, ...] = ("bars", "parts", "lines")
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _read(found: NativeChart) -> Any:
    """The chart as openpyxl understands it, which refuses elements that do not belong where they stand."""
    tree: Any = fromstring(chart_part(found, "rId1"))
    tree.remove(tree.find(f"{_C}externalData"))  # of which it knows another spelling
    read: Any = ChartSpace.from_tree(tree)
    return read.chart


def _tree(found: NativeChart) -> Any:
    return etree.fromstring(chart_part(found, "rId1"))


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_numbers_are_those_of_the_chart(kind: ChartKind) -> None:
    """What is not known has no point: a gap, no zero."""
    read = _read(chart(kind=kind))
    (plot,) = read.plotArea._charts
    assert [one.tx.strRef.strCache.pt[0].v for one in plot.ser] == ["Thực hiện", "Kế hoạch"]
    first = plot.ser[0]
    assert [point.v for point in first.cat.strRef.strCache.pt] == [
        "Kết nạp đảng viên",
        "TCCSĐ mới <FDI> & khác",
    ]
    assert [(point.idx, point.v) for point in first.val.numRef.numCache.pt] == [(0, 98.5)]
    assert first.val.numRef.numCache.ptCount == 2
    assert read.dispBlanksAs == "gap"


def test_every_reference_points_into_the_workbook() -> None:
    """So that “Edit data” and the drawing go together."""
    places = [found.text for found in _tree(chart()).iter(f"{_C}f")]
    assert places == [
        "DuLieu!$B$1",
        "DuLieu!$A$2:$A$3",
        "DuLieu!$B$2:$B$3",
        "DuLieu!$C$1",
        "DuLieu!$A$2:$A$3",
        "DuLieu!$C$2:$C$3",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_series_differ_without_colours(kind: ChartKind) -> None:
    """In fill, or in dash and sign; every shade is a grey."""
    series = tuple(Series(f"Loại {n}", (n,)) for n in range(1, MOST_SERIES + 1))
    tree = _tree(chart(kind=kind, categories=("a",), series=series))
    looks = [
        etree.tostring(one.find(f"{_C}spPr")) + etree.tostring(one.find(f"{_C}marker"))
        if kind == "lines"
        else etree.tostring(one.find(f"{_C}spPr"))
        for one in tree.iter(f"{_C}ser")
    ]
    assert len(set(looks)) == MOST_SERIES
    shades = {found.get("val") for found in tree.iter(f"{_A}srgbClr")}
    assert all(shade[:2] == shade[2:4] == shade[4:] for shade in shades)


def test_letters_are_those_of_the_form_and_numbers_have_a_comma() -> None:
    """Times New Roman everywhere; 0x042A is Vietnamese."""
    tree = _tree(chart())
    assert {found.get("typeface") for found in tree.iter(f"{_A}latin", f"{_A}ea", f"{_A}cs")} == {
        "Times New Roman"
    }
    forms = {found.get("formatCode") for found in tree.iter(f"{_C}numFmt")} - {"General"}
    assert forms == {'[$-42A]General"%"'}
    counts = _tree(chart(is_percent=False, series=(Series("Số", (1200, Decimal(3))),)))
    assert {found.text for found in counts.iter(f"{_C}formatCode")} == {"[$-42A]#,##0"}


def test_bars_begin_at_nothing_and_the_first_name_stands_on_top() -> None:
    """A bar cut off would lie; lines may be seen from nearer."""
    for kind, starts, order in (("bars", 0, "maxMin"), ("parts", 0, "minMax"), ("lines", None, "minMax")):
        (plot,) = _read(chart(kind=kind)).plotArea._charts
        assert plot.y_axis.scaling.min == starts
        assert plot.x_axis.scaling.orientation == order


def test_a_low_part_of_a_column_has_no_number_in_it() -> None:
    """The table has it; here it would lie across its neighbours."""
    parts = (Series("Đúng hạn", (100, 90)), Series("Gửi chậm", (3, 20)))
    found = [
        [hidden.find(f"{_C}idx").get("val") for hidden in one.iter(f"{_C}dLbl")]
        for one in _tree(chart(kind="parts", series=parts)).iter(f"{_C}ser")
    ]
    assert found == [[], ["0"]]


def test_many_times_stand_upright_without_numbers() -> None:
    """Twenty quarters have no room for them."""
    names = tuple(f"{n}/2021" for n in range(20))
    tree = _tree(chart(kind="parts", categories=names, series=(Series("Đúng hạn", (5,) * 20),)))
    assert {found.get("val") for found in tree.iter(f"{_C}showVal")} == {"0"}
    turned = [found.get("rot") for found in tree.find(f".//{_C}catAx").iter(f"{_A}bodyPr")]
    assert turned == ["-5400000"]


def test_one_series_needs_no_legend() -> None:
    """Its title says what it is."""
    assert _read(chart(series=(Series("Số", (1, 2)),))).legend is None
    assert _read(chart()).legend is not None


def test_the_place_in_the_text_says_aloud_what_is_drawn() -> None:
    """In one line, whatever the words hold; bars have the height that they need."""
    few, many = (
        etree.fromstring(f'<w:r xmlns:w="w">{chart_drawing(one, "rId9")}</w:r>')
        for one in (
            chart(alt='Một "hai"\n<ba>'),
            chart(categories=tuple("abcdefghij"), series=chart().series),
        )
    )
    (said,) = few.iter("{*}docPr")
    assert (said.get("descr"), said.get("name")) == ('Một "hai" <ba>', "Kế hoạch và thực hiện")
    heights = [int(next(one.iter("{*}extent")).get("cy")) for one in (few, many)]
    assert heights[0] < heights[1]
