"""Gather what the documentation is made from into build/docs-source: docs/, and the references made from the code.

`python3 dev.py docs` calls it and has mkdocs make the pages of it. Nothing here needs mkdocs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from format_pages import format_page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GATHERED = ROOT / "build" / "docs-source"
COMMAND_PAGES: Mapping[str, str] = {"cac-lenh.md": "vi", "commands.md": "en"}
FORMAT_PAGES: Mapping[str, str] = {"tep-du-lieu.md": "vi", "data-files.md": "en"}
MADE = frozenset(COMMAND_PAGES) | frozenset(FORMAT_PAGES)
"""Pages that stand in no folder of the checkout."""
_ROW = re.compile(r"^\|.*$", re.MULTILINE)
_CODE = re.compile(r"`[^`]*`")


def references() -> dict[str, str]:
    """Each page that is made, by its name."""
    commands = {name: commands_in(language) for name, language in COMMAND_PAGES.items()}
    return commands | {name: format_page(language) for name, language in FORMAT_PAGES.items()}


def commands_in(language: str) -> str:
    """The reference of the commands, from a process that speaks the language."""
    command = [sys.executable, str(Path(__file__).with_name("command_pages.py")), language]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return done.stdout.decode("utf-8")


def gather(target: Path) -> None:
    """Lay the pages out in a folder that is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(DOCS, target, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in references().items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    for page in target.rglob("*.md"):
        page.write_text(_with_bars(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _with_bars(text: str) -> str:
    """Of code in a table: repositories want a backslash before each bar there, which the pages would show."""
    return _ROW.sub(lambda row: _CODE.sub(lambda code: code[0].replace("\\|", "|"), row[0]), text)


if __name__ == "__main__":
    gather(GATHERED)
