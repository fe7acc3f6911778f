"""View of a report that comes back from Word: what its prose says now, what of it can be taken, and what cannot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from ct58.domain.records.narrative import SECTIONS, narrative_keys
from ct58.domain.records.office import Office
from ct58.domain.text.prose import Prose, ProseParagraph, canonical_prose, prose_as_markdown
from ct58.domain.time.period import Period
from ct58.records import record

Foreign = Literal["table", "picture", "footnote", "formula", "symbol", "struck", "hidden", "control", "other"]
"""What prose cannot hold: taken back as text it would be lost, or mean something else."""
WhyNot = Foreign | Literal["missing", "doubled", "beside", "clash", "unknown"]
"""Why a section is not taken back; a clash: its text was changed in the data, too; `beside`: words were put beside it."""


@record
class SectionOrigin:
    """A section as it was written: the print of its prose as the document said it, and as the narrative did."""

    key: str
    said: str
    source: str


@record
class ReportOrigin:
    """Which report it is; `rest` are the prints of all texts outside the prose, in their order."""

    period: str
    profile: str
    sections: tuple[SectionOrigin, ...] = ()
    rest: tuple[str, ...] = ()

    def section(self, key: str) -> SectionOrigin | None:
        """What was written of a section; None for one that the document did not have."""
        return next((section for section in self.sections if section.key == key), None)


@record
class ReportComment:
    """A remark in the margin, and who made it."""

    text: str
    author: str = ""


@record
class ReturnedSection:
    """The prose of a section as it stands in the document. `times` is in how many controls of the same name."""

    key: str
    prose: Prose = ()
    foreign: tuple[Foreign, ...] = ()
    comments: tuple[ReportComment, ...] = ()
    times: int = 1

    @property
    def digest(self) -> str:
        """What tells whether it says the same."""
        return prose_print(self.prose)


@record
class OutsideChange:
    """A place outside the prose that is not as ct58 wrote it: what stands there now, and how many texts are gone.

    `where` is the heading above, `beside` are the sections whose prose stands directly before or behind.
    """

    texts: tuple[str, ...]
    gone: int
    where: str
    beside: tuple[str, ...]


@record
class ReturnedReport:
    """What comes back: the prose of the sections, and of all else prints, remarks and what was changed.

    Without an origin nobody knows what was changed there.
    """

    name: str
    origin: ReportOrigin | None
    sections: tuple[ReturnedSection, ...]
    rest: tuple[str, ...] = ()
    comments: tuple[ReportComment, ...] = ()
    changes: tuple[OutsideChange, ...] = ()

    def section(self, key: str) -> ReturnedSection | None:
        """The section with a key."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def edited(self) -> tuple[str, ...]:
        """The sections whose prose is not as it was written, or is not where it was."""
        if self.origin is None:
            return ()
        gone = [entry.key for entry in self.origin.sections if self.section(entry.key) is None]
        return (*gone, *(entry.key for entry in self.sections if _is_edited(entry, self.origin)))


def _is_edited(section: ReturnedSection, origin: ReportOrigin | None) -> bool:
    """Whether a section was changed in Word, as far as that is known."""
    written = origin.section(section.key) if origin else None
    return written is None or section.digest != written.said or section.times > 1 or bool(section.foreign)


def prose_print(prose: Prose) -> str:
    """A short digest: equal prose, equal prints."""
    return hashlib.sha256(prose_as_markdown(prose).encode()).hexdigest()[:_PRINT]


_PRINT = 16


@record
class SectionBack:
    """A section that was changed in Word: its text in the data, the new one, and why it is not taken."""

    key: str
    title: str
    before: str
    after: str
    why_not: tuple[WhyNot, ...] = ()


@record
class TakenBack:
    """What a report brings back. `comments` are the remarks in its margin, with the section's key."""

    name: str
    period: Period
    sections: tuple[SectionBack, ...]
    changes: tuple[OutsideChange, ...] = ()
    comments: tuple[tuple[str, ReportComment], ...] = ()
    titles: Mapping[str, str]
    has_origin: bool = True

    @property
    def taken(self) -> tuple[SectionBack, ...]:
        """The sections that can be taken."""
        return tuple(section for section in self.sections if not section.why_not)

    @property
    def refused(self) -> tuple[SectionBack, ...]:
        """Those that cannot."""
        return tuple(section for section in self.sections if section.why_not)


