"""`ct58 init`: a new folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import ROOT, contents, write_data
from tests.support.desk import sit_down
from tests.support.repositories import begin, git, isolate, needs_git


def test_a_new_folder_can_be_checked_and_asked_at_once(ct58: Ct58, tmp_path: Path) -> None:
    """The seed is right."""
    done = ct58("init", "moi")
    assert (done.code, done.out) == (0, "")
    assert "moi" in done.err
    assert (tmp_path / "moi" / "data" / "programme.yaml").is_file()
    assert ct58("check", "--data", "moi").code == 0
    assert ct58("overdue", "--data", "moi", "--as-of", "2021-07-15").code == 0


@pytest.mark.parametrize("screen", ["", "overdue", "status"])
def test_the_data_that_comes_along_first_says_that_it_is_an_example(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    """And the two ways on, none of which enters units into it."""
    sit_down(monkeypatch, tmp_path, "2026-11-30")
    monkeypatch.setenv("CT58_DATA", str(ROOT))
    first, *ways = ct58(*screen.split()).out.splitlines()[1:4]
    assert first == "An example: its time ended on 2025-12-31, and nothing has been recorded in it."
    assert ["ct58 setup" in ways[0], "ct58 init --demo" in ways[1]] == [True, True]


@pytest.mark.parametrize("screen", ["", "overdue", "status"])
def test_an_office_of_ones_own_is_no_example_though_its_time_is_over(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    """It has no unit yet; the ways on enter some. From the first record on nothing is said of it."""
    sit_down(monkeypatch, tmp_path, "2026-11-30")
    ct58("init", ".")
    first, *ways = ct58(*screen.split()).out.splitlines()[1:5]
    assert "its time ended on 2025-12-31; no unit is in the register" in first
    assert "ct58 unit import" in ways[1]
    assert ct58("record", "event", "PL-01", "submitted", "--on", "2021-06-20", "--to", "BTV").code == 0
    assert "no unit is in the register" not in ct58(*screen.split()).out


@pytest.mark.parametrize("begun", [("init", "."), ("setup", "moi", "--name", "Đảng ủy X")])
def test_only_the_data_that_comes_along_is_marked_as_an_example(
    ct58: Ct58, tmp_path: Path, begun: tuple[str, ...]
) -> None:
    """Neither the mark nor its remark is in an office of one's own; all else of the file is."""
    assert ct58(*begun).code == 0
    own = next(tmp_path.rglob("data/office.yaml")).read_text("utf-8")
    assert "example" not in own
    assert "để xem" not in own
    seed = (ROOT / "data/office.yaml").read_text("utf-8")
    assert seed.endswith("\nexample: true\n")
    assert len(seed.splitlines()) - len(own.splitlines()) == 3


def test_in_its_time_the_seed_is_no_example(ct58: Ct58, tmp_path: Path) -> None:
    """There is work to be done."""
    ct58("init", ".")
    assert "An example" not in ct58("overdue", "--as-of", "2021-07-15").out


def test_a_demo_office_has_its_own_day(ct58: Ct58, tmp_path: Path) -> None:
    """It is said once when it is made, and at the head of each screen; the day is a Monday in the midst of work."""
    made = ct58("init", "--demo", "--units", "12", "--quarters", "5", "thu")
    assert "today is always 2022-07-11 there. Look around: ct58 overdue --data thu" in made.err
    shown = ct58("overdue", "--data", "thu").out.splitlines()[:2]
    assert shown[0].startswith("OVERDUE · as of Monday, 2022-07-11")
    assert shown[1] == "Practice: today is Monday, 2022-07-11."
    assert ct58("check", "--data", "thu").code == 0


def test_an_existing_folder_is_refused(ct58: Ct58, data: Path) -> None:
    """Exit 4, and nothing is written."""
    before = sorted(data.rglob("*"))
    done = ct58("init", ".")
    assert done.code == 4
    assert sorted(data.rglob("*")) == before


@needs_git
def test_git_is_set_up_in_a_folder_that_has_data(ct58: Ct58, tmp_path: Path, data: Path) -> None:
    """Nothing of the data is touched; the second time there is nothing to do."""
    before = (data / "programme.yaml").read_bytes()
    done = ct58("init", "--git", ".")
    assert done.code == 0
    assert "set up for this copy" in done.err
    assert (data / "programme.yaml").read_bytes() == before
    assert "added" not in ct58("init", "--git", ".").err


@needs_git
def test_a_demo_is_never_made_in_a_folder_that_has_data(ct58: Ct58, data: Path) -> None:
    """With git or without."""
    assert ct58("init", "--git", "--demo", ".").code == 4


