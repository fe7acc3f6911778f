"""Filling in forms as a unit would, with openpyxl: by the printed number and label, in the yellow column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import Period
from ct58.exchange.form_writer import ANSWER_COLUMN, form_workbook
from ct58.exchange.layout import FormLayout, form_layout
from ct58.render.words.speech import Speech

SPEECH = speaking("en")
Break = Callable[[Any], None]
"""Does to an open workbook what offices do to forms."""


def blank_form(office: Office, unit: str, of: str, speech: Speech = SPEECH) -> tuple[FormLayout, bytes]:
    """A unit's form as ct58 writes it."""
    layout = form_layout(office, office.units[unit], Period.parse(of), speech)
    return layout, form_workbook(layout, speech)


def filled_form(
    path: Path,
    office: Office,
    unit: str,
    of: str,
    answers: Mapping[str, object],
    broken: Break | None = None,
    speech: Speech = SPEECH,
) -> Path:
    """Write a unit's form with answers (path → value of the cell), and then spoilt."""
    layout, content = blank_form(office, unit, of, speech)
    path.write_bytes(content)
    workbook = openpyxl.load_workbook(path)
    for name, value in answers.items():
        answer_cell(workbook.worksheets[0], layout, name).value = value
    if broken is not None:
        broken(workbook)
    workbook.save(path)
    return path


def answer_cell(sheet: Worksheet, layout: FormLayout, path: str) -> Any:
    """The cell of an answer: `members`, `plan.number`, `channels[0].name`."""
    for slot in layout.slots:
        if slot.path == path:
            return sheet.cell(_row(sheet, slot.number, slot.label), ANSWER_COLUMN)
    key, _, rest = path.partition("[")
    index, _, field = rest.partition("].")
    block = next(block for block in layout.lists if block.key == key)
    row = _row(sheet, block.number, block.label) + 3 + int(index)
    column = 2 + [known.key for known in block.fields].index(field)
    return sheet.cell(row, column)


def _row(sheet: Worksheet, number: str, label: str) -> int:
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 2).value == label and (sheet.cell(row, 1).value or "") == number:
            return row
    raise AssertionError(label)


def as_answers(office: Office, figures: Mapping[str, FigureValue]) -> dict[str, object]:
    """Figures as a unit would write them into the form's cells."""
    answers: dict[str, object] = {}
    for key, value in figures.items():
        figure = office.figure(key)
        assert figure is not None
        if value == ():
            answers[f"{key}[0].{figure.fields[0].key}"] = 0
        elif isinstance(value, tuple):
            for index, row in enumerate(value):
                fields = {field.key: field for field in figure.fields}
                answers.update({f"{key}[{index}].{name}": _cell(fields[name], v) for name, v in row.items()})
        elif isinstance(value, Mapping):
            fields = {field.key: field for field in figure.fields}
            answers.update({f"{key}.{name}": _cell(fields[name], v) for name, v in value.items()})
        else:
            answers[key] = _cell(figure, value)
    return answers


def _cell(line: Any, value: object) -> object:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if value == "n/a":
        return "k"
    if isinstance(value, str):
        return line.values.get(value, value)
    return float(value) if not isinstance(value, int | dt.date | None) else value  # type: ignore[arg-type]
