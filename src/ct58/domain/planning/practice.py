"""The day that it is in an office for practice."""

from __future__ import annotations

import datetime as dt

from ct58.domain.planning.edits import Edit, SetValue
from ct58.domain.records.office import Office
from ct58.domain.records.places import OFFICE_FILE
from ct58.errors import Refused
from ct58.i18n import N_, msg


def plan_practice_day(office: Office, day: dt.date) -> Edit:
    """Another day. Raises Refused in a real office, where it is the day that it is."""
    known = office.file.practice_today
    if known is None:
        raise Refused(
            msg(N_("This is no office for practice: today is what the clock says.")),
            msg(N_("Make one to practise in: ct58 init --demo DIR")),
        )
    return (SetValue(file=OFFICE_FILE, at=("practice_today",), value=day, expected=known),)
