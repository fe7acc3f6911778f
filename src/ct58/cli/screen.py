"""The screen: whether it is drawn in colours, and what pages through more than it holds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence

COLOURS = ("auto", "always", "never")
"""The values of --color."""
_QUITS_AFTER_ONE_SCREEN = "FRX"
"""What `less` is told where nobody has told it anything: as git does it."""


def is_coloured(asked: str | None, environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether to draw in colours: the option first, then the variables of the field, else on a terminal that can.

    NO_COLOR (no-color.org) takes them away, FORCE_COLOR and CLICOLOR_FORCE bring them into a pipe, too, CLICOLOR=0 takes
    them from a terminal (bixense.com/clicolors).
    """
    if asked in ("always", "never"):
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    can = environment.get("TERM") != "dumb" and environment.get("CLICOLOR") != "0"
    return is_terminal and can


def pager(environment: Mapping[str, str]) -> Sequence[str]:
    """The program that pages, with its arguments: CT58_PAGER, else PAGER, else `less` where it is; () for none.

    An empty name or `cat` means none, as git has it; a terminal that can move no cursor gets none.
    """
    named = next((environment[name] for name in ("CT58_PAGER", "PAGER") if name in environment), None)
    if environment.get("TERM") == "dumb" or (named is not None and named.strip() in ("", "cat")):
        return ()
    import shlex

    words = shlex.split(named or "less", posix=os.name != "nt")
    is_usual = named is not None or os.name != "nt"
    return words if is_usual and shutil.which(words[0]) else ()


def page_through(text: str, program: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Let a program show a text; False where it could not be started. Ctrl-C is for the program, as long as it runs."""
    import signal
    import subprocess

    told = {"LESS": _QUITS_AFTER_ONE_SCREEN, "LV": "-c", **environment, "LESSCHARSET": "utf-8"}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        subprocess.run(program, input=text.encode(), env=told, check=False)  # noqa: S603 - the person's own
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def height() -> int:
    """The lines that the screen holds; 0 where nobody knows."""
    return shutil.get_terminal_size((0, 0)).lines
