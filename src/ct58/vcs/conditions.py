"""What can be the matter with a repository: how each condition is recognised, what it is called, and what helps.

Some are known by what git says where it stops (there is no other way to ask), some by the files that a
half-finished work leaves in git's own folder. Whoever meets one says the words of this table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.vcs.git_folder import bytes_of, git_folder_of

Hindrance = Literal[
    "foreign", "settings", "newer", "closed", "unusable", "damaged", "lost_line", "list_damaged", "busy", "full",
    "merging", "rebasing", "applying", "picking", "reverting", "bisecting", "detached", "other",
]  # fmt: skip

_BY_WORDS: tuple[tuple[Hindrance, str], ...] = (
    ("full", r"No space left on device|Out of diskspace|Disk quota exceeded"),
    ("foreign", r"dubious ownership"),
    ("settings", r"bad (\w+ )?config |reading the configuration files|fatal: unable to access '[^':]*': Perm"),
    ("newer", r"Expected git repo version|unknown repository extension|unknown object format"),
    ("list_damaged", r"index file (corrupt|smaller than expected|open failed)|bad index file|bad signature 0x"),
    ("busy", r"Unable to create '.*\.lock': File exists|could not lock config file .*: File exists"),
    ("closed", r"(^|\n)(fatal|error): [^\n]*: Permission denied|insufficient permission for adding"),
    (
        "damaged",
        (
            r"inflate: |unable to unpack|object file .* is empty|loose object .* is corrupt|packed object .* is corrupt"
            r"|hash mismatch|bad packed object CRC|packfile .* (is corrupt|cannot be accessed|cannot be mapped)"
            r"|unknown object type|bad object (HEAD|refs/)|missing (blob|tree) object|did not send all necessary"
        ),
    ),
)  # fmt: skip

_BY_FILES: tuple[tuple[Hindrance, str], ...] = (
    ("applying", "rebase-apply/applying"),
    ("rebasing", "rebase-apply"),
    ("rebasing", "rebase-merge"),
    ("picking", "CHERRY_PICK_HEAD"),
    ("reverting", "REVERT_HEAD"),
    ("picking", "sequencer"),
    ("merging", "MERGE_HEAD"),
    ("bisecting", "BISECT_LOG"),
)
"""What a half-finished work leaves in git's folder; what another one uses on its way comes after that one."""


@positional_record
class _Words:
    """What a condition is called, what helps, and what a technician types."""

    said: str
    remedy: str
    typed: str = ""


