"""`ct58 programme`: the end of the work before its time, on real files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, contents, write_data
from tests.support.desk import sit_down
from tests.support.prompting import CTRL_C, ScriptedPrompter

from ct58.cli.dialogue import prompts

SO_A = (
    "# kept\nid: so-a\nname: Đảng bộ Sở A   # as printed\nkind: agency\norganisation: grassroots_committee\n"
)
HOI = "id: hoi\nname: Hội Khối\nkind: mass_organisation\nvalid_from: null\nvalid_to: null # to be said\n"
GONE = "id: so-b\nname: Đảng bộ Sở B\nkind: agency\norganisation: grassroots_cell\nvalid_to: 2023-06-30\n"
NEWER = f"format: 2\n# ours\n{PROGRAMME}".replace("2025}}", "2025}, closed_on: null}")
END = ("programme", "close", "--on", "10/2/2025", "--number", "1-QĐ/TU", "--date", "5/2/2025")
LIST = (
    "Đơn vị;Nơi nhận\nSở Y tế;Đảng bộ UBND tỉnh\nso-a;Đảng bộ UBND tỉnh\nHội Khối;kết thúc\nPL-01;Đảng bộ X\n"
)
ALL = (*END, "--receivers", "ds.csv")


@pytest.fixture(autouse=True)
def _in_march(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 1 March 2025."""
    sit_down(monkeypatch, tmp_path, "2025-03-01")


@pytest.fixture
def ended(tmp_path: Path) -> Path:
    """Three units, one that has ended, one open task; and the list of receivers."""
    (tmp_path / "ds.csv").write_text(LIST, "utf-8")
    return write_data(
        tmp_path,
        **{
            "programme.yaml": NEWER,
            "units/so-a/unit.yaml": SO_A,
            "units/hoi/unit.yaml": HOI,
            "units/so-b/unit.yaml": GONE,
        },
    )


def ask(monkeypatch: pytest.MonkeyPatch, folder: Path, answers: Iterable[str]) -> ScriptedPrompter:
    """Sit at a terminal, and answer."""
    sit_down(monkeypatch, folder, "2025-03-01", asks=True)
    prompter = ScriptedPrompter(answers)
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: prompter)
    return prompter


