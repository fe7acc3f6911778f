"""`ct58 unit`: the register, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.cli.conftest import Ct58
from tests.support.command_line import FILES, REPORT, contents, report_text, write_data
from tests.support.desk import sit_down

SO_A = "id: so-a\nname: Đảng bộ Sở A\nkind: agency\norganisation: grassroots_committee\n"
SO_B = (
    "# kept\nid: so-b\nname: Đảng bộ Sở B   # as printed\nkind: agency\norganisation: grassroots_committee\n"
)
MERGE = ("unit", "merge", "so-a", "so-b", "--name", "Đảng bộ Sở AB", "--into", "so-ab", "--on", "1/10/2021")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `undo` remembers stays with the test."""
    monkeypatch.setenv("CT58_STATE", str(tmp_path / "state"))


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """so-y-te, so-a and so-b."""
    return write_data(tmp_path, **{"units/so-a/unit.yaml": SO_A, "units/so-b/unit.yaml": SO_B})


def read(data: Path, id_: str) -> str:
    """A unit's file."""
    return (data / "units" / id_ / "unit.yaml").read_text(encoding="utf-8")


def sheet(folder: Path, *rows: tuple[object, ...]) -> str:
    """A workbook with a header and these rows; returns its name."""
    workbook = Workbook()
    active = workbook.active
    assert active is not None
    for row in (("DANH SÁCH",), ("TT", "Tên đơn vị", "Loại hình"), *rows):
        active.append(list(row))
    workbook.save(folder / "ds.xlsx")
    return "ds.xlsx"


class TestAdd:
    """Adding one unit."""

    def test_a_unit_is_written_and_found_by_all_its_names(self, ct58: Ct58, data: Path) -> None:
        """Without accents, by id or alias; and expected from then on."""
        done = ct58(
            "unit", "add", "--name", "Đảng bộ Sở Xây dựng", "--kind", "Cơ quan", "--order", "3",
            "--alias", "SXD", "--valid-from", "28/2/2020", "--phone", "0200 111",
        )  # fmt: skip
        assert done.code == 0
        assert "Đảng bộ Sở Xây dựng (so-xay-dung): new in the register" in done.out
        assert "Báo cáo quý 1 → 2" in done.out
        assert read(data, "so-xay-dung").splitlines()[1:] == [
            "id: so-xay-dung",
            "name: Đảng bộ Sở Xây dựng",
            "kind: agency",
            "organisation: grassroots_committee",
            "order: 3",
            "aliases: [SXD]",
            "valid_from: 2020-02-28",
            "valid_to: null",
            "office_phone: 0200 111",
        ]
        for text in ("so-xay-dung", "so xay dung", "SXD", "sở xây dựng"):
            assert ct58("show", *text.split(), "--format", "json").data["id"] == "so-xay-dung"
        assert ct58("check").code == 0

    def test_without_a_day_it_counts_from_today_and_owes_nothing_from_before(
        self, ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It says so; another day is one command away, and then it owes what was due since."""
        sit_down(monkeypatch, tmp_path, "2024-07-15")
        done = ct58("unit", "add", "--name", "Đảng bộ Sở C", "--kind", "agency")
        assert "new in the register, counts from 2024-07-15" in done.out
        assert "what fell due before today is not asked of it" in done.out
        assert "valid_from: 2024-07-15" in read(data, "so-c")

        def owed() -> list[str]:
            found = ct58("overdue", "--format", "json").data
            return [entry["occurrence"] for entry in found if entry["owners"] == ["so-c"]]

        assert owed() == []
        done = ct58("unit", "edit", "so-c", "--valid-from", "1/4/2024")
        assert "2024-04-01" in read(data, "so-c"), done.err
        assert owed() == ["2024-Q2"]

    def test_a_trial_writes_nothing(self, ct58: Ct58, data: Path) -> None:
        """Not even the lock's trace in the data."""
        before = contents(data)
        done = ct58("unit", "add", "--name", "Đảng bộ Sở C", "--kind", "agency", "--dry-run")
        assert "A trial: nothing was written." in done.out
        assert contents(data) == before

    def test_a_name_that_resembles_another_is_a_note(self, ct58: Ct58, data: Path) -> None:
        """It is written all the same."""
        done = ct58("unit", "add", "--name", "Đảng bộ Sở Y thế", "--kind", "agency")
        assert done.code == 0
        assert "resembles Đảng bộ Sở Y tế (so-y-te)" in done.err

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("--name", "Đảng bộ Sở Y tế", "--kind", "agency"), 4),
            (("../x", "--name", "X", "--kind", "agency"), 2),
            (("con", "--name", "X", "--kind", "agency"), 2),
            (("--name", "X", "--kind", "doanh nghiệp"), 2),
            (("--name", "X", "--kind", "agency", "--organisation", "nhóm"), 2),
            (("--name", "X", "--kind", "staff_body", "--organisation", "grassroots_cell"), 4),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_touched(
        self, ct58: Ct58, data: Path, arguments: tuple[str, ...], code: int
    ) -> None:
        """Ids, kinds, organisations."""
        before = contents(data / "units")
        assert ct58("unit", "add", *arguments).code == code
        assert contents(data / "units") == before

    def test_undo_takes_it_back(self, ct58: Ct58, data: Path) -> None:
        """As any other record."""
        ct58("unit", "add", "--name", "Đảng bộ Sở C", "--kind", "agency")
        assert ct58("undo", "--yes").code == 0
        assert not (data / "units" / "so-c" / "unit.yaml").exists()


