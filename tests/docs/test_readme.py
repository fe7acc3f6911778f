"""The README: its commands work as they stand there, its pictures are of the real thing, and it reads anywhere."""

from __future__ import annotations

import html
import re
import shlex

import pictures
import pytest
from tests.support.clerk import Desk, command_of
from tests.support.command_line import ROOT
from tests.support.guide import blocks

README = (ROOT / "README.md").read_text(encoding="utf-8")
FROM_A_CLONE = re.compile(r"python3 (?:\.\./)?dev\.py run\b ?")
BLOCKS = list(blocks(README))
TOUR = [line for block in BLOCKS if block.language == "sh" for line in block.lines]
"""Five minutes, from an office to a site."""
SINGLE = [line for block in BLOCKS if not block.language for line in block.lines]
"""What stands alone: the two commands, and one on the shipped data."""
COLUMN = 12.2
"""The width of a letter in a drawing."""
LARGEST = 200_000
"""Bytes of a picture."""


def as_installed(line: str) -> str:
    """What dev.py hands over."""
    return FROM_A_CLONE.sub("ct58 ", line).strip()


def test_every_block_is_a_command_from_a_clone() -> None:
    """So that nothing stands there that the tests below do not run; `dev.py test` is this very run."""
    assert [line for line in SINGLE if not line.startswith("python3 dev.py ")] == []
    assert [line for line in SINGLE if not FROM_A_CLONE.match(line)] == ["python3 dev.py test"]
    assert [line for line in TOUR if not FROM_A_CLONE.match(line)] == ["cd tap-lam"]


def test_the_first_command_ends_in_work_that_is_due_and_the_picture_is_of_that_office(desk: Desk) -> None:
    """In the office for practice that dev.py makes; the drawing is what `status` shows there, else make it anew."""
    desk.run("ct58 init --demo .", [])
    shown = desk.run(as_installed(SINGLE[0]), [])
    assert "tính đến thứ Hai, ngày 15/7/2024" in shown
    assert " Báo cáo quý II/2024, hạn 05/7/2024*: đã gửi " in shown
    picture = (pictures.PICTURES / pictures.STATUS).read_text(encoding="utf-8")
    status = desk.run("ct58 status", []).splitlines()
    assert lines_drawn(picture) == [line.rstrip() for line in status], "python tools/pictures.py"


def lines_drawn(drawing: str) -> list[str]:
    """What a drawn terminal says, line by line; each piece stands at its column."""
    lines: dict[str, str] = {}
    for x, y, piece in re.findall(r' x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"[^>]*>([^<]*)<', drawing):
        words = html.unescape(piece).replace("\xa0", " ").rstrip("\n")
        lines[y] = lines.get(y, "").ljust(round(float(x) / COLUMN)) + words
    return [lines[y].rstrip() for y in sorted(lines, key=float)]


def test_the_five_minutes_lead_to_a_report_typed_in_a_word_report_and_a_site(desk: Desk) -> None:
    """Each line as it stands there, in order."""
    seen = [desk.run(as_installed(line), []) for line in TOUR]
    assert "TÌNH HÌNH THỰC HIỆN 10-CTr/ĐUK" in "".join(seen)
    assert "Ảnh hưởng  CT-15 Kết nạp đảng viên" in "".join(seen)
    assert (desk.folder / "bao-cao.docx").read_bytes().startswith(b"PK")
    assert (desk.folder / "trang-tin" / "index.html").is_file()


@pytest.mark.parametrize("line", SINGLE[2:])
def test_the_other_commands_run(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """On the shipped data, as in a clone."""
    monkeypatch.chdir(ROOT)
    assert "10-CTr/ĐUK" in desk.run(as_installed(line), [])


def test_the_table_names_commands() -> None:
    """A row names one with `ct58` and others without."""
    rows = [line.split("|")[2] for line in README.splitlines() if line.startswith("|") and "| `ct58 " in line]
    named = [words.removeprefix("ct58 ") for row in rows for words in re.findall(r"`([^`]+)`", row)]
    assert len(named) > 20
    assert [name for name in named if command_of(shlex.split(name))[1]] == []


def test_it_needs_no_link_of_a_repository() -> None:
    """A package index shows it, too: documents are named by their path, and are there; only pictures are linked."""
    assert re.findall(r"(?<!!)\[[^\]]*\]\([^)]*\)", README) == []
    named = re.findall(r"`((?:docs|tools|bench)/[\w./-]+|[A-Z]+(?:\.md)?)`", README)
    assert [name for name in named if not name.startswith("CT58") and not (ROOT / name).exists()] == []


def test_three_small_pictures() -> None:
    """As tools/pictures.py makes them."""
    linked = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert linked == [f"docs/pictures/{name}" for name in (pictures.STATUS, pictures.REPORT, pictures.SITE)]
    assert sorted(path.name for path in pictures.PICTURES.iterdir()) == sorted(linked_name(linked))
    for name in linked:
        content = (ROOT / name).read_bytes()
        assert len(content) < LARGEST, name
        assert content.startswith(b"<svg" if name.endswith(".svg") else b"\x89PNG"), name


def linked_name(paths: list[str]) -> list[str]:
    """The file names of paths."""
    return [path.rpartition("/")[2] for path in paths]
