"""`ct58 site`: a folder of pages; how they look and work is in tests/render/site."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Ct58
from tests.support.command_line import SHIPPED, contents

DAY = ("--as-of", "2021-07-15")


def test_the_pages_are_written_and_the_first_is_named(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """In a folder that is made for them."""
    done = ct58("site", *DAY, "-o", "out/site")
    assert done.code == 0
    assert done.out.endswith(f"Open: {Path('out/site/index.html')}\n")
    assert {"index.html", "units/so-y-te.html", "ct58-manifest.json"} <= contents(
        tmp_path / "out/site"
    ).keys()


def test_the_same_data_and_options_give_the_same_bytes(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Whenever and wherever it runs."""
    for folder in ("one", "two"):
        ct58("trang-tin", *DAY, "-o", folder)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_existing_folder_is_renewed_only_when_told(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """What an earlier run made, and nothing else."""
    ct58("site", *DAY, "-o", "site")
    (tmp_path / "site/notes.txt").write_text("mine")
    before = contents(tmp_path / "site")
    assert ct58("site", "--as-of", "2021-08-01", "-o", "site").code == 4
    assert contents(tmp_path / "site") == before
    done = ct58("site", "--as-of", "2021-08-01", "-o", "site", "--force", "--format", "json")
    assert done.code == 0
    assert done.data["changed"] == len(done.data["files"])
    assert (tmp_path / "site/notes.txt").read_text() == "mine"


def test_a_page_of_a_unit_that_is_gone_is_taken_away(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Unless somebody changed it."""
    ct58("site", *DAY, "-o", "site")
    (data / "units/so-y-te/unit.yaml").unlink()
    done = ct58("site", *DAY, "-o", "site", "--force")
    assert "1 pages of an earlier run were taken away." in done.out
    assert not (tmp_path / "site/units/so-y-te.html").exists()


def test_the_pages_do_not_belong_into_the_data_folder(ct58: Ct58, data: Path) -> None:
    """Every file there is a record."""
    done = ct58("site", *DAY, "-o", "data/site")
    assert done.code == 2
    assert "inside the data folder" in done.err
    assert not (data / "site").exists()


def test_a_folder_must_be_named(ct58: Ct58, data: Path) -> None:
    """With an example."""
    done = ct58("site", *DAY)
    assert done.code == 2
    assert "ct58 site -o trang-tin" in done.err


def test_period_and_day_choose_what_is_shown(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """A period outside the programme's time is refused before anything is written."""
    ct58("site", "--as-of", "2022-02-01", "-p", "năm 2021", "-o", "site")
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "<dd>2021</dd>" in page
    assert "<dd>2022-02-01</dd>" in page
    assert ct58("site", *DAY, "-p", "2019", "-o", "other").code == 2
    assert not (tmp_path / "other").exists()


def test_the_shipped_programme_has_a_page_for_each_indicator(ct58: Ct58, tmp_path: Path) -> None:
    """And the manifest names every page."""
    common = (*DAY, "--data", str(SHIPPED))
    ct58("site", *common, "-o", "site")
    ids = [entry["id"] for entry in ct58("indicators", *common, "--format", "json").data]
    assert [id for id in ids if not (tmp_path / f"site/indicators/{id}.html").is_file()] == []
    manifest = json.loads((tmp_path / "site/ct58-manifest.json").read_text())
    assert len(manifest["files"]) == len(contents(tmp_path / "site")) - 1
