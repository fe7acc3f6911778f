"""What made-up units are called: by the kinds of the shipped words where a programme has them, else by its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from ct58.domain.records.programme import Programme
from ct58.domain.records.terms import Organisation, UnitKind


@dataclass(frozen=True, slots=True)
class MadeUpKind:
    """A kind of unit: its share of the office, its names with their short forms, the flags of its own.

    `first` is the part (0 to 1) of its units that have the first form of organisation, and not the second.
    """

    percent: int
    names: Mapping[str, str]
    flags: tuple[str, ...] = ()
    first: float = 0.7
    is_public: bool = False
    is_long_named: bool = False


@dataclass(frozen=True, slots=True)
class MadeUpForm:
    """A form of organisation: what names of its units begin with, and what stands in the numbers of their documents."""

    prefix: str
    sender: str


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The kinds and forms of a programme's made-up units, by id; `sender` is that of units without a form."""

    kinds: Mapping[str, MadeUpKind]
    forms: Mapping[str, MadeUpForm] = field(default_factory=dict)
    sender: str = ""

    def sender_of(self, form: str | None) -> str:
        """What stands after the slash in the numbers of a unit's documents."""
        known = self.forms.get(form or "")
        return known.sender if known else self.sender


def made_up(programme: Programme) -> MadeUp:
    """The made-up units of a programme: of the kinds that stand below, with the forms that it declares."""
    known = _shipped()
    below = [kind for kind in programme.kinds if kind.role is None] or [UnitKind(id="unit", name="đơn vị")]
    shipped = {kind.id: known["kinds"][kind.id] for kind in below if kind.id in known["kinds"]}
    kinds = {id_: _kind(said) for id_, said in shipped.items()} or {kind.id: _own(kind) for kind in below}
    forms = {form.id: _form(form, known["organisations"].get(form.id)) for form in programme.organisations}
    return MadeUp(kinds=kinds, forms=forms, sender=known["sender"])


def usual_levels() -> Mapping[str, float]:
    """The usual shares of the levels that units are rated with, the best first."""
    found: Mapping[str, float] = _shipped()["levels"]
    return found


@cache
def _shipped() -> Mapping[str, Any]:
    """Words of data files, like the texts of a programme; read once."""
    found: Mapping[str, Any] = json.loads((resources.files("ct58.demo") / "made_up.json").read_text("utf-8"))
    return found


def _kind(said: Mapping[str, Any]) -> MadeUpKind:
    return MadeUpKind(**{**said, "flags": tuple(said.get("flags", ()))})


def _own(kind: UnitKind) -> MadeUpKind:
    name = f"{kind.short or kind.name[:1].upper() + kind.name[1:]} mẫu"
    return MadeUpKind(percent=1, names={name: "".join(word[0].upper() for word in name.split())})


def _form(form: Organisation, said: Mapping[str, str] | None) -> MadeUpForm:
    if said is not None:
        return MadeUpForm(**said)
    return MadeUpForm(prefix=form.name[:1].upper() + form.name[1:], sender=form.short or "ĐV")
