"""Finding units by what people type: the whole phrase first, then initials and abbreviations; typos are only suggested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords, unit_file
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import closest, fold, plain_words
from ct58.errors import BadUsage, InvalidData
from ct58.errors.refusals import Choice, UnclearName
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern

MOST_CANDIDATES = 5
"""Units that are named where several may be meant: more nobody reads."""
_LONGEST = 200
"""Letters of a text that may be a unit's name."""
_FIRST_WORDS = (
    "to chuc co so dang",
    "dang bo co so",
    "chi bo co so",
    "uy ban nhan dan",
    "dang uy",
    "dang bo",
    "chi uy",
    "chi bo",
)
"""First words of a name, folded, that say what kind of body it is and not which; the longer ones first."""
_FIRST_LETTERS = frozenset({"db", "dbcs", "cb", "cbcs", "ubnd"})
_LINKS = frozenset({"va"})
"""Words that initials may leave out: “NN&PTNT” is “Nông nghiệp và Phát triển nông thôn”."""
_CONTRACTIONS: Mapping[str, tuple[str, ...]] = {"cty": ("cong", "ty"), "tcty": ("tong", "cong", "ty")}
"""Usual abbreviations that are no initials."""
_LEAST_INITIALS = 2
_LONGEST_ABBREVIATION = 4
_DIGITS = pattern("[0-9]+")
_Phrase = tuple[str, ...]


def find_unit(office: Office, text: str) -> Unit:
    """The unit that a text names.

    By its id, a name or an alias, folded, 1 for 01; else by the whole phrase in one of its names; else by initials and
    abbreviations; else by the words in their order. Raises UnclearName with the candidates when several fit equally well,
    or with the nearest when none does and some are near; BadUsage when none is; InvalidData for the id of one whose
    entry could not be read.
    """
    if text in office.units:
        return office.units[text]
    found = _best(office.units.values(), text)
    if len(found) == 1:
        return found[0]
    if found:
        raise _unclear(text, found, N_("“{text}” may be several units."), N_("Which one: {units}?"))
    refuse_unread(text, office.unread.units, unit_file, office.unread.unsettled)
    near = nearest_units(office, text)
    if near:
        raise _unclear(text, near, N_("There is no unit “{text}”."), N_("Did you mean: {units}?"))
    raise BadUsage(
        msg(N_("There is no unit “{text}”."), text=text), msg(N_("See the units: ct58 list units."))
    )


def find_units(office: Office, words: Sequence[str]) -> tuple[Unit, ...]:
    """The units that some words name: one unit by all of them together, else several, each by as many words as fit.

    Raises UnclearName where the words can be shared out in several ways, and as `find_unit` does for what names no unit.
    """
    whole = " ".join(words)
    exact = _named_exactly(office, words) if len(words) > 1 else []
    if len(exact) == len(words):
        return tuple({unit.id: unit for unit in exact}.values())
    found = _best(office.units.values(), whole)
    if len(found) == 1 or len(words) == 1:
        return (find_unit(office, whole),)
    shares = [] if found else _shared_out(office, words)
    if len(shares) == 1:
        return tuple({unit.id: unit for unit in shares[0]}.values())
    try:
        return (find_unit(office, whole),)
    except UnclearName as refusal:
        if not shares:
            raise
        raise _unknown_among(office, words) or refusal from None
    except BadUsage as refusal:
        raise _unknown_among(office, words) or refusal from None


def may_be_units(office: Office, words: Sequence[str]) -> bool:
    """Whether some words name units, be it that a few fit and one must be picked."""
    try:
        return bool(find_units(office, words))
    except UnclearName:
        return True
    except BadUsage:
        return False


def _named_exactly(office: Office, words: Sequence[str]) -> list[Unit]:
    """The units whose id, name or alias each word is; as many as there are words where each word is one unit's."""
    keys = {by_value(_key(word)) for word in words}
    found: dict[str, set[str]] = {key: set() for key in keys}
    for unit in office.units.values():
        for name in unit_names(unit):
            if (key := by_value(_key(name))) in keys:
                found[key].add(unit.id)
    ids = [found[by_value(_key(word))] for word in words]
    return [office.units[next(iter(known))] for known in ids if len(known) == 1]


def units_like(office: Office, text: str) -> frozenset[str]:
    """The ids of the units that a text may name, initials and abbreviations included, by the strictest way that any fits."""
    return frozenset(unit.id for unit in _best(office.units.values(), text))


def nearest_units(office: Office, text: str) -> list[Unit]:
    """The units with a name that is near a text, nearest first."""
    by_name = {name: unit for unit in office.units.values() for name in unit_names(unit)}
    return list(closest(text, by_name, MOST_CANDIDATES))


