"""An office that ended before its time, counted by hand over the same files: what is done, what fell away, each indicator.

The two second calculations know the end by themselves (tests/support/second_rates.py, second_indicators.py).
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support import second_rates
from tests.support.command_line import called
from tests.support.damage import counted_office
from tests.support.ended import ended_office
from tests.support.second_indicators import INDICATORS, Answer, Second, verdict, windows
from tests.support.terms import speaking

VI = speaking("vi")

ENDS = {
    "in the midst of a quarter": ("2025-02-10", "2025-02-20"),
    "two years before": ("2023-05-17", "2023-06-05"),
    "with a year": ("2024-12-31", "2025-01-20"),
}
AFTER = 400
"""So many days later nothing may have moved."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as if nothing had ended."""
    return counted_office(tmp_path_factory.mktemp("whole"), is_damaged=False, units=24)


@pytest.fixture(scope="module", params=ENDS)
def ended(request: pytest.FixtureRequest, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, ended on a day."""
    closed_on, cut_off = map(dt.date.fromisoformat, ENDS[request.param])
    return ended_office(whole, tmp_path_factory.mktemp("ended"), closed_on, cut_off)


@pytest.fixture(scope="module")
def files(ended: Path) -> second_rates.Files:
    """Its files, read by nothing of ct58."""
    return second_rates.read(ended)


def days(files: second_rates.Files) -> list[str]:
    """The day before the end, the last day, the cut-off day, the day after, and long after."""
    head = files["programme.yaml"]["programme"]
    closed_on, cut_off = (
        dt.date.fromisoformat(text) for text in (head["closed_on"], head["closing"]["cut_off"])
    )
    found = [closed_on - dt.timedelta(days=1), closed_on, cut_off]
    found += [cut_off + dt.timedelta(days=more) for more in (1, AFTER)]
    return [day.isoformat() for day in found]


def answer(folder: Path, *words: str) -> Any:
    """The data of a command's JSON."""
    done = called(*words, "--format", "json", cwd=folder)
    assert done.code == 0, done.err
    return json.loads(done.out)["data"]


def agrees(ours: Any, theirs: second_rates.Row) -> bool:
    """Whether an entry says of each count what the other side counted."""
    return {name: ours[name] for name in theirs} == theirs


def test_the_table_of_progress_and_what_fell_away(ended: Path, files: second_rates.Files) -> None:
    """Each row on each of the days; nothing fell away while nobody knew of the end."""
    for as_of in days(files):
        data = answer(ended, "status", "--as-of", as_of)
        ours = {row["id"] or row["kind"]: row for row in data["counts"]}
        ours |= {f"lead {row['owner']}": row for row in data["leads"]}
        rows = second_rates.table(files, as_of)
        rows |= {f"lead {body}": row for body, row in second_rates.leads(files, as_of).items()}
        wrong = {name: (ours.get(name), row) for name, row in rows.items() if not agrees(ours[name], row)}
        assert wrong == {}, as_of
        gone = second_rates.fallen(files, as_of)
        told = [{name: entry[name] for name in gone} for entry in data["fallen_away"]]
        assert told == ([gone] if gone["items"] else []), as_of


def test_the_reports_of_the_last_periods(ended: Path, files: second_rates.Files) -> None:
    """Of the period cut short, and of the one before."""
    closed_on = files["programme.yaml"]["programme"]["closed_on"]
    year, month = int(closed_on[:4]), int(closed_on[5:7])
    quarter = f"{year}-Q{(month + 2) // 3}"
    for as_of in days(files):
        for period in (quarter, str(year), str(year - 1)):
            lines = second_rates.reports(files, period, as_of)
            names = ("expected", "actual", "actual_on_time", "due", "due_on_time")
            summed = {name: sum(row[name] for row in lines.values()) for name in names}
            ours = answer(ended, "reports", "--period", period, "--as-of", as_of)
            assert agrees(ours, summed), (period, as_of, summed, {name: ours[name] for name in names})


def counts(entry: Any) -> Answer:
    """The four numbers of an entry."""
    coverage = entry["coverage"]
    return Answer(entry["numerator"], entry["denominator"], coverage["reported"], coverage["expected"])


def test_every_indicator_of_the_last_year_and_of_the_term(ended: Path, files: second_rates.Files) -> None:
    """Counts, coverage and verdict; and from the last day on none waits to be judged."""
    year = files["programme.yaml"]["programme"]["closed_on"][:4]
    for as_of in days(files):
        second = Second(files, as_of)
        for asked, first, last in (
            (year, f"{year}-01-01", f"{year}-12-31"),
            ("2021..2025", "2021-01-01", "2025-12-31"),
        ):
            data = answer(ended, "indicators", "--period", asked, "--as-of", as_of)
            ours = {(entry["id"], entry["period"]): entry for entry in data}
            wrong, seen = {}, set()
            for indicator, name, window in windows(first, last, second.end):
                found, entry = INDICATORS[indicator](second, window), ours[indicator, name]
                wanted = verdict(indicator, window, found, as_of)
                seen.add((indicator, name))
                if counts(entry) != found or (wanted is not None and entry["verdict"] != wanted):
                    wrong[indicator, name] = (counts(entry), entry["verdict"], found, wanted)
            assert wrong == {}, (asked, as_of)
            assert ours.keys() == seen, (asked, as_of)
            if second.end != second_rates.NEVER:
                assert not [key for key, entry in ours.items() if entry["verdict"] == "not_due"]


def test_the_report_of_the_term_names_every_task_and_indicator(
    ended: Path, files: second_rates.Files
) -> None:
    """Fourteen and twenty-eight, what fell away by name, and as many as on every other screen."""
    after = days(files)[3]
    data = answer(ended, "summary", "--term", "--as-of", after)
    assert sum(row["items"] for row in data["tasks"] if row["group"]) == 14
    assert len({entry["id"] for entry in data["indicators"]}) == 28
    gone = second_rates.fallen(files, after)
    for told in (data["fallen_away"], answer(ended, "status", "--as-of", after)["fallen_away"]):
        assert [{name: entry[name] for name in gone} for entry in told] == [gone]
    shown = called("summary", "--term", "--as-of", after, "--format", "md", cwd=ended).out
    end = files["programme.yaml"]["programme"]["closed_on"]
    said = f"do kết thúc hoạt động ngày {VI.date(dt.date.fromisoformat(end))}: {VI.count(gone['items'])} nhiệm vụ, "
    assert f"{said}{VI.count(gone['occurrences'])} lượt" in shown
    assert "chưa đến kỳ" not in shown.lower()
    (appendix,) = (part for part in shown.split("## PHỤ LỤC ") if ": TIẾN ĐỘ" in part.partition("\n")[0])
    numbers = [line.split("|")[1].strip() for line in appendix.splitlines() if line.startswith("| ")]
    assert [number for number in numbers if number.isdecimal()] == [str(number) for number in range(1, 15)]


def test_the_list_of_what_is_late_points_to_that_report(ended: Path, files: second_rates.Files) -> None:
    """And is no longer than a screen, however much the units owed."""
    after = days(files)[3]
    shown = called("overdue", "--as-of", after, cwd=ended).out
    assert "ct58 summary --term" in shown
    assert len(shown.splitlines()) < 40
    assert called("upcoming", "--as-of", after, cwd=ended).out.count("ct58 summary --term") == 1
    assert "nobody is reminded any more" in called("remind", "--as-of", after, cwd=ended).out
    assert called("plan", "--year", "2025", "--as-of", after, cwd=ended).code in (0, 2)
    assert answer(ended, "upcoming", "--within", "366", "--as-of", after) == []
