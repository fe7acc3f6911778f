"""Merging one file of the data: on meaning where it can be read, else line by line as git does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ct58.domain.changes.merging import Conflict
from ct58.domain.changes.sameness import is_another_thing
from ct58.domain.records.places import PROGRAMME_FILE, place_below, place_of, unit_file
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.store.cache import RecordCache
from ct58.store.data_format import refuse_newer_content
from ct58.store.loader import figure_order
from ct58.store.yaml.merged_text import SideNames, ThreeContents, merge_texts
from ct58.store.yaml.reader import value_of
from ct58.vcs.git import Git
from ct58.vcs.joining import meeting_point, merge_lines

_HEAD = "GITHEAD_"
"""With the id of each line that is joined git makes a variable for whoever merges a file of it."""


@record
class MergedFile:
    """The merged content, whether somebody has to settle it, and what, as far as that is known."""

    content: bytes
    is_settled: bool
    conflicts: tuple[Conflict, ...] = ()


def merge_file(
    path: str,
    three: ThreeContents,
    names: SideNames,
    environment: Mapping[str, str],
    figures: Sequence[str] = (),
    *,
    are_two_things: bool = False,
) -> MergedFile:
    """Merge three contents of the file at a path of the repository.

    `figures` are the keys of the report form in its order; `are_two_things` as `are_of_two_units` says. Raises
    EnvironmentProblem without git.
    """
    file = place_below(path)
    lines = merge_lines(three.base, three.ours, three.theirs, (names.ours, names.theirs), environment)
    by_lines = None if lines.conflicts else lines.content
    merged = (
        merge_texts(file, three, by_lines, names, figures, are_two_things=are_two_things) if file else None
    )
    if merged is None:
        return MergedFile(content=lines.content, is_settled=not lines.conflicts)
    return MergedFile(content=merged.content, is_settled=not merged.conflicts, conflicts=merged.conflicts)


def refuse_newer_sides(top: Path, path: str, three: ThreeContents, environment: Mapping[str, str]) -> None:
    """Raises NewerFormat where the data of either side is of a format that this program is too old for.

    The file itself is looked at where it is the programme, else the programme of the folder below `top`, and
    those of the lines that git says it is joining.
    """
    file = place_below(path)
    if file is None:
        return
    programme = path.removesuffix(file) + PROGRAMME_FILE
    sides = (three.ours, three.theirs) if file == PROGRAMME_FILE else _programmes(top, programme, environment)
    for content in sides:
        refuse_newer_content(PROGRAMME_FILE, content)


def _programmes(top: Path, programme: str, environment: Mapping[str, str]) -> Iterator[bytes]:
    with suppress(OSError):
        yield (top / programme).read_bytes()
    for name in environment:
        if name.startswith(_HEAD):
            tip = name.removeprefix(_HEAD)
            yield Git(top, environment).ask_of(tip, ["cat-file", "blob", f"{tip}:{programme}"]) or b""


def are_of_two_units(top: Path, path: str, environment: Mapping[str, str]) -> bool:
    """Whether both lines that git says it is joining made a unit of the id in a path, and not the same one.

    Its reports and events are then of two units as well, whatever they say.
    """
    file, tips = place_below(path), [name for name in environment if name.startswith(_HEAD)]
    place = place_of(file) if file else None
    if file is None or place is None or place.unit is None or place.kind == "unit" or not tips:
        return False
    git, entry = Git(top, environment), path.removesuffix(file) + unit_file(place.unit)
    sides = ("HEAD", tips[0].removeprefix(_HEAD))
    meeting = meeting_point(git, *sides)
    if meeting and git.ask(["cat-file", "-e", f"{meeting}:{entry}"]) is not None:
        return False
    said = (git.ask(["cat-file", "blob", f"{side}:{entry}"]) or b"" for side in sides)
    return is_another_thing(*(value_of(entry, text.decode("utf-8", "replace")) for text in said))


def form_order(top: Path, path: str, cache: Path | None) -> Sequence[str]:
    """The order of the report form for a report at a path below `top`; none where it cannot be read."""
    file = place_below(path)
    place = place_of(file) if file else None
    if file is None or place is None or place.kind != "report":
        return ()
    programme = top / path.removesuffix(file) / PROGRAMME_FILE
    try:
        sources = {PROGRAMME_FILE: programme.read_bytes()}
    except OSError:
        return ()
    memory = RecordCache(cache) if cache else None
    figures = figure_order(sources, memory)
    if memory:
        memory.save()
    return figures


def side_names(say: Callable[[Message], str]) -> SideNames:
    """What the marks call the sides: the version that others are joined to, and the one that is joined."""
    return SideNames(say(msg(N_("this version"))), say(msg(N_("the version that was joined"))))
