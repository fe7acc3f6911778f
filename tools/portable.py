"""Make ct58-<version>-windows.zip: a folder that runs ct58 on Windows, with nothing to install.

    python3 dev.py portable PYTHON-EMBED.zip [-o FOLDER]

PYTHON-EMBED.zip is Python's embeddable distribution for 64-bit Windows, at the top of the archive or in one folder; only
those in KNOWN are taken. To it come the packages of the first part of constraints.txt, ct58 as it stands in
this checkout, the guide, and what lies in tools/portable_folder. Equal input gives equal bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "constraints.txt"
GUIDE = ROOT / "docs" / "huong-dan.md"
STARTERS = ROOT / "tools" / "portable_folder"
DOWNLOADS = ROOT / "build" / "portable"
"""Kept from call to call, so that the second needs no network."""
BUILDING = "# To build as well."
"""Where the second part of constraints.txt begins."""

KNOWN: Mapping[str, str] = {
    "a0aad17b094cc1f516c4e93a059287fe73d0ace1f3e71b7c06684a902623c002": "3.13.2",
}
"""Digest of the files → the release of Python that they are. See `digest`."""
PATHS = "python{0}{1}.zip\n.\n..\\lib\n"
"""Where this Python looks for modules: nowhere else, whatever is installed on the computer or set in its environment."""
ALIKE = (1980, 1, 1, 0, 0, 0)
"""The time of every file: a zip has to name one."""
BYTE_ORDER_MARK = "\ufeff"
"""By which older Notepads know that a text is UTF-8."""

Files = Mapping[str, bytes]
"""Name in the folder → content."""


class Unsuitable(Exception):
    """What was given, or fetched, is not what it should be; the text says what."""


def main(arguments: list[str]) -> int:
    """Make the zip; returns the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py portable", description=__doc__.splitlines()[0])
    parser.add_argument("python", type=Path, metavar="PYTHON-EMBED.zip")
    parser.add_argument("-o", dest="folder", type=Path, default=ROOT / "dist", metavar="FOLDER")
    given = parser.parse_args(arguments)
    try:
        target = make(given.python, given.folder)
    except Unsuitable as problem:
        print(f"portable: {problem}", file=sys.stderr)
        return 1
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


def make(python: Path, folder: Path) -> Path:
    """Gather the files and write them as one zip into a folder."""
    release, interpreter = embedded(python)
    with tempfile.TemporaryDirectory() as temporary:
        own = own_wheel(Path(temporary))
        name = "-".join(own.name.split("-")[:2])
        packages = [*wheels(release), own]
        library = {file: content for wheel in packages for file, content in unpacked(wheel).items()}
    files = {
        **{f"python/{file}": content for file, content in interpreter.items()},
        **{f"lib/{file}": content for file, content in library.items()},
        **starters(GUIDE.read_text(encoding="utf-8")),
    }
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-windows.zip"
    write(target, {f"{name}/{file}": content for file, content in files.items()})
    return target


# ------------------------------------------------------------------ Python


def embedded(archive: Path) -> tuple[str, Files]:
    """The release of Python in an archive, and its files with our own search path. Raises Unsuitable."""
    files = at_the_top(contents(archive))
    release = KNOWN.get(digest(files))
    if release is None:
        known = ", ".join(sorted(set(KNOWN.values())))
        raise Unsuitable(
            f"{archive} is none of the Pythons that are known here ({known}, embeddable, 64-bit). "
            f"Its files' digest is {digest(files)}."
        )
    major, minor, _patch = release.split(".")
    paths = PATHS.format(major, minor).replace("\n", "\r\n").encode()
    return release, {**files, f"python{major}{minor}._pth": paths}


