#!/usr/bin/env python3
"""Run, test and check ct58 from a checkout, with nothing but Python and a network.

    python3 dev.py run [ARGUMENTS…]     ct58 itself: from the clone's own folder, in an office for practice, build/tap-lam;
                                        --data . for the clone's own data
    python3 dev.py test [ARGUMENTS…]    the tests; arguments go to pytest
    python3 dev.py lint                 ruff and mypy
    python3 dev.py catalogue            bring the Vietnamese catalogue up to date with the source
    python3 dev.py fuzz [--seconds N] [--seed S]  spoilt files and faults at chance: see tools/fuzz.py
    python3 dev.py docs                 the documentation as web pages, in build/docs
    python3 dev.py engines [--spark]    the tests of engines for many rows: DuckDB; with --spark also Spark, half a gigabyte
    python3 dev.py portable PYTHON.zip  a folder for Windows in which ct58 runs as it is: see tools/portable.py

Each makes the virtual environment .venv first, if it is missing or no longer fits the pinned packages: `run`
with what running needs, `docs` with what makes the pages besides, `engines` with these, the others with what tests and checks
need.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
PROGRAM = SCRIPTS / ("ct58.exe" if os.name == "nt" else "ct58")
STAMP = VENV / "ct58-stamp"
SPARK_PIN = "tools/spark.txt"
PINNED = ("constraints.txt", "pyproject.toml", SPARK_PIN)
"""What the environment is made from: a change of these renews it."""
RUNNING, TESTING, WRITING, ENGINES, SPARK = EXTENTS = ("running", "testing", "writing", "engines", "spark")
"""How much is installed: what runs and builds ct58, what tests it as well, what makes its documentation, the engines, and Spark, too."""
PARTS = {
    RUNNING: "# To test and check as well.",
    TESTING: "# To build the documentation as well.",
    WRITING: "# To try the engines as well.",
}
"""Where the part of constraints.txt begins that is no longer wanted."""
LOCALE = ROOT / "src" / "ct58" / "locale"
QUIETLY = ("-qq", "--disable-pip-version-check", "--no-input")
"""Errors only, no questions."""
SPARINGLY = ("--no-cache-dir", "--no-compile")
"""Nothing left outside the checkout; Python compiles what it comes to use, which is little."""
EXTRACT = (
    "--project=ct58",
    "--no-wrap",
    "--no-location",
    "--sort-output",
    "--add-comments=Translators:",
)
UPDATE = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
"""Babel's options that keep the catalogue's diff small: only what has changed in the source."""
DATA = ROOT / "data"
PRACTICE = ROOT / "build" / "tap-lam"
"""A made-up office in the midst of its work; whoever deletes it gets a new one."""
WITHOUT_DATA = frozenset(
    {
        "init",
        "khoi-tao",
        "setup",
        "thiet-lap",
        "schema",
        "luoc-do",
        "completion",
        "tu-hoan-thanh",
        "help",
        "tro-giup",
        "rollup",
        "cong-gop",
    }
)
"""The commands that look for no data folder, by all their names."""
DATA_FILES = ("programme.yaml", "data/programme.yaml")
"""Either makes a folder one that ct58 works in."""
RECORDS = ("units/*/reports/*", "units/*/events.yaml", "tasks/*", "periods/*")
FOREIGN = frozenset(
    {
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "PIP_PREFIX",
        "PIP_TARGET",
        "PIP_ROOT",
        "PIP_USER",
    }
)
"""Settings that would make Python or pip look, or write, outside .venv, or compile everything at each start."""


class Trouble(Exception):
    """Something on this computer is missing; the text says what and the remedy."""


def main(arguments: list[str]) -> int:
    """Do what the first word says; returns the exit code."""
    commands = {
        "run": run,
        "test": test,
        "lint": lint,
        "catalogue": catalogue,
        "fuzz": fuzz,
        "portable": portable,
        "docs": docs,
        "engines": engines,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare(needed(arguments))
        return commands[arguments[0]](arguments[1:])
    except Trouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 5


def needed(arguments: list[str]) -> str:
    """How much must be installed for what was asked."""
    if arguments[0] == "engines":
        return SPARK if "--spark" in arguments else ENGINES
    return {"run": RUNNING, "docs": WRITING}.get(arguments[0], TESTING)


def run(arguments: list[str]) -> int:
    """Run ct58 where the user stands, so that it finds the data folder as it would when installed.

    Where that would be the clone's own data, in which there is nothing to see yet, it works in an office for practice.
    """
    if not practises(arguments, Path.cwd(), os.environ):
        return hand_over([str(PROGRAM), *arguments])
    if not (PRACTICE / "data").is_dir():
        progress(f"making an office for practice, {PRACTICE} …")
        code = hand_over([str(PROGRAM), "init", "--demo", str(PRACTICE)])
        if code != 0:
            return code
    progress("in the office for practice, build/tap-lam; --data . for the clone's own data")
    os.environ["CT58_DATA"] = str(PRACTICE)
    return hand_over([str(PROGRAM), *arguments])


def practises(arguments: list[str], folder: Path, environ: Mapping[str, str]) -> bool:
    """Whether a command would look at the clone's own data without being told to, while nobody works with that."""
    needs_no_data = bool(arguments) and (arguments[0].startswith("-") or arguments[0] in WITHOUT_DATA)
    is_told = "CT58_DATA" in environ or any(word.partition("=")[0] == "--data" for word in arguments)
    if needs_no_data or is_told or "--help" in arguments or ROOT not in (folder, *folder.parents):
        return False
    below = [place for place in (folder, *folder.parents) if ROOT in place.parents]
    has_own = any((place / name).is_file() for place in below for name in DATA_FILES)
    return not has_own and not is_in_use(DATA)


