"""Several documents as one file."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from tests.support.documents import MADE_ON, all_texts, letter, own_template

from ct58.render.documents.docx import render_docx
from ct58.render.documents.joining import joined_documents
from ct58.render.documents.tags import letter_context


def letters(count: int) -> list[bytes]:
    """Letters that differ by their subject."""
    template = own_template("cong-van.docx")
    return [
        render_docx(template, letter_context(letter(subject=f"Công văn thứ {n}")), made_on=MADE_ON)
        for n in range(1, count + 1)
    ]


def test_all_stand_in_it_in_their_order_each_in_a_section_of_its_own() -> None:
    """Pages begin at 1 in each, with the number hidden on its first page as in one letter."""
    whole = joined_documents(letters(3), MADE_ON, "Đôn đốc")
    said = [text for text in all_texts(whole).splitlines() if text.startswith("Công văn thứ")]
    assert said == ["Công văn thứ 1", "Công văn thứ 2", "Công văn thứ 3"]
    sections = Document(io.BytesIO(whole)).sections
    assert [section.different_first_page_header_footer for section in sections] == [True] * 3
    starts = [section._sectPr.xpath("./w:pgNumType/@w:start") for section in sections]
    assert starts[1:] == [["1"], ["1"]]


def test_one_alone_stays_what_it_is_in_words() -> None:
    """And the same letters give the same bytes."""
    (only,) = letters(1)
    assert all_texts(joined_documents([only], MADE_ON, "x")) == all_texts(only)
    assert joined_documents(letters(2), MADE_ON, "x") == joined_documents(letters(2), MADE_ON, "x")


def test_nothing_cannot_be_joined() -> None:
    """Whoever asks has looked before."""
    with pytest.raises(ValueError, match="nothing to join"):
        joined_documents([], MADE_ON, "x")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="no LibreOffice"
)
def test_libreoffice_prints_each_letter_on_a_page_of_its_own(tmp_path: Path) -> None:
    """Three letters, three pages."""
    file = tmp_path / "whole.docx"
    file.write_bytes(joined_documents(letters(3), MADE_ON, "x"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(convert, check=True, capture_output=True)
    printed = subprocess.run(["pdftotext", str(tmp_path / "whole.pdf"), "-"], check=True, capture_output=True)
    pages = printed.stdout.decode().removesuffix("\f").split("\f")
    assert [sum(f"thứ {n}" in page for n in (1, 2, 3)) for page in pages] == [1, 1, 1]
