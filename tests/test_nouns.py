"""One noun is one number: what every screen, JSON and document of one office and day counts (contract §4, "Nouns").

The numbers are counted here once more, from the lists that programs get: one entry an obligation, one a report.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from tests.support.demo_office import demo_records
from tests.support.offices import amendment, day, duty, event, period, rule
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.domain.records.events import UnitEvents
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.domain.standing.calls import CallScope
from ct58.domain.standing.consequences import report_counts
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.time.period import Period
from ct58.render.documents.letter import letter_document
from ct58.render.documents.summary import summary_document
from ct58.render.documents.work_programme import work_programme_document
from ct58.render.formats.text import page_as_text
from ct58.render.screens.call import calls_as_json
from ct58.render.screens.overdue import due_as_json, due_counts, due_entry, overdue_page
from ct58.render.screens.plan import plan_as_json, plan_counts, plan_page
from ct58.render.screens.reminders import reminders_as_json, reminders_counts, reminders_page
from ct58.render.screens.reports import reports_as_json, reports_counts, reports_page
from ct58.render.screens.status import status_as_json, status_page
from ct58.render.screens.summary import summary_as_json
from ct58.render.screens.today import today_page
from ct58.render.screens.upcoming import upcoming_page
from ct58.render.site.overview import overview_page
from ct58.render.words.rows import DueRow
from ct58.views.calls import calls_view, chase_view
from ct58.views.due import overdue_view, upcoming_view
from ct58.views.plan import plan_view
from ct58.views.reminders import reminders_view
from ct58.views.reports import reports_view
from ct58.views.site import site_view
from ct58.views.status import StatusView, status_scope, status_view
from ct58.views.steps import NextStepKind

VI = speaking("vi")
DAYS = ("2021-07-15", "2022-01-25", "2022-12-31", "2023-10-15", "2024-02-10")
ARRIVED = {"received", "registered", "partial"}
OVER = {"missed", "replaced"}
Entries = list[dict[str, Any]]


ENDED, CUT_OFF = "2023-11-15", "2023-11-25"
OFFICES: Mapping[str, tuple[str, ...]] = {
    "plain": DAYS,
    "amended": ("2022-12-31", "2023-10-15", "2024-02-10"),
    "ended": ("2023-10-15", ENDED, "2023-11-20", "2024-02-10"),
}
"""Each office, and the days on which it is looked at."""
_now = {"office": "plain", "as_of": DAYS[0]}
"""Where a test stands."""


@pytest.fixture(autouse=True)
def _stand(request: pytest.FixtureRequest) -> None:
    """In the office and on the day that the test is about."""
    given = getattr(request.node, "callspec", None)
    params = given.params if given is not None else {}
    _now.update(office=params.get("where", "plain"), as_of=params.get("as_of", DAYS[0]))


def crowd() -> Office:
    """The office as known on the day of the test."""
    return _known(_now["office"], _now["as_of"])


@cache
def _known(name: str, as_of: str) -> Office:
    records = _records()
    if name != "plain":
        records = _amended(records) if name == "amended" else _ended(records)
    return as_known(build_office(records, lines={}), day(as_of))


def _amended(records: Records) -> Records:
    """Other leads and days from October 2022 on, and what units owe is no longer asked of them from May 2023 on."""
    first = amendment(
        "2022-10-05",
        {"PL-02": {"lead": ("ban-to-chuc",)}, "PL-03": {"lead": ("van-phong",)}, "BC-QUY": {"due_after": 20}},
        adds={"duties": (duty("NV-90", rule(every="quarter"), lead=("van-phong",), clauses=("II.1.1-1",)),)},
    )
    owed = next(duty.id for duty in records.programme.duties if duty.owners and duty.deadline.every)
    second = amendment("2023-05-04", ends={owed: "nhập vào báo cáo quý", "PL-12": "không còn phù hợp"})
    return replace(records, programme=replace(records.programme, amendments=(first, second)))


def _ended(records: Records) -> Records:
    """The work ends in November 2023, and so do the units that report."""
    closing = ProgrammeClosing(cut_off=day(CUT_OFF))
    head = replace(records.programme.programme, closed_on=day(ENDED), closing=closing)
    units = {
        file: replace(unit, valid_to=day(ENDED)) if unit.organisation and unit.valid_to is None else unit
        for file, unit in records.units.items()
    }
    return replace(records, programme=replace(records.programme, programme=head), units=units)


@cache
def _records() -> Records:
    """A demo office; one unit's reports are suspended, a joint duty for a year, and another unit has put off a report."""
    records = demo_records(units=20, quarters=12)
    quiet = [
        unit
        for unit in records.units.values()
        if unit.organisation and f"units/{unit.id}/events.yaml" not in records.unit_events
    ]
    halted, late = quiet[:2]
    paused = event("suspended", "2021-06-01", item="BC-QUY", reason="sắp xếp")
    moved = event(
        "extended", "2023-07-01", item="BC-QUY", occurrence="2023-Q2", until="2023-07-10", reason="chờ"
    )
    mine = {
        f"units/{unit.id}/events.yaml": UnitEvents(unit=unit.id, events=(said,))
        for unit, said in ((halted, paused), (late, moved))
    }
    return replace(records, unit_events={**records.unit_events, **mine})