@needs_git
def test_a_hook_needs_git(ct58: Ct58, data: Path) -> None:
    """Exit 2."""
    assert ct58("init", "--hook", ".").code == 2
    assert "Checking before each commit: set up" in ct58("init", "--git", "--hook", ".").err


@pytest.mark.parametrize("where", ["bare.git", "bare.git/moi", "co-san/.git"])
def test_what_git_keeps_for_itself_is_no_place_for_data(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The shared place is a repository without a folder; nothing is written into it."""
    isolate(monkeypatch)
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    begin(tmp_path / "co-san")
    before = contents(tmp_path)
    done = ct58("init", "--git", where)
    assert (done.code, done.out) == (5, "")
    assert contents(tmp_path) == before


@needs_git
def test_a_new_folder_has_the_newest_format_and_an_old_one_keeps_its_own(
    ct58: Ct58, tmp_path: Path, data: Path
) -> None:
    """Only upgrade changes what somebody has."""
    programme = (data / "programme.yaml").read_bytes()
    assert ct58("init", "--git", ".").code == 0
    assert (data / "programme.yaml").read_bytes() == programme
    assert ct58("init", "moi").code == 0
    assert ct58("upgrade", "--data", "moi").out.startswith("The data is of format 2, the newest.\n")


def test_a_folder_that_follows_another_one(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what was taken over and what was left; what was overdue is so in the new one."""
    sit_down(monkeypatch, tmp_path, "2026-02-01")
    write_data(tmp_path / "cu")
    done = ct58(
        "init",
        "--from",
        "cu",
        "--as",
        "moi",
        "--years",
        "2026-2030",
        "--number",
        "5-CTr/ĐU",
        "--on",
        "5/1/2026",
    )
    assert done.code == 0
    assert "Taken over: 2 units, 1 lines of the form, 1 open items." in done.err
    assert (
        "Left behind: the old programme's own words, tasks, duties and indicators, and 0 reports." in done.err
    )
    assert ct58("check", "--data", "moi").code == 0
    (entry,) = ct58("overdue", "--data", "moi", "--format", "json").data
    assert (entry["id"], entry["due"], entry["owners"]) == ("TN-PL-01", "2021-06-30", ["van-phong"])
    assert "number: 5-CTr/ĐU" in (tmp_path / "moi/data/programme.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "data", "--as", "data"), 4, "has files already"),
        (("--from", "khong-co", "--as", "moi"), 5, "No data folder found"),
        (("--from", "data"), 2, "Which folder?"),
        (("--as", "moi"), 2, "--as goes with --from"),
        (("--from", "data", "--as", "moi", "khac"), 2, "Two new folders are named"),
        (("--from", "data", "--as", "moi", "--demo"), 2, "does not go with --demo"),
        (("--from", "data", "--as", "moi", "--years", "mai"), 2, "no span of years"),
        (("--from", "data", "--as", "moi", "--units", "so-khong-co"), 2, "so-khong-co"),
        (("moi", "--number", "5"), 2, "go with --from"),
        (("moi", "--demo", "--units", "so-y-te"), 2, "no number of units"),
    ],
)
def test_refusals_of_following(ct58: Ct58, data: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is written."""
    done = ct58("init", *words)
    assert done.code == code
    assert said in done.err
    assert not (data.parent / "moi").exists()


def test_what_was_handed_over_is_taken_in(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver has the units and what is open; what the old bodies led is led by the new committee."""
    sit_down(monkeypatch, tmp_path, "2022-03-01")
    write_data(tmp_path)
    close = ("--on", "10/2/2022", "--number", "12-QĐ/TU", "--date", "5/2/2022")
    assert ct58("programme", "close", *close, "--to", "Đảng bộ A", "--items-to", "Đảng bộ A").code == 0
    assert ct58("programme", "handover", "-o", "ban-giao").code == 0
    (handed,) = (tmp_path / "ban-giao").glob("01-*/du-lieu")
    done = ct58("init", "--from", str(handed), "--as", "moi")
    assert done.code == 0
    assert "Led by the new committee itself" in done.err
    assert ct58("check", "--data", "moi").code == 0
    (entry,) = ct58("overdue", "--data", "moi", "--format", "json").data
    assert (entry["id"], entry["owners"]) == ("TN-PL-01", ["cap-uy"])
    unit = (tmp_path / "moi/data/units/so-y-te/unit.yaml").read_text("utf-8")
    assert "valid_to: 2022" not in unit
