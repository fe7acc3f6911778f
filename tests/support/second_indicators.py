"""The 28 indicators of Programme 10-CTr/ĐUK worked out a second time: plain Python over the YAML files.

Written by hand from the programme's text and the office's decisions on it (`decision` in programme.yaml), not from ct58's
code or its measures. A day is an ISO text. Numerator, denominator, how many were heard and how many there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.second_rates import NEVER, UNREADABLE, End, Files, belongs, end_of, exists

ARRIVED = ("received", "partial")
"""A report that arrived and was typed in; one that is only booked says nothing yet."""
BY_ITS_OWN_DAY = ("action_programme", "yearly_resolution", "registered_level", "remedy_plan")
"""What the office itself receives: there from its own day on, whatever the report's state; not there is no."""
DECISION = {"party_rating": "party_rating_decision"}
TITLES = ("culture_standard", "model_unit")
RATED = ("excellent", "good", "completed", "not_completed")
WORKPLACES = (
    "agency",
    "public_service",
    "state_enterprise",
    "private_enterprise",
    "fdi_enterprise",
)
ENTERPRISES = WORKPLACES[2:]
SETS: dict[str, Callable[[Any], bool]] = {
    "tccsd": lambda unit: belongs(unit, "tccsd"),
    "mass": lambda unit: belongs(unit, "mass"),
    "bloc": lambda unit: belongs(unit, "bloc"),
    "workplaces": lambda unit: unit["kind"] in WORKPLACES,
    "enterprises": lambda unit: unit["kind"] in ENTERPRISES,
    "drafters": lambda unit: belongs(unit, "tccsd") and "drafts_documents" in unit.get("flags", []),
}


@dataclass(frozen=True)
class Window:
    """The days that are looked at, and the last day of the whole time that an indicator is judged over."""

    first: str
    last: str
    ends_on: str
    cut: str = ""
    """`year` or `term`, where the committee's end came first."""


@dataclass(frozen=True)
class Cell:
    """What is known of one figure: `given` with a value, `na` (does not apply), or `open`."""

    state: str
    value: Any = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing."""
        return self.state != "open"

    def is_one_of(self, *values: Any) -> bool:
        """Whether it is given and one of some values."""
        return self.state == "given" and self.value in values


OPEN, NA = Cell("open"), Cell("na")
UNREAD = Cell("open", "unread")
"""Open, because its file could not be read: it may say anything, so nothing else stands for it."""
LATER = "9999-12-31"


@dataclass(frozen=True)
class Title:
    """What is known for sure of a title that lasts, and else what was said last, with the year that said it."""

    cell: Cell
    last: Cell | None = None
    said_in: str | None = None

    @property
    def shown(self) -> Cell:
        """What is counted for the time being."""
        return self.last if self.cell == OPEN and self.last is not None else self.cell

    def running(self, period: str) -> Title:
        """The same while the period runs: the report of the year before is the newest that is owed."""
        is_newest = self.last is not None and self.said_in == str(int(period) - 1)
        return Title(self.shown) if is_newest else self


@dataclass(frozen=True)
class Share:
    """What one unit adds: above and below the line, whether it was heard, whether there is anything to show."""

    above: int
    below: int
    is_heard: bool
    has_data: bool


@dataclass(frozen=True)
class Answer:
    """An indicator's counts; None where nothing is known."""

    numerator: int | None
    denominator: int | None
    reported: int
    expected: int


NOTHING = Answer(None, None, 0, 0)