class TestClose:
    """Closing a unit."""

    def test_its_last_day_is_set_and_nothing_else(self, ct58: Ct58, data: Path) -> None:
        """The name may be several words."""
        before = read(data, "so-y-te")
        done = ct58("unit", "close", "so", "y", "te", "--on", "30/9/2021", "--reason", "QĐ 45-QĐ/ĐUK")
        assert done.code == 0
        assert "Báo cáo quý 1 → 0" in done.out
        assert read(data, "so-y-te") == before + "valid_to: 2021-09-30\nnote: QĐ 45-QĐ/ĐUK\n"

    def test_it_leaves_reports_and_overdue_from_that_day_on(self, ct58: Ct58, data: Path) -> None:
        """Quarter III ends on its last day, so it is owed; quarter IV isn't."""
        ct58("unit", "close", "so-y-te", "--on", "30/9/2021")
        counts = {
            quarter: ct58("reports", "-p", quarter, "--as-of", "2022-03-01", "--format", "json").data[
                "expected"
            ]
            for quarter in ("2021-Q2", "2021-Q3", "2021-Q4")
        }
        assert counts == {"2021-Q2": 1, "2021-Q3": 1, "2021-Q4": 0}
        late = ct58("overdue", "--as-of", "2022-03-01", "--kind", "report", "--format", "json").data
        assert [entry["occurrence"] for entry in late] == ["2021-Q2", "2021-Q3"]

    def test_again_it_changes_nothing_and_an_earlier_end_stands(self, ct58: Ct58, data: Path) -> None:
        """The same day is fine, a later one is refused."""
        ct58("unit", "close", "so-y-te", "--on", "30/9/2021")
        again = ct58("unit", "close", "so-y-te", "--on", "30/9/2021")
        assert (again.code, "it is already so" in again.out) == (0, True)
        assert ct58("unit", "close", "so-y-te", "--on", "31/12/2021").code == 4

    def test_reports_that_no_longer_count_are_named(self, ct58: Ct58, tmp_path: Path) -> None:
        """Before anybody wonders."""
        later = report_text().replace("2021-Q2", "2021-Q3").replace("2021-07-03", "2021-10-03")
        write_data(tmp_path, **{REPORT: report_text(), REPORT.replace("Q2", "Q3"): later})
        done = ct58("unit", "close", "so-y-te", "--on", "31/5/2021", "--dry-run")
        assert "no report of 2021-Q2 is owed; what it gave counts" in done.out
        assert "1 reports of later periods no longer count (2021-Q3)" in done.out

    def test_an_unknown_unit_gets_what_was_probably_meant(self, ct58: Ct58, data: Path) -> None:
        """A typo or two."""
        done = ct58("unit", "close", "so", "y", "the", "--on", "30/9/2021")
        assert done.code == 2
        assert "Did you mean: Đảng bộ Sở Y tế (so-y-te)?" in done.err


