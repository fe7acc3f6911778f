"""Sentences of a summary: counts in the words of an official document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.indicators.numbers import Number
from ct58.domain.indicators.result import Result, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.measure import COUNTED_UNITS
from ct58.domain.records.programme import Programme
from ct58.domain.records.scalars import NOT_RATED
from ct58.domain.standing.status import Standing, rate
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.labels import fraction, quantity, units_open
from ct58.render.words.speech import Speech, capital, period_title
from ct58.views.counts import Counts
from ct58.views.indicators import Row
from ct58.views.progress import SETTLED, ItemProgress
from ct58.views.ratings import FigureResult, Rating
from ct58.views.reports import CalendarLine, DueReportState, ReportRow
from ct58.views.summary import IndicatorResults
from ct58.views.vocabularies import NOT_MET_CLOSED, VERDICTS, verdict_shown

SHOWN_NAMES = 10
"""Units named in a sentence; the others stand in the appendix."""
SHOWN_TIMES = 5
"""Values of one indicator in a sentence."""
_SAID_OF_ONE = frozenset({"met", "not_met"})
"""The verdicts that say all about one body."""
_NOTHING = N_("none")
UNITS_MISSED = N_("{count} times of units not done in their time")
UNBOOKED = N_("{count} booked for no unit, to be verified")
_TARGETS: Mapping[str, str] = {
    ">": N_("more than {value}"),
    ">=": N_("at least {value}"),
    "=": N_("{value}"),
    "<": N_("less than {value}"),
    "<=": N_("at most {value}"),
}


# ------------------------------------------------------------------ indicators


def target_words(asked: Requirement | None, speech: Speech) -> str:
    """What is asked: the text's own words, else `trên 90%`, `từ 300 trở lên`, `không có`; empty without a number."""
    if asked is None:
        return ""
    if asked.target.text:
        return asked.target.text
    if asked.target.op in ("=", "<=") and asked.value == 0:
        return speech.gettext(_NOTHING)
    value = quantity(asked.value, speech, is_share=asked.is_share)
    return speech.gettext(_TARGETS[asked.target.op]).format(value=value)


def measured_in(result: Result, programme: Programme, speech: Speech) -> str:
    """The unit in which a count is given, as the form names it; empty for a share."""
    measure = result.indicator.numerator
    if result.main.is_share:
        return ""
    if measure.count == COUNTED_UNITS:
        return speech.gettext(N_("units"))
    keys = measure.sum[:1] if measure.sum else (measure.count,)
    figure = next((entry for entry in programme.figures if entry.key in keys), None)
    return (figure.unit or "") if figure else ""


def indicator_sentence(entry: IndicatorResults, programme: Programme, speech: Speech) -> str:
    """One indicator: `Kết nạp đảng viên: 131 đảng viên, đạt 43,7% kế hoạch năm (yêu cầu từ 300 trở lên)`."""
    if len(entry.rows) > 1:
        return f"{entry.indicator.title}: {_several(entry, programme, speech)}."
    row = entry.last
    if is_of_one_body(row) and row.result.main.verdict in _SAID_OF_ONE:
        return f"{entry.indicator.title}: {_one_body(row, speech)}."
    parts = [
        _achieved(row.result, programme, speech),
        *_judged(row, speech),
        *_open_units(row.result, speech),
    ]
    return f"{entry.indicator.title}: {'; '.join(parts)}."


def is_of_one_body(row: Row) -> bool:
    """Whether one body is judged, so that a share of it says nothing."""
    main, counted = row.result.main, row.result.indicator.numerator.count
    return main.is_share and counted == COUNTED_UNITS and main.coverage.expected == 1


def yes_or_no(value: Number | None, speech: Speech, *, is_closed: bool) -> str:
    """What a share of one body means: all of it or nothing."""
    if value is None:
        return "–"
    return speech.gettext(verdict_label("met" if value else "not_met", is_closed=is_closed))


def _one_body(row: Row, speech: Speech) -> str:
    """`chưa đạt (yêu cầu xếp loại xuất sắc)`."""
    said = "; ".join(_judged(row, speech))
    asked = target_words(row.result.requirement, speech)
    return speech.say(msg(N_("{said} (asked: {target})"), said=said, target=asked))


def _several(entry: IndicatorResults, programme: Programme, speech: Speech) -> str:
    """Each time with its value, unless there are many; then how often it was met.

    A time that was to be judged and has no figures is told, too: the times named are those counted.
    """
    told = [row for row in entry.rows if row.result.main.value is not None or row in entry.judged]
    are_named = len(told) <= SHOWN_TIMES
    said = [", ".join(_time(row, programme, speech) for row in told)] if are_named else []
    asked = targets_words(entry, speech)
    if asked:
        said.append(_times_met(entry, asked, speech))
    said += _without_verdict(entry, speech, with_empty=not are_named)
    if any(row.result.estimated for row in entry.rows):
        said.append(speech.gettext(N_("with estimates")))
    return "; ".join(said)


