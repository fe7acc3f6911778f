"""Showing an answer: on a terminal, through a pipe, or into a file."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ct58.cli.commands_table import CHECKING, READING, find
from ct58.cli.screen import height, is_coloured, page_through, pager
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
    ".pdf": "pdf",
}
_BINARY = frozenset({"docx", "xlsx", "pdf"})


@record
class Answer:
    """What a command found, in each form that it can take; a form is made only when asked for.

    `files` are further forms, by their ending (`ics`, `docx`): for a file or a pipe, not for a screen.
    `texts` are further forms that are lines of text, for a screen too. `beside` stands in JSON beside the data.
    `template` is the file that was named to make one of those by.
    """

    command: str
    as_of: dt.date
    page: Callable[[], Page]
    data: Callable[[], object]
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    texts: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    beside: Callable[[], Mapping[str, object]] = dict
    template: Path | None = None


def give(around: Surroundings, answer: Answer) -> None:
    """Show an answer in the form that was asked for."""
    form = _form(around, answer)
    _refuse_idle_template(answer, form)
    if around.options.output:
        from ct58.store.output_file import write_new

        content = _content(around, answer, form, for_file=True)
        write_new(Path(around.options.output), content, force=around.options.force)
    elif form == "text" and (around.is_terminal or _has_colours(around)):
        _on_screen(around, _page(around, answer, form), answer.command)
    elif form in answer.files or form in _BINARY:
        _into_pipe(around, answer, form)
    else:
        sys.stdout.write(_content(around, answer, form, for_file=False).decode())


def document_texts(markdown: Callable[[], str]) -> Mapping[str, Callable[[], str]]:
    """A document in Markdown, and as HTML made from it."""

    def html() -> str:
        from ct58.render.formats.html import page_as_html
        from ct58.render.formats.markdown_page import markdown_as_page

        return page_as_html(markdown_as_page(markdown()), "vi")

    return {"md": markdown, "html": html}


def _refuse_idle_template(answer: Answer, form: str) -> None:
    """A template that is named and makes nothing would be missed only by who compares."""
    made = (*answer.files, *answer.texts)
    if answer.template is not None and form not in made:
        raise BadUsage(
            msg(
                N_("--template {file} makes nothing in this form ({form})."),
                file=str(answer.template),
                form=form,
            ),
            msg(N_("Forms with a template: {forms}"), forms=", ".join(made)),
        )


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
    if options.format in _BINARY and not (options.output or options.to_pipe):
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
    sys.stdout.buffer.write(_content(around, answer, form, for_file=True))
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
    if form == "pdf":
        from ct58.services.documents.pdf import as_pdf

        return as_pdf(_content(around, answer, "docx", for_file), around.environment)
    if form in answer.texts:
        return answer.texts[form]().encode()
    if form == "json":
        from ct58.render.formats.json import envelope

        revision = _revision(around)
        known = revision.id if revision else None
        beside = {**answer.beside(), **_unreadable(around), **_practice(around)}
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


def _practice(around: Surroundings) -> Mapping[str, object]:
    """The day that it is in an office for practice; nothing in a real one."""
    return {"practice_today": around.practice_today} if around.practice_today else {}


def _document(around: Surroundings, answer: Answer, page: Page, form: str) -> bytes:
    """The forms that may be sent."""
    language = around.speech.language
    if form == "xlsx":
        from ct58.render.formats.xlsx import page_as_xlsx

        return page_as_xlsx(page, around.speech, answer.as_of)
    if form == "md":
        from ct58.render.formats.markdown import page_as_markdown

        def more(count: int) -> str:
            return around.speech.say(msg(N_("… and {count} more lines"), count=count))

        return page_as_markdown(page, more).encode()
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
    """The page; below its title it says which revision it shows, and that it is of an office for practice.

    What could not be read comes first. Of another day than today the commands that it prints are of that day, too.
    """
    page, revision = answer.page(), _revision(around)
    if form == "text" and (day := around.other_day) is not None:
        from ct58.cli.same_day import page_on_the_day

        page = page_on_the_day(page, day)
    if around.practice_note is not None:
        page = _below_title(page, Line(words(around.speech.say(around.practice_note), "accent")))
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


def _on_screen(around: Surroundings, page: Page, command: str) -> None:
    """Drawn; what is looked up and longer than the screen can be paged through."""
    program = () if around.options.no_pager or not _is_looked_up(command) else pager(around.environment)
    if program and sys.stdout.isatty() and (lines := height()):
        paper = StringIO()
        _draw(around, page, paper)
        drawn = paper.getvalue()
        if drawn.count("\n") >= lines and page_through(drawn, program, around.environment):
            return
    _draw(around, page, sys.stdout)


def _draw(around: Surroundings, page: Page, stream: TextIO) -> None:
    from rich.console import Console

    from ct58.cli.gate import drawn_on
    from ct58.render.formats.terminal import print_page

    with_colours = _has_colours(around)
    console = Console(
        file=drawn_on(stream),
        width=around.width,
        force_terminal=True
        if with_colours and (stream is not sys.stdout or not around.is_terminal)
        else None,
        no_color=not with_colours,
        highlight=False,
        markup=False,
        emoji=False,
    )
    print_page(page, console)


def _has_colours(around: Surroundings) -> bool:
    return is_coloured(around.options.color, around.environment, is_terminal=around.is_terminal)


def _is_looked_up(command: str) -> bool:
    """Whether a command only shows: what records or asks goes on below what it has shown."""
    entry = find(command)
    return entry is not None and entry.section in (READING, CHECKING)
