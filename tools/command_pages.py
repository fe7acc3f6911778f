"""The reference of all commands as a page, made from what the commands themselves say: `python tools/command_pages.py vi`.

A process speaks one language, because commands take their words when they are imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from ct58.cli.app import build_group
from ct58.cli.commands_table import COMMANDS, PARTS, other_names
from ct58.cli.language import _, speak
from ct58.cli.parameters import restore_argument_help

Record = tuple[str, str]
"""How a parameter is written, and what it means."""
FRAME: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "title": "Các lệnh",
        "intro": "Trang này được lập từ chính các lệnh, cùng nguồn với `ct58 help LỆNH`. Lệnh nào cũng gõ được bằng tên tiếng Việt không dấu.",
        "shared": "Tùy chọn chung",
        "shared_intro": "Lệnh nào cho xem số liệu cũng có các tùy chọn sau; ở từng lệnh chỉ ghi những gì riêng của lệnh ấy.",
        "also": "Cũng gõ được",
        "option": "Tham số, tùy chọn",
        "meaning": "Nghĩa",
        "examples": "Ví dụ",
    },
    "en": {
        "title": "Commands",
        "intro": "This page is made from the commands themselves, as `ct58 help COMMAND` is. Every command also has a name in Vietnamese without accents.",
        "shared": "Options of all",
        "shared_intro": "Every command that shows something has these; below stands only what is a command's own.",
        "also": "Also",
        "option": "Argument, option",
        "meaning": "Meaning",
        "examples": "Examples",
    },
}
SHARED_BY = "overdue"
"""A command that has the options of every view."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command, with the context that it is called in."""

    command: click.Command
    context: click.Context

    @property
    def name(self) -> str:
        """`ct58 record event`."""
        return self.context.command_path


def command_page(language: str) -> str:
    """The whole page: a section a heading of --help, in it a command a piece. The process must speak `language`."""
    frame = FRAME[language]
    shared = shared_records()
    lines = [f"# {frame['title']}", "", frame["intro"], "", f"## {frame['shared']}", ""]
    lines += [frame["shared_intro"], "", *table(shared, frame), ""]
    for section in dict.fromkeys(entry.section for entry in COMMANDS):
        lines += [f"## {_(section)}", ""]
        for entry in entries(section):
            lines += [*piece(entry, frame, set(shared)), ""]
    return "\n".join(lines)


def entries(section: str) -> Iterator[Entry]:
    """The commands under a heading; of one that has commands of its own, these."""
    group = build_group()
    top = click.Context(group, info_name="ct58")
    for row in COMMANDS:
        if row.section != section:
            continue
        command = group.get_command(top, row.name)
        assert command is not None
        own = Entry(command, click.Context(command, info_name=row.name, parent=top))
        yield from parts(own) if isinstance(command, click.Group) else (own,)


def parts(whole: Entry) -> Iterator[Entry]:
    """The commands of a command."""
    assert isinstance(whole.command, click.Group)
    for name in PARTS[whole.context.info_name or ""]:
        command = whole.command.get_command(whole.context, name)
        assert command is not None
        yield Entry(command, click.Context(command, info_name=name, parent=whole.context))


def shared_records() -> list[Record]:
    """What every view has."""
    entry = next(entry for entry in entries(COMMANDS[0].section) if entry.context.info_name == SHARED_BY)
    common = {option.name for option in entry.command.common_options()}  # type: ignore[attr-defined] # all are ours
    return records(entry, [one for one in entry.command.params if one.name in common])


def records(entry: Entry, parameters: list[click.Parameter]) -> list[Record]:
    """How each is written and what it means, as --help has it."""
    found = [parameter.get_help_record(entry.context) for parameter in parameters]
    return [record for record in found if record is not None]


def piece(entry: Entry, frame: Mapping[str, str], shared: set[Record]) -> Iterator[str]:
    """Name, other names, what it does, how it is called, what it takes, examples."""
    restore_argument_help(entry.command)
    yield from (f"### {entry.name}", "", (entry.command.help or "").strip(), "")
    if others := other_names(entry.name.split()[1:]):
        yield from (f"{frame['also']}: {', '.join(f'`ct58 {name}`' for name in others)}.", "")
    yield from ("```text", *entry.command.get_usage(entry.context).splitlines(), "```", "")
    own = [record for record in records(entry, entry.command.params) if record not in shared]
    if own:
        yield from (*table(own, frame), "")
    examples = (entry.command.epilog or "").partition(": ")[2].split(" · ")
    if examples != [""]:
        yield from (f"{frame['examples']}:", "", "```sh", *examples, "```")


def table(rows: list[Record], frame: Mapping[str, str]) -> Iterator[str]:
    """Two columns."""
    yield f"| {frame['option']} | {frame['meaning']} |"
    yield "|---|---|"
    for written, meaning in rows:
        yield f"| `{cell(written)}` | {cell(meaning)} |"


def cell(text: str) -> str:
    """Words that stand in a table's cell as they are."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    os.environ["COLUMNS"] = "200"
    speak(sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # a stream of text
    sys.stdout.write(command_page(sys.argv[1]))
