"""Letters into files: one to all, one each in a folder, or those in one file; Word from a template, or Markdown. And work programmes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from ct58.render.documents.contents import LetterDocument
from ct58.render.documents.letter import circular_document, letter_document, within_the_letter
from ct58.render.words.speech import Speech
from ct58.services.documents.templates import LANGUAGE, find_markdown, find_template
from ct58.services.reading.data_source import Progress
from ct58.store.output_file import write_all
from ct58.views.plan import PlanView
from ct58.views.reminders import Letter, RemindersView

LetterForm = Literal["docx", "md"]


def write_circular(
    view: RemindersView,
    form: LetterForm,
    path: Path,
    data: Path,
    *,
    template: Path | None,
    force: bool,
    progress: Progress | None,
) -> tuple[Path, ...]:
    """One letter to all, with the list of what each owes annexed. Raises as `write_all` does."""
    del progress  # it is one file, made at once
    speech = Speech(LANGUAGE, view.terms)
    document = circular_document(view, speech)

    def content() -> bytes:
        if form == "md":
            return _circular_as_markdown(document, data, template)
        from ct58.render.documents.docx import render_docx
        from ct58.render.documents.tags import ANNEX_TAG, letter_context
        from ct58.render.documents.template_faults import mentions

        found = find_template("letter", data, template)
        shown = document if mentions(found, ANNEX_TAG) else within_the_letter(document)
        return render_docx(
            found,
            letter_context(shown),
            made_on=view.as_of,
            title=document.subject,
            author=document.head.body,
        )

    return write_all([(path, content)], force=force)


def _circular_as_markdown(document: LetterDocument, data: Path, template: Path | None) -> bytes:
    """With its list where the template, or one that it goes on from, has a place for it."""
    from ct58.render.documents.markdown import may_mention, render_markdown
    from ct58.render.documents.tags import ANNEX_TAG, letter_context

    found = find_markdown("letter", data, template)
    has_list = may_mention(found, ANNEX_TAG)
    return render_markdown(
        found, letter_context(document if has_list else within_the_letter(document))
    ).encode()


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
        (folder / f"{letter.addressee.file_stem(view.terms)}.{form}", partial(make, letter))
        for letter in view.letters
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
        "docx": lambda: letters_as_word(view, data, template),
        "md": lambda: _as_markdown(view, data, template),
    }
    return makers[form]()


def letters_as_word(view: RemindersView, data: Path, template: Path | None) -> Callable[[Letter], bytes]:
    """What makes a letter in Word."""
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.tags import letter_context

    found, speech = find_template("letter", data, template), Speech(LANGUAGE, view.terms)

    def make(letter: Letter) -> bytes:
        document = letter_document(view, letter, speech)
        return render_docx(
            found,
            letter_context(document),
            made_on=view.as_of,
            title=document.subject,
            author=document.head.body,
        )

    return make


def _as_markdown(view: RemindersView, data: Path, template: Path | None) -> Callable[[Letter], bytes]:
    from ct58.render.documents.markdown import render_markdown
    from ct58.render.documents.tags import letter_context

    found, speech = find_markdown("letter", data, template), Speech(LANGUAGE, view.terms)
    return lambda letter: render_markdown(
        found, letter_context(letter_document(view, letter, speech))
    ).encode()


def work_programme_as_word(view: PlanView, data: Path, template: Path | None) -> bytes:
    """A work programme in Word."""
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.tags import work_programme_context
    from ct58.render.documents.work_programme import work_programme_document

    document = work_programme_document(view, Speech(LANGUAGE, view.terms))
    return render_docx(
        find_template("work_programme", data, template),
        work_programme_context(document),
        made_on=view.as_of,
        title=f"{document.head.title} {document.subject}",
        author=document.head.body,
    )


def work_programme_as_markdown(view: PlanView, data: Path, template: Path | None) -> str:
    """The same in Markdown."""
    from ct58.render.documents.markdown import render_markdown
    from ct58.render.documents.tags import work_programme_context
    from ct58.render.documents.work_programme import work_programme_document

    document = work_programme_document(view, Speech(LANGUAGE, view.terms))
    return render_markdown(find_markdown("work_programme", data, template), work_programme_context(document))