class Second:
    """An office's files, as of a day."""

    def __init__(self, files: Files, as_of: str) -> None:
        """Keep the files and the day, and the last one on which what came counts."""
        self.files, self.as_of, self.end = files, as_of, end_of(files, as_of)
        self.known_by = min(as_of, self.end.cut_off)
        self.units = [file for path, file in files.items() if path.endswith("/unit.yaml")]
        self.by_id = {unit["id"]: unit for unit in self.units}

    def last_day(self, period: str) -> str:
        """The last day of a period: that of the committee's work, where it ended in it."""
        is_cut = period != "once" and first_day(period) <= self.end.closed_on
        return min(last_day(period), self.end.closed_on) if is_cut else last_day(period)

    # -------------------------------------------------------------- what is known

    def cell(self, unit: str, period: str, figure: str, by: str | None = None) -> Cell:
        """What a unit said for a period, as far as it counts by a day; what its file does not tell is open."""
        report = self.files.get(f"units/{unit}/reports/{period}.yaml") or {}
        if report is UNREADABLE:
            return UNREAD
        value = (report.get("figures") or {}).get(figure)
        if value is None or not self._counts(report, figure, value, min(by or self.known_by, self.known_by)):
            return OPEN
        return NA if value == "n/a" else Cell("given", value)

    def _counts(self, report: Any, figure: str, value: Any, day: str) -> bool:
        """By its own day what the office receives, by its decision what is decided, all else by its report.

        Who is not rated is so by the office's word with a reason, whatever became of the unit's own report.
        """
        arrived_on = (report.get("received_on") or LATER) if report["state"] in ARRIVED else LATER
        if figure in BY_ITS_OWN_DAY or figure.endswith("_decision"):
            return (own_day(value) or arrived_on) <= day
        if value == "not_rated" and (report.get("reasons") or {}).get(figure):
            return (report.get("received_on") or "") <= day
        if figure in DECISION and value != "n/a":
            decision = (report.get("figures") or {}).get(DECISION[figure]) or {}
            return bool(decision.get("number")) and (decision.get("issued_on") or LATER) <= day
        return value != "not_rated" and arrived_on <= day

    def latest(self, unit: str, figure: str, window: Window, every: str = "year") -> Cell:
        """What holds at the end of the window: of the last period that has ended in it, or of which something is said."""
        found = [
            cell
            for period, by in self.periods(window, every)
            if exists(self.by_id[unit], min(self.last_day(period), self.until(window)), self.as_of)
            and (
                (cell := self.cell(unit, period, figure, by)) != OPEN
                or self.last_day(period) <= self.until(window)
            )
        ]
        return found[-1] if found else OPEN

    def periods(self, window: Window, every: str) -> Iterator[tuple[str, str | None]]:
        """The periods inside, and the one in which the window ends, as it was known on the window's last day."""
        for period in of_kind(every):
            if period == "once":
                yield period, window.last if window.last < window.ends_on else None
            elif first_day(period) <= window.last and window.first <= self.last_day(period):
                is_inside = window.first <= first_day(period) and self.last_day(period) <= window.last
                yield period, None if is_inside else window.last

    def until(self, window: Window) -> str:
        """The day on which the units are counted."""
        return min(window.last, self.as_of)

    def members(self, set_name: str, window: Window) -> list[str]:
        """The units of a set at the end of the window."""
        day = self.until(window)
        return [unit["id"] for unit in self.units if SETS[set_name](unit) and exists(unit, day, self.as_of)]

    # -------------------------------------------------------------- what lasts

    def titles(self, unit: str, window: Window) -> tuple[Title, Title]:
        """The standard and the model's title at the window's end: what a later report does not say still holds."""
        periods = [
            (period, by)
            for period, by in self.periods(window, "year")
            if exists(self.by_id[unit], min(self.last_day(period), self.until(window)), self.as_of)
        ]
        if not periods:
            return Title(OPEN), Title(OPEN)
        period, by = periods[-1]
        found = self._titles(unit, period, by)
        if self.last_day(period) <= self.until(window):
            return found
        return found[0].running(period), found[1].running(period)

    def _titles(self, unit: str, period: str, by: str | None) -> tuple[Title, Title]:
        said = [self.cell(unit, period, figure, by) for figure in TITLES]
        found = _within_the_standard(*said)
        if period > of_kind("year")[0] and OPEN in found:
            before = self._titles(unit, str(int(period) - 1), by)
            held = [
                self._held(unit, period, by, earlier) if now == cell == OPEN else Title(cell)
                for earlier, now, cell in zip(before, said, found, strict=True)
            ]
            settled = _within_the_standard(held[0].cell, held[1].cell)
            return held[0], held[1] if settled[1] == held[1].cell else Title(settled[1])
        return Title(found[0]), Title(found[1])

    def _held(self, unit: str, period: str, by: str | None, before: Title) -> Title:
        """A yes lasts until its decision ends; a no is only what was said last."""
        cell = before.cell
        if cell.state != "given":
            return Title(OPEN, before.last, before.said_in) if cell == OPEN else Title(OPEN)
        said_in = before.said_in or str(int(period) - 1)
        if not cell.value:
            return Title(OPEN, cell, said_in)
        paper = self._recognition(unit, said_in, by)
        ends_on = paper.value.get("valid_to") if paper.state == "given" else None
        is_over = (ends_on or LATER) < min(self.last_day(period), by or self.known_by, self.known_by)
        return Title(OPEN) if is_over else Title(cell, None, said_in)

    def _recognition(self, unit: str, period: str, by: str | None) -> Cell:
        """The decision by which it is held: that of the report, or the last one before."""
        for year in range(int(period), int(of_kind("year")[0]) - 1, -1):
            cell = self.cell(unit, str(year), "recognition", by)
            if cell != OPEN:
                return cell
        return OPEN

    # -------------------------------------------------------------- sums

    def holder(self, unit: str, window: Window) -> str:
        """For whom a unit's figures count: itself, or the end of its mergers."""
        day, seen = self.until(window), {unit}
        while (following := self._next(unit, day)) is not None and following not in seen:
            seen.add(following)
            unit = following
        return unit

    def _next(self, unit: str, day: str) -> str | None:
        record = self.by_id[unit]
        return record.get("merged_into") if (record.get("valid_to") or "9999") < day else None

    def quarters(self, set_name: str, figure: str, window: Window) -> dict[str, list[tuple[str, str, Cell]]]:
        """Holder → (unit, quarter, what it said) for each quarter that lies inside; a merged unit's count for its holder."""
        found: dict[str, list[tuple[str, str, Cell]]] = {}
        for unit in filter(SETS[set_name], self.units):
            for quarter in of_kind("quarter"):
                is_inside = window.first <= first_day(quarter) and self.last_day(quarter) <= window.last
                is_there = exists(unit, min(self.last_day(quarter), self.until(window)), self.as_of)
                cell = self.cell(unit["id"], quarter, figure)
                if is_inside and is_there and (cell != OPEN or self.last_day(quarter) <= self.as_of):
                    holder = self.holder(unit["id"], window)
                    found.setdefault(holder, []).append((unit["id"], quarter, cell))
        return found


