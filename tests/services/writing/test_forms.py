from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.command_line import REPORT, contents, report_text, write_data
from tests.support.forms import SPEECH, filled_form
from tests.support.forms_office import forms_office
from tests.support.offices import period

from ct58.domain.planning.importing import Terms
from ct58.errors import BadUsage, Refused
from ct58.exchange.interpreting import read_report_files
from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.opening import open_office
from ct58.services.writing.forms import (
    DecisionWords,
    ImportWords,
    form_slice,
    import_decision,
    import_reports,
    units_to_ask,
    write_forms,
)
from ct58.services.writing.recording import Desk
from ct58.store.writer import locked
from ct58.views.unit_import import ImportedView

TODAY = dt.date(2021, 7, 15)
SOFFICE = shutil.which("soffice")
RATED = """\
  - {key: rating, number: 6, label: Xếp loại, type: enum, every: year, units: tccsd, asked: false, values: {good: Tốt, completed: Hoàn thành}}
  - {key: rating_decision, number: 7, label: Quyết định, type: record, every: year, units: tccsd, asked: false, fields: [{key: number, label: Số, type: text}, {key: issued_on, label: Ngày, type: date}]}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small data folder."""
    return write_data(tmp_path)


def files(data: Path) -> dict[str, bytes]:
    """The data; the lock of whoever wrote last is none."""
    return {name: content for name, content in contents(data).items() if name != ".ct58.lock"}


def desk(data: Path) -> Desk:
    """Where the records of these tests are made."""
    top = data.parent
    return Desk(root=data, cache=top / "cache", state=top / "state", holder="test", words="import")


def office_of(data: Path) -> Any:
    """The office of a folder."""
    return open_office(FolderSource(data, None), form_slice(period("2021-Q2")), lambda _message: None)


def sent(data: Path, admitted: object, name: str = "x.xlsx", broken: Any = None) -> Path:
    """A filled form of so-y-te beside the data."""
    answers = {"members_admitted": admitted} if admitted is not None else {}
    return filled_form(data.parent / name, office_of(data), "so-y-te", "2021-Q2", answers, broken)


def take(data: Path, *files: Path, **given: Any) -> ImportedView:
    """Import files."""
    terms = Terms(today=TODAY, received_on=dt.date(2021, 7, 5), reason=given.pop("reason", None))
    return import_reports(desk(data), ImportWords(files=files, terms=terms, **given), SPEECH, None)


def test_forms_are_for_all_that_owe_the_report() -> None:
    """In the office's order; for `once`, all that are asked something; named ones alone."""
    office = forms_office()
    assert [unit.id for unit in units_to_ask(office, (), period("2021-Q2"), TODAY)] == [
        "doan",
        "so-y-te",
        "so-noi-vu",
        "cong-ty-bia",
    ]
    named = (office.units["so-y-te"],)
    assert units_to_ask(office, named, period("2021-Q2"), TODAY) == named


@pytest.mark.parametrize("of", ["2021-04", "once"])
def test_forms_that_nobody_is_asked_for_are_refused(of: str) -> None:
    """And so is a unit that nobody asks."""
    office = forms_office()
    with pytest.raises(BadUsage):
        units_to_ask(office, (), period(of), TODAY)
    with pytest.raises(BadUsage):
        units_to_ask(office, (office.units["van-phong"],), period("2021-Q2"), TODAY)


