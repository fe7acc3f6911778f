"""The page of all indicators of the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ct58.domain.indicators.numbers import Number, Yardstick
from ct58.domain.indicators.result import Assessment, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.site.parts import (
    Badge,
    Bar,
    Bullet,
    Count,
    Grid,
    GridCell,
    GridColumn,
    bar,
    drawn_share,
    indicator_path,
    number_key,
)
from ct58.render.words.indicator_sentences import target_words
from ct58.render.words.labels import fraction, quantity
from ct58.render.words.speech import Speech
from ct58.views.indicators import Row
from ct58.views.site import SiteView
from ct58.views.vocabularies import VERDICTS

ESTIMATED = "≈"


@positional_record
class VerdictSummary:
    """How many indicators of each verdict."""

    bar: Bar
    counts: tuple[Count, ...]


@positional_record
class IndicatorsPage:
    """The counts by verdict, then the table."""

    summary: VerdictSummary
    table: Grid
    notes: tuple[str, ...]


def indicators_site_page(view: SiteView, speech: Speech) -> IndicatorsPage:
    """Every indicator of the period."""
    rows = view.rows
    return IndicatorsPage(
        summary=verdict_summary(rows, speech),
        table=Grid(
            speech.say(msg(N_("Indicators, {period}"), period=view.period)),
            _columns(speech),
            tuple(_cells(row, speech) for row in rows),
        ),
        notes=tuple(_notes(rows, speech)),
    )


def verdict_summary(rows: Sequence[Row], speech: Speech) -> VerdictSummary:
    """The counts of verdicts, as a bar and in words."""
    found = Counter(row.result.main.verdict for row in rows)
    order: list[Verdict] = [verdict for verdict in VERDICTS if found[verdict]]
    counts = tuple(
        Count(
            Badge(speech.verdict(verdict), VERDICTS[verdict].tone),
            speech.number(found[verdict]),
        )
        for verdict in order
    )
    text = ", ".join(f"{count.badge.text} {count.number}" for count in counts)
    return VerdictSummary(bar([(found[verdict], VERDICTS[verdict].tone) for verdict in order], text), counts)


def verdict_badge(verdict: Verdict, speech: Speech, *, is_closed: bool = False) -> Badge:
    """The verdict; what was not met is said differently once the books are closed."""
    return Badge(speech.verdict(verdict, is_closed=is_closed), VERDICTS[verdict].tone)


def _columns(speech: Speech) -> tuple[GridColumn, ...]:
    return (
        GridColumn(speech.gettext(N_("Id")), role="id"),
        GridColumn(speech.gettext(N_("Indicator")), role="main"),
        GridColumn(speech.gettext(N_("Asked")), is_number=True),
        GridColumn(speech.gettext(N_("Counts")), is_number=True),
        GridColumn(speech.gettext(N_("Value")), is_number=True),
        GridColumn(speech.gettext(N_("Value, range, target")), role="wide"),
        GridColumn(speech.gettext(N_("Units")), is_number=True),
        GridColumn(speech.gettext(N_("Verdict")), filters=True, role="word"),
    )


def _cells(row: Row, speech: Speech) -> tuple[GridCell, ...]:
    result, main = row.result, row.result.main
    asked = result.requirement
    badge = verdict_badge(main.verdict, speech, is_closed=row.is_closed)
    return (
        GridCell(result.indicator.id),
        GridCell(
            result.indicator.title,
            href=indicator_path(result.indicator.id),
            note=speech.period(result.window.through or result.window.period),
        ),
        GridCell(asked_text(row, speech), sort=number_key(asked.value if asked else None)),
        GridCell(
            fraction(main.numerator, main.denominator, speech, main.yardstick),
            sort=number_key(main.numerator),
        ),
        GridCell(row_value_text(row, speech), sort=number_key(main.value)),
        GridCell(bullet=bullet(main, asked, speech), sort=number_key(main.value)),
        GridCell(coverage_fraction(main, speech), sort=number_key(main.coverage.reported)),
        GridCell(badge=badge, group=badge.text),
    )


def asked_text(row: Row, speech: Speech) -> str:
    """`trên 90%`, in the words of the documents."""
    return target_words(row.result.requirement, speech) or "–"


def row_value_text(row: Row, speech: Speech) -> str:
    """The value, marked where estimates are in it."""
    main = row.result.main
    mark = ESTIMATED if row.result.estimated and main.value is not None else ""
    return mark + quantity(main.value, speech, told=main.yardstick)


def coverage_fraction(main: Assessment, speech: Speech) -> str:
    """`176/183` units."""
    return f"{speech.number(main.coverage.reported)}/{speech.number(main.coverage.expected)}"


def range_text(lower: Number | None, upper: Number | None, speech: Speech, *, told: Yardstick) -> str:
    """`87,6% – 91,6%`; an open end in words."""
    low, high = (quantity(end, speech, told=told) for end in (lower, upper))
    if lower is None and upper is None:
        return "–"
    if upper is None:
        return speech.say(msg(N_("at least {value}"), value=low))
    if lower is None:
        return speech.say(msg(N_("at most {value}"), value=high))
    return low if low == high else f"{low} – {high}"


def bullet(main: Assessment, asked: Requirement | None, speech: Speech) -> Bullet | None:
    """Value, range and target on one scale; None where nothing is known."""
    if main.value is None:
        return None
    top = _top(main, asked)

    def place(value: Number) -> Fraction:
        return min(max(Fraction(100 * value) / top, Fraction(0)), Fraction(100))

    start = place(main.lower or 0)
    end = Fraction(100) if main.upper is None else place(main.upper)
    is_open = main.coverage.reported < main.coverage.expected
    return Bullet(
        value=drawn_share(place(main.value)),
        range_start=drawn_share(start) if is_open else None,
        range_width=drawn_share(max(end - start, Fraction(1))) if is_open else None,
        targets=tuple(drawn_share(place(mark)) for mark in asked.marks) if asked else (),
        tone=VERDICTS[main.verdict].tone,
        text=_in_words(main, asked, speech),
    )


def _top(main: Assessment, asked: Requirement | None) -> Fraction:
    """The end of the scale: all, or a bit more than the highest count."""
    if main.yardstick.is_percent:
        return Fraction(100)
    counts = [main.value or 0, main.upper or 0, *(asked.marks if asked else ()), 1]
    return Fraction(max(counts)) * Fraction(11, 10)


def _in_words(main: Assessment, asked: Requirement | None, speech: Speech) -> str:
    value = quantity(main.value, speech, told=main.yardstick)
    parts = [msg(N_("value {value}"), value=value)]
    if main.coverage.reported < main.coverage.expected:
        shown = range_text(main.lower, main.upper, speech, told=main.yardstick)
        parts.append(msg(N_("possible {range}"), range=shown))
    if asked is not None:
        parts.append(msg(N_("target {target}"), target=target_words(asked, speech)))
    return ", ".join(speech.say(part) for part in parts)


def _notes(rows: Sequence[Row], speech: Speech) -> Iterator[str]:
    yield speech.gettext(
        N_(
            "The pale bar is the range that missing reports leave open, the dot the value now, the stroke the target."
        )
    )
    if any(row.result.estimated and row.result.main.value is not None for row in rows):
        yield speech.gettext(N_("≈ estimated figures are in it"))
