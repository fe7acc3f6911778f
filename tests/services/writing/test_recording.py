"""Recording: planned on fresh data, judged before it is written, remembered for undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from tests.support.command_line import FILES, REPORT, contents, report_text, write_data
from tests.support.offices import period
from tests.support.refusals import bad_usage, refused, words_of
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.domain.checks.context import Context
from ct58.domain.checks.registry import Touched, check_records
from ct58.domain.planning.arrivals import ArrivalWords, plan_receive
from ct58.domain.planning.edits import Append, Edit, NewFile, Plain, SetValue
from ct58.domain.planning.events import EventWords, find_item, plan_event
from ct58.domain.planning.reports import ReportWords, plan_report
from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_unit
from ct58.errors import Finding, InvalidData
from ct58.services.reading.opening import STATUS_SLICE
from ct58.services.writing.recording import (
    Desk,
    OfficePlan,
    Recorded,
    effect,
    make_record,
)
from ct58.services.writing.undoing import handed_on, last_record, undo
from ct58.store.journal import Journal

TODAY = dt.date(2021, 7, 15)
TASK_FILE = "tasks/PL-01.yaml"
SUBMITTED = "- {date: 2021-06-20, event: submitted}\n"
UNIT = FILES["units/so-y-te/unit.yaml"]
Tree: TypeAlias = dict[str, Plain]
KL_01: Tree = {"item": "KL-01", "title": "Kết luận", "lead": ("van-phong",)}
SO_A: Tree = {"id": "so-a", "name": "Sở A", "kind": "agency", "organisation": "grassroots_committee"}


def desk(root: Path, words: str = "record event") -> Desk:
    """The place of one clerk."""
    own = root.parent
    return Desk(
        root=root, cache=own / "cache", state=own / "state", holder="hoa@pc (pid 1, 09:12:00)", words=words
    )


def happened(kind: EventKind, on: dt.date = TODAY, item: str = "PL-01") -> OfficePlan:
    """A plan that adds an event of a joint item."""
    words = EventWords(event=kind, on=on)
    return lambda office: plan_event(office, find_item(office, item), [None], words, on)


def made(root: Path, plan: OfficePlan, *, dry_run: bool = False, words: str = "record event") -> Recorded:
    """A record."""
    return make_record(desk(root, words), STATUS_SLICE, plan, dry_run=dry_run)


def events(*lines: str) -> str:
    """The file of PL-01."""
    return f"item: PL-01\nevents:\n{''.join(lines)}"


class TestWriting:
    """One change, safely."""

    def test_a_record_is_written_and_its_effect_is_known(self, tmp_path: Path) -> None:
        """The data before and after, the files, and what turned."""
        root = write_data(tmp_path, **{TASK_FILE: events()[:-1] + " []\n"})
        recorded = made(root, happened("submitted"))
        assert recorded.is_written
        assert recorded.changes.files == (TASK_FILE,)
        assert (root / TASK_FILE).read_text("utf-8") == events("- {date: 2021-07-15, event: submitted}\n")
        (turn,) = effect(recorded, TODAY).consequences.turns
        assert (turn.before.status, turn.after.status) == ("overdue", "completed_late")

    def test_only_the_reports_that_change_are_checked_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The first load found what is in the rest; the candidate differs from it in one file."""
        root = write_data(tmp_path)
        looked_at: list[Touched | None] = []

        def watched(context: Context, touched: Touched | None = None, *others: Any) -> Iterator[Finding]:
            looked_at.append(touched)
            return check_records(context, touched, *others)

        def correct(office: Office) -> Edit:
            words = ReportWords(figures={"members_admitted": 3}, reason="x")
            return plan_report(office, find_unit(office, "so-y-te"), period("2021-Q2"), words, TODAY)

        monkeypatch.setattr("ct58.domain.checks.registry.check_records", watched)
        made(root, correct)
        assert looked_at[-1] == Touched(frozenset({"so-y-te"}), only_reports=True)

    def test_a_trial_writes_nothing(self, tmp_path: Path) -> None:
        """Neither data nor journal; the effect is known all the same."""
        root = write_data(tmp_path)
        before = contents(root)
        recorded = made(root, happened("submitted"), dry_run=True)
        assert contents(root) == before
        assert not recorded.is_written
        assert recorded.changes.files == (TASK_FILE,)
        assert len(effect(recorded, TODAY).consequences.turns) == 1
        assert Journal(desk(root).state).entries() == ()

    def test_what_is_so_already_is_not_written(self, tmp_path: Path) -> None:
        """And is nothing to undo."""
        root = write_data(tmp_path)
        recorded = made(root, lambda _: ())
        assert (recorded.is_written, recorded.changes.files) == (False, ())
        assert Journal(desk(root).state).entries() == ()

    def test_a_refused_plan_leaves_everything_as_it_was(self, tmp_path: Path) -> None:
        """Not even the lock's trace of the holder stays."""
        root = write_data(tmp_path)
        before = contents(root)
        with refused("nothing was submitted before"):
            made(root, happened("returned"))
        kept = {name: content for name, content in contents(root).items() if name != ".ct58.lock"}
        assert kept == before

    def test_a_plan_sees_what_somebody_else_wrote_meanwhile(self, tmp_path: Path) -> None:
        """It is made from the data under the lock, not from what was read before."""
        root = write_data(tmp_path)
        made(root, happened("submitted"))
        with refused("This event is already recorded."):
            made(root, happened("submitted"))

    def test_a_field_that_changed_since_it_was_seen_is_named_with_both_values(self, tmp_path: Path) -> None:
        """A person was asked before the lock: what she saw there, what is there now, what she wants."""
        root = write_data(tmp_path, **{REPORT: report_text(admitted="12")})
        seen = made(root, lambda _: ()).before.reports["so-y-te", "2021-Q2"].figures["members_admitted"]
        assert seen == 12
        (root / REPORT).write_text(report_text(admitted="21"), encoding="utf-8", newline="\n")
        edit = (SetValue(file=REPORT, at=("figures", "members_admitted"), value=13, expected=seen),)
        with refused("Before: 12. Now: 21. Yours: 13."):
            made(root, lambda _: edit)
        assert (root / REPORT).read_text("utf-8") == report_text(admitted="21")


