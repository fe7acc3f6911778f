"""Rates and the 2×2 of an office counted a second time: plain Python over its YAML files, nothing of ct58.

What falls due when is written here by hand, from the text of Programme 10-CTr/ĐUK and the office's decisions on it; what
was done, sent or put off is read from the files as they stand. A day is an ISO text ("2021-06-30"): such texts sort.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

YEARS = range(2021, 2026)
ISSUED_ON = "2021-04-07"
Files = Mapping[str, Any]
Dues = dict[str, str]
"""The key of an occurrence ("once", "2021", "2021-Q2", "2021-04") and its last good day."""
Row = dict[str, int]

# ------------------------------------------------------------------ the files


UNREADABLE: dict[str, Any] = {"state": "unreadable"}
"""Instead of a file that is no YAML, or in which a part that holds records holds something else."""


def read(folder: Path) -> dict[str, Any]:
    """Path below `data/` and what a plain YAML reader makes of the file; its dates as ISO texts."""
    data = folder / "data"
    return {
        file.relative_to(data).as_posix(): _read(file.read_text(encoding="utf-8"))
        for file in sorted(data.rglob("*.yaml"))
    }


def _read(text: str) -> Any:
    try:
        found = _plain(YAML(typ="safe", pure=False).load(text))
    except YAMLError:
        return UNREADABLE
    parts = [found.get(name) for name in ("figures", "notes", "source") if "period" in found]
    return found if all(part is None or isinstance(part, dict) for part in parts) else UNREADABLE


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, dt.date) else value


# ------------------------------------------------------------------ what falls due when


def once(day: str) -> Dues:
    """What is due on one day."""
    return {"once": day}


def yearly(month_day: str = "12-31", *, later: int = 0) -> Dues:
    """A day of each year; `later` = 1: of the year after."""
    return {str(year): f"{year + later}-{month_day}" for year in YEARS}


def quarterly(after: int = 0) -> Dues:
    """So many days after the end of each quarter from the second of 2021 on."""
    return {
        key: (_month_end(year, 3 * number) + dt.timedelta(days=after)).isoformat()
        for key, year, number in _quarters()
    }


def quarter_starts() -> Dues:
    """The tenth day of each quarter, which a plan of it is for."""
    return {key: f"{year}-{3 * number - 2:02}-10" for key, year, number in _quarters()}


def year_starts() -> Dues:
    """The end of January, for a plan of the year; in 2021, when there was no programme yet, the year's end."""
    return yearly("01-31") | {"2021": "2021-12-31"}


def month_starts() -> Dues:
    """The fifth of each month from April 2021 on; in that month, which began without a programme, its end."""
    keys = ((year, month) for year in YEARS for month in range(1, 13) if (year, month) >= (2021, 4))
    return {f"{year}-{month:02}": f"{year}-{month:02}-05" for year, month in keys} | {"2021-04": "2021-04-30"}


def _quarters() -> Iterator[tuple[str, int, int]]:
    for year in YEARS:
        for number in (1, 2, 3, 4):
            if (year, number) >= (2021, 2):
                yield f"{year}-Q{number}", year, number


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