def _without_verdict(entry: IndicatorResults, speech: Speech, *, with_empty: bool) -> Iterator[str]:
    """How many of the times are still open; and how many have no figures, where they are not named."""
    found = [row.result.main.verdict for row in entry.judged]
    still_open, empty = found.count("undetermined"), found.count("no_data") if with_empty else 0
    if still_open:
        yield speech.say(msg(N_("no conclusion yet about {count} times"), count=speech.count(still_open)))
    if empty:
        yield speech.say(msg(N_("no figures for {count} times"), count=speech.count(empty)))


def _times_met(entry: IndicatorResults, asked: str, speech: Speech) -> str:
    met = msg(
        N_("met {met} of {all} times (asked: {target})"),
        met=speech.number(entry.times_met),
        all=speech.number(len(entry.judged)),
        target=asked,
    )
    return speech.say(met)


def targets_words(entry: IndicatorResults, speech: Speech) -> str:
    """What is asked; of a series each value after the first time for which it holds: `năm 2024 từ 50% trở lên`."""
    first_of: dict[str, Row] = {}
    for row in entry.rows:
        asked = target_words(row.result.requirement, speech)
        if asked:
            first_of.setdefault(asked, row)
    if len(first_of) <= 1:
        return "".join(first_of)
    return ", ".join(f"{speech.period(row.result.window.period)} {asked}" for asked, row in first_of.items())


def _time(row: Row, programme: Programme, speech: Speech) -> str:
    """One time with its value: `quý I/2022 là 105/110 (95,5%)`, `năm 2024 không có`, `năm 2025 chưa có số liệu`."""
    period, main = row.result.window.through or row.result.window.period, row.result.main
    if main.value is None:
        unknown = VERDICTS["no_data"].in_documents
        return f"{speech.period(period)} {speech.gettext(unknown)}"
    if is_of_one_body(row):
        said = yes_or_no(main.value, speech, is_closed=row.is_closed)
        return f"{speech.period(period)} {said}"
    if not main.is_share and main.value == 0:
        return f"{speech.period(period)} {speech.gettext(_NOTHING)}"
    return speech.say(msg(N_("{period}: {value}"), period=period, value=_value(row, programme, speech)))


def _value(row: Row, programme: Programme, speech: Speech) -> str:
    """`105/110 (95,5%)`, `300 đảng viên`."""
    main = row.result.main
    if not main.is_share:
        return _counted(row.result, programme, speech)
    value = quantity(main.value, speech, is_share=True)
    return f"{fraction(main.numerator, main.denominator, speech)} ({value})"


def _achieved(result: Result, programme: Programme, speech: Speech) -> str:
    """The value with its fraction, and what is asked."""
    main, asked = result.main, target_words(result.requirement, speech)
    if main.is_share:
        counts = fraction(main.numerator, main.denominator, speech)
        value = quantity(main.value, speech, is_share=True)
        said = speech.say(msg(N_("{counts}, that is {value}"), counts=counts, value=value))
    else:
        said = _counted(result, programme, speech)
    plan = main.so_far.percent_of_plan if main.so_far else None
    if plan == 0:
        said = speech.gettext(N_("none yet"))
    elif plan is not None:
        part = quantity(plan, speech, is_share=True)
        said = speech.say(_part_of_plan(said, part, result, speech))
    return speech.say(msg(N_("{said} (asked: {target})"), said=said, target=asked)) if asked else said


def _part_of_plan(said: str, part: str, result: Result, speech: Speech) -> Message:
    """Of which plan a count is a part: of the year's, of the span's; what is due once has only one."""
    period = result.window.period
    if period.kind == "once":
        return msg(N_("{said}, {part} of the plan"), said=said, part=part)
    time = speech.gettext(N_("the year")) if period.kind == "year" else speech.long_period(period)
    return msg(N_("{said}, {part} of the plan of {time}"), said=said, part=part, time=time)


def _counted(result: Result, programme: Programme, speech: Speech) -> str:
    """`04 TCCSĐ`; none is no number with a unit."""
    value = result.main.numerator
    if value == 0:
        return speech.gettext(_NOTHING)
    number = speech.count(value) if isinstance(value, int) else quantity(value, speech, is_share=False)
    return f"{number} {measured_in(result, programme, speech)}".rstrip()