class TestClose:
    """The end, with everybody's receiver."""

    def test_the_programme_and_all_its_units_end_in_one_record(self, ct58: Ct58, ended: Path) -> None:
        """Comments stay; one undo takes it back; the data is right."""
        ct58("close", "2021-Q2")
        before = contents(ended)
        done = ct58(*ALL, "--cut-off", "20/2/2025")
        assert done.code == 0, done.err
        text = (ended / "programme.yaml").read_text("utf-8")
        assert text.startswith("format: 2\n# ours\n")
        assert "closed_on: 2025-02-10, closing: {document: {number: 1-QĐ/TU, date: 2025-02-05}" in text
        assert (ended / "units/so-a/unit.yaml").read_text("utf-8") == f"{SO_A}valid_to: 2025-02-10\n"
        assert "valid_to: 2025-02-10 # to be said" in (ended / "units/hoi/unit.yaml").read_text("utf-8")
        assert (ended / "units/so-b/unit.yaml").read_text("utf-8") == GONE
        assert ct58("check").code == 0
        assert ct58("undo", "--yes").code == 0
        assert contents(ended) == before

    def test_what_is_said_is_held_against_what_there_is(self, ct58: Ct58, ended: Path) -> None:
        """The counts add up to the register of the day; a trial writes nothing."""
        before = contents(ended)
        done = ct58(*ALL, "--dry-run", "--format", "json")
        assert done.code == 0, done.err
        data = done.data
        assert data["receivers"] == [
            {
                "id": "dang-bo-ubnd-tinh",
                "name": "Đảng bộ UBND tỉnh",
                "units": ["so-a", "so-y-te"],
                "items": [],
            },
            {"id": "dang-bo-x", "name": "Đảng bộ X", "units": [], "items": ["PL-01"]},
        ]
        assert data["ended"] == {"units": ["hoi"], "items": []}
        assert (data["own_bodies"], data["units"], data["written"]) == (["van-phong"], 4, False)
        assert contents(ended) == before
        listed = json.loads(ct58("list", "units", "--as-of", "10/2/2025", "--format", "json").out)
        assert len(listed["data"]) == data["units"]

    def test_after_the_end_nobody_is_left(self, ct58: Ct58, ended: Path) -> None:
        """And it cannot end twice."""
        ct58(*ALL)
        assert json.loads(ct58("list", "units", "--format", "json").out)["data"] == []
        again = ct58(*ALL)
        assert again.code == 4
        assert "ct58 programme reopen" in again.err

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("--on", "1/1/2026"), 2, "2025-12-31"),
            (("--on", "1/1/2021"), 2, "2021-04-07"),
            (("--on", "10/2/2025", "--cut-off", "9/2/2025"), 2, "cut-off"),
            (("--on", "10/2/2025"), 4, "Hội Khối; Đảng bộ Sở A; Đảng bộ Sở Y tế"),
            (("--on", "10/2/2025", "--to", "X"), 4, "PL-01"),
            (("--on", "10/2/2025", "--item", "PL-99=X"), 2, "PL-99"),
            (("--on", "10/2/2025", "--body", "X"), 2, "--body"),
            (("--on", "10/2/2025", "--receivers", "none.csv"), 5, "none.csv"),
        ],
    )
    def test_refusals(self, ct58: Ct58, ended: Path, words: tuple[str, ...], code: int, said: str) -> None:
        """With the place and the remedy; nothing is written."""
        before = contents(ended)
        done = ct58("programme", "close", "--number", "1-QĐ/TU", *words)
        assert (done.code, contents(ended)) == (code, before)
        assert said in done.err

    def test_without_a_document_there_is_no_end(self, ct58: Ct58, ended: Path) -> None:
        """Where nobody can be asked."""
        assert ct58("programme", "close", "--on", "10/2/2025").code == 2

    def test_a_list_with_problems_is_shown_and_not_taken(
        self, ct58: Ct58, ended: Path, tmp_path: Path
    ) -> None:
        """An unknown unit, and one with two receivers, each with its cell."""
        (tmp_path / "ds.csv").write_text(f"{LIST}Sở Lạ;X\nso-a;Đảng bộ X\n", "utf-8")
        before = contents(ended)
        done = ct58(*ALL)
        assert (done.code, contents(ended)) == (4, before)
        assert "ds.csv A6: There is no unit “Sở Lạ”." in done.out
        assert "ds.csv A7: “so-a” stands twice with two receivers" in done.out

    @pytest.mark.parametrize("words", [ALL, ("programme", "reopen", "--reason", "x")])
    def test_what_could_not_be_read_is_mended_first(
        self, ct58: Ct58, ended: Path, words: tuple[str, ...]
    ) -> None:
        """A unit with an error in its file would be left behind, and nobody would notice."""
        (ended / "units/so-a/unit.yaml").write_text(f"{SO_A}kind: twice\n", "utf-8")
        before = contents(ended)
        done = ct58(*words)
        assert (done.code, contents(ended)) == (3, before)
        assert "units/so-a/unit.yaml" in done.err

    def test_at_a_terminal_what_is_open_is_asked(
        self, ct58: Ct58, ended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Day, document, cut-off, judging; one receiver for some, another by the number of the list; then a yes."""
        said = ask(
            monkeypatch, tmp_path,
            ("10/2/2025", "1-QĐ/TU", "5/2/2025", "20/2/2025", "c", "", "kết thúc", "Đảng bộ X", "1", "1", "c"),
        )  # fmt: skip
        done = ct58("programme", "close")
        assert done.code == 0, done.err
        assert said.left_over == []
        text = (ended / "programme.yaml").read_text("utf-8")
        assert "judge: true, receivers: {" in text
        assert "bodies: {dang-bo-x: Đảng bộ X}" in text
        assert "hoi: null, van-phong: null, so-a: dang-bo-x, so-y-te: dang-bo-x, PL-01: dang-bo-x" in text

    @pytest.mark.parametrize(
        "answers", [("10/2/2025", CTRL_C), ("10/2/2025", "1", "", "", "k", "X", "1", "k")]
    )
    def test_leaving_and_a_no_write_nothing(
        self,
        ct58: Ct58,
        ended: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        answers: tuple[str, ...],
    ) -> None:
        """Ctrl-C on the way, or a no at the end."""
        before = contents(ended)
        ask(monkeypatch, tmp_path, answers)
        ct58("programme", "close")
        assert contents(ended) == before


class TestReopen:
    """The end taken back."""

    def test_the_units_go_on_and_the_end_stays_with_the_reason(self, ct58: Ct58, ended: Path) -> None:
        """One that had ended before stays so; it may end again afterwards."""
        units = {name: text for name, text in contents(ended).items() if name.startswith("units/")}
        ct58(*ALL)
        done = ct58("programme", "reopen", "--reason", "thu hồi quyết định")
        assert done.code == 0, done.err
        after = contents(ended)
        nulled = units["units/so-a/unit.yaml"] + b"valid_to: null\n"
        assert after["units/so-a/unit.yaml"] == nulled
        assert after["units/hoi/unit.yaml"] == units["units/hoi/unit.yaml"]
        assert after["units/so-b/unit.yaml"] == units["units/so-b/unit.yaml"]
        text = after["programme.yaml"].decode()
        assert "closed_on: null" in text
        assert 'reopenings: [{"on": 2025-03-01, reason: thu hồi quyết định, closed_on: 2025-02-10' in text
        assert ct58("check").code == 0
        assert ct58(*ALL).code == 0

    def test_a_closing_typed_by_hand_is_taken_back_too(self, ct58: Ct58, ended: Path) -> None:
        """Also where it says what is so anyway."""
        closing = (
            "closed_on: 2025-02-10, closing: {document: {number: X}, judge: false, receivers: {so-a: null}}"
        )
        (ended / "programme.yaml").write_text(NEWER.replace("closed_on: null", closing), "utf-8")
        done = ct58("programme", "reopen", "--reason", "x")
        assert done.code == 0, done.err

    def test_without_an_end_or_a_reason_there_is_nothing_to_take_back(self, ct58: Ct58, ended: Path) -> None:
        """Said so."""
        assert ct58("programme", "reopen", "--reason", "x").code == 4
        assert ct58("programme", "reopen").code == 2
