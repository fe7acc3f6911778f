"""Values as people read them, and the labels of the contract's keys, in Vietnamese or English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ct58.domain.records.terms import NO_TERMS, Terminology, TwoSaid
from ct58.domain.time.period import Period, PeriodKind
from ct58.i18n import N_, Translator, msg
from ct58.views import vocabularies

if TYPE_CHECKING:
    from ct58.domain.indicators.result import Verdict
    from ct58.domain.records.event_rules import EventKind
    from ct58.domain.records.events import ItemSource
    from ct58.domain.records.items import ItemKind
    from ct58.domain.records.programme import Adding, ClauseKind, FigureType
    from ct58.domain.records.reports import Quality
    from ct58.domain.records.scalars import FigureFrequency
    from ct58.domain.standing.calls import CallReason
    from ct58.domain.standing.status import Status
    from ct58.domain.time.due_days import Cycle
    from ct58.domain.time.period import Frequency
    from ct58.errors import Severity
    from ct58.views.reports import DueReportState


def abridged(text: str, most: int = 110) -> str:
    """The beginning of a long text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

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
    "week": "tuần {number}/{year}",
    "month": "tháng {number}/{year}",
    "quarter": "quý {roman}/{year}",
    "half": "6 tháng {part} năm {year}",
    "nine_months": "9 tháng năm {year}",
    "year": "năm {year}",
    "span": "giai đoạn {year} - {last_year}",
    "day": "đợt {day}",
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


def continued(text: str) -> str:
    """The text as a sentence goes on with it; an abbreviation stays in capitals: `số kiến nghị`, `TCCSĐ mới`."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def period_title(title: str, period: str) -> str:
    """A report's title with its period: `Báo cáo quý` is `Báo cáo quý II năm 2021`, never `quý, quý II`.

    Where the kind of period is the title's third word and ends it or stands before “của”, the period takes its place;
    any other title gets the period after a comma.
    """
    kind = period.split(" ", 1)[0]
    own = re.fullmatch(rf"(\S+ \S+) {re.escape(kind)}( của .+)?", title)
    return f"{own[1]} {period}{own[2] or ''}" if own else f"{title}, {period}"


def came_from(source: ItemSource | None, speech: Speech) -> str:
    """`theo 12-KL/ĐU, ngày 10/01/2023`: the document behind an item that came up on the way; empty where none is named."""
    name = (source.number or source.title) if source else None
    if source is None or name is None:
        return ""
    text = N_("by {document} of {day}") if source.date else N_("by {document}")
    return speech.say(msg(text, document=name, day=source.date or ""))


def sourced(title: str, source: ItemSource | None, speech: Speech) -> str:
    """A title with the document that asks for it, where the item came up on the way: nobody can look that up in the programme."""
    document = came_from(source, speech)
    return f"{title} ({document})" if document else title


def vietnamese_long_date(day: dt.date) -> str:
    """`ngày 07 tháng 4 năm 2021`, the form of documents whatever language the screen speaks."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: dt.date) -> str:
    """Months 1 and 2 padded, as the office writes."""
    return f"{day.month:02d}" if day.month < _FIRST_PLAIN_MONTH else str(day.month)


@lru_cache(maxsize=256)  # a list says the same few again and again
def _vietnamese_period(period: Period) -> str:
    if period.kind == "span" and period.of != "year":
        return _from_to(period)
    return _PERIODS[period.kind].format(
        number=period.number,
        roman=roman(period.number),
        part="đầu" if period.number == 1 else "cuối",
        day=vietnamese_date(period.last_day) if period.kind == "day" else "",
        year=period.year,
        last_year=period.last_year,
    )


def _from_to(span: Period) -> str:
    """`từ tháng 1 đến tháng 4/2021`, `từ quý III/2025 đến quý II/2026`."""
    first, last = (
        vietnamese_date(end) if isinstance(end, dt.date) else _vietnamese_period(end) for end in span.ends
    )
    if span.year == span.last_year and span.of in ("month", "quarter", "week"):
        first = first.removesuffix(f"/{span.year}")
    return f"từ {first} đến {last}"


