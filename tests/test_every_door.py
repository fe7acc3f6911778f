"""A figure is the same through every door: what a text means at a prompt it means in a file, a table and the data."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.support.command_line import ROOT, Ct58, in_this_process, write_data
from tests.support.offices import figure
from tests.support.prompting import CTRL_C, ScriptedPrompter
from tests.support.terms import speaking

from ct58.cli.commands.record_report import lines_of_file
from ct58.cli.dialogue.prompts import Left
from ct58.cli.dialogue.talk import Talk
from ct58.domain.planning.values import BadValueError, parse_value
from ct58.domain.records.programme import Figure
from ct58.exchange.answers import read_answer
from ct58.exchange.sheets import read_sent_file
from ct58.store.yaml.reader import read

TODAY = dt.date(2022, 4, 4)
REFUSED = "refused"
NUMBER = figure("x", type="integer")
SHARE = figure("x", type="decimal")
DAY = figure("x", type="date")
ARABIC = "\u0661\u0662"
NO_BREAK = "\u00a0"

TEXTS: tuple[tuple[Figure, str, object], ...] = (
    (NUMBER, "412", 412),
    (NUMBER, "-3", -3),
    (NUMBER, "1.250", 1250),
    (NUMBER, "1 250", 1250),
    (NUMBER, f"1{NO_BREAK}250", 1250),
    (NUMBER, "9" * 30, int("9" * 30)),
    *(
        (NUMBER, text, REFUSED)
        for text in (
            "5²", "412¹", "①", "⑫", "Ⅻ", "½", "5½", ARABIC, "१२", "１２", "1_000", "1.25", "1.2500", "1,250", "1.250 000",
            "12a", "0x1F", "1e3", "1E3", "+-1", "--1", "1-", "12,", "90%", "9" * 31, "9" * 5_000, "NaN", "inf", "१.२५०",
            "4\u200b12", "\u200f412", "1\n2", "5/2", "5+2", "−5", "五",
        )
    ),
    (SHARE, "12,5", Decimal("12.5")),
    (SHARE, "12.5", Decimal("12.5")),
    (SHARE, "90%", 90),
    (SHARE, "89,8 %", Decimal("89.8")),
    (SHARE, "1.250,5", Decimal("1250.5")),
    (SHARE, "1.250.000", 1_250_000),
    (SHARE, "1 250", 1250),
    *(
        (SHARE, text, REFUSED)
        for text in (
            "1.250", "0.125", "-1.250", "1.250%", "5²", "12,5²", "①", f"{ARABIC}%", "１２", "1_000", "1_0%", "9" * 400 + "%", "9" * 31, "1e5", "1e999", "NaN%",
            "Infinity", "inf", "12,", ",5", "1,2,3", "1.2.3", "90%%", "%", "5‰", "1,5e3", "9" * 5_000, "0," + "1" * 31,
        )
    ),
    (DAY, "4/4/2022", dt.date(2022, 4, 4)),
    (DAY, "2022-04-04", dt.date(2022, 4, 4)),
    *(
        (DAY, text, REFUSED)
        for text in (
            "4/4/202²", "1²/4/2022", "①/4/2022", f"{ARABIC}/4/2022", "４/４/２０２２", "4/4/2_022", "2022-04-0٤", "4/4/22",
            "31/2/2022", "9" * 5_000, "4/4/" + "2" * 5_000,
        )
    ),
)  # fmt: skip
"""A line of the form, a text, and what it means there."""


def _or_refused(read_it: Callable[[], object]) -> object:
    try:
        return read_it()
    except BadValueError as error:
        return REFUSED if len(speaking("en").say(error.message)) < 400 else error


def _at_the_prompt(line: Figure, text: str, _folder: Path) -> object:
    prompter = ScriptedPrompter([text, CTRL_C])
    try:
        return Talk(prompter, speaking("en"), TODAY).read(line, "? ", None)
    except Left:
        return REFUSED


def _after_set(line: Figure, text: str, _folder: Path) -> object:
    return _or_refused(lambda: parse_value(line, text, TODAY))


def _in_a_file(line: Figure, text: str, folder: Path) -> object:
    (folder / "f.txt").write_text(f"x={text}\n", encoding="utf-8")
    found = lines_of_file(str(folder / "f.txt"))
    return (
        _or_refused(lambda: parse_value(line, found[0].partition("=")[2], TODAY))
        if len(found) == 1
        else REFUSED
    )


def _in_csv(line: Figure, text: str, folder: Path) -> object:
    (folder / "f.csv").write_text(f'unit;x\nso-a;"{text}"\n', encoding="utf-8")
    (sheet,) = read_sent_file(folder / "f.csv").sheets
    return _or_refused(lambda: read_answer(line, sheet.value(2, 2), TODAY))


def _in_a_cell(line: Figure, text: str, folder: Path) -> object:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = text
    book.save(folder / "f.xlsx")
    (sheet,) = read_sent_file(folder / "f.xlsx").sheets
    return _or_refused(lambda: read_answer(line, sheet.value(1, 1), TODAY))


def _as_the_cell_s_number(line: Figure, text: str, folder: Path) -> object:
    """What no spreadsheet writes, but a program may: the text where the file keeps the number itself."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = 777
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(folder / "n.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"777", text.encode()))
    (sheet,) = read_sent_file(folder / "n.xlsx").sheets
    return _or_refused(lambda: read_answer(line, sheet.value(1, 1), TODAY))


def _in_the_data(line: Figure, text: str, _folder: Path) -> object:
    """The plain value of the file; a text is refused where a number or a day is wanted, a fraction where none is."""
    tree, _findings = read("x.yaml", f"x: {text}\n".encode())
    value = tree.value.get("x") if tree is not None and isinstance(tree.value, dict) else REFUSED
    is_wrong = isinstance(value, str) or (line is NUMBER and not isinstance(value, int))
    return REFUSED if is_wrong else value


DOORS = (_at_the_prompt, _after_set, _in_a_file, _in_csv, _in_a_cell)
MACHINES = (_as_the_cell_s_number, _in_the_data)
"""Where a program writes: their own forms of a number, such as 1e3 in Excel or a decimal point before three digits, and no
other meaning of any text."""
ONLY_THERE = {
    "1.250": None,
    "0.125": None,
    "-1.250": None,
    "1e3": 1000,
    "1E3": 1000,
    "1e5": 100_000,
    "1.25": None,
    ",5": None,
    "12,": None,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_text_means_the_same_wherever_people_write_it(door: Callable[..., object], tmp_path: Path) -> None:
    """Footnote marks, other scripts and underscores are no digits, whoever pasted them."""
    found = {(line.type, text): door(line, text, tmp_path) for line, text, _meant in TEXTS}
    assert {key: value for key, value in found.items() if value != _meant(*key)} == {}


def _meant(type_: str, text: str) -> object:
    return next(meant for line, known, meant in TEXTS if (line.type, known) == (type_, text))


@pytest.mark.parametrize("door", MACHINES)
def test_where_a_program_writes_no_text_means_another_number(
    door: Callable[..., object], tmp_path: Path
) -> None:
    """It is refused, or the number that it is everywhere; a machine's 1e3 is what the machine means."""
    for line, text, meant in TEXTS:
        value = door(line, text, tmp_path)
        if value in (REFUSED, meant) or text in ONLY_THERE:
            continue
        raise AssertionError((door.__name__, line.type, text[:40], str(value)[:40]))


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in the test's own folder."""
    return in_this_process(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("text", ["5²", "①", ARABIC, "1_000", "9" * 5_000])
def test_the_commands_refuse_it_with_exit_2(ct58: Ct58, tmp_path: Path, text: str) -> None:
    """No bug, no wall of digits, and nothing recorded."""
    write_data(tmp_path)
    (tmp_path / "f.csv").write_text(f"unit;5\nso-y-te;{text}\n", encoding="utf-8")
    (tmp_path / "f.txt").write_text(f"5={text}\n", encoding="utf-8")
    record = ("record", "report", "so", "y", "te", "2021-Q2")
    for done in (
        ct58(*record, "--set", f"5={text}"),
        ct58(*record, "--file", "f.txt"),
        ct58("import", "f.csv", "--period", "2021-Q2"),
    ):
        assert done.code == 2
        assert len(done.out + done.err) < 500


@pytest.mark.parametrize("number", ["1_0", ARABIC, "5²", "9" * 5_000])
def test_an_option_that_counts_takes_digits_only(ct58: Ct58, tmp_path: Path, number: str) -> None:
    """As a figure does."""
    write_data(tmp_path)
    assert ct58("upcoming", "--within", number).code == 2


MAY_SEE_ALL_DIGITS = {"domain/text/vietnamese.py"}
"""Sorting puts the digits of any script in order."""


def test_nothing_else_takes_the_digits_of_all_scripts() -> None:
    r"""`\d`, `isdigit` and `isnumeric` fit ١ and ² as well: in the source they stand nowhere else."""
    assert sorted(_files_with(re.compile(r"\\d(?![a-z])|\.isdigit\(|\.isnumeric\("))) == sorted(
        MAY_SEE_ALL_DIGITS | {"domain/text/private_matters.py"}
    )  # there it is what a word is not


def _files_with(pattern: re.Pattern[str]) -> Iterator[str]:
    package = ROOT / "src" / "ct58"
    for path in package.rglob("*.py"):
        if pattern.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(package).as_posix()
