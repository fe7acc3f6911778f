"""Sentences on a screen: no word is broken, and no command that somebody copies."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ct58.cli.wrapping import for_screen, wrapped
from ct58.i18n import LOCALE_DIR

WIDTHS = (60, 80, 100)
COMMANDS = (
    ("Xem lại: ct58 summary --rev {name}", "ct58 summary --rev {name}"),
    ('Gọi xong thì ghi: ct58 call 1 --reminded; hoặc --note "máy bận lắm"', "ct58 call 1 --reminded;"),
    ('Ghi: ct58 call 4 --note "máy bận lắm" rồi xem lại', 'ct58 call 4 --note "máy bận lắm"'),
    ("sẽ hỏi ở lần ct58 save đầu tiên", "ct58 save"),
    ("Xem lại (ct58 check). Nếu đúng như vậy: ct58 save --anyway", "ct58 save --anyway"),
    ("Ghi nhận: ct58 receive ĐƠN-VỊ… --period 2021-Q2 rồi thôi", "ct58 receive ĐƠN-VỊ… --period 2021-Q2"),
    ("hoặc hủy: ct58 record void PL-01 trước", "ct58 record void PL-01"),
    ("Mỗi đơn vị: ct58 form --period KỲ so-y-te", "ct58 form --period KỲ so-y-te"),
)


@pytest.mark.parametrize(("sentence", "command"), COMMANDS)
@pytest.mark.parametrize("width", range(20, 60, 7))
def test_a_command_stands_on_one_line(sentence: str, command: str, width: int) -> None:
    """Wherever the line would have ended."""
    assert any(command in line for line in wrapped(sentence, width))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_of_the_catalogue_keeps_its_words(width: int) -> None:
    """Nothing is lost, and only what is longer than a line is longer than it."""
    text = (Path(LOCALE_DIR) / "vi/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    texts = [found.replace('\\"', '"') for found in re.findall(r'^msg(?:id|str) "(.+)"$', text, re.MULTILINE)]
    assert len(texts) > 3_000
    for sentence in texts:
        lines = list(wrapped(sentence, width))
        assert " ".join(" ".join(lines).split()) == " ".join(sentence.split())
        for line in lines:
            assert len(line) <= width or "ct58" in line or " " not in line.strip(), line


def test_lines_and_their_indent_stay() -> None:
    """A hint of several lines is as it was."""
    text = "một\n  hai ba bốn năm\nsáu"
    assert list(wrapped(text, 9)) == ["một", "  hai ba", "  bốn năm", "sáu"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_screen_is_broken_to_its_width_and_a_file_is_not(tmp_path: Path, width: int) -> None:
    """Whatever reads a file or a pipe breaks lines by itself."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    text = "một hai ba bốn năm " * 12
    controller, screen = pty.openpty()
    import termios

    termios.tcsetwinsize(screen, (24, width))
    with os.fdopen(screen, "w") as stream, (tmp_path / "x").open("w") as file:
        lines = for_screen(text, stream).split("\n")
        assert for_screen(text, file) == text
    os.close(controller)
    assert width - 5 < max(map(len, lines)) <= width