Measured = Callable[[Second, Window], Answer]

# ------------------------------------------------------------------ days and periods


def own_day(value: Any) -> str | None:
    """The day that a record itself names: of receipt, else the last."""
    if not isinstance(value, dict):
        return None
    days = [str(value[key]) for key in value if key.endswith("_on") and value[key]]
    return value.get("received_on") or max(days, default=None)


def of_kind(every: str) -> list[str]:
    """All periods of a kind for which anything is asked: quarters from the second of 2021 on."""
    if every == "once":
        return ["once"]
    years = range(2021, 2026)
    if every == "year":
        return [str(year) for year in years]
    return [f"{year}-Q{number}" for year in years for number in (1, 2, 3, 4)][1:]


def first_day(period: str) -> str:
    """Of a year or a quarter."""
    year, _, quarter = period.partition("-Q")
    return f"{year}-{3 * int(quarter or 1) - 2:02}-01"


def last_day(period: str) -> str:
    """Of a year or a quarter; what is given once is owed from the beginning."""
    if period == "once":
        return "2021-04-14"
    year, _, quarter = period.partition("-Q")
    return f"{year}-" + {"1": "03-31", "2": "06-30", "3": "09-30"}.get(quarter, "12-31")


# ------------------------------------------------------------------ shares of units


def _together(shares: Iterable[Share], *, is_share: bool = True) -> Answer:
    listed = list(shares)
    if not any(share.has_data for share in listed):
        return Answer(None, None, sum(share.is_heard for share in listed), len(listed))
    counted = [share for share in listed if share.has_data]
    return Answer(
        sum(share.above for share in counted),
        sum(share.below for share in counted) if is_share else None,
        sum(share.is_heard for share in listed),
        len(listed),
    )


