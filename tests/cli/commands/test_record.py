"""`ct58 record event`, `void` and `item`, on real files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, environment, report_text, write_data
from tests.support.desk import sit_down
from tests.support.links import link
from tests.support.prompting import ScriptedPrompter

TASK_FILE = "tasks/PL-01.yaml"
UNIT_FILE = "units/so-y-te/events.yaml"
HEAD = "# yaml-language-server: $schema=../../schemas/item.json\nitem: PL-01\nevents:\n"
MEANT = "item: BC-QUY, occurrence: 2021-Q2"
DOCUMENT = "{number: 50-CV, date: 2021-07-15}"
TWO_BODIES = PROGRAMME.replace(
    "submit_to: [standing_committee]", "submit_to: [standing_committee, executive_committee]"
)


@pytest.fixture(autouse=True)
def _in_july(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 15 July 2021."""
    sit_down(monkeypatch, tmp_path, "2021-07-15")


def read(data: Path, file: str = TASK_FILE) -> str:
    """A file's text."""
    return (data / file).read_text("utf-8")


class TestEvent:
    """What happened."""

    def test_it_is_one_line_and_its_effect_is_shown(self, ct58: Ct58, data: Path) -> None:
        """The item, the event, what turned, and how to take it back."""
        done = ct58("record", "event", "pl-01", "submitted", "--on", "25/6/2021", "--number", "12-TTr/BTG")
        assert done.code == 0
        assert done.out.splitlines() == [
            "PL-01 Kế hoạch tuyên truyền",
            "2021-06-25 · submitted · 12-TTr/BTG",
            "Effect     PL-01: Overdue 15 days, not begun → Completed on time",
            "Recorded. By mistake? Type: ct58 undo",
        ]
        line = "- {date: 2021-06-25, event: submitted, document: {number: 12-TTr/BTG, date: 2021-06-25}}\n"
        assert read(data) == HEAD + line

    def test_a_task_with_two_bodies_is_done_when_both_have_it(self, ct58: Ct58, tmp_path: Path) -> None:
        """What one sent back, it must get again; the later day counts."""
        write_data(tmp_path, **{"programme.yaml": TWO_BODIES})
        steps = [
            ("submitted", "btv", "20/6", "Overdue 15 days, in progress"),
            ("submitted", "bch", "25/6", "Completed on time"),
            ("returned", "bch", "28/6", "Overdue 15 days, in progress"),
            ("submitted", "bch", "2/7", "Completed late 2 days"),
        ]
        for kind, body, on, status in steps:
            done = ct58("record", "event", "PL-01", kind, "--to", body, "--on", f"{on}/2021")
            assert f"→ {status}" in done.out
        assert ct58("check").code == 0

    def test_comments_and_everything_else_stay(self, ct58: Ct58, tmp_path: Path) -> None:
        """Line ends, too."""
        old = "# sổ\r\nitem: PL-01   # kế hoạch\r\n\r\nevents:\r\n- {event: started, date: 2021-06-01}  # a\r\n# hết\r\n"
        data = write_data(tmp_path)
        (data / "tasks").mkdir()
        (data / TASK_FILE).write_bytes(old.encode())
        assert ct58("record", "event", "PL-01", "reminded").code == 0
        added = "# a\r\n- {date: 2021-07-15, event: reminded}\r\n# hết"
        assert (data / TASK_FILE).read_bytes() == old.replace("# a\r\n# hết", added).encode()

    def test_a_promise_and_an_extension_move_only_that_unit(self, ct58: Ct58, tmp_path: Path) -> None:
        """Which report is meant is known: the only one whose period has ended."""
        other = "id: so-a\nname: Sở A\nkind: agency\norganisation: grassroots_committee\n"
        data = write_data(tmp_path, **{"units/so-a/unit.yaml": other})
        assert ct58("record", "event", "BC-QUY", "promised", "--unit", "so y te", "--until", "20/7").code == 0
        done = ct58(
            "record", "event", "BC-QUY", "extended", "--unit", "so-y-te", "--until", "30/7", "--number", "50-CV"
        )  # fmt: skip
        assert [line for line in done.out.splitlines() if line.startswith("Effect")] == [
            "Effect     BC-QUY 2021-Q2, Đảng bộ Sở Y tế: Overdue 10 days, not begun → Due soon, extended 1 times"
        ]
        assert read(data, UNIT_FILE).splitlines()[3:] == [
            f"- {{{MEANT}, date: 2021-07-15, event: promised, until: 2021-07-20}}",
            f"- {{{MEANT}, date: 2021-07-15, event: extended, until: 2021-07-30, document: {DOCUMENT}}}",
        ]
        late = ct58("overdue", "--kind", "report", "--as-of", "2021-07-20", "--format", "json").data
        assert [entry["owners"] for entry in late] == [["so-a"]]

    def test_an_extension_for_all_does_not_concern_who_has_sent(self, ct58: Ct58, tmp_path: Path) -> None:
        """The reports are looked at."""
        write_data(tmp_path, **{REPORT: report_text()})
        done = ct58(
            "record", "event", "BC-QUY", "extended", "--occurrence", "quý 2/2021", "--until", "30/7", "--number", "5"
        )  # fmt: skip
        assert done.code == 0
        assert "Effect" not in done.out

    def test_work_that_is_not_the_end_says_what_is_lacking(self, ct58: Ct58, tmp_path: Path) -> None:
        """Issued, and one of the two bodies does not have it."""
        write_data(tmp_path, **{"programme.yaml": TWO_BODIES})
        ct58("record", "event", "PL-01", "submitted", "--to", "btv", "--on", "20/6")
        done = ct58("record", "event", "PL-01", "issued", "--on", "1/7", "--number", "9-KH/ĐUK")
        said = "Not done by that (Overdue 15 days, in progress): still to be submitted to BCH."
        assert said in done.out.splitlines()

    def test_several_units_are_reminded_at_once_of_the_newest_that_is_open(
        self, ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without saying the period, in which there is a debt of an earlier one, too."""
        other = "id: so-a\nname: Sở A\nkind: agency\norganisation: grassroots_committee\n"
        data = write_data(tmp_path, **{"units/so-a/unit.yaml": other})
        sit_down(monkeypatch, tmp_path, "2021-10-15")
        done = ct58("record", "event", "bcquy", "reminded", "--unit", "so y te", "--unit", "so a")
        assert done.code == 0
        assert done.out.splitlines()[:2] == [
            "BC-QUY Báo cáo quý, 2 units",
            "2021-10-15 · reminded · 2021-Q3: Đảng bộ Sở Y tế, Sở A",
        ]
        line = "- {item: BC-QUY, occurrence: 2021-Q3, date: 2021-10-15, event: reminded}"
        for unit in ("so-y-te", "so-a"):
            assert read(data, f"units/{unit}/events.yaml").splitlines()[3:] == [line]
        assert ct58("undo").code == 0
        assert not (data / "units/so-a/events.yaml").exists()

    def test_what_turns_alike_for_several_units_is_one_line(self, ct58: Ct58, tmp_path: Path) -> None:
        """Extended together."""
        other = "id: so-a\nname: Sở A\nkind: agency\norganisation: grassroots_committee\n"
        write_data(tmp_path, **{"units/so-a/unit.yaml": other})
        units = ("--unit", "so-y-te", "--unit", "so-a")
        done = ct58("record", "event", "BC-QUY", "extended", *units, "--until", "30/7", "--number", "5-CV")
        assert [line for line in done.out.splitlines() if line.startswith("Effect")] == [
            "Effect     BC-QUY 2021-Q2, 2 units: Overdue → Due soon"
        ]

    def test_what_looks_odd_is_asked_about_at_a_terminal(
        self, ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Enter is no; a script records it, and the answer says so."""
        before = ("record", "event", "PL-01", "started", "--on", "2021-04-01")
        assert "Look again 2021-04-01 is before the programme was issued (2021-04-07)." in ct58(*before).out
        assert ct58("undo").code == 0
        sit_down(monkeypatch, tmp_path, "2021-07-15", asks=True)
        for answer, code in (("", 130), ("k", 130), ("c", 0)):
            person = ScriptedPrompter([answer])
            monkeypatch.setattr("ct58.cli.dialogue.prompts.TerminalPrompter", lambda _width, p=person: p)
            assert ct58(*before).code == code
            assert "is before the programme was issued" in person.screen
            assert (data / TASK_FILE).exists() is (code == 0)

    def test_a_trial_writes_nothing(self, ct58: Ct58, data: Path) -> None:
        """But says what it would turn."""
        done = ct58("record", "event", "PL-01", "submitted", "--dry-run")
        assert "Completed late 15 days" in done.out
        assert "A trial: nothing was written." in done.out
        assert not (data / TASK_FILE).exists()

    def test_what_looks_like_the_same_fact_is_pointed_out(self, ct58: Ct58, data: Path) -> None:
        """Somebody else recorded it with another day; exactly the same is refused."""
        ct58("record", "event", "PL-01", "submitted", "--on", "1/7/2021")
        assert ct58("record", "event", "PL-01", "submitted", "--on", "1/7/2021").code == 4
        done = ct58("record", "event", "PL-01", "submitted", "--on", "2/7/2021")
        assert done.code == 0
        assert "“submitted” was already recorded, of 2021-07-01. Is it the same?" in done.out

    def test_a_new_warning_is_shown(self, ct58: Ct58, data: Path) -> None:
        """An extension that doesn't extend is recorded, but the clerk should look again."""
        done = ct58("record", "event", "PL-01", "extended", "--until", "15/6", "--on", "1/6", "--number", "4")
        assert done.code == 0
        assert "Look again Extended to 2021-06-15, which is not after the deadline in force" in done.out

    def test_errors_elsewhere_are_one_warning(self, ct58: Ct58, tmp_path: Path) -> None:
        """They hold up nothing."""
        write_data(tmp_path, **{UNIT_FILE: "unit: [\n"})
        done = ct58("record", "event", "PL-01", "started")
        assert done.code == 0
        assert done.err.startswith("Note: ")
        assert UNIT_FILE in done.err
        assert ct58("record", "event", "PL-01", "reminded", "--quiet").err == ""

    def test_a_link_out_of_the_folder_is_an_error_elsewhere(self, ct58: Ct58, tmp_path: Path) -> None:
        """It is named for what it is; what it would hold does not count as missing."""
        data = write_data(tmp_path)
        outside = tmp_path / "unit.yaml"
        entry = data / "units/so-y-te/unit.yaml"
        entry.rename(outside)
        link(entry, outside)
        done = ct58("record", "event", "PL-01", "started")
        assert done.code == 0
        assert done.err == (
            "Note: 1 errors elsewhere in the data (units/so-y-te/unit.yaml). See: ct58 check\n"
        )

    def test_errors_in_its_own_file_hold_it_up(self, ct58: Ct58, tmp_path: Path) -> None:
        """The line and the remedy are named."""
        write_data(tmp_path, **{TASK_FILE: "item: PL-01\nevents:\n- {date: 2021-06-31, event: started}\n"})
        done = ct58("record", "event", "PL-01", "submitted")
        assert done.code == 3
        assert "Line 3: “2021-06-31” is not in the calendar." in done.err

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("PL-02", "started"), 2, "There is no item PL-02 (did you mean “PL-01”?)."),
            (("PL-01", "done"), 2, "done"),
            (("PL-01", "submitted", "--on", "16/7/2021"), 2, "2021-07-16 lies ahead"),
            (("PL-01", "submitted", "--on", "31/6/2021"), 2, "is not in the calendar"),
            (("PL-01", "submitted", "--to", "bch"), 2, "PL-01 is not submitted to BCH."),
            (("PL-01", "submitted", "--to", "BCH"), 2, "PL-01 is not submitted to BCH."),
            (
                ("BC-QUY", "promised", "--unit", "so", "y", "te"),
                2,
                'Not understood: y te. A name of several words stands in quotes: --unit "so y te".',
            ),
            (("PL-01", "promised"), 2, "Add --until"),
            (("PL-01", "started", "--unit", "so-y-te"), 2, "Leave out --unit."),
            (("PL-01", "started", "--occurrence", "2021"), 2, "PL-01 has no occurrence 2021"),
            (("BC-QUY", "submitted", "--unit", "so-y-te"), 2, "ct58 receive"),
            (("BC-QUY", "promised", "--unit", "so y the", "--until", "20/7"), 2, "so-y-te"),
            (("PL-01", "returned"), 4, "nothing was submitted before"),
            (("PL-01", "resumed"), 4, "it was not suspended"),
        ],
    )
    def test_refusals(self, ct58: Ct58, data: Path, words: tuple[str, ...], code: int, said: str) -> None:
        """2: the words are wrong; 4: the record contradicts. Nothing is written."""
        done = ct58("record", "event", *words)
        assert (done.code, done.out) == (code, "")
        assert said in done.err
        assert not (data / "tasks").exists()

    def test_two_at_once_both_succeed(self, data: Path, tmp_path: Path) -> None:
        """Neither line is lost."""
        command = [sys.executable, "-m", "ct58", "record", "event", "PL-01", "noted", "--reason"]
        more = environment(CT58_STATE=str(tmp_path / "state"))
        running = [subprocess.Popen([*command, f"ghi {n}"], cwd=tmp_path, env=more) for n in range(3)]
        assert [process.wait() for process in running] == [0, 0, 0]
        assert sorted(line[-8:-1] for line in read(data).splitlines()[3:]) == [f": ghi {n}" for n in range(3)]


