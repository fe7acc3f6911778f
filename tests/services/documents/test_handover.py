"""The folder of a hand-over: what each receiver gets opens by itself, and the sums are the whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from ruamel.yaml import YAML
from tests.support.command_line import Outcome, by_the_clock, contents, program
from tests.support.repositories import git, keep, needs_git

X, Y = "Đảng bộ Ủy ban nhân dân tỉnh", "Đảng bộ các cơ quan Đảng tỉnh"
X_ID, Y_ID = "dang-bo-uy-ban-nhan-dan-tinh", "dang-bo-cac-co-quan-dang-tinh"
DAY = ("--as-of", "25/2/2025")


class Made:
    """An office that has ended, and what was handed over; `told` is what the command says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = json.loads(self.run("handover", "-o", "ban-giao", *DAY, "--format", "json").out)["data"]
        self.whole = yaml(folder / "data/programme.yaml")

    def run(self, *words: str) -> Outcome:
        """`ct58 programme …`."""
        return ct58(self.folder, "programme", *words)

    def part(self, body: str) -> Path:
        """A receiver's folder."""
        folder = next(str(part["folder"]) for part in self.told["receivers"] if part["id"] == body)
        return self.folder / folder


def ct58(folder: Path, *words: str) -> Outcome:
    """In a folder, with a memory of its own."""
    done = program(*words, cwd=folder, CT58_STATE=str(folder / "state"), CT58_CACHE=str(folder / "cache"))
    assert done.code in (0, 1), done.err
    return done


def yaml(path: Path) -> dict[str, object]:
    """A file as another program reads it."""
    found = YAML(typ="safe").load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def receivers(programme: dict[str, object]) -> dict[str, str | None]:
    """Unit or item → who takes it over, as the file has it."""
    head = programme["programme"]
    assert isinstance(head, dict)
    found = head["closing"]["receivers"]
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A demo office under git, closed with two receivers by a list, and handed over."""
    folder = tmp_path_factory.mktemp("office")
    ct58(folder, "init", "--demo", "--units", "14", "--quarters", "15", ".")
    by_the_clock(folder)
    units = json.loads(ct58(folder, "list", "units", "--as-of", "10/2/2025", "--format", "json").out)["data"]
    own = {"staff_body", "committee"}
    rows = [unit["id"] for unit in units if unit["unit_kind"] not in own]
    lines = [f"{id_};{X if place % 3 else Y}" for place, id_ in enumerate(rows)]
    (folder / "ds.csv").write_text("\n".join(["Đơn vị;Nơi nhận", *lines, f"PL-02;{Y}"]) + "\n", "utf-8")
    ct58(
        folder, "programme", "close", "--on", "10/2/2025", "--number", "1-QĐ/TU", "--cut-off", "20/2/2025",
        "--receivers", "ds.csv", "--items-to", "none",
    )  # fmt: skip
    if shutil.which("git"):
        git(folder, "init", "--quiet", "--initial-branch=main")
        (folder / ".gitignore").write_text("state/\ncache/\nban-giao*/\n.ct58.lock\n", "utf-8")
        keep(folder)
    return Made(folder)


def test_the_sum_over_the_receivers_is_the_whole(made: Made) -> None:
    """Units and items: each stands with one receiver, or with nobody; the register of the last day has no more."""
    listed = ct58(made.folder, "list", "units", "--as-of", "10/2/2025", "--format", "json")
    units = [unit["id"] for unit in json.loads(listed.out)["data"]]
    taken = [id_ for part in made.told["receivers"] for id_ in part["units"]]
    assert sorted([*taken, *made.told["ended"]["units"]]) == sorted(units)
    assert made.told["units"] == len(units)
    items = [id_ for part in made.told["receivers"] for id_ in part["items"]]
    open_ = [name for name in receivers(made.whole) if re.fullmatch("[A-Z]+-[0-9]+", name)]
    assert sorted([*items, *made.told["ended"]["items"]]) == sorted(open_)
    assert made.told["items"] == len(open_)


@pytest.mark.parametrize("body", [X_ID, Y_ID])
def test_each_folder_opens_by_itself_and_counts_the_same(made: Made, body: str) -> None:
    """No error; the units by the file itself; what is late by the slice's own list; what arrived by its own files."""
    told = next(part for part in made.told["receivers"] if part["id"] == body)
    data = made.part(body) / "du-lieu"
    checked = ct58(made.folder, "check", "--data", str(data), "--format", "json")
    findings = json.loads(checked.out)["data"]
    assert [found for found in findings if found["severity"] == "error"] == []
    own = receivers(yaml(data / "data/programme.yaml"))
    units = sorted(name for name, to in own.items() if to == body and (data / "data/units" / name).is_dir())
    assert units == sorted(told["units"])
    late = json.loads(ct58(made.folder, "overdue", "--data", str(data), *DAY, "--format", "json").out)["data"]
    whole = json.loads(ct58(made.folder, "overdue", *DAY, "--format", "json").out)["data"]
    mine, theirs = (
        [{**row, "source": None} for row in rows if set(row["owners"]) & set(units)] for rows in (late, whole)
    )
    assert mine == theirs
    assert len(mine) == told["owed"] + told["unbooked"]
    reports = [yaml(path) for unit in units for path in (data / "data/units" / unit / "reports").iterdir()]
    arrived = [
        r for r in reports if r["state"] in ("registered", "received", "partial") and r.get("received_on")
    ]
    assert len(arrived) == told["reports"]


