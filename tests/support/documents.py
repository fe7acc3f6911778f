"""Documents for tests: an office with names and signatories, and one of each kind with every part in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from tests.support.offices import office

from ct58.domain.records.committee import Issuer, Names, OfficeFile, Signatory
from ct58.domain.records.office import Office
from ct58.render.documents.contents import (
    ChartWithTable,
    FreeTable,
    LetterDocument,
    ReportDocument,
    Section,
    WorkProgrammeDocument,
)
from ct58.render.documents.docx import render_docx
from ct58.render.documents.markdown import MarkdownTemplates, render_markdown
from ct58.render.documents.tags import TemplateContext
from ct58.render.documents.template_faults import Template
from ct58.render.words.charts import NativeChart, Series
from ct58.render.words.rows import DueRow, DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.views.document import DocumentKind, OfficialHead, official_head

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = Path(__file__).parents[2] / "templates"
MADE_ON = dt.date(2021, 7, 15)
ISSUED_ON = dt.date(2021, 7, 5)
NAMES = Names(
    committee="Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh",
    superior="Đảng bộ tỉnh Thanh Hóa",
    short="ĐUK",
)
TEXT = (
    "Các cấp ủy đã tổ chức quán triệt, tuyên truyền Nghị quyết bằng nhiều hình thức phù hợp; 166/183 đơn vị đã gửi "
    "báo cáo (90,7%), trong đó 151 đơn vị gửi đúng hạn."
)


def office_with(**given: Any) -> Office:
    """An office whose file has names, place, two who sign, and recipients; fields may be given."""
    plain: dict[str, Any] = {
        "names": NAMES,
        "place": "Thanh Hóa",
        "issuers": {"office": Issuer(body="Văn phòng", short="VPĐUK")},
        "signatories": (
            Signatory(role="superior", authority="T/M BAN THƯỜNG VỤ", office="BÍ THƯ", name="Trần Văn Hải"),
            Signatory(role="reminder", authority="T/L BAN THƯỜNG VỤ", office="CHÁNH VĂN PHÒNG"),
        ),
        "recipients": {"superior": ("Ban Thường vụ TU (báo cáo)", "Các ban", "Lưu VP")},
    }
    return replace(office(), file=OfficeFile(**{**plain, **given}))


def head(kind: DocumentKind = "report", role: str = "superior", **given: Any) -> OfficialHead:
    """The head of an issued document with number 15."""
    plain: dict[str, Any] = {"as_of": MADE_ON, "on": ISSUED_ON, "number": "15"}
    return official_head(office_with(), kind, role, **{**plain, **given})


def report(**given: Any) -> ReportDocument:
    """A report with headings of every level and every appendix."""
    plain: dict[str, Any] = {
        "head": head(),
        "subject": "kết quả thực hiện Chương trình hành động quý II năm 2021",
        "sections": sections(),
        "receiver_titles": ("Trình BTV", "Trình BCH"),
        "receivers": "BTV/BCH",
        "indicators": (IndicatorRow(number="1", title="Kết nạp đảng viên", rate="43,7"),),
        "tasks": (GroupRow(number="I", title="Tuyên truyền"), TaskRow(number="1.", title="Kế hoạch")),
        "duties": (DutyRow(number="1", title="Bản tin sinh hoạt chi bộ"),),
        "units": tuple(UnitRow(number=str(n), unit=f"Chi bộ {n}", status="Chưa gửi") for n in range(1, 90)),
        "next_due": (),
    }
    return ReportDocument(**{**plain, **given})


def chart(**given: Any) -> NativeChart:
    """Bars of two indicators, of which one has no figures yet."""
    plain: dict[str, Any] = {
        "title": "Kế hoạch và thực hiện",
        "kind": "bars",
        "categories": ("Kết nạp đảng viên", "TCCSĐ mới <FDI> & khác"),
        "series": (Series("Thực hiện", (Decimal("98.5"), None)), Series("Kế hoạch", (100, 100))),
        "alt": "Kết nạp đảng viên: 591/600 (98,5%); TCCSĐ mới <FDI> & khác: chưa có số liệu.",
        "is_percent": True,
    }
    return NativeChart(**{**plain, **given})


def with_charts(*charts: NativeChart, **given: Any) -> ReportDocument:
    """A report that has an appendix of charts, each with a table and a note."""
    table = FreeTable(titles=("TT", "Chỉ tiêu"), rows=(("1", "Kết nạp đảng viên"),))
    drawn = tuple(ChartWithTable(chart=one, table=table, note="Có số liệu ước.") for one in charts)
    return report(charts=drawn or None, **given)


def sections(paragraphs: int = 1) -> tuple[Section, ...]:
    """An opening, and headings of levels 1 to 3, each with some paragraphs."""
    return (
        Section(paragraphs=(TEXT,)),
        Section(heading="I. KẾT QUẢ", paragraphs=(TEXT,) * paragraphs),
        Section(heading="1. Công tác quán triệt", level=2, paragraphs=(TEXT,) * paragraphs),
        Section(heading="a) Cấp ủy cơ sở", level=3, paragraphs=(TEXT,) * paragraphs),
        Section(heading="II. KIẾN NGHỊ", paragraphs=(TEXT, "Kính trình Ban Thường vụ xem xét.")),
    )


def letter(**given: Any) -> LetterDocument:
    """A letter with two overdue items."""
    item = DueRow(number="1", title="Báo cáo quý II/2021", deadline="05/7/2021", days_overdue="10 ngày")
    plain: dict[str, Any] = {
        "head": head("letter", "reminder"),
        "subject": "Đôn đốc gửi báo cáo quý II/2021",
        "addressees": ("Đảng ủy Sở Y tế",),
        "opening": (TEXT,),
        "items": (item, replace(item, number="2")),
        "closing": ("Đề nghị đồng chí gửi trước ngày 20/7/2021.",),
    }
    return LetterDocument(**{**plain, **given})


def work_programme(**given: Any) -> WorkProgrammeDocument:
    """A work programme with one group of items."""
    plain: dict[str, Any] = {
        "head": head("work_programme"),
        "subject": "làm việc quý III năm 2021",
        "opening": (Section(paragraphs=(TEXT,)),),
        "items": (GroupRow(number="I", title="Văn phòng"), DueRow(number="1", title="Kế hoạch khắc phục")),
        "closing": (Section(heading="TỔ CHỨC THỰC HIỆN", paragraphs=(TEXT,)),),
    }
    return WorkProgrammeDocument(**{**plain, **given})


def own_template(name: str) -> Template:
    """One of the templates that ct58 brings."""
    return Template(name=f"templates/{name}", content=(TEMPLATES / name).read_bytes())


def rendered(name: str, context: TemplateContext) -> WordDocument:
    """What one of ct58's templates makes of a context, opened."""
    return opened(render_docx(own_template(name), context, made_on=MADE_ON))


