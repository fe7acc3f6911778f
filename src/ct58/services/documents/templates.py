"""Where the template of a document comes from: the file that was named, the office's own, ct58's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ct58.errors import BadUsage
from ct58.exchange.foreign_file import read_foreign
from ct58.i18n import Message, N_, msg
from ct58.render.documents.form_check import departures
from ct58.render.documents.form_profile import profile_on
from ct58.render.documents.template_faults import Template
from ct58.services.setup.seed import seed_folder
from ct58.views.document import DOCUMENT_TYPES, DocumentKind

if TYPE_CHECKING:
    from ct58.render.documents.markdown import MarkdownTemplates

LANGUAGE: Final = "vi"
"""Official documents are written in Vietnamese, as their templates are, whatever language the screen speaks."""
_FOLDER: Final = "templates"
"""The folder beside the data, and that in ct58's own."""
WORD: Final = ".docx"
MARKDOWN: Final = ".md.jinja"
_MOST_TEXT: Final = 1024 * 1024
_OF_WORD: Final = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt"})


def find_template(kind: DocumentKind, data: Path, chosen: Path | None = None) -> Template:
    """The chosen Word file; else `templates/` beside the data folder; else the one that ct58 brings.

    Raises BadUsage if the chosen file is not there or no Word file, EnvironmentProblem if it cannot be read.
    """
    if chosen is not None and chosen.suffix.lower() not in _OF_WORD:
        raise BadUsage(
            msg(N_("{file} is no template for a Word document."), file=str(chosen)),
            msg(
                N_("A Word document needs a .docx; a Markdown template makes Markdown or HTML (--format md).")
            ),
        )
    return _found(DOCUMENT_TYPES[kind].template + WORD, data, chosen)


def find_markdown(kind: DocumentKind, data: Path, chosen: Path | None = None) -> MarkdownTemplates:
    """The same for a document in Markdown, with all that the template may go on from.

    Raises BadUsage if the chosen file is not there or a Word file, EnvironmentProblem if one cannot be read.
    """
    from ct58.render.documents.markdown import MarkdownTemplates

    if chosen is not None and chosen.suffix.lower() in _OF_WORD:
        raise BadUsage(
            msg(N_("{file} is a Word template, and this document is Markdown."), file=str(chosen)),
            msg(N_("Write it as Word (-o FILE.docx), or name a template that is Markdown (.md.jinja).")),
        )
    return MarkdownTemplates(
        chosen=_found(DOCUMENT_TYPES[kind].template + MARKDOWN, data, chosen),
        own=_markdown_in(_own_folder(data), ""),
        brought=_markdown_in(seed_folder() / _FOLDER, " (ct58)"),
    )


def kind_named(file: str) -> DocumentKind | None:
    """The kind of document that a template's own name says; None for a name that an office gave."""
    stem = file.removesuffix(MARKDOWN).removesuffix(WORD)
    return next((name for name, kind in DOCUMENT_TYPES.items() if kind.template == stem), None)


def _found(name: str, data: Path, chosen: Path | None) -> Template:
    if chosen is not None and not chosen.exists():
        raise BadUsage(msg(N_("There is no template {file}."), file=str(chosen)))
    own = _own_folder(data) / name
    path = chosen or (own if own.is_file() else seed_folder() / _FOLDER / name)
    return Template(name=str(chosen) if chosen else f"{_FOLDER}/{name}", content=read_foreign(path))


def _own_folder(data: Path) -> Path:
    return data.resolve().parent / _FOLDER


def _markdown_in(folder: Path, whose: str) -> Mapping[str, Template]:
    """The Markdown templates of a folder, by name."""
    return {
        path.name: Template(name=f"{_FOLDER}/{path.name}{whose}", content=read_foreign(path, _MOST_TEXT))
        for path in sorted(folder.glob("*.jinja"))
        if path.is_file()
    }


def template_departures(
    kind: DocumentKind, data: Path, chosen: Path | None, day: dt.date
) -> tuple[Message, ...]:
    """What in a document's template is not as the rule of its day says. Raises as `find_template` and `departures` do."""
    return departures(find_template(kind, data, chosen), profile_on(day))