_HALF_DONE = N_(
    "Whoever began that ends it or takes it back; until then nothing is kept here, and reading works: docs/git.md"
)
_AFRESH = N_(
    "What stands in the folder itself is still there: copy the folder first. Whoever looks after the computer "
    "fetches the history anew from the shared place: docs/git.md"
)
_WORDS: Mapping[Hindrance, _Words] = {
    "foreign": _Words(
        N_("The history of this folder belongs to another login of this computer, so it is not opened: {place}"),
        N_("Work with that login, or whoever looks after the computer allows it once for this one: {detail}"),
    ),
    "settings": _Words(
        N_("The settings of the history of this folder ({place}) cannot be read: {detail}"),
        N_("The data is whole. Whoever looks after the computer puts that file right: docs/git.md"),
    ),
    "newer": _Words(
        N_("The history of this folder was written by a newer git than the one on this computer."),
        N_("Install a newer git. What needs no history works."),
    ),
    "closed": _Words(
        N_("This login may not read or write the history of this folder: {place}"),
        N_("Whoever looks after the computer gives it the right to. What needs no history works."),
    ),
    "unusable": _Words(N_("This folder has a history that cannot be opened: {place}"), _AFRESH),
    "damaged": _Words(N_("A part of the history on this disk is damaged: {place}"), _AFRESH, "git fsck"),
    "lost_line": _Words(
        N_("It cannot be read any more what was saved last: the history on this disk is damaged ({place})."), _AFRESH
    ),
    "list_damaged": _Words(
        N_("The list that git keeps of the files of this folder is damaged."),
        N_("Nothing is lost: delete the file {place}; the next ct58 save makes it anew."),
    ),
    "busy": _Words(
        N_("Another program is at work on the history of this folder, or was cut short."),
        N_("Wait for it and try again. If nothing else runs: delete the file {detail}"),
    ),
    "full": _Words(
        N_("Not done: the disk is full. Nothing that you saved is lost."),
        N_("Make some space on the disk, then run the same command again."),
    ),
    "merging": _Words(
        N_("Somebody has begun to join two states of the data in this folder, and not ended it."),
        N_("Look at it (ct58 check, ct58 diff); when all is right: ct58 save. To take it back: docs/git.md"),
        "git merge --abort",
    ),
    "rebasing": _Words(
        N_("Somebody has begun to put the work of this folder on another state, and not ended it."),
        _HALF_DONE,
        "git rebase --continue · git rebase --abort",
    ),
    "applying": _Words(
        N_("Somebody has begun to put in changes that came as files, and not ended it."),
        _HALF_DONE,
        "git am --continue · git am --abort",
    ),
    "picking": _Words(
        N_("Somebody has begun to bring a single change into this folder, and not ended it."),
        _HALF_DONE,
        "git cherry-pick --continue · git cherry-pick --abort",
    ),
    "reverting": _Words(
        N_("Somebody has begun to take back an earlier change in this folder, and not ended it."),
        _HALF_DONE,
        "git revert --continue · git revert --abort",
    ),
    "bisecting": _Words(
        N_("Somebody is looking in this folder for the state with which something began, so an older one stands here."),
        N_("Whoever began that ends it; until then nothing is kept here, and reading works: docs/git.md"),
        "git bisect reset",
    ),
    "detached": _Words(
        N_("This folder was opened at an older state of the data, to look at it, so nothing can be kept here."),
        N_("Whoever opened it can go back to the draft (git switch); reading and comparing work."),
        "git switch -",
    ),
    "other": _Words(
        N_("This could not be done with the history of the data. Nothing that you saved is lost."),
        N_("For whoever looks after the computer, the same again with --debug says more."),
    ),
}  # fmt: skip


class Hindered(EnvironmentProblem):
    """The history cannot be used as things stand; `condition` says how they do."""

    def __init__(self, condition: Hindrance, place: Path | str = "", technical: str = "") -> None:
        self.condition = condition
        words = _WORDS[condition]
        given = {"place": str(place), "detail": _detail(condition, technical, str(place))}
        super().__init__(msg(words.said, **given), msg(words.remedy, **given))
        self.technical = "\n".join(filter(None, (technical, words.typed)))


_ALLOW = r"git config --global --add safe\.directory .+"
_LOCK = r"'([^'\n]+\.lock)'"
_LINE = r"\bline ([0-9]+)"
_FILE = r"in file '?([^'\n]+?)'?(?: at line|:|\n|$)|unable to access '([^'\n]+)'"


def _detail(condition: Hindrance, said: str, place: str) -> str:
    """What git's words say beside the condition itself: what to type, or a file and its line."""
    if condition == "foreign":
        return allowing(said)
    if condition == "busy":
        lock = re.search(_LOCK, said)
        return lock.group(1) if lock else place
    file, line = re.search(_FILE, said), re.search(_LINE, said)
    named = (file.group(1) or file.group(2)) if file else place
    return f"{named}:{line.group(1)}" if line else named


def allowing(said: str) -> str:
    """What a technician types to trust a folder of another login, by what git says: with the folder as git spells it."""
    found = re.search(_ALLOW, said)
    return found.group() if found else "git config --global --add safe.directory"


def condition_in(said: str) -> Hindrance | None:
    """What is the matter, by what git says; None where that is nothing that is known here."""
    return next((condition for condition, words in _BY_WORDS if re.search(words, said)), None)


def unfinished_in(git_folder: Path) -> Hindrance | None:
    """The half-finished work that has left its marks in git's folder; None where there is none."""
    return next((condition for condition, mark in _BY_FILES if (git_folder / mark).exists()), None)


def condition_of(folder: Path) -> Hindrance | None:
    """How a folder stands in its repository: in the midst of a work, or at an old state; None where all is as always.

    A few looks at the disk; git is not started.
    """
    own = git_folder_of(folder)
    if own is None:
        return None
    head = bytes_of(own / "HEAD")
    return unfinished_in(own) or ("detached" if head and not head.startswith(b"ref:") else None)
