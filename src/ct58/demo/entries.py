"""Words, dates, records and lists on a sheet."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from ct58.demo.dice import count_around, happens
from ct58.demo.form import RATINGS, TIMES_A_YEAR, date_limit
from ct58.demo.scales import is_rating
from ct58.demo.sheets import Sheet
from ct58.demo.words import SENDERS, document_type
from ct58.domain.records.measure import Condition
from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.scalars import Scalar
from ct58.domain.text.vietnamese import fold

Row = Mapping[str, Scalar | None]
_YEARS_VALID = 3


def yes_or_no(sheet: Sheet, figure: Figure) -> bool:
    """Mostly yes."""
    return happens(sheet.rng, 0.9)


def word(sheet: Sheet, figure: Figure) -> str:
    """A rating by its usual share; of other words the first, which mostly stays as it is."""
    if is_rating(figure):
        return _rated_word(sheet.rng, figure.values)
    before = sheet.ledger.words.get(figure.key)
    words = list(figure.values)
    if before is None or happens(sheet.rng, 0.1):
        before = words[0] if happens(sheet.rng, 0.93) else words[min(1, len(words) - 1)]
    sheet.ledger.words[figure.key] = before
    return before


def _rated_word(rng: random.Random, values: Mapping[str, str]) -> str:
    rated = [word for word in values if word in RATINGS]
    if len(rated) < 2:
        return rng.choice(list(values))
    return rng.choices(rated, [RATINGS[word] for word in rated])[0]


def text(sheet: Sheet, figure: Figure) -> str | None:
    """The label itself as a sample, where there is something to say."""
    return f"{figure.label} mẫu" if sheet.has_evidence(figure) else None


def date(sheet: Sheet, figure: Figure) -> dt.date | None:
    """A day late in the period; often none where no indicator asks for it."""
    is_wanted = bool(sheet.wishes(figure.key))
    return _late_in_period(sheet) if happens(sheet.rng, 0.97 if is_wanted else 0.6) else None


def record(sheet: Sheet, figure: Figure) -> Row | None:
    """A document with its number and days; a decision for all is the same in every unit."""
    if not sheet.has_evidence(figure) or (figure.asked and happens(sheet.rng, 0.06)):
        return None
    rng = sheet.rng if figure.asked else sheet.setting.dice.stream("decision", figure.key, sheet.period)
    anchor = _anchor(sheet, figure, rng)
    dates = [cell.key for cell in figure.fields if cell.type == "date"]
    last = _limited_date(sheet, figure) or next(reversed(dates), "")
    row: dict[str, Scalar | None] = {}
    for cell in figure.fields:
        if cell.type == "date":
            row[cell.key] = _record_date(sheet, cell, anchor, dates, last)
        else:
            row[cell.key] = _cell(sheet, cell, figure, rng)
    return row


def _limited_date(sheet: Sheet, figure: Figure) -> str | None:
    """The date field that an indicator looks at."""
    paths = (cell.key for cell in figure.fields if cell.type == "date")
    return next((key for key in paths if date_limit(sheet.wishes(f"{figure.key}.{key}"))), None)


def _anchor(sheet: Sheet, figure: Figure, rng: random.Random) -> dt.date:
    """The day that a record is about.

    Before an indicator's limit where there is one; a decision for all just before the period's end;
    what is given once, in the programme's first time; what the office receives, early in the year.
    """
    limited = _limited_date(sheet, figure)
    limit = date_limit(sheet.wishes(f"{figure.key}.{limited}"))
    if limit is not None:
        days = -rng.randint(0, 6) if happens(rng, 0.9) else rng.randint(1, 60)
    elif sheet.period.kind == "once":
        limit, days = sheet.setting.issued_on, round(rng.triangular(10, 600, 60))
    elif not figure.asked:
        limit, days = sheet.period.last_day, -3
    elif figure.if_absent == "no":
        limit, days = sheet.period.first_day, rng.randint(12, 80)
    else:
        return _late_in_period(sheet)
    return limit + dt.timedelta(days=days)


def _record_date(sheet: Sheet, cell: SubFigure, anchor: dt.date, dates: Sequence[str], last: str) -> dt.date:
    """Dates follow each other in the form's order, up to the anchor; the end of validity lies far off."""
    if cell.key == "valid_to":
        return anchor.replace(year=anchor.year + _YEARS_VALID, day=min(anchor.day, 28))
    steps = max(0, dates.index(last) - dates.index(cell.key))
    return anchor - dt.timedelta(days=2 * steps)


def _late_in_period(sheet: Sheet) -> dt.date:
    length = (sheet.period.last_day - sheet.period.first_day).days
    return sheet.period.last_day - dt.timedelta(days=sheet.rng.randint(5, max(5, length // 3)))


def rows(sheet: Sheet, figure: Figure) -> tuple[Row, ...]:
    """The rows that indicators count, or a few of any kind."""
    counted = sheet.setting.form.rows.get(figure.key)
    if counted is None:
        return tuple(_row(sheet, figure, {}) for _ in range(sheet.rng.randint(0, 2)))
    units = len(sheet.setting.members.get(figure.units, ())) or 1
    found = []
    for condition, yearly in counted:
        mean = float(yearly) * 1.2 / TIMES_A_YEAR[figure.every] / units
        found += [_row(sheet, figure, condition) for _ in range(count_around(sheet.rng, mean))]
    return tuple(found)


def _row(sheet: Sheet, figure: Figure, condition: Condition) -> Row:
    row: dict[str, Scalar | None] = {}
    for cell in figure.fields:
        test = condition.get(cell.key)
        if isinstance(test, tuple):
            row[cell.key] = test[0]
        elif cell.type == "date":
            row[cell.key] = _row_date(sheet, cell, row)
        else:
            row[cell.key] = _cell(sheet, cell, figure, sheet.rng)
    return row


def _row_date(sheet: Sheet, cell: SubFigure, row: Row) -> dt.date | None:
    """A day of the period; mostly before the date that it is held against, None if still to come."""
    limit = row.get(sheet.setting.form.not_after.get(cell.key, ""))
    if not isinstance(limit, dt.date):
        return _late_in_period(sheet)
    days = -sheet.rng.randint(0, 10) if happens(sheet.rng, 0.9) else sheet.rng.randint(1, 20)
    day = limit + dt.timedelta(days=days)
    return day if day <= sheet.period.last_day else None


def _cell(sheet: Sheet, cell: SubFigure, figure: Figure, rng: random.Random) -> Scalar | None:
    """A field that is no date. Whose label speaks of a number ("Số …") is a document's number."""
    if cell.type == "text":
        return _document_number(sheet, figure, cell, rng) if _is_number(cell) else f"{cell.label} mẫu"
    if cell.type == "enum":
        return _rated_word(rng, cell.values)
    if cell.type == "boolean":
        return happens(rng, 0.95)
    return max(cell.min or 0, rng.randint(0, min(20, cell.max or 20)))


def _document_number(sheet: Sheet, figure: Figure, cell: SubFigure, rng: random.Random) -> str:
    """The number of the unit's own document; of the committee's, if the committee reports or decides."""
    is_committee = sheet.unit.kind == "committee" or not figure.asked
    sender = sheet.setting.suffix if is_committee else SENDERS[sheet.unit.organisation]
    return f"{rng.randint(1, 95):02}-{document_type(f'{cell.label} {figure.label}')}/{sender}"


def _is_number(cell: SubFigure) -> bool:
    label = fold(cell.label)
    return label.startswith("so ") or "(so" in label