def rendered_markdown(name: str, context: TemplateContext) -> str:
    """What one of ct58's Markdown templates makes of a context."""
    return render_markdown(markdown_templates(own_template(name)), context)


def markdown_templates(chosen: Template, **own: Template) -> MarkdownTemplates:
    """A template with those that ct58 brings behind it, and the office's own by their names without ending."""
    brought = {path.name: own_template(path.name) for path in TEMPLATES.glob("*.jinja")}
    named = {f"{name.replace('_', '-')}.md.jinja": template for name, template in own.items()}
    return MarkdownTemplates(chosen=chosen, own=named, brought=brought)


def opened(content: bytes) -> WordDocument:
    """A document's bytes, opened with python-docx."""
    return Document(io.BytesIO(content))


def template(*paragraphs: str, header: str = "", name: str = "mau.docx") -> Template:
    """A small template of some paragraphs, as Word would save it."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return Template(name=name, content=out.getvalue())


def texts(content: bytes) -> list[str]:
    """The text of every paragraph of a document's body, tables left out."""
    return [paragraph.text for paragraph in opened(content).paragraphs]


_LETTERS = (f"{_W}t", f"{_W}noBreakHyphen")


def all_texts(content: bytes) -> str:
    """The text of every paragraph of a document's body, tables and their cells too, one a line; a hyphen that joins is one."""
    return "\n".join(
        "".join((node.text or "") if node.tag == f"{_W}t" else "-" for node in paragraph.iter(*_LETTERS))
        for paragraph in opened(content).element.body.iter(f"{_W}p")
    )


def parts(content: bytes) -> Mapping[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(found: Mapping[str, bytes]) -> bytes:
    """A package of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in found.items():
            package.writestr(name, content)
    return out.getvalue()
