"""What the commands that write documents say of a template."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ct58
from tests.support.documents import template

WORDS = ("--year", "2021", "--as-of", "2021-03-20", "--template", "own.docx", "-o", "p.docx")


def test_a_template_that_departs_from_the_form_is_used_with_a_warning(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """It is the office's own; what the rule asks is said on stderr."""
    (tmp_path / "own.docx").write_bytes(template("Mẫu riêng").content)
    answer = ct58("plan", *WORDS)
    assert answer.code == 0
    assert "own.docx: the width of the paper is 215.9 mm; Hướng dẫn 36-HD/VPTW asks for 210 mm." in answer.err


def test_a_mistaken_template_writes_nothing(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Invalid, exit 3, with the paragraph and the name."""
    (tmp_path / "own.docx").write_bytes(template("Một", "Về {{ trich_yeuu }}").content)
    answer = ct58("plan", *WORDS)
    assert answer.code == 3
    assert "own.docx, paragraph 2 (“Về {{ trich_yeuu }}”): the name “trich_yeuu” is not known." in answer.err
    assert "Did you mean: trich_yeu?" in answer.err
    assert not (tmp_path / "p.docx").exists()
