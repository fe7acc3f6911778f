"""Markdown documents from templates that anybody can read: lines with Jinja tags, and blocks that another may change.

The template's own lines are Markdown, and so are the words that a person wrote (`words/markdown.py`); every other value leaves
escaped: a line that would begin a list, a table or a heading by what stands in the data shows it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Final

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes, pass_context

from ct58.domain.text.prose import prose_as_markdown
from ct58.errors import InvalidData
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.render.documents.contents import ItemText
from ct58.render.documents.filters import FILTERS, as_shown
from ct58.render.documents.prose import ProseText
from ct58.render.documents.sandbox import MOST_PRINTED, Sandbox, TooMuch
from ct58.render.documents.tag_faults import (
    FAILURES,
    TagProblem,
    beginning,
    is_cut_off,
    line_of,
    never_closed,
    of_a_brace,
    of_an_error,
    of_no_block,
    of_no_end,
    outside_of_blocks,
    stray_brace,
)
from ct58.render.documents.tags import TemplateContext, known_names
from ct58.render.documents.template_faults import Template
from ct58.render.words.markdown import escape, no_list, starts_a_list

_FIRST: Final = "\ufdd3"
"""Stands before data that would begin a list if it stood at the beginning of a line."""
_INTERNAL: Final = re.compile("[\ufdd0-\ufdef]")
_AT_THE_BEGINNING: Final = re.compile(f"^((?:[ >*+-]|[0-9]+[.)])*){_FIRST}(.*)", re.MULTILINE)
_ROOM: Final = re.compile(" ?\u00a0{2,} ?")
_GAPS: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_OWN, _BROUGHT, _CHOSEN = "own", "brought", "chosen"


@record
class MarkdownTemplates:
    """The template that is filled, and those that it may go on from: the office's own, and before them ct58's."""

    chosen: Template
    own: Mapping[str, Template]
    brought: Mapping[str, Template]

    def named(self, place: str) -> Template | None:
        """The template at a place of the loader's: `own/bao-cao.md.jinja`."""
        tier, _, name = place.partition("/")
        if tier == _CHOSEN:
            return self.chosen
        return (self.own if tier == _OWN else self.brought).get(name)

    def by_file(self) -> Mapping[str, Template]:
        """Each by the name that a person knows it by."""
        return {entry.name: entry for entry in (*self.brought.values(), *self.own.values(), self.chosen)}

    def place_of(self, name: str, asked_in: str) -> str:
        """Where a name leads that stands in a template: never to that template itself."""
        asking = self.named(asked_in)
        own = self.own.get(name)
        is_itself = own is not None and asking is not None and own.content == asking.content
        if own is None or is_itself or asked_in.startswith(_BROUGHT):
            return f"{_BROUGHT}/{name}"
        return f"{_OWN}/{name}"


def render_markdown(templates: MarkdownTemplates, context: TemplateContext) -> str:
    """The document that a template makes of a context. Raises InvalidData for a mistake, with its template and line."""
    environment = _MarkdownSandbox(templates)
    pieces: list[str] = []
    size = 0
    try:
        _nothing_is_lost(environment)
        for piece in environment.get_template(f"{_CHOSEN}/").generate(context):
            size += len(piece)
            if size > MOST_PRINTED:
                raise TooMuch
            pieces.append(piece)
    except FAILURES as error:
        raise _refusal(error, templates, context, environment) from error
    return _finished("".join(pieces))


def may_mention(templates: MarkdownTemplates, name: str) -> bool:
    """Whether a template uses a name; one that goes on from another may, in the other."""
    text = readable(templates.chosen)
    return name in text or "extends" in text


def _finished(text: str) -> str:
    """No data at the beginning of a line makes a list; one empty line between paragraphs."""
    shown = _AT_THE_BEGINNING.sub(lambda found: found[1] + no_list(found[2]), text).replace(_FIRST, "")
    lines = "\n".join(line.rstrip() for line in shown.split("\n"))
    return _GAPS.sub("\n\n", lines).strip("\n") + "\n"


# ------------------------------------------------------------------ mistakes


