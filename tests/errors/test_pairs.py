"""Findings don't hide each other: two mistakes in one file are both found.

Made of the examples: the mistakes of one are planted into the files of the other, and both codes must come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

import pytest
from tests.support.examples import EXAMPLES, EXPECTED, codes_with_an_example, example

from ct58.store.loader import load

WHOLE_FILES = {"Y001", "Y002", "Y003", "Y006", "Y007", "Y009", "Y010", "Y013", "Y014", "Y015", "Y016", "Y018"}
"""About a file of which nothing is known for certain: no text, no YAML, a clash, empty, in no place of a record."""
BESIDE = {"Y020"}
"""About what lies beside the data."""
ONLY_A_CHANGE_TELLS = {"G801", "G802", "T606", "T607"}
LACKING: Mapping[str, str] = {
    "E217": "event: submitted",
    "G803": "document:",
    "P324": "format: ",
    "P343": "closed_on: ",
    "R501": "received_on: ",
    "U406": "valid_to: ",
}
"""Mistakes that consist in something that isn't there; the other example may bring it."""
NEEDED: Mapping[str, set[str]] = {
    "R506": {"state"},
    "P348": {"programme"},
    "P349": {"programme"},
    "P382": {"bodies"},
}
"""What an example's mistake rests on besides the place where it is found."""
DEPEND = {
    ("E208", "E225"): "what is given up for all cannot be given up for one",
    ("E217", "G803"): "one wants a document that the other has",
    ("F103", "F110"): "one compares with the very number that cannot be read",
    ("F111", "P316"): "one takes away the words that the other's value is one of",
    ("F112", "F113"): "one figure has a level or none",
    ("F102", "U412"): "of a kind that nobody knows it cannot be told what is asked",
    ("F102", "U413"): "of a form that nobody knows it cannot be told what is asked",
    ("F110", "U401"): "one compares with the report that says it is another unit's",
    ("G803", "G805"): "each is a policy of its own",
    ("K002", "R501"): "a key that is mistyped is the one that is missed",
    ("K003", "T602"): "one asks for a closing, and the other's cannot be read",
    ("P307", "P313"): "without years nothing falls due",
    ("P308", "P313"): "without years nothing falls due",
    ("P313", "P325"): "without years nothing falls due",
    ("P320", "P325"): "without years nothing falls due",
    ("P307", "P320"): "without years nothing falls due",
    ("P308", "P320"): "without years nothing falls due",
    ("P313", "P319"): "without years none lies outside",
    ("P319", "P320"): "without years none lies outside",
    ("P313", "P390"): "without years nobody reports",
    ("P320", "P390"): "without years nobody reports",
    ("P303", "P390"): "of a set that is unknown nobody knows whose reports they are",
    ("P313", "P377"): "without years none lies outside",
    ("P320", "P377"): "without years none lies outside",
    ("R502", "Y011"): "one compares with the very day that cannot be read",
    ("R503", "R507"): "the unit ended before the period, or inside it",
    ("R503", "R508"): "the unit ended before the period, or inside it",
    ("R503", "R509"): "one report wants an end before the period, the other none at all",
    ("R507", "R508"): "one has no answer, the other a wrong one",
    ("R507", "R509"): "one has no answer, the other one too many",
    ("R508", "R509"): "the unit ended inside the period, or not",
    ("R503", "U401"): "the report is another unit's, which has no end",
    ("R507", "U402"): "the unit's last day is another",
    ("R508", "U402"): "the unit's last day is another",
    ("R507", "U401"): "the report is another unit's, which has no end",
    ("R508", "U401"): "the report is another unit's, which has no end",
    **{
        (code, "R507"): "it is asked only where a figure that adds up can be read"
        for code in ("F101", "F103", "F105", "F106", "F107", "G804")
    },
    ("U401", "U407"): "the unit calls itself otherwise than its successor does",
}
"""Pairs of which one mistake takes away what the other is about."""
Value = str | list[str]
Chunks = dict[str, Value]
"""The values of a file by root key, as text; lists and mappings in block style entry by entry."""


class DoesNotFitError(Exception):
    """Two examples say different things at one place: no file has both mistakes."""


class StandsTwiceError(DoesNotFitError):
    """Two examples define the same figure."""


def chunks(text: str) -> Chunks:
    """The parts of a file that can be joined with another's, without comments."""
    roots: list[list[str]] = []
    for line in text.splitlines():
        if roots and line[:1] in (" ", "-"):
            roots[-1].append(line)
        elif line.strip() and not line.startswith("#"):
            roots.append([line])
    return {root[0].partition(":")[0]: _value(root) for root in roots}


def _value(root: list[str]) -> Value:
    head, *below = [line for line in root if line.strip()]
    if not below or not head.endswith(":"):
        return "\n".join([head, *below])
    indent = len(below[0]) - len(below[0].lstrip())
    entries: list[str] = []
    for line in (text[indent:] for text in below):
        if line.startswith(" "):
            entries[-1] += f"\n{line}"
        else:
            entries.append(line)
    return entries


