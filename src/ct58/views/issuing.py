"""What an issued summary keeps of the indicators: the numbers as they are printed."""

from __future__ import annotations

from collections.abc import Iterable

from ct58.domain.indicators.numbers import rounded, rounded_count
from ct58.domain.indicators.result import Result
from ct58.domain.records.committee import IssuedFigure


def issued_figures(results: Iterable[Result]) -> tuple[IssuedFigure, ...]:
    """Every indicator with what is said of it."""
    return tuple(map(as_issued, results))


def as_issued(result: Result) -> IssuedFigure:
    """One indicator as it is printed."""
    main, window = result.main, result.window
    return IssuedFigure(
        id=result.indicator.id,
        period=window.period,
        through=window.through,
        numerator=rounded_count(main.numerator),
        denominator=rounded_count(main.denominator),
        value=rounded(main.value, is_share=main.is_share),
        verdict=main.verdict,
    )
