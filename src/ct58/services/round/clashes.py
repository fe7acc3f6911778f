"""What two people changed differently, in the terms of the data: unit, period, figure, both values; and settling it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import takewhile
from typing import cast

from ct58.domain.changes.belongings import Choosing, decisions_of, leftovers
from ct58.domain.planning.edits import MISSING, Missing, Plain, same, value_at
from ct58.domain.records.places import PROGRAMME_FILE, place_of
from ct58.errors import Path
from ct58.records import positional_record, record
from ct58.store.yaml.conflict_marks import Marked, MarkedSide, differences, marked, settled_text
from ct58.store.yaml.editor import apply
from ct58.store.yaml.reader import value_of
from ct58.store.yaml.text import conflicts
from ct58.vcs.history import revision_steps
from ct58.vcs.joining import meeting_point
from ct58.vcs.repository import Repository, Revision
from ct58.views.submissions import OTHER, Author, Clash, Side, SideChoice


@record
class Contested:
    """A file below the data folder that two people changed differently: as it stands, and as each side has it.

    `marked` is its text with both sides in marks; where it is None (one took the file away, it is no text, its
    marks don't fit together) only the whole file can be kept, as `mine` or as `theirs` (None: taken away). `base` is what
    both had before, if anything; `decided_by` says of ratings which figure holds their decision.
    """

    file: str
    both: bytes | None
    mine: bytes | None
    theirs: bytes | None
    base: bytes | None = None
    decided_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def marked(self) -> str | None:
        """Its text, if the sides can be told apart in it."""
        if self.both is None or self.mine is None or self.theirs is None:
            return None
        text = _text(self.both)
        return text if text is not None and marked(text) else None


@record
class Ends:
    """The two states that were brought together, by their ids."""

    mine: str
    theirs: str


def contested_in(repository: Repository, tip: str, ends: Ends, files: Iterable[str]) -> tuple[Contested, ...]:
    """Some files of a joined state (paths from the top) in which both sides may still stand side by side."""
    top, files = repository.at(""), tuple(files)
    base = meeting_point(repository.git, ends.mine, ends.theirs) if files else None
    programme = content_in(repository, tip, PROGRAMME_FILE) if files else None
    decided_by = decisions_of(value_of(PROGRAMME_FILE, _text(programme or b"") or ""))
    return tuple(
        Contested(
            file=path.removeprefix(repository.prefix),
            both=content_in(top, tip, path),
            mine=content_in(top, ends.mine, path),
            theirs=content_in(top, ends.theirs, path),
            base=content_in(top, base, path) if base else None,
            decided_by=decided_by,
        )
        for path in files
    )


def content_in(repository: Repository, tip: str, file: str) -> bytes | None:
    """A file of a revision; None where it has none."""
    id_ = repository.object_at(tip, file)
    return repository.contents([id_])[id_] if id_ else None


def has_marks(content: bytes | None) -> bool:
    """Whether two sides still stand side by side in a content."""
    text = _text(content or b"")
    return text is not None and bool(conflicts("", text))


def _text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


# ------------------------------------------------------------------ to settle


@positional_record
class _Question:
    """One thing to decide, by its number from 1: conflicts in a file that belong together, or the file as a whole."""

    number: int
    of: Contested
    parts: tuple[Marked, ...]


def _questions(files: Iterable[Contested]) -> Iterator[_Question]:
    """The same numbers whoever asks: by file, and in it from the top."""
    asked = [(of, parts) for of in files for parts in _parts_together(of)]
    for number, (of, parts) in enumerate(asked, start=1):
        yield _Question(number, of, parts)


def _parts_together(of: Contested) -> list[tuple[Marked, ...]]:
    """The conflicts of a file, a rating's with that of its decision; of a file as a whole there are none."""
    if of.marked is None:
        return [()]
    parts = marked(of.marked) or ()
    if len(parts) == 1:
        return [parts]
    homes: dict[str, list[Marked]] = {}
    for part in parts:
        homes.setdefault(_decided_with(of, part), []).append(part)
    return [tuple(group) for group in homes.values()]


def _decided_with(of: Contested, part: Marked) -> str:
    """What names the decision that a conflict belongs to: the rating, if it is about one, its decision or its reason."""
    told = differences(of.marked or "", part, lambda text: value_of(of.file, text)) or ()
    ratings = {decision: rating for rating, decision in of.decided_by.items()}
    keys = {str(one.at[1]) for one in told if one.at[:1] in (("figures",), ("reasons",)) and len(one.at) > 1}
    named = {ratings.get(key, key) for key in keys}
    return named.pop() if len(named) == 1 else f"line {part.line}"


def settled_contents(
    files: Iterable[Contested], keep: Mapping[int, SideChoice]
) -> Mapping[str, bytes | None]:
    """The files of which something was decided, as they then are; None takes one away. The rest stays marked."""
    decided = [question for question in _questions(files) if question.number in keep]
    return {question.of.file: _settled(question.of, decided, keep) for question in decided}


def _settled(of: Contested, decided: Iterable[_Question], keep: Mapping[int, SideChoice]) -> bytes | None:
    own = [question for question in decided if question.of is of]
    if of.marked is None:
        return of.mine if keep[own[0].number] == "mine" else of.theirs
    kept = {part.line: _MARKED[keep[question.number]] for question in own for part in question.parts}
    return _without_leftovers(of, settled_text(of.marked, kept).encode())


def _without_leftovers(of: Contested, content: bytes) -> bytes:
    """A file without what belongs to a side only by what was not chosen of it, once nothing in it is open."""
    trees = [value_of(of.file, _text(text or b"") or "") for text in (of.mine, of.theirs, content)]
    mine, theirs, result = (None if isinstance(tree, Missing) else tree for tree in trees)
    if mine is None or theirs is None or result is None:
        return content
    base = value_of(of.file, _text(of.base or b"") or "")
    edit = leftovers(of.file, Choosing(base, mine, theirs, result, of.decided_by))
    return apply(of.file, content, edit) or content if edit else content


_MARKED: Mapping[SideChoice, MarkedSide] = {"mine": "ours", "theirs": "theirs", "both": "ours"}


# ------------------------------------------------------------------- in words


def clashes(files: Iterable[Contested]) -> tuple[Clash, ...]:
    """What is to be decided, field by field; fields that can only be decided together have one number.

    A path is empty for a file as a whole, and where the two sides of a conflict cannot be read: then the
    values are its lines.
    """
    return tuple(clash for question in _questions(files) for clash in _of_question(question))


def _of_question(question: _Question) -> Iterator[Clash]:
    of, place = question.of, place_of(question.of.file)
    found = Clash(file=of.file, number=question.number)
    if place:
        found = replace(found, unit=place.unit, period=place.period, item=place.item)
    if of.marked is None:
        gone: Side | None = "mine" if of.mine is None else "theirs" if of.theirs is None else None
        yield replace(found, is_whole=True, gone=gone)
    for part in question.parts:
        yield from _of_part(of, part, found)


def _of_part(of: Contested, part: Marked, found: Clash) -> Iterator[Clash]:
    told = differences(of.marked or "", part, lambda text: value_of(of.file, text))
    if not told:
        yield replace(found, mine=_in_one_line(part.ours), theirs=_in_one_line(part.theirs))
    tree = _as_mine(of) if told else MISSING
    for one in told or ():
        entry = _entry(tree, one.at)
        item = entry.get("item") if entry else None
        yield replace(
            found,
            path=one.at,
            entry=entry,
            item=item if isinstance(item, str) else found.item,
            mine=_given(one.ours),
            theirs=_given(one.theirs),
        )


def _in_one_line(lines: Iterable[str]) -> str | None:
    return " ".join(" ".join(lines).split()) or None


def _as_mine(of: Contested) -> Plain | Missing:
    text = of.marked or ""
    return value_of(of.file, settled_text(text, {part.line: "ours" for part in marked(text) or ()}))


def _entry(tree: Plain | Missing, at: Path) -> Mapping[str, object] | None:
    """The record of a list that a place lies in, such as the event of `events`, 3, `until`."""
    steps = _first_of_list(at)
    found = value_at(tree, at[: steps + 1]) if steps is not None and len(at) > steps + 1 else None
    return cast("Mapping[str, object]", found) if isinstance(found, Mapping) else None


def _given(value: Plain | Missing) -> Plain:
    return None if isinstance(value, Missing) else value


def from_the_other_side(found: Iterable[Clash]) -> tuple[Clash, ...]:
    """The same with mine and theirs exchanged."""
    return tuple(
        replace(
            clash,
            mine=clash.theirs,
            theirs=clash.mine,
            gone=OTHER[clash.gone] if clash.gone else None,
            mine_by=clash.theirs_by,
            theirs_by=clash.mine_by,
        )
        for clash in found
    )


# ------------------------------------------------------------------------ who


def with_authors(repository: Repository, found: Iterable[Clash], ends: Ends) -> tuple[Clash, ...]:
    """The same with who said it on each side, and when."""
    authors = _Authors(repository)
    return tuple(
        replace(
            clash,
            mine_by=authors.of(clash, ends.mine, clash.mine),
            theirs_by=authors.of(clash, ends.theirs, clash.theirs),
        )
        for clash in found
    )


class _Authors:
    """Who gave values; the history of each file is read once for each side."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._known: dict[tuple[str, str], list[tuple[Revision, str | None]]] = {}

    def of(self, clash: Clash, tip: str, value: object) -> Author | None:
        """The author of the oldest revision that has said a value ever since.

        Where the value cannot be found again (a file as a whole, a list whose entries stand elsewhere by now),
        it is the last who touched the file.
        """
        touches = self._touches(clash.file, tip)
        if not touches:
            return None
        said = (_says(self._repository, clash, after, value) for _revision, after in touches)
        since = len(list(takewhile(bool, said)))
        revision = touches[max(since - 1, 0)][0]
        return Author(name=revision.author, when=revision.when)

    def _touches(self, file: str, tip: str) -> list[tuple[Revision, str | None]]:
        if (file, tip) not in self._known:
            steps = revision_steps(self._repository, [file], tip)
            self._known[file, tip] = [(step.revision, step.touches[0].after) for step in steps]
        return self._known[file, tip]


def _says(repository: Repository, clash: Clash, object_: str | None, value: object) -> bool:
    """Whether a content says a value in the place of a clash; each side counts the entries of its lists itself."""
    if not clash.path or object_ is None:
        return False
    content = repository.contents([object_])[object_]
    tree = value_of(clash.file, content.decode("utf-8", "replace"))
    steps = _first_of_list(clash.path)
    if steps is None:
        return same(_given(value_at(tree, clash.path)), cast("Plain", value))
    entries, below = value_at(tree, clash.path[:steps]), clash.path[steps + 1 :]
    return any(
        same(_given(value_at(entry, below)), cast("Plain", value)) and _is_of(entry, clash)
        for entry in (entries if isinstance(entries, tuple) else ())
    )


def _is_of(entry: Plain, clash: Clash) -> bool:
    """Whether a record of a list is the one that a clash is about, by what names it."""
    if clash.entry is None:
        return True
    return isinstance(entry, Mapping) and all(
        entry.get(key) == clash.entry.get(key) for key in _NAMED_BY if key in clash.entry
    )


_NAMED_BY = ("id", "key", "name", "item", "occurrence", "event", "date")


def _first_of_list(at: Path) -> int | None:
    """How many steps lead to the first list of a path."""
    return next((place for place, step in enumerate(at) if isinstance(step, int)), None)
