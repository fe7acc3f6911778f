"""Reports as they come back from Word: made by ct58, edited with python-docx or in their XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from tests.support.documents import MADE_ON, own_template, report

from ct58.domain.text.prose import parse_prose
from ct58.exchange.report_origin import with_origin
from ct58.exchange.returned_report import report_in
from ct58.render.documents.contents import Section
from ct58.render.documents.docx import render_docx
from ct58.render.documents.tags import report_context
from ct58.views.page import Narrative
from ct58.views.returned import ReportOrigin, ReturnedReport, SectionOrigin, source_print


def made(
    texts: Mapping[str, str],
    *,
    mark: str = "",
    behind: str = "- Số liệu do ct58 tính.",
    keeps_origin: bool = True,
) -> bytes:
    """A report with a section for each text, each with a sentence of ct58's behind; `mark` for those without words."""
    sections = tuple(
        Section(
            heading=f"{number}. MỤC {number}",
            prose=Narrative(key, key.upper(), parse_prose(text), "" if text else mark),
            paragraphs=(behind,) if behind else (),
        )
        for number, (key, text) in enumerate(texts.items(), start=1)
    )
    content = render_docx(
        own_template("bao-cao.docx"), report_context(report(sections=sections)), made_on=MADE_ON
    )
    found = report_in("a.docx", content)
    origin = ReportOrigin(
        period="2021-Q2",
        profile="standing-committee",
        sections=tuple(
            SectionOrigin(key=entry.key, said=entry.digest, source=source_print(texts[entry.key]))
            for entry in found.sections
        ),
        rest=found.rest,
    )
    return with_origin(content, origin, MADE_ON) if keeps_origin else content


class Edited:
    """A report open in Word."""

    def __init__(self, content: bytes) -> None:
        self.document: WordDocument = Document(io.BytesIO(content))

    def control(self, key: str) -> Any:
        """The control of a section."""
        return next(
            control
            for control in self.document.element.body.iter(qn("w:sdt"))
            if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == f"ct58:{key}"
        )

    def paragraphs(self, key: str) -> list[Paragraph]:
        """The paragraphs of a section's prose."""
        return [Paragraph(found, self.document._body) for found in self.control(key).iter(qn("w:p"))]

    def add(self, key: str, xml: str) -> Any:
        """Put XML at the end of a section's control."""
        element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
        self.control(key).find(qn("w:sdtContent")).append(element)
        return element

    def typed(self, key: str, text: str) -> Paragraph:
        """A paragraph typed at the end of a section."""
        paragraph = Paragraph(self.add(key, "<w:p></w:p>"), self.document._body)
        paragraph.add_run(text)
        return paragraph

    def saved(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def read(self) -> ReturnedReport:
        """What comes back."""
        return report_in("a.docx", self.saved())


def paragraph_xml(runs: str, properties: str = "") -> str:
    """A paragraph of runs, as XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run_xml(text: str, properties: str = "") -> str:
    """A run, as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_part(content: bytes, name: str, part: str) -> bytes:
    """The file with another part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, part.encode())
    return out.getvalue()
