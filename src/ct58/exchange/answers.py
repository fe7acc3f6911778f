"""One answer of a form or table: the value of a cell, as the figure's type wants it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ct58.domain.planning.values import BadValueError, parse_value
from ct58.domain.records.programme import FormLine
from ct58.domain.records.scalars import Scalar
from ct58.domain.text.legacy_encoding import suspect_legacy_encoding
from ct58.domain.text.suggestions import quoted
from ct58.domain.text.vietnamese import fold, nfc
from ct58.exchange.sheets import EPOCH, Uncomputed
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern

TOTALS = frozenset({"cong", "tong", "tong cong", "tong so", "total"})
"""How the rows of a list begin that add it up, folded."""
MOST_PROBLEMS = 1_000
"""Of one table or list; what has more is none of this office, and is not looked at any further."""
ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_NUMBER = pattern(r"[-+]?[0-9][0-9 .,]{0,40}%?")
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
"""Day numbers of 1927 to 2119 (1931 to 2123 on a Mac): what a date is when its cell lost the format."""


def is_blank(value: object) -> bool:
    """Whether nothing was written."""
    return value is None or (isinstance(value, str) and not value.strip())


def too_many_problems(row: int) -> tuple[Message, Message]:
    """What is said, and to be done, where reading ends for the number of problems."""
    message = msg(
        N_("More than {count} problems; what stands below row {row} was not looked at."),
        count=MOST_PROBLEMS,
        row=row,
    )
    return message, msg(N_("See whether this is the right file; import it in parts."))


def looks_like_number(value: object) -> bool:
    """Whether a cell holds a number, or a text that is nothing else."""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_answer(line: FormLine, value: object, today: dt.date, epoch: dt.date = EPOCH) -> Scalar | None:
    """What a cell says of a figure; None for “not given”.

    Raises BadValueError for a formula without a result, an error of the spreadsheet, text in an old encoding,
    and whatever does not fit the figure.
    """
    if isinstance(value, Uncomputed):
        raise BadValueError(
            msg(
                N_(
                    "the formula {formula} has no saved result; open the file in Excel and save it, or write the number"
                ),
                formula=quoted(value.text),
            )
        )
    if isinstance(value, str):
        _check_text(value)
    elif line.type == "date" and (day := _day(value, epoch)) is not None:
        return day
    elif isinstance(value, dt.date | dt.time | dt.timedelta) and line.type != "text":
        raise BadValueError(
            msg(N_("{value} is a date or a time; write the answer itself"), value=words_of(value))
        )
    return parse_value(line, words_of(value), today)


def _check_text(text: str) -> None:
    if text.strip().upper() in ERRORS:
        raise BadValueError(
            msg(N_("the spreadsheet shows the error {text}; write the answer"), text=quoted(text))
        )
    encoding = suspect_legacy_encoding(text)
    if encoding is not None:
        raise BadValueError(
            msg(
                N_("“{text}” is written in the old encoding {encoding}; type it again in Unicode"),
                text=quoted(text),
                encoding=encoding,
            )
        )


def _day(value: object, epoch: dt.date) -> dt.date | None:
    """A date, or a whole number in a cell that lost its date format."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return day_of_number(value, epoch)


def day_of_number(value: object, epoch: dt.date) -> dt.date | None:
    """The day of a whole number that a spreadsheet counts it by; None for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    is_day = _FIRST_SERIAL <= value < _LAST_SERIAL and value == int(value)
    return epoch + dt.timedelta(days=int(value)) if is_day else None


def words_of(value: object) -> str:
    """A cell as text that can be read back: whole numbers without a fraction, a decimal comma, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else "không"
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}').normalize():f}".replace(".", ",")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return " ".join(nfc(str(value)).split()) if not isinstance(value, str) else nfc(value)


def key_of(value: object) -> str:
    """A label or header as it is compared: folded, numbers with a point, no colon, star or stop at the end."""
    if isinstance(value, float):
        return words_of(value).replace(",", ".")
    return fold(words_of(value)).rstrip(":.* ")