class TestVoid:
    """A wrong event stays in the file with the reason."""

    def test_only_its_own_line_changes(self, ct58: Ct58, tmp_path: Path) -> None:
        """It no longer counts."""
        lines = [
            "- {date: 2021-06-01, event: started}   # theo lịch",
            "- {date: 2021-06-20, event: submitted, to: null}",
        ]
        data = write_data(
            tmp_path, **{TASK_FILE: "item: PL-01\nevents:\n" + "\n".join(lines) + "  # a\n# hết\n"}
        )
        done = ct58("record", "void", "PL-01", "--reason", "nhầm: việc khác")
        assert done.code == 0
        assert "Voided: 2021-06-20 · submitted" in done.out
        assert "Completed on time → Overdue 15 days, in progress" in done.out
        after = read(data).splitlines()
        assert after[:3] == ["item: PL-01", "events:", lines[0]]
        assert 'voided: {date: 2021-07-15, reason: "nhầm: việc khác"}' in after[3]
        assert after[3].endswith("}  # a")
        assert after[4:] == ["# hết"]
        assert ct58("check").code == 0

    def test_a_units_event(self, ct58: Ct58, data: Path) -> None:
        """It is the unit's line."""
        ct58("record", "event", "BC-QUY", "promised", "--unit", "so-y-te", "--until", "20/7")
        assert ct58("record", "void", "BC-QUY", "--reason", "nhầm").code == 4
        assert ct58("record", "void", "BC-QUY", "--unit", "so-y-te", "--reason", "nhầm").code == 0
        assert "voided: {date: 2021-07-15, reason: nhầm}" in read(data, UNIT_FILE)

    def test_what_others_rest_upon_is_not_voided(self, ct58: Ct58, data: Path) -> None:
        """A return without its submission would be an error."""
        ct58("record", "event", "PL-01", "submitted", "--on", "20/6/2021")
        ct58("record", "event", "PL-01", "returned", "--on", "25/6/2021")
        done = ct58("record", "void", "PL-01", "--event", "1", "--reason", "nhầm")
        assert done.code == 4
        assert "voided" not in read(data)

    @pytest.mark.parametrize(
        ("words", "code"), [(("--reason", " "), 2), ((), 2), (("--reason", "x", "--event", "5"), 2)]
    )
    def test_refusals(self, ct58: Ct58, data: Path, words: tuple[str, ...], code: int) -> None:
        """A reason, and an event that is there."""
        ct58("record", "event", "PL-01", "started")
        before = read(data)
        assert ct58("record", "void", "PL-01", *words).code == code
        assert read(data) == before