def vietnamese_date(day: dt.date) -> str:
    """`07/4/2021`: days below 10 and months 1 and 2 padded, as the office writes."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


class Speech(Translator):
    """A translator that also shows dates, periods and numbers in the language's own form, and what the data calls its ids.

    `terms` are the names of the data that is spoken of; they are asked for when the first of them is.
    """

    def __init__(self, language: str, terms: Terminology | Callable[[], Terminology] = NO_TERMS) -> None:
        super().__init__(language, self.show)
        self._terms = terms

    @property
    def terms(self) -> Terminology:
        """What the data calls bodies and units."""
        if callable(self._terms):
            self._terms = self._terms()
        return self._terms

    @property
    def _spoken(self) -> Terminology:
        """The names as this language says them."""
        return self.terms if self.is_vietnamese else self.terms.in_english

    def learn(self, terms: Terminology | Callable[[], Terminology]) -> None:
        """Speak of this data from now on."""
        self._terms = terms

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
        if isinstance(value, TwoSaid):
            from ct58.render.words.both_sides import both_sides  # few findings say it

            return both_sides(value, self.terms, self.say, self.show)
        return str(value)

    def date(self, day: dt.date) -> str:
        """`07/4/2021`: days below 10 and months 1 and 2 padded, as the office writes; ISO in English."""
        if not self.is_vietnamese:
            return day.isoformat()
        return vietnamese_date(day)

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
        if self.is_vietnamese and period.kind == "week":
            first, last = (vietnamese_date(day) for day in (period.first_day, period.last_day))
            return f"tuần {period.number} năm {period.year} (từ {first} đến {last})"
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

    def counted_days(self, number: int) -> str:
        """`05 ngày`: as documents write small numbers."""
        if not self.is_vietnamese:
            return self.days(number)
        return self.gettext(N_("{number} days")).format(number=self.count(number))

    # ---------------------------------------------------------------- the contract's keys

    def event(self, kind: EventKind) -> str:
        """`đã trình`: an event as a sentence calls it."""
        return self.gettext(vocabularies.EVENTS[kind])

    def unit_flag(self, flag: str) -> str:
        """`được giao dự thảo văn bản`: a mark of a unit; its key where the data does not name it."""
        return self._spoken.unit_flag(flag)

    def unit_set(self, name: str) -> str:
        """`tổ chức cơ sở đảng`: a set of units; its key where the data does not name it."""
        return self._spoken.unit_set(name)

    def status(self, status: Status) -> str:
        """`Quá hạn`."""
        return self.gettext(vocabularies.STATUSES[status].word)

    def verdict(self, verdict: Verdict, *, is_closed: bool = False) -> str:
        """`Chưa đạt` as screens say it; “not met” is final only once the books are closed."""
        return self.gettext(vocabularies.verdict_shown(verdict, is_closed=is_closed).word)

    def body(self, body: str) -> str:
        """`BTV`."""
        return self._spoken.body(body)

    def unit_kind(self, kind: str) -> str:
        """`cơ quan hành chính`."""
        return self._spoken.kind(kind)

    def organisation(self, organisation: str) -> str:
        """`đảng bộ cơ sở`."""
        return self._spoken.organisation(organisation)

    def item_kind(self, kind: ItemKind) -> str:
        """`việc phụ lục`."""
        return self.gettext(vocabularies.ITEM_KINDS[kind])

    def clause_kind(self, kind: ClauseKind) -> str:
        """`chỉ tiêu`."""
        return self.gettext(vocabularies.CLAUSE_KINDS[kind])

    def figure_type(self, type_: FigureType) -> str:
        """`số nguyên`."""
        return self.gettext(vocabularies.FIGURE_TYPES[type_])

    def adding(self, adds: Adding) -> str:
        """`trong kỳ`."""
        return self.gettext(vocabularies.ADDING[adds])

    def frequency(self, every: Frequency | FigureFrequency | Cycle) -> str:
        """`quý`, `02 năm`."""
        if isinstance(every, str):
            return self.gettext(vocabularies.FREQUENCIES[every])
        text = N_("{count} months") if every.months else N_("{count} years")
        return self.say(msg(text, count=self.count(every.months or every.years or 1)))

    def report_state(self, state: DueReportState, *, is_unsettled: bool = False) -> str:
        """`chờ nhập`; `đang chờ chốt` of one that nobody can read because two people's values stand in it."""
        return self.gettext(vocabularies.WAITING if is_unsettled else vocabularies.REPORT_STATES[state])

    def call_reason(self, reason: CallReason) -> str:
        """`đã quá hẹn`: why somebody is telephoned."""
        return self.gettext(vocabularies.WHY_CALLED[reason])

    def quality(self, quality: Quality) -> str:
        """`ước tính`."""
        return self.gettext(vocabularies.QUALITIES[quality])

    def severity(self, severity: Severity) -> str:
        """`lỗi`."""
        return self.gettext(vocabularies.SEVERITIES[severity].word)
