"""Two things to which two people gave one id: found before anything is joined, and told apart wherever they are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.changes.renaming import NamedThing, Origin, free_id, leaving_out, renaming, thing_of
from ct58.domain.changes.sameness import is_another_thing
from ct58.domain.planning.edits import Edit, Missing, Plain
from ct58.domain.records.places import PROGRAMME_FILE, place_of, unit_file
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.patterns import pattern
from ct58.records import record
from ct58.services.round.clashes import Ends, clashes, contested_in, has_marks, with_authors
from ct58.store.yaml.editor import apply
from ct58.store.yaml.reader import value_of
from ct58.vcs.git import Committer
from ct58.vcs.joining import Joined, commit_of_tree, meeting_point, tree_with
from ct58.vcs.repository import Blobs, Repository
from ct58.views.submissions import Clash, SideChoice

_SAID = ("title", "name", "lead", "owners", "source", "document")
"""What shows which of two things is meant."""
_ANY_ID = pattern(rb"\b[A-Z]+(?:-[A-Z]+)*-?[0-9]+\b")


@record
class Namesake:
    """Two things of one id, as each side has it; `becomes` is what mine is called where both are kept."""

    thing: NamedThing
    becomes: str
    mine: Mapping[str, Plain]
    theirs: Mapping[str, Plain]

    def clash(self, number: int) -> Clash:
        """The question which to keep, or both."""
        place = place_of(self.thing.file)
        assert place is not None
        return Clash(
            file=self.thing.file,
            number=number,
            unit=place.unit,
            item=place.item,
            mine=_telling(self.mine),
            theirs=_telling(self.theirs),
            becomes=self.becomes,
        )


def _telling(tree: Mapping[str, Plain]) -> Mapping[str, Plain]:
    return {key: tree[key] for key in _SAID if tree.get(key)}


def namesakes(repository: Repository, ends: Ends) -> tuple[Namesake, ...]:
    """What both sides added under one id since they parted, and mean two things by."""
    mine, theirs, base = (
        _State(repository, ends.mine),
        _State(repository, ends.theirs),
        _base(repository, ends),
    )
    taken = {*mine.ids(), *theirs.ids()}
    found = []
    for file in sorted(mine.files.keys() & theirs.files.keys() - base.files.keys()):
        thing = thing_of(file)
        if thing is None or mine.files[file] == theirs.files[file]:
            continue
        one, other = mine.tree(file), theirs.tree(file)
        if isinstance(one, Mapping) and isinstance(other, Mapping) and is_another_thing(one, other):
            becomes = free_id(thing, taken)
            taken.add(becomes)
            found.append(Namesake(thing=thing, becomes=becomes, mine=one, theirs=other))
    return tuple(found)


def beside(namesakes_: Iterable[Namesake], files: Iterable[str]) -> tuple[str, ...]:
    """The files (below the data) that belong to none of some things."""
    things = [one.thing for one in namesakes_]
    return tuple(file for file in files if not any(thing.has(file) for thing in things))


def all_clashes(repository: Repository, joined: Joined, ends: Ends) -> tuple[Clash, ...]:
    """What is to be decided where two states were joined: first what has one id and is two things, then place by place."""
    if not joined.conflicts:
        return ()
    apart = namesakes(repository, ends)
    first = [namesake.clash(number) for number, namesake in enumerate(apart, start=1)]
    files = beside(apart, (path.removeprefix(repository.prefix) for path in joined.conflicts))
    contested = contested_in(repository, joined.id, ends, [f"{repository.prefix}{file}" for file in files])
    rest = (replace(clash, number=clash.number + len(first)) for clash in clashes(contested))
    return with_authors(repository, [*first, *rest], ends)


def followed(repository: Repository, ends: Ends, who: Callable[[], Committer]) -> Ends:
    """The two sides, each with the units under the ids that the other gave them meanwhile.

    What was recorded under an old id goes along with its unit; nothing changes where nothing was.
    """
    base, mine, theirs = (
        _base(repository, ends),
        _State(repository, ends.mine),
        _State(repository, ends.theirs),
    )
    for one, other in ((mine, theirs), (theirs, mine)):
        for old, new in _new_ids(base, other):
            is_there = unit_file(old) in one.files and unit_file(new) not in one.files
            if is_there and one.has_more_of(NamedThing("unit", old), base):
                one.rename(NamedThing("unit", old), new, one, ())
    return Ends(mine=mine.kept_by(who), theirs=theirs.kept_by(who))


def _new_ids(base: _State, side: _State) -> Iterator[tuple[str, str]]:
    """Old id → new id of the units that a side has under another one, told by their names."""
    gone, come = (
        {place.unit: one.tree(file) for file in files if (place := place_of(file)) and place.kind == "unit"}
        for one, files in (
            (base, base.files.keys() - side.files.keys()),
            (side, side.files.keys() - base.files.keys()),
        )
    )
    for old, was in gone.items():
        alike = [new for new, now in come.items() if _name(now) is not None and _name(now) == _name(was)]
        if len(alike) == 1 and old and alike[0]:
            yield old, alike[0]


def _name(tree: Plain | Missing) -> Plain:
    return tree.get("name") if isinstance(tree, Mapping) else None


def told_apart(
    repository: Repository, ends: Ends, decided: Iterable[tuple[Namesake, SideChoice]], who: Committer
) -> Ends:
    """The two sides as they are once some namesakes are decided: mine under another id, or only one of them."""
    base = _base(repository, ends)
    mine, theirs = _State(repository, ends.mine), _State(repository, ends.theirs)
    for namesake, choice in decided:
        if choice == "both":
            mine.rename(namesake.thing, namesake.becomes, mine, (base,))
        else:
            loser = theirs if choice == "mine" else mine
            loser.leave_out(namesake.thing, loser, (base,))
    return Ends(mine=mine.kept(who), theirs=theirs.kept(who))


def told_apart_in(
    repository: Repository,
    tip: str,
    ends: Ends,
    decided: Iterable[tuple[Namesake, SideChoice]],
    who: Committer,
) -> str:
    """The same in a state that holds both sides, and in which other things were settled since.

    Raises Refused where a file that names one of them is not settled itself.
    """
    base = _base(repository, ends)
    mine, theirs, both = (_State(repository, one) for one in (ends.mine, ends.theirs, tip))
    for namesake, choice in decided:
        thing = namesake.thing
        both.refuse_marks(thing)
        winner, loser = (mine, theirs) if choice == "mine" else (theirs, mine)
        if choice == "both":
            both.take_in(mine, thing, namesake.becomes, (theirs, base))
        both.leave_out(thing, loser, (winner, base))
        both.take_over(winner, thing)
    return both.kept(who)


def _base(repository: Repository, ends: Ends) -> _State:
    return _State(repository, meeting_point(repository.git, ends.mine, ends.theirs))


class _State:
    """One state of the data, and what becomes of its files. Without an id it has none."""

    def __init__(self, repository: Repository, tip: str | None) -> None:
        self._repository = repository
        self._tip = tip
        self._other: dict[str, bytes | None] = {}
        self.files: Blobs = repository.tree(repository.revision(tip)) if tip else {}

    def tree(self, file: str) -> Plain | Missing:
        """What a file says; MISSING where it is not there, or cannot be read."""
        return value_of(file, (self.content(file) or b"").decode("utf-8", "replace"))

    def content(self, file: str) -> bytes | None:
        """A file as it is now."""
        if file in self._other:
            return self._other[file]
        blob = self.files.get(file)
        return self._repository.contents([blob.id])[blob.id] if blob and not blob.is_link else None

    def ids(self) -> Iterator[str]:
        """All ids that its files are named by, and those that the programme gives."""
        yield from (thing.id for file in self.files if (thing := thing_of(file)))
        yield from map(bytes.decode, _ANY_ID.findall(self.content(PROGRAMME_FILE) or b""))

    def rename(self, thing: NamedThing, new: str, own: _State, others: Sequence[_State]) -> None:
        """Give a thing another id: its files, and wherever `own` names it and the others do not."""
        for file in self._naming(thing):
            self._edit(file, renaming(file, self._read(file), thing, new, _origin(file, own, others)))
            if thing.has(file):
                self._other[thing.moved(file, new)] = self.content(file)
                self._other[file] = None

    def leave_out(self, thing: NamedThing, own: _State, others: Sequence[_State]) -> None:
        """Take a thing away: its files, and what `own` has recorded of it elsewhere and the others have not."""
        for file in self._naming(thing):
            if thing.has(file):
                self._other[file] = None
            else:
                self._edit(file, leaving_out(file, self._read(file), thing, _origin(file, own, others)))

    def take_in(self, own: _State, thing: NamedThing, new: str, others: Sequence[_State]) -> None:
        """Take another state's thing in under another id, with what it says of it elsewhere."""
        for file in self._naming(thing):
            if not thing.has(file):
                self._edit(file, renaming(file, self._read(file), thing, new, _origin(file, own, others)))
        own.rename(thing, new, own, others[-1:])
        self._other |= {file: own.content(file) for file in own.moved_to(thing, new)}

    def has_more_of(self, thing: NamedThing, base: _State) -> bool:
        """Whether a thing's files are other here than they were."""
        return any(thing.has(file) and base.files.get(file) != blob for file, blob in self.files.items())

    def kept_by(self, who: Callable[[], Committer]) -> str:
        """As `kept`; who signs is asked only where there is something to sign."""
        return self.kept(who()) if self._other else self._tip or ""

    def moved_to(self, thing: NamedThing, new: str) -> list[str]:
        """The files that a thing has under another id."""
        return [thing.moved(file, new) for file in self.files if thing.has(file)]

    def take_over(self, other: _State, thing: NamedThing) -> None:
        """Have a thing's files as another state has them."""
        self._other |= {file: other.content(file) for file in other.files if thing.has(file)}

    def refuse_marks(self, thing: NamedThing) -> None:
        """Raises Refused where two sides still stand in a file that names a thing from elsewhere."""
        marked = [
            file for file in self._naming(thing) if not thing.has(file) and has_marks(self.content(file))
        ]
        if marked:
            raise Refused(
                msg(N_("{id} is named in files that are not settled themselves."), id=thing.id),
                msg(
                    N_("Settle these first, then again: ct58 sync. They are: {files}"),
                    files=", ".join(marked),
                ),
            )

    def _naming(self, thing: NamedThing) -> list[str]:
        """The files of a thing, and the records that have its id somewhere."""
        id_ = thing.id.encode()
        asked = ["grep", "-z", "-l", "-F", "--full-name", "-e", thing.id, self._tip or "", "--", "."]
        said = (self._repository.git.ask(asked) or b"").decode("utf-8", "surrogateescape").split("\0")[:-1]
        prefix = self._repository.prefix
        named = {entry.partition(":")[2].removeprefix(prefix) for entry in said}
        named |= {file for file, content in self._other.items() if content and id_ in content}
        own = {file for file in self.files if thing.has(file)}
        return sorted(file for file in named | own if place_of(file) and self.content(file) is not None)

    def _read(self, file: str) -> Plain:
        tree = self.tree(file)
        return None if isinstance(tree, Missing) else tree

    def _edit(self, file: str, edit: Edit) -> None:
        if edit:
            self._other[file] = apply(file, self.content(file), edit)

    def kept(self, who: Committer) -> str:
        """The state that this makes, on top of the one that it was; itself where nothing is other."""
        if not self._other or self._tip is None:
            return self._tip or ""
        git, prefix = self._repository.git, self._repository.prefix
        tree = tree_with(git, self._tip, {f"{prefix}{file}": text for file, text in self._other.items()})
        return commit_of_tree(git, tree, (self._tip,), "ct58", who)


def _origin(file: str, own: _State, others: Iterable[_State]) -> Origin:
    trees = (own.tree(file), *(state.tree(file) for state in others))
    first, *rest = (None if isinstance(tree, Missing) else tree for tree in trees)
    return Origin(first, tuple(rest))
