"""Documents whose console blocks are run: `$` lines are typed, the lines below are what must be seen.

Comments, which the reader doesn't see, set the stage: `<!-- trả lời: a | b -->` the answers at the next block's
prompts, `<!-- tệp: name -->` that the next block is that file, `<!-- điền: form.xlsx 1=207 -->` that a unit fills in a form, `<!-- sửa: file | old | new -->` that somebody
changes a file by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import openpyxl

from ct58.exchange.form_writer import ANSWER_COLUMN

Run = Callable[[str, list[str]], str]
"""(command, answers) → what is seen."""

_STAGE: Final = re.compile(r"<!-- (trả lời|tệp|điền|sửa): ?(.*?) ?-->")
_FENCE: Final = re.compile(r"```(\w*)")
PROMPT: Final = "$ "


@dataclass
class Block:
    """A fenced block: its language, its lines, and what was set before it."""

    language: str
    first: int
    last: int
    lines: list[str]
    stage: list[tuple[str, str]] = field(default_factory=list)

    @property
    def commands(self) -> list[str]:
        """What is typed, without the prompt."""
        return [line.removeprefix(PROMPT) for line in self.lines if line.startswith(PROMPT)]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    stage: list[tuple[str, str]] = []
    current: Block | None = None
    for number, line in enumerate(text.split("\n")):
        if current is not None and line == "```":
            yield replace(current, last=number)
            current = None
        elif current is not None:
            current.lines.append(line)
        elif match := _FENCE.fullmatch(line):
            current = Block(language=match[1], first=number + 1, last=number, lines=[], stage=stage)
            stage = []
        elif match := _STAGE.fullmatch(line):
            stage.append((match[1], match[2]))


def played(text: str, run: Run, folder: Callable[[], Path]) -> str:
    """The document as it must read: each console block with what its commands show."""
    lines = text.split("\n")
    for block in reversed(list(_played_blocks(text, run, folder))):
        lines[block.first : block.last] = block.lines
    return "\n".join(lines)


def _played_blocks(text: str, run: Run, folder: Callable[[], Path]) -> Iterator[Block]:
    for block in blocks(text):
        answers: list[str] = []
        for what, value in block.stage:
            if what == "trả lời":
                answers = [answer.strip() for answer in value.split("|")]
            elif what == "điền":
                _fill_in(folder(), value)
            elif what == "sửa":
                _change(folder(), *value.split(" | "))
            else:
                (folder() / value).write_text("\n".join([*block.lines, ""]), encoding="utf-8")
        if block.language == "console":
            yield replace(block, lines=list(_shown(block, run, answers)))


def _shown(block: Block, run: Run, answers: list[str]) -> Iterator[str]:
    for command in block.commands:
        yield PROMPT + command
        seen = run(command, answers).rstrip("\n")
        yield from (line.rstrip() for line in seen.split("\n") if seen)


def _change(folder: Path, name: str, old: str, new: str) -> None:
    """What somebody does with an editor."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, name
    (folder / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def _fill_in(folder: Path, words: str) -> None:
    """What a unit does: write into the yellow column, beside the printed number."""
    name, *answers = words.split()
    workbook = openpyxl.load_workbook(folder / name)
    sheet = workbook.worksheets[0]
    for answer in answers:
        number, _, value = answer.partition("=")
        row = next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value) == number)
        sheet.cell(row, ANSWER_COLUMN).value = int(value)
    workbook.save(folder / name)
