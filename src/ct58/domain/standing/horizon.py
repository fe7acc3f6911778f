"""The programme's time: which periods a command may be asked about."""

from __future__ import annotations

from ct58.domain.records.office import Office
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg


def check_horizon(office: Office, asked: Period) -> None:
    """Raises BadUsage for a period of which the programme's time has no day."""
    if asked.last_day < office.horizon.first_day:
        raise _out_of_reach(office, asked)
    check_not_over(office, asked)


def check_not_over(office: Office, asked: Period) -> None:
    """Raises BadUsage for a period after the programme's end; what lies before it may be asked to compare with."""
    if office.horizon.last_day < asked.first_day:
        raise _out_of_reach(office, asked)


def _out_of_reach(office: Office, asked: Period) -> BadUsage:
    horizon = office.horizon
    return BadUsage(
        msg(N_("The programme does not reach {period}."), period=asked),
        msg(
            N_("Its time is {horizon}. Name a period in it, such as {year}."),
            horizon=horizon,
            year=str(horizon.year),
        ),
    )
