"""ct58 unit: the register: adding, closing, merging, splitting, and a whole list at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ct58.cli.commands.unit_edit import edit_unit
from ct58.cli.commands.unit_end import close_units, merge_units
from ct58.cli.group import FormattedCommand, PlainGroup
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.output import give
from ct58.cli.register import (
    KINDS_HELP,
    OrganisationOption,
    UnitArgument,
    UnitKindOption,
    UnitReasonOption,
    ValidFromOption,
    counted_from,
    kind_said,
    listed_view,
    organisation_said,
    register_answer,
    tell_of_units,
)
from ct58.cli.standard_input import file_given
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.register import (
    SplitWords,
    UnitImportPlan,
    UnitWords,
    near_duplicates,
    new_unit,
    plan_add,
    plan_import,
    plan_split,
)
from ct58.domain.planning.unit_words import derived_id
from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.time.dates import parse_date
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.unit_import import unit_import_as_json, unit_import_page
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record, moved_books
from ct58.views.unit_import import UnitImportView

if TYPE_CHECKING:
    from ct58.exchange.unit_list import Defaults, UnitList

app = typer.Typer(
    cls=PlainGroup,
    rich_markup_mode=None,
    add_completion=False,
    help=_(N_("The register of units: who reports, from when to when.")),
)
_REGISTER = Slice(needs=frozenset({"programme", "units"}))
WITH_REPORTS = Slice(needs=frozenset({"programme", "units", "reports"}))


@app.command(
    "add",
    cls=FormattedCommand,
    help=_(N_("Add a unit. Without ID, the id is made from the name: “Đảng bộ Sở Y tế” is so-y-te.")),
    epilog=_(
        N_(
            'Example: ct58 unit add --name "Đảng bộ Sở Y tế" --kind agency --order 12 --alias SYT --valid-from 28/2/2020'
        )
    ),
)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Option("--name", help=_(N_("The full name.")))],
    kind: Annotated[
        str,
        typer.Option("--kind", metavar=_(N_("KIND")), help=KINDS_HELP),
    ],
    id_: Annotated[
        str | None,
        typer.Argument(metavar=_(N_("[ID]")), help=_(N_("Small letters without marks, digits and “-”."))),
    ] = None,
    organisation: OrganisationOption = None,
    order: Annotated[
        int | None, typer.Option("--order", min=0, help=_(N_("Its place in every list.")))
    ] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help=_(N_("Another name, such as SYT; may be repeated.")))
    ] = None,
    valid_from: ValidFromOption = None,
    short_name: Annotated[
        str | None, typer.Option("--short-name", help=_(N_("The name that fits into a line.")))
    ] = None,
    address_as: Annotated[
        str | None, typer.Option("--address-as", help=_(N_("How letters address it.")))
    ] = None,
    phone: Annotated[str | None, typer.Option("--phone", help=_(N_("The office's telephone.")))] = None,
    email: Annotated[str | None, typer.Option("--email", help=_(N_("The office's e-mail address.")))] = None,
    flag: Annotated[
        list[str] | None,
        typer.Option("--flag", help=_(N_("Such as drafts_documents, in_economic_zone; may be repeated."))),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Add one entry to the register."""
    around: Surroundings = ctx.obj
    words = UnitWords(
        name=name.strip(),
        kind=kind_said(kind, around.speech.terms),
        id=id_,
        organisation=organisation_said(organisation, around.speech.terms),
        order=order,
        short_name=short_name,
        aliases=tuple(alias or ()),
        valid_from=counted_from(valid_from, around),
        flags=tuple(flag or ()),
        address_as=address_as,
        office_phone=phone,
        office_email=email,
    )
    recorded = make_record(around.desk(), _REGISTER, lambda office: plan_add(office, words), dry_run=dry_run)
    unit = new_unit(words, recorded.after.terms)
    _warn_of_duplicates(around, recorded.before, unit)
    since = unit.valid_from or around.today
    text = N_("{name} ({id}): new in the register, counts from {day}")
    lines = [msg(text, name=unit.name, id=unit.id, day=since)]
    if not valid_from:
        text = N_(
            "No day was said: what fell due before today is not asked of it. From another day: ct58 unit edit {id} "
            "--valid-from DATE"
        )
        lines.append(msg(text, id=unit.id))
    tell_of_units(around, recorded, lines, since)


