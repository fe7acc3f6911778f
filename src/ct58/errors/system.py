"""What the operating system refuses, in the office's words."""

from __future__ import annotations

import errno

from ct58.i18n import Message, N_, msg

_PROTECTED = N_("the file is open in another program, or the folder is protected")
_FULL = N_("the disk is full")
_PROBLEMS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a file stands where a folder should be"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _PROTECTED,
    errno.EPERM: _PROTECTED,
    errno.EROFS: _PROTECTED,
}
USE_UTF8 = N_("Set the variable PYTHONUTF8=1, then open the window anew.")
"""The remedy where names of files are written in an encoding that lacks Vietnamese letters."""


def is_utf8(encoding: str) -> bool:
    """Whether an encoding has every letter, however it is spelt."""
    return encoding.replace("-", "").lower() == "utf8"


def system_problem(error: OSError) -> Message | str:
    """Why something could not be read or written, to stand in a sentence; what is rare in the system's own words."""
    known = _PROBLEMS.get(error.errno or 0)
    return msg(known) if known else error.strerror or str(error)


def is_environment(error: OSError) -> bool:
    """Whether the computer is the reason, whatever the program did: a full disk, a protected place."""
    return _PROBLEMS.get(error.errno or 0) in (_FULL, _PROTECTED)
