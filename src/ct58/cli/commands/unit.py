"""ct58 unit: the register: adding, closing, merging, splitting, and a whole list at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand, PlainGroup
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.output import Answer, give
from ct58.cli.parameters import listed_choices
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import NOTHING_TURNS
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.register import (
    MergerWords,
    SplitWords,
    UnitWords,
    expected_counts,
    merger_target,
    near_duplicates,
    new_unit,
    plan_add,
    plan_close,
    plan_import,
    plan_merge,
    plan_split,
    reports_after,
)
from ct58.domain.planning.unit_words import UNIT_KIND_KEYS, derived_id, kind_of, organisation_of
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import Organisation, UnitKind
from ct58.domain.records.search import find_unit, find_units
from ct58.domain.records.units import Unit
from ct58.domain.time.dates import parse_date
from ct58.domain.time.period import ONE_DAY
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.screens.recorded import recorded_page
from ct58.render.screens.unit_import import unit_import_page
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record
from ct58.views.changes import RecordedView
from ct58.views.page import Page
from ct58.views.unit_import import UnitImportView, similar_units

app = typer.Typer(
    cls=PlainGroup,
    rich_markup_mode=None,
    add_completion=False,
    help=_(N_("The register of units: who reports, from when to when.")),
)
_REGISTER = Slice(needs=frozenset({"programme", "units"}))
WITH_REPORTS = Slice(needs=frozenset({"programme", "units", "reports"}))

UnitArgument = Annotated[
    list[str], typer.Argument(metavar=_(N_("UNIT")), help=_(N_("An id, or a name without accents.")))
]
KINDS_HELP = _(N_("{kinds}; the key or the words.")).format(kinds=listed_choices(UNIT_KIND_KEYS))
UnitKindOption = Annotated[str | None, typer.Option("--kind", metavar=_(N_("KIND")), help=KINDS_HELP)]
OrganisationOption = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar=_(N_("WORD")),
        help=_(N_("grassroots_committee or grassroots_cell (default: as the name begins).")),
    ),
]
UnitReasonOption = Annotated[
    str | None,
    typer.Option("--reason", help=_(N_("Why, with the decision's number; kept as the unit's note."))),
]


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
    valid_from: Annotated[
        str | None, typer.Option("--valid-from", metavar=_(N_("DATE")), help=_(N_("Its first day.")))
    ] = None,
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
        kind=_kind(kind),
        id=id_,
        organisation=_organisation(organisation),
        order=order,
        short_name=short_name,
        aliases=tuple(alias or ()),
        valid_from=day(valid_from, around),
        flags=tuple(flag or ()),
        address_as=address_as,
        office_phone=phone,
        office_email=email,
    )
    recorded = make_record(around.desk(), _REGISTER, lambda office: plan_add(office, words), dry_run=dry_run)
    unit = new_unit(words)
    _warn_of_duplicates(around, recorded.before, unit)
    line = msg(N_("{name} ({id}): new in the register"), name=unit.name, id=unit.id)
    _tell(around, recorded, [line], unit.valid_from or around.today)


@app.command(
    "close",
    cls=FormattedCommand,
    help=_(N_("End a unit: --on is its last day. Afterwards nothing is expected of it.")),
    epilog=_(N_('Example: ct58 unit close so cong thuong --on 30/9/2021 --reason "QĐ 45-QĐ/ĐUK"')),
)
def close_unit(
    ctx: typer.Context,
    unit: UnitArgument,
    on: Annotated[str, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The last day.")))],
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Give a unit its last day."""
    around: Surroundings = ctx.obj
    text, last = " ".join(unit), parse_date(on, around.today)
    recorded = make_record(
        around.desk(),
        WITH_REPORTS,
        lambda office: plan_close(office, find_unit(office, text), last, reason),
        dry_run=dry_run,
    )
    closed = find_unit(recorded.before, text)
    line = msg(N_("{name} ({id}): last day {day}"), name=closed.name, id=closed.id, day=last)
    lines = [line, *_later_reports(recorded.after, [closed], last)]
    _tell(around, recorded, lines, last + ONE_DAY)


@app.command(
    "merge",
    cls=FormattedCommand,
    help=_(
        N_(
            "Merge units into one: --on is the first day of the merged unit, the others end the day before. "
            "With --name a new unit is made; without, --into is a unit of the register."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 unit merge so-ke-hoach so-tai-chinh --into so-tai-chinh --on 1/3/2025 · "
            'ct58 unit merge so-a so-b --into so-ab --name "Đảng bộ Sở AB" --on 1/3/2025'
        )
    ),
)
def merge_units(
    ctx: typer.Context,
    units: Annotated[
        list[str],
        typer.Argument(metavar=_(N_("UNIT…")), help=_(N_("Ids or aliases; or one name in several words."))),
    ],
    on: Annotated[
        str, typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("The first day of the merged unit.")))
    ],
    into: Annotated[
        str | None,
        typer.Option(
            "--into", metavar=_(N_("UNIT")), help=_(N_("The unit that goes on, or the id of the new one."))
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help=_(N_("The new unit's full name.")))] = None,
    kind: UnitKindOption = None,
    organisation: OrganisationOption = None,
    order: Annotated[int | None, typer.Option("--order", min=0, help=_(N_("The new unit's place.")))] = None,
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """End units and name their successor; may be run again after an interruption."""
    around: Surroundings = ctx.obj
    first = parse_date(on, around.today)
    target = into or (derived_id(name) if name else None)
    if target is None:
        raise BadUsage(msg(N_("Into which unit?")), msg(N_("Add --into UNIT, or --name for a new one.")))

    def words(office: Office) -> MergerWords:
        return MergerWords(
            units=find_units(office, units),
            into=target,
            on=first,
            name=name,
            kind=_kind(kind) if kind else None,
            organisation=_organisation(organisation),
            order=order,
            reason=reason,
        )

    recorded = make_record(
        around.desk(), WITH_REPORTS, lambda office: plan_merge(office, words(office)), dry_run=dry_run
    )
    said = words(recorded.before)
    successor = merger_target(recorded.before, said)
    merged = [unit for unit in said.units if unit.id != successor.id]
    lines = [_merged_line(unit, successor, first) for unit in merged]
    _tell(around, recorded, [*lines, *_later_reports(recorded.after, merged, first - ONE_DAY)], first)


