"""What the operating system refuses, in the office's words."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from ct58.i18n import Message, N_, msg

_PROTECTED = N_("the file is open in another program, or the folder is protected")
_FOLDER = N_("it is a folder, not a file")
_FULL = N_("the disk is full")
_TOO_LONG = N_("the name is too long")
_CIRCLE = N_("its links lead in a circle")
_UNUSABLE = N_("the system cannot use such a name")
_AWAY = N_("the shared folder does not answer")
_NOT_READY = N_("the drive is not ready")
_OF_THE_COMPUTER = frozenset({_PROTECTED, _FULL, _TOO_LONG, _CIRCLE, _UNUSABLE, _AWAY, _NOT_READY})
"""What no program can help, whatever it did."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
"""What Windows takes for a device, whatever the ending: `nul.csv` holds nothing, `con.csv` is the window."""
_NOT_ON_WINDOWS = frozenset('<>:"|?*')
_PROBLEMS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a file stands where a folder should be"),
    errno.EISDIR: _FOLDER,
    errno.EEXIST: N_("something else of this name is there"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ELOOP: _CIRCLE,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _PROTECTED,
    errno.EPERM: _PROTECTED,
    errno.EROFS: _PROTECTED,
    errno.EBUSY: _PROTECTED,
    errno.EIO: N_("the drive or the network has a fault"),
    errno.ETIMEDOUT: _AWAY,
    errno.EHOSTDOWN: _AWAY,
    errno.ESTALE: _AWAY,
    errno.ENODEV: _NOT_READY,
    errno.ENXIO: _NOT_READY,
}
_PROBLEMS_OF_WINDOWS: Mapping[int, str] = {
    15: _NOT_READY,
    21: _NOT_READY,
    39: _FULL,
    53: _AWAY,
    59: _AWAY,
    64: _AWAY,
    67: _AWAY,
    121: _AWAY,
    123: _UNUSABLE,
    161: _UNUSABLE,
    206: _TOO_LONG,
    225: N_("the computer's protection against viruses has blocked it"),
    1231: _AWAY,
    1921: _CIRCLE,
}
"""By Windows' own numbers, for which Python has no fitting one of its own (it says 2, 13 or 22)."""
USE_UTF8 = N_("Set the variable PYTHONUTF8=1, then open the window anew.")
"""The remedy where names of files are written in an encoding that lacks Vietnamese letters."""


def is_utf8(encoding: str) -> bool:
    """Whether an encoding has every letter, however it is spelt."""
    return encoding.replace("-", "").lower() == "utf8"


def system_problem(error: OSError, *, of_folder: bool = False) -> Message:
    """Why something could not be read or written, to stand in a sentence; what is rare as the system says it.

    Who wanted a file and knows that a folder is there says so: Windows calls that protected.
    """
    known = _FOLDER if of_folder else _problem(error)
    return msg(known) if known else msg(N_("the system says “{words}”"), words=error.strerror or str(error))


def is_environment(error: OSError) -> bool:
    """Whether the computer is the reason, whatever the program did: a full disk, a protected place, a name too long."""
    return _problem(error) in _OF_THE_COMPUTER


def has_no_reader(error: OSError, *, on_windows: bool) -> bool:
    """Whether what was written to has nobody any more who reads it (`| head`).

    Windows has no word of its own for that: it calls the argument invalid, and names no file.
    """
    says_it = on_windows and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or says_it


def is_circle(error: OSError | RuntimeError) -> bool:
    """Whether a path could not be followed because its links lead in a circle; up to Python 3.12 in its own words."""
    return isinstance(error, RuntimeError) or _problem(error) == _CIRCLE


def is_name_on_windows(name: str) -> bool:
    """Whether Windows has a file for a name, under just this name and in just this place.

    A dot or space at the end is left out there, a colon hides the content behind another file.
    """
    stem = name.partition(".")[0].rstrip(" ").casefold()
    is_plain = _NOT_ON_WINDOWS.isdisjoint(name) and all(char >= " " for char in name)
    return is_plain and name == name.rstrip(". ") and stem not in _DEVICES


def _problem(error: OSError) -> str | None:
    number = getattr(error, "winerror", None) or 0
    return _PROBLEMS_OF_WINDOWS.get(number) or _PROBLEMS.get(error.errno or 0)
