"""What is asked, in signs (`> 90%`, `7,5–8,0%/năm`) and in words (`trên 90%`, `từ 7,5 đến 8,0%/năm`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ct58.domain.indicators.numbers import YES_OR_NO, Number, Yardstick, exact
from ct58.domain.indicators.targets import DOWNWARD, UPWARD, Requirement
from ct58.domain.records.measure import BaseYear, EarlierTime, MeasureTime, Target
from ct58.i18n import N_, msg
from ct58.render.words.labels import bare_quantity, quantity, unit_after
from ct58.render.words.speech import Speech
from ct58.views.vocabularies import Vocabulary

_IN_WORDS: Mapping[str, str] = {
    ">": N_("more than {value}"),
    ">=": N_("at least {value}"),
    "=": N_("exactly {value}"),
    "<=": N_("at most {value}"),
    "<": N_("less than {value}"),
}
OPERATORS: Vocabulary = {">": ">", ">=": "≥", "=": "=", "<=": "≤", "<": "<"}
STRICT = frozenset({"<", ">"})
_TIMES: Mapping[str, str] = {
    "first_of_year": N_("at the beginning of the year"),
    "opening": N_("at the beginning of the period"),
    "previous": N_("the period before"),
    "same_last_year": N_("the same period last year"),
}
_CHANGED: Mapping[str, str] = {
    ">": N_("up by more than {percent} on {time}"),
    ">=": N_("up by at least {percent} on {time}"),
    "<=": N_("down by at least {percent} on {time}"),
    "<": N_("down by more than {percent} on {time}"),
}


def limit_in_words(
    asked: Requirement, speech: Speech, words: Mapping[str, str] = _IN_WORDS, *, with_limit: bool = True
) -> str:
    """`trên 90%`, `từ 7,5 đến 8,0%/năm`, `khoảng 30%`, `giảm ít nhất 1,5% so với kỳ trước, tức không quá 118`.

    `words` are those of a bound, by its sign; `with_limit`: of a relative target also what it comes to.
    """
    target, told = asked.target, asked.yardstick
    if asked.form == "relative":
        return _relative_to_it(asked, words, speech, with_limit=with_limit)
    if asked.form == "between":
        low, high = asked.marks
        said = msg(
            N_("from {low} to {high}"),
            low=bare_quantity(low, speech, told=told),
            high=quantity(high, speech, told=told),
        )
        return speech.say(said)
    value = quantity(asked.value, speech, told=told)
    if asked.form == "about":
        return _about(value, target, told, speech)
    if told.unit == YES_OR_NO.unit:
        return value
    text = words[target.op or "="]
    return speech.gettext(text).format(value=value)


def _relative_to_it(asked: Requirement, words: Mapping[str, str], speech: Speech, *, with_limit: bool) -> str:
    said = _relative(asked.target, asked.yardstick, words, speech)
    if asked.value is None or not with_limit:
        return said
    text = words[asked.target.op or "="]
    limit = speech.gettext(text).format(value=quantity(asked.value, speech, told=asked.yardstick))
    return speech.say(msg(N_("{asked}, that is {limit}"), asked=said, limit=limit))


def _about(value: str, target: Target, told: Yardstick, speech: Speech) -> str:
    if target.tolerance is None:
        return speech.say(msg(N_("about {value}"), value=value))
    text = N_("about {value} (give or take {tolerance})")
    tolerance = quantity(exact(target.tolerance), speech, told=told)
    return speech.say(msg(text, value=value, tolerance=tolerance))


def _relative(target: Target, told: Yardstick, words: Mapping[str, str], speech: Speech) -> str:
    """What is asked of an earlier value: a change where the sign and the factor go one way, else so many times of it."""
    op, time = target.op or "=", other_time_in_words(target.of, speech)
    times: Number = exact(target.times) if target.times is not None else 1
    grows = op in UPWARD and 1 < times < 2
    if target.plus is None and (grows or (op in DOWNWARD and 0 < times < 1)):
        percent = f"{_plain(100 * (times - 1 if grows else 1 - times), speech)}%"
        return speech.say(msg(_CHANGED[op], percent=percent, time=time))
    said = time
    if times != 1:
        said = speech.say(msg(N_("{times} times {time}"), times=_plain(times, speech), time=time))
    if target.plus is not None:
        text = N_("{what} plus {more}") if target.plus >= 0 else N_("{what} less {more}")
        said = speech.say(
            msg(text, what=said, more=quantity(exact(max(target.plus, -target.plus)), speech, told=told))
        )
    return speech.gettext(words[op]).format(value=said)


def other_time_in_words(of: EarlierTime | MeasureTime | None, speech: Speech) -> str:
    """`kỳ trước`, `cùng kỳ năm trước`, `đầu năm`, `năm 2020`."""
    if isinstance(of, BaseYear):
        return speech.say(msg(N_("the year {year}"), year=str(of.base)))
    text = _TIMES[of or "previous"]
    return speech.gettext(text)


def _plain(value: Number, speech: Speech) -> str:
    """A number as it is written, without a unit."""
    shown = Decimal(value.numerator) / value.denominator
    return speech.number(int(shown) if shown == int(shown) else shown.normalize())


def target_text(target: Target | None, speech: Speech, told: Yardstick | None = None) -> str:
    """`> 90%`, `≥ 300`, `7,5–8,0%/năm`, `≈ 30%`; a series by years; a dash where the text gives no number."""
    if target is None:
        return "–"
    told = told or Yardstick(None, target.unit or "count", target.decimals)
    if target.form == "relative":
        return _relative(target, told, _IN_WORDS, speech)
    if target.between is not None:
        low, high = (bare_quantity(exact(end), speech, told=told) for end in target.between)
        return f"{low}–{high}{unit_after(told.unit)}"
    sign = "≈" if target.op is None else OPERATORS[target.op]
    if told.unit == YES_OR_NO.unit and target.op == "=":
        return _amount(target.value if isinstance(target.value, int) else None, told, speech)
    said = target.value if target.about is None else target.about
    if isinstance(said, Mapping):
        return ", ".join(f"{year}: {sign} {_amount(value, told, speech)}" for year, value in said.items())
    return f"{sign} {_amount(said, told, speech)}{_tolerance(target, told, speech)}"


def _tolerance(target: Target, told: Yardstick, speech: Speech) -> str:
    return "" if target.tolerance is None else f" ± {_amount(target.tolerance, told, speech)}"


def _amount(value: int | Decimal | None, told: Yardstick, speech: Speech) -> str:
    """A number of the programme as it is written there, with its unit."""
    if value is None:
        return "–"
    is_told = told.decimals is not None or told.unit == YES_OR_NO.unit
    shown = bare_quantity(exact(value), speech, told=told) if is_told else speech.number(value)
    return f"{shown}{unit_after(told.unit)}"