def is_owed(entry: Mapping[str, Any]) -> bool:
    """Whether each unit owes it by itself."""
    return crowd().items[entry["id"]].owners is not None


def nouns(entries: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What some obligations come to, noun by noun."""
    listed = list(entries)
    work = [entry for entry in listed if entry["kind"] != "report"]
    return {
        "items": len({entry["id"] for entry in work}),
        "occurrences": len(work),
        "units": len({entry["owners"][0] for entry in listed if is_owed(entry)}),
        "reports": len(listed) - len(work),
    }


def said(found: Mapping[str, int], *, with_units: bool = True) -> str:
    """The nouns as a screen says them."""
    work = f"{found['items']:02} nhiệm vụ" if found["items"] else ""
    if found["items"] != found["occurrences"]:
        work += f", {number(found['occurrences'])} lượt"
    sent = f"{number(found['reports'])} báo cáo" if found["reports"] else ""
    text = ", ".join(part for part in (work, sent) if part)
    return (
        f"{text} của {number(found['units'])} đơn vị" if found["units"] and with_units else text or "không có"
    )


def number(count: int) -> str:
    """Two digits at least, a dot at the thousands."""
    return f"{count:02}" if count < 1000 else f"{count:,}".replace(",", ".")


def late_of(as_of: str) -> Entries:
    """What is overdue on a day, one entry an obligation."""
    return due_as_json(overdue_view(crowd(), day(as_of)))


def soon_of(as_of: str) -> Entries:
    """What falls due within thirty days."""
    return due_as_json(upcoming_view(crowd(), day(as_of)))


def status_of(as_of: str) -> StatusView:
    """The status of a day, without the indicators: they count other things."""
    return status_view(crowd(), status_scope(crowd(), day(as_of), with_indicators=False), day(as_of))


def ended(as_of: str) -> tuple[Period, ...]:
    """The periods whose reports the status of a day counts."""
    return status_scope(crowd(), day(as_of)).reports


def parts_of(entries: Entries) -> dict[str, dict[str, int]]:
    """What bodies lead, what of it is doubtful, what units owe: each by its nouns."""
    led = [entry for entry in entries if not is_owed(entry)]
    owed = [entry for entry in entries if is_owed(entry)]
    return {
        "led": nouns(led),
        "doubtful": nouns(entry for entry in led if entry["needs_verification"]),
        "owed": nouns(owed),
        "owed work": nouns(entry for entry in owed if entry["kind"] != "report"),
    }


def last_day_of_work(where: str) -> dt.date:
    """Of an office that has none, the end of time."""
    return day(ENDED) if where == "ended" else dt.date.max


def is_over(where: str, as_of: str) -> bool:
    """Whether the work has ended before the day."""
    return where == "ended" and as_of > ENDED


on_each_day = pytest.mark.parametrize(
    ("where", "as_of"), [(where, as_of) for where, days in OFFICES.items() for as_of in days]
)


@on_each_day
def test_what_is_overdue_is_one_number_on_every_screen(where: str, as_of: str) -> None:
    """Home, list, status, steps, letters, site, and JSON."""
    entries = late_of(as_of)
    found = parts_of(entries)
    led, owed, doubtful = found["led"], found["owed"], found["doubtful"]
    assert due_counts(overdue_view(crowd(), day(as_of)))["counts"] == nouns(entries)

    listed = page_as_text(overdue_page(overdue_view(crowd(), day(as_of)), VI))
    debts = f"{number(owed['units'])} đơn vị còn nợ {said(owed, with_units=False)}"
    if is_over(where, as_of):
        assert f"Chưa hoàn thành khi kết thúc: {said(led)} (" in listed
        assert f"; {debts}\n" in listed
    else:
        assert (f"Cộng: {said(led)} (" in listed) == bool(led["items"])
        assert (f"ĐƠN VỊ CHƯA GỬI ({said(owed)})" in listed) == bool(owed["units"])
        assert (f"{debts}." in listed) == bool(owed["units"])
        assert (f"CẦN XÁC MINH ({said(doubtful)})" in listed) == bool(doubtful["items"])

    status = status_of(as_of)
    data: Any = status_as_json(status, VI)
    work = [entry for entry in entries if entry["kind"] != "report"]
    assert data["overdue_work"] == {key: nouns(work)[key] for key in ("items", "occurrences", "units")}
    rows = {row["kind"]: row for row in data["counts"] if row["kind"] != "group"}
    assert sum(rows[kind]["overdue"] for kind in rows if kind != "owed") == led["occurrences"]
    assert rows["owed"]["overdue"] == found["owed work"]["occurrences"]
    steps = {step["kind"]: step["count"] for step in data["next"]}
    certain = nouns(entry for entry in entries if not is_owed(entry) and not entry["needs_verification"])
    is_chased = not is_over(where, as_of)
    assert steps.get("overdue", 0) == (certain["items"] if is_chased else 0)
    assert steps.get("verify", 0) == doubtful["items"]
    assert steps.get("owed", 0) == (found["owed work"]["units"] if is_chased else 0)

    home = page_as_text(today_page(status, VI))
    times = f" ({number(led['occurrences'])} lượt)" if led["items"] != led["occurrences"] else ""
    late = "nhiệm vụ quá hạn" if is_chased else "nhiệm vụ chưa hoàn thành khi kết thúc"
    assert re.search(rf"^ +{led['items']}  {late}{re.escape(times)}", home, re.MULTILINE)
    assert (f", trong đó {doubtful['items']:02} cần xác minh" in home) == bool(doubtful["items"])
    if found["owed work"]["units"]:
        owing = found["owed work"]
        assert f"{owing['units']}  đơn vị còn nợ nhiệm vụ ({number(owing['occurrences'])} lượt)" in home


@on_each_day
def test_the_site_counts_what_the_list_counts(where: str, as_of: str) -> None:
    """Its first number is that of the overdue items, and the table has both nouns."""
    overview = overview_page(site_view(crowd(), None, day(as_of)), VI)
    assert overview.key_figures[0].value == str(parts_of(late_of(as_of))["led"]["items"])
    rows: Any = status_as_json(status_of(as_of), VI)["counts"]
    shown = [[cell.text for cell in row[1:3]] for row in overview.tasks.rows]
    assert shown == [[str(row["items"]), str(row["occurrences"])] for row in rows]


@on_each_day
def test_no_other_number_stands_before_a_noun(where: str, as_of: str) -> None:
    """Whatever number of items, times, units or reports a list tells is that of a part of it that somebody can name."""
    late, soon, on, status = late_of(as_of), soon_of(as_of), day(as_of), status_of(as_of)
    pages = {
        "overdue": overdue_page(overdue_view(crowd(), on), VI),
        "upcoming": upcoming_page(upcoming_view(crowd(), on), 30, VI),
        "today": today_page(status, VI),
    }
    known = _numbers(as_of, late, soon)
    for asked in ended(as_of):
        rows = reports_view(crowd(), asked, on).rows
        states = [row.state for row in rows]
        silent = sum(row.standing.status == "overdue" and row.state != "returned" for row in rows)
        known["đơn vị"] |= {silent}
        known["báo cáo"] |= {len(rows), *map(states.count, states)}
    for name, page in pages.items():
        for count, noun in re.findall(
            rf"(?<![\d/.])(\d[\d.]*) ({'|'.join(WORDS.values())})\b", page_as_text(page)
        ):
            assert int(count.replace(".", "")) in known[noun], (name, count, noun)


WORDS = {"items": "nhiệm vụ", "occurrences": "lượt", "units": "đơn vị", "reports": "báo cáo"}


def _numbers(as_of: str, *lists: Entries) -> dict[str, set[int]]:
    """The numbers of the parts of some lists, by noun; a screen names six units and counts the rest."""
    counted = [nouns(part) for entries in lists for part in _parts(as_of, entries)]
    known = {word: {found[key] for found in counted} for key, word in WORDS.items()}
    known["đơn vị"] |= {count - 6 for count in known["đơn vị"]}
    return known


def is_old(entry: Mapping[str, Any], as_of: str) -> bool:
    """Whether it is from before the newest round of reports, and nobody has promised it for a day since then."""
    on = day(as_of)
    times = [
        time
        for item in crowd().items.values()
        if item.kind == "report"
        for time in item_occurrences(crowd(), item)
    ]
    newest = max(due for due in (time.due for time in times) if due and due < on)
    end = next(time.period.last_day for time in times if time.due == newest)
    began = max(time.period.first_day for time in times if time.period.last_day == end)
    period_ = next((time.period for time in times if time.key == entry["occurrence"]), None)
    own: dt.date = period_.last_day if entry["kind"] == "report" and period_ else entry["due"]
    owner = entry["owners"][0] if is_owed(entry) else None
    promises = [
        said.until or own
        for said in crowd().events.get((entry["id"], owner), ())
        if said.event == "promised" and said.occurrence == entry["occurrence"] and said.date <= on
    ]
    return max([own, *promises[-1:]]) < began


def _parts(as_of: str, entries: Entries) -> Iterator[Entries]:
    led, owed = ([entry for entry in entries if is_owed(entry) == which] for which in (False, True))
    certain = [entry for entry in led if not entry["needs_verification"]]
    yield from (entries, led, owed, certain, [entry for entry in led if entry["needs_verification"]])
    yield [entry for entry in owed if entry["kind"] != "report"]
    for part in (led, owed):
        yield [entry for entry in part if is_old(entry, as_of)]
        yield [entry for entry in part if not is_old(entry, as_of)]
    for time in {(entry["id"], entry["occurrence"]) for entry in owed}:
        same = [entry for entry in owed if (entry["id"], entry["occurrence"]) == time]
        yield from (same, [entry for entry in same if not is_old(entry, as_of)])
    for is_task in (True, False):
        yield [entry for entry in certain if (entry["kind"] == "task") == is_task]
    for id_ in {entry["id"] for entry in entries}:
        yield [entry for entry in entries if entry["id"] == id_]


@on_each_day
def test_what_is_coming_is_one_number_on_every_screen(where: str, as_of: str) -> None:
    """The list, the last line of what is overdue, status, home and JSON."""
    entries = soon_of(as_of)
    found = nouns(entries)
    view = upcoming_view(crowd(), day(as_of))
    assert due_counts(view)["counts"] == found
    assert f"VIỆC SẮP ĐẾN HẠN ({said(found)})" in page_as_text(upcoming_page(view, 30, VI))
    status = status_of(as_of)
    data: Any = status_as_json(status, VI)
    assert data["due_within_30_days"] == found
    home = page_as_text(today_page(status, VI))
    is_open = not is_over(where, as_of)
    assert (f"{found['items']}  nhiệm vụ đến hạn trong 30 ngày tới" in home) == (is_open or bool(entries))
    if entries:
        assert f"ĐẾN HẠN TRONG 30 NGÀY TỚI ({said(found)})" in page_as_text(status_page(status, VI))
        listed = page_as_text(overdue_page(overdue_view(crowd(), day(as_of)), VI))
        assert (f"Đến hạn trong 30 ngày tới: {said(found)}: ct58 upcoming" in listed) == is_open


@on_each_day
def test_the_reports_of_a_period_are_one_number_on_every_screen(where: str, as_of: str) -> None:
    """Expected, received, asked for: lists, status, home, what a record tells, site, and JSON; the suspended in none."""
    on = day(as_of)
    data: Any = status_as_json(status_of(as_of), VI)
    home = page_as_text(today_page(status_of(as_of), VI))
    late = {
        (entry["owners"][0], entry["occurrence"]) for entry in late_of(as_of) if entry["kind"] == "report"
    }
    for asked, told in zip(ended(as_of), data["reports"], strict=True):
        view = reports_view(crowd(), asked, on)
        rows: Any = reports_as_json(view, view.rows)["units"]
        received = [row for row in rows if row["state"] in ARRIVED]
        missing = [row for row in rows if row["state"] not in ARRIVED | OVER]
        assert (told["expected"], told["actual"]) == (len(rows), len(received))
        counts: Any = reports_counts(view)["counts"]
        assert counts["expected"] == {"reports": len(rows), "units": len({row["unit"] for row in rows})}
        assert counts["missing"]["reports"] == len(missing)
        there = report_counts(crowd(), asked, on)
        assert sum(count.expected for count in there) == len(rows)
        assert sum(count.after for count in there) == len(received)
        overdue = {(row["unit"], row["period"]) for row in missing if row["due"] < on}
        assert overdue == {key for key in late if key[1] == str(asked)}
        shown = page_as_text(reports_page(view, VI, missing=True))
        assert f"CHƯA NHẬN ({len(missing):02} báo cáo)" in shown
        assert f"trong {number(len(rows))} báo cáo: " in shown
        pattern = (
            rf"^ +{len(missing)}  báo cáo {re.escape(VI.period(asked))} chưa nhận, trên {len(rows)} báo cáo"
        )
        assert re.search(pattern, home, re.MULTILINE)


@on_each_day
def test_what_leads_to_calls_and_letters_counts_what_they_list(where: str, as_of: str) -> None:
    """Home, status, the list of calls and the letters: the same places, and each old debt in the old list alone."""
    on = day(as_of)
    chase = chase_view(crowd(), on)
    scope = status_scope(crowd(), on, with_indicators=False)
    view = status_view(crowd(), scope, on, chase=chase)
    steps = {step.kind: (step.count, step.command) for step in view.steps}
    rows: Any = calls_as_json(calls_view(crowd(), on))
    older = calls_view(crowd(), on, CallScope(since=on, older=True))
    letters: Any = reminders_as_json(reminders_view(crowd(), on))
    lists: dict[NextStepKind, tuple[list[Any], str]] = {
        "call": (rows, "ct58 call"),
        "remind": (letters, "ct58 remind"),
    }
    lists["old_debts"] = (list(older.rows), "ct58 call --older")
    for kind, (listed, command) in lists.items():
        is_offered = listed and not is_over(where, as_of)
        assert steps.get(kind) == ((len(listed), command) if is_offered else None)
    if is_over(where, as_of):  # nobody is chased any more
        return
    home = page_as_text(today_page(view, VI))
    assert f"CẦN GỌI HÔM NAY ({len(rows):02} nơi)" in home
    assert f"Gọi {len(rows):02} nơi" in home
    entries = {_key(entry): entry for entry in late_of(as_of)}
    debts = [(debt["id"], debt["occurrence"]) for row in rows for debt in row["owes"]]
    assert set(debts) <= {key[:2] for key, entry in entries.items() if not is_old(entry, as_of)}
    if older.rows:
        about = {_key(due_entry(entry)): due_entry(entry) for row in older.rows for entry in row.entries}
        assert all(is_old(entry, as_of) for entry in about.values())
        found = nouns(about.values())
        assert f"Nợ cũ (trước {VI.period(chase.calls.period)}): {said(found)}." in home


@on_each_day
def test_letters_ask_for_what_is_overdue(where: str, as_of: str) -> None:
    """Each obligation in one letter or in none; each letter by its nouns, as JSON, in the list and in its own words."""
    view = reminders_view(crowd(), day(as_of))
    entries = late_of(as_of)
    letters: Any = reminders_as_json(view)
    told: Any = reminders_counts(view)["counts"]
    assert told["letters"] == len(letters)
    about = {_key(entry): entry for letter in letters for entry in letter["items"]}
    assert about.keys() <= {_key(entry) for entry in entries}
    assert {name: told[name] for name in ("items", "occurrences", "units", "reports")} == nouns(
        about.values()
    )
    page = page_as_text(reminders_page(view, VI))
    for letter, made in zip(letters, view.letters, strict=True):
        counts = nouns(letter["items"])
        assert letter["counts"] == counts
        cells = rf"^ +{letter['number']}  .* {counts['occurrences']} +{counts['reports']}  "
        assert re.search(cells, page, re.MULTILINE)
        document = letter_document(view, made, VI)
        assert f"còn {said(counts, with_units=False)} quá hạn" in document.opening[0]
        assert sum(isinstance(row, DueRow) for row in document.items) == len(letter["items"])


def _key(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return entry["id"], entry["occurrence"], ",".join(entry["owners"])


@on_each_day
def test_a_work_programme_counts_each_unit_once(where: str, as_of: str) -> None:
    """However many of its debts are in a line; the paper says what the screen says."""
    asked = Period.containing(day(as_of), "year")
    view = plan_view(crowd(), asked, day(as_of))
    entries: Any = plan_as_json(view)
    assert plan_counts(view)["counts"] == nouns(entries)
    page = page_as_text(plan_page(view, VI))
    document = work_programme_document(view, VI)
    for group in view.groups:
        lead = group.lead.id if group.lead else None
        mine = [entry for entry in entries if _led_by(entry) == lead]
        assert f" ({said(nouns(mine))})\n" in page
        for row in group.rows:
            same = [entry for entry in mine if (entry["id"], entry["when"]) == (row.item.id, row.when)]
            if is_owed(same[0]):
                written = {item.with_ for item in document.items if isinstance(item, DueRow)}
                assert f"{number(nouns(same)['units'])} đơn vị" in written


def _led_by(entry: Mapping[str, Any]) -> str | None:
    return None if is_owed(entry) else entry["owners"][0]


def cells(text: str, title: str) -> Iterator[list[str]]:
    """The rows of the Markdown table with a title, as texts."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    at = next(place for place, line in enumerate(rows) if line.startswith(f"| {title} |"))
    for line in rows[at + 2 :]:
        found = [cell.strip() for cell in line.strip("|").split("|")]
        yield found
        if found[0] == "Tổng số":
            return


@pytest.mark.parametrize("where", OFFICES)
@pytest.mark.parametrize(
    ("asked", "as_of"), [("2021", DAYS[1]), ("2022", "2023-02-05"), ("2023-Q3", DAYS[3]), ("2023", DAYS[4])]
)
def test_a_period_s_document_counts_its_own_times_and_names_older_debts(
    where: str, asked: str, as_of: str
) -> None:
    """In Markdown, in Word's words and in JSON; the basis stands beside."""
    view = summary_of(crowd(), asked, as_of)
    text = summary_markdown(view, VI)
    data: Any = summary_as_json(view, VI)
    assert "Cách tính: nhiệm vụ có nhiều kỳ tính các kỳ của " in text
    table = list(cells(text, "Nhóm nhiệm vụ"))
    has_occurrences = "| Nhóm nhiệm vụ | Nhiệm vụ | Lượt |" in text
    for shown, told in zip(table, data["tasks"], strict=False):
        names = ["items", "occurrences", "completed_on_time", "completed_late", "within_time", "overdue"]
        if not has_occurrences:  # each falls due once in the time
            assert told["items"] == told["occurrences"]
            names.remove("occurrences")
        counted = [int(cell.replace(".", "")) for cell in shown[1 : len(names) + 1]]
        assert counted == [told[name] for name in names]
    sections = summary_document(view, VI).sections
    printed = [row for section in sections if section.table for row in section.table.rows]
    assert [tuple(row) for row in table] == [row for row in printed if row[0] in {cell[0] for cell in table}]
    whole = period(asked)
    for entry in view.duties:
        own = [one for one in entry.entries if one.period.kind != "once" and entry.item.deadline.every]
        assert all(one.period.last_day >= view.order.scope.first_day for one in own)
        assert all(one.period.last_day < view.order.scope.first_day for one in entry.older)
        if entry.is_settled and entry.older:
            lines = [found for found in text.splitlines() if entry.item.title in found]
            assert any(all(VI.period(one.period) in line for one in entry.older) for line in lines)
    kinds = {"month": 12, "quarter": 4}
    if whole.kind == "year" and whole.year > 2021 and whole.last_day < last_day_of_work(where):
        for entry in view.duties:
            expected = kinds.get(str(entry.item.deadline.every))
            if expected and not entry.item.owners and entry.item.since is None:
                assert len(entry.entries) == expected


@pytest.mark.parametrize(
    ("where", "as_of"), [("plain", DAYS[3]), ("amended", DAYS[3]), ("amended", DAYS[4]), ("ended", DAYS[4])]
)
def test_the_term_s_document_and_the_status_count_the_same(where: str, as_of: str) -> None:
    """Both have all times since the programme began: what has fallen due is the same, and so is what is in time."""
    told: Any = summary_as_json(summary_of(crowd(), "2021..2025", as_of), VI)
    rows: Any = status_as_json(status_of(as_of), VI)["counts"]
    groups = {row["id"]: row for row in rows if row["kind"] == "group"}
    for entry in told["tasks"]:
        if entry["group"]:
            row = groups[entry["group"]]
            names = ("items", "completed_on_time", "completed_late", "overdue", "missed")
            assert {name: entry[name] for name in names} == {name: row[name] for name in names}
    page = page_as_text(status_page(status_of(as_of), VI))
    assert "Tính mọi lượt từ đầu Chương trình, không kể báo cáo của đơn vị." in page