TERM = once("2025-12-31")
STANDING: Dues = {"once": ""}
"""Carried out all the time: no day."""
DUE: Mapping[str, Dues] = {
    "PL-01": once("2021-06-30"),
    "PL-02": yearly(),
    "PL-03": year_starts(),
    "PL-04": once("2021-03-31"),
    "PL-05": once("2021-06-30"),
    "PL-06": once("2021-06-30"),
    "PL-07": once("2022-03-31"),
    "PL-08": once("2021-03-31"),
    "PL-09": once("2021-03-31"),
    "PL-10": once("2021-06-30"),
    "PL-11": once("2021-06-30"),
    "PL-12": once("2021-09-30"),
    "PL-13": TERM,
    "PL-14": once("2021-06-30"),
    "NV-01": yearly(),
    "NV-02": once("2021-04-14"),
    "NV-03": TERM,
    "NV-04": yearly(),
    "NV-05": TERM,
    "NV-06": TERM,
    "NV-07": TERM,
    "NV-08": quarter_starts(),
    "NV-09": STANDING,
    "NV-10": STANDING,
    "NV-11": TERM,
    "NV-12": TERM,
    "NV-13": year_starts(),
    "NV-14": TERM,
    "NV-15": TERM,
    "NV-16": TERM,
    "NV-17": month_starts(),
    "NV-18": quarter_starts(),
    "NV-19": TERM,
    "NV-20": STANDING,
    "NV-21": year_starts(),
    "NV-22": TERM,
    "NV-23": yearly(),
    "NV-24": once("2021-06-30"),
    "NV-25": once("2021-06-30"),
    "NV-26": quarter_starts() | {"2021-Q2": "2021-06-30"},
    "NV-27": year_starts(),
    "NV-28": once("2021-06-30"),
    "NV-29": STANDING,
    "NV-30": quarterly(after=15),
    "NV-31": TERM,
    "NV-32": yearly("03-31") | {"2021": "2021-12-31"},
    "NV-33": yearly("03-31") | {"2021": "2021-12-31"},
    "NV-34": yearly("03-31") | {"2021": "2021-06-30"},
}
LAPSES: Mapping[str, int] = {
    **dict.fromkeys(("NV-08", "NV-17", "NV-18", "NV-26", "NV-30"), 90),
    **dict.fromkeys(("NV-32", "NV-33", "NV-34"), 365),
}
"""After so many days nobody makes it up any more."""
CALENDAR: Mapping[str, tuple[str, Dues]] = {
    "BC-QUY": ("tccsd", quarterly(after=5)),
    "BC-NAM": ("tccsd", yearly("01-20", later=1)),
    "BC-DT-QUY": ("mass", quarterly(after=5)),
    "BC-DT-NAM": ("mass", yearly("01-20", later=1)),
    "BC-KHOI-QUY": ("bloc", quarterly(after=5)),
    "BC-KHOI-NAM": ("bloc", yearly("01-20", later=1)),
}
OWED: Mapping[str, tuple[str, str, str]] = {
    "NV-02": ("plan_owers", "action_programme", "received_on"),
    "NV-03": ("tccsd", "propaganda_plan", "issued_on"),
    "NV-05": ("tccsd", "steering_committee", "established_on"),
    "NV-23": ("mass", "", ""),
    "NV-32": ("tccsd", "yearly_resolution", "issued_on"),
    "NV-33": ("tccsd", "registered_level", "received_on"),
    "NV-34": ("tccsd", "remedy_plan", "issued_on"),
}
"""Who owes it, and the figure and field whose day settles it; no figure: what the unit's events say."""
GROUPS = {
    "I": ("PL-01", "PL-02", "PL-03"),
    "II": ("PL-04", "PL-05", "PL-06", "PL-07"),
    "III": tuple(f"PL-{number:02}" for number in range(8, 15)),
}
_SETS: Mapping[str, Callable[[Any], bool]] = {
    "tccsd": lambda unit: unit.get("organisation") in ("grassroots_committee", "grassroots_cell"),
    "mass": lambda unit: unit["kind"] == "mass_organisation",
    "bloc": lambda unit: unit["id"] == "dang-uy-khoi",
}


def belongs(unit: Any, set_name: str) -> bool:
    """Whether a unit is in a set of the programme."""
    if set_name == "plan_owers":
        return belongs(unit, "tccsd") or belongs(unit, "mass")
    return _SETS[set_name](unit)


# ------------------------------------------------------------------ the committee's end


@dataclass(frozen=True)
class End:
    """The last day of the committee's work, and the last one on which what came still counts."""

    closed_on: str
    cut_off: str


NEVER = End("9999-12-31", "9999-12-31")


def end_of(files: Files, as_of: str) -> End:
    """The end as known on a day: one that lies ahead is not."""
    head = files["programme.yaml"]["programme"]
    closed_on = head.get("closed_on")
    if not closed_on or closed_on > as_of:
        return NEVER
    return End(closed_on, (head.get("closing") or {}).get("cut_off") or closed_on)


