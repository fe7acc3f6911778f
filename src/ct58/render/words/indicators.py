"""Measures, targets and results in words: who is counted, what is asked, what it came to before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ct58.domain.indicators.needs import question
from ct58.domain.indicators.result import MilestoneResult, Result
from ct58.domain.records.measure import (
    COUNTED_UNITS,
    Alternative,
    Condition,
    FieldReference,
    Measure,
    RowsCondition,
    SetRule,
    Test,
)
from ct58.domain.records.programme import Figure, FormLine, Programme
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import ONE_DAY
from ct58.i18n import N_, msg
from ct58.render.words.labels import fraction, quantity, value_text
from ct58.render.words.speech import Speech, abridged, capital
from ct58.render.words.targets import OPERATORS, STRICT, limit_in_words, other_time_in_words

if TYPE_CHECKING:  # who tells no change works none out
    from ct58.domain.changes.effects import Shift


def requirement_in_words(result: Result, speech: Speech) -> str:
    """`trên 90% (đúng 90% là chưa đạt)`: what is asked in this window, and what that means at its border."""
    target = result.indicator.target
    if target is None:
        return speech.gettext(N_("the text gives no number"))
    if result.requirement is None:
        return speech.gettext(N_("no number is asked in this period yet"))
    said = [limit_in_words(result.requirement, speech)]
    if target.op in STRICT and result.requirement.value is not None:
        border = quantity(result.requirement.value, speech, told=result.requirement.yardstick)
        said.append(speech.say(msg(N_("exactly {value} is not met"), value=border)))
    if not result.requirement.concludes:
        said.append(speech.gettext(N_("how near is near enough is not said: no verdict")))
    elif result.requirement.form == "relative" and result.requirement.value is None:
        said.append(speech.gettext(N_("nothing is known of that time")))
    if target.rounding == "floor":
        said.append(speech.gettext(N_("rounded down to whole units")))
    if target.text:
        said.append(f"“{target.text}”")
    return said[0] + (f" ({'; '.join(said[1:])})" if len(said) > 1 else "")


def verdict_text(result: Result, speech: Speech, *, is_closed: bool = False) -> str:
    """The verdict; of what an end cut short also why there is none: `Không đánh giá, kết thúc hoạt động ngày 10/02/2025`."""
    if result.main.verdict != "cut_short":
        return speech.verdict(result.main.verdict, is_closed=is_closed)
    return capital(cut_text(result, speech))


def milestone_text(entry: MilestoneResult, speech: Speech) -> str:
    """`mốc năm 2023, từ 50% trở lên: 52%, đạt`."""
    main = entry.assessment
    text = N_("milestone of {year}, {asked}: {value}, {verdict}")
    asked, value = (
        limit_in_words(entry.requirement, speech),
        quantity(main.value, speech, told=main.yardstick),
    )
    verdict = speech.verdict(main.verdict, is_closed=False).lower()
    return speech.say(msg(text, year=str(entry.year), asked=asked, value=value, verdict=verdict))


def cut_text(result: Result, speech: Speech) -> str:
    """Why a time is not judged: `không đánh giá, kết thúc hoạt động ngày 10/02/2025`."""
    if result.ended_by is None:
        text = msg(N_("not judged, the work ended on {day}"), day=result.window.last_day)
    else:
        since = result.window.last_day + ONE_DAY
        text = msg(N_("not judged, ended since {day} by {number}"), day=since, number=result.ended_by.name)
    return speech.say(text)


def result_until_the_end(result: Result, speech: Speech) -> str:
    """`kết quả đến khi kết thúc hoạt động: 73/113 (64,6%)`, of what was set for the whole term; empty for all else."""
    main = result.main
    if result.window.cut != "term" or main.value is None:
        return ""
    value = fraction(main.numerator, main.denominator, speech, main.yardstick)
    if main.is_share:
        value = f"{value} ({quantity(main.value, speech, told=main.yardstick)})"
    text = N_("result until the work ended: {value}")
    return speech.say(
        msg(text if result.ended_by is None else N_("result until it ended: {value}"), value=value)
    )


def measure_in_words(measure: Measure, programme: Programme, names: Mapping[str, str], speech: Speech) -> str:
    """`đảng bộ cơ sở, chi bộ cơ sở: “Xếp loại TCCSĐ” là Xuất sắc hoặc Tốt`."""
    figures = {figure.key: figure for figure in programme.figures}
    who = _population(measure, programme, names, speech)
    if measure.added:
        added = " + ".join(f"“{figures[key].label}”" for key in measure.added)
        less = "".join(f" − “{figures[key].label}”" for key in measure.minus)
        return f"{added}{less} · {who}{_time_of(measure, speech)}"
    asked = question(measure.where).alternatives
    listed = figures.get(measure.count or COUNTED_UNITS)
    where = _any_of(asked, figures, listed, speech)
    counted = f"“{listed.label}” · {who}" if listed else who
    return (f"{counted}: {where}" if where else counted) + _time_of(measure, speech)


def _time_of(measure: Measure, speech: Speech) -> str:
    """` · đầu năm`, ` · bình quân giai đoạn 2021 - 2025`; nothing of the indicator's own time."""
    if measure.period is not None:
        return f" · {other_time_in_words(measure.period, speech)}"
    if measure.average is None:
        return ""
    text = msg(N_("mean of {period}"), period=speech.long_period(measure.average.over))
    return f" · {speech.say(text)}"