class TestErrors:
    """New errors are refused; those that are there already hold up nobody else's record."""

    def test_a_new_error_is_refused_and_nothing_touched(self, tmp_path: Path) -> None:
        """Here by an event that an earlier day forbids afterwards."""
        root = write_data(tmp_path, **{TASK_FILE: events(SUBMITTED)})
        words = EventWords(event="dropped", on=dt.date(2021, 6, 1), number="3-QĐ")
        with refused("Not recorded, because the data would be wrong (E208): The event “submitted”"):
            made(root, lambda office: plan_event(office, find_item(office, "PL-01"), [None], words, words.on))
        assert (root / TASK_FILE).read_text("utf-8") == events(SUBMITTED)

    def test_a_trial_is_judged_as_strictly(self, tmp_path: Path) -> None:
        """It would be no trial otherwise."""
        root = write_data(tmp_path)
        unknown: Edit = (
            NewFile(file="tasks/KL-01.yaml", value={"item": "KL-01", "title": "x", "lead": ("ai",)}),
        )
        with refused("the data would be wrong (P303)"):
            made(root, lambda _: unknown, dry_run=True)

    def test_the_same_error_once_more_is_new(self, tmp_path: Path) -> None:
        """That the file has one does not allow a second."""
        wrong = "- {date: 2021-06-20, event: returned}\n"
        root = write_data(tmp_path, **{TASK_FILE: events(wrong)})
        value: Tree = {"date": dt.date(2021, 6, 21), "event": "returned"}
        edit = (Append(file=TASK_FILE, at=("events",), value=value),)
        with refused("(E208)"):
            made(root, lambda _: edit)

    def test_an_error_that_only_moved_is_not_new(self, tmp_path: Path) -> None:
        """A figure is corrected above one that stays wrong."""
        wrong = report_text(admitted="-5").replace("quality: final\n", "")
        root = write_data(tmp_path, **{REPORT: wrong})
        made(root, lambda _: (SetValue(file=REPORT, at=("quality",), value="final", expected=None),))
        assert "quality: final" in (root / REPORT).read_text("utf-8")

    @pytest.mark.parametrize(
        ("file", "text"),
        [
            ("tasks/PL-02.yaml", "item: [\n"),
            (REPORT, report_text(admitted="“12”")),
            ("units/so-y-te/events.yaml", "unit: so-y-te\nevents: [{event: started}]\n"),
            ("units/so-a/unit.yaml", "id: so-a\nname: Sở A\nkind: agncy\n"),
            ("periods/2021-Q2.yaml", "period: 2021-Q3\n"),
        ],
    )
    def test_an_error_elsewhere_does_not_hold_up_a_record(self, tmp_path: Path, file: str, text: str) -> None:
        """It is handed on, so that the clerk is told."""
        root = write_data(tmp_path, **{file: text})
        recorded = made(root, happened("submitted"))
        assert recorded.is_written
        assert {finding.file for finding in recorded.errors_elsewhere} == {file}

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (
                events("- {date: 2021-13-01, event: started}\n"),
                "Line 3: “2021-13-01” is not in the calendar.",
            ),
            (events("- {date: 2021-06-01, event: startd}\n"), "(did you mean “started”?)"),
            ("item: [\n", "Line "),
        ],
    )
    def test_nothing_is_added_to_a_file_that_cannot_be_read(
        self, tmp_path: Path, text: str, reason: str
    ) -> None:
        """Nobody knows what stands in it: that is put right first, and where is said."""
        root = write_data(tmp_path, **{TASK_FILE: text})
        with pytest.raises(InvalidData) as found:
            made(root, happened("started"))
        assert "tasks/PL-01.yaml has errors" in words_of(found.value)
        assert reason in words_of(found.value)
        assert (root / TASK_FILE).read_text("utf-8") == text

    @pytest.mark.parametrize("of", ["2021-Q2", "2021-Q3"])
    def test_a_report_in_another_s_file_keeps_both_from_being_changed(self, tmp_path: Path, of: str) -> None:
        """Neither the file's own report nor the one that it says it is; exit 3, with the line and the remedy."""
        text = report_text().replace("2021-Q2", "2021-Q3")
        root = write_data(tmp_path, **{REPORT: text})

        def plan(office: Office) -> Edit:
            return plan_receive(
                office, [(office.units["so-y-te"], period("2021-Q2"))], ArrivalWords(on=TODAY)
            )

        def correct(office: Office) -> Edit:
            words = ReportWords(figures={"members_admitted": 3}, reason="x")
            return plan_report(office, find_unit(office, "so-y-te"), period("2021-Q3"), words, TODAY)

        with pytest.raises(InvalidData) as found:
            made(root, plan if of == "2021-Q2" else correct)
        assert f"Not recorded: {REPORT} and what stands in it contradict each other." in words_of(found.value)
        assert "Line 2: The file says 2021-Q3, its place says 2021-Q2." in words_of(found.value)
        assert "ct58 check" in words_of(found.value)
        assert contents(root)[REPORT] == text.encode()

    def test_what_cannot_be_found_may_stand_in_a_file_that_was_not_read(self, tmp_path: Path) -> None:
        """The clerk is told which."""
        root = write_data(tmp_path, **{"units/so-y-te/unit.yaml": UNIT.replace("agency", "5")})

        def plan(office: Office) -> Edit:
            find_unit(office, "so-y-te")
            return ()

        with pytest.raises(InvalidData) as found:
            made(root, plan)
        assert "units/so-y-te/unit.yaml has errors, so nothing is known of so-y-te" in words_of(found.value)

    def test_a_name_that_nothing_has_may_be_of_a_file_that_was_not_read(self, tmp_path: Path) -> None:
        """The refusal says which those are."""
        root = write_data(tmp_path, **{"units/so-y-te/unit.yaml": UNIT.replace("agency", "5")})

        def plan(office: Office) -> Edit:
            find_unit(office, "Bệnh viện")
            return ()

        with bad_usage("Because of errors, not read: units/so-y-te/unit.yaml. See: ct58 check"):
            made(root, plan)

    def test_without_a_programme_nothing_can_be_recorded(self, tmp_path: Path) -> None:
        """Nobody knows what is followed."""
        root = write_data(tmp_path, **{"programme.yaml": "programme: [\n"})
        with pytest.raises(InvalidData):
            made(root, happened("submitted"))

    def test_new_warnings_are_handed_on(self, tmp_path: Path) -> None:
        """They are recorded, but the clerk should look again; old ones are not repeated."""
        root = write_data(tmp_path)
        assert [finding.code for finding in made(root, happened("issued")).warnings] == ["E217"]
        assert made(root, happened("reminded")).warnings == ()


