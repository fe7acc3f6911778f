"""The prose of a summary: which sections there are, and under which keys a period's file gives them.

The keys are the programme's part ids (`II.1`) and the sections named here. A key may end in `-` and the
name of a profile; such a text goes to that reader only, and takes the place of the common one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from ct58.domain.records.programme import Programme

Profile = Literal["standing-committee", "superior"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
"""The two readers of one report: the office writes to the standing committee, the committee to its superior."""

SectionKey = Literal[
    "overview",
    "progress",
    "ratings",
    "commendations",
    "comparison",
    "shortcomings",
    "lessons",
    "next",
    "proposals",
]
SECTIONS: tuple[SectionKey, ...] = get_args(SectionKey)


def narrative_keys(programme: Programme) -> tuple[str, ...]:
    """Every key that a narrative may have."""
    plain = [*SECTIONS, *(part.id for part in programme.parts)]
    return tuple(key for name in plain for key in (name, *(f"{name}-{profile}" for profile in PROFILES)))


def unknown_keys(programme: Programme, narrative: Mapping[str, str]) -> Iterator[str]:
    """The keys of a narrative that no section of any summary shows."""
    known = set(narrative_keys(programme))
    return (key for key in narrative if key not in known)


def text_for(narrative: Mapping[str, str], key: str, profile: Profile) -> str:
    """The prose of a section for a reader; empty where nobody has written it."""
    return (narrative.get(f"{key}-{profile}") or narrative.get(key) or "").strip()
