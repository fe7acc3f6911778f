"""Values as people read them, and the labels of the contract's keys, in Vietnamese or English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ct58.domain.records.event_rules import EVENT_RULES
from ct58.domain.records.scalars import KIND_NAMES
from ct58.domain.time.period import Period, PeriodKind
from ct58.i18n import N_, Translator

if TYPE_CHECKING:  # most of these parts are about no deadline
    pass


def abridged(text: str, most: int = 110) -> str:
    """The beginning of a long text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

LABELS: dict[str, str] = {
    **{rule.kind: rule.word for rule in EVENT_RULES},
    **KIND_NAMES,
    "completed_on_time": N_("Completed on time"),
    "completed_late": N_("Completed late"),
    "in_progress": N_("In progress, within time"),
    "due_soon": N_("Due soon"),
    "overdue": N_("Overdue"),
    "not_started": N_("Not started, within time"),
    "ongoing": N_("Ongoing"),
    "suspended": N_("Suspended"),
    "dropped": N_("Given up"),
    "needs_verification": N_("To be verified"),
    "standing_committee": N_("BTV"),
    "executive_committee": N_("BCH"),
    "indicator": N_("indicator"),
    "recurring_duty": N_("recurring duty"),
    "one_off_duty": N_("one-off duty"),
    "rule": N_("rule"),
    "background": N_("background"),
    "direction": N_("direction"),
    "grassroots_committee": N_("grassroots party committee"),
    "grassroots_cell": N_("grassroots party cell"),
    "task": N_("appendix task"),
    "duty": N_("duty"),
    "report": N_("unit report"),
    "ad_hoc": N_("item that came up"),
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
    "integer": N_("whole number"),
    "decimal": N_("number"),
    "money": N_("amount"),
    "boolean": N_("yes or no"),
    "date": N_("date"),
    "text": N_("text"),
    "enum": N_("choice"),
    "record": N_("record"),
    "list": N_("list"),
    "flow": N_("in the period"),
    "cumulative": N_("since the year began"),
    "stock": N_("at the end of the period"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "once": N_("once"),
    "expected": N_("expected"),
    "registered": N_("received, not typed in"),
    "received": N_("received"),
    "partial": N_("figures missing"),
    "empty": N_("no figures"),
    "estimated": N_("estimated"),
    "final": N_("final"),
}
_FIRST_PLAIN_MONTH = 3
_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")
_PERIODS: Mapping[PeriodKind, str] = {
    "month": "tháng {number}/{year}",
    "quarter": "quý {roman}/{year}",
    "half": "6 tháng đầu năm {year}",
    "nine_months": "9 tháng năm {year}",
    "year": "năm {year}",
    "span": "giai đoạn {year} - {last_year}",
    "once": "một lần",
}


def roman(number: int) -> str:
    """`IV`: how documents number quarters and sections; up to 39."""
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def period_title(title: str, period: str) -> str:
    """A report's title with its period: `Báo cáo quý` is `Báo cáo quý II năm 2021`, never `quý, quý II`.

    Where the kind of period is the title's third word and ends it or stands before “của”, the period takes its place;
    any other title gets the period after a comma.
    """
    kind = period.split(" ", 1)[0]
    own = re.fullmatch(rf"(\S+ \S+) {re.escape(kind)}( của .+)?", title)
    return f"{own[1]} {period}{own[2] or ''}" if own else f"{title}, {period}"


def vietnamese_long_date(day: dt.date) -> str:
    """`ngày 07 tháng 4 năm 2021`, the form of documents whatever language the screen speaks."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: dt.date) -> str:
    """Months 1 and 2 padded, as the office writes."""
    return f"{day.month:02d}" if day.month < _FIRST_PLAIN_MONTH else str(day.month)


@lru_cache(maxsize=256)  # a list says the same few again and again
def _vietnamese_period(period: Period) -> str:
    return _PERIODS[period.kind].format(
        number=period.number, roman=roman(period.number), year=period.year, last_year=period.last_year
    )


class Speech(Translator):
    """A translator that also shows dates, periods and numbers in the language's own form."""

    def __init__(self, language: str) -> None:
        super().__init__(language, self.show)

    @property
    def is_vietnamese(self) -> bool:
        """Whether the forms are Vietnamese."""
        return self.language == "vi"

    def show(self, value: object) -> str:
        """A value for a person: dates, periods and numbers in the language's form, all else as it is."""
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, bool):
            return self.gettext(N_("yes")) if value else self.gettext(N_("no"))
        if isinstance(value, Decimal):
            return self.number(value)
        return str(value)

    def label(self, key: str) -> str:
        """The label of a key of the contract; the key itself where it has none."""
        return self.gettext(LABELS[key]) if key in LABELS else key

    def date(self, day: dt.date) -> str:
        """`07/4/2021`: days below 10 and months 1 and 2 padded, as the office writes; ISO in English."""
        if not self.is_vietnamese:
            return day.isoformat()
        return f"{day.day:02d}/{_month(day)}/{day.year}"

    def weekday(self, day: dt.date) -> str:
        """The name of the weekday."""
        return self.gettext(_WEEKDAYS[day.weekday()])

    def period(self, period: Period) -> str:
        """`quý II/2021`, `tháng 4/2021`, `6 tháng đầu năm 2021`, `năm 2021`."""
        if not self.is_vietnamese:
            return str(period)
        return _vietnamese_period(period)

    def long_date(self, day: dt.date) -> str:
        """`ngày 07 tháng 4 năm 2021`, the form of documents; ISO in English."""
        if not self.is_vietnamese:
            return day.isoformat()
        return vietnamese_long_date(day)

    def long_period(self, period: Period) -> str:
        """`quý II năm 2021`, `tháng 4 năm 2021`, the form of documents; all else as elsewhere."""
        if self.is_vietnamese and period.kind == "quarter":
            return f"quý {roman(period.number)} năm {period.year}"
        if self.is_vietnamese and period.kind == "month":
            return f"tháng {period.number} năm {period.year}"
        return self.period(period)

    def percent(self, share: Decimal | int | None) -> str:
        """`91,2%`, whole percent without a decimal; a dash where there is none."""
        if share is None:
            return "–"
        return f"{self.number(int(share) if share == int(share) else share)}%"

    def number(self, value: int | Decimal) -> str:
        """`15.398` and `91,2` in Vietnamese, `15,398` and `91.2` in English."""
        text = f"{value:,}"
        return text.translate(_VIETNAMESE_SIGNS) if self.is_vietnamese else text

    def count(self, value: int) -> str:
        """A count in a sentence: `02`, `15`; 0 stays 0."""
        return f"{value:02d}" if self.is_vietnamese and 0 < value < 10 else self.number(value)

    def days(self, number: int) -> str:
        """`15 ngày`, `1 day`."""
        if number == 1:
            return self.gettext(N_("1 day"))
        return self.gettext(N_("{number} days")).format(number=self.number(number))
