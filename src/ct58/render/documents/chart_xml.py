"""A chart as Word keeps one: a drawing part in DrawingML, that an office may restyle, and the place of it in a text.

Told apart by pattern, dash and sign, not by colour alone: it is printed in black and white. Pure: words in, XML out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ct58.ooxml import writable
from ct58.records import positional_record
from ct58.render.documents.chart_workbook import SHEET, column_name
from ct58.render.documents.form_profile import FORM_PROFILES, LAYOUT
from ct58.render.words.charts import ChartKind, NativeChart, Series

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU_PER_MM: Final = 36_000
WIDEST: Final = 164.0
"""Millimetres: the text of an upright page."""
_PLAIN_HEIGHT: Final = 72.0
_NARROW: Final = 140.0
"""In a column narrower than this a chart is lower, too, and what its lines mean stands beside them."""
_LOW: Final = 0.55
_NARROW_BAR, _AROUND_NARROW_BARS = 6.2, 24.0
"""A bar there has room for two small lines of its name."""
_BAR: Final = 4.6
_AROUND_BARS: Final = 30.0
"""Millimetres of a chart of bars that are title, legend and axis; each bar needs some more."""
_HIGHEST: Final = 200.0
_DARK, _LINE, _GRID = "404040", "262626", "BFBFBF"


@positional_record
class Pattern:
    """How a series looks in black and white: the fill of its bars (None: solid), its shade, the dash and sign of its line."""

    fill: str | None
    shade: str
    dash: str
    sign: str


_PATTERNS: Final = (
    Pattern(None, "404040", "solid", "circle"),
    Pattern("wdUpDiag", "7F7F7F", "dash", "square"),
    Pattern(None, "FFFFFF", "sysDot", "triangle"),
    Pattern("smGrid", "7F7F7F", "lgDashDot", "diamond"),
    Pattern(None, "BFBFBF", "sysDash", "x"),
    Pattern("horz", "7F7F7F", "lgDash", "star"),
)
MOST_SERIES: Final = len(_PATTERNS)
"""So many can be told apart without colours."""


def chart_part(chart: NativeChart, workbook: str, width: float = WIDEST) -> bytes:
    """The chart's own part; `workbook` is the relation to the numbers that “Edit data” opens, `width` in millimetres."""
    text = (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/><c:lang val="vi-VN"/>'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea>{_place(_PLOT_BESIDE, chart, width)}{_plot(chart, width)}</c:plotArea>{_legend(chart, width)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(LAYOUT.note_size + 1)}"
        f'<c:externalData r:id={quoteattr(workbook)}><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def chart_drawing(chart: NativeChart, relation: str) -> str:
    """What stands in a run of the text: a frame of a size, what it says aloud, and the relation to the chart's part."""
    width, height = extent(chart, WIDEST)
    said = f"name={_attribute(chart.title)} descr={_attribute(chart.alt)}"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" {said}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id={quoteattr(relation)}/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def extent(chart: NativeChart, width: float) -> tuple[int, int]:
    """Width and height of a chart's frame in a column so many millimetres wide, in the units of DrawingML."""
    height = _height(chart)
    if width < _NARROW and chart.height is None:
        height *= _LOW if len(chart.categories) < _UPRIGHT_FROM else 1
        if chart.kind == "bars":
            height = min(_HIGHEST, _AROUND_NARROW_BARS + _NARROW_BAR * len(chart.categories))
    return round(width * _EMU_PER_MM), round(height * _EMU_PER_MM)


def _height(chart: NativeChart) -> float:
    """Lying bars need room for each; what goes through the time is as high as any."""
    if chart.height is not None:
        return chart.height
    if chart.kind != "bars":
        return _PLAIN_HEIGHT
    return min(_HIGHEST, _AROUND_BARS + _BAR * len(chart.categories) * (len(chart.series) + 0.6))


# ------------------------------------------------------------------ title, legend, letters


def _title(text: str) -> str:
    size = round(LAYOUT.table_size * 100)
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr>"
        f'<a:r><a:rPr lang="vi-VN" sz="{size}" b="1">{_font()}</a:rPr><a:t>{_text(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


_PLOT_BESIDE: Final = (0.07, 0.2, 0.48, 0.62)
_LEGEND_BESIDE: Final = (0.58, 0.2, 0.41, 0.72)
"""Left, top, width and height, as parts of a narrow chart."""


def _is_beside(chart: NativeChart, width: float) -> bool:
    """Whether the names of lines stand beside them: below they would take the room of a low chart."""
    return width < _NARROW and chart.kind == "lines" and len(chart.series) > 1


def _place(where: tuple[float, ...], chart: NativeChart, width: float, target: str = "inner") -> str:
    """Where a part of a chart stands; by itself where there is room."""
    if not _is_beside(chart, width):
        return "<c:layout/>"
    inner = '<c:layoutTarget val="inner"/>' if target else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    sides = "".join(f'<c:{side} val="{part}"/>' for side, part in zip("xywh", where, strict=True))
    return f"<c:layout><c:manualLayout>{inner}{modes}{sides}</c:manualLayout></c:layout>"


def _legend(chart: NativeChart, width: float) -> str:
    if len(chart.series) == 1:
        return ""
    side = "r" if _is_beside(chart, width) else "b"
    place = _place(_LEGEND_BESIDE, chart, width, target="")
    letters = _letters(LAYOUT.note_size - 1) if side == "r" else ""
    return f'<c:legend><c:legendPos val="{side}"/>{place}<c:overlay val="0"/>{letters}</c:legend>'


def _letters(points: float, *, turned: bool = False) -> str:
    """Black letters in the form's font; words under the axis may stand upright."""
    size = round(points * 100)
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    black = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    return (
        f'<c:txPr>{body}<a:p><a:pPr><a:defRPr sz="{size}">{black}{_font()}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _font() -> str:
    font = FORM_PROFILES[-1].font
    return f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/>'


# ------------------------------------------------------------------ plot


_GROUPS: Final[dict[ChartKind, tuple[str, str]]] = {
    "bars": (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>',
    ),
    "parts": (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>',
        '<c:gapWidth val="40"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>',
    ),
    "lines": (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>',
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>',
    ),
}
_UPRIGHT_FROM: Final = 9
"""With so many columns the words below them stand upright, and the numbers have no room."""


_LOWEST_PART: Final = 12
"""A part of a column lower than one twelfth of the highest has no room for its number."""


def _plot(chart: NativeChart, width: float) -> str:
    begin, end = _GROUPS[chart.kind]
    series = "".join(_series(chart, place, entry) for place, entry in enumerate(chart.series))
    return f"{begin}{series}{end}{_axes(chart, width)}"


def _series(chart: NativeChart, place: int, series: Series) -> str:
    pattern = _PATTERNS[place % MOST_SERIES]
    is_line = chart.kind == "lines"
    column = column_name(place + 1)
    last = len(chart.categories) + 1
    name = _strings(f"{SHEET}!${column}$1", [series.name])
    look = _stroke(pattern) if is_line else _fill(pattern) + '<c:invertIfNegative val="0"/>'
    categories = _strings(f"{SHEET}!$A$2:$A${last}", chart.categories)
    values = _numbers(f"{SHEET}!${column}$2:${column}${last}", series.values, chart)
    smooth = '<c:smooth val="0"/>' if is_line else ""
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{name}</c:tx>{look}'
        f"{_labels(chart, series)}<c:cat>{categories}</c:cat><c:val>{values}</c:val>{smooth}</c:ser>"
    )


def _fill(pattern: Pattern) -> str:
    """The fill of a bar, always with a line around it, so that a white one is seen."""
    shade, white = (f'<a:srgbClr val="{value}"/>' for value in (pattern.shade, "FFFFFF"))
    fill = f"<a:solidFill>{shade}</a:solidFill>"
    if pattern.fill is not None:
        fill = f'<a:pattFill prst="{pattern.fill}"><a:fgClr>{shade}</a:fgClr><a:bgClr>{white}</a:bgClr></a:pattFill>'
    return f"<c:spPr>{fill}{_line(9525)}</c:spPr>"


def _stroke(pattern: Pattern) -> str:
    line = _line(22225, pattern.dash)
    fill = f'<a:solidFill><a:srgbClr val="{_DARK}"/></a:solidFill>'
    return (
        f'<c:spPr>{line}</c:spPr><c:marker><c:symbol val="{pattern.sign}"/><c:size val="7"/>'
        f"<c:spPr>{fill}{_line(9525)}</c:spPr></c:marker>"
    )


def _line(width: int, dash: str = "solid", shade: str = _LINE) -> str:
    return (
        f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{shade}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:ln>'
    )


def _labels(chart: NativeChart, series: Series) -> str:
    """The numbers at bars and points, where there is room for them; the table has them all."""
    is_shown = _has_room(chart) and not _is_the_same_everywhere(chart, series)
    place = {"bars": "outEnd", "parts": "ctr", "lines": "t"}[chart.kind]
    narrow = _narrow(chart, series) if is_shown and chart.kind == "parts" else ()
    none = "".join(f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>' for n in narrow)
    box = (
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        if chart.kind == "parts"
        else ""
    )
    flags = "".join(
        f'<c:show{what} val="{int(is_shown and what == "Val")}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    form = f'<c:numFmt formatCode={_attribute(_form(chart))} sourceLinked="0"/>'
    where = f'<c:dLblPos val="{place}"/>' if is_shown else ""
    return f"<c:dLbls>{none}{form}{box}{_letters(LAYOUT.note_size)}{where}{flags}</c:dLbls>"


def _is_the_same_everywhere(chart: NativeChart, series: Series) -> bool:
    """A plan of 100% beside each bar: the axis says it once."""
    return chart.kind == "bars" and len(series.values) > 1 and len(set(series.values)) == 1


def _has_room(chart: NativeChart) -> bool:
    if chart.kind == "lines" and len(chart.series) > 1:
        return False
    return chart.kind == "bars" or len(chart.categories) < _UPRIGHT_FROM


def _narrow(chart: NativeChart, series: Series) -> Iterator[int]:
    """The places of a column's parts that are lower than a number."""
    highest = max(sum(one.values[n] or 0 for one in chart.series) for n in range(len(chart.categories)))
    return (
        n for n, value in enumerate(series.values) if value is not None and value * _LOWEST_PART < highest
    )


def _axes(chart: NativeChart, width: float) -> str:
    """Names at the left for lying bars, the first on top; below for the time. The numbers of bars begin with 0."""
    size = LAYOUT.note_size - 1 if width < _NARROW else LAYOUT.note_size + 1
    lies = chart.kind == "bars"
    turned = not lies and len(chart.categories) >= _UPRIGHT_FROM
    order, left, below = ("maxMin", "l", "b") if lies else ("minMax", "b", "l")
    names = (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{left}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_line(9525)}</c:spPr>{_letters(size, turned=turned)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    grid = f"<c:majorGridlines><c:spPr>{_line(6350, shade=_GRID)}</c:spPr></c:majorGridlines>"
    crosses = "max" if lies else "autoZero"
    start = "" if chart.kind == "lines" else '<c:min val="0"/>'
    numbers = (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{start}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{below}"/>{grid}'
        f'<c:numFmt formatCode={_attribute(_form(chart))} sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{_line(9525)}</c:spPr>'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )
    return names + numbers


# ------------------------------------------------------------------ data


_VIETNAMESE: Final = "[$-42A]"
"""Numbers of the form have a comma, whatever the reader's computer speaks."""


def _form(chart: NativeChart) -> str:
    """Percent with a decimal only where there is one."""
    return f'{_VIETNAMESE}General"%"' if chart.is_percent else f"{_VIETNAMESE}#,##0"


def _strings(place: str, texts: Iterable[str]) -> str:
    points = [f'<c:pt idx="{n}"><c:v>{_text(text)}</c:v></c:pt>' for n, text in enumerate(texts)]
    count = f'<c:ptCount val="{len(points)}"/>'
    return f"<c:strRef><c:f>{place}</c:f><c:strCache>{count}{''.join(points)}</c:strCache></c:strRef>"


def _numbers(place: str, values: tuple[int | Decimal | None, ...], chart: NativeChart) -> str:
    """What is not known has no point: a gap, no zero."""
    points = "".join(_points(values))
    form = f"<c:formatCode>{_text(_form(chart))}</c:formatCode>"
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:numRef><c:f>{place}</c:f><c:numCache>{form}{count}{points}</c:numCache></c:numRef>"


def _points(values: Iterable[int | Decimal | None]) -> Iterator[str]:
    for place, value in enumerate(values):
        if value is not None:
            yield f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'


def _text(text: str) -> str:
    return escape(writable(text))


def _attribute(text: str) -> str:
    return quoteattr(" ".join(writable(text).split()))