def unit_names(unit: Unit) -> Iterable[str]:
    """All that a unit may be called."""
    short = (unit.short_name,) if unit.short_name else ()
    return (unit.id, unit.name, *short, *unit.aliases, *unit.former_names, *unit.earlier_names)


def own_words(name: str) -> str:
    """A name folded, without the words before it that say what kind of body it is: "Đảng bộ Sở Y tế", "ĐB Sở Y tế" → "so y te".

    Two names with the same own words mean the same body.
    """
    words = " ".join(plain_words(name))
    first, _space, rest = words.partition(" ")
    if first in _FIRST_LETTERS and rest:
        return rest
    prefix = next((prefix for prefix in _FIRST_WORDS if f"{words} ".startswith(f"{prefix} ")), "")
    return words.removeprefix(prefix).strip() or words


def refuse_unread(
    text: str, unread: Iterable[str], file_of: Callable[[str], str], waiting: UnreadRecords | None = None
) -> None:
    """Raises InvalidData for the id of something whose file is there, and could not be read; some are `waiting` for a choice."""
    key = _key(text)
    found = next((id_ for id_ in unread if _key(id_) == key), None)
    if found is not None and waiting is not None and file_of(found) in waiting.files:
        raise InvalidData(
            msg(
                N_("{id} waits to be settled: two people's values stand in {file}."),
                file=file_of(found),
                id=found,
            ),
            msg(N_("To choose: ct58 sync")),
        )
    if found is not None:
        raise InvalidData(
            msg(N_("{file} has errors, so nothing is known of {id}."), file=file_of(found), id=found),
            msg(N_("See: ct58 check")),
        )


def by_value(text: str) -> str:
    """A text with the numbers in it as their values: 01 and 1 are the same."""
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0") or "0", text)


# -------------------------------------------------------------- what fits best


def _best(units: Iterable[Unit], text: str) -> list[Unit]:
    """The units that fit a text by the strictest of the ways in which any does."""
    typed = _words(text)
    if not typed or len(text) > _LONGEST:
        return []
    key, own = _key(text), _words(own_words(text))
    known = [unit for unit in units if _may_mean(own, unit)]
    ways: tuple[Callable[[Unit], bool], ...] = (
        lambda unit: key in map(_key, unit_names(unit)),
        lambda unit: typed in map(_words, unit_names(unit)),
        lambda unit: own in map(_own, unit_names(unit)),
        lambda unit: any(_stands_in(typed, _words(name)) for name in unit_names(unit)),
        lambda unit: any(_is_short_for(own, _own(name)) for name in unit_names(unit)),
        lambda unit: any(_is_short_in(typed, _words(name)) for name in unit_names(unit)),
        lambda unit: any(_is_scattered_in(typed, _words(name)) for name in unit_names(unit)),
    )
    for fits in ways:
        found = [unit for unit in known if fits(unit)]
        if found:
            return found
    return []


def _may_mean(typed: _Phrase, unit: Unit) -> bool:
    """A look at first letters and numbers alone, which keeps most units from being looked at any closer."""
    first = {word[0] for word in typed if word not in _LINKS}
    numbered = {word for word in typed if _DIGITS.search(word)}
    return any(first <= _letters(name) and numbered.issubset(_words(name)) for name in unit_names(unit))


@lru_cache(maxsize=32768)
def _letters(name: str) -> frozenset[str]:
    """The letters with which a word for one of a name's words may begin; of an abbreviation in it, all."""
    found = {word[0] for word in _words(name)}
    return frozenset(found.union(*(word for word in _words(name) if len(word) <= _LONGEST_ABBREVIATION)))


@lru_cache(maxsize=32768)  # each of a register's names is looked at in several ways
def _words(text: str) -> _Phrase:
    """The words of a text, folded, numbers by value, contractions written out."""
    found = (by_value(word) for word in plain_words(text))
    return tuple(part for word in found for part in _CONTRACTIONS.get(word, (word,)))


@lru_cache(maxsize=32768)
def _own(name: str) -> _Phrase:
    return _words(own_words(name))


def _key(text: str) -> str:
    """Folded, with hyphens as spaces, so that ids and names meet."""
    return fold(text).replace("-", " ")


def _stands_in(typed: _Phrase, name: _Phrase) -> bool:
    """Whether the words stand in a name side by side."""
    size = len(typed)
    return any(name[at : at + size] == typed for at in range(len(name) - size + 1))


def _is_short_for(typed: _Phrase, name: _Phrase) -> bool:
    """Whether the words are a name as a whole, with initials for some words, of the one or the other."""
    return len(name) > 1 and len(name) in _ends(typed, name)


