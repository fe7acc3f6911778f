"""The names of periods: `2021-Q2` is the second quarter of 2021 (contract §1, §7.1)."""

from __future__ import annotations

from functools import lru_cache

from ct58.patterns import pattern

NUMBERED = {"week": 52, "month": 12, "quarter": 4, "half": 2}
"""How many there are in a year; of weeks in some years one more."""
DAYS = frozenset({"date", "day"})
"""Numbered by month and day: 615 is 15 June."""
_CANONICAL = pattern(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<date>[0-9]{2}-[0-9]{2})|-(?P<month>[0-9]{2})|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-W(?P<week>[0-9]{2})|(?P<nine_months>-9M)|@(?P<day>[0-9]{2}-[0-9]{2}))?"
)


def parsed_name(text: str) -> tuple[str, int, int]:
    """Kind, year and number of a canonical text. ValueError for any other."""
    match = _CANONICAL.fullmatch(text)
    if match is None:
        raise ValueError(f"not a period: {text!r}")
    kind = match.lastgroup or "year"
    written = match[kind]
    is_numbered = kind in NUMBERED or kind in DAYS
    return kind, int(match["year"]), int(written.replace("-", "")) if is_numbered else 0


@lru_cache(maxsize=1 << 12)
def written_name(kind: str, year: int, number: int) -> str:
    """What one is called: `2021-Q2`."""
    month, day = divmod(number, 100)
    match kind:
        case "week":
            return f"{year}-W{number:02}"
        case "month":
            return f"{year}-{number:02}"
        case "quarter":
            return f"{year}-Q{number}"
        case "half":
            return f"{year}-H{number}"
        case "nine_months":
            return f"{year}-9M"
        case "date":
            return f"{year}-{month:02}-{day:02}"
        case "day":
            return f"{year}@{month:02}-{day:02}"
    return str(year or "once")
