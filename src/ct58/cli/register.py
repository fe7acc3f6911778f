"""What the commands of the register share: reading a kind and an organisation, and telling what was recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ct58.cli.language import _
from ct58.cli.options import day
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import NOTHING_TURNS, Effects
from ct58.domain.planning.register import UnitImportPlan, expected_counts
from ct58.domain.planning.unit_words import kind_of, organisation_of
from ct58.domain.records.office import Office
from ct58.domain.records.terms import NO_TERMS, Organisation, Terminology, UnitKind
from ct58.domain.text.suggestions import enumeration
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.recorded import recorded_page
from ct58.services.writing.recording import Recorded, moved_books
from ct58.views.changes import RecordedView
from ct58.views.page import Page
from ct58.views.unit_import import UnitImportView, similar_units

if TYPE_CHECKING:
    from ct58.exchange.unit_list import UnitList, UnreadColumn

UnitArgument = Annotated[
    list[str], typer.Argument(metavar=_(N_("UNIT")), help=_(N_("An id, or a name without accents.")))
]
KINDS_HELP = _(N_("A kind of unit, by its id or its words in programme.yaml."))
UnitKindOption = Annotated[str | None, typer.Option("--kind", metavar=_(N_("KIND")), help=KINDS_HELP)]

OrganisationOption = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar=_(N_("ORGANISATION")),
        help=_(N_("Its form of organisation, by its id or its words (default: as the name begins).")),
    ),
]
UnitReasonOption = Annotated[
    str | None,
    typer.Option("--reason", help=_(N_("Why, with the decision's number; kept as the unit's note."))),
]


def kind_said(text: str, terms: Terminology) -> str:
    """The kind that an id or a word of the data means; the text where the data cannot be read. Raises BadUsage."""
    if terms is NO_TERMS:  # the command itself says why
        return text
    kind = kind_of(text, terms)
    if kind is None:
        raise BadUsage(
            msg(N_("“{text}” is no kind of unit."), text=text),
            msg(N_("Kinds: {kinds}"), kinds=_listed(terms.kinds)),
        )
    return kind


def organisation_said(text: str | None, terms: Terminology) -> str | None:
    """The form of organisation that an id or a word of the data means, as `kind_said`. Raises BadUsage."""
    if text is None or terms is NO_TERMS:
        return text
    organisation = organisation_of(text, terms)
    if organisation is None:
        raise BadUsage(
            msg(N_("“{text}” is no form of organisation."), text=text),
            msg(N_("Forms: {organisations}"), organisations=_listed(terms.organisations)),
        )
    return organisation


def _listed(known: Sequence[UnitKind | Organisation]) -> str:
    """`agency (cơ quan), public_service (đơn vị sự nghiệp)`."""
    return enumeration(f"{term.id} ({term.name})" for term in known) or "–"


ValidFromOption = Annotated[
    str | None,
    typer.Option(
        "--valid-from",
        metavar=_(N_("DATE")),
        help=_(N_("The first day from which it counts, and owes reports (default: today).")),
    ),
]


def counted_from(valid_from: str | None, around: Surroundings) -> dt.date:
    """The day from which a new unit counts: the one that is said, else today. Raises BadUsage.

    So nothing that fell due before is asked of it, unless somebody says so.
    """
    return day(valid_from, around) or around.today


def register_answer(
    around: Surroundings,
    recorded: Recorded,
    page: Callable[[], Page],
    more: Mapping[str, object] | None = None,
) -> Answer:
    """A page, and the files that changed."""
    files = recorded.changes.files
    return Answer(
        command="unit",
        as_of=around.today,
        page=page,
        data=lambda: {"files": list(files), "written": recorded.is_written, **(more or {})},
    )


def tell_of_units(
    around: Surroundings,
    recorded: Recorded,
    lines: Sequence[Message | str],
    from_day: dt.date,
    *,
    effect: Effects = NOTHING_TURNS,
    more: Mapping[str, object] | None = None,
) -> None:
    """What was recorded, and how many units each line of the calendar asks from a day on."""
    counts = [
        msg(
            N_("Expected from {day}: {title} {before} → {after}"),
            day=from_day,
            title=count.rule.title,
            before=count.before,
            after=count.after,
        )
        for count in expected_counts(recorded.before, recorded.after, from_day)
    ]
    view = RecordedView(
        lines=tuple(around.speech.say(line) for line in (*lines, *counts)),
        files=recorded.changes.files,
        effect=effect,
        is_written=recorded.is_written,
        settled=moved_books(around.desk(), recorded, around.today),
    )
    moves = {"settled": settled_entries(view.settled, around.speech)}
    page = partial(recorded_page, view, around.speech)
    give(around, register_answer(around, recorded, page, {**moves, **(more or {})}))


def listed_view(
    file: str, listed: UnitList, planned: UnitImportPlan, before: Office, since: dt.date | None
) -> UnitImportView:
    """A list as it was understood, before anything is written."""
    from ct58.exchange.sheets import column_letter

    return UnitImportView(
        file=file,
        sheet=listed.sheet,
        columns={key: column_letter(column + 1) for key, column in listed.columns.items()},
        plan=planned,
        problems=tuple(sorted((*listed.problems, *planned.problems), key=lambda problem: problem.row)),
        similar=similar_units(before, planned),
        passed_over=listed.passed_over,
        others=listed.others,
        found=listed.found,
        unread=tuple(map(_unread, listed.unread)),
        is_written=False,
        is_trial=True,
        since=since,
    )


def _unread(entry: UnreadColumn) -> tuple[str, str, str]:
    """A column by its letter, with the letter of the one that says the same."""
    from ct58.exchange.sheets import column_letter

    same_as = column_letter(entry.same_as + 1) if entry.same_as is not None else ""
    return column_letter(entry.column + 1), entry.title, same_as