def _merged_line(unit: Unit, successor: Unit, first: dt.date) -> Message:
    return msg(
        N_("{unit}: into {successor} ({id}) from {day}"),
        unit=unit.name,
        successor=successor.name,
        id=successor.id,
        day=first,
    )


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
                kind=_kind(kind) if kind else None,
                organisation=_organisation(organisation),
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
    _tell(around, recorded, lines, first)


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


@app.command(
    "import",
    cls=FormattedCommand,
    help=_(
        N_(
            "Enter a whole list of units from an .xlsx or .csv file. Columns are known by what stands over them, in "
            "any order: TT, Tên đơn vị, Loại hình, Đảng bộ/Chi bộ, Mã, Tên viết tắt, Điện thoại, Email, Ngày thành lập. "
            "With any problem nothing is written."
        )
    ),
    epilog=_(N_("Example: ct58 unit import danh-sach.xlsx --valid-from 28/2/2020 --dry-run")),
)
def import_units(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_(N_("FILE")), help=_(N_("An .xlsx or .csv file.")))],
    valid_from: Annotated[
        str | None,
        typer.Option(
            "--valid-from", metavar=_(N_("DATE")), help=_(N_("The first day, where the row gives none."))
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
    dry_run: DryRunOption = False,
) -> int:
    """Add all units of a list; exit code 1 when there are problems."""
    from ct58.exchange.sheets import column_letter
    from ct58.exchange.unit_list import Defaults, read_unit_list

    around: Surroundings = ctx.obj
    defaults = Defaults(
        as_of=around.today, kind=_kind(kind) if kind else None, valid_from=day(valid_from, around)
    )
    listed = read_unit_list(around.folder / file, defaults, sheet)

    def plan(office: Office) -> Edit:
        found = plan_import(office, listed.rows, update=update)
        return () if listed.problems else found.edit

    recorded = make_record(around.desk(), _REGISTER, plan, dry_run=dry_run)
    planned = plan_import(recorded.before, listed.rows, update=update)
    view = UnitImportView(
        file=file.name,
        sheet=listed.sheet,
        columns={key: column_letter(column + 1) for key, column in listed.columns.items()},
        plan=planned,
        problems=tuple(sorted((*listed.problems, *planned.problems), key=lambda problem: problem.row)),
        similar=similar_units(recorded.before, planned),
        passed_over=listed.passed_over,
        others=listed.others,
        is_written=recorded.is_written,
        is_trial=dry_run,
    )
    give(around, _answer(around, recorded, lambda: unit_import_page(view, around.speech)))
    return 1 if view.problems else 0


# --------------------------------------------------------------- shared parts


def _kind(text: str) -> UnitKind:
    """The kind that a key or a Vietnamese word means. Raises BadUsage."""
    kind = kind_of(text)
    if kind is None:
        raise BadUsage(
            msg(N_("“{text}” is no kind of unit."), text=text),
            msg(N_("Kinds: {kinds}"), kinds=listed_choices(UNIT_KIND_KEYS)),
        )
    return kind


def _organisation(text: str | None) -> Organisation | None:
    """The party organisation that a key or “Đảng bộ”, “Chi bộ” means. Raises BadUsage."""
    if text is None:
        return None
    organisation = organisation_of(text)
    if organisation is None:
        raise BadUsage(
            msg(N_("“{text}” is neither “Đảng bộ” nor “Chi bộ”."), text=text),
            msg(N_("Write grassroots_committee or grassroots_cell.")),
        )
    return organisation


def _warn_of_duplicates(around: Surroundings, office: Office, unit: Unit) -> None:
    similar = near_duplicates(office, unit)
    if similar:
        others = "; ".join(f"{other.name} ({other.id})" for other in similar)
        around.warn(msg(N_("Note: the name resembles {others}. Is it another unit?"), others=others))


def _later_reports(office: Office, units: Sequence[Unit], last: dt.date) -> list[Message]:
    """A line for each unit with reports that no longer count."""
    found = [(unit, reports_after(office, unit, last)) for unit in units]
    return [
        msg(
            N_("{unit}: {count} reports of later periods no longer count ({periods})"),
            unit=unit.name,
            count=len(reports),
            periods=", ".join(sorted(str(report.period) for report in reports)),
        )
        for unit, reports in found
        if reports
    ]


def _answer(around: Surroundings, recorded: Recorded, page: Callable[[], Page]) -> Answer:
    """A page, and the files that changed."""
    files = recorded.changes.files
    return Answer(
        command="unit",
        as_of=around.today,
        page=page,
        data=lambda: {"files": list(files), "written": recorded.is_written},
    )


def _tell(around: Surroundings, recorded: Recorded, lines: Sequence[Message], from_day: dt.date) -> None:
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
        effect=NOTHING_TURNS,
        is_written=recorded.is_written,
    )
    give(around, _answer(around, recorded, lambda: recorded_page(view, around.speech)))
