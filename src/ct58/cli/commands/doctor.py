"""ct58 doctor."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import click
import typer

from ct58 import __version__
from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.i18n import N_
from ct58.render.screens.health import health_entries, health_page
from ct58.services.documents.trying import wrong_templates
from ct58.services.setup.doctor import examine
from ct58.views.health import Computer

ENVIRONMENT = 5
app = typer.Typer(rich_markup_mode=None, add_completion=False)


class DoctorCommand(HistoryCommand):
    """Looks at the computer as it is today."""

    formats = ("text", "json")

    def common_options(self) -> list[click.Parameter]:
        """No day to answer for."""
        return [option for option in super().common_options() if option.name != "as_of"]


@app.command(
    cls=DoctorCommand,
    help=_(
        N_(
            "What is wrong with this computer: programs, folders, lock, letters, clock, history, shared place; "
            "each with its remedy. The data is not changed."
        )
    ),
    epilog=_(N_("Examples: ct58 doctor · ct58 doctor --format json")),
)
def doctor(ctx: typer.Context) -> int:
    """Show every point; exit code 5 if one is wrong."""
    around: Surroundings = ctx.obj
    points = tuple(
        examine(_computer(around), around.options.data, around.environment, around.folder, wrong_templates)
    )
    give(
        around,
        Answer(
            command="doctor",
            as_of=around.clock,
            page=lambda: health_page(points, around.speech),
            data=lambda: health_entries(points, around.speech),
        ),
    )
    return ENVIRONMENT if any(point.grade == "error" for point in points) else 0


def _computer(around: Surroundings) -> Computer:
    return Computer(
        today=around.clock,
        python=platform.python_version(),
        program=__version__,
        system=f"{platform.system()} {platform.release()}",
        encoding=sys.getfilesystemencoding(),
        python_folder=sys.prefix,
        portable_folder=_portable_folder(),
        code_page=_code_page(),
    )


def _portable_folder() -> str | None:
    """The unpacked folder above Python's own, known by the command that starts ct58 in it."""
    folder = Path(sys.executable).parent.parent
    return str(folder) if (folder / "ct58.cmd").is_file() else None


def _code_page() -> int | None:
    """What the console of Windows shows; None elsewhere, and where there is no console."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return (windows.kernel32.GetConsoleOutputCP() or None) if windows else None