def _judged(row: Row, speech: Speech) -> Iterator[str]:
    """The verdict in words, where there is one; estimates are named."""
    if row.result.estimated:
        yield speech.gettext(N_("with estimates"))
    if row.result.depends_on_reading:
        yield speech.gettext(N_("the conclusion depends on how the text is read"))
    verdict = row.result.main.verdict
    if verdict in ("met", "not_met", "undetermined"):
        yield speech.gettext(verdict_label(verdict, is_closed=row.is_closed))


def _open_units(result: Result, speech: Speech) -> Iterator[str]:
    coverage = result.main.coverage
    said = units_open(coverage, N_("{count} units have not given the figure"), speech)
    if said and (coverage.expected > 1 or coverage.undecided):
        yield said


# ------------------------------------------------------------------ work


def duty_sentence(entry: ItemProgress, labels: Mapping[str, str], speech: Speech) -> str:
    """One duty: `Báo cáo …: đã hoàn thành 4/4 kỳ; nợ kỳ trước: chưa thực hiện kỳ quý III/2022`."""
    leads = "" if entry.item.owners else f" ({', '.join(labels.get(id_, id_) for id_ in entry.item.lead)})"
    own = [_done_text(entry, entry.counts, speech)] if entry.entries else []
    return f"{entry.item.title}{leads}: {'; '.join((*own, *older_note(entry, speech)))}."


_OLDER: Mapping[str, tuple[str, str]] = {
    "completed_late": (N_("completed late for {periods}"), N_("completed late for {periods}: {count} units")),
    "missed": (N_("not done for {periods}"), N_("not done for {periods}: {count} units")),
    "overdue": (N_("still to be done for {periods}"), N_("still to be done for {periods}: {count} units")),
}
"""What there is to say of debts from before a period: of what is led, and of what units owe."""


def older_note(entry: ItemProgress, speech: Speech) -> Iterator[str]:
    """The debts from before the period, in one piece that says that they are; none where there are none."""
    debts = ", ".join(older_texts(entry, speech))
    if debts:
        yield speech.say(msg(N_("from before: {debts}"), debts=debts))


def older_texts(entry: ItemProgress, speech: Speech) -> Iterator[str]:
    """The debts from before the period, each by its time: `chưa thực hiện kỳ quý III/2022`."""
    for status, (led, owed) in _OLDER.items():
        found = [one for one in entry.older if one.standing.status == status and not one.standing.is_unbooked]
        if found:
            periods = periods_text(tuple(dict.fromkeys(one.period for one in found)), speech)
            units = len({one.unit.id for one in found if one.unit})
            yield speech.say(msg(owed if units else led, periods=periods, count=speech.count(units)))
    unbooked = dict.fromkeys(one.period for one in entry.older if one.standing.is_unbooked)
    if unbooked:
        periods = periods_text(tuple(unbooked), speech)
        yield speech.say(msg(N_("booked for no unit for {periods}, to be verified"), periods=periods))


def _done_text(entry: ItemProgress, counts: Counts, speech: Speech) -> str:
    done = counts.on_time + counts.late
    settled = [found for found in entry.standings if _is_settled(found)]
    if counts.total == 1 and settled and not entry.item.owners:
        return _single(settled[0], speech)
    text = (
        N_("{done}/{all} units have completed it")
        if entry.item.owners
        else N_("{done}/{all} times completed")
    )
    if entry.item.owners and len(entry.periods) > 1:
        text = N_("{done}/{all} times of the units completed")
    parts = [speech.say(msg(text, done=speech.number(done), all=speech.number(counts.total)))]
    kinds = (
        (N_("{count} of them late"), counts.late),
        (UNITS_MISSED if entry.item.owners else N_("{count} not done this time"), counts.missed),
        (N_("{count} overdue"), counts.overdue - counts.unbooked),
        (UNBOOKED, counts.unbooked),
        (N_("{count} cannot be read"), counts.unreadable),
    )
    parts += [speech.say(msg(text, count=speech.count(number))) for text, number in kinds if number]
    if not counts.overdue and counts.within_time and entry.item.deadline.every is None:
        due = max(found.due for found in entry.standings if found.due)
        parts.append(speech.say(msg(N_("due {due}"), due=due)))
    return "; ".join(parts)


def _is_settled(found: Standing) -> bool:
    return found.status in SETTLED


