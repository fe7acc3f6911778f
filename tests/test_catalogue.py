"""The Vietnamese catalogue: complete, in the office's words, and compiled."""

from __future__ import annotations

import ast
import io
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeGuard

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS as KEYWORDS
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from tests.test_architecture import trees

from ct58.cli.click_texts import (
    HELP_TEXTS,
    PATH_TEXTS,
    PROMPT_TEXTS,
    USAGE_TEXTS,
    USAGE_TEXTS_WITH_COUNT,
)
from ct58.i18n import LOCALE_DIR, Translator

SOURCE = LOCALE_DIR.parent
PO = LOCALE_DIR / "vi" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")

MARKS = frozenset({"N_", "_", "ngettext"})
CODE = re.compile(r"“[^”]*”|\{[^}]*\}|\bct58(?: [!-~]+)*")
"""What is quoted, places, and commands: there an English word is a key, not a word for the clerk."""
ENGLISH_PLACES = frozenset({"number_type"})
"""Where click puts an English word (“integer range”): a translation leaves them out."""
UNWANTED = re.compile(
    r"\b(?:task|deadline|fail|failed|user|branch|commit|merge|pull request|thất bại|không hợp lệ|uỷ|huỷ|hoà)\b|!",
    re.IGNORECASE,
)
"""Not used by the office, or spelt in its other way."""


@cache
def _source_texts() -> frozenset[str]:
    """The texts marked in the source; of those with a plural, the first form."""
    found = extract_from_dir(SOURCE, comment_tags=())
    return frozenset(text if isinstance(text, str) else text[0] for _, _, text, _, _ in found)


@cache
def _marked_texts() -> frozenset[str]:
    """The texts marked in the source as Python itself reads it."""
    return frozenset(
        text
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
        for text in _words(node.args[:1])
    )


def _words(arguments: Iterable[ast.expr]) -> Iterator[str]:
    """What is written out among some arguments."""
    for argument in arguments:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale="vi") if path.suffix == ".po" else read_mo(stream)


def _entries() -> Iterator[Message]:
    return (entry for entry in _read(PO) if entry.id)


def _english(entry: Message) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def _vietnamese(entry: Message) -> str:
    return entry.string if isinstance(entry.string, str) else "".join(entry.string or ())


def _places(text: str) -> frozenset[str]:
    """The `{places}` of a text, with how each is shown: `name!r`."""
    parts = string.Formatter().parse(text)
    return frozenset(
        f"{name}!{shown}" for _, name, _, shown in parts if name is not None and name not in ENGLISH_PLACES
    )


def _faults(fault: re.Pattern[str]) -> list[str]:
    texts = map(_vietnamese, _entries())
    return [text for text in texts if fault.search(CODE.sub("", text))]


def test_every_text_of_the_source_is_translated() -> None:
    """A text without its Vietnamese would stand in English in the middle of a Vietnamese screen."""
    translated = {_english(entry)[0] for entry in _entries() if _vietnamese(entry)}
    assert sorted(_source_texts() - translated) == []


def test_every_marked_text_can_be_extracted() -> None:
    """Babel does not look into f-strings: a text that is marked inside one would never be translated."""
    assert sorted(_marked_texts() - _source_texts()) == []


def test_no_marked_text_is_found_where_none_is_meant() -> None:
    """In `gettext(WORDS['key'].text)` Babel takes the key for a text, in an f-string from Python 3.12 on."""
    assert sorted(set(_looked_up())) == []


def _looked_up() -> Iterator[str]:
    """Texts in f-strings, inside of calls that mark or translate, other than the one that is marked."""
    for module, tree in trees().items():
        nodes = list(ast.walk(tree))
        inside = [part for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)]
        for call in filter(_marks, inside):
            strays = [text for argument in call.args if not _marks(argument) for text in _strays(argument)]
            yield from (f"{module}:{call.lineno} {text!r}" for text in strays)