def test_forms_are_one_file_a_unit_and_never_overwritten(tmp_path: Path) -> None:
    """Named by order, id and period; with one that was filled in, none is written; an interrupted run goes on."""
    office = forms_office()
    units = [office.units[id] for id in ("so-y-te", "so-noi-vu")]
    folder = tmp_path / "a" / "b"

    def write(*, force: bool) -> list[str]:
        paths = write_forms(office, units, period("2021-Q2"), folder, SPEECH, force=force, progress=None)
        return [path.name for path in paths]

    assert write(force=False) == ["012-so-y-te-2021-Q2.xlsx", "013-so-noi-vu-2021-Q2.xlsx"]
    before = contents(folder)
    (folder / "012-so-y-te-2021-Q2.xlsx").unlink()
    write(force=False)
    assert contents(folder) == before
    (folder / "012-so-y-te-2021-Q2.xlsx").unlink()
    (folder / "013-so-noi-vu-2021-Q2.xlsx").write_bytes(b"filled in")
    with pytest.raises(Refused):
        write(force=False)
    assert [path.name for path in folder.iterdir()] == ["013-so-noi-vu-2021-Q2.xlsx"]
    write(force=True)
    assert contents(folder) == before


def test_a_form_that_comes_back_becomes_the_report(data: Path) -> None:
    """Written, with its source; made twice, nothing more."""
    path = sent(data, 12)
    assert take(data, path).is_written
    text = (data / REPORT).read_text(encoding="utf-8")
    assert "members_admitted: 12" in text
    assert "received_on: 2021-07-05" in text
    assert "file: x.xlsx" in text
    again = take(data, path)
    assert (again.is_written, again.problems, again.outcomes[0].action) == (False, (), "unchanged")


def test_a_trial_writes_nothing(data: Path) -> None:
    """It says what would be written."""
    before = files(data)
    view = take(data, sent(data, 12), is_trial=True)
    assert (view.is_written, [outcome.action for outcome in view.outcomes]) == (False, ["new"])
    assert files(data) == before


def test_with_any_problem_nothing_is_written_unless_partial(data: Path) -> None:
    """Files that cannot be read count too; the sound ones alone only when asked for."""
    good, bad = sent(data, 12), data.parent / "y.xlsx"
    bad.write_bytes(b"%PDF-1.4")
    before = files(data)
    view = take(data, good, bad)
    assert (view.is_written, view.exit_code, len(view.problems), len(view.outcomes)) == (False, 4, 1, 1)
    assert files(data) == before
    view = take(data, good, bad, is_partial=True)
    assert (view.is_written, view.exit_code) == (True, 4)
    assert (data / REPORT).exists()


def test_what_contradicts_the_record_needs_a_reason(data: Path) -> None:
    """Then it is a correction."""
    (data / REPORT).parent.mkdir(parents=True)
    (data / REPORT).write_text(report_text(admitted="11"), encoding="utf-8")
    path = sent(data, 12)
    assert take(data, path).exit_code == 4
    assert take(data, path, reason="báo cáo thay thế").is_written
    assert "corrections:" in (data / REPORT).read_text(encoding="utf-8")


def test_a_folder_is_searched_and_lock_files_are_passed_over(data: Path) -> None:
    """Excel leaves `~$…` beside an open workbook; what is no table is not looked at."""
    folder = data.parent / "in"
    folder.mkdir()
    shutil.move(sent(data, 12), folder / "a.xlsx")
    for name in ("~$a.xlsx", ".hidden.xlsx", "brief.docx"):
        (folder / name).write_bytes(b"x")
    assert take(data, folder).is_written


def test_a_csv_needs_its_period(data: Path) -> None:
    """From the command line."""
    path = data.parent / "x.csv"
    path.write_text("unit;5\nso-y-te;12\n", encoding="utf-8")
    assert take(data, path).exit_code == 2
    assert take(data, path, period=period("2021-Q2")).is_written