def day_after(day: str) -> str:
    """The next day."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


# ------------------------------------------------------------------ where it stands


@dataclass(frozen=True)
class Standing:
    """One occurrence on a day: its cell of the 2×2, `missed`, `ongoing`, `suspended` or `dropped`."""

    item: str
    key: str
    cell: str
    is_due: bool
    needs_verification: bool = False


def exists(unit: Any, day: str, as_of: str) -> bool:
    """Whether a unit is there on a day, as known as of another: an end that lies ahead is not known yet."""
    end = unit.get("valid_to") or "9999"
    if (unit.get("valid_from") or "") > min(day, as_of):
        return False
    return end > as_of or day <= end


def events_of(file: Any, as_of: str, item: str | None = None) -> list[Any]:
    """The events that have happened, and not been taken back, by date."""
    found = [
        event
        for event in (file or {}).get("events") or []
        if event["date"] <= as_of and not event.get("voided") and item in (None, event.get("item"))
    ]
    return sorted(found, key=lambda event: event["date"])


def stands(
    item: str,
    key: str,
    due: str,
    events: Iterable[Any],
    as_of: str,
    done: str | None = None,
    to: Iterable[str] = (),
) -> Standing:
    """The first that fits: given up, halted, done, no day, its time over, overdue, within time."""
    mine = [event for event in events if _means(event, key, due)]
    kinds = [event["event"] for event in mine]
    extensions = [event["until"] for event in mine if event["event"] == "extended"]
    in_force = extensions[-1] if extensions else due
    done = done or _done(mine, tuple(to))
    halts = [kind for kind in kinds if kind in ("suspended", "resumed")]
    if "dropped" in kinds:
        return Standing(item, key, "dropped", is_due=False)
    if halts and halts[-1] == "suspended":
        return Standing(item, key, "suspended", is_due=False)
    is_due = bool(in_force) and in_force <= as_of
    if done:
        return Standing(
            item, key, "completed_late" if in_force and done > in_force else "completed_on_time", is_due
        )
    if not in_force:
        return Standing(item, key, "ongoing", is_due=False)
    work = {"started", "submitted", "returned", "approved", "issued", "completed"}
    unproven = due < ISSUED_ON and not extensions and not work & set(kinds)
    return Standing(item, key, _open(item, in_force, as_of), is_due, unproven)


def _means(event: Any, key: str, due: str) -> bool:
    said = event.get("occurrence")
    if said is not None:
        return str(said) == key
    return key == "once" or (event["event"] in ("suspended", "resumed", "dropped") and event["date"] <= due)


def _done(events: list[Any], to: tuple[str, ...]) -> str | None:
    if not to:
        return next((event["date"] for event in events if event["event"] in ("issued", "completed")), None)
    has: dict[str, str] = {}
    for event in events:
        for body in [event["to"]] if event.get("to") else to:
            if event["event"] == "submitted":
                has[body] = event["date"]
            elif event["event"] == "returned":
                has.pop(body, None)
    return max(has[body] for body in to) if all(body in has for body in to) else None


def _open(item: str, due: str, as_of: str) -> str:
    if as_of <= due:
        return "within_time"
    days = (dt.date.fromisoformat(as_of) - dt.date.fromisoformat(due)).days
    return "missed" if days > LAPSES.get(item, 10_000) else "overdue"


# ------------------------------------------------------------------ an office on a day


def joint(files: Files, as_of: str) -> Iterator[Standing]:
    """The appendix, the joint duties and what came up on the way."""
    for item, dues in DUE.items():
        if item not in OWED:
            yield from _item(files, item, dues, as_of)
    for path, file in files.items():
        if path.startswith("tasks/KL-") and (file["source"].get("date") or "") <= as_of:
            yield from _item(files, file["item"], once(file["deadline"]["by"]), as_of)


def _item(files: Files, item: str, dues: Dues, as_of: str) -> Iterator[Standing]:
    file = files.get(f"tasks/{item}.yaml")
    bodies = next((task["submit_to"] for task in _tasks(files) if task["id"] == item), None)
    to = (file or {}).get("submit_to") or bodies or ()
    end = end_of(files, as_of)
    for key, due in dues.items():
        events = events_of(file, min(as_of, end.cut_off))
        has_begun = any(_means(event, key, due) for event in events)
        if has_begun or due <= end.closed_on:
            found = stands(item, key, due, events, min(as_of, end.closed_on), to=to)
            yield _too_late(found, as_of, end)
        else:
            yield Standing(item, key, "fallen", is_due=False)


def _too_late(found: Standing, as_of: str, end: End) -> Standing:
    """What fell due on the very last day and was open then is late on every day after it."""
    is_over = as_of > end.closed_on and found.cell == "within_time" and found.is_due
    return replace(found, cell="overdue") if is_over else found


def _tasks(files: Files) -> list[Any]:
    programme = files["programme.yaml"]
    return [{"submit_to": [], **entry} for entry in [*programme["tasks"], *programme["duties"]]]


def owed(files: Files, as_of: str) -> Iterator[Standing]:
    """What each unit of a set owes, but for reports."""
    for item, (set_name, figure, field) in OWED.items():
        end = end_of(files, as_of)
        known_by, today = min(as_of, end.cut_off), min(as_of, end.closed_on)
        followed = {key for key in DUE[item] if _is_followed(files, item, key, known_by)}
        for unit in units(files, set_name):
            for key, due in DUE[item].items():
                is_unread = bool(figure) and _is_unreadable(files, unit["id"], key)
                if exists(unit, min(due, end.closed_on), as_of) and not is_unread:
                    day = _figure_day(files, unit["id"], key, figure, field, known_by)
                    events = _told(files, item, unit["id"], known_by)
                    if due > end.closed_on and not day and not any(_means(e, key, due) for e in events):
                        yield Standing(item, key, "fallen", is_due=False)
                        continue
                    found = _too_late(stands(item, key, due, events, today, day), as_of, end)
                    is_unknown = key not in followed and found.cell in ("overdue", "missed")
                    yield replace(found, cell="overdue", needs_verification=True) if is_unknown else found


def _told(files: Files, item: str, unit: str, as_of: str) -> list[Any]:
    """What was booked for all units at once, and of this one."""
    for_all = events_of(files.get(f"tasks/{item}.yaml"), as_of)
    return [*for_all, *events_of(files.get(f"units/{unit}/events.yaml"), as_of, item)]


def _is_followed(files: Files, item: str, key: str, as_of: str) -> bool:
    """Whether anything was booked, of any unit, about what comes every year; a one-off is asked for in any case."""
    set_name, figure, field = OWED[item]
    if key == "once":
        return True
    work = {"started", "submitted", "returned", "approved", "issued", "completed"}
    for unit in units(files, set_name):
        if figure and _figure_day(files, unit["id"], key, figure, field, as_of):
            return True
        events = events_of(files.get(f"units/{unit['id']}/events.yaml"), as_of, item)
        if any(str(event.get("occurrence")) == key and event["event"] in work for event in events):
            return True
    return False


def units(files: Files, set_name: str) -> Iterator[Any]:
    """The units of a set, whenever they existed."""
    for path, file in files.items():
        if path.endswith("/unit.yaml") and belongs(file, set_name):
            yield file


def _figure_day(files: Files, unit: str, key: str, figure: str, field: str, as_of: str) -> str | None:
    report = files.get(f"units/{unit}/reports/{key}.yaml") or {}
    value = (report.get("figures") or {}).get(figure)
    day = value.get(field) if isinstance(value, dict) else None
    return day if day is not None and day <= as_of else None


def begun(found: Iterable[Standing], as_of: str) -> list[Standing]:
    """Without the occurrences of a period that lies ahead, which do not count yet, and what fell away at the end."""
    listed = [entry for entry in found if entry.key == "once" or _first_day(entry.key) <= as_of]
    return [entry for entry in listed if entry.cell != "fallen"]


def fallen(files: Files, as_of: str) -> Row:
    """How much nobody had begun when the committee's work ended before its day: items, and times."""
    found = [entry for entry in (*joint(files, as_of), *owed(files, as_of)) if entry.cell == "fallen"]
    return {"items": len({entry.item for entry in found}), "occurrences": len(found)}