def _single(entry: Standing, speech: Speech) -> str:
    """One obligation in words, with its day."""
    if entry.status == "overdue":
        text = msg(N_("due {due}, {days} overdue"), due=entry.due, days=speech.days(entry.days_overdue))
    elif entry.status == "missed":
        text = msg(N_("due {due}, not done this time"), due=entry.due)
    elif entry.status == "completed_late":
        text = msg(
            N_("completed on {day}, {days} late"), day=entry.done_on, days=speech.days(entry.days_overdue)
        )
    else:
        text = msg(N_("completed on {day}, in time"), day=entry.done_on)
    return speech.say(text)


def overdue_sentence(entry: ItemProgress, labels: Mapping[str, str], speech: Speech) -> str:
    """One overdue item: `Đề án …: Ban Tổ chức chủ trì, hạn 31/3/2021, quá hạn 106 ngày`."""
    if entry.item.owners:
        count = speech.count(len(entry.units))
        text = msg(N_("{title}: {count} units overdue"), title=entry.item.title, count=count)
        return f"{speech.say(text)}."
    who = ", ".join(labels.get(id_, id_) for id_ in entry.item.lead)
    first = entry.standings[0]
    times = _times(entry, speech)
    text = msg(
        N_("{title}{times}: led by {who}, the first due {due}, {days} overdue")
        if len(entry.standings) > 1
        else N_("{title}{times}: led by {who}, due {due}, {days} overdue"),
        title=entry.item.title,
        times=times,
        who=who,
        due=first.due,
        days=speech.days(first.days_overdue),
    )
    return f"{speech.say(text)}."


def missed_text(entry: ItemProgress, speech: Speech) -> str:
    """`Bản tin phục vụ sinh hoạt chi bộ (tháng 9/2021)`; of what units owe how many of them."""
    if entry.item.owners:
        text = msg(N_("{title}: {count} units"), title=entry.item.title, count=speech.count(len(entry.units)))
        return speech.say(text)
    return f"{entry.item.title}{_times(entry, speech)}"


def _times(entry: ItemProgress, speech: Speech) -> str:
    """Which occurrences of what recurs."""
    if entry.item.deadline.every is None:
        return ""
    return f" ({periods_text(entry.periods, speech)})"


def periods_text(periods: Sequence[Period], speech: Speech, most: int = 3) -> str:
    """`tháng 4/2021, tháng 5/2021`, or `05 kỳ: tháng 4/2021 … tháng 8/2021`."""
    shown = [speech.period(period) for period in periods]
    if len(shown) <= most:
        return ", ".join(shown)
    text = msg(
        N_("{count} times: {first} … {last}"), count=speech.count(len(shown)), first=shown[0], last=shown[-1]
    )
    return speech.say(text)


# ------------------------------------------------------------------ reports and ratings


def _level(word: str, number: int, rating: Rating, speech: Speech) -> str:
    """How many have a level; one body simply has it."""
    label = rating.figure.values[word]
    if rating.asked == 1:
        return label
    return f"{label} {speech.count(number)}{_share_of(word, number, rating, speech)}"


def _share_of(word: str, number: int, rating: Rating, speech: Speech) -> str:
    """` (17,5%)` of those that have a level."""
    return "" if word == NOT_RATED else f" ({speech.percent(rate(number, rating.given))})"


_NOT_ARRIVED: Mapping[DueReportState, str] = {
    "missing": N_("{count} units have not sent theirs"),
    "returned": N_("{count} sent back and not sent again"),
    "empty": N_("{count} without figures"),
    "missed": N_("{count} not sent, their time is over"),
    "replaced": N_("{count} replaced by a longer report"),
    "unreadable": N_("{count} cannot be read and are not counted"),
}
"""What there is to say of reports that do not count as arrived; one that is sent back was sent."""


def reports_sentence(line: CalendarLine, speech: Speech) -> str:
    """One line of the calendar: `Báo cáo quý, quý II năm 2021: đã nhận 166/183 báo cáo (90,7%)`."""
    tally = line.tally
    text = N_("{actual}/{expected} reports received ({rate}), {on_time} of them in time")
    if not tally.actual:
        text = N_("{actual}/{expected} reports received")
    elif tally.actual == tally.actual_on_time:
        text = N_("{actual}/{expected} reports received ({rate}), all in time")
    said = msg(
        text,
        actual=speech.number(tally.actual),
        expected=speech.number(tally.expected),
        rate=speech.percent(tally.rate),
        on_time=speech.number(tally.actual_on_time),
    )
    parts = [speech.say(said)]
    states: Counter[DueReportState] = Counter(_said(row) for row in line.rows if not row.has_arrived)
    for state, text in _NOT_ARRIVED.items():
        if states[state]:
            parts.append(speech.say(msg(text, count=speech.count(states[state]))))
    return f"{period_title(line.item.title, speech.long_period(line.period))}: {'; '.join(parts)}."