def _marks(node: ast.AST) -> TypeGuard[ast.Call]:
    function = node.func if isinstance(node, ast.Call) else None
    return (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")) in KEYWORDS


def _strays(node: ast.AST) -> Iterator[str]:
    """The texts below a node, without those that are marked themselves."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif not _marks(child):
            yield from _strays(child)


def test_the_catalogue_holds_nothing_that_the_source_does_not_say() -> None:
    """Texts that are gone leave the catalogue, also from its comments."""
    said = _source_texts() | _marked_texts()
    assert sorted({_english(entry)[0] for entry in _entries()} - said) == []
    assert list(_read(PO).obsolete) == []


def test_no_translation_is_a_guess() -> None:
    """What Babel guesses from similar texts (“fuzzy”) is not shown, so it must not be there."""
    assert [entry.id for entry in _entries() if entry.fuzzy] == []


def test_translations_have_the_places_of_their_english() -> None:
    """A misspelt `{place}` would end a command with an error, a lost one would lose a value."""
    wrong = [
        entry.id
        for entry in _entries()
        if _vietnamese(entry)
        and _places(_vietnamese(entry)) not in {_places(english) for english in _english(entry)}
    ]
    assert wrong == []


def test_translations_begin_and_end_as_their_english() -> None:
    """Parts of sentences are joined: the spaces at their ends belong to them."""
    wrong = [
        entry.id
        for entry in _entries()
        if isinstance(entry.id, str) and entry.string and _margins(entry.id) != _margins(_vietnamese(entry))
    ]
    assert wrong == []


def _margins(text: str) -> tuple[int, int]:
    """How many spaces stand before and after the words."""
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    """The program reads the .mo; whoever changes the .po compiles it (dev.py catalogue)."""
    compiled = io.BytesIO()
    write_mo(compiled, _read(PO))
    assert compiled.getvalue() == MO.read_bytes()


def test_the_words_are_those_of_the_office() -> None:
    """No English, no “thất bại”, no exclamation marks, one spelling."""
    assert _faults(UNWANTED) == []


def test_the_texts_are_composed_unicode() -> None:
    """Decomposed letters are not found by who searches them, and break columns."""
    assert unicodedata.is_normalized("NFC", PO.read_text("utf-8"))


def test_titles_in_capitals_stay_in_capitals() -> None:
    """“OVERDUE · …” is a title, so is “VIỆC QUÁ HẠN · …”."""
    wrong = [
        entry.id
        for entry in _entries()
        if isinstance(entry.id, str)
        and entry.string
        and _is_title(entry.id)
        and not _is_title(_vietnamese(entry))
    ]
    assert wrong == []


def _is_title(text: str) -> bool:
    """Whether the first two words, leaving signs and places aside, are in capitals."""
    first = " ".join(CODE.sub("", text).split()[:2])
    return first.isupper()


def test_english_is_what_the_source_says() -> None:
    """English has no catalogue."""
    assert Translator("en").gettext("Overdue") == "Overdue"
    assert Translator("vi").gettext("Overdue") == "Quá hạn"


@pytest.mark.parametrize(
    "text",
    [*HELP_TEXTS, *USAGE_TEXTS, *PATH_TEXTS, *PROMPT_TEXTS, *(one for one, _ in USAGE_TEXTS_WITH_COUNT)],
)
def test_the_texts_listed_for_click_are_its_own(text: str, click_source: str) -> None:
    """A text that click has reworded is English again, unless the list follows."""
    assert f'"{text}"'.replace("\n", "\\n").replace("\t", "\\t") in click_source


@pytest.fixture(scope="module")
def click_source() -> str:
    """All source of click and typer, which are not imported here."""
    specs = (find_spec(name) for name in ("click", "typer"))
    folders = (Path(spec.origin).parent for spec in specs if spec and spec.origin)
    return "\n".join(file.read_text("utf-8") for folder in folders for file in sorted(folder.glob("*.py")))
