"""The rows that conditions can tell apart: fewer than all that could be written, with the same answers."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.offices import day, figure, period

from ct58.domain.indicators.conditions import answer, look_up_row
from ct58.domain.indicators.needs import question
from ct58.domain.indicators.possible_rows import cell_values, marks_of, possible_rows
from ct58.domain.indicators.reach import any_number
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import FieldReference
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.scalars import NOT_APPLICABLE

DONE = SubFigure(key="done", label="Xong", type="date", if_absent="no")
DUE = SubFigure(key="due", label="Hạn", type="date")
PEOPLE = SubFigure(key="people", label="Số người", type="integer", min=0)
LEVEL = SubFigure(key="level", label="Mức", type="enum", values={"good": "Tốt", "fair": "Khá", "bad": "Kém"})
NAME = SubFigure(key="name", label="Tên", type="text")
LIST = figure("rows", 1, type="list", adds=None, fields=(DONE, DUE, PEOPLE, LEVEL, NAME))
SEEN = Window(period("2021"), day("2021-01-01"), day("2021-12-31"), day("2021-12-31"))

_dates = st.sampled_from((day("2021-03-31"), day("2021-12-31"), FieldReference(field="due")))
_numbers = st.sampled_from((0, 1, 5))
_signs = st.sampled_from(("<", "<=", ">", ">="))
_TESTS: dict[str, st.SearchStrategy[Any]] = {
    "done": st.one_of(st.just("given"), st.just("in_period"), st.dictionaries(_signs, _dates, min_size=1)),
    "due": st.sampled_from(("given", "in_period")),
    "people": st.one_of(st.tuples(_numbers), st.dictionaries(_signs, _numbers, min_size=1)),
    "level": st.one_of(st.just("given"), st.just(("good", "fair")), st.just(("bad",))),
    "name": st.one_of(st.just("given"), st.just(("Báo cáo",))),
}
_conditions = st.lists(st.sampled_from(sorted(_TESTS)), min_size=1, max_size=2, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: _TESTS[key] for key in keys})
)
_questions = st.lists(
    st.lists(_conditions, min_size=1, max_size=2).map(tuple).map(question), min_size=1, max_size=2
)
_known = st.fixed_dictionaries(
    {}, optional={"due": st.just(day("2021-04-01")), "people": st.sampled_from((3, None))}
)


@settings(max_examples=40)
@given(_questions, _known)
def test_rows_that_every_test_answers_alike_are_tried_once(asked: Any, fixed: Any) -> None:
    """What all answers together can come to is what they come to over every row that could be written."""
    keys = {path for entry in asked for path in entry.paths}
    marks = marks_of(asked, look_up_row(fixed, LIST), SEEN)
    opened = [cell for cell in LIST.fields if cell.key in keys and cell.key not in fixed]
    each = [[*cell_values(cell, any_number(cell), marks), NOT_APPLICABLE, None] for cell in opened]
    names = [cell.key for cell in opened]
    every = [{**fixed, **dict(zip(names, chosen, strict=True))} for chosen in product(*each)]

    def answers(row: Any) -> tuple[Any, ...]:
        return tuple(answer(entry, look_up_row(row, LIST), SEEN) for entry in asked)

    tried = list(possible_rows(LIST, asked, fixed, SEEN))
    assert {answers(row) for row in tried} == {answers(row) for row in every}
    assert len(tried) <= len(every)


def test_a_date_that_is_only_asked_whether_it_is_there_has_one_value() -> None:
    """Beside that it does not apply, and that nothing is said."""
    assert len(list(possible_rows(LIST, [question({"due": "given"})], {}, SEEN))) == 3