class TestMerge:
    """Merging units."""

    def test_the_old_ones_end_the_day_before_and_the_rest_stays_as_it_was(
        self, ct58: Ct58, three: Path
    ) -> None:
        """Comments too."""
        before = read(three, "so-b")
        done = ct58(*MERGE)
        assert done.code == 0
        assert read(three, "so-b") == before + "valid_to: 2021-09-30\nmerged_into: so-ab\n"
        assert "valid_from: 2021-10-01" in read(three, "so-ab")
        assert "Báo cáo quý 3 → 2" in done.out
        assert ct58("check").code == 0

    @pytest.mark.parametrize("lost", [("so-a",), ("so-b",), ("so-a", "so-b"), ("so-a", "so-b", "so-ab")])
    def test_an_interrupted_one_is_completed_by_the_same_command(
        self, ct58: Ct58, three: Path, lost: tuple[str, ...]
    ) -> None:
        """Whichever files were not written yet: the end is the same, once more it changes nothing."""
        old = contents(three / "units")
        ct58(*MERGE)
        complete = contents(three / "units")
        for id_ in lost:
            path = three / "units" / id_ / "unit.yaml"
            path.unlink()
            if f"{id_}/unit.yaml" in old:
                path.write_bytes(old[f"{id_}/unit.yaml"])
        assert ct58(*MERGE).code == 0
        assert contents(three / "units") == complete
        assert "it is already so" in ct58(*MERGE).out
        assert contents(three / "units") == complete

    def test_into_a_unit_that_goes_on(self, ct58: Ct58, three: Path) -> None:
        """Nothing new is made."""
        assert ct58("unit", "merge", "so-a", "--into", "so y te", "--on", "1/10/2021").code == 0
        assert "merged_into: so-y-te" in read(three, "so-a")

    def test_without_a_target_it_is_wrong_usage(self, ct58: Ct58, three: Path) -> None:
        """Into what?"""
        assert ct58("unit", "merge", "so-a", "--on", "1/10/2021").code == 2