def is_in_use(data: Path) -> bool:
    """Whether a unit was entered that reports, or anything recorded."""
    if any(entry for pattern in RECORDS for entry in data.glob(pattern)):
        return True
    return any(b"\norganisation:" in file.read_bytes() for file in data.glob("units/*/unit.yaml"))


def test(arguments: list[str]) -> int:
    """Run the tests on all processors; pytest's closing line is the last that is printed."""
    return hand_over([str(PYTHON), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments], cwd=ROOT)


def lint(arguments: list[str]) -> int:
    """Run every check, also after one has failed, so that all that is wrong is seen at once."""
    checks = (
        ["ruff", "check", "--quiet", *arguments],
        ["ruff", "format", "--check", "--quiet", *arguments],
        ["mypy", "--no-error-summary", *arguments],
    )
    return max([hand_over([str(PYTHON), "-m", *check], cwd=ROOT) for check in checks])


def catalogue(arguments: list[str]) -> int:
    """Extract the marked texts, merge them into the Vietnamese catalogue, compile it.

    Translations are never guessed from similar ones: a guess in an official text is worse than none.
    """
    folder = LOCALE / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    po, mo = str(folder / "messages.po"), str(folder / "messages.mo")
    with tempfile.TemporaryDirectory() as temporary:
        pot = str(Path(temporary, "messages.pot"))
        babel("extract", *EXTRACT, "-o", pot, "src/ct58")
        merge = ["update", *UPDATE] if Path(po).exists() else ["init"]
        babel(*merge, "--no-wrap", "-l", "vi", "-i", pot, "-o", po)
    babel("compile", "--statistics", "-i", po, "-o", mo)
    return 0


def babel(*arguments: str) -> None:
    """Run one of Babel's commands; it reports on stderr."""
    command = [str(PYTHON), "-m", "babel.messages.frontend", *arguments]
    if subprocess.call(command, cwd=ROOT) != 0:
        raise Trouble("Babel could not bring the catalogue up to date; its words are above.")


def fuzz(arguments: list[str]) -> int:
    """Look for what breaks ct58, for a time, by a seed; what failed is kept in build/fuzz."""
    return hand_over([str(PYTHON), str(ROOT / "tools" / "fuzz.py"), *arguments])


def portable(arguments: list[str]) -> int:
    """Make the zip of the folder for Windows where the user stands, or in dist/."""
    return hand_over([str(PYTHON), str(ROOT / "tools" / "portable.py"), *arguments])


