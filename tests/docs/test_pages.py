"""The documentation as a whole: every link leads somewhere, every command that is named is one, and the references are complete."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import documentation
import format_pages
import pytest
from ruamel.yaml import YAML
from tests.support.clerk import command_of
from tests.support.command_line import ROOT
from tests.support.guide import PROMPT, blocks

from ct58.cli.commands_table import COMMANDS, PARTS
from ct58.cli.language import speak
from ct58.domain.records.places import KINDS_OF_FILES, FileKind, place_of

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
BESIDE = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
OTHERS = (*BESIDE, "bench/README.md", "bench/RESULTS.md", "tools/boxes/README.md")
DOCUMENTS = [*(f"docs/{name}" for name in PAGES), *OTHERS]
PLAYED = {
    "docs/huong-dan.md": {
        "console": "test_guide.py",
        "": "test_commands_in_blocks_that_are_not_played",
        "powershell": "test_commands_in_blocks_that_are_not_played",
    },
    "docs/guide.md": {"console": "test_guide.py", "sh": "test_git_page.py"},
    "docs/hoi-dap.md": {"console": "test_guide.py"},
    "docs/faq.md": {"console": "test_guide.py"},
    "docs/git.md": {"sh": "test_git_page.py"},
    "docs/several-people.md": {"sh": "test_git_page.py"},
    "docs/export.md": {"": "test_export_page.py"},
    "README.md": {"": "test_readme.py", "sh": "test_readme.py"},
}
"""Document → kind of block → the test that runs what is typed in it."""
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`ct58 ([^`]+)`")
_FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(rf"(?:{re.escape(PROMPT)})?(?:ct58|git|python3|py|pip) ")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Words of a choice are those of the language; its keys are understood in any."""
    speak("vi")
    yield
    speak(os.environ.get("CT58_LANG"))


def text_of(document: str) -> str:
    """A document of the checkout, or a page that is made."""
    path = ROOT / document
    return path.read_text(encoding="utf-8") if path.is_file() else made()[document.removeprefix("docs/")]


@cache
def made() -> dict[str, str]:
    """The pages that are made from code and schemas."""
    return documentation.references()


@cache
def anchors(document: str) -> frozenset[str]:
    """Where a link into a document may lead, as repositories and the site name headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text_of(document)), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


@pytest.mark.parametrize("document", [*DOCUMENTS, *(f"docs/{name}" for name in sorted(documentation.MADE))])
def test_every_link_leads_somewhere(document: str) -> None:
    """To a file of the checkout or a page that is made, and to a heading in it; none leaves docs/ from inside."""
    lost = []
    for target in _LINK.findall(_FENCED.sub("", text_of(document))):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / document).parent / name if name else ROOT / document
        place = path.resolve().relative_to(ROOT).as_posix()
        is_there = (ROOT / place).exists() or place.removeprefix("docs/") in documentation.MADE
        is_inside = place.startswith("docs/") or not document.startswith("docs/")
        if not (is_there and is_inside) or (anchor and anchor not in anchors(place)):
            lost.append(target)
    assert lost == []


def navigation() -> list[str]:
    """The pages that mkdocs.yml lists, in order."""
    config = YAML().load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return list(leaves(config["nav"]))


def leaves(entry: Any) -> list[str]:
    """The pages below an entry of the navigation."""
    if isinstance(entry, str):
        return [entry]
    return [page for part in (entry.values() if isinstance(entry, dict) else entry) for page in leaves(part)]


def test_every_page_stands_in_the_navigation_once() -> None:
    """Those of the checkout and those that are made."""
    assert sorted(navigation()) == sorted([*PAGES, *documentation.MADE])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_that_are_named_exist_and_take_what_stands_behind_them(document: str) -> None:
    """ct58's own parser reads them; `…` and an option without its value are left open, `a|b` are both."""
    for words in _CODE.findall(_FENCED.sub("", text_of(document))):
        for line in words.replace("\\|", "|").split(" · "):
            assert_parses(line)


