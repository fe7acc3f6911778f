"""Findings that are remembered: the same again, or none."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.i18n import Message
from ct58.store.hashing import Digest, digest_of, sealed
from ct58.store.known_findings import MOST_WHOLES, KnownFindings

KEY, PART = digest_of(b"whole"), digest_of(b"part")
FOUND = (
    Finding(
        code="F105",
        file="units/a/reports/2021.yaml",
        at=("figures", "list", 0, "x"),
        at_key=True,
        params={
            "text": Decimal("1.50"),
            "limit": Message("at least {number}", {"number": 3}),
            "day": dt.date(2021, 1, 2),
            "period": Period.quarter(2021, 2),
            "none": None,
            "yes": True,
            "many": ("a", ("b", 1)),
            "empty": {},
        },
        line=3,
        column=4,
        width=5,
        is_eased=True,
    ),
)


def known(folder: Path, stamp: str = "1") -> KnownFindings:
    """As a run of its own has it."""
    return KnownFindings(folder, lambda: stamp)


def kept(folder: Path, key: Digest = KEY) -> None:
    """Written by a run of its own."""
    memory = known(folder)
    memory.keep(key, FOUND, {PART: FOUND, digest_of(b"clean"): ()})
    memory.save()


def test_what_comes_back_is_the_same_to_the_type(tmp_path: Path) -> None:
    """In both files; and nothing is what is not there."""
    kept(tmp_path)
    again = known(tmp_path)
    assert repr(again.whole(KEY)) == repr(again.part(PART)) == repr(FOUND)
    assert again.part(digest_of(b"clean")) == ()
    assert again.whole(PART) is again.part(KEY) is None


def test_another_version_knows_nothing(tmp_path: Path) -> None:
    """Its rules may be others."""
    kept(tmp_path)
    assert known(tmp_path, "2").whole(KEY) is None


def test_what_the_memory_below_knows_is_known_and_stays_there(tmp_path: Path) -> None:
    """For revisions, above the folder's."""
    kept(tmp_path)
    above = KnownFindings(tmp_path / "above", lambda: "1", known(tmp_path))
    assert above.whole(KEY) == above.part(PART) == FOUND
    above.save()
    assert not (tmp_path / "above").exists()


def test_only_so_many_are_remembered_the_newest_first(tmp_path: Path) -> None:
    """Nothing grows with every change."""
    kept(tmp_path)
    for number in range(MOST_WHOLES):
        kept(tmp_path, digest_of(b"%d" % number))
    again = known(tmp_path)
    assert again.whole(KEY) is None
    assert again.whole(digest_of(b"0")) == FOUND
    assert again.part(PART) == FOUND


NO_FINDINGS = (
    "5",
    "{}x",
    "[5]",
    "[[]]",
    json.dumps([["F105"]]),
    json.dumps([["Z999", "a", ["tuple"], False, {}, 1, 1, 1, False]]),
    json.dumps([["F105", "a", ["os.system", "x"], False, {}, 1, 1, 1, False]]),
    json.dumps([["F105", "a", ["date", "x"], False, {}, 1, 1, 1, False]]),
    json.dumps([["F105", "a", ["Decimal", "x"], False, {}, 1, 1, 1, False]]),
    json.dumps([["F105", "a", [], False, {}, 1, 1, 1, False]]),
    json.dumps([["F105", "a", ["message", "{x.__class__}", {}], False, {}, 1, 1, 1, False]]),
    "[" * 100_000,
)


@pytest.mark.parametrize("said", NO_FINDINGS, ids=range(len(NO_FINDINGS)))
def test_a_sealed_line_that_holds_no_findings_is_none(tmp_path: Path, said: str) -> None:
    """Nothing is run, made or raised."""
    kept(tmp_path)
    (tmp_path / "found.txt").write_bytes(sealed(f"1\n{KEY.hex()} {said}".encode()))
    assert known(tmp_path).whole(KEY) is None


@pytest.mark.parametrize("bad", [b"", b"\xff\xfe\x00", b"x\ny\n", sealed(b""), sealed(b"1\n1\n1")])
def test_a_damaged_file_is_the_same_as_none(tmp_path: Path, bad: bytes) -> None:
    """And is written anew."""
    kept(tmp_path)
    good = (tmp_path / "found.txt").read_bytes()
    for content in (bad, good[:-1], good.replace(b"F105", b"F106")):
        (tmp_path / "found.txt").write_bytes(content)
        assert known(tmp_path).whole(KEY) is None
    kept(tmp_path)
    assert known(tmp_path).whole(KEY) == FOUND


def test_a_folder_that_cannot_be_written_to_only_costs_time(tmp_path: Path) -> None:
    """No error."""
    (tmp_path / "file").write_bytes(b"")
    kept(tmp_path / "file")
    assert known(tmp_path / "file").whole(KEY) is None