def _any_of(
    asked: Iterable[Alternative], figures: Mapping[str, Figure], listed: Figure | None, speech: Speech
) -> str:
    return speech.gettext(N_(" or ")).join(
        _about_rows(entry, figures, speech)
        if isinstance(entry, RowsCondition)
        else speech.gettext(N_(" and ")).join(_condition(entry, figures, listed, speech))
        for entry in asked
    )


def _about_rows(asked: RowsCondition, figures: Mapping[str, Figure], speech: Speech) -> str:
    """`mọi dòng của “Văn bản được giao” có “Hạn” trong kỳ đều “Ngày hoàn thành” ≤ “Hạn”`."""
    figure = figures[asked.rows]
    among = _any_of(question(asked.among).alternatives, figures, figure, speech)
    fits = _any_of(question(asked.where).alternatives, figures, figure, speech)
    rows = speech.say(msg(N_("“{figure}” of which {condition}"), figure=figure.label, condition=among))
    text = N_("every row of {rows}: {fits}") if asked.all else N_("at least one row of {rows}: {fits}")
    return speech.say(msg(text, rows=rows if among else f"“{figure.label}”", fits=fits or "–"))


def _population(measure: Measure, programme: Programme, names: Mapping[str, str], speech: Speech) -> str:
    """Who is counted: the words of each rule of the set."""
    definition = programme.sets[measure.of] if isinstance(measure.of, str) else measure.of
    rules = definition if isinstance(definition, tuple) else (definition,)
    found = dict.fromkeys(word for rule in rules for word in _rule_words(rule, names, speech))
    return ", ".join(found) or speech.gettext(N_("all units"))


def _rule_words(rule: SetRule, names: Mapping[str, str], speech: Speech) -> Iterable[str]:
    yield from map(speech.organisation, rule.organisation)
    yield from map(speech.unit_kind, rule.kinds)
    yield from map(speech.unit_flag, rule.flags)
    yield from (names.get(id_, id_) for id_ in rule.ids)


def _condition(
    condition: Condition, figures: Mapping[str, Figure], listed: Figure | None, speech: Speech
) -> Iterator[str]:
    """Each field with its test; the fields of a list's rows belong to the list."""
    for path, test in condition.items():
        line = _line(path, figures, listed)
        yield f"“{line.label}” {_test(test, line, figures, listed, speech)}"


def _line(path: str, figures: Mapping[str, Figure], listed: Figure | None) -> FormLine:
    """The line of the form that a path names: a figure, a field of it, or a field of the list's rows."""
    key, _, subkey = path.partition(".")
    figure = listed or figures[key]
    wanted = subkey or key
    return next((field for field in figure.fields if field.key == wanted), figure)


