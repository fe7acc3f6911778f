"""Unfinished reports, kept in the user's own folder after every answer until they are written."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from ct58.domain.planning.draft import Draft
from ct58.domain.records.scalars import FigureValue
from ct58.errors import EnvironmentProblem
from ct58.errors.system import system_problem
from ct58.i18n import N_, msg
from ct58.store.folders import own_bytes


class Drafts:
    """The drafts of one user in one data folder, a file each. A damaged one is none."""

    def __init__(self, state: Path) -> None:
        self._folder = state / "drafts"

    def find(self, unit: str, period: str) -> Draft | None:
        """What was typed of a report, if anything is kept."""
        try:
            draft = _draft(json.loads(own_bytes(self._file(unit, period))))
        except (OSError, ValueError, ArithmeticError, KeyError, TypeError, AttributeError):
            return None
        return draft if (draft.unit, draft.period) == (unit, period) else None

    def keep(self, draft: Draft) -> None:
        """Put a draft in the place of the one before.

        A closed window, a killed program or a power cut leaves the last answer or the one before it.
        Raises EnvironmentProblem when the folder cannot be written to.
        """
        text = json.dumps(_plain(draft), ensure_ascii=False, indent=1)
        try:
            _replace(self._file(draft.unit, draft.period), text)
        except OSError as error:
            raise EnvironmentProblem(
                msg(
                    N_("What you type cannot be kept for later: {folder}: {problem}."),
                    folder=str(self._folder),
                    problem=system_problem(error),
                )
            ) from error

    def drop(self, unit: str, period: str) -> None:
        """Forget a draft; one that is not there is forgotten already."""
        with contextlib.suppress(OSError):
            self._file(unit, period).unlink()

    def _file(self, unit: str, period: str) -> Path:
        return self._folder / f"{unit}-{period}.json"


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _plain(draft: Draft) -> dict[str, object]:
    return {
        "unit": draft.unit,
        "period": draft.period,
        "saved_at": draft.saved_at.isoformat(),
        "answers": _encoded(draft.answers),
        "seen": _encoded(draft.seen),
        "begun": [draft.begun[0], _encoded(draft.begun[1])] if draft.begun else None,
    }


def _draft(raw: Mapping[str, Any]) -> Draft:
    begun = raw["begun"]
    return Draft(
        unit=raw["unit"],
        period=raw["period"],
        saved_at=dt.datetime.fromisoformat(raw["saved_at"]),
        answers=dict(_decoded(raw["answers"])),
        seen=dict(_decoded(raw["seen"])),
        begun=(str(begun[0]), _decoded(begun[1])) if begun else None,
    )


def _encoded(value: FigureValue | Mapping[str, FigureValue]) -> object:
    """JSON has no dates, decimals or tuples: each is a list that begins with its type."""
    if isinstance(value, Mapping):
        return {key: _encoded(child) for key, child in value.items()}
    if isinstance(value, tuple):
        return ["rows", *map(_encoded, value)]
    if isinstance(value, dt.date):
        return ["date", value.isoformat()]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    return value


def _decoded(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _decoded(child) for key, child in raw.items()}
    if not isinstance(raw, list):
        return raw
    kind, *rest = raw
    if kind == "rows":
        return tuple(map(_decoded, rest))
    return dt.date.fromisoformat(rest[0]) if kind == "date" else Decimal(rest[0])
