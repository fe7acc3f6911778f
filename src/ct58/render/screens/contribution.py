"""`ct58 contribute`: what is in the package that an office hands up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ct58.domain.rollup.package import ContributionPackage, SourcePackage
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech
from ct58.views.page import Amount, Column, Gap, Heading, Line, Page, Table, on_screen, words

_HOLDS = {
    "contributions": N_("Indicators: sums of what is known, and what is still open, by kind of unit"),
    "tasks": N_("Tasks and duties: done or not, in time or not, by kind, body and time"),
    "reports": N_("Reports of units: expected, arrived, in time"),
    "overdue": N_("What is overdue on the day"),
    "proposals": N_("What is asked of the superior"),
    "signed": N_("Reports that were signed, with number and day"),
    "moved": N_("Figures of signed reports that are others now"),
    "units": N_("Each unit by name, in each figure: what it adds, or what is open of it"),
}


def contribution_page(package: ContributionPackage, speech: Speech) -> Page:
    """Who hands up what as of which day, and how much of each there is."""
    manifest = package.manifest
    title = msg(
        N_("CONTRIBUTION · {office} · {period} · as of {day}"),
        office=manifest.name,
        period=manifest.period,
        day=manifest.as_of,
    )
    columns = (
        Column(speech.gettext(N_("Part"))),
        Column(speech.gettext(N_("Rows")), align="right"),
        Column(speech.gettext(N_("What it holds")), grows=True),
    )
    rows = tuple(
        (
            words(name, "strong"),
            words(speech.number(count), "plain", Amount(count)),
            words(speech.gettext(_HOLDS[name])),
        )
        for name, count in row_counts(package).items()
    )
    return Page(
        (
            Heading(speech.say(title), level=1),
            *(Line(words(speech.say(line))) for line in _facts(package)),
            Gap(),
            Table(columns, rows),
            Gap(),
            Line(on_screen(speech.gettext(N_("Write the package: ct58 contribute -o khoi.zip")))),
        )
    )


def row_counts(package: ContributionPackage) -> Mapping[str, int]:
    """How many rows each part of a package has."""
    counts = {
        "contributions": len(package.parts),
        **{name: len(rows) for name, rows in package.tables.items()},
    }
    return counts if package.units is None else {**counts, "units": len(package.units)}


def _facts(package: ContributionPackage) -> Iterator[Message]:
    manifest = package.manifest
    named = N_("{indicators} indicators of {programme}; {units} units in the register, each named in it.")
    unnamed = N_("{indicators} indicators of {programme}; {units} units in the register; no unit is named.")
    yield msg(
        unnamed if package.units is None else named,
        indicators=len(manifest.definitions),
        programme=manifest.programme,
        units=manifest.expected,
    )
    yield state_text(manifest.sources[0])
    if manifest.unit_codes is None:
        yield msg(
            N_("Units without an official code: whether another office counts them, too, cannot be checked.")
        )
    if any(source.is_practice for source in manifest.sources):
        yield msg(N_("From an office for practice: no figure in it is anybody's."))


def state_text(source: SourcePackage) -> Message:
    """From which state of the data it comes."""
    if source.revision is None:
        return msg(N_("The data is not kept in a history, so it cannot be read again as it was."))
    if source.is_clean:
        return msg(N_("Data of revision {revision}."), revision=source.revision)
    return msg(N_("Data of revision {revision}, with changes that are not saved."), revision=source.revision)
