"""The main copy's own line: by which of its revisions each other one came into it, and what those say of themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from ct58.records import record
from ct58.vcs.authorship import Hand
from ct58.vcs.git import Git
from ct58.vcs.main_place import main_place, working_branch
from ct58.vcs.signatures import looking_at_signatures
from ct58.vcs.trailers import APPROVED_LINE, RETURNED_LINE, RoundFacts, facts_in

SignatureState = Literal["none", "good", "bad", "unknown"]
_SIGNATURES: Mapping[str, SignatureState] = {"N": "none", "G": "good", "B": "bad", "": "none"}
_ENTRY = "\x01"
_FIELDS = "%H%x00%an%x00%ae%x00%cn%x00%ce%x00%cI%x00"


@record
class Account:
    """What a revision says of itself: whose it is, who put it there and when, its facts, and how it is signed by whom."""

    id: str
    author: Hand
    committer: Hand
    when: dt.datetime
    facts: RoundFacts
    signature: SignatureState = "none"
    signer: str = ""


class MainLine:
    """The history of the main copy up to a tip; `name` is what the line is called there."""

    def __init__(self, git: Git, tip: str, name: str = "main") -> None:
        self._git = git
        self._tip = tip
        self._takes_in = re.compile(rf"Merge (remote-tracking )?branch '([^']*/)?{re.escape(name)}'")

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """Each revision of the main copy with those that it goes on from."""
        listed = self._git.run(["rev-list", "--parents", self._tip, "--"]).decode("ascii")
        return {id_: tuple(parents) for id_, *parents in map(str.split, listed.splitlines())}

    @cached_property
    def _tip_id(self) -> str:
        return self._git.line(["rev-parse", "--verify", f"{self._tip}^{{commit}}"])

    @cached_property
    def _takings_in(self) -> frozenset[str]:
        """The joins that take the main copy into a line of work, and bring nothing that anybody looked at."""
        asked = ["log", "--merges", "--encoding=UTF-8", f"--format={_ENTRY}%H%x00%B", self._tip, "--"]
        said = self._git.run(asked).decode("utf-8", "replace")
        entries = (entry.partition("\0") for entry in said.split(_ENTRY)[1:])
        return frozenset(
            id_ for id_, _nul, text in entries if self._takes_in.match(text) or facts_in(text).main_copy
        )

    @cached_property
    def _first_approval(self) -> str | None:
        """The approval with which the main copy began: it joins nothing and changes nothing of what was handed in."""
        asked = ["log", "--max-parents=1", "--fixed-strings", f"--grep={APPROVED_LINE}", "--format=%H %T %P"]
        said = (self._git.ask([*asked, self._tip, "--"]) or b"").decode("ascii").splitlines()
        for id_, tree, *parents in map(str.split, reversed(said)):
            if parents and self._git.line(["rev-parse", f"{parents[0]}^{{tree}}"]) == tree:
                return id_
        return None

    @cached_property
    def passages(self) -> Mapping[str, str]:
        """Each revision with the one by which it came into the main copy: itself, where it was put there directly."""
        found: dict[str, str] = {}
        for id_ in reversed(self._own_line()):
            first, *others = self.parents.get(id_, ()) or ("",)
            if id_ in self._takings_in:
                self._mark(found, [first], None)
            elif id_ == self._first_approval:
                self._mark(found, [first], id_)
            else:
                self._mark(found, others, id_)
            found[id_] = id_
        return found

    def _own_line(self) -> list[str]:
        """The states that the main copy has been in, the newest first."""
        line, id_ = list[str](), self._tip_id
        while id_:
            line.append(id_)
            parents = self.parents.get(id_, ()) if id_ != self._first_approval else ()
            id_ = next(iter(parents[1:] if id_ in self._takings_in else parents), "")
        return line

    def _mark(self, found: dict[str, str], starts: Iterable[str], by: str | None) -> None:
        """What is reached from some revisions and came in by none before."""
        open_ = list(starts)
        while open_:
            id_ = open_.pop()
            if id_ and id_ not in found and id_ in self.parents:
                found[id_] = by or id_
                open_.extend(self.parents[id_])

    def submission_behind(self, id_: str) -> str | None:
        """What a join brought in: the last revision of its other side."""
        parents = self.parents.get(id_, ())
        return parents[1] if len(parents) > 1 and id_ not in self._takings_in else None

    def returns(self) -> Iterator[Account]:
        """What was returned before it came into the main copy; each changes nothing and stands on top of what came back."""
        asked = ["rev-list", "--fixed-strings", f"--grep={RETURNED_LINE}", self._tip, "--"]
        ids = (self._git.ask(asked) or b"").decode("ascii").split()
        yield from (account for account in self.accounts(ids).values() if account.facts.returner)

    def came_along(self, id_: str) -> frozenset[str]:
        """A revision and those that it builds on and came into the main copy together with."""
        by, found, open_ = self.passages.get(id_), set[str](), [id_]
        while open_:
            one = open_.pop()
            if one not in found and self.passages.get(one) == by:
                found.add(one)
                open_.extend(self.parents.get(one, ()))
        return frozenset(found)

    def accounts(self, ids: Iterable[str]) -> Mapping[str, Account]:
        """What some revisions say of themselves."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        seen = looking_at_signatures(self._git)
        mark = "%G?%x00%GS%x00" if seen is not None else "%x00%x00"
        form = f"--format={_ENTRY}{_FIELDS}{mark}%b"
        asked = [*(seen or ()), "log", "--no-walk=unsorted", "--encoding=UTF-8", form, "--stdin"]
        said = self._git.run(asked, given="".join(f"{id_}\n" for id_ in wanted).encode("ascii"))
        entries = said.decode("utf-8", "replace").split(_ENTRY)[1:]
        return {account.id: account for account in map(_account, entries)}


def _account(entry: str) -> Account:
    id_, name, email, put_by, put_email, when, mark, signer, body = entry.split("\0", 8)
    return Account(
        id=id_,
        author=Hand(name=_printable(name), email=email),
        committer=Hand(name=_printable(put_by), email=put_email),
        when=_moment(when),
        facts=facts_in(body),
        signature=_SIGNATURES.get(mark, "unknown"),
        signer=_printable(signer),
    )


def _moment(said: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(said)
    except ValueError:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))


def main_line(git: Git) -> MainLine | None:
    """The main copy as it was seen last: the shared place's, or a repository's own where no one works in it; None without."""
    is_bare = git.ask(["rev-parse", "--is-bare-repository"]) == b"true\n"
    place = ("HEAD", working_branch(git) or "main") if is_bare else main_place(git)
    is_there = place and git.ask(["rev-parse", "--verify", "--quiet", f"{place[0]}^{{commit}}"])
    return MainLine(git, *place) if place and is_there else None
