"""What a report says of one indicator: a sentence for each kind of them, as the head of an office would write it.

How sure the figures are is said once, at the top of the report; here only where it leaves the conclusion open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ct58.domain.indicators.numbers import (
    COUNT,
    PERCENT,
    YES_OR_NO,
    Number,
    Yardstick,
    plain_number,
    ratio,
    rounded,
    rounded_count,
    rounded_percent,
)
from ct58.domain.indicators.result import Assessment, ReadingResult, Result, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.measure import COUNTED_UNITS, Measure
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period, PeriodKind
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.words.indicators import cut_text, result_until_the_end
from ct58.render.words.labels import bare_quantity, fraction, quantity, unit_after, unread_counts
from ct58.render.words.speech import Speech, capital
from ct58.render.words.targets import limit_in_words
from ct58.views.indicators import Row
from ct58.views.summary import IndicatorResults
from ct58.views.vocabularies import VERDICTS, verdict_shown

SHOWN_NAMES = 10
"""Units named in a sentence; the others stand in the appendix."""
SHOWN_TIMES = 5
"""Values of one indicator in a sentence."""
PLACE = "{}"
"""Where the number stands in a phrase of the programme."""
_JUDGED: frozenset[Verdict] = frozenset({"met", "not_met"})
NONE_OF_IT = N_("none")
"""None is no number with a unit."""
_TARGETS: Mapping[str, str] = {
    ">": N_("more than {value}"),
    ">=": N_("at least {value}"),
    "=": N_("{value}"),
    "<": N_("less than {value}"),
    "<=": N_("at most {value}"),
}

SentenceKind = Literal["rating", "one_body", "nothing_allowed", "issued", "share", "count"]
"""rating: one body has a level · one_body: it does something or not · nothing_allowed: there may be none ·
issued: a share of which a part was in time · share · count."""


@positional_record
class Telling:
    """What every sentence is told with: whose programme it is, in which words, whether units are named.

    `names_times` is false where a table beside shows every time: of several only the last is told then. `is_brief` where only
    the value is told: what is asked, and how it was a year before, stand in the appendix.
    """

    programme: Programme
    speech: Speech
    names_units: bool = True
    names_times: bool = True
    is_brief: bool = False


def indicator_sentence(entry: IndicatorResults, telling: Telling) -> str:
    """One indicator in all its times: `Kết nạp 231 đảng viên, bằng 77% kế hoạch năm`."""
    if len(entry.rows) > 1:
        return f"{_subject(entry, telling)} {_several(entry, telling)}."
    row = entry.last
    said = _SENTENCES[sentence_kind(row.result, telling.programme)](row, telling)
    return capital(f"{said}.")


def has_come_to_something(entry: IndicatorResults) -> bool:
    """Whether there is anything to tell: before its time is over a share of none only says that nothing has come yet."""
    result = entry.last.result
    is_waiting = len(entry.rows) == 1 and result.main.is_share and not result.window.is_over(result.as_of)
    return entry.has_value and not (is_waiting and not result.main.numerator)


def sentence_kind(result: Result, programme: Programme) -> SentenceKind:
    """Of which kind an indicator is, by what it counts and what is asked."""
    asked = result.requirement
    if is_of_one_body(result):
        return "rating" if _level_figure(result, programme) else "one_body"
    if asked is not None and not asked.is_share and asked.value == 0 and asked.target.op in ("=", "<="):
        return "nothing_allowed"
    if not result.main.is_share:
        return "count"
    return "issued" if _in_time(result) is not None else "share"


def is_of_one_body(result: Result) -> bool:
    """Whether one body is judged, so that a share of it says nothing."""
    main, counted = result.main, result.indicator.numerator.count
    is_one_of_one = main.is_share and counted == COUNTED_UNITS and main.coverage.expected == 1
    return is_one_of_one or main.yardstick == YES_OR_NO


# ------------------------------------------------------------------ one body


def _rating(row: Row, telling: Telling) -> str:
    """`Hội Cựu chiến binh: xếp loại hoàn thành tốt nhiệm vụ (chỉ tiêu: hoàn thành xuất sắc nhiệm vụ), chưa đạt`."""
    result, speech = row.result, telling.speech
    figure = _level_figure(result, telling.programme)
    assert figure is not None
    level = level_words(figure, _level(result, figure))
    return _ended(f"{_rated(result, speech)} {level}", _asked_levels(result, figure, speech), row, speech)


def level_words(figure: Figure, value: FigureValue) -> str:
    """A level as a sentence says it; without words of its own, as the form names it."""
    word = str(value)
    return figure.phrases.get(word) or figure.values.get(word, word)


def _level_figure(result: Result, programme: Programme) -> Figure | None:
    """The choice by which one body is judged; None where it is judged by anything else."""
    where = result.indicator.numerator.where
    if not isinstance(where, Mapping) or len(where) != 1:
        return None
    ((path, test),) = where.items()
    figure = next((entry for entry in programme.figures if entry.key == path), None)
    is_choice = figure is not None and figure.type == "enum" and isinstance(test, tuple)
    return figure if is_choice and _has_level(result, path) else None


def _has_level(result: Result, key: str) -> bool:
    cells = (cell for entry in result.main.contributions for cell in entry.cells)
    return any(cell.figure == key and cell.state == "given" for cell in cells)


def _level(result: Result, figure: Figure) -> FigureValue:
    """The level that the one body has; the last, where it has several."""
    cells = (cell for entry in result.main.contributions for cell in entry.cells)
    return [cell.value for cell in cells if cell.figure == figure.key and cell.state == "given"][-1]


def _asked_levels(result: Result, figure: Figure, speech: Speech) -> str:
    """`hoàn thành xuất sắc nhiệm vụ`, `hoàn thành tốt nhiệm vụ trở lên`: the levels that will do, the best first."""
    where = result.indicator.numerator.where
    wanted = next(iter(where.values())) if isinstance(where, Mapping) else ()
    levels = [word for word in figure.values if isinstance(wanted, tuple) and word in wanted]
    if len(levels) > 1 and levels == list(figure.values)[: len(levels)]:
        return speech.say(msg(N_("{level} or better"), level=level_words(figure, levels[-1])))
    return speech.gettext(N_(" or ")).join(level_words(figure, level) for level in levels)


def _one_body(row: Row, telling: Telling) -> str:
    """`Đảng bộ tổ chức sơ kết và biểu dương hằng năm: đạt (chỉ tiêu: có sơ kết và có biểu dương)`."""
    result, speech = row.result, telling.speech
    is_judged = result.main.verdict in _JUDGED
    said = (
        yes_or_no(result.main.value, speech, is_closed=row.is_closed) if is_judged else _still(result, speech)
    )
    asked = result.requirement.target.text if result.requirement else None
    goal = _in_brackets(speech.say(msg(N_("goal: {target}"), target=asked))) if asked else ""
    return f"{result.indicator.title}: {said}{goal}{_by_reading(result, speech)}"


def yes_or_no(value: Number | None, speech: Speech, *, is_closed: bool) -> str:
    """What a share of one body means: all of it or nothing."""
    if value is None:
        return "–"
    return speech.gettext(verdict_label("met" if value else "not_met", is_closed=is_closed))


def _still(result: Result, speech: Speech) -> str:
    """Of what is not judged: whether it is done by now, or why nobody will say."""
    if result.main.verdict == "cut_short":
        return cut_text(result, speech)
    return speech.gettext(N_("done") if result.main.value else N_("not done yet"))


def _ended(said: str, goal: str, row: Row, speech: Speech) -> str:
    """With the goal in brackets, and the verdict where there is one."""
    asked = _in_brackets(speech.say(msg(N_("goal: {target}"), target=goal))) if goal else ""
    judged = [*_cut(row.result, speech)]
    if row.result.main.verdict in (*_JUDGED, "undetermined"):
        judged.append(speech.gettext(verdict_label(row.result.main.verdict, is_closed=row.is_closed)))
    return ", ".join([f"{said}{asked}", *judged]) + _by_reading(row.result, speech)


# ------------------------------------------------------------------ nothing allowed


def _nothing_allowed(row: Row, telling: Telling) -> str:
    """`01 TCCSĐ không hoàn thành nhiệm vụ: Chi bộ …`, `Không có TCCSĐ không hoàn thành nhiệm vụ`."""
    result, speech = row.result, telling.speech
    value = result.main.numerator
    if not value:
        none = ", ".join([_there_is_none(result, speech), *_cut(result, speech)])
        return none + _open(row, telling, with_needed=False)
    said = _stated(result, telling) + _named(result, telling)
    judged = ", ".join(_against_goal(row, speech, with_target=False))
    return "; ".join(filter(None, [said, judged])) + _open(row, telling, with_needed=False)


def _named(result: Result, telling: Telling) -> str:
    """Which units they are; behind a title, which has its colon, in brackets."""
    named = names_and_rest([unit.label for unit in _counted_units(result)], telling.speech)
    if not named or not telling.names_units:
        return ""
    return f": {named}" if result.indicator.phrase else f" ({named})"


def _there_is_none(result: Result, speech: Speech) -> str:
    """`Không có TCCSĐ không hoàn thành nhiệm vụ`; while more may come only that so far there is none."""
    phrase, is_open = result.indicator.phrase, result.main.verdict == "not_due"
    if phrase:
        text = N_("So far there is no {what}") if is_open else N_("There is no {what}")
        return speech.say(msg(text, what=phrase))
    return f"{result.indicator.title}: {speech.gettext(N_('none yet') if is_open else NONE_OF_IT)}"


def _cut(result: Result, speech: Speech) -> Iterator[str]:
    """Why an indicator is not judged that ended by itself; the committee's own end is said once, for all."""
    if result.main.verdict == "cut_short" and result.ended_by is not None:
        yield cut_text(result, speech)