def joined(base: Chunks, examples: Sequence[Chunks], wrong: Sequence[set[str]]) -> Chunks:
    """Both examples in one file; what only one of them is wrong in is as that one has it. Raises DoesNotFitError."""
    found: Chunks = {}
    one, other = examples
    for key in {**one, **other}:
        try:
            found[key] = both(base.get(key), one.get(key), other.get(key))
        except StandsTwiceError:
            raise
        except DoesNotFitError:
            if key in wrong[0] & wrong[1]:
                raise
            found[key] = other[key] if key in wrong[1] else one[key]
    return found


def both(base: Value | None, one: Value | None, other: Value | None) -> Value:
    """One part of both. Raises DoesNotFitError."""
    if isinstance(one, list) and isinstance(other, list):
        before = base if isinstance(base, list) else []
        if not one[0].startswith("-"):
            return _mapping(before, one, other)
        more = (Counter(other) - Counter(one) - Counter(before)).elements()
        return [*one, *(_named_anew(entry, one) for entry in more)]
    if one is None or one == base:
        one, other = other, one
    if one is not None and other in (None, base, one):
        return one
    raise DoesNotFitError


def _mapping(base: list[str], one: list[str], other: list[str]) -> list[str]:
    """A mapping with the entries of both; what only one has changed is as that one has it."""
    mine, theirs = ({entry.partition(":")[0] for entry in of if entry not in base} for of in (one, other))
    if mine & theirs and set(one) != set(other):
        raise DoesNotFitError
    kept = [entry for entry in one if entry.partition(":")[0] not in theirs]
    return [*kept, *(entry for entry in other if entry not in kept and (entry not in base))]


def _named_anew(entry: str, beside: list[str]) -> str:
    """An entry whose id another one has already, too, under a free id; a figure cannot be two."""
    key = re.match(r"- {?key: \w+\b", entry)
    if key and any(re.match(rf"{re.escape(key[0])}\b", text) for text in beside):
        raise StandsTwiceError
    found = re.search(r"\bid: (PL|NV)-(\d+)", entry)
    if found is None or not any(re.search(rf"{found[0]}\b", text) for text in beside):
        return entry
    return entry.replace(found[0], f"id: {found[1]}-9{found[2]}")


def written(found: Chunks) -> bytes:
    """The file."""
    return "".join(f"{line}\n" for key, value in found.items() for line in _lines(key, value)).encode()


def _lines(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    yield f"{key}:"
    yield from (f"  {line}" for entry in value for line in entry.split("\n"))


@cache
def wrong_parts(code: str, file: str) -> set[str]:
    """The root keys in which the mistakes of an example stand."""
    lines = files_of(code)[file].decode().splitlines()
    expected = (EXAMPLES / code / EXPECTED).read_text(encoding="utf-8").splitlines()
    places = [int(text.split(":")[1]) for text in expected if text.startswith(f"{file}:")]
    heads = [[line for line in lines[:place] if line[:1] not in (" ", "-", "#", "")] for place in places]
    return {head[-1].partition(":")[0] for head in heads if head} | NEEDED.get(code, set())


@cache
def files_of(code: str) -> Mapping[str, bytes]:
    """An example's own files."""
    return example(code)


def planted(first: str, second: str) -> dict[str, bytes] | None:
    """The base with both examples; None where they change no file in common, or cannot stand together."""
    base, one, other = files_of("base"), files_of(first), files_of(second)
    files = {**base, **one, **other}
    try:
        for file in one.keys() & other.keys():
            ground, *parts = (chunks(of.get(file, b"").decode()) for of in (base, one, other))
            files[file] = written(
                joined(ground, parts, [wrong_parts(code, file) for code in (first, second)])
            )
    except DoesNotFitError:
        return None
    return files if one.keys() & other.keys() and _still_lack(files, first, second) else None


def _still_lack(files: Mapping[str, bytes], *codes: str) -> bool:
    return not any(
        LACKING[code].encode() in files[file] for code in codes if code in LACKING for file in files_of(code)
    )


CODES = sorted(set(codes_with_an_example()) - WHOLE_FILES - BESIDE - ONLY_A_CHANGE_TELLS)
PAIRS = [pair for pair in combinations(CODES, 2) if pair not in DEPEND and planted(*pair) is not None]


def test_most_kinds_of_mistakes_meet_others() -> None:
    """In each kind of file."""
    assert len(PAIRS) > 700


@pytest.mark.parametrize("first", CODES)
def test_two_mistakes_in_one_file_are_both_found(first: str) -> None:
    """Whatever their kind, as long as both can stand in it."""
    for pair in PAIRS:
        if pair[0] == first:
            files = planted(*pair)
            assert files is not None
            assert set(pair) <= {finding.code for finding in load(files).findings}, pair