def _said(row: ReportRow) -> DueReportState:
    """What is known before a report comes makes no difference: it was not sent."""
    return "missing" if row.state == "expected" else row.state


def figure_sentence(found: FigureResult, speech: Speech) -> str:
    """One figure: `Số lượt cấp ủy viên dự sinh hoạt: 128 lượt; 05 đơn vị chưa báo đủ`."""
    missing = found.expected - found.reported
    if not missing:
        return f"{found.figure.label}: {_amount(found, speech)}."
    said = msg(
        N_("{label}: {amount}; {count} units have not given all of it"),
        label=found.figure.label,
        amount=_amount(found, speech),
        count=speech.count(missing),
    )
    return f"{speech.say(said)}."


def _amount(found: FigureResult, speech: Speech) -> str:
    """`128 lượt`, `02 đơn vị`, of rows how many of each word; none is no number with a unit."""
    figure, value = found.figure, found.value
    if value == 0:
        return speech.gettext(_NOTHING)
    number = speech.count(value) if isinstance(value, int) else quantity(value, speech, is_share=False)
    if figure.type not in ("integer", "decimal", "money", "list"):
        return speech.say(msg(N_("{count} units"), count=number))
    listed = "; ".join(f"{word} {speech.count(rows)}" for word, rows in found.words.items())
    total = f"{number} {figure.unit or ''}".rstrip()
    return f"{total} ({listed})" if listed and figure.unit else listed or total


def rating_sentence(rating: Rating, speech: Speech) -> str:
    """One rating: `Xếp loại TCCSĐ, năm 2021: Xuất sắc 30 (17,5%); Tốt 126 (73,7%); chưa có kết quả 07`.

    Of one body its level: `Xếp loại Đảng bộ Khối, năm 2021: Tốt`.
    """
    parts = [_level(word, number, rating, speech) for word, number in rating.counts.items() if number]
    if rating.undecided:
        parts.append(
            speech.say(msg(N_("{count} rated, no decision yet"), count=speech.count(rating.undecided)))
        )
    if rating.missing:
        parts.append(speech.say(msg(N_("{count} without a result yet"), count=speech.count(rating.missing))))
    if rating.unread:
        parts.append(speech.say(msg(N_("{count} cannot be read"), count=speech.count(rating.unread))))
    if rating.not_applicable:
        parts.append(
            speech.say(
                msg(N_("{count} to which it does not apply"), count=speech.count(rating.not_applicable))
            )
        )
    return f"{rating.figure.label}, {speech.long_period(rating.period)}: {'; '.join(parts)}."


_COUNTED = tuple(
    shown.in_documents
    for shown in (VERDICTS["met"], VERDICTS["not_met"], NOT_MET_CLOSED, *list(VERDICTS.values())[2:])
)
"""Whoever counts verdicts tells met and not met first."""


def verdict_label(verdict: Verdict, *, is_closed: bool) -> str:
    """The verdict as a document says it; “not met” is final only once the books are closed."""
    return verdict_shown(verdict, is_closed=is_closed).in_documents


def verdict_counts(results: Iterable[IndicatorResults], speech: Speech) -> str:
    """How many of each verdict: `đạt 04; chưa đạt 02; chưa kết luận được 03; chưa đến kỳ đánh giá 17`."""
    labels = [verdict_label(entry.verdict, is_closed=entry.is_closed) for entry in results]
    listed = (label for label in _COUNTED if label in labels)
    return "; ".join(f"{speech.gettext(label)} {speech.count(labels.count(label))}" for label in listed)


def overall_verdict(entry: IndicatorResults, speech: Speech) -> str:
    """Met, exceeded or not met over all its times; of several, how often it was met."""
    word = verdict_label(entry.verdict, is_closed=entry.is_closed)
    said = speech.gettext(N_("exceeded") if entry.is_exceeded else word)
    if len(entry.judged) <= 1:
        return said
    text = N_("{word} ({met}/{all} times)")
    return speech.say(msg(text, word=said, met=entry.times_met, all=len(entry.judged)))


def names_and_rest(units: Sequence[str], speech: Speech) -> str:
    """Names, and how many more there are."""
    shown = ", ".join(units[:SHOWN_NAMES])
    rest = len(units) - SHOWN_NAMES
    if rest <= 0:
        return shown
    more: Message = msg(N_("{names} and {count} more units"), names=shown, count=speech.count(rest))
    return speech.say(more)


def sentence(text: str) -> str:
    """A capital at the beginning, a full stop at the end."""
    return capital(text) if text.endswith((".", "…", "!", "?")) else f"{capital(text)}."
