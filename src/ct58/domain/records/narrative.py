"""The prose of a summary: which sections there are, and under which keys a period's file gives them.

The keys are the programme's part ids (`II.1`) and the sections named here. A key may end in `-` and the
name of a profile; such a text goes to that reader only, and takes the place of the common one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from ct58.domain.records.programme import Programme
from ct58.i18n import N_
from ct58.records import record

Profile = Literal["standing-committee", "superior"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
"""The two readers of one report: the office writes to the standing committee, the committee to its superior."""

SummaryExtent = Literal["part", "year", "term"]
"""What a summary is of: a part of a year, a whole one (sơ kết), or the programme's whole time (tổng kết)."""
_ALWAYS: frozenset[SummaryExtent] = frozenset(get_args(SummaryExtent))
_REVIEWS: frozenset[SummaryExtent] = frozenset({"year", "term"})


@record
class SummarySection:
    """A section of a summary: the key under which a narrative has its text, and its title.

    `stands_in` are the summaries that have it, `needs_words` those in which it is nothing without a person's words.
    `is_by_part`: it goes through the programme's parts, whose texts have keys of their own; it has none.
    """

    key: str
    title: str
    stands_in: frozenset[SummaryExtent] = _ALWAYS
    needs_words: frozenset[SummaryExtent] = frozenset()
    is_by_part: bool = False


OPENING = SummarySection(key="overview", title=N_("GENERAL SITUATION"), needs_words=_ALWAYS)
"""Stands before the numbered ones."""
SECTIONS: tuple[SummarySection, ...] = (
    OPENING,
    SummarySection(key="results", title=N_("RESULTS"), is_by_part=True),
    SummarySection(key="progress", title=N_("PROGRESS OF THE APPENDIX")),
    SummarySection(key="ratings", title=N_("RATINGS")),
    SummarySection(key="comparison", title=N_("COMPARED WITH THE YEAR BEFORE")),
    SummarySection(key="commendations", title=N_("COMMENDATIONS"), stands_in=_REVIEWS, needs_words=_REVIEWS),
    SummarySection(key="shortcomings", title=N_("SHORTCOMINGS AND CAUSES"), needs_words=_ALWAYS),
    SummarySection(key="lessons", title=N_("LESSONS"), stands_in=_REVIEWS, needs_words=_REVIEWS),
    SummarySection(key="next", title=N_("MAIN TASKS OF THE TIME AHEAD"), needs_words=frozenset({"year"})),
    SummarySection(key="proposals", title=N_("PROPOSALS"), needs_words=_ALWAYS),
)
"""All of them, in the order of the report. Figures fill some (`render/screens/summary.py`); a text stands before them."""


def sections_of(extent: SummaryExtent) -> tuple[SummarySection, ...]:
    """The sections of a summary."""
    return tuple(section for section in SECTIONS if extent in section.stands_in)


def section_title(key: str) -> str:
    """The title of the section with a key."""
    return next(section.title for section in SECTIONS if section.key == key)


def plain_keys(programme: Programme) -> tuple[str, ...]:
    """Every key that a narrative may have for all its readers."""
    own = (section.key for section in SECTIONS if not section.is_by_part)
    return (*own, *(part.id for part in programme.parts))


def narrative_keys(programme: Programme) -> tuple[str, ...]:
    """Every key that a narrative may have."""
    plain = plain_keys(programme)
    return tuple(key for name in plain for key in (name, *(f"{name}-{profile}" for profile in PROFILES)))


def unknown_keys(programme: Programme, narrative: Mapping[str, str]) -> Iterator[str]:
    """The keys of a narrative that no section of any summary shows."""
    known = set(narrative_keys(programme))
    return (key for key in narrative if key not in known)


def text_for(narrative: Mapping[str, str], key: str, profile: Profile) -> str:
    """The prose of a section for a reader; empty where nobody has written it."""
    return narrative.get(text_key(narrative, key, profile), "").strip()


def text_key(narrative: Mapping[str, str], key: str, profile: Profile) -> str:
    """The key under which a reader's text of a section stands: his own where there is one, else that for all."""
    own = f"{key}-{profile}"
    return own if narrative.get(own) else key
