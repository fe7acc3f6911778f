"""Views beside the indicators that only summaries show: ratings by level, figures of a part, a period's own values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base, Contribution
from ct58.domain.indicators.dependents import NUMBERS
from ct58.domain.indicators.evaluation import assess
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.numbers import COUNT, Number
from ct58.domain.indicators.windows import whole_window
from ct58.domain.records.measure import COUNTED_UNITS, Indicator, Measure, Test
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.scalars import NOT_RATED, FigureFrequency, FigureValue
from ct58.domain.standing.summary_scope import SummaryScope
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.indicators import Past, Row


@record
class Rating:
    """How many units have each level of a yearly choice; `counts` in the order of the form's words.

    `missing` have none yet, `undecided` one that waits for its decision or reason, `not_applicable` none to get; of
    `unread` nobody can read it, `waiting` of these until somebody says which of two values is right.
    """

    figure: Figure
    period: Period
    counts: Mapping[str, int]
    missing: int
    undecided: int
    not_applicable: int
    unread: int
    waiting: int = 0

    @property
    def asked(self) -> int:
        """How many units the choice is about."""
        return sum(self.counts.values()) + self.missing + self.undecided + self.not_applicable + self.unread

    @property
    def says_something(self) -> bool:
        """Whether any unit has a level, decided or not."""
        return bool(self.given or self.undecided)

    @property
    def given(self) -> int:
        """How many have a level; a unit that is not rated has none."""
        return sum(number for word, number in self.counts.items() if word != NOT_RATED)


def ratings(answers: Answers, asked: Period) -> tuple[Rating, ...]:
    """The levels of each year in a period, of the choices that an indicator counts by."""
    years = asked.split("year")
    return tuple(
        found
        for figure in _levels(answers.office.programme)
        for year in years
        if (found := _rating(answers, answers.office.figures_of(year)[figure.key], year)).says_something
    )


def _levels(programme: Programme) -> Iterator[Figure]:
    counted = {key for entry in programme.indicators for key in _keys(entry)}
    for figure in programme.figures:
        if figure.key in counted and figure.type == "enum" and figure.every == "year":
            yield figure


def _keys(indicator: Indicator) -> Iterator[str]:
    for measure in Base(indicator.numerator, indicator.denominator).measures:
        yield from measure_keys(measure)


def _rating(answers: Answers, figure: Figure, year: Period) -> Rating:
    meant = answers.office.meant(figure.units, answers.office.last_day_of(year))
    asked = (unit for unit in meant if answers.is_asked(figure, unit, year))
    cells = [answers.cell(figure, unit, year) for unit in asked]
    values: list[FigureValue] = [cell.value for cell in cells if cell.state == "given"]
    states = [cell.state for cell in cells if not cell.is_unread]
    undecided = sum(cell.undecided is not None for cell in cells)
    return Rating(
        figure=figure,
        period=year,
        counts={word: values.count(word) for word in figure.values},
        missing=states.count("missing") - undecided,
        undecided=undecided,
        not_applicable=states.count("not_applicable"),
        unread=len(cells) - len(states),
        waiting=sum(cell.is_unsettled for cell in cells),
    )


@record
class FigureResult:
    """What the units gave of a figure in a period: a sum, or how many gave it; of rows how many of each word.

    `expected` units owe it in the period, `reported` gave all of it.
    """

    figure: Figure
    value: Number
    words: Mapping[str, int]
    reported: int
    expected: int


def figure_results(answers: Answers, asked: Period) -> tuple[FigureResult, ...]:
    """The figures that count for a clause themselves, by printed number, as far as anything is known of them."""
    form = answers.office.form_of(asked)
    answers = answers.in_force(whole_window(answers.office, asked).until(answers.as_of))
    figures = [figure for figure in form if figure.clauses and figure.every != "once"]
    return tuple(found for figure in figures if (found := _figure_result(answers, figure, asked)) is not None)


def _figure_result(answers: Answers, figure: Figure, asked: Period) -> FigureResult | None:
    found = assess(answers, Base(_counted(figure)), None, whole_window(answers.office, asked), COUNT)
    if found.value is None:
        return None
    return FigureResult(
        figure=figure,
        value=found.value,
        words=_words(figure, found.contributions),
        reported=found.coverage.reported,
        expected=found.coverage.expected,
    )


def _counted(figure: Figure) -> Measure:
    """A sum of numbers, the rows of a list, else the units that gave it (of yes and no: that said yes)."""
    if figure.type in NUMBERS:
        return Measure(of=figure.units, sum=(figure.key,))
    if figure.type == "list":
        return Measure(of=figure.units, count=figure.key)
    test: Test = (True,) if figure.type == "boolean" else "given"
    return Measure(of=figure.units, count=COUNTED_UNITS, where={figure.key: test})


def _words(figure: Figure, contributions: Iterable[Contribution]) -> Mapping[str, int]:
    """Of rows how many say each word of their first choice."""
    field = next((field for field in figure.fields if field.type == "enum"), None)
    if figure.type != "list" or field is None:
        return {}
    values = (cell.value for entry in contributions for cell in entry.cells)
    said = Counter(row.get(field.key) for rows in values if isinstance(rows, tuple) for row in rows)
    return {label: said[word] for word, label in field.values.items() if said[word]}


def own_values(answers: Answers, rows: Sequence[Row], scope: SummaryScope) -> dict[str, Past]:
    """What a period brought by itself, of indicators whose own time is longer and goes on from period to period."""
    window = whole_window(answers.office, scope.asked)
    answers = answers.in_force(window.until(answers.as_of))
    found: dict[str, Past] = {}
    for row in rows:
        indicator = row.result.indicator
        base = Base(indicator.numerator, indicator.denominator)
        is_longer = not scope.asked.covers(row.result.window.period)
        if is_longer and _comes_anew(base, answers.office.figures_of(scope.asked), scope.asked):
            value = assess(answers, base, None, window, row.result.main.yardstick)
            found[indicator.id] = Past(
                window, value.yardstick, value.numerator, value.denominator, value.value
            )
    return found


def _comes_anew(base: Base, figures: Mapping[str, Figure], asked: Period) -> bool:
    """Whether each period has an answer of its own to all that is counted: none that lasts, or is of a longer time."""
    return base == base.plain and all(
        figures[key].every in _GIVEN_WITHIN.get(asked.kind, ())
        and figures[key].adds != "stock"
        and not figures[key].lasts
        for measure in base.measures
        for key in measure_keys(measure)
    )


_GIVEN_WITHIN: Mapping[str, tuple[FigureFrequency, ...]] = {
    "week": ("week",),
    "month": ("month",),
    "quarter": ("month", "quarter"),
    "half": ("month", "quarter", "half"),
    "year": ("month", "quarter", "half", "year"),
}
"""How often a figure must be given so that a period of a kind has it for itself."""