def readable(template: Template) -> str:
    """The template's text. Raises InvalidData for what is no text, or has half a tag in it, by its line."""
    try:
        text = template.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InvalidData(
            msg(N_("{template} is no text in UTF-8."), template=template.name),
            msg(N_("A Markdown template is written in an editor, not in Word; save it as UTF-8.")),
        ) from error
    place = stray_brace(text)
    if place is not None:
        raise _at(template.name, text.split("\n"), text.count("\n", 0, place) + 1, of_a_brace())
    return text


def _refusal(
    error: BaseException, templates: MarkdownTemplates, context: TemplateContext, environment: Environment
) -> InvalidData:
    """The mistake with its template, its line and what stands there."""
    files = templates.by_file()
    name, number = line_of(error, files.__contains__) or (templates.chosen.name, 1)
    lines = readable(files.get(name, templates.chosen)).split("\n")
    opened = never_closed(lines) if is_cut_off(error) else None
    if opened is not None:
        number, word = opened
        return _at(name, lines, number, of_no_end(word, f"{{% end{word} %}}"))
    return _at(name, lines, number, of_an_error(error, known_names(context), environment.filters))


def _nothing_is_lost(environment: _MarkdownSandbox) -> None:
    """What a template that goes on from another writes is in a block of the other; Jinja drops all else without a word.

    Raises InvalidData at the first line that would be dropped.
    """
    chain = list(_chain(environment))
    for number, (template, body) in enumerate(chain):
        known = {block.name for _, older in chain[number + 1 :] for part in older for block in _blocks(part)}
        following = [part for part in body if number + 1 < len(chain)]
        while following and not isinstance(following.pop(0), nodes.Extends):
            pass
        for line, problem in (found for part in following for found in _dropped(part, known)):
            raise _at(template.name, readable(template).split("\n"), line, problem)


def _chain(environment: _MarkdownSandbox) -> Iterable[tuple[Template, Sequence[nodes.Node]]]:
    """A template, the one that it goes on from, and so on; as far as their names stand there."""
    place, seen = f"{_CHOSEN}/", set[str]()
    while place not in seen:
        seen.add(place)
        template = environment.templates.named(place)
        if template is None:
            raise TemplateNotFound(place.partition("/")[2])
        tree = environment.parse(readable(template), template.name)
        yield template, tree.body
        onward = next((part for part in tree.body if isinstance(part, nodes.Extends)), None)
        if onward is None or not isinstance(onward.template, nodes.Const):
            return
        place = environment.join_path(onward.template.value, place)


def _blocks(part: nodes.Node) -> Iterable[nodes.Block]:
    """The blocks of a part, those within others too."""
    if isinstance(part, nodes.Block):
        yield part
    yield from part.find_all(nodes.Block)


def _dropped(part: nodes.Node, known: Container[str]) -> Iterable[tuple[int, TagProblem]]:
    """What Jinja would drop of a part that follows `extends`, by its line."""
    if isinstance(part, nodes.Block):
        if part.name not in known:
            yield part.lineno, of_no_block(part.name)
    elif isinstance(part, nodes.Output):
        for piece in part.nodes:
            text = piece.data if isinstance(piece, nodes.TemplateData) else "x"
            if text.strip():
                yield piece.lineno + text[: -len(text.lstrip())].count("\n"), outside_of_blocks()
    elif isinstance(part, nodes.If | nodes.For | nodes.With | nodes.Scope):
        for inner in part.iter_child_nodes():
            yield from _dropped(inner, known)


def _at(name: str, lines: Sequence[str], number: int, problem: TagProblem) -> InvalidData:
    said, hint = problem
    where = msg(
        N_("{template}, line {number} (“{beginning}”)"),
        template=name,
        number=number,
        beginning=beginning(lines[min(number, len(lines)) - 1]),
    )
    return InvalidData(msg(N_("{place}: {problem}"), place=where, problem=said), hint)


# ------------------------------------------------------------------ the engine


class _Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()

    def __html__(self) -> str:
        """What Jinja asks of a text that is not to be escaped."""
        return self


def _escaped(value: Any) -> _Markdown:
    """A value as Markdown: a finished one itself, else what shows it as it is."""
    if hasattr(value, "__html__"):
        return _Markdown(value.__html__())
    if isinstance(value, ProseText):
        return _Markdown(prose_as_markdown((value.paragraph,)))
    text = escape(_with_dots(_INTERNAL.sub("", str(as_shown(value)))))
    if isinstance(value, ItemText):
        dash, _, said = text.partition(" ")
        return _Markdown(f"{dash} {no_list(said)}")
    return _Markdown(_FIRST + text if starts_a_list(text) else text)


