"""ct58 init."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from ct58.cli.from_table import begin_of_table
from ct58.cli.group import PlainCommand
from ct58.cli.language import _, tell_aside
from ct58.cli.options import DryRunOption, day
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.following import Following
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech
from ct58.services.setup.following import FollowWishes, follow, named_units, open_old, years_of
from ct58.services.setup.from_table import TableWishes
from ct58.services.setup.git_setup import program_of, refuse_inside_git, set_up_git
from ct58.services.setup.seeding import Begun, DemoSize, begin, holds_data
from ct58.store.sources import find_data_folder, real_place

app = typer.Typer(rich_markup_mode=None, add_completion=False)


_UnitsOption = Annotated[
    str | None,
    typer.Option(
        "--units",
        metavar=_(N_("N|LIST")),
        help=_(
            N_(
                "With --demo how many units (120); with --from which: ids or names with commas, or a file with one a "
                "line."
            )
        ),
    ),
]

_FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar=_(N_("OLD")),
        help=_(
            N_(
                "Take over an older folder, or one that was handed over: its units, its form and what is still open."
            )
        ),
    ),
]

_AsFolderOption = Annotated[
    Path | None, typer.Option("--as", metavar=_(N_("DIR")), help=_(N_("With --from: the new folder.")))
]

_NumberOption = Annotated[
    str | None, typer.Option("--number", help=_(N_("With --from, --from-table: the new programme's number.")))
]

_OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar=_(N_("DATE")), help=_(N_("With --from, --from-table: the new programme's date."))
    ),
]

_TableOption = Annotated[
    Path | None,
    typer.Option(
        "--from-table",
        metavar=_(N_("FILE")),
        help=_(
            N_(
                "Propose a programme from an assignment table (.xlsx, .csv): task, lead, with, deadline, product; with --dry-run only shown."
            )
        ),
    ),
]

_FormOption = Annotated[
    Literal["text", "json"] | None,
    typer.Option("--format", help=_(N_("With --from-table: the form of what is proposed (default: text)."))),
]

_YearsOption = Annotated[
    str | None,
    typer.Option(
        "--years",
        metavar=_(N_("FROM-TO")),
        help=_(N_("With --from, --from-table: its years, such as 2026-2030.")),
    ),
]


@app.command(
    cls=PlainCommand,
    help=_(N_("Make a new folder with the programme, the office and its staff bodies, to be made your own.")),
    epilog=_(
        N_(
            "Examples: ct58 init chuong-trinh · ct58 init --demo thu · ct58 init --demo --units 30 --quarters 8 thu · ct58 init --git --hook . · ct58 init --from nhiem-ky-cu --as nhiem-ky-moi --years 2026-2030 · ct58 init --from-table nhiem-vu.xlsx chuong-trinh --number 28-CTr/UBND --on 18/2/2022"
        )
    ),
)
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar=_(N_("DIR")), help=_(N_("A new or empty folder.")))
    ] = None,
    demo: Annotated[
        bool,
        typer.Option("--demo", help=_(N_("With a made-up office: units, reports, events of several years."))),
    ] = False,
    units: _UnitsOption = None,
    quarters: Annotated[
        int | None, typer.Option("--quarters", min=1, max=200, help=_(N_("How many quarters (13).")))
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help=_(N_("Another seed, another office (58).")))
    ] = None,
    from_: _FromOption = None,
    from_table: _TableOption = None,
    as_: _AsFolderOption = None,
    number: _NumberOption = None,
    on: _OnOption = None,
    years: _YearsOption = None,
    form: _FormOption = None,
    git: Annotated[
        bool,
        typer.Option(
            "--git",
            help=_(
                N_("Keep the folder's history with git; sets up what is missing in a folder that has data.")
            ),
        ),
    ] = False,
    hook: Annotated[
        bool, typer.Option("--hook", help=_(N_("With --git: check what each commit brings in.")))
    ] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Write the seed, the demo if asked for, or what follows an older folder."""
    around: Surroundings = ctx.obj
    _refuse_alone(hook=hook and not git, form=form is not None and from_table is None)
    folder = _folder(folder, as_, from_)
    target = around.folder / folder
    if git:
        refuse_inside_git(real_place(target) or target, around.environment)
    if from_ is not None:
        _refuse_beside_from(demo=demo, quarters=quarters, seed=seed, table=from_table)
        wishes = _wishes(around, number, on, years, units)
        messages = _follow(around, from_, folder, wishes, with_git=git, dry_run=dry_run)
    elif from_table is not None:
        _refuse_beside_table(demo=demo, units=units, quarters=quarters, seed=seed)
        wishes = _wishes(around, number, on, years, None)
        shown = around.with_options(format=form)
        messages = _propose(shown, from_table, folder, wishes, with_git=git, dry_run=dry_run)
    else:
        _refuse_without_from(number, on, years)
        size = _size(demo=demo, units=_count(units), quarters=quarters, seed=seed)
        messages = _begin(around, folder, size, with_git=git, dry_run=dry_run)
    if dry_run:
        messages = [*messages[:-1], msg(N_("A trial: nothing was written."))]
    elif git:
        messages += set_up_git(target, around.environment, program_of(sys.executable), with_hook=hook)
    for message in messages:
        tell_aside(around.speech.say(message))