def contents(archive: Path) -> Files:
    """The files of a zip. Raises Unsuitable."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return {entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()}
    except (OSError, zipfile.BadZipFile) as error:
        raise Unsuitable(f"{archive} cannot be read as a zip: {error}") from error


def at_the_top(files: Files) -> Files:
    """The same without the one folder in which all of them lie, if they do."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or any("/" not in name for name in files):
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def digest(files: Files) -> str:
    """What the files are, in whatever archive they came; their search path is ours and does not count."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()} {name}\n"
        for name, content in sorted(files.items())
        if not name.endswith("._pth")
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


# ---------------------------------------------------------------- packages


def wheels(release: str) -> list[Path]:
    """The pinned packages for this Python on Windows, fetched once, held against their hashes each time."""
    pins = PINS.read_text(encoding="utf-8").partition(BUILDING)[0]
    listed = re.sub(r" *; *sys_platform == \"win32\"", "", pins)  # pip would ask this computer
    version = ".".join(release.split(".")[:2])
    folder = DOWNLOADS / hashlib.sha256(f"{version}\n{listed}".encode()).hexdigest()[:16]
    if not is_complete(folder, listed):
        fetch(folder, listed, version)
    if not is_complete(folder, listed):
        raise Unsuitable(f"{folder} does not hold the pinned packages; delete it, and try again.")
    return sorted(folder.glob("*.whl"))


def is_complete(folder: Path, listed: str) -> bool:
    """Whether a folder holds one wheel for each pin, and nothing that is not pinned."""
    found = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in folder.glob("*.whl")]
    return len(found) == listed.count("==") and all(f"--hash=sha256:{sha256}" in listed for sha256 in found)


def fetch(folder: Path, listed: str, version: str) -> None:
    """Have pip fetch them as a Windows computer would; what another run has fetched meanwhile is the same. Raises Unsuitable."""
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    computer = ["--platform", "win_amd64", "--implementation", "cp", "--python-version", version]
    exactly = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    with tempfile.TemporaryDirectory(dir=DOWNLOADS) as temporary:
        fetched, names = Path(temporary, "wheels"), Path(temporary, "packages.txt")
        names.write_text(listed, encoding="utf-8")
        pip("download", *exactly, *computer, "-d", str(fetched), "-r", str(names))
        with contextlib.suppress(OSError):  # it is there already
            fetched.rename(folder)


def own_wheel(folder: Path) -> Path:
    """ct58 itself, built from this checkout. Raises Unsuitable."""
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    return next(folder.glob("ct58-*.whl"))


def pip(command: str, *arguments: str) -> None:
    """One of pip's commands; it says on stderr what went wrong. Raises Unsuitable."""
    words = [sys.executable, "-m", "pip", command, "-qq", "--disable-pip-version-check", "--no-cache-dir"]
    if subprocess.call([*words, *arguments], stdout=sys.stderr) != 0:
        raise Unsuitable(f"pip {command} failed; its words are above.")


def unpacked(wheel: Path) -> Files:
    """What a wheel puts among the modules; its scripts are not needed."""
    placed = {place(name): content for name, content in contents(wheel).items()}
    return {str(name): content for name, content in placed.items() if name is not None}


def place(name: str) -> PurePosixPath | None:
    """Where a file of a wheel belongs; None for what is no module."""
    path = PurePosixPath(name)
    if not path.parts[0].endswith(".data"):
        return path
    return PurePosixPath(*path.parts[2:]) if path.parts[1] in ("purelib", "platlib") else None


# ---------------------------------------------------------------- the rest


def starters(guide: str) -> Files:
    """What a person opens: the two commands, the greeting, the texts; all as Windows writes lines."""
    first_step = "\n".join(f"    {command}" for command in first_commands(guide))
    files = {
        file.relative_to(STARTERS).as_posix(): file.read_text(encoding="utf-8").replace(
            "{first_step}", first_step
        )
        for file in sorted(STARTERS.rglob("*"))
        if file.suffix in (".cmd", ".txt", ".py")
    }
    files["HUONG-DAN.txt"] = guide
    return {name: as_windows_writes(name, text) for name, text in files.items()}


def first_commands(guide: str) -> list[str]:
    """What the guide has its reader type first: the commands of its first console block."""
    block = guide.partition("```console\n")[2].partition("```")[0]
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def as_windows_writes(name: str, text: str) -> bytes:
    """Lines end in CR LF; a text for Notepad says that it is UTF-8, a command must not."""
    mark = BYTE_ORDER_MARK if name.endswith(".txt") else ""
    return (mark + text.replace("\r\n", "\n").replace("\n", "\r\n")).encode("utf-8")


def write(target: Path, files: Files) -> None:
    """A zip that depends on nothing but names and contents."""
    with zipfile.ZipFile(target, "w") as opened:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ALIKE)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            opened.writestr(entry, files[name], compresslevel=9)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
