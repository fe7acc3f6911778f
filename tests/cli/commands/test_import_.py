from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, PROGRAMME, REPORT, contents, report_text, write_data
from tests.support.desk import sit_down
from tests.support.links import link
from tests.support.prompting import CTRL_C, ScriptedPrompter

from ct58.cli.dialogue import prompts


def csv(folder: Path, text: str) -> Path:
    """A table beside the data."""
    (folder / "x.csv").write_text(text, encoding="utf-8")
    return folder / "x.csv"


def test_a_table_is_taken_over(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """It says what was written, the effect, and the way back."""
    csv(tmp_path, "unit,5\nso-y-te,12\n")
    outcome = ct58("import", "x.csv", "--period", "2021-Q2", "--received-on", "5/7/2021")
    assert (outcome.code, outcome.err) == (0, "")
    assert "0 → 1/1" in outcome.out
    assert "ct58 undo" in outcome.out
    assert "members_admitted: 12" in (data / REPORT).read_text(encoding="utf-8")
    assert ct58("undo", "--yes").code == 0
    assert not (data / REPORT).exists()


def test_problems_are_told_with_file_and_cell_and_nothing_is_written(
    ct58: Ct58, data: Path, tmp_path: Path
) -> None:
    """Exit 2 for values that don't fit."""
    csv(tmp_path, "unit,5\nso-y-te,nhiều\nso-y-the,3\n")
    before = contents(data / "units")
    outcome = ct58("import", "x.csv", "--period", "2021-Q2")
    assert outcome.code == 2
    assert "x.csv, cell B2:" in outcome.out
    assert "x.csv, cell A3:" in outcome.out
    assert "Did you mean: Đảng bộ Sở Y tế (so-y-te)?" in outcome.out
    assert contents(data / "units") == before


def test_the_json_has_every_place(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """File, sheet, row, column."""
    csv(tmp_path, "unit,5\nso-y-te,nhiều\n")
    outcome = ct58("import", "x.csv", "--period", "2021-Q2", "--dry-run", "--format", "json")
    assert (outcome.data["written"], outcome.data["dry_run"]) == (False, True)
    (problem,) = outcome.data["problems"]
    assert problem["source"] == {"file": "x.csv", "sheet": None, "row": 2, "column": "B"}


def test_a_jump_is_told_and_taken_over(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """As `record report` does, in a trial too; exit 0, because it may be right."""
    (data / REPORT).parent.mkdir()
    (data / REPORT).write_text(report_text(admitted="12"), encoding="utf-8")
    csv(tmp_path, "unit,5\nso-y-te,120\n")
    trial = ct58("import", "x.csv", "--period", "2021-Q3", "--dry-run", "--format", "json")
    (look,) = trial.data["second_looks"]
    assert (look["figure"], look["source"]["row"]) == ("members_admitted", 2)
    outcome = ct58("import", "x.csv", "--period", "2021-Q3")
    assert outcome.code == 0
    assert "5. Kết nạp: 120 is 10 times last period's 12." in outcome.out
    assert "Recorded: 1 reports." in outcome.out


@pytest.mark.usefixtures("data")
def test_a_file_that_is_not_there_is_exit_5(ct58: Ct58) -> None:
    """As everywhere."""
    assert ct58("import", "nowhere.xlsx").code == 5


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    "arguments", [("--list", "rating"), ("--decision", "1", "--on", "1/7/2021"), ("--on", "1/7")]
)
def test_a_list_needs_all_three_options(ct58: Ct58, arguments: tuple[str, ...]) -> None:
    """Figure, number and date of the decision."""
    assert ct58("import", "x.csv", *arguments).code == 2


DECISION = """\
  - {key: rating, number: 7, label: Xếp loại, type: enum, every: year, units: tccsd, asked: false, decided_by: rating_decision, values: {good: Tốt, completed: Hoàn thành}}
  - key: rating_decision
    number: 8
    label: Quyết định
    type: record
    every: year
    units: tccsd
    asked: false
    fields: [{key: number, label: Số, type: text}, {key: issued_on, label: Ngày, type: date}]
"""
LIST = ("import", "x.csv", "--list", "rating", "--decision", "87-QĐ/ĐUK", "--on", "28/12/2021")


def test_a_word_of_a_list_is_explained_once(ct58: Ct58, tmp_path: Path) -> None:
    """By --word; without it nothing is written, and the JSON names the words."""
    write_data(tmp_path, **{"programme.yaml": PROGRAMME + DECISION})
    csv(tmp_path, "Đơn vị;Xếp loại\nĐB Sở Y tế;Loại A\n")
    outcome = ct58(*LIST, "--format", "json")
    assert (outcome.code, outcome.data["unknown_words"]) == (2, [{"word": "Loại A", "rows": 1}])
    assert ct58(*LIST, "--word", "Loại A=khá").code == 2
    assert ct58(*LIST, "--word", "Loại A").code == 2
    assert ct58(*LIST, "--word", "Loại A=Tốt").code == 0
    assert "rating: good" in (tmp_path / "data/units/so-y-te/reports/2021.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "code", "rating"),
    [
        (["xyz", "?", "Tốt", "2"], 0, "good"),
        (["2", "good"], 0, "completed"),
        (["", "good"], 2, None),
        (["<", "good"], 2, None),
        (["good", CTRL_C], 130, None),
    ],
)
def test_at_a_terminal_each_unknown_word_is_asked_for_once(
    ct58: Ct58,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    code: int,
    rating: str | None,
) -> None:
    """With its rows and the words that it may mean; a wrong answer asks again, an open one leaves the problem, Ctrl-C all."""
    write_data(
        tmp_path,
        **{
            "programme.yaml": PROGRAMME + DECISION,
            "units/so-b/unit.yaml": "id: so-b\nname: Sở B\nkind: agency\norganisation: grassroots_cell\n",
            "units/so-c/unit.yaml": "id: so-c\nname: Sở C\nkind: agency\norganisation: grassroots_cell\n",
        },
    )
    csv(tmp_path, "Đơn vị;Xếp loại\nso-y-te;Loại A\nso-b;Loại A\nso-c;Loại\x1b[2J B\n")
    sit_down(monkeypatch, tmp_path, "2022-01-05", asks=True)
    prompter = ScriptedPrompter(answers)
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: prompter)
    outcome = ct58(*LIST)
    assert outcome.code == code
    assert "“Loại A” stands in 2 rows. What does it mean?" in prompter.screen
    assert "\x1b" not in prompter.screen
    report = tmp_path / "data/units/so-y-te/reports/2021.yaml"
    assert report.exists() == (rating is not None)
    assert rating is None or f"rating: {rating}" in report.read_text(encoding="utf-8")
    assert code != 130 or "the data was not changed" in outcome.err
    assert prompter.left_over == []


def test_words_that_are_known_are_not_asked_for(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither those of the figure, nor those that --word explains."""
    write_data(tmp_path, **{"programme.yaml": PROGRAMME + DECISION})
    csv(tmp_path, "Đơn vị;Xếp loại\nso-y-te;Loại A\n")
    sit_down(monkeypatch, tmp_path, "2022-01-05", asks=True)
    prompter = ScriptedPrompter([])
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: prompter)
    assert ct58(*LIST, "--word", "Loại A=Tốt").code == 0
    assert prompter.questions == []


def test_the_json_says_what_was_not_read(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Rows of the file, rows read, and each other row with its reason."""
    csv(tmp_path, "unit,5\nso-y-te,12\nTổng cộng,12\n")
    outcome = ct58("import", "x.csv", "--period", "2021-Q2", "--format", "json")
    (tally,) = outcome.data["reconciliation"]
    assert (tally["found"], tally["read"]) == (2, 1)
    assert [entry["source"]["row"] for entry in tally["not_read"]] == [3]


def test_files_that_cannot_be_read_leave_the_others(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """Ten of any kind beside a good one: with --partial the good one is recorded."""
    (tmp_path / "in").mkdir()
    csv(tmp_path / "in", "unit,5\nso-y-te,12\n")
    (tmp_path / "in" / "a.xlsx").write_bytes(b"PK\x03\x04 and nothing")
    (tmp_path / "in" / "b.csv").write_text('unit,5\nso-y-te,"12', encoding="utf-8")
    (tmp_path / "in" / "c.xlsx").mkdir()
    assert ct58("import", "in", "--period", "2021-Q2").code == 5  # the gravest: a folder
    outcome = ct58("import", "in", "--period", "2021-Q2", "--partial", "--format", "json")
    assert [problem["source"]["file"] for problem in outcome.data["problems"]] == [
        "a.xlsx",
        "b.csv",
        "c.xlsx",
    ]
    assert "members_admitted: 12" in (data / REPORT).read_text(encoding="utf-8")


def test_a_link_out_of_the_folder_leaves_the_others(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """It is a problem of its own, and is not followed."""
    (tmp_path / "in").mkdir()
    link(tmp_path / "in" / "d.csv", data / "programme.yaml")
    csv(tmp_path / "in", "unit,5\nso-y-te,12\n")
    outcome = ct58("import", "in", "--period", "2021-Q2", "--partial", "--format", "json")
    assert [problem["source"]["file"] for problem in outcome.data["problems"]] == ["d.csv"]
    assert "members_admitted: 12" in (data / REPORT).read_text(encoding="utf-8")


def test_very_many_problems_are_named_to_a_hundred(ct58: Ct58, data: Path, tmp_path: Path) -> None:
    """The rest is a number on the screen; the JSON has them all."""
    csv(tmp_path, "unit,5\n" + "nobody,1\n" * 400)
    outcome = ct58("import", "x.csv", "--period", "2021-Q2")
    assert "… 300 more places" in outcome.out
    assert "cell A101:" in outcome.out
    assert "cell A102:" not in outcome.out


def test_the_figures_of_a_unit_that_was_merged_inside_the_period_need_an_answer(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By --counted-in, or asked at a terminal; the table is a problem without."""
    merged = "id: so-a\nname: Đảng bộ Sở A\nkind: agency\norganisation: grassroots_committee\n"
    write_data(
        tmp_path,
        **{
            "programme.yaml": FILES["programme.yaml"] + "format: 2\n",
            "units/so-a/unit.yaml": f"{merged}valid_to: 2021-05-20\nmerged_into: so-y-te\n",
        },
    )
    csv(tmp_path, "unit,5\nso-a,3\nso-y-te,12\n")
    importing = ("import", "x.csv", "--period", "2021-Q2", "--received-on", "1/7/2021")
    refused = ct58(*importing)
    assert refused.code == 4
    assert "--counted-in so-y-te" in refused.out
    report = tmp_path / "data/units/so-a/reports/2021-Q2.yaml"
    assert ct58(*importing, "--counted-in", "itself", "--dry-run").code == 0
    assert not report.exists()
    sit_down(monkeypatch, tmp_path, "2021-07-02", asks=True)
    monkeypatch.setattr("builtins.input", lambda _question: "c")
    assert ct58(*importing).code == 0
    assert "counted_in: so-y-te\n" in report.read_text(encoding="utf-8")
