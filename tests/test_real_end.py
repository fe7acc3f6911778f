"""How it really went: an amendment, a merger, a company, the end; each seen on the day before and the day of it.

The numbers are worked out by hand from the few reports below, never by the program. Five organisations; each reports one new
member a quarter, and two of them more when they end or change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import Ct58, copy_of_shipped, in_this_process

AMENDED, MERGED, CHANGED, END, CUT_OFF = "2022-10-05", "2023-05-20", "2024-04-01", "2025-02-10", "2025-02-20"
BEFORE = {
    AMENDED: "2022-10-04",
    MERGED: "2023-05-19",
    CHANGED: "2024-03-31",
    END: "2025-02-09",
}
AFTER_ALL = "2025-03-01"
AMENDMENT = """\
id: SD-01
document: {number: 32-QĐ/ĐUK, date: 2022-10-05}
text: Giao Văn phòng khảo sát số lượng quần chúng, xong trong quý I năm 2023; mỗi năm kết nạp từ 18 đảng viên trở lên.
changes:
  PL-11: {lead: [van-phong]}
  PL-12: {lead: [van-phong], deadline: {text: Quý I năm 2023, by: 2023-Q1}}
  CT-15: {target: {op: ">=", value: 18, unit: count, text: từ 18 đảng viên trở lên}}
ends: {PL-05: Nhập vào PL-06}
"""
UNITS = {
    "so-a": "name: Đảng bộ Sở A\nkind: agency\norganisation: grassroots_committee\norder: 11\n",
    "so-b": (
        "name: Chi bộ Sở B\nkind: agency\norganisation: grassroots_cell\norder: 12\n"
        "valid_to: 2023-05-19\nmerged_into: so-a\n"
    ),
    "trung-tam-c": (
        "name: Đảng bộ Công ty C\nkind: state_enterprise\norganisation: grassroots_committee\norder: 13\n"
        "before:\n"
        "  - {until: 2024-03-31, kind: public_service, name: Đảng bộ Trung tâm C,"
        " document: {number: 9-QĐ/UBND, date: 2024-03-20}}\n"
    ),
    "cong-ty-d": "name: Đảng bộ Công ty D\nkind: private_enterprise\norganisation: grassroots_committee\norder: 14\n",
    "so-e": "name: Chi bộ Sở E\nkind: agency\norganisation: grassroots_cell\norder: 15\n",
}
EVENTS = {
    "PL-11": "  - {date: 2021-07-20, event: submitted, to: executive_committee, document: {number: 5-CTr, date: 2021-07-20}}\n",
    "PL-12": "  - {date: 2023-03-31, event: submitted, to: standing_committee, document: {number: 8-TK, date: 2023-03-31}}\n",
    "PL-13": "  - {date: 2022-05-10, event: submitted, to: standing_committee, document: {number: 9-KH, date: 2022-05-10}}\n",
}


def write(folder: Path, name: str, text: str) -> None:
    """A file of the data."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def quarters(unit: str) -> Iterator[tuple[str, int, str]]:
    """Quarter, new members and day of arrival of each report of a unit."""
    for year in range(2021, 2026):
        for number in (1, 2, 3, 4):
            name = f"{year}-Q{number}"
            if name < "2021-Q2" or name > "2025-Q1":
                continue
            if unit == "so-b" and name > "2023-Q2":
                continue
            if unit == "so-b" and name == "2023-Q2":
                yield name, 3, "2023-05-18"  # of the seven weeks until it was merged
            elif name == "2025-Q1":
                yield name, 1, "2025-02-18"
            else:
                yield name, 1, f"{year + (number == 4)}-{'01' if number == 4 else f'{number * 3 + 1:02}'}-03"


def state_of(unit: str, of: str) -> str:
    """What a company says of itself each quarter; the centre since it is one."""
    is_company = unit == "cong-ty-d" or (unit == "trung-tam-c" and of > "2024-Q1")
    return ", business_state: operating" if is_company else ""


