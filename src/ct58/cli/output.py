"""Showing an answer: on a terminal, through a pipe, or into a file."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.views.page import Heading, Line, Page, words

if TYPE_CHECKING:
    from ct58.vcs.repository import Revision

_BY_ENDING = {
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".txt": "text",
    ".html": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
_BINARY = frozenset({"docx", "xlsx"})


@record
class Answer:
    """What a command found, in each form that it can take; a form is made only when asked for.

    `files` are further forms, by their ending (`ics`, `docx`): for a file or a pipe, not for a screen.
    `texts` are further forms that are lines of text, for a screen too. `beside` stands in JSON beside the data.
    """

    command: str
    as_of: dt.date
    page: Callable[[], Page]
    data: Callable[[], object]
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    texts: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    beside: Callable[[], Mapping[str, object]] = dict


def give(around: Surroundings, answer: Answer) -> None:
    """Show an answer in the form that was asked for."""
    form = _form(around, answer)
    if around.options.output:
        from ct58.store.output_file import write_new

        content = _content(around, answer, form, for_file=True)
        write_new(Path(around.options.output), content, force=around.options.force)
    elif form == "text" and around.is_terminal:
        _on_terminal(around, _page(around, answer, form))
    elif form in answer.files:
        _into_pipe(around, answer, form)
    else:
        sys.stdout.write(_content(around, answer, form, for_file=False).decode())


def tell_files(
    around: Surroundings,
    command: str,
    lines: Sequence[Message],
    files: Sequence[Path],
    data: Mapping[str, object] | None = None,
) -> None:
    """Say which files were written, and what may be done with them."""
    paths = [str(path) for path in files]
    answer = Answer(
        command=command,
        as_of=around.as_of,
        page=lambda: Page(tuple(Line(words(around.speech.say(line))) for line in lines)),
        data=lambda: {"files": paths, **(data or {})},
    )
    give(around.with_options(output=None), answer)


def _form(around: Surroundings, answer: Answer) -> str:
    """--format, else the file's ending, else text. What only a program can read needs a file."""
    options = around.options
    if options.format in _BINARY and not options.output:
        raise _only_into_a_file(answer, options.format)
    if not options.output:
        return options.format or "text"
    ending = Path(options.output).suffix.lower()
    known = {**_BY_ENDING, **{f".{form}": form for form in answer.files}}
    _refuse_other_form(options.format, known.get(ending), options.output)
    if options.format:
        return options.format
    if ending not in known:
        raise BadUsage(
            msg(N_("“{ending}” is not a form that this command can write."), ending=ending or options.output),
            msg(N_("Endings: {endings}"), endings=", ".join(known)),
        )
    return known[ending]


def _refuse_other_form(asked: str | None, of_ending: str | None, file: str) -> None:
    """A table in a file that is called .docx would not open."""
    if asked and of_ending and asked != of_ending:
        raise BadUsage(
            msg(N_("--format {asked} does not go with the file {file}."), asked=asked, file=file),
            msg(N_("Leave out --format, or give the file another ending.")),
        )


def _into_pipe(around: Surroundings, answer: Answer, form: str) -> None:
    """Bytes as they are: no line end is changed on the way, and no screen is filled with them."""
    if around.is_terminal:
        raise _only_into_a_file(answer, form)
    sys.stdout.buffer.write(answer.files[form]())
    sys.stdout.flush()


def _only_into_a_file(answer: Answer, form: str) -> BadUsage:
    return BadUsage(
        msg(N_("This form is for a file, not for the screen.")),
        msg(N_("Add -o FILE, for example: -o {file}"), file=f"{answer.command}.{form}"),
    )


