"""`ct58 setup`: an office of one's own, by options; the questions are asked in tests/cli/dialogue/test_setup.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.cli.conftest import Ct58
from tests.support.command_line import contents
from tests.support.repositories import git, isolate, needs_git

from ct58.services.setup import seeding

NAME = "Đảng ủy các cơ quan Đảng tỉnh"


@pytest.fixture
def units(tmp_path: Path) -> str:
    """A list as offices keep it: titles above, a column that nobody knows, a founding long ago."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("DANH SÁCH TCCSĐ",),
        ("STT", "Tên tổ chức cơ sở đảng", "Loại hình", "Ngày thành lập", "Ghi chú"),
        (1, "Đảng bộ Sở Y tế", "Cơ quan", "2/9/1975", "x"),
        (2, "Chi bộ Công ty Mẫu", "DNTN", "1/6/2024", ""),
    ):
        sheet.append(list(row))
    book.save(tmp_path / "ds.xlsx")
    return "ds.xlsx"


def test_with_options_alone_it_is_made_and_can_be_asked_at_once(
    ct58: Ct58, tmp_path: Path, units: str
) -> None:
    """No terminal is needed; the first list of what is overdue begins with the first period."""
    done = ct58(
        "setup", "--name", NAME, "--short", "ĐUCQ", "--superior", "Tỉnh ủy", "--place", "Vinh",
        "--signatory", "bí thư=Nguyễn Văn A", "--units", units, "--first-period", "quý II/2024",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "2 from ds.xlsx, counted from 2024-04-01" in done.out
    assert "Next: cd van-phong, then: ct58 overdue" in done.out
    text = (tmp_path / "van-phong/data/office.yaml").read_text(encoding="utf-8")
    for said in (f"committee: {NAME}", "short: ĐUCQ", "superior: Tỉnh ủy", "place: Vinh", "VPĐUCQ"):
        assert said in text
    assert text.count("name: Nguyễn Văn A") == 2
    assert ct58("check", "--data", "van-phong", "--strict").code == 0
    found = ct58(
        "reports", "--missing", "--data", "van-phong", "--as-of", "2024-07-15", "--format", "json"
    ).data
    assert {entry["unit"] for entry in found["units"]} >= {"so-y-te", "cong-ty-mau"}
    since = {
        id_: ct58("show", id_, "--data", "van-phong", "--format", "json").data["valid_from"]
        for id_ in ("so-y-te", "cong-ty-mau", "doan-thanh-nien-khoi", "van-phong")
    }
    assert since == {
        "so-y-te": "2024-04-01",
        "cong-ty-mau": "2024-06-01",
        "doan-thanh-nien-khoi": "2024-04-01",
        "van-phong": None,
    }


def test_every_answer_has_a_default(ct58: Ct58, tmp_path: Path) -> None:
    """The seed's office, with an empty register, and how its list is entered."""
    done = ct58("setup")
    assert done.code == 0
    assert "ct58 unit import FILE --valid-from" in done.out
    assert ct58("check", "--data", "van-phong").code == 0


def test_an_office_for_practice_has_a_day_of_its_own(ct58: Ct58, tmp_path: Path, units: str) -> None:
    """So the road of the guide can be walked on any day; the first period is the one collected on that day."""
    assert ct58("setup", "--units", units, "--practice", "6/7/2021").code == 0
    text = (tmp_path / "van-phong/data/office.yaml").read_text(encoding="utf-8")
    assert text.endswith("practice_today: 2021-07-06\n")
    assert "valid_from: 2021-04-01" in (tmp_path / "van-phong/data/units/so-y-te/unit.yaml").read_text(
        "utf-8"
    )
    assert "2021-07-06" in ct58("overdue", "--data", "van-phong").out
    assert ct58("practice", "8/7/2021", "--data", "van-phong").code == 0


def test_a_trial_makes_nothing(ct58: Ct58, tmp_path: Path, units: str) -> None:
    """It says what would be made, as JSON too."""
    before = contents(tmp_path)
    done = ct58("setup", "--units", units, "--first-period", "2024-Q2", "--dry-run", "--format", "json")
    assert (done.data["units"], done.data["written"], done.data["first_period"]) == (2, False, "2024-Q2")
    assert "A trial: nothing was written." in ct58("thiet-lap", "--dry-run").out
    assert contents(tmp_path) == before


def test_a_folder_with_data_is_refused_with_the_remedy(ct58: Ct58, data: Path) -> None:
    """Before anything is asked or read."""
    before = contents(data)
    done = ct58("setup", ".", "--units", "there-is-none.xlsx")
    assert done.code == 4
    assert "Choose an empty or new folder." in done.err
    assert contents(data) == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--first-period", "quý 9"), 2, "not a period"),
        (("--first-period", "2019-Q1"), 2, "Reports are asked for from"),
        (("--signatory", "Nguyễn Văn A"), 2, "no title with a name"),
        (("--signatory", "VUA=Nguyễn Văn A"), 2, "Titles: BÍ THƯ"),
        (("--units", "there-is-none.xlsx"), 5, "there-is-none.xlsx"),
        (("--kind", "doanh nghiệp"), 2, "no kind of unit"),
        (("--name", "-"), 2, "The committee has a name."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    ct58: Ct58, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """With what would do."""
    done = ct58("setup", *words)
    assert done.code == code
    assert said in done.err
    assert not (tmp_path / "van-phong").exists()


def test_a_list_with_problems_makes_nothing_and_names_them(ct58: Ct58, tmp_path: Path) -> None:
    """Exit code 1, as the register's own import; the kind of all may be said."""
    (tmp_path / "ds.csv").write_text("TT;Tên đơn vị;Ghi chú\n1;Đảng bộ Sở A;\n", encoding="utf-8")
    done = ct58("setup", "--units", "ds.csv")
    assert done.code == 1
    assert "The kind of the unit is missing." in done.out
    assert not (tmp_path / "van-phong").exists()
    assert ct58("setup", "--units", "ds.csv", "--kind", "cơ quan").code == 0


@needs_git
def test_git_keeps_all_of_it_from_the_beginning(
    ct58: Ct58, tmp_path: Path, units: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One revision, on the day that it is."""
    isolate(monkeypatch)
    assert ct58("setup", "--units", units, "--git").code == 0
    assert git(tmp_path / "van-phong", "status", "--porcelain").strip() == ""
    assert "data/units/so-y-te/unit.yaml" in git(tmp_path / "van-phong", "ls-files")
    assert "demo" not in git(tmp_path / "van-phong", "log", "--format=%an %ae")


def test_whatever_stops_it_leaves_nothing_half_made(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the midst of writing."""

    def interrupted(*_arguments: object) -> None:
        (tmp_path / "van-phong" / "data").mkdir(parents=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(seeding, "_write", interrupted)
    assert ct58("setup").code == 130
    assert not (tmp_path / "van-phong").exists()


def test_who_signs_is_open_where_nobody_says_it(ct58: Ct58, tmp_path: Path) -> None:
    """Also for the committee of the programme that comes along: names change, and a wrong one would stand under a document."""
    assert ct58("setup", "moi").code == 0
    own = (tmp_path / "moi/data/office.yaml").read_text("utf-8")
    assert re.findall(r"^    name: (.*)$", own, re.MULTILINE) == ["null"] * 5


def test_an_office_of_one_may_approve_its_own(ct58: Ct58, tmp_path: Path) -> None:
    """Where it is said; else the key is not there."""
    done = ct58("setup", "mot-nguoi", "--self-approval", "--format", "json")
    assert (done.code, done.data["self_approval"]) == (0, True)
    assert ct58("setup", "nhieu-nguoi", "--format", "json").data["self_approval"] is False
    said = [
        "self_approval: true" in (tmp_path / name / "data/office.yaml").read_text(encoding="utf-8")
        for name in ("mot-nguoi", "nhieu-nguoi")
    ]
    assert said == [True, False]
    assert ct58("check", "--data", "mot-nguoi", "--strict").code == 0