def _with_dots(text: str) -> str:
    """Dots where a person writes by hand: blanks alone would vanish in Markdown."""
    if not _ROOM.search(text):
        return text
    return _ROOM.sub(" …… ", text).replace("…… -", "……-").replace("\u00a0", " ").strip()


@pass_context
def _finish(_context: Any, value: Any) -> _Markdown:
    """A value as it leaves; the context keeps Jinja from doing it its own way with what stands in the template."""
    return _escaped(value)


class _Loader(BaseLoader):
    """The templates of one document, by where they come from; none but these can be reached."""

    def __init__(self, templates: MarkdownTemplates) -> None:
        self._templates = templates

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        found = self._templates.named(template)
        if found is None:
            raise TemplateNotFound(template.partition("/")[2])
        return readable(found), found.name, None


class _MarkdownSandbox(Sandbox):
    """The sandbox whose values leave as Markdown shows them."""

    def __init__(self, templates: MarkdownTemplates) -> None:
        super().__init__(
            loader=_Loader(templates),
            finalize=_finish,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.templates = templates
        self.filters |= {**FILTERS, **MARKDOWN_FILTERS}
        self.filters |= dict.fromkeys(("e", "escape"), _escaped)

    def joined(self, parts: Sequence[Any]) -> Any:
        if any(hasattr(part, "__html__") for part in parts):
            return _Markdown("".join(map(_escaped, parts)))
        return "".join(map(str, parts))

    def join_path(self, template: str, parent: str) -> str:
        return self.templates.place_of(template, parent)


# ------------------------------------------------------------------ filters


def _strong(value: Any) -> _Markdown:
    """Bold; nothing for nothing."""
    text = _escaped(value).replace(_FIRST, "").strip()
    return _Markdown(f"**{text}**" if text else "")


def _line_by_line(value: Any) -> _Markdown:
    """Each line of a text as a paragraph of its own."""
    return _Markdown("\n\n".join(map(_escaped, str(value).splitlines())))


def _heading(value: Any, level: int = 2) -> _Markdown:
    """A heading of a level; nothing for nothing."""
    text = _escaped(value)
    return _Markdown(f"{'#' * level} {text}" if text else "")


def _table(value: Any, phai: str = "", **columns: str) -> _Markdown:
    """A table: the rows under the columns that are named, or one that brings its own.

    `phai` are the names of columns that stand to the right. The row of a group has its number and its title.
    """
    if not columns:
        return _lines(
            value["cac_cot"], [[cell["chu"] for cell in row] for row in value["cac_dong"]], _right(value)
        )
    if not isinstance(value, list | tuple):
        raise TypeError
    right = frozenset(place for place, name in enumerate(columns) if name in phai.split())
    rows = [
        [row["tt"], row["ten"], *[""] * (len(columns) - 2)]
        if row.get("nhom")
        else [row[name] for name in columns]
        for row in value
    ]
    return _lines(list(columns.values()), rows, right) if rows else _Markdown("Không có.")


def _right(table: Mapping[str, Any]) -> frozenset[int]:
    """The columns of numbers."""
    return frozenset(place for row in table["cac_dong"][:1] for place, cell in enumerate(row) if cell["giua"])


def _lines(titles: Sequence[Any], rows: Iterable[Sequence[Any]], right: frozenset[int]) -> _Markdown:
    rule = ["---:" if place in right else "---" for place in range(len(titles))]
    lines = [_row(map(_cell, titles)), _row(rule), *(_row(map(_cell, row)) for row in rows)]
    return _Markdown("\n".join(lines))


def _cell(value: Any) -> str:
    return _escaped(value).replace(_FIRST, "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


MARKDOWN_FILTERS: Final[Mapping[str, Callable[..., _Markdown]]] = {
    "bang": _table,
    "dam": _strong,
    "de_muc": _heading,
    "tung_dong": _line_by_line,
}
"""What makes Markdown of a value, by its name in the template."""
