"""The JSON of forms and imports."""

from __future__ import annotations

from ct58.domain.planning.importing import Doubt, Outcome, Problem, Spot
from ct58.render.words import Speech
from ct58.views.unit_import import ImportedView


def imported_as_json(view: ImportedView, speech: Speech) -> dict[str, object]:
    """What was or would be written, and every problem with file, sheet, row and column."""
    return {
        "written": view.is_written,
        "dry_run": view.is_trial,
        "reports": [_outcome(outcome) for outcome in view.outcomes],
        "problems": [_problem(problem, speech) for problem in view.problems],
        "notices": [
            {"source": _source(notice.spot), "message": speech.say(notice.message)} for notice in view.notices
        ],
        "second_looks": [_doubt(doubt, speech) for doubt in view.doubts],
        "blank": [form.spot.file for form in view.blank],
        "left_out": [unit.id for unit in view.left_out],
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "unit": outcome.unit.id,
        "period": str(outcome.period),
        "action": outcome.action,
        "figures": list(outcome.changed),
        "source": _source(outcome.spot),
    }


def _problem(problem: Problem, speech: Speech) -> dict[str, object]:
    return {
        "source": _source(problem.spot),
        "message": speech.say(problem.message),
        "hint": speech.say(problem.hint) if problem.hint else None,
    }


def _doubt(doubt: Doubt, speech: Speech) -> dict[str, object]:
    return {
        "unit": doubt.unit.id,
        "period": str(doubt.period),
        "figure": doubt.doubtful.figure.key,
        "message": speech.say(doubt.doubtful.problem),
        "source": _source(doubt.spot),
    }


def _source(spot: Spot) -> dict[str, object]:
    return {"file": spot.file, "sheet": spot.sheet, "row": spot.row, "column": spot.column}