def count(found: Iterable[Standing]) -> Row:
    """The cells of some occurrences, and the two counts of the rate on time."""
    entries = list(found)
    cells = Counter(entry.cell for entry in entries)
    names = ("completed_on_time", "completed_late", "within_time", "overdue", "missed")
    return {
        **{name: cells[name] for name in (*names, "ongoing", "suspended", "dropped")},
        "total": sum(cells[name] for name in names),
        "due": sum(entry.is_due for entry in entries),
        "due_on_time": sum(entry.is_due and entry.cell == "completed_on_time" for entry in entries),
        "needs_verification": sum(entry.needs_verification for entry in entries),
    }


def table(files: Files, as_of: str) -> dict[str, Row]:
    """The rows of the table of progress: each group, the appendix, duties, what came up, what units owe."""
    found = begun(joint(files, as_of), as_of)
    rows = {group: [entry for entry in found if entry.item in items] for group, items in GROUPS.items()}
    rows["tasks"] = [entry for entry in found if entry.item.startswith("PL-")]
    rows["duties"] = [entry for entry in found if entry.item.startswith("NV-")]
    rows["ad_hoc"] = [entry for entry in found if entry.item.startswith("KL-")]
    rows["owed"] = begun(owed(files, as_of), as_of)
    return {name: count(entries) for name, entries in rows.items() if entries}


