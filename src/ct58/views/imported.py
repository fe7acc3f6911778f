"""View of an import: what each file brought, what stands against it."""

from __future__ import annotations

from ct58.domain.changes.effects import Effects
from ct58.domain.planning.importing import Doubt, FilledForm, Outcome, Problem, Spot
from ct58.domain.records.units import Unit
from ct58.i18n import Message
from ct58.records import positional_record, record


@positional_record
class Notice:
    """What was passed over or taken notice of, and where."""

    spot: Spot
    message: Message


@record
class ImportedView:
    """What was written, or would be.

    `doubts` are figures that were taken over and yet deserve a second look. `blank` are forms with nothing in them, `left_out` units that a decision's list does not name. With problems nothing is written unless
    `is_partial`; then only reports without a problem are.
    """

    files: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    blank: tuple[FilledForm, ...]
    left_out: tuple[Unit, ...]
    doubts: tuple[Doubt, ...]
    effect: Effects
    is_written: bool
    is_trial: bool
    is_partial: bool

    @property
    def exit_code(self) -> int:
        """0, or the gravest code of the problems."""
        return max((problem.exit_code for problem in self.problems), default=0)