_AFTER_A_TABLE = N_(
    "Next: look at data/programme.yaml, where each rule stands beside its words, then: ct58 check --data {folder}"
)


def _propose(
    around: Surroundings, file: Path, folder: Path, wishes: FollowWishes, *, with_git: bool, dry_run: bool
) -> list[Message]:
    """Begin a folder from an assignment table, and what to say of it."""
    table = TableWishes(number=wishes.number, issued_on=wishes.issued_on, years=wishes.years)
    begun = begin_of_table(around, file, folder, table, with_git=with_git, dry_run=dry_run)
    return [_begun(folder, begun, dry_run=dry_run), msg(_AFTER_A_TABLE, folder=str(folder))]


def _refuse_alone(*, hook: bool, form: bool) -> None:
    """Raise BadUsage for what stands without the option that it goes with."""
    if hook:
        raise BadUsage(msg(N_("--hook goes with --git.")))
    if form:
        raise BadUsage(msg(N_("--format goes with --from-table.")))


def _begin(
    around: Surroundings, folder: Path, size: DemoSize | None, *, with_git: bool, dry_run: bool
) -> list[Message]:
    """Write the seed; where git is only to be set up, a folder that has data keeps it."""
    target = around.folder / folder
    if with_git and size is None and holds_data(target):
        return []
    begun = begin(target, around.environment, around.speech.say, size, with_git=with_git, dry_run=dry_run)
    return _messages(folder, begun, dry_run=dry_run)


def _refuse_beside_from(*, demo: bool, quarters: int | None, seed: int | None, table: Path | None) -> None:
    if table is not None:
        raise BadUsage(msg(N_("A new programme comes with --from or --from-table, not with both.")))
    if demo or quarters is not None or seed is not None:
        raise BadUsage(msg(N_("--from takes over a real office; it does not go with --demo.")))


def _refuse_beside_table(*, demo: bool, units: str | None, quarters: int | None, seed: int | None) -> None:
    if demo or (units, quarters, seed) != (None, None, None):
        raise BadUsage(
            msg(N_("With --from-table units and tasks are those of the table.")),
            msg(N_("Leave out --demo, --units, --quarters and --seed.")),
        )


def _refuse_without_from(number: str | None, on: str | None, years: str | None) -> None:
    if (number, on, years) != (None, None, None):
        raise BadUsage(msg(N_("--number, --on and --years go with --from and --from-table.")))


def _wishes(
    around: Surroundings, number: str | None, on: str | None, years: str | None, units: str | None
) -> FollowWishes:
    return FollowWishes(
        number=number,
        issued_on=day(on, around),
        years=years_of(years) if years else None,
        units=named_units(units, around.folder) if units else None,
    )


def _folder(folder: Path | None, as_: Path | None, from_: Path | None) -> Path:
    """The new folder, by its place or by --as. Raises BadUsage where none or two are named."""
    if as_ is not None and from_ is None:
        raise BadUsage(msg(N_("--as goes with --from.")))
    if folder is not None and as_ is not None and folder != as_:
        raise BadUsage(msg(N_("Two new folders are named: {one}, {other}."), one=str(folder), other=str(as_)))
    found = folder or as_
    if found is None:
        raise BadUsage(
            msg(N_("Which folder? Name a new or empty one.")), msg(N_("For example: ct58 init chuong-trinh"))
        )
    return found


_MOST_UNITS = 5000