def leads(files: Files, as_of: str) -> dict[str, Row]:
    """The same row of each body that leads; joint work counts for each of them."""
    of = {entry["id"]: entry.get("lead") or [] for entry in _tasks(files)}
    of |= {file["item"]: file["lead"] for path, file in files.items() if path.startswith("tasks/KL-")}
    found = begun(joint(files, as_of), as_of)
    bodies = {body for entry in found for body in of[entry.item]}
    return {body: count(entry for entry in found if body in of[entry.item]) for body in bodies}


# ------------------------------------------------------------------ reports


def reports(files: Files, period: str, as_of: str) -> dict[str, Row]:
    """Each line of the calendar that asks for a period: whom it asks, what arrived, what of it in time."""
    return {
        line: _line(files, line, set_name, period, dues[period], as_of)
        for line, (set_name, dues) in CALENDAR.items()
        if period in dues and _first_day(period) <= end_of(files, as_of).closed_on
    }


def _line(files: Files, line: str, set_name: str, period: str, due: str, as_of: str) -> Row:
    end = end_of(files, as_of)
    last_day = min(_last_day(period), end.closed_on)
    due = due if last_day == _last_day(period) else end.cut_off
    known_by, today = min(as_of, end.cut_off), min(as_of, day_after(end.cut_off)) if end != NEVER else as_of
    asked = [unit for unit in units(files, set_name) if exists(unit, last_day, as_of)]
    expected, arrived, in_time, fallen, fallen_in_time = 0, 0, 0, 0, 0
    for unit in asked:
        events = events_of(files.get(f"units/{unit['id']}/events.yaml"), known_by, line)
        owed_by = _due_of(files, line, unit["id"], period, due)
        found = stands(line, period, owed_by, events, today, _arrival(files, unit["id"], period, known_by))
        if found.cell in ("suspended", "dropped") or _is_unreadable(files, unit["id"], period):
            continue
        expected += 1
        arrived += found.cell.startswith("completed")
        in_time += found.cell == "completed_on_time"
        fallen += found.is_due
        fallen_in_time += found.is_due and found.cell == "completed_on_time"
    return {
        "expected": expected,
        "actual": arrived,
        "actual_on_time": in_time,
        "due": fallen,
        "due_on_time": fallen_in_time,
    }


def _is_unreadable(files: Files, unit: str, period: str) -> bool:
    """Whether nobody knows if the report came: it is in no count."""
    return files.get(f"units/{unit}/reports/{period}.yaml") is UNREADABLE


def _arrival(files: Files, unit: str, period: str, as_of: str) -> str | None:
    report = files.get(f"units/{unit}/reports/{period}.yaml") or {}
    day = report.get("received_on")
    if report.get("state") not in ("registered", "received", "partial") or day is None or day > as_of:
        return None
    return str(day)


def _due_of(files: Files, line: str, unit: str, period: str, due: str) -> str:
    for exception in (files.get(f"periods/{period}.yaml") or {}).get("exceptions") or []:
        if exception["report"] == line and unit in exception.get("units", [unit]):
            return str(exception["due"])
    return due


def _last_day(period: str) -> str:
    year, _, quarter = period.partition("-Q")
    return _month_end(int(year), 3 * int(quarter) if quarter else 12).isoformat()


def _first_day(key: str) -> str:
    year, _, part = key.partition("-")
    month = 3 * int(part[1]) - 2 if part.startswith("Q") else int(part or 1)
    return f"{year}-{month:02}-01"