def test_the_data_of_a_part_has_the_others_only_where_they_are_named(made: Made) -> None:
    """The committee's own bodies, and whom the programme names; the data says for whom it is."""
    programme = made.part(Y_ID) / "du-lieu/data/programme.yaml"
    text = programme.read_text("utf-8")
    assert f"handed_to: {Y_ID}" in text
    x_units = next(part["units"] for part in made.told["receivers"] if part["id"] == X_ID)
    before = (made.folder / "data/programme.yaml").read_text("utf-8").replace("receivers:", "closing:")
    named = {id_ for id_ in x_units if re.search(rf"ids: \[{id_}\]", before)}
    there = {path.name for path in (made.part(Y_ID) / "du-lieu/data/units").iterdir()}
    assert there & set(x_units) == named
    assert {name for name, to in receivers(yaml(programme)).items() if to == X_ID} == named


@pytest.mark.parametrize("body", [X_ID, Y_ID])
def test_a_new_folder_takes_over_what_was_handed_over_and_nothing_else(made: Made, body: str) -> None:
    """The units and the joint items of this receiver, from the folder that it got."""
    told = next(part for part in made.told["receivers"] if part["id"] == body)
    new = made.folder / f"tiep-{body}"
    ct58(
        made.folder, "init", "--from", str(made.part(body) / "du-lieu"), "--as", str(new), "--on", "1/3/2025"
    )
    units = {path.name for path in (new / "data/units").iterdir()} - {"cap-uy"}
    assert units == set(told["units"])
    joint = {path.stem for path in (new / "data/tasks").iterdir() if "\nlead:" in path.read_text("utf-8")}
    taken = {re.sub("^TN-|-20[0-9].*$", "", name) for name in joint}
    assert taken <= set(told["items"])
    assert bool(taken) == bool(told["items"])


def test_the_papers_say_the_same_numbers(made: Made) -> None:
    """In the minutes with the hash of the list of files, in Excel a row each; ct58 takes the register in."""
    told = next(part for part in made.told["receivers"] if part["id"] == X_ID)
    part = made.part(X_ID)
    minutes = Document(str(part / "bien-ban.docx"))
    words = "\n".join(paragraph.text for paragraph in minutes.paragraphs)
    assert X in words
    assert words.count("Đại diện: …") == 2
    assert hashlib.sha256((part / "SHA256SUMS").read_bytes()).hexdigest() in words
    cells = [[cell.text for cell in row.cells] for table in minutes.tables for row in table.rows]
    assert ["1", "Tổ chức", f"{len(told['units']):02d}"] in cells
    assert ["ĐẠI DIỆN BÊN NHẬN", "ĐẠI DIỆN BÊN GIAO"] in cells
    workbook = load_workbook(part / "ban-giao.xlsx")
    ids = {str(cell.value) for row in workbook.worksheets[0].iter_rows() for cell in row}
    assert set(told["units"]) <= ids
    new = made.folder / "moi"
    ct58(made.folder, "init", str(new))
    taken = ct58(made.folder, "unit", "import", str(part / "ban-giao.xlsx"), "--data", str(new))
    assert taken.code == 0, taken.out
    assert set(told["units"]) <= {path.name for path in (new / "data/units").iterdir()}