class TestEndInTheMidst:
    """Units that end in the midst of a period, one or many."""

    @pytest.fixture
    def reported(self, tmp_path: Path) -> Path:
        """so-a has sent its report of the second quarter already."""
        report = report_text(received_on="2021-05-10", admitted="3").replace("so-y-te", "so-a")
        programme = FILES["programme.yaml"] + "format: 2\n"
        return write_data(
            tmp_path,
            **{
                "programme.yaml": programme,
                "units/so-a/unit.yaml": SO_A,
                "units/so-b/unit.yaml": SO_B,
                "units/so-a/reports/2021-Q2.yaml": report,
            },
        )

    @pytest.mark.parametrize(
        ("word", "kept"), [("so-y-te", "so-y-te"), ("itself", "null"), ("riêng", "null")]
    )
    def test_a_merger_wants_to_know_where_the_last_report_counts(
        self, ct58: Ct58, reported: Path, word: str, kept: str
    ) -> None:
        """Nothing is merged without; the answer is kept in the report, and one undo takes all back."""
        before = contents(reported / "units")
        merge = ("unit", "merge", "so-a", "--into", "so-y-te", "--on", "21/5/2021")
        refused = ct58(*merge)
        assert (refused.code, contents(reported / "units")) == (4, before)
        assert "--counted-in so-y-te" in refused.err
        assert ct58(*merge, "--counted-in", word).code == 0
        text = (reported / "units/so-a/reports/2021-Q2.yaml").read_text(encoding="utf-8")
        assert f"counted_in: {kept}\n" in text
        assert ct58("check").code == 0
        assert ct58("undo", "--yes").code == 0
        assert contents(reported / "units") == before

    def test_at_a_terminal_it_is_asked(
        self, ct58: Ct58, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With yes or no."""
        sit_down(monkeypatch, tmp_path, "2021-06-01", asks=True)
        monkeypatch.setattr("builtins.input", lambda _question: "k")
        assert ct58("unit", "merge", "so-a", "--into", "so-y-te", "--on", "21/5/2021").code == 0
        text = (reported / "units/so-a/reports/2021-Q2.yaml").read_text(encoding="utf-8")
        assert "counted_in: null\n" in text

    def test_a_list_ends_many_at_once_and_says_whether_the_register_agrees(
        self, ct58: Ct58, reported: Path, tmp_path: Path
    ) -> None:
        """Each with its day, successor and document; a second time nothing changes."""
        rows = "Tên đơn vị,Từ ngày,Nhập vào,Quyết định,Tính vào\nSở A,21/5/2021,so-y-te,12-QĐ/ĐUK,riêng\nso-b,1/6/2021,,,\n"
        (tmp_path / "ds.csv").write_text(rows, encoding="utf-8")
        before = contents(reported)
        trial = ct58("unit", "close", "--list", "ds.csv", "--dry-run")
        assert (trial.code, contents(reported)) == (0, before)
        done = ct58("unit", "close", "--list", "ds.csv")
        assert "2 units: 1 closed, 1 merged, 0 so already" in done.out
        assert "In the register on 2021-06-01: 4 → 2" in done.out
        assert "valid_to: 2021-05-20\nmerged_into: so-y-te\nnote: 12-QĐ/ĐUK\n" in read(reported, "so-a")
        assert "valid_to: 2021-05-31\n" in read(reported, "so-b")
        again = ct58("unit", "close", "--list", "ds.csv", "--format", "json").data
        assert (again["written"], [unit["changed"] for unit in again["units"]]) == (False, [False, False])
        assert again["units"][0]["counted"] == [{"period": "2021-Q2", "in": "so-a"}]
        assert ct58("undo", "--yes").code == 0
        assert contents(reported / "units") == {
            name.removeprefix("units/"): text for name, text in before.items() if name.startswith("units/")
        }

    def test_with_any_problem_in_a_list_nothing_is_written(
        self, ct58: Ct58, reported: Path, tmp_path: Path
    ) -> None:
        """All are named with their rows; exit code 1."""
        rows = "Mã,Ngày kết thúc,Nhập vào\nso-x,31/5/2021,\nso-a,20/5/2021,so-y-te\nso-b,,so-y-te\n"
        (tmp_path / "ds.csv").write_text(rows, encoding="utf-8")
        before = contents(reported / "units")
        done = ct58("unit", "close", "--list", "ds.csv", "--format", "json")
        assert (done.code, contents(reported / "units")) == (1, before)
        assert [row["row"] for row in done.data["problems"]] == [2, 3, 4]
        assert "3 problems, so nothing was written." in ct58("unit", "close", "--list", "ds.csv").out

    def test_a_list_of_mergers_takes_what_it_leaves_out_from_the_command(
        self, ct58: Ct58, reported: Path, tmp_path: Path
    ) -> None:
        """The day, the successor, where the reports count."""
        (tmp_path / "ds.csv").write_text("Mã,Văn bản\nso-a,12-QĐ/ĐUK\nso-b,\n", encoding="utf-8")
        merge = ("unit", "merge", "--list", "ds.csv", "--on", "21/5/2021")
        assert ct58(*merge).code == 1
        named = ct58(*merge, "--name", "Đảng bộ Sở Mới")
        assert (named.code, "not with a list" in named.err) == (2, True)
        assert ct58(*merge, "--into", "so-y-te", "--counted-in", "itself").code == 0
        assert "merged_into: so-y-te" in read(reported, "so-b")

    def test_many_are_closed_by_their_ids(self, ct58: Ct58, reported: Path) -> None:
        """As before one name may be several words."""
        assert ct58("unit", "close", "so-a", "so-b", "--on", "20/5/2021").code == 0
        assert ct58("unit", "close", "so", "y", "te", "--on", "20/5/2021").code == 0
        for words in (("so-a", "so-x", "--on", "20/5/2021"), ("--on", "20/5/2021"), ("so-a",)):
            assert ct58("unit", "close", *words).code == 2


class TestSplit:
    """Splitting a unit."""

    def test_new_units_come_out_of_it(self, ct58: Ct58, three: Path) -> None:
        """With ids from the names; the old one ends if asked."""
        done = ct58(
            "unit",
            "split",
            "so",
            "a",
            "--name",
            "Đảng bộ Sở C",
            "--name",
            "Chi bộ Sở D",
            "--on",
            "1/1/2022",
            "--close",
        )
        assert done.code == 0
        assert "split_from: so-a" in read(three, "so-c")
        assert "organisation: grassroots_cell" in read(three, "so-d")
        assert "valid_to: 2021-12-31" in read(three, "so-a")
        assert ct58("check").code == 0

    def test_ids_and_names_must_pair(self, ct58: Ct58, three: Path) -> None:
        """One each, all different."""
        start = ("unit", "split", "so-a", "--on", "1/1/2022", "--name", "Sở C", "--name")
        assert ct58(*start, "Sở D", "--into", "so-c").code == 2
        assert ct58(*start, "Đảng bộ Sở C").code == 2


class TestImport:
    """A whole list at once."""

    def test_a_list_of_units_is_entered(self, ct58: Ct58, data: Path, tmp_path: Path) -> None:
        """183 of them, each with a file of its own, in one record."""
        rows = [(number, f"Đảng bộ Sở Thử {number:03}", "Cơ quan") for number in range(1, 184)]
        done = ct58("unit", "import", sheet(tmp_path, *rows), "--valid-from", "28/2/2020")
        assert done.code == 0
        assert "New: 183" in done.out
        assert len(list((data / "units").glob("so-thu-*/unit.yaml"))) == 183
        assert ct58("check").code == 0
        assert "New: 0 · changed: 0 · already there: 183" in ct58("unit", "import", "ds.xlsx").out

    def test_a_trial_shows_what_will_be_written_and_writes_nothing(
        self, ct58: Ct58, data: Path, tmp_path: Path
    ) -> None:
        """Every row."""
        before = contents(data)
        done = ct58("unit", "import", sheet(tmp_path, (1, "Đảng bộ Sở C", "Cơ quan")), "--dry-run")
        assert "so-c" in done.out
        assert contents(data) == before

    def test_the_answer_says_from_when_on_the_new_units_count(
        self, ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """From today where nothing is said; units that the register has already keep their day."""
        sit_down(monkeypatch, tmp_path, "2024-07-15")
        rows = ((1, "Đảng bộ Sở C", "Cơ quan"), (2, "Đảng bộ Sở Y tế", "Cơ quan"))
        done = ct58("unit", "import", sheet(tmp_path, *rows), "--update")
        assert "The new units count from 2024-07-15:" in done.out
        assert "valid_from: 2024-07-15" in read(data, "so-c")
        assert "2024" not in read(data, "so-y-te")

    def test_with_any_problem_nothing_is_written_and_all_are_named(
        self, ct58: Ct58, data: Path, tmp_path: Path
    ) -> None:
        """Row and column of each; exit code 1."""
        before = contents(data / "units")
        rows = (
            (1, "Đảng bộ Sở C", "Cơ quan"),
            (2, "Công ty D", "Doanh nghiệp"),
            (3, "Chi bộ Sở C", "Cơ quan"),
        )
        done = ct58("unit", "import", sheet(tmp_path, *rows))
        assert done.code == 1
        assert "C Kind" in done.out
        assert contents(data / "units") == before

    def test_update_changes_what_the_list_says_differently(
        self, ct58: Ct58, data: Path, tmp_path: Path
    ) -> None:
        """Without it, known units are left alone."""
        name = sheet(tmp_path, (7, "Đảng bộ Sở Y tế", "Đơn vị sự nghiệp"))
        before = read(data, "so-y-te")
        ct58("unit", "import", name)
        assert read(data, "so-y-te") == before
        assert "changed: 1" in ct58("unit", "import", name, "--update").out
        assert "kind: public_service" in read(data, "so-y-te")
        assert "order: 7" in read(data, "so-y-te")

    def test_update_from_a_day_keeps_what_was_before(self, ct58: Ct58, data: Path, tmp_path: Path) -> None:
        """A row that contradicts what is recorded is a problem of it; without --update there is no day."""
        programme = data / "programme.yaml"
        programme.write_text(programme.read_text(encoding="utf-8") + "format: 2\n", encoding="utf-8")
        name = sheet(tmp_path, (None, "Đảng bộ Sở Y tế", "Đơn vị sự nghiệp"))
        assert ct58("unit", "import", name, "--from", "1/1/2024").code == 2
        assert ct58("unit", "import", name, "--update", "--from", "1/1/2024").code == 0
        assert "- {until: 2023-12-31, kind: agency}" in read(data, "so-y-te")
        assert "already there: 1" in ct58("unit", "import", name, "--update", "--from", "1/1/2024").out
        other = sheet(tmp_path, (None, "Đảng bộ Sở Y tế", "Cơ quan"))
        assert ct58("unit", "import", other, "--update", "--from", "1/1/2023").code == 1

    def test_a_file_that_is_no_list_is_refused(self, ct58: Ct58, data: Path, tmp_path: Path) -> None:
        """With what is wrong."""
        (tmp_path / "ds.xlsx").write_bytes(b"PK")
        assert ct58("unit", "import", "ds.xlsx").code == 4
        assert ct58("unit", "import", "khong-co.xlsx").code == 5