def test_a_decision_s_list_is_written_for_all_its_units(tmp_path: Path) -> None:
    """A report that is not there yet is made as expected; units that it leaves out are named."""
    from tests.support.command_line import PROGRAMME

    data = write_data(
        tmp_path,
        **{
            "programme.yaml": PROGRAMME + RATED,
            "units/so-noi-vu/unit.yaml": "id: so-noi-vu\nname: Đảng bộ Sở Nội vụ\nkind: agency\norganisation: grassroots_committee\n",
        },
    )
    workbook = openpyxl.Workbook()
    for row in (("Đơn vị", "Xếp loại"), ("Sở Y tế", "Hoàn thành tốt nhiệm vụ")):
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "x.xlsx")
    words = ImportWords(files=(tmp_path / "x.xlsx",), terms=Terms(today=dt.date(2022, 1, 5)))
    said = DecisionWords(figure="rating", number="87-QĐ/ĐUK", on=dt.date(2021, 12, 28), period=period("2021"))
    view = import_decision(desk(data), words, said, SPEECH, None)
    assert (view.is_written, [unit.id for unit in view.left_out]) == (True, ["so-noi-vu"])
    text = (data / "units/so-y-te/reports/2021.yaml").read_text(encoding="utf-8")
    assert "state: expected" in text
    assert "rating: good" in text
    assert "number: 87-QĐ/ĐUK" in text


def test_a_list_of_another_kind_of_period_is_refused(data: Path) -> None:
    """A rating is for a year; and a figure that is asked has no list."""
    words = ImportWords(files=(), terms=Terms(today=TODAY))
    said = DecisionWords(figure="members_admitted", number="1", on=TODAY, period=period("2021"))
    with pytest.raises(BadUsage):
        import_decision(desk(data), words, said, SPEECH, None)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_form_opened_and_saved_by_libreoffice_comes_back(data: Path) -> None:
    """The real program: it reads our form, writes its own file, and nothing of the answers is lost."""
    path = sent(data, 12)
    out = data.parent / "saved"
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(data.parent / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    view = take(data, out / "x.xlsx")
    assert [SPEECH.say(problem.message) for problem in view.problems] == []
    assert "members_admitted: 12" in (data / REPORT).read_text(encoding="utf-8")


@pytest.fixture
def table(tmp_path: Path) -> ImportWords:
    """A table with one report."""
    (tmp_path / "x.csv").write_text("unit,5\nso-y-te,12\n", encoding="utf-8")
    return ImportWords(
        files=(tmp_path / "x.csv",), terms=Terms(today=TODAY, received_on=TODAY), period=period("2021-Q2")
    )


def test_nothing_is_read_while_the_lock_is_held(
    data: Path, table: ImportWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wants to write meanwhile need not wait for a hundred files."""
    reads = []

    def read(*given: Any) -> Any:
        with locked(data, "somebody else", 0):
            reads.append(given)
        return read_report_files(*given)

    monkeypatch.setattr("ct58.exchange.interpreting.read_report_files", read)
    assert import_reports(desk(data), table, SPEECH, None).is_written
    assert len(reads) == 1


@pytest.mark.parametrize("changes", [1, 99])
def test_files_are_read_anew_where_the_register_was_changed_meanwhile(
    data: Path, table: ImportWords, monkeypatch: pytest.MonkeyPatch, changes: int
) -> None:
    """Against the units that there are when it is written; a register that never stands still is refused."""
    unit = data / "units" / "so-y-te" / "unit.yaml"
    reads = []

    def read(*given: Any) -> Any:
        reads.append(given)
        if len(reads) <= changes:
            unit.write_text(unit.read_text(encoding="utf-8") + f"# {len(reads)}\n", encoding="utf-8")
            (data / "units" / f"so-{len(reads)}").mkdir()
            text = (
                f"id: so-{len(reads)}\nname: Sở {len(reads)}\nkind: agency\norganisation: grassroots_cell\n"
            )
            (data / "units" / f"so-{len(reads)}" / "unit.yaml").write_text(text, encoding="utf-8")
        return read_report_files(*given)

    monkeypatch.setattr("ct58.exchange.interpreting.read_report_files", read)
    if changes > 1:
        with pytest.raises(Refused):
            import_reports(desk(data), table, SPEECH, None)
        assert not (data / REPORT).exists()
    else:
        assert import_reports(desk(data), table, SPEECH, None).is_written
        assert len(reads) == 2
