"""What a programme calls the bodies that it is submitted to, and the units around it: names of the data, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from ct58.domain.text.vietnamese import plain_words
from ct58.records import positional_record, record

UnitRole = Literal["committee", "staff", "affiliate"]
"""What units of a kind are to the office: the committee itself, a body of its staff, one beside it; else below it."""
OWN_ROLES: frozenset[UnitRole | None] = frozenset({"committee", "staff"})
"""The committee and its staff bodies: they end with it."""


@record
class Body:
    """A body that things go to. `submit`: whether items may be submitted to it; `superior`: whether it stands above the office.

    `words` are what else people write for it, on a command line or in a table.
    """

    id: str
    name: str
    short: str | None = None
    submit: bool = True
    superior: bool = False
    words: tuple[str, ...] = ()


@record
class UnitKind:
    """A kind of unit: its name in the middle of a sentence, its role, and what else lists of units call it."""

    id: str
    name: str
    short: str | None = None
    role: UnitRole | None = None
    words: tuple[str, ...] = ()


@record
class Organisation:
    """A form of organisation of the units below.

    `words` begin the names of its units; `address` is how a letter calls them, `signs` on whose behalf they sign a report.
    """

    id: str
    name: str
    short: str | None = None
    address: str | None = None
    signs: str | None = None
    words: tuple[str, ...] = ()


@record
class EnglishNames:
    """What English screens call bodies, kinds of units, forms of organisation, sets and marks, by id; where none is given, as the data does."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)


_Term = TypeVar("_Term", Body, UnitKind, Organisation)


class PartOfForm(Protocol):
    """A field of a line of the report form, as far as what it is called: the programme, which imports this, has the whole."""

    @property
    def key(self) -> str:
        """How the data names it."""

    @property
    def label(self) -> str:
        """How the form names it."""

    @property
    def values(self) -> Mapping[str, str]:
        """The words of a choice."""


class LineOfForm(PartOfForm, Protocol):
    """A line of the report form."""

    @property
    def number(self) -> int:
        """Its printed number."""

    @property
    def fields(self) -> Sequence[PartOfForm]:
        """Its fields, where it has some."""


@record
class Terminology:
    """The names by id. What the data does not declare is called by its id."""

    bodies: tuple[Body, ...] = ()
    kinds: tuple[UnitKind, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    set_names: Mapping[str, str] = field(default_factory=dict)
    flag_names: Mapping[str, str] = field(default_factory=dict)
    english: EnglishNames = EnglishNames()
    figures: Sequence[LineOfForm] = ()

    def figure(self, key: str) -> LineOfForm | None:
        """The line of the report form that a key names."""
        return next((figure for figure in self.figures if figure.key == key), None)

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {
            "body": {body.id: body.short or body.name for body in self.bodies},
            "kind": {kind.id: kind.name for kind in self.kinds},
            "organisation": {known.id: known.name for known in self.organisations},
        }

    @cached_property
    def in_english(self) -> Terminology:
        """The same as English screens call it. What is typed or read from a file is looked up by the data's own names."""
        said = self.english
        return replace(
            self,
            bodies=tuple(replace(one, short=said.bodies.get(one.id, one.short)) for one in self.bodies),
            kinds=tuple(replace(one, name=said.kinds.get(one.id, one.name)) for one in self.kinds),
            organisations=tuple(
                replace(one, name=said.organisations.get(one.id, one.name)) for one in self.organisations
            ),
            set_names={**self.set_names, **said.sets},
            flag_names={**self.flag_names, **said.flags},
        )

    def body(self, id_: str) -> str:
        """What a line calls a body: its abbreviation, else its name."""
        return self._names["body"].get(id_, id_)

    def kind(self, id_: str) -> str:
        """What a kind of unit is called."""
        return self._names["kind"].get(id_, id_)

    def organisation(self, id_: str) -> str:
        """What a form of organisation is called."""
        return self._names["organisation"].get(id_, id_)

    def signs(self, organisation: str | None) -> str | None:
        """On whose behalf the units of a form sign what they report."""
        return next((known.signs for known in self.organisations if known.id == organisation), None)

    def unit_set(self, name: str) -> str:
        """What a set of units is called."""
        return self.set_names.get(name, name)

    def unit_flag(self, flag: str) -> str:
        """What a mark of units is called."""
        return self.flag_names.get(flag, flag)

    @property
    def receivers(self) -> tuple[Body, ...]:
        """The bodies that items may be submitted to."""
        return tuple(body for body in self.bodies if body.submit)

    @cached_property
    def _roles(self) -> Mapping[str, UnitRole | None]:
        return {kind.id: kind.role for kind in self.kinds}

    def role(self, kind: str) -> UnitRole | None:
        """What units of a kind are to the office; None for those below it."""
        return self._roles.get(kind)

    def is_body(self, kind: str) -> bool:
        """Whether units of a kind are the committee itself or bodies around it, and none below it."""
        return self.role(kind) is not None

    def is_committee(self, kind: str) -> bool:
        """Whether a unit of the kind is the committee itself."""
        return self.role(kind) == "committee"

    def is_own(self, kind: str) -> bool:
        """Whether units of a kind are the committee itself, or of its staff: they end with it."""
        return self.role(kind) in OWN_ROLES

    def body_named(self, text: str) -> Body | None:
        """The body that an id, a name or another word means."""
        return term_named(self.bodies, text)

    def kind_named(self, text: str) -> UnitKind | None:
        """The kind of unit that an id, a name or another word means."""
        return term_named(self.kinds, text)

    def organisation_named(self, text: str) -> Organisation | None:
        """The form of organisation that an id, a name or another word means."""
        return term_named(self.organisations, text)

    def organisation_begun(self, name: str) -> Organisation | None:
        """The form of organisation that the first words of a unit's name say; the longest words first."""
        folded = f"{word_key(name)} "
        begun = [
            (len(words), known)
            for known in self.organisations
            for words in map(word_key, (known.name, *known.words))
            if folded.startswith(f"{words} ")
        ]
        return max(begun, key=lambda entry: entry[0])[1] if begun else None


NO_TERMS = Terminology()
"""Where no data is spoken of: everything is called by its id."""


def term_named(known: Sequence[_Term], text: str) -> _Term | None:
    """The one whose id the text is, else whose name, abbreviation or other word it is, folded."""
    by_id = next((term for term in known if term.id == text.strip()), None)
    if by_id is not None:
        return by_id
    key = word_key(text)
    return next((term for term in known if key and key in map(word_key, _words(term))), None)


def _words(term: Body | UnitKind | Organisation) -> Iterable[str]:
    return (term.id, term.name, *((term.short,) if term.short else ()), *term.words)


def word_key(text: str) -> str:
    """Folded, letters and digits only, one space between words."""
    return " ".join(plain_words(text))


@positional_record
class TwoSaid:
    """What two people say at one place of a file (None: nothing), for whoever shows it to call by its names."""

    path: tuple[str | int, ...]
    ours: object
    theirs: object
