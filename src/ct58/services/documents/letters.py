"""Letters into files: one each in a folder, or all in one; Word from a template, or Markdown. And work programmes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, Literal

from ct58.render.documents.letter import letter_document, letter_page
from ct58.render.words.speech import Speech
from ct58.services.documents.templates import find_template
from ct58.services.reading.data_source import Progress
from ct58.store.output_file import write_all
from ct58.views.plan import PlanView
from ct58.views.reminders import Letter, RemindersView

LetterForm = Literal["docx", "md"]
LANGUAGE: Final = "vi"
"""Official letters are written in Vietnamese, whatever language the screen speaks."""


def write_letters(
    view: RemindersView,
    form: LetterForm,
    folder: Path,
    data: Path,
    *,
    template: Path | None,
    force: bool,
    progress: Progress | None,
) -> tuple[Path, ...]:
    """One file a letter, named so that the folder shows the office's order. Raises as `write_all` does."""
    make = _maker(view, form, data, template)
    files = [
        (folder / f"{letter.addressee.file_stem}.{form}", partial(make, letter)) for letter in view.letters
    ]
    return write_all(files, force=force, progress=progress)


def write_together(
    view: RemindersView,
    form: LetterForm,
    path: Path,
    data: Path,
    *,
    template: Path | None,
    force: bool,
    progress: Progress | None,
) -> tuple[Path, ...]:
    """All letters in one file, each beginning on a page of its own. Raises as `write_all` does."""
    make = _maker(view, form, data, template)

    def content() -> bytes:
        letters = []
        for done, letter in enumerate(view.letters, start=1):
            letters.append(make(letter))
            if progress:
                progress(done, len(view.letters))
        return _together(letters, form, view)

    return write_all([(path, content)], force=force)


def _together(letters: list[bytes], form: LetterForm, view: RemindersView) -> bytes:
    if form == "md":
        return b"\n---\n\n".join(letters)
    from ct58.render.documents.joining import joined_documents

    return joined_documents(letters, view.as_of, view.form.body)


def _maker(
    view: RemindersView, form: LetterForm, data: Path, template: Path | None
) -> Callable[[Letter], bytes]:
    """What makes a letter's content, in a form."""
    makers: Mapping[LetterForm, Callable[[], Callable[[Letter], bytes]]] = {
        "docx": lambda: _as_word(view, data, template),
        "md": lambda: _as_markdown(view),
    }
    return makers[form]()


def _as_word(view: RemindersView, data: Path, template: Path | None) -> Callable[[Letter], bytes]:
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.tags import letter_context

    found, speech = find_template("letter", data, template), Speech(LANGUAGE)

    def make(letter: Letter) -> bytes:
        document = letter_document(view, letter, speech)
        return render_docx(found, letter_context(document), made_on=view.as_of, title=document.subject)

    return make


def _as_markdown(view: RemindersView) -> Callable[[Letter], bytes]:
    from ct58.render.formats.markdown import page_as_markdown

    speech = Speech(LANGUAGE)
    return lambda letter: page_as_markdown(
        letter_page(letter_document(view, letter, speech), speech)
    ).encode()


def work_programme_as_word(view: PlanView, data: Path, template: Path | None) -> bytes:
    """A work programme in Word."""
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.tags import work_programme_context
    from ct58.render.documents.work_programme import work_programme_document

    document = work_programme_document(view, Speech(LANGUAGE))
    return render_docx(
        find_template("work_programme", data, template),
        work_programme_context(document),
        made_on=view.as_of,
        title=f"{document.head.title} {document.subject}",
    )