def _counted_units(result: Result) -> Iterator[Unit]:
    """The units of which something is in the numerator; a sum of figures is nobody's list."""
    if result.indicator.numerator.count == COUNTED_UNITS:
        yield from (entry.unit for entry in result.main.contributions if entry.point[0] > 0)


# ------------------------------------------------------------------ shares


def _issued(row: Row, telling: Telling) -> str:
    """`110/118 cấp ủy cơ sở đã ban hành (93,2%), trong đó 99 đúng hạn; còn 08 đơn vị: …`."""
    result, speech = row.result, telling.speech
    in_time = _in_time(result)
    assert in_time is not None
    number = rounded_count(in_time.assessment.numerator) or 0
    part = msg(N_("{count} of them in time"), count=speech.count(int(number)))
    if in_time.assessment.numerator == result.main.numerator:
        part = msg(N_("all in time"))
    said = [f"{_stated(result, telling)}, {speech.say(part)}", *_left(result, telling)]
    judged = ", ".join(_against_goal(row, speech))
    return "; ".join(filter(None, [*said, judged])) + _open(row, telling)


def _left(result: Result, telling: Telling) -> Iterator[str]:
    """Which of those counted have not done it: `còn 08 đơn vị: Sở Y tế, …`."""
    lacking = [entry.unit.label for entry in result.main.contributions if entry.point[1] > entry.point[0]]
    if not lacking:
        return
    text = N_("{count} units have not: {names}") if telling.names_units else N_("{count} units have not")
    names = names_and_rest(lacking, telling.speech)
    yield telling.speech.say(msg(text, count=telling.speech.count(len(lacking)), names=names))


