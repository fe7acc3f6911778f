"""Many offices' rows of units added by an engine: one Ibis expression, the same for DuckDB on this computer and for a cluster.

Nothing here opens a connection: who has one gives its tables (see docs/rollup.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ct58.domain.indicators.numbers import plain_number
from ct58.domain.rollup.adding import Added, WindowKey, code_at
from ct58.domain.rollup.parts import OWN_READING, YES, PartKey, Parts, PartSums, sum_of_parts
from ct58.errors import EnvironmentProblem
from ct58.exchange.unit_rows import UNIT_SUMS, UNITS_NEED
from ct58.i18n import N_, msg

if TYPE_CHECKING:
    from ibis.expr.types import Deferred, IntegerColumn, Table

ENGINES_MISSING = N_("Rows of units are added by Ibis and DuckDB, which are not installed here.")
SENT_COLUMNS = ("office", "folded", "indicator", "code")
"""Which package of an office is added, by the hash of its folded table; and what the level calls the office's indicators."""
_PART = tuple(name for name in PartKey._fields if name not in ("indicator", "definition"))
_SAME = (*_PART, "scale")


def level_sums(units: Table, sent: Table) -> Table:
    """What a level comes to: the parts of all offices that are sent, by the level's own codes.

    `units` has the columns of units.parquet, of as many offices and packages as there are; `sent` has `SENT_COLUMNS`.
    """
    return sums_of_offices(office_sums(units, sent))


def office_sums(units: Table, sent: Table) -> Table:
    """The same, office by office. Rows are added before anything is joined to them: what is joined is little."""
    ibis = ibis_library()
    whose = ("office", "folded", "indicator")
    sums = units.group_by(*whose, *_SAME).aggregate(
        units=ibis._.count(), **{name: _whole(ibis._[name]) for name in UNIT_SUMS}
    )
    return sums.join(sent, list(whose)).select("office", "code", *_SAME, "units", *UNIT_SUMS)


def sums_of_offices(sums: Table) -> Table:
    """The level's, of those of its offices."""
    ibis = ibis_library()
    return sums.group_by("code", *_SAME).aggregate(
        **{name: _whole(ibis._[name]) for name in ("units", *UNIT_SUMS)}
    )


def _whole(column: IntegerColumn | Deferred) -> Any:
    """A sum that is a whole number everywhere, nought where nothing is known; what is too large fails, and is not rounded.

    DuckDB's sum of whole numbers is HUGEINT, which becomes a double in a file; Ibis leaves out a cast to what it takes it for already.
    """
    return column.sum().fill_null(0).cast("decimal(38, 9)").cast("int64")


def unit_rows_behind(units: Table, sent: Table, window: WindowKey) -> Table:
    """The rows that stand behind a figure of the level by its chosen base."""
    ibis = ibis_library()
    of_time = units.filter(
        ibis._.reading == OWN_READING, ibis._.period == window.period, ibis._.through == window.through
    )
    found = of_time.join(sent.filter(ibis._.code == window.code), ["office", "folded", "indicator"])
    columns = ("office", "unit", "unit_name", "kind", "role", "open", "has_data", "scale", *UNIT_SUMS)
    return found.select(*columns).order_by("office", "unit", "role")


# ------------------------------------------------------------------- tables


def sent_rows(added: Added, folded: Mapping[str, str]) -> Mapping[str, list[str]]:
    """The columns of `sent`, for what was added; `folded` are the hashes of the offices' folded tables."""
    rows = [
        (office, hash_, own, code)
        for office, hash_ in folded.items()
        for code in added.titles
        if (own := code_at(added.levels, code, office)) is not None
    ]
    return {name: [row[place] for row in rows] for place, name in enumerate(SENT_COLUMNS)}


def parts_in(rows: Iterable[Mapping[str, Any]]) -> Parts:
    """The parts that such sums are; those of another scale are the same parts."""
    return sum_of_parts((_key(row), _sums(row)) for row in rows)


def _key(row: Mapping[str, Any]) -> PartKey:
    """What it counts stands with the level's code, as with packages that are added."""
    return PartKey(indicator=row["code"], definition="", **{name: _text(row[name]) for name in _PART})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else "0"
    return value if isinstance(value, str) else str(value)


def _sums(row: Mapping[str, Any]) -> PartSums:
    above, below, fixed_above, fixed_below = (
        plain_number(Fraction(row[name], row["scale"])) for name in UNIT_SUMS
    )
    return PartSums(row["units"], (above, below), (fixed_above, fixed_below))


def ibis_library() -> Any:
    """Ibis. Raises EnvironmentProblem where it is not installed."""
    try:
        import ibis
    except ImportError as error:
        raise EnvironmentProblem(msg(ENGINES_MISSING), msg(UNITS_NEED)) from error
    return ibis