def _rated(
    second: Second,
    window: Window,
    units: Iterable[str],
    figure: str,
    above: tuple[Any, ...],
    below: tuple[Any, ...],
) -> Iterator[Share]:
    for unit in units:
        cell = second.latest(unit, figure, window)
        yield Share(cell.is_one_of(*above), cell.is_one_of(*below), cell.is_settled, cell.is_settled)


def by_rating(set_name: str, figure: str, above: tuple[str, ...], below: tuple[str, ...] = RATED) -> Measured:
    """A share of a set by one figure."""
    return lambda second, window: _together(
        _rated(second, window, second.members(set_name, window), figure, above, below)
    )


def body_rating(unit: str) -> Measured:
    """Whether one body is rated excellent."""

    def measured(second: Second, window: Window) -> Answer:
        there = [unit] if exists(second.by_id[unit], second.until(window), second.as_of) else []
        return _together(_rated(second, window, there, "organisation_rating", ("excellent",), RATED))

    return measured


def published(second: Second, window: Window) -> Answer:
    """CT-01: at least one item in the quarter, of those that say how many."""

    def share(unit: str) -> Share:
        cell = second.latest(unit, "publications", window, "quarter")
        given = cell.state == "given"
        return Share(given and cell.value >= 1, given, cell.is_settled, cell.is_settled)

    return _together(map(share, second.members("tccsd", window)))


def reviewed(second: Second, window: Window) -> Answer:
    """CT-02: the Bloc held its yearly review and praised somebody."""

    def share(unit: str) -> Share:
        held = second.latest(unit, "yearly_review_on", window)
        praised = [second.latest(unit, f"{who}_praised", window) for who in ("collectives", "individuals")]
        some = any(cell.state == "given" and cell.value >= 1 for cell in praised)
        none = all(cell.state == "na" or cell.is_one_of(0) for cell in praised)
        is_known = none or held.state == "na" or (held.state == "given" and some)
        return Share(held.state == "given" and some, 1, is_known, is_known)

    return _together(map(share, second.members("bloc", window)))


def issued(set_name: str) -> Measured:
    """CT-03, CT-04: a number and a day, of issue or of receipt; early or late."""

    def share(second: Second, window: Window, unit: str) -> Share:
        cell = second.latest(unit, "action_programme", window, "once")
        record = cell.value if cell.state == "given" else {}
        has = bool(record.get("number")) and bool(record.get("issued_on") or record.get("received_on"))
        return Share(has, cell.state != "na", cell != UNREAD, cell != UNREAD)

    return lambda second, window: _together(
        share(second, window, unit) for unit in second.members(set_name, window)
    )


def in_profit(second: Second, window: Window) -> Answer:
    """CT-08: of the firms that operate at the end and say whether they made a profit."""

    def share(unit: str) -> Share:
        state = second.latest(unit, "business_state", window, "quarter")
        profit = second.latest(unit, "in_profit", window)
        operates = state.is_one_of("operating")
        stands_still = state.state == "given" and not operates
        known = stands_still or (state.is_settled and profit.is_settled)
        return Share(operates and profit.is_one_of(True), operates and profit.state == "given", known, known)

    return _together(map(share, second.members("enterprises", window)))


def no_arrears(second: Second, window: Window) -> Answer:
    """CT-09: nothing owed to the budget."""

    def share(unit: str) -> Share:
        cell = second.latest(unit, "tax_arrears", window)
        return Share(cell.is_one_of(0), cell.state == "given", cell.is_settled, cell.is_settled)

    return _together(map(share, second.members("enterprises", window)))


def insured(second: Second, window: Window) -> Answer:
    """CT-10: all three paid; one no is enough to fail."""

    def share(unit: str) -> Share:
        cells = [
            second.latest(unit, f"{kind}_insurance_paid", window)
            for kind in ("social", "health", "unemployment")
        ]
        failed = any(cell.is_one_of(False) for cell in cells)
        full = all(cell.is_one_of(True) for cell in cells)
        known = failed or all(cell.is_settled for cell in cells)
        return Share(full, full or failed, known, known)

    return _together(map(share, second.members("enterprises", window)))


