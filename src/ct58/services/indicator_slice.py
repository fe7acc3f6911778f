"""Which reports a look at the indicators has to read, before any report is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from ct58.domain.indicators.needs import chosen, default_period
from ct58.domain.indicators.windows import check_horizon
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.errors import EnvironmentProblem, InvalidData
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.opening import Slice
from ct58.services.report_period import PROGRAMME
from ct58.store.cache import RecordCache
from ct58.store.layout import Part
from ct58.store.loader import load
from ct58.views.indicators import Request, needed_periods

NEEDS: frozenset[Part] = frozenset({"programme", "office", "units", "reports", "figures", "periods"})


@record
class IndicatorSlice:
    """What was asked for, with its period, and what has to be read for it."""

    request: Request
    slice: Slice


def indicator_slice(
    root: Path, as_of: dt.date, period: Period | None, ids: Sequence[str], cache: Path | None
) -> IndicatorSlice:
    """The request that the words mean, and its slice of the data, from the programme alone.

    Raises BadUsage for an unknown id or a period outside the programme's time, InvalidData when the
    programme itself cannot be used.
    """
    office = read_programme(root, cache)
    asked = period or default_period(office, as_of)
    check_horizon(office, asked)
    indicators = chosen(office, ids)
    request = Request(period=asked, ids=tuple(entry.id for entry in indicators), with_trend=bool(ids))
    return IndicatorSlice(request=request, slice=Slice(needs=NEEDS, periods=needed_periods(office, request)))


def read_programme(root: Path, cache: Path | None) -> Office:
    """The office as far as programme.yaml alone says it: no other file is read, no folder walked."""
    memory = RecordCache(cache) if cache else None
    loaded = load({PROGRAMME: _content(root / PROGRAMME)}, memory, errors_only=True)
    if memory:
        memory.save()
    if loaded.office is None:
        raise InvalidData(
            msg(N_("The programme itself has errors, so nothing was computed.")), msg(N_("See: ct58 check"))
        )
    return loaded.office


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        problem = error.strerror or str(error)
        raise EnvironmentProblem(
            msg(N_("{file} cannot be read: {problem}."), file=path.name, problem=problem)
        ) from error