def _content(around: Surroundings, answer: Answer, form: str, for_file: bool) -> bytes:
    """The answer as bytes; a CSV file begins with a BOM, so that Excel reads it as UTF-8."""
    if form in answer.files:
        return answer.files[form]()
    if form in answer.texts:
        return answer.texts[form]().encode()
    if form == "json":
        from ct58.render.formats.json import envelope

        revision = _revision(around)
        known = revision.id if revision else None
        beside = {**answer.beside(), **_unreadable(around)}
        return envelope(answer.command, answer.as_of, answer.data(), known, beside).encode()
    page = _page(around, answer, form)
    if form == "csv":
        from ct58.render.formats.csv import page_as_csv

        return page_as_csv(page, around.speech).encode("utf-8-sig" if for_file else "utf-8")
    if form == "text":
        from ct58.render.formats.text import page_as_text

        return page_as_text(page).encode()
    return _document(around, answer, _with_day(page, answer.as_of, around), form)


def _unreadable(around: Surroundings) -> Mapping[str, object]:
    """What could not be read of the records that an answer is about; nothing where it is about none."""
    if around.unread is None:
        return {}
    from ct58.render.formats.json import unread_as_json

    return {"unreadable": unread_as_json(around.unread)}


def _document(around: Surroundings, answer: Answer, page: Page, form: str) -> bytes:
    """The forms that may be sent."""
    language = around.speech.language
    if form == "xlsx":
        from ct58.render.formats.xlsx import page_as_xlsx

        return page_as_xlsx(page, around.speech, answer.as_of)
    if form == "md":
        from ct58.render.formats.markdown import page_as_markdown

        return page_as_markdown(page).encode()
    if form == "html":
        from ct58.render.formats.html import page_as_html

        return page_as_html(page, language).encode()
    from ct58.render.formats.docx import page_as_docx

    return page_as_docx(page, language, answer.as_of)


def _with_day(page: Page, as_of: dt.date, around: Surroundings) -> Page:
    """Who is sent a page sees of which day it is: below the title, unless that says it."""
    title = page.blocks[0] if page.blocks else None
    day = around.speech.date(as_of)
    if not isinstance(title, Heading) or title.level != 1 or day in f"{title.text} {title.aside}":
        return page
    said = Line(words(around.speech.say(msg(N_("As of {day}"), day=as_of)), "dim"))
    return Page((title, said, *page.blocks[1:]))


def _page(around: Surroundings, answer: Answer, form: str) -> Page:
    """The page; with `--rev` it says which revision it shows, below its title. What could not be read comes first."""
    page, revision = answer.page(), _revision(around)
    if revision is not None:
        page = _below_title(page, Line(words(around.speech.say(revision_text(revision)), "accent")))
    unread = _unread_line(around)
    if unread is None:
        return page
    return Page((unread, *page.blocks)) if form == "text" else _below_title(page, unread)


def _below_title(page: Page, said: Line) -> Page:
    title = sum(1 for block in page.blocks[:1] if isinstance(block, Heading))
    return Page((*page.blocks[:title], said, *page.blocks[title:]))


def _unread_line(around: Surroundings) -> Line | None:
    """The files that could not be read; None where all were, and on a terminal, where the warning stands right above."""
    unread, options = around.unread, around.options
    is_said = around.is_terminal and sys.stderr.isatty() and not (options.quiet or options.output)
    if unread is None or not unread.files or is_said:
        return None
    from ct58.domain.records.places import unread_note

    return Line(words(around.speech.say(unread_note(unread)), "warning"))


def revision_text(revision: Revision) -> Message:
    """`Bản dữ liệu 6d13b14, 15/7/2021 16:52`."""
    return msg(
        N_("Data of revision {revision}, {day} {time}"),
        revision=revision.short,
        day=revision.when.date(),
        time=f"{revision.when:%H:%M}",
    )


def _revision(around: Surroundings) -> Revision | None:
    """The revision that was asked for; without `--rev` no data folder is looked for."""
    return around.source.revision if around.options.rev is not None else None


def _on_terminal(around: Surroundings, page: Page) -> None:
    from rich.console import Console

    from ct58.render.formats.terminal import print_page

    print_page(page, Console(width=around.width, highlight=False, markup=False, emoji=False))