def _in_time(result: Result) -> ReadingResult | None:
    """The reading that asks the same by a day: how many of the units did it in time."""
    if result.indicator.numerator.count != COUNTED_UNITS:
        return None
    return next(filter(_asks_for_a_day, result.readings), None)


def _asks_for_a_day(found: ReadingResult) -> bool:
    """Whether a reading's only condition is a last day, of the same units."""
    where, main = found.reading.numerator.where, found.assessment
    if not isinstance(where, Mapping) or len(where) != 1 or main.numerator is None:
        return False
    (test,) = where.values()
    return isinstance(test, Mapping) and any(
        sign in ("<", "<=") and isinstance(limit, dt.date) for sign, limit in test.items()
    )


def _share(row: Row, telling: Telling) -> str:
    """`106/118 TCCSĐ được xếp loại hoàn thành tốt nhiệm vụ trở lên (89,8%), chưa đạt chỉ tiêu đề ra (trên 90%)`."""
    result, speech = row.result, telling.speech
    until = _until_its_end(result, speech)
    said = f"{result.indicator.title}: {until}" if until else _stated(result, telling)
    parts = [", ".join([said, *_against_goal(row, speech)]), *_change(row, telling)]
    return "; ".join(parts) + _open(row, telling)


# ------------------------------------------------------------------ counts


