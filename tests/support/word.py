"""Looking into Word documents in tests: how text looks through all styles, and the pages LibreOffice makes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and pdftotext"
)


def setting(paragraph: Paragraph, kind: str, name: str) -> Any:
    """A property (`pPr` or `rPr`, such as `w:b`) as it applies to a paragraph: its style's, or an ancestor's."""
    style: Any = paragraph.style
    while style is not None:
        found = style.element.find(f"{qn(kind)}/{qn(name)}")
        if found is not None:
            return found
        style = style.base_style
    return None


def look(paragraph: Paragraph) -> str:
    """Size and emphasis: `14 bold italic center`."""
    size = int(setting(paragraph, "w:rPr", "w:sz").get(qn("w:val"))) / 2
    words = [f"{size:g}"]
    words += [
        word
        for word, name in (("bold", "w:b"), ("italic", "w:i"), ("underlined", "w:u"))
        if setting(paragraph, "w:rPr", name) is not None
    ]
    return " ".join([*words, setting(paragraph, "w:pPr", "w:jc").get(qn("w:val"))])


def number(paragraph: Paragraph, name: str, attribute: str) -> int:
    """A number of a paragraph's placement, in twips, such as `w:ind`, `w:firstLine`; 0 where there is none."""
    found = setting(paragraph, "w:pPr", name)
    return int(found.get(qn(attribute), 0)) if found is not None else 0


def named(document: WordDocument, style: str) -> list[Paragraph]:
    """All paragraphs of the body, those in tables too, of a style with a name as Word shows it."""
    body = document.element.body
    paragraphs = (Paragraph(element, document._body) for element in body.iter(qn("w:p")))
    return [found for found in paragraphs if found.style is not None and found.style.name == style]


def pages(folder: Path, documents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The text of every page of some documents, as LibreOffice prints them; all in one start."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
    ]
    files = [str(folder / f"{name}.docx") for name in documents]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {name: _text(folder / f"{name}.pdf").split("\f")[:-1] for name in documents}


def _text(pdf: Path) -> str:
    answer = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return answer.stdout.decode()
