"""Whose work a line holds: who saved, sent or returned something that another line does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.records import record
from ct58.vcs.git import Git
from ct58.vcs.trailers import RoundFacts, facts_in

_ENTRY = "\x01"
_FORMAT = f"--format={_ENTRY}%m%x00%H%x00%T%x00%P%x00%an%x00%ae%x00%b"


@record
class Hand:
    """Somebody as git names them; nobody has checked it."""

    name: str
    email: str = ""


@record
class OwnRevision:
    """A revision that one person made alone: who, whether the data is other by it, and what it says of the round."""

    id: str
    by: Hand
    changes_something: bool
    facts: RoundFacts


def own_revisions(git: Git, tip: str, known: Sequence[str]) -> Iterator[OwnRevision]:
    """What each made up to a tip that the known ones do not hold, the newest first; what only joins two lines is no one's."""
    asked = ["log", "--boundary", "--encoding=UTF-8", _FORMAT, tip, *(f"^{id_}" for id_ in known), "--"]
    said = (git.ask(asked) or b"").decode("utf-8", "replace")
    entries = [entry.split("\0", 6) for entry in said.split(_ENTRY)[1:]]
    trees = {id_: tree for _mark, id_, tree, *_rest in entries}
    for mark, id_, tree, parents, name, email, body in entries:
        if mark == "-" or " " in parents:
            continue
        yield OwnRevision(
            id=id_,
            by=Hand(name=_printable(name), email=_printable(email)),
            changes_something=trees.get(parents) != tree,
            facts=facts_in(body),
        )


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))