def docs(arguments: list[str]) -> int:
    """Make the reference from the code, then the pages; a link that leads nowhere fails."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # news of its makers, nothing about our pages
    gathered = hand_over([str(PYTHON), str(ROOT / "tools" / "documentation.py")])
    return gathered or hand_over([str(PYTHON), "-m", "mkdocs", "build", "--strict", *arguments], cwd=ROOT)


def engines(arguments: list[str]) -> int:
    """Run the tests that need ct58[rollup], one after another: Spark takes all processors by itself."""
    return hand_over([str(PYTHON), "-m", "pytest", "tests/engines", *arguments], cwd=ROOT)


def prepare(wanted: str) -> None:
    """Make .venv fit the pinned packages; a second call finds the stamp and does nothing."""
    if stamp()[:2] == (place(), fingerprint()) and has(wanted):
        return
    check_computer()
    make_venv()
    wanted = max(wanted, extent(), key=EXTENTS.index)
    progress("installing the pinned packages …")
    install(wanted)
    STAMP.write_text("\n".join((place(), fingerprint(), wanted, "")), encoding="utf-8")


def install(wanted: str) -> None:
    """The packages, then ct58 itself; pip stays only where more may be asked of it."""
    listed = VENV / "ct58-packages.txt"
    listed.write_text(packages(wanted), encoding="utf-8")
    if not pip("install", *SPARINGLY, "--require-hashes", "--only-binary", ":all:", "-r", str(listed)):
        raise Trouble("could not install the packages; pip's words are above. Is the network reachable?")
    if not pip("install", *SPARINGLY, "--no-deps", "--no-build-isolation", "-e", "."):
        raise Trouble("could not install ct58 itself; pip's words are above.")
    source = (
        "--require-hashes",
        "--no-deps",
        "--no-build-isolation",
        "--no-binary",
        "pyspark",
        "-r",
        SPARK_PIN,
    )
    if wanted == SPARK and not pip("install", *SPARINGLY, *source):
        raise Trouble("could not install Spark; pip's words are above.")
    if wanted == RUNNING:
        pip("uninstall", "--yes", "setuptools", "pip")


def packages(wanted: str) -> str:
    """The lines of constraints.txt that are wanted."""
    listed = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return listed.partition(PARTS[wanted])[0] if wanted in PARTS else listed


def place() -> str:
    """Whose environment it is: this Python's, here."""
    return f"{sys.version_info[:2]} {ROOT}"


def fingerprint() -> str:
    """What it was made from: the pinned packages, and what ct58 asks for."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in PINNED)).hexdigest()


def stamp() -> tuple[str, ...]:
    """Place, fingerprint and extent of the last complete environment; empty where there is none."""
    if not (STAMP.is_file() and PYTHON.exists()):
        return ()
    return tuple(STAMP.read_text(encoding="utf-8").splitlines())


def extent() -> str:
    """How much the last complete environment holds, at least."""
    return next((kept for kept in stamp()[2:] if kept in EXTENTS), RUNNING)


def has(wanted: str) -> bool:
    """Whether the last complete environment holds that much."""
    return bool(stamp()) and EXTENTS.index(extent()) >= EXTENTS.index(wanted)


def check_computer() -> None:
    """Refuse early, with the remedy, what would fail later without one."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given to run
        raise Trouble(f"ct58 needs Python 3.11 or later; this one is {sys.version.split()[0]}.")
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Trouble(
            "this Python cannot make virtual environments. Debian, Ubuntu: sudo apt install python3-venv"
        )


def make_venv() -> None:
    """Make .venv anew unless it already belongs to this Python and this place; with pip in either case."""
    if stamp()[:1] == (place(),):
        make = [str(PYTHON), "-m", "ensurepip"]
    else:
        progress("making the virtual environment .venv …")
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.call(make, stdout=subprocess.DEVNULL, env=environment()) != 0:
        raise Trouble(f"could not make the virtual environment {VENV}; Python's words are above.")


def pip(command: str, *arguments: str) -> bool:
    """Have pip do something in .venv and say whether it worked; what it has to say goes to stderr."""
    words = [str(PYTHON), "-m", "pip", command, *QUIETLY, *arguments]
    return subprocess.call(words, cwd=ROOT, stdout=sys.stderr, env=environment()) == 0


def hand_over(command: list[str], cwd: Path | None = None) -> int:
    """Run a program to its end and return its exit code; Ctrl-C is the program's to answer."""
    process = subprocess.Popen(command, cwd=cwd, env=environment())
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def environment() -> dict[str, str]:
    """The environment without what would lead out of .venv."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def progress(text: str) -> None:
    """One line for the person who waits."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
