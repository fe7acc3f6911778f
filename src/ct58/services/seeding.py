"""Beginning a new folder from the seed: programme, office, staff bodies, templates and schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ct58.errors import EnvironmentProblem, Refused
from ct58.i18n import N_, msg

PACKAGE = Path(__file__).parent.parent
SEED_FOLDERS = ("data", "templates", "schemas")
_GITIGNORE = "# ct58\n.ct58.lock\n.ct58-*\n~$*\n"
_GITATTRIBUTES = "*.yaml text eol=lf\n"


def seed_folder() -> Path:
    """Where the seed lies: inside the installed package, or at the top of a checkout."""
    installed = PACKAGE / "seed"
    return installed if installed.is_dir() else PACKAGE.parent.parent


def begin(target: Path) -> tuple[str, ...]:
    """Make DIR/data, DIR/templates and DIR/schemas; returns the files written.

    Raises Refused if the folder already has data, EnvironmentProblem if it cannot be written.
    """
    if (target / "data").exists() or (target / "programme.yaml").exists():
        raise Refused(
            msg(N_("{folder} already holds data, so nothing was written."), folder=str(target)),
            msg(N_("Choose an empty or new folder.")),
        )
    try:
        return tuple(_write(target, dict(_seed_files())))
    except OSError as error:
        raise EnvironmentProblem(
            msg(
                N_("{folder} cannot be written: {problem}."),
                folder=str(target),
                problem=error.strerror or str(error),
            )
        ) from error


def _seed_files() -> Iterator[tuple[str, bytes]]:
    """Path in the new folder → content."""
    seed = seed_folder()
    for name in SEED_FOLDERS:
        for path in sorted((seed / name).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(seed).as_posix(), path.read_bytes()
    yield ".gitignore", _GITIGNORE.encode()
    yield ".gitattributes", _GITATTRIBUTES.encode()


def _write(target: Path, files: dict[str, bytes]) -> Iterator[str]:
    """Write the files; one that is already there is left as it is."""
    for name, content in files.items():
        path = target / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield name