def real_office(folder: Path, *, ended: bool) -> Path:
    """The shipped programme with five organisations; once before, once after somebody wrote down its end."""
    data = copy_of_shipped(folder)
    write(data, "amendments/2022-10-05-giao-lai.yaml", AMENDMENT)
    for id_, text in UNITS.items():
        write(data, f"units/{id_}/unit.yaml", f"id: {id_}\n{text}")
        for of, admitted, on in quarters(id_):
            left = "counted_in: null\n" if id_ == "so-b" and of == "2023-Q2" else ""
            write(
                data,
                f"units/{id_}/reports/{of}.yaml",
                f"unit: {id_}\nperiod: {of}\nstate: received\nreceived_on: {on}\nquality: final\n{left}"
                f"figures: {{party_members: 10, members_admitted: {admitted}{state_of(id_, of)}}}\n",
            )
    for year, profits in (
        (2023, {"cong-ty-d": "true"}),
        (2024, {"cong-ty-d": "true", "trung-tam-c": "false"}),
    ):
        for id_ in UNITS:
            own = f"  in_profit: {profits[id_]}\n" if id_ in profits else ""
            if id_ == "so-b":
                continue
            write(
                data,
                f"units/{id_}/reports/{year}.yaml",
                f"unit: {id_}\nperiod: {year}\nstate: received\nreceived_on: {year + 1}-01-10\nquality: final\n"
                f"figures:\n  culture_standard: {'true' if id_ != 'so-e' else 'false'}\n{own}",
            )
    for item, events in EVENTS.items():
        write(data, f"tasks/{item}.yaml", f"item: {item}\nevents:\n{events}")
    if ended:
        end(data)
    return data


