"""What is wrong with a tag of a template, in words of our own: no message of the engine that fills templates gets out."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from ct58.domain.text.vietnamese import closest
from ct58.i18n import Message, N_, msg

if TYPE_CHECKING:
    pass

TagProblem = tuple[Message, Message | None]
"""What is wrong, and a remedy."""
FAILURES: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    MemoryError,
)
"""What a template may raise: it is not our code that runs there."""
_INSIDE: Final = r"""(?:[^{}"']|"[^"]*"|'[^']*')*?"""
TAG: Final = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|\{{#[^{{}}]*?#\}}")
"""A tag with all its braces. Quotes are straight: those of Word are made so before."""
_BLOCK: Final = re.compile(r"\{%-?\s*(end)?(for|if|block|macro|call|filter|set)\b([^%]*)")
_UNDEFINED: Final = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
_UNKNOWN: Final = re.compile(r"No (filter|test) named '([^']*)'")
_NO_TAG: Final = re.compile(r"unknown tag '([^']*)'")


def stray_brace(text: str) -> int | None:
    """Where a brace stands that belongs to no tag: of half a tag, or of one that nobody closed."""
    bare = TAG.sub(lambda tag: " " * len(tag[0]), text)
    found = re.search(r"[{}]", bare)
    return found.start() if found else None


def of_a_brace() -> TagProblem:
    """What is wrong where one stands."""
    return msg(N_("a brace belongs to no tag.")), msg(
        N_(
            "A tag stands in one paragraph with all its braces: {examples}; a brace that is to be printed: {brace}."
        ),
        examples="{{ trich_yeu }}, {% if quyen_han %}",
        brace="{{ '{' }}",
    )


def of_an_error(error: BaseException, names: Iterable[str], filters: Iterable[str]) -> TagProblem:
    """What an error of the engine means."""
    if isinstance(error, TemplateNotFound) or "no loader" in str(error):
        return msg(N_("there is no template “{name}”."), name=getattr(error, "name", None) or "…"), msg(
            N_("A template goes on from one in templates/, or from one that ct58 brings.")
        )
    if isinstance(error, TemplateSyntaxError):
        return _misspelt(error.message or "", filters)
    if isinstance(error, SecurityError):
        return msg(
            N_("the tag asks for something that a template may not do, or would never come to an end.")
        ), None
    if isinstance(error, RecursionError | MemoryError):
        return msg(N_("it goes on from itself, and would never come to an end.")), None
    name = _wrong_name(error)
    if name is not None:
        return msg(N_("the name “{name}” is not known."), name=name), _meant(name, names)
    if isinstance(error, ZeroDivisionError):
        return msg(N_("the tag divides by zero.")), None
    return msg(
        N_("the tag does with a value what cannot be done with it, such as adding a number to a text.")
    ), None


def _wrong_name(error: BaseException) -> str | None:
    if isinstance(error, KeyError) and error.args:
        return str(error.args[0])
    found = _UNDEFINED.search(str(error))
    return (found[1] or found[2]) if found else None


def _meant(name: str, names: Iterable[str]) -> Message:
    near = closest(name, sorted({*names} - {name}))
    if near:
        return msg(N_("Did you mean: {names}?"), names=", ".join(near))
    return msg(N_("The names that a template may use stand in docs/mau-van-ban.md."))


def _misspelt(message: str, filters: Iterable[str]) -> TagProblem:
    """A tag that cannot be read: what nobody knows by name, else only that it cannot."""
    unknown = _UNKNOWN.search(message)
    if unknown:
        known = sorted(name for name in filters if not name.startswith("_")) if unknown[1] == "filter" else []
        return msg(N_("the name “{name}” is not known."), name=unknown[2]), _meant(unknown[2], known)
    word = _NO_TAG.search(message)
    if word and word[1].startswith(("end", "el")):
        problem = msg(N_("“{word}” ends or parts what was not begun."), word=word[1])
        return problem, msg(
            N_("Each {begin} has one {end}, in the order in which they begin."),
            begin="if, for",
            end="endif, endfor",
        )
    if word:
        return msg(N_("“{word}” is no tag."), word=word[1]), msg(
            N_("Tags are: {words}."), words="if, elif, else, endif, for, endfor, set"
        )
    return msg(N_("the tag is not written as it should be.")), msg(
        N_("Compare it with the examples in docs/mau-van-ban.md.")
    )


def is_cut_off(error: BaseException) -> bool:
    """Whether the template ends where something that was begun wants its end."""
    return isinstance(error, TemplateSyntaxError) and "nexpected end of template" in (error.message or "")


def never_closed(lines: Sequence[str]) -> tuple[int, str] | None:
    """The last of those that want an end and have none: the number of its line, and its word."""
    opened: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        for end, word, rest in _BLOCK.findall(line):
            if end and opened:
                opened.pop()
            elif not end and not (word == "set" and "=" in rest):
                opened.append((number, word))
    return opened[-1] if opened else None


def of_no_end(word: str, end: str) -> TagProblem:
    """What is wrong where something begins that never ends."""
    return msg(N_("“{word}” begins here and is never ended."), word=word), msg(
        N_("Write {end} in a paragraph or row of its own behind it."), end=end
    )


def of_no_block(name: str) -> TagProblem:
    """What is wrong with a block that the template that is gone on from has no place for."""
    return msg(N_("the template that this one goes on from has no block “{name}”."), name=name), msg(
        N_("Its blocks stand in the template itself; what is in another block would not be printed.")
    )


def outside_of_blocks() -> TagProblem:
    """What is wrong with text beside the blocks of a template that goes on from another."""
    return msg(N_("this stands outside of every block and would not be printed.")), msg(
        N_("After {tag} all text stands between {begin} and {end}."),
        tag="{% extends … %}",
        begin="{% block … %}",
        end="{% endblock %}",
    )


def line_of(error: BaseException, is_template: Callable[[str], bool]) -> tuple[str, int] | None:
    """The template and its line at which filling failed; Jinja writes them into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_template(frame.filename)]
    return (frames[-1].filename, frames[-1].lineno or 1) if frames else None


_LONGEST: Final = 60


def beginning(text: str) -> str:
    """As much of a paragraph as finds it."""
    bare = text.strip()
    return bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST].rstrip()}…"