class TestItem:
    """What came up on the way, followed to its end."""

    def test_a_conclusion_is_followed_to_its_end(
        self, ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Entered, overdue, extended, submitted late."""
        made = ct58(
            "record", "item", "KL-01", "--title", "Báo cáo giải trình", "--lead", "VP", "--by", "30/9/2021",
            "--submit-to", "btv", "--source-number", "125-KL/ĐUK", "--clause", "II.1-1",
        )  # fmt: skip
        assert made.out.splitlines()[:2] == [
            "New item KL-01: Báo cáo giải trình",
            "Led by Văn phòng, by 2021-09-30",
        ]
        sit_down(monkeypatch, tmp_path, "2021-10-05")
        late = {entry["id"] for entry in ct58("overdue", "--format", "json").data}
        assert "KL-01" in late
        ct58("record", "event", "KL-01", "extended", "--until", "10/10", "--number", "9-CV")
        sit_down(monkeypatch, tmp_path, "2021-10-11")
        done = ct58("record", "event", "KL-01", "submitted", "--to", "btv")
        assert "→ Completed late 1 day, extended 1 times" in done.out
        assert read(data, "tasks/KL-01.yaml").splitlines()[1:] == [
            "item: KL-01",
            "title: Báo cáo giải trình",
            "lead: [van-phong]",
            "deadline: {by: 2021-09-30}",
            "submit_to: [standing_committee]",
            "clauses: [II.1-1]",
            "source: {number: 125-KL/ĐUK}",
            "events:",
            "- {date: 2021-10-05, event: extended, until: 2021-10-10, document: {number: 9-CV, date: 2021-10-05}}",
            "- {date: 2021-10-11, event: submitted, to: standing_committee}",
        ]
        assert ct58("check").code == 0

    @pytest.mark.parametrize(
        ("id_", "words", "code"),
        [
            ("PL-01", (), 4),
            ("../x", (), 2),
            ("NUL", (), 2),
            ("KL-01", ("--title", ""), 2),
            ("KL-01", ("--lead", "ai"), 2),
            ("KL-01", ("--submit-to", "tỉnh ủy"), 2),
            ("KL-01", ("--clause", "IX"), 4),
            ("KL-01", ("--by", "31/9/2021"), 2),
        ],
    )
    def test_refusals(self, ct58: Ct58, data: Path, id_: str, words: tuple[str, ...], code: int) -> None:
        """Nothing is written, inside the folder or outside."""
        done = ct58("record", "item", id_, "--title", "Kết luận", "--lead", "VP", *words)
        assert done.code == code
        assert not (data / "tasks").exists()
        assert not (data / "x.yaml").exists()