def test_the_hashes_are_those_of_the_files(made: Made) -> None:
    """As `sha256sum -c` would say; all but the minutes, which name them."""
    part = made.part(Y_ID)
    sums = dict(line.split("  ")[::-1] for line in (part / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {
        name: content
        for name, content in contents(part).items()
        if name not in ("SHA256SUMS", "bien-ban.docx")
    }
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in there.items()}


@needs_git
def test_the_archive_has_all_data_and_its_history_for_reading_only(made: Made, tmp_path: Path) -> None:
    """Git clones it; nobody writes in it by mistake."""
    archive = zipfile.ZipFile(io.BytesIO((made.folder / "ban-giao/luu-tru/ho-so.zip").read_bytes()))
    data = {f"data/{name}" for name in contents(made.folder / "data") if name != ".ct58.lock"}
    assert {name for name in archive.namelist() if name.startswith("data/")} == data
    assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o444}
    (tmp_path / "x.bundle").write_bytes(archive.read("lich-su.bundle"))
    git(tmp_path, "clone", "--quiet", "x.bundle", "copy")
    assert git(tmp_path / "copy", "rev-parse", "HEAD") == git(made.folder, "rev-parse", "HEAD")
    assert "Lê Thị Hoa" in archive.read("lich-su.txt").decode()


def test_the_same_data_makes_the_same_bytes(made: Made) -> None:
    """A second time in the same folder, which needs --force; what was spoilt or lost in it is there again."""
    shutil.copytree(made.folder / "ban-giao", made.folder / "ban-giao-2")
    refused = program("programme", "handover", "-o", "ban-giao-2", *DAY, cwd=made.folder)
    assert refused.code == 4
    spoilt, lost, *_ = sorted((made.folder / "ban-giao-2").rglob("*.docx"))
    spoilt.write_bytes(b"")
    lost.unlink()
    again = json.loads(made.run("handover", "-o", "ban-giao-2", *DAY, "--force", "--format", "json").out)
    assert len(again["data"]["files"]) == len(made.told["files"])
    assert contents(made.folder / "ban-giao-2") == contents(made.folder / "ban-giao")


def test_before_the_end_there_is_nothing_to_hand_over(made: Made) -> None:
    """Nor without a folder, nor into the data."""
    for words, code in (
        (("-o", "x", "--as-of", "9/2/2025"), 4),
        (DAY, 2),
        (("-o", "data/x", *DAY), 2),
    ):
        done = program("programme", "handover", *words, cwd=made.folder)
        assert (done.code, (made.folder / "x").exists()) == (code, False)


def test_the_index_is_in_the_order_of_the_days_and_says_what_each_paper_is_about(made: Made) -> None:
    """The document that ended the work, too; of the data a folder a row, but not of the papers beside it."""
    for index, subject in (
        (next(made.folder.glob("ban-giao/0*/muc-luc.docx")), "bàn giao cho"),
        (made.folder / "ban-giao" / "luu-tru" / "muc-luc.docx", "lưu trữ về việc thực hiện Chương trình"),
    ):
        document = Document(str(index))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert [text for text in texts if text.startswith(subject)], texts
        rows = [[cell.text for cell in row.cells] for row in document.tables[-2].rows][1:]
        days = [dt.datetime.strptime(row[2], "%d/%m/%Y").date() for row in rows if row[2]]  # noqa: DTZ007
        assert days == sorted(days)
        assert [row for row in rows if not row[3]] == []
        places = [row.cells[1].text for row in document.tables[-1].rows][1:]
        assert [place for place in places if place.endswith(".yaml") and "/tasks/" in place] == []