def received(figure: str) -> Measured:
    """CT-11 to 13: what the office receives; a year that is over leaves nothing open."""

    def share(second: Second, window: Window, unit: str) -> Share:
        cell = second.latest(unit, figure, window)
        heard = cell.is_settled or (window.ends_on < second.as_of and cell != UNREAD)
        return Share(cell.state == "given", cell.state != "na", heard, cell != UNREAD)

    return lambda second, window: _together(
        share(second, window, unit) for unit in second.members("tccsd", window)
    )


def _within_the_standard(standard: Cell, title: Cell) -> tuple[Cell, Cell]:
    """Without the standard nobody is a model: its no answers for both, and a yes without it is open."""
    if title == OPEN and standard.is_one_of(False):
        return standard, standard
    if title.is_one_of(True) and not standard.is_one_of(True):
        return standard, OPEN
    return standard, title


def cultured(second: Second, window: Window) -> Answer:
    """CT-26."""

    def share(unit: str) -> Share:
        standard, _title = second.titles(unit, window)
        shown = standard.shown
        return Share(
            shown.is_one_of(True), shown.state == "given", standard.cell.is_settled, shown.is_settled
        )

    return _together(map(share, second.members("workplaces", window)))


def model(second: Second, window: Window) -> Answer:
    """CT-27: a no to the standard answers for both."""

    def is_known(standard: Cell, title: Cell) -> bool:
        return (
            standard.is_one_of(False)
            or standard.state == "na"
            or (standard.is_one_of(True) and title.is_settled)
        )

    def share(unit: str) -> Share:
        titles = second.titles(unit, window)
        standard, title = (entry.shown for entry in titles)
        counts = standard.is_one_of(False) or (standard.is_one_of(True) and title.state == "given")
        is_model = standard.is_one_of(True) and title.is_one_of(True)
        heard = is_known(*(entry.cell for entry in titles))
        return Share(is_model, counts, heard, is_known(standard, title))

    return _together(map(share, second.members("workplaces", window)))


# ------------------------------------------------------------------ sums and lists


def summed(figure: str) -> Measured:
    """CT-14, CT-15: quarters and units added up."""

    def measured(second: Second, window: Window) -> Answer:
        found = second.quarters("tccsd", figure, window)
        total, heard, has_data = 0, 0, False
        for cells in found.values():
            said = [cell for _unit, _quarter, cell in cells]
            total += sum(cell.value for cell in said if cell.state == "given")
            heard += all(cell.is_settled for cell in said)
            has_data |= any(cell.state == "given" for cell in said) or all(
                cell.state == "na" for cell in said
            )
        return Answer(total if has_data else None, None, heard, len(found))

    return measured


def listed(second: Second, set_name: str, figure: str, window: Window) -> tuple[list[Any], int, int, bool]:
    """All rows with their unit and quarter, how many were heard, how many there are, whether there is anything."""
    rows, heard, has_data = [], 0, False
    found = second.quarters(set_name, figure, window)
    for cells in found.values():
        heard += all(cell.is_settled for _unit, _quarter, cell in cells)
        has_data |= any(cell.state == "given" for *_, cell in cells) or all(
            cell.state == "na" for *_, cell in cells
        )
        for unit, quarter, cell in cells:
            rows += [(unit, quarter, row) for row in cell.value or []] if cell.state == "given" else []
    return rows, heard, len(found), has_data


def founded(kind: str) -> Measured:
    """CT-16, CT-17: new organisations of a kind."""

    def measured(second: Second, window: Window) -> Answer:
        rows, heard, expected, has_data = listed(second, "bloc", "new_organisations", window)
        number = sum(row.get("kind") == kind for _unit, _quarter, row in rows)
        return Answer(number if has_data else None, None, heard, expected)

    return measured


