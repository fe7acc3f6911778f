"""Options that several commands share, and what they mean: the period of a document, its template."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.items import ItemKind
from ct58.domain.records.narrative import PROFILES, Profile
from ct58.domain.records.office import Office
from ct58.domain.records.terms import NO_TERMS, Terminology
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.period import Period, PeriodKind
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.views.due import Filter

if TYPE_CHECKING:  # most commands make no document
    from ct58.views.document import DocumentKind

OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner", metavar=_(N_("UNIT")), help=_(N_("Only what this body or unit leads, shares or owes."))
    ),
]
ItemKindOption = Annotated[
    Literal["task", "duty", "report", "ad_hoc"] | None,
    typer.Option("--kind", help=_(N_("Only this kind of item."))),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_(N_("Only show what would be written.")))]
HowOption = Annotated[
    str | None,
    typer.Option("--how", metavar=_(N_("WORDS")), help=_(N_("How it came: by post, e-mail, by hand."))),
]
ArrivalNumberOption = Annotated[
    int | None,
    typer.Option(
        "--arrival", metavar=_(N_("N")), min=1, help=_(N_("The number in the register of arrivals."))
    ),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=_(N_("FILE")),
        help=_(N_("Your own template: .docx for Word, .md.jinja for Markdown and HTML.")),
    ),
]


def due_filter(office: Office, owner: str | None, kind: str | None) -> Filter:
    """The filter that --owner and --kind mean. Raises BadUsage for an unknown owner."""
    unit = asked_unit(office, owner)
    return Filter(owner=unit.id if unit else None, kind=cast(ItemKind | None, kind))


def period_option(meaning: str) -> Any:
    """--period, with what it means to one command; the words are marked where they stand."""
    return typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(meaning))


def period_of(text: str | None, around: Surroundings) -> Period | None:
    """The period that a text means, None where it is left out. Raises BadUsage."""
    from ct58.domain.time.dates import parse_period

    return parse_period(text, around.today) if text else None


def day(text: str | None, around: Surroundings) -> dt.date | None:
    """The date that a text means, None where it is left out. Raises BadUsage."""
    from ct58.domain.time.dates import parse_date

    return parse_date(text, around.today) if text else None


def since_day(text: str | None, around: Surroundings, until: dt.date) -> dt.date | None:
    """The day behind --since, None where it is left out. Raises BadUsage for one after the day to answer for."""
    since = day(text, around)
    if since is not None and since > until:
        raise BadUsage(
            msg(N_("--since ({since}) is after the day to answer for ({as_of})."), since=since, as_of=until)
        )
    return since


def asked_unit(office: Office, text: str | None) -> Unit | None:
    """The unit that a text names, None where it is left out. Raises BadUsage."""
    from ct58.domain.records.unit_search import find_unit

    return find_unit(office, text) if text else None


QuarterOption = Annotated[
    str | None,
    typer.Option("--quarter", metavar=_(N_("QUARTER")), help=_(N_("A quarter, such as III/2021 or 3/2021."))),
]
HalfOption = Annotated[
    str | None,
    typer.Option(
        "--half", metavar=_(N_("YEAR")), help=_(N_("The first six months of a year; the last six: 2021-H2."))
    ),
]
YearOption = Annotated[
    str | None, typer.Option("--year", metavar=_(N_("YEAR")), help=_(N_("A year, such as 2021.")))
]
TermOption = Annotated[bool, typer.Option("--term", help=_(N_("The programme's whole time.")))]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Any period, such as 2021-9M."))),
]


@record
class PeriodWords:
    """What the command line says of the period; at most one of them."""

    quarter: str | None = None
    half: str | None = None
    year: str | None = None
    period: str | None = None
    term: bool = False


def asked_period(words: PeriodWords, horizon: Period, today: dt.date) -> Period | None:
    """The period that is meant; None where nothing is said. Raises BadUsage."""
    from ct58.domain.time.dates import parse_period

    given = [
        *([_of_kind(words.quarter, "quarter", "quý", today)] if words.quarter else ()),
        *([_of_kind(words.half, "half", "6 tháng năm", today)] if words.half else ()),
        *([_of_kind(words.year, "year", "năm", today)] if words.year else ()),
        *([parse_period(words.period, today)] if words.period else ()),
        *([horizon] if words.term else ()),
    ]
    if len(given) > 1:
        raise BadUsage(
            msg(N_("Several periods are named.")),
            msg(N_("Give one of --quarter, --half, --year, --term and --period.")),
        )
    return given[0] if given else None


def _of_kind(text: str, kind: PeriodKind, name: str, today: dt.date) -> Period:
    """A period of one kind, as it is written in full or behind the kind's name. Raises BadUsage."""
    from ct58.domain.time.dates import PERIOD_HINT, parse_period

    for written in (f"{name} {text}", text):
        try:
            found = parse_period(written, today)
        except BadUsage:
            continue
        if found.kind == kind:
            return found
    raise BadUsage(msg(N_("“{text}” is not a period."), text=text), msg(PERIOD_HINT))


def warn_of_form(around: Surroundings, kind: DocumentKind, chosen: Path | None, day: dt.date) -> None:
    """Say on stderr what in a template departs from the rule of a document's day; the document is made all the same.

    Raises as `find_template` does, and InvalidData for a template that is no Word document.
    """
    from ct58.services.documents.templates import template_departures

    for text in template_departures(kind, around.source.root, chosen, day):
        around.warn(text)


def reader_said(text: str, terms: Terminology) -> Profile:
    """The reader of a report that a word means: one of the two profiles, or a body, above the office or its own. Raises BadUsage."""
    known = next((profile for profile in PROFILES if profile == text.strip().casefold()), None)
    body = terms.body_named(text)
    if known is None and body is None and terms is not NO_TERMS:
        bodies = enumeration([*PROFILES, *(body.id for body in terms.bodies)])
        raise BadUsage(
            msg(N_("Nobody reads reports as “{text}”."), text=text),
            msg(N_("Bodies: {bodies}"), bodies=bodies),
        )
    return known or ("superior" if body and body.superior else "standing-committee")


def known_body(text: str, terms: Terminology) -> str:
    """The id of the body that an id, an abbreviation or a name means. Raises BadUsage."""
    body = terms.body_named(text)
    if terms is NO_TERMS:  # the data cannot be read, and the command says why
        return text
    if body is None or not body.submit:
        known = enumeration(f"{body.id} ({terms.body(body.id)})" for body in terms.receivers)
        raise BadUsage(
            msg(N_("“{body}” is no body to submit to."), body=text),
            msg(N_("Bodies: {bodies}"), bodies=known or "–"),
        )
    return body.id
