"""The box with wine (tools/boxes): the Windows Python in it, and a clerk who double-clicks a command."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 900
"""Seconds for one session, and for another run in the box to end: wine is slow, and so is a busy computer."""
_BUSY = 75
_ENTER = """\
mount -t proc proc "$1/proc" && mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm" &&
    mount -t tmpfs -o mode=1777 tmpfs "$1/tmp" || exit 125
exec chroot --userspec="$2:$2" --groups= "$1" env -i HOME=/srv/clerk LANG=C.UTF-8 WINEDEBUG=-all \\
    PATH=/usr/lib/wine:/usr/bin:/bin sh -c 'cd "$1" && exec wine64 cmd /c "$2"' sh "$3" "$4"
"""
"""As root of a namespace of its own, whose mounts and processes end with it; then as the clerk."""


@dataclass(frozen=True)
class Box:
    """A box that is there."""

    folder: Path

    @property
    def root(self) -> Path:
        """Its file system, which wine shows as drive Z:."""
        return self.folder / "root"

    @property
    def python(self) -> Path:
        """The embeddable distribution, with what the box has added to it."""
        return self.root / "srv" / "windows" / "python"

    @property
    def home(self) -> Path:
        """Of the plain user, whose wine it is."""
        return self.root / "srv" / "clerk"

    @contextmanager
    def folder_for(self, name: str) -> Iterator[Path]:
        """A new folder of the clerk's, gone afterwards."""
        with tempfile.TemporaryDirectory(prefix=name, dir=self.home) as folder:
            yield Path(folder)

    def double_click(self, command: Path, typed: Path) -> bytes:
        """What the window shows when a command is opened and the lines of a file are typed in it; without a network."""
        clerk = self.home.stat().st_uid
        for path in (folder := command.parents[1], *folder.rglob("*")):
            os.chown(path, clerk, clerk)
        lock = ["flock", "-w", str(PATIENCE), "-E", str(_BUSY), str(self.folder / "lock")]
        alone = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child", "--"]
        script = ["bash", "-c", _ENTER, "-", str(self.root), str(clerk), self._inside(command.parent)]
        with typed.open("rb") as lines:
            done = subprocess.run(
                [*lock, "timeout", "--signal=KILL", str(PATIENCE), *alone, *script, command.name],
                stdin=lines,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode == _BUSY:
            raise TimeoutError(f"another run holds {self.folder / 'lock'}")
        return done.stdout

    def _inside(self, path: Path) -> str:
        """How it is called in the box."""
        return f"/{path.relative_to(self.root).as_posix()}"


def why_not(folder: Path) -> str | None:
    """Why nothing can be run in the box of a folder; None where it can."""
    if not (folder / "drive.done").is_file():
        return f"there is no box in {folder}: tools/boxes/box.sh make windows"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root can enter the box with wine"
    return None


def usual_folder() -> Path:
    """Where the box is looked for."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CT58_BOXES") or cache / "ct58-boxes") / "windows"