def _test(
    test: Test, line: FormLine, figures: Mapping[str, Figure], listed: Figure | None, speech: Speech
) -> str:
    if test == "given":
        return speech.gettext(N_("is given"))
    if test == "in_period":
        return speech.gettext(N_("lies in the period"))
    if isinstance(test, tuple):
        values = speech.gettext(N_(" or ")).join(value_text(line, value, speech) for value in test)
        return speech.say(msg(N_("is {values}"), values=values))
    assert isinstance(test, Mapping)
    return ", ".join(
        f"{OPERATORS[sign]} {_limit(limit, line, figures, listed, speech)}" for sign, limit in test.items()
    )


def _limit(
    limit: FigureValue | FieldReference,
    line: FormLine,
    figures: Mapping[str, Figure],
    listed: Figure | None,
    speech: Speech,
) -> str:
    if isinstance(limit, FieldReference):
        return f"“{_line(limit.field, figures, listed).label}”"
    return value_text(line, limit, speech)


def shifts_in_order(shifts: Sequence[Shift], speech: Speech) -> list[Shift]:
    """Those of which something else is said now: whose verdict turns first, else in the programme's order."""
    told = (shift for shift in shifts if _is_told(shift, speech))
    return sorted(told, key=lambda shift: not shift.turns_verdict)


def _is_told(shift: Shift, speech: Speech) -> bool:
    """Whether it reads otherwise than before; of what nobody has reported, that fewer are asked says nothing."""
    before, after = shift_texts(shift, speech)
    if shift.before is None or shift.turns_verdict:
        return True
    sides = (shift.before, shift.after)
    is_known = any(side.main.value is not None or side.main.coverage.reported for side in sides)
    return before != after and is_known


def shift_title(shift: Shift, speech: Speech) -> str:
    """`CT-15 Kết nạp đảng viên, 6 tháng đầu năm 2021`."""
    return f"{shift.after.indicator.id} {shift_subject(shift, speech)}"


def shift_subject(shift: Shift, speech: Speech) -> str:
    """The indicator's title and its window."""
    window = shift.after.window
    return f"{abridged(shift.after.indicator.title)}, {speech.period(window.through or window.period)}"


def shift_texts(shift: Shift, speech: Speech) -> tuple[str, str]:
    """What it was and is: `143/300, 47,7%, 166/183 đơn vị`; the verdict where it turns."""
    before, after = (
        ", ".join([*_values(result, speech), *_rest(result, speech, with_verdict=shift.turns_verdict)])
        if result
        else "–"
        for result in (shift.before, shift.after)
    )
    return before, after


def shift_sentence(shift: Shift, speech: Speech) -> str:
    """`CT-15 Kết nạp đảng viên, 6 tháng đầu năm 2021: 131 → 143 (đã có 166/183 đơn vị)`.

    Where the value is the same, what has changed: `… 131 (đã có 165/183 → 166/183 đơn vị)`.
    """
    old, new = (", ".join(_values(r, speech)) if r else "–" for r in (shift.before, shift.after))
    if shift.before is None or old != new:
        rest = "; ".join(_rest(shift.after, speech, with_verdict=shift.turns_verdict))
        return f"{shift_title(shift, speech)}: {old} → {new} ({rest})"
    coverage = " → ".join(dict.fromkeys(map(_coverage, (shift.before, shift.after))))
    parts = [speech.say(msg(N_("{coverage} units"), coverage=coverage))]
    if shift.turns_verdict:
        parts.append(" → ".join(speech.verdict(side.main.verdict) for side in (shift.before, shift.after)))
    return f"{shift_title(shift, speech)}: {new} ({'; '.join(parts)})"


def _values(result: Result, speech: Speech) -> list[str]:
    """The counts, and their share in percent."""
    main = result.main
    parts = [fraction(main.numerator, main.denominator, speech, main.yardstick)]
    if main.is_share and main.value is not None:
        parts.append(quantity(main.value, speech, told=main.yardstick))
    return parts


def _coverage(result: Result) -> str:
    return f"{result.main.coverage.reported}/{result.main.coverage.expected}"


def _rest(result: Result, speech: Speech, *, with_verdict: bool) -> list[str]:
    """How many units it rests on, and what it means."""
    parts = [speech.say(msg(N_("{coverage} units"), coverage=_coverage(result)))]
    return [*parts, speech.verdict(result.main.verdict)] if with_verdict else parts
