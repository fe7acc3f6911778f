"""Pages as one HTML file: self-contained, printable, and with the data always as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ct58.domain.text.signs import harmless
from ct58.render.formats.print_style import PRINT_STYLES
from ct58.views.media import page_for
from ct58.views.page import Block, Heading, Line, Page, Table

if TYPE_CHECKING:
    from jinja2 import Environment


def page_as_html(page: Page, language: str) -> str:
    """The page as a document in a language (`vi`, `en`); it asks for nothing from elsewhere."""
    template = _environment().get_template("page.html")
    return template.render(
        language=language,
        title=page_title(page),
        groups=list(_groups(page_for(page, "document").blocks)),
        styles=PRINT_STYLES,
    )


def page_title(page: Page) -> str:
    """The text of the first heading; empty where there is none."""
    return next((block.text for block in page.blocks if isinstance(block, Heading)), "")


def _environment() -> Environment:
    """Templates see data only as values, and every value is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ct58.render.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["harmless"] = harmless
    return environment


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks with the name of the part of the template that shows them; labelled lines go together."""
    for name, group in groupby(blocks, _name):
        yield name, list(group)


def _name(block: Block) -> str:
    if isinstance(block, Heading):
        return "heading"
    if isinstance(block, Table):
        return "table"
    if isinstance(block, Line):
        return "facts" if block.label_width else "line"
    return "gap"
