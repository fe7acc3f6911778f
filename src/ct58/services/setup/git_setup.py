"""Telling a repository about ct58: how its files are merged, what is passed over, what is checked before keeping.

Only what is missing is added; what people wrote themselves is never changed.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from ct58.domain.records.places import EVERY_FILE, LOCK_FILE, OWN_PREFIX, report_file
from ct58.errors import EnvironmentProblem
from ct58.errors.system import system_problem
from ct58.i18n import Message, N_, msg
from ct58.store.sources import find_data_folder
from ct58.vcs.git import Git
from ct58.vcs.joining import DRIVER_SETTING, Driver
from ct58.vcs.repository import find_repository
from ct58.vcs.settings import UNSPECIFIED, attributes, git_ignores, hooks_folder, set_setting, setting

IGNORED = f"# ct58\n{LOCK_FILE}\n{OWN_PREFIX}*\n~$*\n"
ATTRIBUTES = f"{EVERY_FILE} text eol=lf merge=ct58\n"
_WANTED = {"text": ("text", "set"), "eol": ("eol=lf", "lf"), "merge": ("merge=ct58", "ct58")}
"""Attribute → how it is written, and what git then says of it."""
HOOK_MARK = "# ct58: checks what a commit brings in"
_SAMPLE = report_file("x", "2021")
_MARK = "-m ct58 merge-file"


def set_up_git(
    folder: Path, environment: Mapping[str, str], program: str, *, with_hook: bool = False
) -> tuple[Message, ...]:
    """Set up the repository that a folder with data lies in; says what was done.

    A folder that lies in none becomes one. `program` is how a shell calls ct58 on this computer. Raises
    EnvironmentProblem without git, without data, or where something cannot be written.
    """
    root = find_data_folder(str(folder), {}, folder)
    try:
        steps = tuple(_steps(folder, root, environment, program))
        return (*steps, _hook(root, environment, program)) if with_hook else steps
    except OSError as error:
        raise EnvironmentProblem(
            msg(N_("{folder} cannot be written: {problem}."), folder=str(root), problem=system_problem(error))
        ) from error


def refuse_inside_git(folder: Path, environment: Mapping[str, str]) -> None:
    """Raise EnvironmentProblem for a folder that git keeps for itself: a bare repository, `.git`, or inside of either."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    if Git(there, environment).ask(["rev-parse", "--is-inside-git-dir"]) == b"true\n":
        raise EnvironmentProblem(
            msg(
                N_("{folder} is where git keeps the history; no data folder may lie there."),
                folder=str(folder),
            ),
            msg(N_("Work in a copy of it: docs/git.md")),
        )


def program_of(python: str) -> str:
    """How a shell calls ct58 with a Python of this computer; nothing of the folder it runs in is imported."""
    return f"{shlex.quote(Path(python).as_posix())} -P -m ct58"


def _steps(folder: Path, root: Path, environment: Mapping[str, str], program: str) -> Iterator[Message]:
    git = Git(root, environment)
    if find_repository(root, environment) is None:
        Git(folder, environment).run(["init", "--quiet", "--initial-branch=main"])
        yield msg(N_("History: begun in {folder}."), folder=str(folder))
    yield _ignored(git, root)
    yield _attributes(git, root)
    yield driver_in(git, program)


def _ignored(git: Git, root: Path) -> Message:
    if all(git_ignores(git, name) for name in (LOCK_FILE, f"{OWN_PREFIX}x", "~$x")):
        return msg(N_("Passing over locks and copies that are open: was set up."))
    _append(root / ".gitignore", IGNORED)
    return msg(
        N_("Passing over locks and copies that are open: added to {file}."), file=str(root / ".gitignore")
    )


