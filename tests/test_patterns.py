"""A pattern that is compiled later is what `re.compile` makes."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from ct58.patterns import pattern


@pytest.mark.parametrize(
    ("text", "flags", "subject"), [(r"([a-z]+)-(\d)", 0, "a-1 bc-2"), (r"TIN", re.IGNORECASE, "tin Tin")]
)
def test_it_finds_and_tells_the_same(text: str, flags: int, subject: str) -> None:
    """Whatever is asked of it first."""
    compiled = re.compile(text, flags)
    for _twice in range(2):
        later = pattern(text, flags)
        assert later.findall(subject) == compiled.findall(subject)
        assert later.sub("x", subject) == compiled.sub("x", subject)
        assert (later.pattern, later.flags, later.groups) == (text, compiled.flags, compiled.groups)
        first, second = later.search(subject), compiled.search(subject)
        assert first is not None
        assert second is not None
        assert (first.span(), first.groups()) == (second.span(), second.groups())
    assert pattern(b"a+").fullmatch(b"aa")


def test_what_is_asked_for_is_the_compiled_ones_own() -> None:
    """So it costs nothing from the second time on."""
    later = pattern("a")
    assert later.search("b") is None
    assert vars(later)["search"].__self__ == re.compile("a")


def test_a_wrong_one_is_an_error_and_so_is_a_wrong_question() -> None:
    """The first one when it is used."""
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")
    with pytest.raises(AttributeError):
        pattern("a").nonsense  # type: ignore[attr-defined]  # noqa: B018 - asking is what is tested


EVERY_PATTERN = """
import importlib, pkgutil, sys
import ct58, ct58.patterns
modules = [found.name for found in pkgutil.walk_packages(ct58.__path__, "ct58.") if not found.name.endswith("__main__")]
for name in modules:
    importlib.import_module(name)
found = {
    f"{name}.{key}": value
    for name in modules
    for key, value in vars(sys.modules[name]).items()
    if isinstance(value, ct58.patterns._Uncompiled)
}
print(len(found))
print(*[place for place, value in found.items() if "search" in vars(value)])
for value in found.values():
    value.search
"""


def test_every_pattern_is_right_and_none_is_compiled_before_it_is_used() -> None:
    """Of a hundred patterns a run uses some ten."""
    done = subprocess.run([sys.executable, "-c", EVERY_PATTERN], check=True, capture_output=True, text=True)
    count, compiled = done.stdout.splitlines()
    assert int(count) > 100
    assert compiled == ""