def _is_none(main: Assessment) -> bool:
    """Whether nothing has been counted; a rate or a rank of 0 is a value like others."""
    return not main.is_share and main.value == 0 and main.yardstick.adds_up


def _count(row: Row, telling: Telling) -> str:
    """`Kết nạp 231 đảng viên, bằng 77% kế hoạch năm, giảm 27 đảng viên so với cùng kỳ năm trước`."""
    result, speech = row.result, telling.speech
    until = _until_its_end(result, speech)
    if until:
        said = f"{result.indicator.title}: {until}"
    elif _is_none(result.main):
        nothing = NONE_OF_IT if result.main.verdict in (*_JUDGED, "cut_short") else N_("none yet")
        goal = _in_brackets(_goal(result, telling))
        said = f"{result.indicator.title}: {speech.gettext(nothing)}{goal}"
    else:
        said = _stated(result, telling)
    parts = [
        said,
        *([] if until else _part_of_plan(row, telling)),
        *_against_goal(row, speech),
        *_change(row, telling),
    ]
    return ", ".join(parts) + _open(row, telling)


def _part_of_plan(row: Row, telling: Telling) -> Iterator[str]:
    """`bằng 77% kế hoạch năm`: of which plan it is a part; what is due once has only one."""
    main, asked, speech = row.result.main, row.result.requirement, telling.speech
    if asked is None or asked.plan is None or not main.value:
        return
    share = quantity(ratio((100 * main.value, asked.plan)), speech, told=PERCENT)
    goal = _in_brackets(_goal(row.result, telling)) if main.verdict == "undetermined" else ""
    yield speech.say(_of_plan(row.result.window.period, share, speech)) + goal


def _of_plan(period: Period, share: str, speech: Speech) -> Message:
    """Of which plan: of the year's, of the span's; what is due once has only one."""
    if period.kind == "once":
        return msg(N_("{share} of the plan"), share=share)
    time = speech.gettext(N_("the year")) if period.kind == "year" else speech.long_period(period)
    return msg(N_("{share} of the plan of {time}"), share=share, time=time)


# ------------------------------------------------------------------ what they share


def _stated(result: Result, telling: Telling) -> str:
    """The number in the programme's own phrase, else behind the title: `106/118 TCCSĐ … (89,8%; chỉ tiêu: trên 90%)`."""
    main, speech, phrase = result.main, telling.speech, result.indicator.phrase
    number = _number(result, telling, with_unit=phrase is None)
    said = _in_phrase(phrase, number) if phrase else f"{result.indicator.title}: {number}"
    if not main.is_share:
        return said
    if phrase and PLACE not in phrase and main.numerator == 0:
        said = speech.say(msg(N_("There is no {what} yet"), what=phrase))
        return said + _in_brackets(number, _goal(result, telling))
    return said + _in_brackets(quantity(main.value, speech, told=main.yardstick), _goal(result, telling))


def _in_brackets(*said: str) -> str:
    """` (89,8%; chỉ tiêu: trên 90%)`; nothing where nothing is said."""
    found = "; ".join(filter(None, said))
    return f" ({found})" if found else ""


def _in_phrase(phrase: str, number: str) -> str:
    return phrase.replace(PLACE, number, 1) if PLACE in phrase else f"{number} {phrase}"


