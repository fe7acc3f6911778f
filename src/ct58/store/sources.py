"""The data folder on disk: where it is, and what its files hold. Reading never follows a link outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ct58.errors import EnvironmentProblem, Finding, Sources
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.store.layout import is_ignored

PROGRAMME = "programme.yaml"


@positional_record
class Folder:
    """The files of a data folder that were asked for, and what is wrong with the folder itself."""

    root: Path
    sources: Sources
    findings: tuple[Finding, ...]


def find_data_folder(given: str | None, environment: Mapping[str, str], start: Path) -> Path:
    """The data folder: `--data`, else CT58_DATA, else upwards from a folder.

    Raises EnvironmentProblem that says where it was looked for.
    """
    named = given or environment.get("CT58_DATA")
    tried = list(_candidates(Path(named))) if named else list(_upwards(start))
    found = next((folder for folder in tried if (folder / PROGRAMME).is_file()), None)
    if found is None:
        raise EnvironmentProblem(
            msg(N_("No data folder found. Looked in: {places}"), places=_places(tried)),
            msg(
                N_("Go to the folder of the programme, name it with --data, or make a new one: ct58 init DIR")
            ),
        )
    return found.resolve()


def _candidates(folder: Path) -> Iterator[Path]:
    """The folder itself or the one inside it."""
    yield folder / "data"
    yield folder


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield from _candidates(folder)


def _places(tried: list[Path]) -> str:
    shown = [str(folder) for folder in tried[:4]]
    return ", ".join([*shown, "…"] if len(tried) > 4 else shown)


def everything(_file: str) -> bool:
    """Want every file."""
    return True


def read_folder(root: Path, wants: Callable[[str], bool] = everything) -> Folder:
    """Read the files of a data folder that are wanted; ignored ones are passed over.

    A file that cannot be read, or a link that leads outside, becomes a finding.
    """
    sources: dict[str, bytes] = {}
    findings: list[Finding] = []
    for file, entry in _walk(root, ""):
        if is_ignored(file) or not wants(file):
            continue
        if entry.is_symlink() and not _stays_inside(root, entry):
            findings.append(Finding(code="Y014", file=file, line=1, column=1))
            continue
        try:
            sources[file] = Path(entry.path).read_bytes()
        except OSError as error:
            params = {"problem": error.strerror or str(error)}
            findings.append(Finding(code="Y015", file=file, params=params, line=1, column=1))
    return Folder(root, sources, tuple(findings))


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below a folder in a stable order; links to folders are not entered but named."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        path = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not is_ignored(f"{path}/"):
                yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield path, entry


def _stays_inside(root: Path, entry: os.DirEntry[str]) -> bool:
    target = Path(entry.path).resolve()
    return target.is_relative_to(root.resolve()) and target.is_file()