app.command(
    "edit",
    cls=FormattedCommand,
    help=_(
        N_(
            "Change a unit's entry. Kind, organisation, marks, names and order change from a day (--from): what was "
            "before is kept, and earlier periods are computed with it. --correction: it was recorded wrongly."
        )
    ),
    epilog=_(
        N_('Example: ct58 unit edit cong ty a --kind state_enterprise --from 1/4/2024 --document "9-QĐ/UBND"')
    ),
)(edit_unit)


app.command(
    "close",
    cls=FormattedCommand,
    help=_(
        N_(
            "End units: --on is their last day. Afterwards nothing is expected of them; what they reported of the period "
            "in which they end counts. --list: many, each with its day, its successor and its document."
        )
    ),
    epilog=_(
        N_(
            'Examples: ct58 unit close so cong thuong --on 30/9/2021 --reason "QĐ 45-QĐ/ĐU" · '
            "ct58 unit close --list ket-thuc.xlsx --dry-run"
        )
    ),
)(close_units)


app.command(
    "merge",
    cls=FormattedCommand,
    help=_(
        N_(
            "Merge units into one: --on is the first day of the merged unit, the others end the day before. "
            "With --name a new unit is made; without, --into is a unit of the register. --list: many at once."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 unit merge so-ke-hoach so-tai-chinh --into so-tai-chinh --on 1/3/2025 · "
            'ct58 unit merge so-a so-b --into so-ab --name "Đảng bộ Sở AB" --on 1/3/2025'
        )
    ),
)(merge_units)


@app.command(
    "split",
    cls=FormattedCommand,
    help=_(
        N_(
            "Split units off: --on is their first day. The old one goes on, unless --close ends it the day before. "
            "--into and --name may be repeated, in the same order; without --into the ids are made from the names."
        )
    ),
    epilog=_(
        N_(
            'Example: ct58 unit split so-a --into so-b --name "Đảng bộ Sở B" --into so-c --name "Đảng bộ Sở C" '
            "--on 1/1/2022 --close"
        )
    ),
)
def split(
    ctx: typer.Context,
    unit: UnitArgument,
    on: Annotated[
        str, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The first day of the new units.")))
    ],
    name: Annotated[list[str], typer.Option("--name", help=_(N_("A new unit's full name.")))],
    into: Annotated[
        list[str] | None, typer.Option("--into", metavar=_(N_("ID")), help=_(N_("A new unit's id.")))
    ] = None,
    kind: UnitKindOption = None,
    organisation: OrganisationOption = None,
    close_old: Annotated[bool, typer.Option("--close", help=_(N_("End the old unit.")))] = False,
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make units out of one; may be run again after an interruption."""
    around: Surroundings = ctx.obj
    text, first, parts = " ".join(unit), parse_date(on, around.today), _parts(into or (), name)

    def plan(office: Office) -> Edit:
        return plan_split(
            office,
            SplitWords(
                unit=find_unit(office, text),
                into=parts,
                on=first,
                kind=kind_said(kind, around.speech.terms) if kind else None,
                organisation=organisation_said(organisation, around.speech.terms),
                close=close_old,
                reason=reason,
            ),
        )

    recorded = make_record(around.desk(), WITH_REPORTS, plan, dry_run=dry_run)
    old = find_unit(recorded.before, text)
    lines = [
        msg(N_("{name} ({id}): out of {old} from {day}"), name=name, id=id_, old=old.name, day=first)
        for id_, name in parts
    ]
    tell_of_units(around, recorded, lines, first)


def _parts(ids: Sequence[str], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The (id, name) of each new unit. Raises BadUsage when they don't pair."""
    if ids and len(ids) != len(names):
        raise BadUsage(
            msg(N_("{ids} ids, but {names} names."), ids=len(ids), names=len(names)),
            msg(N_("Give --into and --name once for each new unit.")),
        )
    made = tuple(zip(ids or [derived_id(name) for name in names], names, strict=True))
    if len({id_ for id_, _name in made}) != len(made):
        raise BadUsage(msg(N_("The new units need different ids.")), msg(N_("Give each its --into.")))
    return made


ChangedFrom = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_(N_("DATE")),
        help=_(
            N_(
                "With --update: the first day on which kind, names and order are so; what was before is kept. "
                "Without it they are put right from the beginning."
            )
        ),
    ),
]