def _until_its_end(result: Result, speech: Speech) -> str:
    """What an indicator came to that ended by itself; empty for all others."""
    return result_until_the_end(result, speech) if result.ended_by is not None else ""


def _number(result: Result, telling: Telling, *, with_unit: bool) -> str:
    """`106/118 đơn vị`, `231 đảng viên`, `04`."""
    main, speech = result.main, telling.speech
    unit = unit_word(result.indicator.numerator, telling.programme, speech) if with_unit else ""
    if not main.is_share and main.yardstick.unit != COUNT.unit:
        unit = unit_after(main.yardstick.unit) if with_unit else ""
    shown = (
        fraction(main.numerator, main.denominator, speech, main.yardstick)
        if main.is_share
        else _amount(main.numerator, main.yardstick, speech)
    )
    return f"{shown}{unit}" if unit.startswith("%") else f"{shown} {unit.strip()}".rstrip()


def _amount(value: Number | None, told: Yardstick, speech: Speech) -> str:
    if isinstance(value, int) and told.decimals is None:
        return speech.count(value)
    return bare_quantity(value, speech, told=told)


def unit_word(measure: Measure, programme: Programme, speech: Speech) -> str:
    """What is counted, as the form names it: `đảng viên`, `TCCSĐ`, `đơn vị`."""
    if measure.count == COUNTED_UNITS:
        return speech.gettext(N_("units"))
    keys = measure.added[:1] if measure.added else (measure.count,)
    figure = next((entry for entry in programme.figures if entry.key in keys), None)
    return (figure.unit or "") if figure else ""


def _against_goal(row: Row, speech: Speech, *, with_target: bool = True) -> Iterator[str]:
    """`chưa đạt chỉ tiêu đề ra (trên 90%)`, of what is judged; of what an end cut short, why there is no verdict."""
    result, verdict = row.result, row.result.main.verdict
    yield from _cut(result, speech)
    if verdict not in _JUDGED:
        return
    target = target_words(result.requirement, speech) if with_target else ""
    text = N_("{verdict} the goal ({target})") if target else N_("{verdict} the goal")
    word = speech.gettext(verdict_label(verdict, is_closed=row.is_closed))
    yield speech.say(msg(text, verdict=word, target=target)) + _by_reading(result, speech)


def _goal(result: Result, telling: Telling) -> str:
    """`chỉ tiêu: trên 90%`, of what is not judged; empty where the verdict says it, or nothing is asked."""
    speech = telling.speech
    target = "" if telling.is_brief else target_words(result.requirement, speech)
    is_told = result.main.verdict in ("not_due", "undetermined") and target
    return speech.say(msg(N_("goal: {target}"), target=target)) if is_told else ""


def _by_reading(result: Result, speech: Speech) -> str:
    """That others read the text otherwise; of what is issued in time the sentence says both itself."""
    if not result.depends_on_reading or _in_time(result) is not None:
        return ""
    depends = speech.gettext(N_("the conclusion depends on how the text is read"))
    return f", {depends}"


def _open(row: Row, telling: Telling, *, with_needed: bool = True) -> str:
    """Why nothing can be concluded yet: `; còn 07 đơn vị chưa có quyết định, chưa kết luận được`."""
    result, speech = row.result, telling.speech
    if result.main.verdict != "undetermined":
        return ""
    parts = [
        *_waited_for(result, telling),
        *(_needed(result, telling) if with_needed and not row.is_closed else []),
    ]
    concluded = VERDICTS["undetermined"].in_documents
    return "; " + ", ".join([*parts, speech.gettext(concluded)])


def _waited_for(result: Result, telling: Telling) -> Iterator[str]:
    """How many units have said nothing, have no decision, or cannot be read."""
    coverage, speech = result.main.coverage, telling.speech
    by_decision = _comes_by_decision(result.indicator.numerator, telling.programme)
    missing = coverage.missing
    undecided = coverage.undecided + (missing if by_decision else 0)
    counts = (
        (N_("{count} units without a decision yet"), undecided),
        (N_("{count} units have not given the figure"), 0 if by_decision else missing),
        *unread_counts(coverage.unreadable, coverage.waiting),
    )
    yield from (speech.say(msg(text, count=speech.count(count))) for text, count in counts if count)