def _count(units: str | None) -> int | None:
    """How many units a demo has. Raises BadUsage for what is no such number."""
    if units is None:
        return None
    if not (units.isascii() and units.isdecimal() and 0 < int(units) <= _MOST_UNITS):
        raise BadUsage(
            msg(N_("“{text}” is no number of units."), text=units),
            msg(N_("From 1 to {most}; a list of units goes with --from."), most=_MOST_UNITS),
        )
    return int(units)


def _follow(
    around: Surroundings, old: Path, folder: Path, wishes: FollowWishes, *, with_git: bool, dry_run: bool
) -> list[Message]:
    """Begin a folder that follows another one, and what to say of it: what was taken over, what was left."""
    root = find_data_folder(str(around.folder / old), {}, around.folder)
    target = around.folder / folder
    today = around.with_options(data=str(root)).today
    opened = open_old(root, around.environment, today)
    found = follow(
        opened,
        target,
        wishes,
        around.environment,
        today,
        around.speech.say,
        with_git=with_git,
        dry_run=dry_run,
    )
    return [
        _begun(folder, found.begun, dry_run=dry_run),
        *_taken(found.taken),
        *_left(found.taken, around.speech),
        *_next(found.taken, folder),
    ]


def _begun(folder: Path, begun: Begun, *, dry_run: bool) -> Message:
    text = (
        N_("To be begun in {folder}: {count} files.") if dry_run else N_("Begun in {folder}: {count} files.")
    )
    return msg(text, folder=str(folder), count=begun.files)


def _taken(taken: Following) -> Iterator[Message]:
    yield msg(
        N_("Taken over: {units} units, {figures} lines of the form, {items} open items."),
        units=len(taken.units),
        figures=len(taken.figures),
        items=len(taken.items),
    )
    if taken.led_anew:
        text = N_(
            "Led by the new committee itself, because their bodies are not there: {items}. Say who leads them."
        )
        yield msg(text, items=", ".join(taken.led_anew))


_SHOWN_NAMES = 5


def _left(taken: Following, speech: Speech) -> Iterator[Message]:
    """What stayed in the old folder, by name as far as it is short."""
    kinds = (
        (N_("Left behind, units: {count} ({names})"), [unit.label for unit in taken.left_units]),
        (N_("Left behind, lines of the form: {count} ({names})"), [f.label for f in taken.left_figures]),
        (N_("Left behind, open items of nobody here: {count} ({names})"), list(taken.left_items)),
    )
    for text, names in kinds:
        if names:
            shown = ", ".join([*names[:_SHOWN_NAMES], "…"] if len(names) > _SHOWN_NAMES else names)
            yield msg(text, count=speech.count(len(names)), names=shown)
    text = N_(
        "Left behind: the old programme's own words, tasks, duties and indicators, and {count} reports. They stay in the "
        "old folder."
    )
    yield msg(text, count=speech.number(taken.left_reports))


def _next(taken: Following, folder: Path) -> Iterator[Message]:
    """What is to be written down before it is the new office's own."""
    text = N_(
        "Next: write number, date and tasks of the new programme into data/programme.yaml, then: ct58 check --data {folder}"
    )
    if taken.is_ended:
        text = N_(
            "Next: write the committee's name into data/office.yaml, number, date and tasks of the new programme into "
            "data/programme.yaml, then: ct58 check --data {folder}"
        )
    yield msg(text, folder=str(folder))


def _size(*, demo: bool, units: int | None, quarters: int | None, seed: int | None) -> DemoSize | None:
    """The size of the demo. Its options without --demo are a mistake that would otherwise go unseen."""
    standard = DemoSize()
    if demo:
        return DemoSize(
            units=units or standard.units,
            quarters=quarters or standard.quarters,
            seed=standard.seed if seed is None else seed,
        )
    if (units, quarters, seed) != (None, None, None):
        raise BadUsage(msg(N_("--units, --quarters and --seed go with --demo.")))
    return None


def _messages(folder: Path, begun: Begun, *, dry_run: bool) -> list[Message]:
    done = _begun(folder, begun, dry_run=dry_run)
    if begun.as_of is None:
        following = N_("Next: change data/office.yaml to your own, then: ct58 check --data {folder}")
        return [done, msg(following, folder=str(folder))]
    following = N_(
        "All names and figures are made up, and today is always {day} there. Look around: ct58 overdue --data {folder}"
    )
    return [done, msg(following, folder=str(folder), day=begun.as_of)]
