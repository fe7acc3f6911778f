"""What bodies and units are called in data that does not say so: the names that most tests speak with."""

from __future__ import annotations

from typing import Any, cast

from ct58.domain.records.terms import Body, Organisation, Terminology, UnitKind
from ct58.render.words.speech import Speech
from ct58.store.yaml.old_terms import old_terms

_OLD = cast("dict[str, Any]", old_terms())
TERMS_BY_KEY: dict[str, Any] = {
    "bodies": tuple(Body(**said) for said in _OLD["bodies"]),
    "kinds": tuple(UnitKind(**said) for said in _OLD["kinds"]),
    "organisations": tuple(Organisation(**said) for said in _OLD["organisations"]),
    "set_names": _OLD["set_names"],
    "flag_names": _OLD["flag_names"],
}
TERMS = Terminology(**TERMS_BY_KEY)


def speaking(language: str) -> Speech:
    """A language that knows these names."""
    return Speech(language, TERMS)