@app.command(
    "import",
    cls=FormattedCommand,
    help=_(
        N_(
            "Enter a whole list of units from an .xlsx or .csv file. Columns are known by what stands over them, in "
            "any order: TT, Tên đơn vị, Loại hình, Đảng bộ/Chi bộ, Mã, Tên viết tắt, Điện thoại, Email, Ngày thành lập, "
            "Từ ngày. "
            "With any problem nothing is written."
        )
    ),
    epilog=_(N_("Example: ct58 unit import danh-sach.xlsx --valid-from 28/2/2020 --dry-run")),
)
def import_units(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar=_(N_("FILE")), help=_(N_("An .xlsx or .csv file; “-”: standard input.")))
    ],
    valid_from: Annotated[
        str | None,
        typer.Option(
            "--valid-from",
            metavar=_(N_("DATE")),
            help=_(
                N_(
                    "The first day from which new units count (default: today); one that was founded later counts from "
                    "its founding, and where a row says from when, that holds."
                )
            ),
        ),
    ] = None,
    kind: UnitKindOption = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar=_(N_("NAME")), help=_(N_("The sheet (default: the first list)."))),
    ] = None,
    update: Annotated[
        bool,
        typer.Option("--update", help=_(N_("Change units that are there already (default: leave them)."))),
    ] = False,
    from_: ChangedFrom = None,
    dry_run: DryRunOption = False,
) -> int:
    """Add all units of a list; exit code 1 when there are problems."""
    from ct58.exchange.unit_list import Defaults, read_unit_list

    around: Surroundings = ctx.obj
    defaults = Defaults(
        terms=around.speech.terms,
        as_of=around.today,
        kind=kind_said(kind, around.speech.terms) if kind else None,
        valid_from=counted_from(valid_from, around),
    )
    since = day(from_, around)
    if since is not None and not update:
        raise BadUsage(msg(N_("--from is the day of a change.")), msg(N_("Add --update, or leave it out.")))
    listed = read_unit_list(around.folder / file_given(ctx, file), defaults, sheet)

    def plan(office: Office) -> Edit:
        found = plan_import(office, listed.rows, update=update, since=since)
        return () if listed.problems else found.edit

    recorded = make_record(around.desk(), _REGISTER, plan, dry_run=dry_run)
    planned = plan_import(recorded.before, listed.rows, update=update, since=since)
    view = _import_view(around, file, listed, planned, recorded, defaults, is_trial=dry_run)
    found = {
        "reconciliation": unit_import_as_json(view, around.speech),
        "settled": settled_entries(view.settled, around.speech),
    }
    give(around, register_answer(around, recorded, lambda: unit_import_page(view, around.speech), found))
    return 1 if view.problems else 0


# --------------------------------------------------------------- shared parts


def _warn_of_duplicates(around: Surroundings, office: Office, unit: Unit) -> None:
    similar = near_duplicates(office, unit)
    if similar:
        others = "; ".join(f"{other.name} ({other.id})" for other in similar)
        around.warn(msg(N_("Note: the name resembles {others}. Is it another unit?"), others=others))


def _import_view(
    around: Surroundings,
    file: Path,
    listed: UnitList,
    planned: UnitImportPlan,
    recorded: Recorded,
    defaults: Defaults,
    *,
    is_trial: bool,
) -> UnitImportView:
    view = listed_view(file.name, listed, planned, recorded.before, defaults.valid_from)
    settled = moved_books(around.desk(), recorded, around.today)
    return replace(view, is_written=recorded.is_written, is_trial=is_trial, settled=settled)
