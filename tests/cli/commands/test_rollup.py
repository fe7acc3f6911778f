"""`ct58 rollup`: packages added, shown, and handed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.levels import sent, tree

from ct58.exchange.package_reader import read_package
from ct58.exchange.package_writer import package_bytes

LEVELS = """\
schema: ct58/levels/1
levels: [committee, province]
offices:
- {id: tinh, name: Tỉnh, level: province}
- {id: a, name: Khối A, level: committee, parent: tinh}
- {id: b, name: Khối B, level: committee, parent: tinh}
"""
FILES = ("levels.yaml", "a.zip", "b.zip")


@pytest.fixture
def level(tmp_path: Path) -> Path:
    """A folder with what two offices have sent; no data folder is anywhere near."""
    (tmp_path / "levels.yaml").write_text(LEVELS, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.zip").write_bytes(package_bytes(sent(name).package))
    return tmp_path


def test_the_level_is_shown_of_all_who_sent(ct58: Ct58, level: Path) -> None:
    """Counts added, then divided; who sent, and what is not closed or not checked."""
    done = ct58("rollup", *FILES)
    assert done.code == 0, done.err
    assert done.out.startswith("ADDED UP · Tỉnh · 2021 · as of 2022-07-15    2/2 offices have sent")
    assert " 12/20" in done.out
    assert " Met" in done.out


def test_who_sent_nothing_is_named_first(ct58: Ct58, level: Path) -> None:
    """And no range pretends to hold them."""
    done = ct58("cong-gop", *FILES[:2])
    assert "Nothing has come from: Khối B." in done.out
    (row,) = ct58("rollup", *FILES[:2], "--format", "json").data["indicators"]
    assert (row["numerator"], row["lower"], row["verdict"]) == (6, None, "undetermined")
    assert row["without"] == ["Khối B"]


def test_one_indicator_is_traced_to_its_packages(ct58: Ct58, level: Path) -> None:
    """Each office with its file, and how it was counted there; the same for programs, with the file's hash."""
    done = ct58("rollup", *FILES, "--id", "ct-18")
    assert "a.zip" in done.out
    assert "OFFICES" in done.out
    found = ct58("rollup", *FILES, "--id", "CT-18", "--format", "json").data
    assert [part["file"] for part in found["indicators"][0]["offices"]] == ["a.zip", "b.zip"]
    assert [office["sha256"] is not None for office in found["offices"]] == [True, True]


def test_what_was_added_is_handed_on(ct58: Ct58, level: Path) -> None:
    """As a package of the level itself, which the next level takes in."""
    assert ct58("rollup", *FILES, "-o", "tinh.zip").code == 0
    found = read_package(level / "tinh.zip").manifest
    assert (found.office, [source.office for source in found.sources]) == ("tinh", ["a", "b"])
    above = (
        LEVELS.replace("committee, province", "committee, province, country").replace(
            "level: province", "level: province, parent: nuoc"
        )
        + "- {id: nuoc, name: Trung ương, level: country}\n"
    )
    (level / "nuoc.yaml").write_text(above, encoding="utf-8")
    (row,) = ct58("rollup", "nuoc.yaml", "tinh.zip", "--format", "json").data["indicators"]
    assert (row["numerator"], row["denominator"], row["verdict"]) == (12, 20, "met")
    assert ct58("rollup", "nuoc.yaml", "tinh.zip", "a.zip").code == 4


@pytest.mark.parametrize("by", ["kind", "office", "region"])
def test_the_parts_may_be_asked_for(ct58: Ct58, level: Path, by: str) -> None:
    """By kind of unit, by office, by the levels between."""
    assert ct58("rollup", *FILES, "--by", by).code == 0


@pytest.mark.parametrize("form", ["csv", "md", "html", "docx", "xlsx"])
def test_the_annex_is_a_page_like_any_other(ct58: Ct58, level: Path, form: str) -> None:
    """In each form that may be sent."""
    assert ct58("rollup", *FILES, "-o", f"phu-luc.{form}").code == 0
    assert (level / f"phu-luc.{form}").stat().st_size > 100


def test_the_level_as_web_pages(ct58: Ct58, level: Path) -> None:
    """The offices with who sent nothing, the indicators, and each with the part of every office; written again and again."""
    done = ct58("rollup", *FILES[:2], "--site", "site")
    assert done.code == 0, done.err
    text = (level / "site" / "index.html").read_text(encoding="utf-8")
    assert "Nothing has come from: Khối B." in text
    assert "a.zip" in (level / "site" / "indicators" / "CT-18-2021.html").read_text(encoding="utf-8")
    assert 'href="indicators/CT-18-2021.html"' in (level / "site" / "indicators.html").read_text(
        encoding="utf-8"
    )
    assert ct58("rollup", *FILES, "--site", "site", "--force").code == 0


def test_a_first_file_of_the_level_is_made_of_the_packages(ct58: Ct58, level: Path) -> None:
    """It can be used as it is, and then be completed."""
    done = ct58("rollup", "--begin", "moi.yaml", *FILES[1:])
    assert done.code == 0
    assert ct58("rollup", "moi.yaml", *FILES[1:]).code == 0
    assert ct58("rollup", "--begin", "moi.yaml", *FILES[1:]).code == 4
    assert ct58("rollup", "--begin", "moi.yaml", *FILES[1:], "-o", "x.zip").code == 2
    assert tree("a").tops[0].id == "tinh"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("levels.yaml", "a.zip", "a.zip"), 4),
        (("levels.yaml", "levels.yaml"), 4),
        (("levels.yaml", "x.zip"), 5),
        (("x.yaml", "a.zip"), 5),
        (("a.zip", "a.zip"), 3),
        (("levels.yaml", "a.zip", "--at", "x"), 2),
        (("levels.yaml", "a.zip", "--id", "CT-99"), 2),
        (("levels.yaml", "a.zip", "-p", "2019"), 2),
        (("levels.yaml", "a.zip", "-p", "x"), 2),
        (("levels.yaml",), 2),
        (("levels.yaml", "a.zip", "--rows", "rows", "--site", "site"), 2),
        (("levels.yaml", "a.zip", "--rows", "rows", "-o", "x.zip"), 2),
        (("--begin", "moi.yaml", "a.zip", "--units"), 2),
        (("levels.yaml", "a.zip", "--rows", "rows"), 4),
    ],
)
def test_what_cannot_be_added_has_its_exit_code(
    ct58: Ct58, level: Path, words: tuple[str, ...], code: int
) -> None:
    """Refused, unreadable, wrong, or asked in a wrong way."""
    done = ct58("rollup", *words)
    assert (done.code, done.out) == (code, "")
    assert done.err
