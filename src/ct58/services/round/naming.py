"""The names of submissions: by day and person, with a mark that no two computers come upon, not at the same second either."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from itertools import repeat

from ct58.services.round.people import Person

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is taken for another when it is read aloud or written down."""
_LENGTH = 8


def fresh_name(start: str, taken: Collection[str]) -> str:
    """A name that begins so (`2021-07-15-le-thi-hoa`)."""
    marks = ("".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)) for _attempt in repeat(None))
    return next(name for mark in marks if (name := f"{start}-{mark}") not in taken)


def is_of(name: str, who: Person) -> bool:
    """Whether a name is that of somebody's submission."""
    return re.fullmatch(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{who.slug}-[0-9a-z]+", name) is not None