def drafted(second: Second, window: Window) -> Answer:
    """CT-05: organisations all of whose documents that fell due were done in time; who had none is not counted."""
    found = second.quarters("drafters", "drafting_tasks", window)
    shares = (_drafted(second, window, found.get(unit, [])) for unit in second.members("drafters", window))
    return _together(shares)


def _drafted(second: Second, window: Window, cells: list[tuple[str, str, Cell]]) -> Share:
    """Each document counts once, as it was last reported; a missing report may bring an earlier one again."""
    last: dict[tuple[Any, ...], tuple[str, Any]] = {}
    for unit, quarter, cell in sorted(cells, key=lambda entry: entry[1]):
        for row in (cell.value or []) if cell.state == "given" else []:
            last[unit, row.get("assigned_document"), row.get("title")] = (quarter, row)
    missing = [(unit, quarter) for unit, quarter, cell in cells if cell.state == "open"]
    due = [
        (key[0], quarter, (row.get("done_on") or LATER) <= row["due"])
        for key, (quarter, row) in last.items()
        if window.first <= row["due"] <= second.until(window)
    ]
    for unit, quarter, in_time in due:
        if not in_time and not any(who == unit and quarter < later for who, later in missing):
            return Share(0, 1, is_heard=True, has_data=True)
    if missing or not cells:
        return Share(0, 0, is_heard=False, has_data=False)
    return Share(bool(due), bool(due), is_heard=True, has_data=True)


def online(second: Second, window: Window) -> Answer:
    """CT-28: of each quarter with all four numbers, what was dealt with online, and what came and went without the secret."""
    keys = ("documents_in", "documents_out", "documents_secret", "documents_online")
    found = {key: second.quarters("bloc", key, window) for key in keys}
    quarters: dict[str, list[Cell]] = {}
    for key in keys:
        for cells in found[key].values():
            for _unit, quarter, cell in cells:
                quarters.setdefault(quarter, []).append(cell)
    whole = [cells for cells in quarters.values() if all(cell.is_settled for cell in cells)]
    if not any(cell.state == "given" for cells in quarters.values() for cell in cells):
        return Answer(None, None, int(bool(quarters) and len(whole) == len(quarters)), int(bool(quarters)))
    values = [[cell.value if cell.state == "given" else 0 for cell in cells] for cells in whole]
    return Answer(
        sum(row[3] for row in values),
        sum(row[0] + row[1] - row[2] for row in values),
        int(len(whole) == len(quarters)),
        1,
    )


GOOD = ("excellent", "good")
INDICATORS: dict[str, Measured] = {
    "CT-01": published,
    "CT-02": reviewed,
    "CT-03": issued("tccsd"),
    "CT-04": issued("mass"),
    "CT-05": drafted,
    "CT-06": by_rating("workplaces", "unit_rating", (*GOOD, "completed")),
    "CT-07": by_rating("workplaces", "unit_rating", GOOD),
    "CT-08": in_profit,
    "CT-09": no_arrears,
    "CT-10": insured,
    "CT-11": received("yearly_resolution"),
    "CT-12": received("registered_level"),
    "CT-13": received("remedy_plan"),
    "CT-14": summed("candidates_trained"),
    "CT-15": summed("members_admitted"),
    "CT-16": founded("private"),
    "CT-17": founded("fdi"),
    "CT-18": by_rating("tccsd", "party_rating", GOOD),
    "CT-19": by_rating("tccsd", "party_rating", ("excellent",), ("good",)),
    "CT-20": lambda second, window: _together(
        _rated(second, window, second.members("tccsd", window), "party_rating", ("not_completed",), ()),
        is_share=False,
    ),
    "CT-21": by_rating("bloc", "bloc_rating", GOOD),
    "CT-22": body_rating("doan-thanh-nien-khoi"),
    "CT-23": body_rating("hoi-cuu-chien-binh-khoi"),
    "CT-24": body_rating("cong-doan-vien-chuc-tinh"),
    "CT-25": body_rating("hoi-khuyen-hoc-khoi"),
    "CT-26": cultured,
    "CT-27": model,
    "CT-28": online,
}

