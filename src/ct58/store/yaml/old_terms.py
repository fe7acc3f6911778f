"""What bodies and units were called before programme.yaml said so: read as if it stood there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from ct58.store.yaml.reader import value_of

_FILE = "terms_of_old.yaml"


@cache
def old_terms() -> Mapping[str, object]:
    """The names of data older than the keys for them, by key."""
    found = value_of(_FILE, (resources.files("ct58.store") / _FILE).read_text("utf-8"))
    assert isinstance(found, Mapping)
    return found


def with_old_terms(tree: object) -> object:
    """The tree of a programme with the names that used to be meant, where it does not give its own; of sets, those it has."""
    if not isinstance(tree, Mapping):
        return tree
    names, english = old_terms()["set_names"], old_terms()["names_en"]
    assert isinstance(names, Mapping)
    assert isinstance(english, Mapping)
    is_told = "kinds" in tree or "organisations" in tree
    in_english = {} if is_told else {**english, "sets": _of_sets(tree, english["sets"])}
    return {**old_terms(), "set_names": _of_sets(tree, names), "names_en": in_english, **tree}


def _of_sets(tree: Mapping[str, object], names: Mapping[str, object]) -> Mapping[str, object]:
    sets = tree.get("sets")
    return {key: name for key, name in names.items() if isinstance(sets, Mapping) and key in sets}
