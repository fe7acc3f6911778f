"""Showing an answer: on a terminal, through a pipe, or into a file."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.views.page import Page

Rows = Sequence[Mapping[str, object]]
_BY_ENDING = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "text"}


@record
class Answer:
    """What a command found, in each form that it can take; a form is made only when asked for."""

    command: str
    as_of: dt.date
    page: Callable[[], Page]
    data: Callable[[], object]
    rows: Callable[[], Rows]


def give(around: Surroundings, answer: Answer) -> None:
    """Show an answer in the form that was asked for."""
    form = _form(around)
    if around.options.output:
        from ct58.store.output_file import write_new

        content = _content(around, answer, form, for_file=True)
        write_new(Path(around.options.output), content, force=around.options.force)
    elif form == "text" and around.is_terminal:
        _on_terminal(around, answer.page())
    else:
        sys.stdout.write(_content(around, answer, form, for_file=False).decode())


def _form(around: Surroundings) -> str:
    """--format, else the file's ending, else text."""
    options = around.options
    if options.format or not options.output:
        return options.format or "text"
    ending = Path(options.output).suffix.lower()
    if ending not in _BY_ENDING:
        raise BadUsage(
            msg(N_("“{ending}” is not a form that this command can write."), ending=ending or options.output),
            msg(N_("Endings: {endings}"), endings=", ".join(_BY_ENDING)),
        )
    return _BY_ENDING[ending]


def _content(around: Surroundings, answer: Answer, form: str, for_file: bool) -> bytes:
    """The answer as bytes; a CSV file begins with a BOM, so that Excel reads it as UTF-8."""
    if form == "json":
        from ct58.render.json import envelope

        return envelope(answer.command, answer.as_of, answer.data()).encode()
    if form == "csv":
        from ct58.render.csv import rows_as_csv

        return rows_as_csv(answer.rows()).encode("utf-8-sig" if for_file else "utf-8")
    if form == "md":
        from ct58.render.markdown import page_as_markdown

        return page_as_markdown(answer.page()).encode()
    from ct58.render.text import page_as_text

    return page_as_text(answer.page()).encode()


def _on_terminal(around: Surroundings, page: Page) -> None:
    from rich.console import Console

    from ct58.render.terminal import print_page

    print_page(page, Console(width=around.width, highlight=False, markup=False, emoji=False))