def _is_short_in(typed: _Phrase, name: _Phrase) -> bool:
    return len(name) > 1 and any(_ends(typed, name[at:]) for at in range(len(name)))


def _is_scattered_in(typed: _Phrase, name: _Phrase) -> bool:
    """Whether the words, or initials, stand in a name in their order, with others between them."""
    if not typed:
        return True
    if len(name) < len(typed):
        return False
    return any(
        _is_scattered_in(typed[1:], name[at + end :])
        for at in range(len(name))
        for end in _ends(typed[:1], name[at:])
    )


def _ends(typed: _Phrase, name: _Phrase) -> set[int]:
    """Where in a name its beginning ends that some words are, or are short for; the name may have initials itself."""
    if not typed:
        return {0}
    if not name:
        return set()
    found = {1 + end for end in _ends(typed[1:], name[1:])} if typed[0] == name[0] else set()
    for size in _spelled_by(typed[0], name):
        found |= {size + end for end in _ends(typed[1:], name[size:])}
    for size in _spelled_by(name[0], typed):
        found |= {1 + end for end in _ends(typed[size:], name[1:])}
    if typed[0] in _LINKS:
        found |= _ends(typed[1:], name)
    if name[0] in _LINKS:
        found |= {1 + end for end in _ends(typed, name[1:])}
    return found


def _spelled_by(letters: str, words: _Phrase) -> frozenset[int]:
    """How many of the first words have these letters as their initials."""
    if len(letters) < _LEAST_INITIALS or not letters.isalpha():
        return frozenset()
    return frozenset(_initials(letters, words, 0))


def _initials(letters: str, words: _Phrase, size: int) -> Iterator[int]:
    """The same from a word on; of what is an abbreviation itself, all letters: CTCP is “Công ty CP”."""
    if not letters:
        yield size
    elif size < len(words):
        word = words[size]
        if letters[0] == word[0]:
            yield from _initials(letters[1:], words, size + 1)
        if size and len(word) <= _LONGEST_ABBREVIATION and letters.startswith(word):
            yield from _initials(letters[len(word) :], words, size + 1)
        if size and word in _LINKS:
            yield from _initials(letters, words, size + 1)


# -------------------------------------------------------------- several units


def _shared_out(office: Office, words: Sequence[str]) -> list[tuple[Unit, ...]]:
    """The ways to share words out among the fewest units, each named by words side by side."""
    known: dict[tuple[int, int], Unit | None] = {}

    def named(first: int, last: int) -> Unit | None:
        if (first, last) not in known:
            found = _best(office.units.values(), " ".join(words[first:last]))
            known[first, last] = found[0] if len(found) == 1 else None
        return known[first, last]

    ways: dict[int, list[tuple[Unit, ...]]] = {0: [()]}
    for last in range(1, len(words) + 1):
        found = [
            (*way, unit)
            for first in range(max(0, last - _MOST_WORDS), last)
            if ways[first] and (unit := named(first, last)) is not None
            for way in ways[first]
        ]
        fewest = min(map(len, found), default=0)
        ways[last] = list(dict.fromkeys(way for way in found if len(way) == fewest))[:_MOST_WAYS]
    return ways[len(words)]


_MOST_WORDS = 12
"""Words of a unit's name that anybody types."""
_MOST_WAYS = 2
"""With two it is known that it is unclear."""


def _unknown_among(office: Office, words: Sequence[str]) -> BadUsage | None:
    """What is said of the first word that is not part of any unit's name; None where each is."""
    for word in words:
        try:
            find_unit(office, word)
        except BadUsage as refusal:
            if not _best(office.units.values(), word):
                return refusal
    return None


def _unclear(text: str, units: Sequence[Unit], problem: str, hint: str) -> UnclearName:
    shown = _in_order(text, units)[:MOST_CANDIDATES]
    named = msg(hint, units="; ".join(f"{unit.name} ({unit.id})" for unit in shown))
    rest = len(units) - len(shown)
    return UnclearName(
        msg(problem, text=text),
        _and_more(named, rest) if rest else named,
        text=text,
        choices=tuple(Choice(answer=unit.id, label=unit.name) for unit in shown),
        left_off=rest,
    )


def _and_more(named: Message, rest: int) -> Message:
    return msg(N_("{named} {count} more: type more of the name."), named=named, count=rest)


def _in_order(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Those whose own name begins with the words first, then the shorter names; else the office's order."""
    typed = _words(own_words(text))
    return sorted(units, key=lambda unit: (_own(unit.name)[: len(typed)] != typed, len(_own(unit.name))))
