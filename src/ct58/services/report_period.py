"""Which period a look at the reports is about, before any report is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ct58.domain.period import Period
from ct58.domain.report_calendar import current_period
from ct58.errors import EnvironmentProblem, InvalidData
from ct58.i18n import N_, msg
from ct58.store.cache import RecordCache
from ct58.store.loader import load

PROGRAMME = "programme.yaml"


def period_on(root: Path, as_of: dt.date, cache: Path | None) -> Period:
    """The period whose reports matter on a day, from the calendar alone: no other file is read."""
    memory = RecordCache(cache) if cache else None
    try:
        content = (root / PROGRAMME).read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            msg(N_("{file} cannot be read: {problem}."), file=PROGRAMME, problem=error.strerror or str(error))
        ) from error
    loaded = load({PROGRAMME: content}, memory)
    if memory:
        memory.save()
    if loaded.office is None:
        raise InvalidData(
            msg(N_("The programme itself has errors, so nothing was computed.")), msg(N_("See: ct58 check"))
        )
    return current_period(loaded.office, as_of)
