"""Charts in a Word document: where a template's tag asks for one, and the parts that it then needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ct58.records import positional_record
from ct58.render.documents.chart_workbook import chart_workbook
from ct58.render.documents.chart_xml import WIDEST, chart_drawing, chart_part, extent
from ct58.render.documents.form_profile import TWIPS_PER_MM
from ct58.render.words.charts import NativeChart

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_CHART_KIND: Final = f"{_OFFICE}.drawingml.chart+xml"
_WORKBOOK_KIND: Final = f"{_OFFICE}.spreadsheetml.sheet"
_WORKBOOK: Final = "rId1"
"""The chart's one relation."""


@positional_record
class PlacedChart:
    """What a tag of a template is filled with: a chart's frame between two pieces of text. `mark` stands for its part."""

    chart: NativeChart
    mark: str

    def __html__(self) -> str:
        """XML that is taken as it is; the run that the tag stood in ends before it and begins anew behind."""
        drawing = chart_drawing(self.chart, self.mark)
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'

    def __str__(self) -> str:
        return self.chart.title


def with_places(value: Any, found: list[NativeChart]) -> Any:
    """A context with a place for each chart in it; the charts are added to those found, a mark is a number in the list."""
    if isinstance(value, NativeChart):
        found.append(value)
        return PlacedChart(value, _mark(len(found) - 1))
    if isinstance(value, Mapping):
        return {key: with_places(entry, found) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [with_places(entry, found) for entry in value]
    return value


def add_charts(document: Document, charts: Sequence[NativeChart]) -> None:
    """Give each chart that stands in the body its parts, as often as it stands there, and the size of its column."""
    known = {_mark(place): chart for place, chart in enumerate(charts)}
    frames = [frame for frame in document.element.body.iter(f"{_C}chart") if frame.get(f"{_R}id") in known]
    for number, frame in enumerate(frames, start=1):
        chart, width = known[frame.get(f"{_R}id")], _column_width(frame, document.element.body)
        frame.set(f"{_R}id", _related(document, chart, number, width))
        for name, side in zip(("cx", "cy"), extent(chart, width), strict=True):
            next(frame.iterancestors(f"{_WP}inline")).find(f"{_WP}extent").set(name, str(side))
        _give_room(next(frame.iterancestors(f"{_W}p")))


def _column_width(element: Any, body: Any) -> float:
    """Millimetres of the text's column in the section that an element lies in; not more than a chart may have."""
    place = next(one for one in (element, *element.iterancestors()) if one.getparent() is body)
    later = (one for one in (place, *place.itersiblings()))
    section = next(found for one in later for found in one.iter(f"{_W}sectPr"))
    size, margins, columns = (section.find(f"{_W}{name}") for name in ("pgSz", "pgMar", "cols"))
    if size is None or margins is None:
        return WIDEST
    number = int(columns.get(f"{_W}num") or 1) if columns is not None else 1
    between = int(columns.get(f"{_W}space") or 0) if columns is not None else 0
    text = int(size.get(f"{_W}w")) - int(margins.get(f"{_W}left")) - int(margins.get(f"{_W}right"))
    return min(WIDEST, (text - (number - 1) * between) / number / TWIPS_PER_MM)


def _mark(place: int) -> str:
    return f"ct58-{place}"


def _related(document: Document, chart: NativeChart, number: int, width: float) -> str:
    """The id of the relation to a new chart part, with its workbook."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    workbook = Part(
        PackURI(f"/word/embeddings/ct58-chart{number}.xlsx"), _WORKBOOK_KIND, chart_workbook(chart), package
    )
    content = chart_part(chart, _WORKBOOK, width)
    part = Part(PackURI(f"/word/charts/ct58-chart{number}.xml"), _CHART_KIND, content, package)
    part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, workbook, _WORKBOOK)
    return document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _give_room(paragraph: Any) -> None:
    """A line of an exact height, as text has it, would show a strip of the chart."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    spacing.set(f"{_W}line", "240")
    spacing.set(f"{_W}lineRule", "auto")