def assert_parses(line: str) -> None:
    """A command that may be written with places left open."""
    command, rest = command_of([word for word in shlex.split(line.replace("|", " ")) if word != "…"])
    options = {name: option for option in command.params for name in (*option.opts, *option.secondary_opts)}
    asked = [word for word in rest if word.startswith("--") and word != "--help"]
    assert [word for word in asked if word.partition("=")[0] not in options] == [], line
    is_open = (
        "…" in line or "|" in line or not rest or (rest[-1] in options and takes_value(options[rest[-1]]))
    )
    if not is_open and "--help" not in rest:
        try:
            command.make_context(command.name, rest, parent=click.Context(click.Command("ct58")))
        except click.UsageError as error:
            pytest.fail(f"ct58 {line}: {error.format_message()}")


def takes_value(option: click.Parameter) -> bool:
    """Whether something must stand behind it."""
    return not getattr(option, "is_flag", False)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_typed_in_a_block_is_run_by_a_test(document: str) -> None:
    """Whoever shows a command says here which test runs it."""
    typed = {
        block.language
        for block in blocks(text_of(document))
        if any(_TYPED.match(line) for line in block.lines)
    }
    assert typed == set(PLAYED.get(document, {}))


def test_commands_in_blocks_that_are_not_played() -> None:
    """Those of the guide that stand for others are read by the parser."""
    read_only = [
        block for block in blocks(text_of("docs/huong-dan.md")) if block.language in ("", "powershell")
    ]
    lines = [line for block in read_only for line in block.lines if not line.startswith("cd ")]
    assert lines
    for line in lines:
        assert_parses(re.sub(r"^(ct58|py dev\.py run) ", "", line))


# ------------------------------------------------------------- what is made


@pytest.mark.parametrize("page", documentation.COMMAND_PAGES)
def test_the_reference_has_every_command_and_its_examples_work(page: str) -> None:
    """By the names of the table; each example is read by the parser of its command."""
    text = made()[page]
    names = [f"{entry.name} {part}".strip() for entry in COMMANDS for part in PARTS.get(entry.name, {"": ()})]
    assert re.findall(r"^### ct58 (.+)$", text, re.MULTILINE) != []
    assert sorted(re.findall(r"^### ct58 (.+)$", text, re.MULTILINE)) == sorted(names)
    examples = [line for block in blocks(text) if block.language == "sh" for line in block.lines]
    assert len(examples) > len(names)
    for line in examples:
        alone = re.split(r" (?:\||>+) ", line)[0]
        assert_parses(alone.removeprefix("ct58").strip() or "--help")


def test_the_references_are_in_their_language() -> None:
    """Each from a process of its own."""
    assert "\nCách dùng: ct58 overdue [TÙY CHỌN]\n" in made()["cac-lenh.md"]
    assert "\nUsage: ct58 overdue [OPTIONS]\n" in made()["commands.md"]


@pytest.mark.parametrize("page", documentation.FORMAT_PAGES)
def test_the_page_of_files_has_every_key_of_the_schemas(page: str) -> None:
    """Each record once, and its keys below it."""
    sections = dict(re.findall(r"^#{2,3} (\w+)$(.*?)(?=^#{2,3} |\Z)", made()[page], re.MULTILINE | re.DOTALL))
    for path in (ROOT / "schemas").glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for name, record in {schema["title"]: schema, **schema.get("$defs", {})}.items():
            keys = re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE)
            assert keys == list(record["properties"]), name


def test_every_record_is_told_in_vietnamese() -> None:
    """What a new one is, goes into tools/formats_vi.json; the schemas say it in English only."""
    named = {
        name
        for path in (ROOT / "schemas").glob("*.json")
        for schema in [json.loads(path.read_text(encoding="utf-8"))]
        for name in (schema["title"], *schema.get("$defs", {}))
    }
    assert sorted(json.loads(format_pages.VIETNAMESE.read_text(encoding="utf-8"))) == sorted(named)


def test_the_example_of_a_place_is_one() -> None:
    """Of each kind of file, by the rule that ct58 itself has."""
    assert set(format_pages.PLACES) == set(get_args(FileKind))
    for kind in KINDS_OF_FILES:
        place = place_of(format_pages.PLACES[kind].removeprefix("data/"))
        assert place is not None
        assert place.kind == kind


@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="needs mkdocs: python3 dev.py docs")
def test_the_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    """As dev.py does it, into a folder of the test's own."""
    documentation.gather(documentation.GATHERED)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "https://fonts" not in front
