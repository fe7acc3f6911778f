"""A PDF of a Word document, made by the LibreOffice of the computer."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import stat
import sys
from pathlib import Path

import docx
import pytest
from tests.support.command_line import program, write_data

from ct58.errors import EnvironmentProblem
from ct58.ooxml import reproducible
from ct58.services.documents.pdf import as_pdf, find_libreoffice

needs_libreoffice = pytest.mark.skipif(
    find_libreoffice(os.environ) is None, reason="LibreOffice is not installed"
)
only_posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")


def word(text: str = "Kết nạp đảng viên") -> bytes:
    """A Word document of one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue(), dt.date(2021, 7, 1))


def stand_in(folder: Path, script: str) -> dict[str, str]:
    """An environment in which a script is all of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}{os.pathsep}{os.defpath}"}


@pytest.mark.slow
@needs_libreoffice
def test_a_word_document_becomes_a_pdf() -> None:
    """With its letters."""
    made = as_pdf(word(), os.environ)
    assert made.startswith(b"%PDF-")
    assert b"%%EOF" in made[-32:]


@pytest.mark.slow
@needs_libreoffice
def test_a_document_is_written_as_pdf_by_its_ending(tmp_path: Path) -> None:
    """Of a screen as of a plan; the file is the one that was named."""
    data = write_data(tmp_path)
    for command in ("overdue", "plan"):
        target = tmp_path / f"{command}.pdf"
        done = program(command, "--data", str(data), "--as-of", "2021-07-01", "-o", str(target), cwd=tmp_path)
        assert (done.code, done.err) == (0, "")
        assert target.read_bytes().startswith(b"%PDF-")


def test_without_libreoffice_the_remedy_is_named(tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(EnvironmentProblem) as refused:
        as_pdf(word(), {"PATH": str(tmp_path)})
    assert "LibreOffice" in str(refused.value.message)
    assert refused.value.hint is not None
    assert ".docx" in str(refused.value.hint)


@only_posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_libreoffice_that_makes_nothing_is_told(tmp_path: Path, script: str) -> None:
    """Whether it says so, says nothing, or is killed."""
    with pytest.raises(EnvironmentProblem, match="could not make the PDF"):
        as_pdf(word(), stand_in(tmp_path, script))


@only_posix
def test_it_runs_in_a_profile_of_its_own_and_leaves_nothing(tmp_path: Path) -> None:
    """A LibreOffice that is open would take the work over; what was needed on the way is gone afterwards."""
    seen = tmp_path / "seen.txt"
    script = f'printf "%s\\n" "$@" > "{seen}"\nprintf %%PDF-1 > "$(dirname "$8")/document.pdf"'
    assert as_pdf(word(), stand_in(tmp_path, script)) == b"%PDF-1"
    said = seen.read_text(encoding="utf-8").splitlines()
    folder = Path(said[-1]).parent
    assert said[0] == f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    assert not folder.exists()


def test_it_is_found_where_an_installer_puts_it(tmp_path: Path) -> None:
    """On Windows, whose installer adds nothing to PATH."""
    place = tmp_path / "LibreOffice" / "program" / "soffice.com"
    place.parent.mkdir(parents=True)
    place.touch()
    assert find_libreoffice({"PATH": "", "ProgramFiles": str(tmp_path)}) == place
    assert (find_libreoffice({"PATH": ""}) is None) or shutil.which("soffice") is None
