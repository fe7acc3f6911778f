"""Trying the templates of an office before somebody needs them: each is filled with an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ct58.errors import Ct58Error
from ct58.render.documents.template_faults import Template
from ct58.services.documents.templates import MARKDOWN, WORD, find_markdown, find_template, kind_named
from ct58.services.setup.seed import seed_folder
from ct58.views.document import DocumentKind


def wrong_templates(data: Path) -> Iterator[Ct58Error]:
    """What is wrong with the templates beside a data folder; those that are as ct58 brings them are not tried."""
    folder = data.resolve().parent / "templates"
    for path in sorted(folder.glob("*")):
        if path.name.endswith((WORD, MARKDOWN)) and path.is_file() and not _is_brought(path):
            try:
                _try(path, data)
            except Ct58Error as error:
                yield error


def _is_brought(path: Path) -> bool:
    brought = seed_folder() / "templates" / path.name
    try:
        return brought.is_file() and brought.read_bytes() == path.read_bytes()
    except OSError:
        return False


def _try(path: Path, data: Path) -> None:
    """Fill a template as what its name says; one of another name as the first kind of document that it fits."""
    kind = kind_named(path.name)
    if kind is not None:
        _fill(kind, path, data)
        return
    first: Ct58Error | None = None
    kinds: tuple[DocumentKind, ...] = ("report", "letter", "work_programme", "brief")
    for kind in kinds:
        try:
            _fill(kind, path, data)
        except Ct58Error as error:
            first = first or error
        else:
            return
    assert first is not None
    raise first


def _fill(kind: DocumentKind, path: Path, data: Path) -> None:
    from ct58.render.documents.examples import EXAMPLE_DAY, example_contexts

    for context in example_contexts(kind):
        if path.name.endswith(MARKDOWN):
            from ct58.render.documents.markdown import render_markdown

            found = find_markdown(kind, data, path)
            render_markdown(replace(found, chosen=_as_named(path, found.chosen)), context)
        else:
            from ct58.render.documents.docx import render_docx

            word = _as_named(path, find_template(kind, data, path))
            render_docx(word, context, made_on=EXAMPLE_DAY)


def _as_named(path: Path, found: Template) -> Template:
    """By the name that the office knows it by, wherever the folder lies."""
    return Template(name=f"templates/{path.name}", content=found.content)