TARGETS: dict[str, Callable[[int, int], bool]] = {
    **{f"CT-{number:02}": (lambda part, whole: part == whole) for number in (1, 2, 3, 4, 5, 11, 12, 28)},
    **{f"CT-{number:02}": (lambda part, whole: part == whole) for number in (21, 22, 23, 24, 25)},
    "CT-06": lambda part, whole: 100 * part > 90 * whole,
    "CT-07": lambda part, whole: 100 * part >= 75 * whole,
    "CT-08": lambda part, whole: 100 * part >= 80 * whole,
    "CT-14": lambda number, _: number > 600,
    "CT-15": lambda number, _: number >= 300,
    "CT-16": lambda number, _: number >= 2,
    "CT-17": lambda number, _: number >= 1,
    "CT-18": lambda part, whole: 100 * part > 90 * whole,
    "CT-19": lambda part, whole: part >= 20 * whole // 100,
    "CT-20": lambda number, _: number == 0,
    "CT-26": lambda part, whole: 100 * part >= 70 * whole,
    "CT-27": lambda part, whole: 100 * part >= 20 * whole,
}
"""What the programme asks for; CT-09, 10 and 13 have no number."""


def verdict(indicator: str, window: Window, found: Answer, as_of: str) -> str | None:
    """Met or not, once the time is over and everybody was heard; else nothing is claimed here."""
    is_whole = found.reported == found.expected > 0 and found.numerator is not None
    if window.cut == "year" and indicator in TARGETS:
        return "cut_short"
    if window.cut == "term" and is_whole:
        is_met = TARGETS[indicator](found.numerator or 0, found.denominator or 0)
        return "met" if is_met else "cut_short"
    if window.ends_on >= as_of or window.last < window.ends_on or not is_whole or indicator not in TARGETS:
        return None
    if found.denominator == 0:
        return None
    return "met" if TARGETS[indicator](found.numerator or 0, found.denominator or 0) else "not_met"


def windows(first: str, last: str, end: End = NEVER) -> Iterator[tuple[str, str, Window]]:
    """Indicator, its period's name and its window, for what is asked from a day to a day; nothing begins after the end."""
    for indicator in INDICATORS:
        for name, window in _windows(int(indicator[3:]), first, last):
            if window.first <= end.closed_on:
                yield (
                    indicator,
                    name,
                    _cut(window, end, "term" if window.first[:4] < window.ends_on[:4] else "year"),
                )


def _cut(window: Window, end: End, kind: str) -> Window:
    """A time that the end cuts short is over on the last day; what ended before it can be judged on that day."""
    is_part = window.last < window.ends_on
    if end == NEVER or (window.last < end.closed_on and is_part):
        return window
    if window.last <= end.closed_on and not is_part:
        return window if window.ends_on < end.closed_on else _ended(window, window.last, end, "")
    return _ended(window, end.closed_on, end, kind)


def _ended(window: Window, last: str, end: End, kind: str) -> Window:
    before = (dt.date.fromisoformat(end.closed_on) - dt.timedelta(days=1)).isoformat()
    return Window(window.first, last, before, kind)


def _windows(number: int, first: str, last: str) -> Iterator[tuple[str, Window]]:
    """CT-01 each quarter; CT-03, 04 before 15/4/2021; CT-26, 27 by 2025; CT-28 in the term; else each year."""
    if number == 1:
        yield from _inside("quarter", first, last)
    elif number in (3, 4):
        yield "once", Window("2021-01-01", "2021-04-14", "2021-04-14")
    elif number in (26, 27, 28):
        yield "2021..2025" if number == 28 else "once", Window("2021-01-01", last, "2025-12-31")
    else:
        whole = list(_inside("year", first, last))
        year = first[:4]
        yield from whole or [(year, Window(f"{year}-01-01", last, f"{year}-12-31"))]


def _inside(every: str, first: str, last: str) -> Iterator[tuple[str, Window]]:
    for period in of_kind(every):
        if first <= first_day(period) and last_day(period) <= last:
            yield period, Window(first_day(period), last_day(period), last_day(period))