def _attributes(git: Git, root: Path) -> Message:
    """One line with the attributes that nobody has given yet."""
    said = attributes(git, _SAMPLE, _WANTED)
    missing = [written for name, (written, _) in _WANTED.items() if said[name] == UNSPECIFIED]
    if missing:
        _append(root / ".gitattributes", f"{EVERY_FILE} {' '.join(missing)}\n")
        return msg(N_("Line ends and joining: added to {file}."), file=str(root / ".gitattributes"))
    others = {name: value for name, value in said.items() if value != _WANTED[name][1]}
    if others:
        text = N_("Line ends and joining: left as you set them yourself ({set}); ct58 wants: {wanted}")
        shown = ", ".join(f"{name}={value}" for name, value in others.items())
        return msg(text, set=shown, wanted=ATTRIBUTES.strip())
    return msg(N_("Line ends and joining: was set up."))


JoiningState = Literal["set", "missing", "stale", "unasked"]


def joining_state(git: Git) -> JoiningState:
    """Whether git asks ct58 to join the records of this copy.

    The setting is missing, or of ct58 but for a Python that is gone; or nobody has asked for it in the repository's attributes.
    """
    if attributes(git, _SAMPLE, ["merge"])["merge"] != "ct58":
        return "unasked"
    found = setting(git, DRIVER_SETTING)
    if not found:
        return "missing"
    program = Path(shlex.split(found)[0]) if _MARK in found else None
    return "stale" if program and program.is_absolute() and not program.exists() else "set"


def driver_in(git: Git, program: str) -> Message:
    """Set the merge driver in the repository's own settings; a driver of somebody's own is left."""
    command = driver_of(program).command
    found = setting(git, DRIVER_SETTING)
    if found == command:
        return msg(N_("Joining two people's work on meaning: was set up."))
    if found is not None and _MARK not in found:
        return msg(N_("Joining two people's work: left as you set it yourself ({set})."), set=found)
    set_setting(git, "merge.ct58.name", "ct58: joins records by what they say")
    set_setting(git, DRIVER_SETTING, command)
    return msg(N_("Joining two people's work on meaning: set up for this copy of the folder."))


def driver_of(program: str) -> Driver:
    """The driver as git's shell runs it. Where ct58 is not there, or fails, git merges line by line."""
    by_lines = "git merge-file -L ours -L base -L theirs %A %O %B"
    command = f"{program} merge-file %O %A %B %P; c=$?; test $c -lt 2 && exit $c; {by_lines}"
    return Driver(files=EVERY_FILE, command=command)


def _hook(root: Path, environment: Mapping[str, str], program: str) -> Message:
    """The check before each commit; a hook of somebody's own is left, with what it should call."""
    git = Git(root, environment)
    hook = hooks_folder(git, root) / "pre-commit"
    prefix = git.run(["rev-parse", "--show-prefix"]).decode("utf-8", "surrogateescape")[:-1]
    script = hook_script(program, f"./{prefix}").encode("utf-8", "surrogateescape")
    found = hook.read_bytes() if hook.exists() else None
    if found == script:
        return msg(N_("Checking before each commit: was set up."))
    if found is not None and HOOK_MARK.encode() not in found:
        text = N_("Checking before each commit: left as you set it yourself ({file}); let it call: {command}")
        return msg(text, file=str(hook), command="ct58 check --since HEAD")
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_bytes(script)
    hook.chmod(0o755)
    return msg(N_("Checking before each commit: set up for this copy of the folder."))


def hook_script(program: str, data: str) -> str:
    """The hook, for any plain shell: what a commit brings in is checked; without ct58 it lets pass and says so.

    `data` is the data folder below the top of the repository.
    """
    return f"""\
#!/bin/sh
{HOOK_MARK}
if ! {program} --help >/dev/null 2>&1; then
  echo "ct58 was not found, so nothing was checked: ct58 init --git --hook" >&2
  exit 0
fi
if git rev-parse --quiet --verify HEAD >/dev/null; then
  exec {program} check --data {shlex.quote(data)} --since HEAD
fi
exec {program} check --data {shlex.quote(data)}
"""


def _append(file: Path, lines: str) -> None:
    """Add lines to a file that people write in, on lines of their own."""
    before = file.read_bytes() if file.exists() else b""
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    file.write_bytes(before + gap + lines.encode())