def end(data: Path) -> None:
    """Write down the end: the closing, and the last day of each organisation."""
    head = (
        f"  closed_on: {END}\n"
        f"  closing:\n    document: {{number: 1-QĐ/TU, date: {END}}}\n    cut_off: {CUT_OFF}\n"
    )
    text = (data / "programme.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("  closed_on:")]
    at = next(i for i, line in enumerate(kept) if line.startswith("  horizon:"))
    kept.insert(at + 1, head.rstrip("\n"))
    write(data, "programme.yaml", "\n".join(kept))
    for id_ in UNITS:
        path = data / "units" / id_ / "unit.yaml"
        if id_ != "so-b":
            write(data, f"units/{id_}/unit.yaml", path.read_text(encoding="utf-8") + f"valid_to: {END}\n")


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it was left."""
    return real_office(tmp_path_factory.mktemp("ended"), ended=True)


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the end."""
    return real_office(tmp_path_factory.mktemp("working"), ended=False)


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Command lines about a folder: the first word is where it lies."""
    return in_this_process(capsys, monkeypatch, tmp_path)


Ask = Callable[..., Any]
"""A folder and a command line → the data of its JSON."""


@pytest.fixture
def answer(ct58: Ct58) -> Ask:
    """The data of a command's JSON."""

    def ask(folder: Path, *words: str) -> Any:
        done = ct58(*words, "--format", "json", "--data", str(folder))
        assert done.code == 0, done.err
        return done.data

    return ask


def without_lines(value: Any) -> Any:
    """An answer without the lines of the files, which the closing moves."""
    if isinstance(value, dict):
        return {key: without_lines(child) for key, child in value.items() if key != "line"}
    return [without_lines(child) for child in value] if isinstance(value, list) else value


def indicator(answer: Ask, folder: Path, id_: str, of: str, as_of: str) -> dict[str, Any]:
    """One indicator in one period, as of a day."""
    rows = answer(folder, "indicators", "--period", of, "--id", id_, "--as-of", as_of)
    return next(row for row in rows if row["id"] == id_)


def pair(row: dict[str, Any]) -> tuple[str, Any, Any]:
    """Verdict, numerator, denominator."""
    return row["verdict"], row["numerator"], row["denominator"]


def overdue(answer: Ask, folder: Path, as_of: str) -> dict[str, list[str]]:
    """Who leads what is overdue of the appendix."""
    return {
        row["id"]: row["owners"]
        for row in answer(folder, "overdue", "--as-of", as_of)
        if row["kind"] == "task"
    }


def test_the_data_is_sound(ct58: Ct58, ended: Path) -> None:
    """Nothing of all this is an error."""
    assert ct58("check", "--data", str(ended)).code == 0


@pytest.mark.parametrize("as_of", [*BEFORE, *BEFORE.values()])
def test_what_comes_later_changes_no_screen_of_a_day(
    answer: Ask, ended: Path, working: Path, as_of: str
) -> None:
    """On each day but the end's own the office that has ended answers as the one that has not."""
    if as_of == END:
        return
    for words in (["overdue"], ["status"], ["indicators", "--period", as_of[:4]], ["reports"]):
        found, expected = (without_lines(answer(of, *words, "--as-of", as_of)) for of in (ended, working))
        assert found == expected, words


def test_the_amendment_moves_what_is_open_and_nothing_that_was_finished(answer: Ask, ended: Path) -> None:
    """PL-12 goes from one office to another with a new day, PL-05 is asked no more; PL-11 was late under its first lead, and stays."""
    before, after = (overdue(answer, ended, as_of) for as_of in (BEFORE[AMENDED], AMENDED))
    assert before["PL-12"] == ["ban-tuyen-giao"]
    assert "PL-05" in before
    assert before.keys() - after.keys() == {"PL-12", "PL-05"}
    leads = {row["owner"]: row for row in answer(ended, "status", "--as-of", "2022-12-31")["leads"]}
    assert leads["ban-tuyen-giao"]["completed_late"] == 1


@pytest.mark.parametrize(
    ("as_of", "of", "expected"),
    [
        # 2021: five in each of three quarters, 15 < 300, the target of then
        ("2022-02-01", "2021", ("not_met", 15, None)),
        ("2024-06-01", "2021", ("not_met", 15, None)),
        # 2022: four quarters of five, 20 ≥ 18; before the amendment it was held against 300
        ("2023-02-01", "2022", ("met", 20, None)),
        # 2023: 5 in the first quarter, 4 + 3 in the second, 4 and 4: 20
        ("2024-02-01", "2023", ("met", 20, None)),
        # 2024: four of four: 16 < 18
        ("2025-02-01", "2024", ("not_met", 16, None)),
        (AFTER_ALL, "2024", ("not_met", 16, None)),
        # 2025: four until the end, and no judgement
        (AFTER_ALL, "2025", ("cut_short", 4, None)),
    ],
)
def test_new_members_of_each_year(
    answer: Ask, ended: Path, as_of: str, of: str, expected: tuple[str, int, None]
) -> None:
    """A year is judged by the target in force on its last day; what a unit reported before it ended stays."""
    assert pair(indicator(answer, ended, "CT-15", of, as_of)) == expected


def test_nothing_falls_overnight_when_two_are_merged(answer: Ask, ended: Path) -> None:
    """Five in the first quarter and the three of the second that were reported; the day before and the day of it."""
    found = [pair(indicator(answer, ended, "CT-15", "2023", as_of))[1] for as_of in (BEFORE[MERGED], MERGED)]
    assert found == [8, 8]


@pytest.mark.parametrize("as_of", [BEFORE[CHANGED], CHANGED, AFTER_ALL])
def test_a_new_company_turns_no_year_before_it_was_one(answer: Ask, ended: Path, as_of: str) -> None:
    """Of 2023 one company counts; of 2024 two, one of them with a profit."""
    assert pair(indicator(answer, ended, "CT-08", "2023", as_of)) == ("met", 1, 1)
    if as_of == AFTER_ALL:
        assert pair(indicator(answer, ended, "CT-08", "2024", as_of)) == ("not_met", 1, 2)


def test_a_unit_is_called_what_it_was_called_on_the_day(answer: Ask, ended: Path) -> None:
    """The old name until the last day of March."""
    names = [
        next(
            row["name"]
            for row in answer(ended, "list", "units", "--as-of", as_of)
            if row["id"] == "trung-tam-c"
        )
        for as_of in (BEFORE[CHANGED], CHANGED)
    ]
    assert names == ["Đảng bộ Trung tâm C", "Đảng bộ Công ty C"]


def test_the_target_of_2025_is_the_result_until_the_end(answer: Ask, ended: Path) -> None:
    """Three of four workplaces in the last yearly report: 75 ≥ 70, so it was reached, on the last day as afterwards."""
    assert indicator(answer, ended, "CT-26", "2025", BEFORE[END])["verdict"] in ("not_due", "met")
    for as_of in (END, AFTER_ALL):
        assert pair(indicator(answer, ended, "CT-26", "2025", as_of)) == ("met", 3, 4)


def test_nothing_is_left_to_be_judged_after_the_end(answer: Ask, ended: Path) -> None:
    """28 indicators, and none of them waits for a day that will not come."""
    rows = answer(ended, "indicators", "--period", "2025", "--as-of", AFTER_ALL)
    assert {row["id"] for row in rows} == {f"CT-{number:02}" for number in range(1, 29)}
    assert "not_due" not in {row["verdict"] for row in rows}


def test_the_last_reports_are_those_of_the_quarter_cut_short(answer: Ask, ended: Path) -> None:
    """Four organisations, all in time by the cut-off day, and nobody owes a report after it."""
    found = answer(ended, "reports", "--period", "2025-Q1", "--as-of", AFTER_ALL)["units"]
    rows = [row for row in found if row["unit"] in UNITS]
    assert {row["unit"] for row in rows} == UNITS.keys() - {"so-b"}
    assert {row["state"] for row in rows} == {"received"}


def test_the_terms_report_names_all_tasks_and_all_indicators(
    ct58: Ct58, monkeypatch: pytest.MonkeyPatch, ended: Path
) -> None:
    """And says what is no longer asked."""
    monkeypatch.setenv("CT58_LANG", "vi")
    done = ct58("summary", "--term", "--as-of", AFTER_ALL, "--data", str(ended))
    assert done.code == 0, done.err
    rows = [line for line in done.out.split("\n") if line.startswith("|")]
    appendix = [line for line in rows if "Quý " in line or "Hàng năm" in line or "Giai đoạn" in line]
    assert len(appendix) >= 14
    assert "10/02/2025" in done.out