def _comes_by_decision(measure: Measure, programme: Programme) -> bool:
    """Whether what is counted is decided by others, and no unit is asked for it."""
    where = measure.where
    keys: Sequence[str] = [path.partition(".")[0] for path in where] if isinstance(where, Mapping) else []
    figures = [entry for entry in programme.figures if entry.key in keys]
    return bool(figures) and all(not entry.asked for entry in figures)


def _needed(result: Result, telling: Telling) -> Iterator[str]:
    """What would still turn it, while something is open: `cần thêm 05 đơn vị đạt`."""
    needed, speech = result.main.needed, telling.speech
    if needed is None:
        return
    if needed.count:
        unit = unit_word(result.indicator.numerator, telling.programme, speech)
        yield speech.say(
            msg(
                N_("{amount} more needed"),
                amount=f"{_amount(needed.count, result.main.yardstick, speech)} {unit}".rstrip(),
            )
        )
    elif needed.units:
        yield speech.say(msg(N_("{count} more units needed"), count=speech.count(needed.units)))


def _change(row: Row, telling: Telling) -> Iterator[str]:
    """`giảm 27 đảng viên so với cùng kỳ năm trước`, `tăng 2,8 điểm phần trăm so với năm trước`, `không đổi so với …`."""
    past, main, window = row.last_year, row.result.main, row.result.window
    if telling.is_brief or past is None or past.value is None or main.value is None or window.cut is not None:
        return
    is_whole_year = window.period.kind == "year" and window.through is None
    than = telling.speech.gettext(
        N_("the year before") if is_whole_year else N_("the same time a year before")
    )
    moved = _moved(main.value, past.value, row, telling)
    yield telling.speech.say(msg(N_("{moved} compared with {than}"), moved=moved, than=than))


def _moved(value: Number, before: Number, row: Row, telling: Telling) -> str:
    """`tăng 2,8 điểm phần trăm`, `giảm 27 đảng viên`."""
    speech = telling.speech
    if value == before:
        return speech.gettext(N_("unchanged"))
    if row.result.main.yardstick.is_percent:
        return _by_points(_printed(value) - _printed(before), speech)
    told = row.result.main.yardstick
    if told.unit.startswith("%"):
        return _by_points(_told(value, told) - _told(before, told), speech)
    unit = told.unit if unit_after(told.unit) else ""
    unit = unit or unit_word(row.result.indicator.numerator, telling.programme, speech)
    moved = plain_number(Fraction(value) - Fraction(before))
    return _up_or_down(
        f"{_amount(moved if moved > 0 else -moved, row.result.main.yardstick, speech)} {unit}".rstrip(),
        moved > 0,
        speech,
    )


def _told(value: Number, told: Yardstick) -> Decimal:
    return Decimal(rounded(value, told=told) or 0)


def _by_points(difference: Decimal, speech: Speech) -> str:
    """The difference of what is printed, as a reader takes it with a pencil."""
    if not difference:
        return speech.gettext(N_("unchanged"))
    points = speech.percent(abs(difference)).removesuffix("%")
    amount = speech.say(msg(N_("{number} percentage points"), number=points))
    return _up_or_down(amount, difference > 0, speech)


def _up_or_down(amount: str, is_up: bool, speech: Speech) -> str:
    return speech.say(msg(N_("up {amount}") if is_up else N_("down {amount}"), amount=amount))


def _printed(share: Number) -> Decimal:
    shown = rounded_percent(share)
    assert shown is not None
    return shown


# ------------------------------------------------------------------ several times

_NOUNS: Mapping[PeriodKind, str] = {"month": N_("months"), "quarter": N_("quarters"), "year": N_("years")}


