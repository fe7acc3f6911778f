"""What levels.yaml must say about itself before anything is added by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ct58.domain.records.levels import Levels
from ct58.domain.text.suggestions import suggestion
from ct58.errors import Path
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record


@positional_record
class LevelFault:
    """A place in levels.yaml that says what cannot be, and why."""

    at: Path
    message: Message


def level_faults(levels: Levels) -> Iterator[LevelFault]:
    """All of them, in the file's order."""
    yield from _twice("levels", levels.levels)
    yield from _twice("offices", [office.id for office in levels.offices], "id")
    for place, office in enumerate(levels.offices):
        at = ("offices", place)
        if office.level not in levels.levels:
            yield _unknown(
                (*at, "level"), N_("There is no level “{word}”{near}."), office.level, levels.levels
            )
        if office.parent is not None:
            yield from _of_parent(levels, place)
    yield from _of_indicators(levels)
    for place, entry in enumerate(levels.accepted):
        if entry.office not in levels.by_id:
            yield _unknown(("accepted", place, "office"), _NO_OFFICE, entry.office, levels.by_id)


_NO_OFFICE = N_("There is no office “{word}”{near}.")


def _of_parent(levels: Levels, place: int) -> Iterator[LevelFault]:
    """The one above is there, on a higher level, and not below itself."""
    office, known, at = levels.offices[place], levels.by_id, ("offices", place, "parent")
    parent = known.get(office.parent or "")
    if parent is None:
        yield _unknown(at, _NO_OFFICE, office.parent, known)
        return
    seen = [office.id]
    while parent is not None and parent.id not in seen:
        seen.append(parent.id)
        parent = known.get(parent.parent or "")
    if parent is not None:
        circle = " → ".join([*seen[seen.index(parent.id) :], parent.id])
        yield LevelFault(at, msg(N_("The tree goes round in a circle: {circle}."), circle=circle))
        return
    above = known[office.parent or ""].level
    names = list(levels.levels)
    if {office.level, above} <= set(names) and names.index(above) <= names.index(office.level):
        text = N_("“{parent}” ({above}) does not stand above the level “{level}”.")
        yield LevelFault(at, msg(text, parent=office.parent, above=above, level=office.level))


def _of_indicators(levels: Levels) -> Iterator[LevelFault]:
    yield from _twice("indicators", [entry.code for entry in levels.indicators], "code")
    for place, entry in enumerate(levels.indicators):
        for office in entry.from_:
            if office not in levels.by_id:
                yield _unknown(("indicators", place, "from_", office), _NO_OFFICE, office, levels.by_id)
        for level in entry.targets:
            if level not in levels.levels:
                at = ("indicators", place, "targets", level)
                yield _unknown(at, N_("There is no level “{word}”{near}."), level, levels.levels)


def _twice(key: str, words: Iterable[str], field: str = "") -> Iterator[LevelFault]:
    listed = list(words)
    for word in (word for word, times in Counter(listed).items() if times > 1):
        place = len(listed) - 1 - listed[::-1].index(word)
        at = (key, place, field) if field else (key, place)
        yield LevelFault(at, msg(N_("“{word}” stands there twice."), word=word))


def _unknown(at: Path, text: str, word: object, known: Iterable[str]) -> LevelFault:
    return LevelFault(at, msg(text, word=word, near=suggestion(word, known)))
