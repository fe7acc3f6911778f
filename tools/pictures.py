"""Make the README's pictures from real screens, in the office for practice that `ct58 init --demo` makes, on its own day.

    .venv/bin/python tools/pictures.py

The terminal's picture is drawn here, and a test holds it against what the command shows. The other two need LibreOffice,
poppler's pdftoppm and Chromium, as the tests of documents and pages do.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
STATUS, REPORT, SITE = "status.svg", "report.png", "site.png"
WIDTH = 100
"""Columns of the terminal."""
QUARTER = "2024-Q2"
"""The newest quarter of reports on the office's own day."""
LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (180, 35, 24),
        (17, 99, 41),
        (149, 91, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
    [
        (87, 96, 106),
        (164, 14, 38),
        (26, 127, 55),
        (125, 78, 0),
        (33, 139, 255),
        (163, 113, 247),
        (49, 146, 170),
        (140, 149, 159),
    ],
)
"""Dark on white, readable on any page."""
DRAWING = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; font-weight: bold; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own drawing of a terminal, without the font that it would fetch from the network."""


def main() -> int:
    """All three, in docs/pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ct58("init", "--demo", "tap-lam", at=folder)
        office = folder / "tap-lam"
        screen = seen("status", "--color", "always", "--no-pager", at=office)
        (PICTURES / STATUS).write_text(drawn(screen, "ct58 status"), encoding="utf-8", newline="\n")
        first_page(office, PICTURES / REPORT)
        front_page(office, PICTURES / SITE)
    for picture in sorted(PICTURES.iterdir()):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} kB")
    return 0


def ct58(*words: str, at: Path) -> str:
    """What a command writes, in Vietnamese, without what a user has set up."""
    done = subprocess.run(called(words), cwd=at, env=surroundings(at), check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def seen(*words: str, at: Path) -> str:
    """What a command shows on a terminal of our width."""
    import pty
    import termios

    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (50, WIDTH))
    with subprocess.Popen(called(words), cwd=at, env=surroundings(at), stdout=its, stderr=its):
        os.close(its)
        shown = b""
        try:
            while chunk := os.read(ours, 65_536):
                shown += chunk
        except OSError:  # the other end is closed: all has been read
            pass
    return shown.decode("utf-8").replace("\r\n", "\n")


def called(words: Sequence[str]) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "ct58", *words]


def surroundings(at: Path) -> dict[str, str]:
    """The environment, with a folder of our own for what ct58 remembers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CT58_")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "CT58_STATE": str(at / "state")}


def drawn(screen: str, title: str) -> str:
    """A screen with its colours as a drawing; the same one for the same screen."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(screen.rstrip("\n")))
    return console.export_svg(title=title, theme=LIGHT, code_format=DRAWING, unique_id="ct58")


def first_page(office: Path, picture: Path) -> None:
    """The first page of the newest quarter's report, as LibreOffice prints it."""
    ct58("summary", "--period", QUARTER, "-o", "bao-cao.docx", at=office)
    profile = f"-env:UserInstallation={(office / 'profile').as_uri()}"
    outside("soffice", profile, "--headless", "--convert-to", "pdf", "bao-cao.docx", at=office)
    outside(
        "pdftoppm", "-png", "-r", "80", "-singlefile", "bao-cao.pdf", str(picture.with_suffix("")), at=office
    )


def front_page(office: Path, picture: Path) -> None:
    """The first page of the site, as Chromium shows it on a wide screen."""
    ct58("site", "-o", "trang-tin", at=office)
    page = (office / "trang-tin" / "index.html").as_uri()
    shot = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--window-size=1160,1300",
        f"--screenshot={picture}",
    ]
    outside("chromium", *shot, page, at=office)


def outside(*command: str, at: Path) -> None:
    """Another program; what it has to say is said only where it fails."""
    subprocess.run(command, cwd=at, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