def _subject(entry: IndicatorResults, telling: Telling) -> str:
    """Of what the times are: the title, but of what must not be, and of one body's level, what has them."""
    result = entry.last.result
    kind = sentence_kind(result, telling.programme)
    if kind == "nothing_allowed" and result.indicator.phrase:
        return f"{capital(result.indicator.phrase)}:"
    return _rated(result, telling.speech) if _is_rated(entry, telling) else f"{entry.indicator.title}:"


def _is_rated(entry: IndicatorResults, telling: Telling) -> bool:
    """Whether one body has a level in any of the times."""
    return any(sentence_kind(row.result, telling.programme) == "rating" for row in entry.rows)


def _rated(result: Result, speech: Speech) -> str:
    """`Hội Cựu chiến binh: xếp loại`, in the programme's own phrase where it has a place for the level."""
    before, place, _ = (result.indicator.phrase or "").partition(PLACE)
    who = result.main.contributions[0].unit.name
    return before.rstrip() if place else speech.say(msg(N_("{who}: rated"), who=who))


def _several(entry: IndicatorResults, telling: Telling) -> str:
    """Each time with its value, unless there are many; then how often it was met, of how many.

    What is not due takes no room, unless something has come of it. A time that was to be judged and has no figures is told,
    too: the times named are those counted.
    """
    speech, told = telling.speech, list(filter(_is_told, entry.rows))
    if not telling.names_times:
        told = [row for row in told if row.result.main.value is not None][-1:]
    said = [", ".join(_time(row, telling) for row in told)] if len(told) <= SHOWN_TIMES else []
    asked = _asked_of_times(entry, telling)
    if asked and entry.judged:
        said.append(_times_met(entry, asked, speech))
    elif asked:
        said.append(speech.say(msg(N_("goal: {target}"), target=asked)))
    said += _without_verdict(entry, speech, with_empty=len(told) > SHOWN_TIMES)
    said += [text for row in entry.cut for text in _cut_time(row, telling)]
    return "; ".join(filter(None, said))


def _asked_of_times(entry: IndicatorResults, telling: Telling) -> str:
    """What is asked; of one body's level, as a sentence calls the level."""
    for row in entry.rows:
        figure = _level_figure(row.result, telling.programme) if is_of_one_body(row.result) else None
        if figure is not None:
            return _asked_levels(row.result, figure, telling.speech)
    return targets_words(entry, telling.speech)


def _is_told(row: Row) -> bool:
    main, verdict = row.result.main, row.result.main.verdict
    if row.result.window.first_day > row.result.as_of:
        return False
    if verdict == "not_due":
        return bool(main.value)
    return verdict != "cut_short" and (main.value is not None or verdict in ("no_data", "undetermined"))


def _time(row: Row, telling: Telling) -> str:
    """One time with its value: `quý I/2022 là 105/110 (95,5%)`, `năm 2024 không có`, `năm 2025 chưa có số liệu`."""
    speech, main = telling.speech, row.result.main
    period = row.result.window.through or row.result.window.period
    is_going_on = main.verdict == "not_due" and row.result.window.through is None
    time = speech.period(period)
    if is_going_on:
        time = speech.say(msg(N_("{period} so far"), period=time))
    if main.value is None:
        unknown = VERDICTS["no_data"].in_documents
        return f"{time} {speech.gettext(unknown)}"
    kind = sentence_kind(row.result, telling.programme)
    if kind == "one_body":
        return f"{time} {yes_or_no(main.value, speech, is_closed=row.is_closed)}"
    if _is_none(main):
        return f"{time} {speech.gettext(NONE_OF_IT)}"
    if kind == "rating":
        return f"{time} {_value(row.result, kind, telling)}"
    return speech.say(msg(N_("{period}: {value}"), period=time, value=_value(row.result, kind, telling)))


def _value(result: Result, kind: SentenceKind, telling: Telling) -> str:
    """`105/110 (95,5%)`, `300 đảng viên`, `hoàn thành tốt nhiệm vụ`."""
    figure = _level_figure(result, telling.programme) if kind == "rating" else None
    if figure is not None:
        return level_words(figure, _level(result, figure))
    if not result.main.is_share:
        return _number(result, telling, with_unit=True)
    share = quantity(result.main.value, telling.speech, told=result.main.yardstick)
    return f"{fraction(result.main.numerator, result.main.denominator, telling.speech)} ({share})"


