"""Reading what others sent in a process of its own: what a file can do to it, and what it cannot do to the batch."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ct58.errors import Ct58Error, EnvironmentProblem, Refused
from ct58.exchange import guard
from ct58.exchange.guard import GuardedReader, read_guarded
from ct58.exchange.sheets import Uncomputed, read_sent_file

PACKED = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")


def workbook(folder: Path, name: str = "a.xlsx") -> Path:
    """A workbook with a value of every kind."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    moment = dt.datetime(2021, 7, 15, 8, 30)  # noqa: DTZ001
    sheet.append([412, 0.9, "Sở Y tế", True, moment, dt.date(2021, 7, 2), dt.time(7, 30), "=1+1", "\u202e"])
    sheet["B1"].number_format = "0%"
    sheet.merge_cells("A3:B4")
    book.create_sheet("ẩn").sheet_state = "hidden"
    book.save(folder / name)
    return folder / name


def damaged(path: Path, part: str, seed: int) -> Path:
    """The first bytes of a packed part changed, as a broken disk does."""
    dice, data = random.Random(seed), bytearray(path.read_bytes())  # noqa: S311
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as book:
        start = book.getinfo(part).header_offset + 30 + len(part)
    for place in range(start, start + 12):
        data[place] = dice.randrange(256)
    path.write_bytes(bytes(data))
    return path


def test_a_file_says_the_same_in_the_guarded_process_as_here(tmp_path: Path) -> None:
    """Every kind of value, merged cells and hidden sheets come through."""
    path = workbook(tmp_path)
    assert read_guarded(path) == read_sent_file(path)
    (first, _second) = read_guarded(path).sheets
    assert isinstance(first.value(1, 8), Uncomputed)


@pytest.mark.parametrize("part", PACKED)
@pytest.mark.parametrize("seed", [7, 11, 23])
def test_a_damaged_package_is_a_refusal(tmp_path: Path, part: str, seed: int) -> None:
    """zlib, zipfile and the parser each have errors of their own."""
    with pytest.raises(Refused):
        read_guarded(damaged(workbook(tmp_path), part, seed))


def test_lzma_that_is_none_is_a_refusal(tmp_path: Path) -> None:
    """A package may be packed in other ways than a spreadsheet packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as book:
        book.writestr("[Content_Types].xml", "<Types/>" * 50)
    data = bytearray(out.getvalue())
    data[60:66] = b"\xff" * 6
    (tmp_path / "l.xlsx").write_bytes(bytes(data))
    with pytest.raises(Refused):
        read_guarded(tmp_path / "l.xlsx")


def test_a_refusal_comes_with_its_own_words_and_exit_code(tmp_path: Path) -> None:
    """As if the file had been read here."""
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    for path in (tmp_path / "a.xlsx", tmp_path / "nowhere.xlsx"):
        with pytest.raises(Ct58Error) as here:
            read_sent_file(path)
        with pytest.raises(Ct58Error) as there:
            read_guarded(path)
        assert type(there.value) is type(here.value)
        assert there.value.message.text == here.value.message.text
    assert here.type is EnvironmentProblem


def child_that(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the process does something else where a file is called bad.csv."""
    before = "import os, signal, time, ct58.exchange.guard as guard; read = guard.read_sent_file\n"
    bad = f"def bad(path):\n    if path.name != 'bad.csv': return read(path)\n    {does}\n"
    code = guard._CODE.replace("; serve()", "")
    monkeypatch.setattr(guard, "_CODE", f"{code}\n{before}{bad}guard.read_sent_file = bad\nserve()")


@pytest.mark.parametrize(
    "does",
    [
        "os._exit(0)",
        "os.abort()",
        "raise MemoryError",
        "raise RecursionError",
        "bad(path)",
        "os.write(1, b'no JSON' + bytes([10]))",
    ],
)
def test_whatever_ends_the_process_is_the_fault_of_one_file(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one is read in a new process."""
    child_that(does, monkeypatch)
    for name in ("good.csv", "bad.csv"):
        (tmp_path / name).write_text("unit,5\nso-a,1\n", encoding="utf-8")
    with GuardedReader() as reader:
        assert reader.read(tmp_path / "good.csv").sheets
        with pytest.raises(Refused) as refused:
            reader.read(tmp_path / "bad.csv")
        assert refused.value.hint is not None
        assert reader.read(tmp_path / "good.csv").sheets


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps all the limits")
@pytest.mark.parametrize(
    ("does", "said"),
    [("x = bytearray(1 << 30)", "memory"), ("any(iter(int, 1))", "long"), ("time.sleep(60)", "long")],
)
def test_memory_and_time_have_a_limit(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computing and waiting; the words say which."""
    monkeypatch.setattr(guard, "_PATIENCE", 4)
    child_that(f"guard.SECONDS = 1; guard._limit_time(); {does}", monkeypatch)
    (tmp_path / "bad.csv").write_text("unit,5\nso-a,1\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_guarded(tmp_path / "bad.csv")
    assert said in refused.value.message.text


def test_a_batch_does_not_begin_anew_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some files that ended the process the rest is refused, each by its name."""
    child_that("os._exit(1)", monkeypatch)
    (tmp_path / "bad.csv").write_text("unit,5\n", encoding="utf-8")
    with GuardedReader() as reader:
        for _time in range(4):
            with pytest.raises(Refused) as refused:
                reader.read(tmp_path / "bad.csv")
    assert "not read any more" in refused.value.message.text


def test_the_process_takes_nothing_from_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module beside the forms is not ours, whatever it is called."""
    for name in ("csv.py", "openpyxl.py", "json.py"):
        (tmp_path / name).write_text("import os; os._exit(3)\n", encoding="utf-8")
    path = workbook(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.curdir)
    assert read_guarded(path).sheets


def test_what_is_installed_besides_takes_none_of_the_files_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office that adds many offices has numpy, which openpyxl would load: both forms are read all the same."""
    beside = tmp_path / "beside" / "numpy"
    beside.mkdir(parents=True)
    (beside / "__init__.py").write_text("taken = bytearray(1 << 30)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(beside.parent))
    with GuardedReader() as reader:
        assert all(reader.read(workbook(tmp_path, name)).sheets for name in ("a.xlsx", "b.xlsx"))
