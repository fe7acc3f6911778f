"""The number of the data's form: data of a newer one than this program knows is refused before anything of it is judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path as FilePath

from ct58 import __version__
from ct58.domain.records.places import PROGRAMME_FILE, place_of
from ct58.domain.records.programme import NEWEST_FORMAT
from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg

_NUMBERS = rb"""\bformat["']?[ \t]*:[ \t]*([0-9]+)"""
"""Wherever a format may be meant; only the reader knows which of them is the file's own."""


class NewerFormat(EnvironmentProblem):
    """The data is of a format that only a newer ct58 knows."""

    def __init__(self, number: int) -> None:
        text = N_(
            "The data is of format {number}, and this ct58 ({program}) knows none after {newest}; "
            "nothing was read or changed."
        )
        super().__init__(
            msg(text, number=number, program=__version__, newest=NEWEST_FORMAT),
            msg(N_("Install the newer ct58 that your colleagues use, then run the command again.")),
        )


def refuse_newer(format_: object) -> None:
    """Raises NewerFormat for the number of a format to come; what is no number is for the check to say."""
    if type(format_) is int and format_ > NEWEST_FORMAT:
        raise NewerFormat(format_)


def refuse_newer_folder(root: FilePath) -> None:
    """Raises NewerFormat for a data folder of a format to come."""
    with suppress(OSError):
        refuse_newer_content(PROGRAMME_FILE, (root / PROGRAMME_FILE).read_bytes())


def refuse_newer_content(file: str, content: bytes) -> None:
    """Raises NewerFormat for a programme.yaml of a format to come, even one that cannot be read otherwise."""
    place = place_of(file)
    if place is not None and place.kind == "programme":
        newest = max(map(int, re.findall(_NUMBERS, content)), default=0)
        if newest > NEWEST_FORMAT:
            refuse_newer(_own_format(file, content, newest))


def _own_format(file: str, content: bytes, otherwise: int) -> object:
    from ct58.store.yaml.reader import read

    tree, _findings = read(file, content)
    if tree is None:
        return otherwise
    return tree.value.get("format") if isinstance(tree.value, Mapping) else None