def _times_met(entry: IndicatorResults, asked: str, speech: Speech) -> str:
    """`đạt 3/5 năm (chỉ tiêu: trên 90%)`."""
    text = N_("met {met}/{all} {noun} (goal: {target})")
    met, judged = speech.number(entry.times_met), speech.number(len(entry.judged))
    return speech.say(msg(text, met=met, all=judged, noun=_noun(entry, speech), target=asked))


def _noun(entry: IndicatorResults, speech: Speech) -> str:
    """What the times are: months, quarters or years, where they are of one kind."""
    kinds = {row.result.window.period.kind for row in entry.judged}
    several = N_("times")
    return speech.gettext(_NOUNS.get(kinds.pop(), several) if len(kinds) == 1 else several)


def _without_verdict(entry: IndicatorResults, speech: Speech, *, with_empty: bool) -> Iterator[str]:
    """How many of the times are still open; and how many have no figures, where they are not named."""
    found = [row.result.main.verdict for row in entry.judged]
    noun = _noun(entry, speech)
    still_open, empty = found.count("undetermined"), found.count("no_data") if with_empty else 0
    if still_open:
        text = msg(N_("no conclusion yet about {count} {noun}"), count=speech.count(still_open), noun=noun)
        yield speech.say(text)
    if empty:
        yield speech.say(msg(N_("no figures for {count} {noun}"), count=speech.count(empty), noun=noun))


def _cut_time(row: Row, telling: Telling) -> Iterator[str]:
    """A time that an end cut short, with how far it came; of one body's share that would be a verdict."""
    why = list(_cut(row.result, telling.speech))
    if row.result.main.value is None or is_of_one_body(row.result):
        period = row.result.window.period
        yield from (telling.speech.say(msg(N_("{period} {cut}"), period=period, cut=text)) for text in why)
    else:
        yield ", ".join([_time(row, telling), *why])


# ------------------------------------------------------------------ what is asked, and the verdict


def target_words(asked: Requirement | None, speech: Speech, *, with_limit: bool = True) -> str:
    """What is asked: the text's own words, else `trên 90%`, `từ 300 trở lên`, `không có`; empty without a number."""
    if asked is None:
        return ""
    if asked.target.text:
        return asked.target.text
    if asked.target.op in ("=", "<=") and asked.value == 0 and asked.yardstick.adds_up:
        return speech.gettext(NONE_OF_IT)
    return limit_in_words(asked, speech, _TARGETS, with_limit=with_limit)


def targets_words(entry: IndicatorResults, speech: Speech) -> str:
    """What is asked; of a series each value after the first time for which it holds: `năm 2024 từ 50% trở lên`."""
    first_of: dict[str, Row] = {}
    for row in entry.rows:
        asked = target_words(row.result.requirement, speech, with_limit=False)
        if asked:
            first_of.setdefault(asked, row)
    if len(first_of) <= 1:
        return "".join(first_of)
    return ", ".join(f"{speech.period(row.result.window.period)} {asked}" for asked, row in first_of.items())


def verdict_label(verdict: Verdict, *, is_closed: bool) -> str:
    """The verdict as a document says it; “not met” is final only once the books are closed."""
    return verdict_shown(verdict, is_closed=is_closed).in_documents


def names_and_rest(units: Sequence[str], speech: Speech) -> str:
    """Names, and how many more there are."""
    shown = ", ".join(units[:SHOWN_NAMES])
    rest = len(units) - SHOWN_NAMES
    if rest <= 0:
        return shown
    return speech.say(msg(N_("{names} and {count} more units"), names=shown, count=speech.count(rest)))


_SENTENCES: Mapping[SentenceKind, Callable[[Row, Telling], str]] = {
    "rating": _rating,
    "one_body": _one_body,
    "nothing_allowed": _nothing_allowed,
    "issued": _issued,
    "share": _share,
    "count": _count,
}