class TestUndo:
    """Taking back one's last record."""

    def test_the_files_are_as_they_were(self, tmp_path: Path) -> None:
        """Byte for byte; a file that was new goes away."""
        root = write_data(tmp_path, **{TASK_FILE: "# sổ\r\nitem: PL-01\r\nevents: []  # chưa có\r\n"})
        before = contents(root)
        made(root, happened("submitted"))
        made(root, lambda _: (NewFile(file="tasks/KL-01.yaml", value=KL_01),))
        for _ in range(2):
            undo(desk(root), last_record(desk(root), git_environment()))
        assert {name: text for name, text in contents(root).items() if name != ".ct58.lock"} == before
        with refused("There is nothing of yours to take back."):
            last_record(desk(root), git_environment())

    def test_the_words_and_the_writer_are_remembered(self, tmp_path: Path) -> None:
        """Two people may share one login."""
        root = write_data(tmp_path)
        made(root, happened("submitted"), words="record event PL-01 submitted")
        entry = last_record(desk(root), git_environment())
        assert (entry.words, entry.holder) == ("record event PL-01 submitted", "hoa@pc (pid 1, 09:12:00)")

    def test_what_was_changed_since_is_not_taken_back(self, tmp_path: Path) -> None:
        """By whomever: in an editor, or by another clerk."""
        root = write_data(tmp_path)
        made(root, happened("submitted"))
        entry = last_record(desk(root), git_environment())
        with (root / TASK_FILE).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write("# đã xem\n")
        after = contents(root)
        with refused("Not taken back: tasks/PL-01.yaml was changed since then."):
            undo(desk(root), entry)
        assert contents(root) == after
        assert last_record(desk(root), git_environment()) == entry

    def test_what_others_build_upon_is_not_taken_back(self, tmp_path: Path) -> None:
        """An event is recorded of an item that would go away: another file, but it would be wrong."""
        root = write_data(tmp_path)
        made(root, lambda _: (NewFile(file="units/so-a/unit.yaml", value=SO_A),))
        entry = last_record(desk(root), git_environment())
        (root / "units/so-a/reports").mkdir()
        report = report_text().replace("so-y-te", "so-a")
        (root / "units/so-a/reports/2021-Q2.yaml").write_text(report, encoding="utf-8")
        with refused("the data would be wrong"):
            undo(desk(root), entry)
        assert (root / "units/so-a/unit.yaml").is_file()

    def test_an_undo_that_was_cut_short_can_be_made_again(self, tmp_path: Path) -> None:
        """One of two files is as it was already."""
        root = write_data(tmp_path)
        both = (
            NewFile(file="tasks/KL-01.yaml", value=KL_01),
            NewFile(file="units/so-a/unit.yaml", value=SO_A),
        )
        made(root, lambda _: both)
        (root / "tasks/KL-01.yaml").unlink()
        undo(desk(root), last_record(desk(root), git_environment()))
        assert not (root / "units/so-a/unit.yaml").exists()


def test_only_what_was_fetched_or_sent_counts(tmp_path: Path) -> None:
    """Kept here is still one's own; line ends make no difference."""
    put(begin(tmp_path), "data/a.yaml", "a: 1\n")
    keep(tmp_path)
    asked = {"a.yaml": b"a: 1\r\n", "b.yaml": None, "c.yaml": b"c: 1\n"}
    assert handed_on(tmp_path / "data", git_environment(), asked) == ()
    git(tmp_path, "update-ref", "refs/ct58/queued/x", "HEAD")
    assert handed_on(tmp_path / "data", git_environment(), asked) == ("a.yaml",)


def test_without_a_history_nobody_has_anything(tmp_path: Path) -> None:
    """Nor without git."""
    assert handed_on(tmp_path, git_environment(), {"a.yaml": b"a"}) == ()
    assert handed_on(tmp_path, {"PATH": str(tmp_path)}, {"a.yaml": b"a"}) == ()
