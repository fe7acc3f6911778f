"""A template as a file: its name, its content, and whether it can be a Word document at all."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from ct58.errors import InvalidData
from ct58.i18n import N_, msg
from ct58.records import record

MOST_BYTES: Final = 32 * 1024 * 1024
"""What a template may unpack to."""


@record
class Template:
    """A template: its name, as a person would look for it, and its content."""

    name: str
    content: bytes


def check_package(template: Template) -> None:
    """Raise InvalidData for what is no .docx, or would unpack to an enormous size."""
    try:
        with zipfile.ZipFile(io.BytesIO(template.content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise no_template(template.name) from error
    is_word = any(entry.filename == "word/document.xml" for entry in entries)
    if not is_word or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise no_template(template.name)


def no_template(name: str) -> InvalidData:
    """The refusal of a file that is no Word document."""
    return InvalidData(
        msg(N_("{template} is no Word document (.docx), or it is damaged."), template=name),
        msg(N_("Open it in Word, and save it as .docx.")),
    )
