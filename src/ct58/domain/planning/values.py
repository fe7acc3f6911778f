"""Figures as people type them, and as the data keeps them: one parser for prompts, options and forms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ct58.domain.records.programme import FormLine
from ct58.domain.records.scalars import NOT_APPLICABLE, Scalar
from ct58.domain.text.suggestions import enumeration, quoted, suggestion
from ct58.domain.text.vietnamese import fold, nfc
from ct58.domain.time.dates import parse_date
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern

_NOT_GIVEN = frozenset({"", "-", "–", "null"})
_NOT_APPLICABLE = frozenset({"k", "n/a", "na", "khong ap dung"})
_YES = frozenset({"c", "co", "x", "true", "yes", "1", "dat"})
_NO = frozenset({"khong", "kg", "false", "no", "0", "khong dat"})
_MOST_DIGITS = 30
"""Digits of a figure, as many as a file of the data may have; no office counts further."""
_DIGITS = r"[-+]?(?:[0-9]+|[0-9]{1,3}(?P<sign>[. ])[0-9]{3}(?:(?P=sign)[0-9]{3})*)"
_WHOLE = pattern(_DIGITS)
_DECIMAL = pattern(rf"({_DIGITS})(?:,(?P<part>[0-9]+))?")
_POINT = pattern(r"([-+]?[0-9]+)\.([0-9]+)")
"""A decimal point as machines write it: one, and no three digits behind it, which might be thousands."""
_POINT_OR_THOUSANDS = pattern(r"([-+]?)([0-9]{1,3})\.([0-9]{3})")


class BadValueError(ValueError):
    """A text that does not fit its figure; `message` says what is expected."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def parse_value(line: FormLine, text: str, today: dt.date) -> Scalar | None:
    """The value that a text means for a figure, or for a field of one.

    `-` is not given (None), `k` not applicable; `1.250` and `1 250` are 1250 in a whole number, `12,5`
    is a decimal, `90%` is 90. A figure is ASCII digits, thirty at most: `5²`, `①` and `1_000` are none.
    Raises BadValueError. Records and lists are typed field by field.
    """
    clean = nfc(text).strip()
    folded = fold(clean)
    if folded in _NOT_GIVEN:
        return None
    if folded in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    value = _typed(line, clean, folded, today)
    _check_limits(line, value)
    return value


def _typed(line: FormLine, clean: str, folded: str, today: dt.date) -> Scalar:
    if line.type in ("integer", "money"):
        return _whole(clean)
    if line.type == "decimal":
        return _decimal(clean)
    if line.type == "boolean":
        return _yes_or_no(folded)
    if line.type == "date":
        return _date(clean, today)
    if line.type == "enum":
        return word_of(line, clean)
    return clean


def joined_note(note: str | None, more: str) -> str:
    """A note with a sentence more behind it."""
    return f"{note.rstrip('. ')}. {more}" if note else more


def _whole(text: str) -> int:
    number = _plain(text)
    if _WHOLE.fullmatch(number):
        return int(_bounded(number, text).replace(".", "").replace(" ", ""))
    raise BadValueError(msg(N_("“{text}” is not a whole number; write for example 1250."), text=quoted(text)))


def _decimal(text: str) -> int | Decimal:
    """A decimal comma; dots part thousands, except a single one with other than three digits behind.

    One dot with three digits behind it could be either, so nobody guesses: the data itself has a decimal point.
    """
    number = _plain(text.removesuffix("%"))
    _refuse_either(number, text)
    match = _DECIMAL.fullmatch(number)
    point = None if match else _POINT.fullmatch(number)
    if match is None and point is None:
        raise BadValueError(msg(N_("“{text}” is not a number; write for example 12,5."), text=quoted(text)))
    _bounded(number, text)
    whole, part = (match[1], match["part"]) if match else (point[1], point[2]) if point else ("", "")
    value = Decimal(f"{whole.replace('.', '').replace(' ', '')}.{part or 0}")
    return int(value) if value == value.to_integral_value() else value


def _refuse_either(number: str, text: str) -> None:
    found = _POINT_OR_THOUSANDS.fullmatch(number)
    if found is not None:
        sign, before, behind = found.groups()
        whole, part = f"{sign}{before.lstrip('0')}{behind}", f"{sign}{before},{behind.rstrip('0') or '0'}"
        said = N_("“{text}” may be {whole} or {part}; write one of these.")
        raise BadValueError(msg(said, text=quoted(text), whole=whole, part=part))


def _plain(text: str) -> str:
    """Without spaces around it, and with ordinary ones in it: Excel parts thousands with one that does not break."""
    return text.strip().replace("\u00a0", " ").replace("\u202f", " ")


def _bounded(number: str, text: str) -> str:
    """The number itself. Raises BadValueError for one with more digits than anything is counted in."""
    if sum(map(str.isdecimal, number)) > _MOST_DIGITS:
        raise BadValueError(
            msg(N_("“{text}” has more than {most} digits."), text=quoted(text), most=_MOST_DIGITS)
        )
    return number


def _yes_or_no(folded: str) -> bool:
    if folded in _YES or folded in _NO:
        return folded in _YES
    raise BadValueError(
        msg(N_("“{text}” is neither yes nor no; write c (có) or không."), text=quoted(folded))
    )


def _date(text: str, today: dt.date) -> dt.date:
    try:
        return parse_date(text, today)
    except BadUsage as error:
        raise BadValueError(error.message) from None


def word_of(line: FormLine, text: str) -> str:
    """A word of an enum, by its key, its label or the beginning of one that fits alone. Raises BadValueError."""
    folded = fold(text)
    names = {key: (fold(key), fold(label)) for key, label in line.values.items()}
    exact = [key for key, known in names.items() if folded in known]
    near = exact or [key for key, known in names.items() if any(name.startswith(folded) for name in known)]
    if len(near) == 1:
        return near[0]
    labels = [*line.values.values(), *line.values]
    raise BadValueError(
        msg(
            N_("“{text}” is not one of the words of {figure}{suggestion}. Words allowed: {allowed}."),
            text=quoted(text),
            figure=line.label,
            suggestion=suggestion(folded, labels),
            allowed=enumeration(f"{label} ({key})" for key, label in line.values.items()),
        )
    )


def _check_limits(line: FormLine, value: Scalar) -> None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    if line.min is not None and value < line.min:
        raise BadValueError(msg(N_("{value} is too small: at least {limit}."), value=value, limit=line.min))
    if line.max is not None and value > line.max:
        raise BadValueError(msg(N_("{value} is too large: at most {limit}."), value=value, limit=line.max))


def needed(text: str, option: str) -> str:
    """A text that may not be empty, without spaces around it. Raises BadUsage that names the option."""
    if not text.strip():
        raise BadUsage(msg(N_("{option} must not be empty."), option=option))
    return text.strip()


def given(text: str | None) -> str | None:
    """A text that may be left out; one of nothing but spaces is left out."""
    return (text or "").strip() or None