def brought_back(
    office: Office, period: Period, report: ReturnedReport, marks: frozenset[str], *, over: bool = False
) -> TakenBack:
    """What a report says otherwise than the data, section by section.

    `marks` stand for words that are missing. `over`: Word's text is taken though the data's was changed since.
    """
    file = office.periods.get(str(period))
    narrative = file.narrative if file else {}
    titles = section_titles(office)
    return TakenBack(
        name=report.name,
        period=period,
        sections=tuple(_sections(report, narrative, titles, marks, over=over)),
        changes=report.changes,
        comments=(
            *((section.key, comment) for section in report.sections for comment in section.comments),
            *(("", comment) for comment in report.comments),
        ),
        titles=titles,
        has_origin=report.origin is not None,
    )


def section_titles(office: Office) -> dict[str, str]:
    """Key of a narrative → the title of its section, to be translated unless it is a part's own."""
    plain = {section.key: section.title for section in SECTIONS}
    plain |= {part.id: part.title for part in office.programme.parts}
    return {
        key: next(plain[name] for name in _names(key) if name in plain)
        for key in narrative_keys(office.programme)
    }


def _names(key: str) -> Iterator[str]:
    """A key without its reader, at last."""
    while key:
        yield key
        key = key.rpartition("-")[0]


def _sections(
    report: ReturnedReport,
    narrative: Mapping[str, str],
    titles: Mapping[str, str],
    marks: frozenset[str],
    *,
    over: bool,
) -> Iterator[SectionBack]:
    written = report.origin.sections if report.origin else ()
    for key in dict.fromkeys((*(entry.key for entry in written), *(entry.key for entry in report.sections))):
        section = report.section(key)
        before = canonical_prose(narrative.get(key, ""))
        if section is None:
            yield SectionBack(
                key=key, title=titles.get(key, key), before=before, after="", why_not=("missing",)
            )
        elif report.origin is None or _is_edited(section, report.origin):
            after = prose_as_markdown(_without_marks(section.prose, marks))
            origin = report.origin.section(key) if report.origin else None
            beside = any(key in change.beside for change in report.changes)
            clash = _is_clash(origin, before, after) and not over
            why = list(_why_not(section, titles, is_clash=clash, has_beside=beside))
            if why or not _says_the_same(before, after):
                yield SectionBack(
                    key=key, title=titles.get(key, key), before=before, after=after, why_not=tuple(why)
                )


def _why_not(
    section: ReturnedSection, titles: Mapping[str, str], *, is_clash: bool, has_beside: bool
) -> Iterator[WhyNot]:
    if section.key not in titles:
        yield "unknown"
    if section.times > 1:
        yield "doubled"
    if has_beside:
        yield "beside"
    yield from section.foreign
    if is_clash:
        yield "clash"


def _is_clash(origin: SectionOrigin | None, before: str, after: str) -> bool:
    """Whether the data's text is another than the document was made from, and than the document's."""
    return origin is not None and source_print(before) != origin.source and not _says_the_same(before, after)


def source_print(text: str) -> str:
    """The print of a narrative's text."""
    return hashlib.sha256(canonical_prose(text).encode()).hexdigest()[:_PRINT]


def _says_the_same(one: str, other: str) -> bool:
    """Whether two texts say the same but for the full stop that a document's end needs."""
    return one.removesuffix(".") == other.removesuffix(".")


def _without_marks(prose: Prose, marks: frozenset[str]) -> Prose:
    """The prose without the words that only said that it was missing."""
    return tuple(found for paragraph in prose if (found := _without_mark(paragraph, marks)) is not None)


def _without_mark(paragraph: ProseParagraph, marks: frozenset[str]) -> ProseParagraph | None:
    text = "".join(run.text for run in paragraph.runs)
    mark = next((mark for mark in marks if text.startswith(mark)), None)
    if mark is None:
        return paragraph
    if not text.removeprefix(mark).strip(" ."):
        return None
    first, *runs = paragraph.runs
    return replace(paragraph, runs=(replace(first, text=first.text.removeprefix(mark).lstrip()), *runs))
