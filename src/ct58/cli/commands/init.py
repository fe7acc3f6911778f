"""ct58 init."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import PlainCommand
from ct58.cli.language import _, tell_aside
from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.services.setup.git_setup import program_of, refuse_inside_git, set_up_git
from ct58.services.setup.seeding import Begun, DemoSize, begin, holds_data
from ct58.store.sources import real_place

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=PlainCommand,
    help=_(N_("Make a new folder with the programme, the office and its staff bodies, to be made your own.")),
    epilog=_(
        N_(
            "Examples: ct58 init chuong-trinh · ct58 init --demo thu · ct58 init --demo --units 30 --quarters 8 thu · ct58 init --git --hook ."
        )
    ),
)
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=_(N_("DIR")), help=_(N_("A new or empty folder.")))],
    demo: Annotated[
        bool,
        typer.Option("--demo", help=_(N_("With a made-up office: units, reports, events of several years."))),
    ] = False,
    units: Annotated[
        int | None, typer.Option("--units", min=1, max=5000, help=_(N_("How many units (120).")))
    ] = None,
    quarters: Annotated[
        int | None, typer.Option("--quarters", min=1, max=200, help=_(N_("How many quarters (20).")))
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help=_(N_("Another seed, another office (58).")))
    ] = None,
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
) -> None:
    """Write the seed, and the demo if asked for."""
    around: Surroundings = ctx.obj
    size, target = _size(demo=demo, units=units, quarters=quarters, seed=seed), around.folder / folder
    messages: list[Message] = []
    if hook and not git:
        raise BadUsage(msg(N_("--hook goes with --git.")))
    if git:
        refuse_inside_git(real_place(target) or target, around.environment)
    if not (git and size is None and holds_data(target)):
        begun = begin(target, around.environment, around.speech.say, size, with_git=git)
        messages += _messages(folder, begun)
    if git:
        program = program_of(sys.executable)
        messages += set_up_git(target, around.environment, program, with_hook=hook)
    for message in messages:
        tell_aside(around.speech.say(message))


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


def _messages(folder: Path, begun: Begun) -> list[Message]:
    done = msg(N_("Begun in {folder}: {count} files."), folder=str(folder), count=begun.files)
    if begun.as_of is None:
        following = N_("Next: change data/office.yaml to your own, then: ct58 check --data {folder}")
        return [done, msg(following, folder=str(folder))]
    following = N_(
        "All names and figures are made up. Look around: ct58 overdue --data {folder} --as-of {day}"
    )
    return [done, msg(following, folder=str(folder), day=begun.as_of.isoformat())]
