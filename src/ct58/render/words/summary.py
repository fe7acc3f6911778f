"""Sentences of a summary about work, reports and ratings: counts in the words of an official document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.indicators.numbers import COUNT
from ct58.domain.records.items import Item
from ct58.domain.records.scalars import NOT_RATED
from ct58.domain.standing.rates import rate
from ct58.domain.standing.status import Standing
from ct58.domain.time.period import Period
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.words.indicator_sentences import NONE_OF_IT, level_words, verdict_label
from ct58.render.words.indicators import cut_text
from ct58.render.words.labels import done_on_text, last_step, quantity, unread_counts, unread_texts
from ct58.render.words.speech import Speech, capital, period_title
from ct58.views.counts import Counts
from ct58.views.due import OPEN
from ct58.views.progress import SETTLED, ItemProgress
from ct58.views.ratings import FigureResult, Rating
from ct58.views.reports import CalendarLine, DueReportState, ReportRow
from ct58.views.summary import IndicatorResults
from ct58.views.vocabularies import NOT_MET_CLOSED, VERDICTS

UNITS_MISSED = N_("{count} times of units not done in their time")
NO_LONGER_ASKED = N_("{count} no longer asked")
UNBOOKED = N_("no figures of {count} times")


# ------------------------------------------------------------------ work


@positional_record
class DraftingBodies:
    """Who is named beside a task: what each is called, and which of them lead, so that nobody works for them to sign."""

    labels: Mapping[str, str]
    governing: frozenset[str]

    def drafting(self, item: Item, leads: Sequence[str]) -> str:
        """The bodies that prepare an item: its leads, else those that take part; a governing body is never held to account."""
        own = [id_ for id_ in leads if id_ not in self.governing]
        others = [id_ for id_ in item.with_ if id_ not in self.governing]
        return ", ".join(self.labels.get(id_, id_) for id_ in own or others)


def duty_sentence(entry: ItemProgress, bodies: DraftingBodies, named: str, speech: Speech) -> str:
    """One duty: `Báo cáo …: đã hoàn thành 4/4 quý`; a debt stands apart: `…, năm 2023: 4/4 quý; chưa thực hiện kỳ quý III/2022`."""
    who = "" if entry.item.owners else bodies.drafting(entry.item, entry.item.lead)
    own = [_done_text(entry, entry.counts, speech)] if entry.entries else []
    older = list(older_texts(entry, speech))
    time = f", {named}" if own and older else ""
    return f"{entry.item.title}{f' ({who})' if who else ''}{time}: {'; '.join((*own, *older))}."


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
        yield speech.say(msg(N_("no figures for {periods}"), periods=periods))


def _done_text(entry: ItemProgress, counts: Counts, speech: Speech) -> str:
    """`114/122 đơn vị đã hoàn thành, trong đó 12 đơn vị chậm; còn 08 đơn vị quá hạn chưa hoàn thành`."""
    settled = [found for found in entry.standings if _is_settled(found)]
    if counts.total == 1 and settled and not entry.item.owners:
        return _single(settled[0], speech)
    done = [_completed(entry, counts, speech)] if counts.total > counts.unbooked else []
    return "; ".join((*done, *_not_completed(entry, counts, speech)))


def _completed(entry: ItemProgress, counts: Counts, speech: Speech) -> str:
    """How many, and how many of them late."""
    done, noun = counts.on_time + counts.late, _noun(entry, speech)
    text = N_("{done}/{all} {noun} completed")
    if entry.item.owners and len(entry.periods) <= 1:
        text = N_("{done}/{all} {noun} have completed it")
    said = speech.say(msg(text, done=speech.number(done), all=speech.number(counts.total), noun=noun))
    if not counts.late:
        return said
    late = msg(N_("{count} {noun} of them late"), count=speech.count(counts.late), noun=noun)
    return f"{said}, {speech.say(late)}"


def _not_completed(entry: ItemProgress, counts: Counts, speech: Speech) -> Iterator[str]:
    """How many are not, by why; where nothing is overdue, when the last is due."""
    kinds = (
        (UNITS_MISSED if entry.item.owners else N_("{count} {noun} not done in its time"), counts.missed),
        (N_("{count} {noun} overdue and not completed"), counts.overdue - counts.unbooked),
        (N_("no figures of {count} {noun}"), counts.unbooked),
        (N_("{count} {noun} no longer asked"), len(entry.gone)),
        *unread_counts(counts.unreadable, counts.waiting),
        (N_("{count} told with two days or documents wait to be settled"), counts.unsettled),
    )
    noun = _noun(entry, speech)
    for text, number in kinds:
        if number:
            yield speech.say(msg(text, count=speech.count(number), noun=noun))
    if not counts.overdue and counts.within_time and entry.item.deadline.every is None:
        due = max(found.due for found in entry.standings if found.due)
        yield speech.say(msg(N_("due {due}"), due=due))


_COUNTED_BY_TIMES = ("month", "quarter", "year")


def _noun(entry: ItemProgress, speech: Speech) -> str:
    """What is counted of an item: units, their times, or months, quarters and years."""
    if entry.item.owners:
        return speech.gettext(N_("units") if len(entry.periods) <= 1 else N_("times of units"))
    every = entry.item.deadline.every
    return speech.frequency(every) if every in _COUNTED_BY_TIMES else speech.gettext(N_("times"))


def _is_settled(found: Standing) -> bool:
    return found.status in SETTLED


def _single(entry: Standing, speech: Speech) -> str:
    """One obligation in words, with its day; how many days it is late stands in the appendix."""
    texts = {
        "overdue": N_("due {due}, not completed"),
        "missed": N_("due {due}, not done this time"),
        "completed_late": N_("completed on {day}, later than {due}"),
    }
    text = texts.get(entry.status, N_("completed on {day}, in time"))
    if entry.contested:
        text = N_("completed; it waits to be settled when: {day}")
    return speech.say(msg(text, due=entry.due, day=done_on_text(entry, speech)))


def overdue_sentence(entry: ItemProgress, bodies: DraftingBodies, speech: Speech) -> str:
    """One shortcoming: `Đề án …: chưa hoàn thành theo thời hạn (31/3/2021; cơ quan tham mưu: Ban Tổ chức)`."""
    if entry.item.owners:
        count = speech.count(len(entry.units))
        text = msg(N_("{title}: {count} units overdue"), title=entry.item.title, count=count)
        return f"{speech.say(text)}."
    details = "; ".join(_overdue_details(entry, bodies, speech))
    text = msg(
        N_("{title}{times}: not completed in time ({details})"),
        title=entry.item.title,
        times=_times(entry, speech),
        details=details,
    )
    return f"{speech.say(text)}."


def overdue_words(entry: ItemProgress, bodies: DraftingBodies, speech: Speech) -> str:
    """One of several shortcomings: `Đề án … (31/3/2021; cơ quan tham mưu: Ban Tổ chức)`."""
    return f"{entry.item.title}{_times(entry, speech)} ({'; '.join(_overdue_details(entry, bodies, speech))})"


def _overdue_details(entry: ItemProgress, bodies: DraftingBodies, speech: Speech) -> Iterator[str]:
    """When it was due, and who prepares it."""
    first = entry.standings[0]
    if len(entry.standings) > 1:
        yield speech.say(msg(N_("the first due {due}"), due=first.due))
    elif first.needs_verification:
        yield speech.say(msg(N_("due {due}, before the programme was issued"), due=first.due))
    else:
        yield speech.say(msg(N_("due {due}"), due=first.due))
    who = bodies.drafting(entry.item, entry.leads)
    if who:
        yield speech.say(msg(N_("prepared by: {who}"), who=who))


def unfinished_sentence(entry: ItemProgress, bodies: DraftingBodies, speech: Speech) -> str:
    """`Kiểm tra, giám sát … (Ủy ban Kiểm tra): hạn 31/12/2025; gần nhất: tiếp tục thực hiện ngày 10/8/2021`."""
    first = entry.standings[0]
    if entry.item.owners:
        count = speech.count(len(entry.units))
        return f"{speech.say(msg(N_('{title}: {count} units'), title=entry.item.title, count=count))}."
    who = bodies.drafting(entry.item, first.owner_ids)
    parts = [speech.say(msg(N_("due {due}"), due=first.due))] if first.due else []
    last = last_step(first)
    if last is not None:
        text = msg(N_("the last: {event} on {day}"), event=speech.event(last.event), day=last.date)
        parts.append(speech.say(text))
    return f"{entry.item.title}{_times(entry, speech)}{f' ({who})' if who else ''}: {'; '.join(parts)}."


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
    """How many have a level: `91 hoàn thành tốt nhiệm vụ (77,1%)`; one body simply has it."""
    label = level_words(rating.figure, word)
    if rating.asked == 1:
        return label
    return f"{speech.count(number)} {label}{_share_of(word, number, rating, speech)}"


def _share_of(word: str, number: int, rating: Rating, speech: Speech) -> str:
    """` (17,5%)` of those that have a level."""
    return "" if word == NOT_RATED else f" ({speech.percent(rate(number, rating.given))})"


_NOT_ARRIVED: Mapping[DueReportState, str] = {
    "missing": N_("{count} units have not sent theirs"),
    "returned": N_("{count} sent back and not sent again"),
    "empty": N_("{count} without figures"),
    "missed": N_("{count} not sent, their time is over"),
    "replaced": N_("{count} replaced by a longer report"),
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
        on_time=speech.count(tally.actual_on_time),
    )
    parts = [speech.say(said)]
    states: Counter[DueReportState] = Counter(_said(row) for row in line.rows if not row.has_arrived)
    for state, text in _NOT_ARRIVED.items():
        if states[state]:
            parts.append(speech.say(msg(text, count=speech.count(states[state]))))
    waiting = sum(row.state == "unreadable" and row.standing.is_unsettled for row in line.rows)
    unread = unread_texts(states["unreadable"], waiting, speech)
    parts += [speech.say(msg(N_("{said} and are not counted"), said=said)) for said in unread]
    if (data := line.item.data_of(line.period)) is not None:
        parts.append(speech.say(msg(N_("data {time}"), time=data)))
    return f"{period_title(line.item.title, speech.long_period(line.period))}: {'; '.join(parts)}."


def reports_sentences(lines: Sequence[CalendarLine], speech: Speech) -> str:
    """All lines of the calendar; last, said once, until when reports may come that are not due yet."""
    said = [reports_sentence(line, speech) for line in lines]
    rows = [row for line in lines for row in line.rows]
    days = [row.due for row in rows if not row.has_arrived and row.due and row.standing.status in OPEN]
    if days:
        said.append(speech.say(msg(N_("Reports come in until {day}."), day=max(days))))
    return " ".join(said)


def _said(row: ReportRow) -> DueReportState:
    """What is known before a report comes makes no difference: it was not sent."""
    return "missing" if row.state == "expected" else row.state


def figure_sentence(found: FigureResult, speech: Speech) -> str:
    """One figure: `Số lượt cấp ủy viên dự sinh hoạt: 128 lượt`."""
    return f"{found.figure.label}: {_amount(found, speech)}."


def _amount(found: FigureResult, speech: Speech) -> str:
    """`128 lượt`, `02 đơn vị`, of rows how many of each word; none is no number with a unit."""
    figure, value = found.figure, found.value
    if value == 0:
        return speech.gettext(NONE_OF_IT)
    number = speech.count(value) if isinstance(value, int) else quantity(value, speech, told=COUNT)
    if figure.type not in ("integer", "decimal", "money", "list"):
        return speech.say(msg(N_("{count} units"), count=number))
    listed = "; ".join(f"{word} {speech.count(rows)}" for word, rows in found.words.items())
    total = f"{number} {figure.unit or ''}".rstrip()
    return f"{total} ({listed})" if listed and figure.unit else listed or total


def without_level(rating: Rating) -> Iterator[tuple[str, int]]:
    """Why units have no level, and how many; what is decided about waits for the decision, whatever a unit said itself."""
    by_decision = not rating.figure.asked
    yield N_("without a decision yet"), rating.undecided + (rating.missing if by_decision else 0)
    yield N_("without a result yet"), 0 if by_decision else rating.missing
    yield N_("cannot be read"), rating.unread - rating.waiting
    yield N_("wait to be settled"), rating.waiting
    yield N_("to which it does not apply"), rating.not_applicable


def rating_sentence(rating: Rating, speech: Speech) -> str:
    """One rating: `Xếp loại TCCSĐ, năm 2021: 30 hoàn thành xuất sắc nhiệm vụ (17,5%); …; 07 chưa có kết quả`.

    Of one body its level: `Xếp loại Đảng bộ, năm 2021: hoàn thành tốt nhiệm vụ`.
    """
    parts = [_level(word, number, rating, speech) for word, number in rating.counts.items() if number]
    for text, number in without_level(rating):
        if number:
            parts.append(
                speech.say(msg(N_("{count} {what}"), count=speech.count(number), what=speech.gettext(text)))
            )
    return f"{rating.figure.label}, {speech.long_period(rating.period)}: {'; '.join(parts)}."


_COUNTED = tuple(
    shown.in_documents
    for shown in (VERDICTS["met"], VERDICTS["not_met"], NOT_MET_CLOSED, *list(VERDICTS.values())[2:])
)
"""Whoever counts verdicts tells met and not met first."""


def verdict_counts(results: Iterable[IndicatorResults], speech: Speech) -> str:
    """How many of each verdict: `04 đạt; 02 chưa đạt; 03 chưa kết luận được`."""
    labels = [verdict_label(entry.verdict, is_closed=entry.is_closed) for entry in results]
    listed = (label for label in _COUNTED if label in labels)
    return "; ".join(f"{speech.count(labels.count(label))} {speech.gettext(label)}" for label in listed)


def overall_verdict(entry: IndicatorResults, speech: Speech) -> str:
    """Met, exceeded or not met over all its times; of several, how often it was met. What an end cut short says so."""
    if entry.verdict == "cut_short":
        return cut_text(entry.last.result, speech)
    word = verdict_label(entry.verdict, is_closed=entry.is_closed)
    said = speech.gettext(N_("exceeded") if entry.is_exceeded else word)
    if len(entry.judged) <= 1:
        return said
    text = N_("{word} ({met}/{all} times)")
    return speech.say(msg(text, word=said, met=entry.times_met, all=len(entry.judged)))


def sentence(text: str) -> str:
    """A capital at the beginning, a full stop at the end."""
    return capital(text) if text.endswith((".", "…", "!", "?")) else f"{capital(text)}."
