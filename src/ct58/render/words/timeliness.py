"""What every rate on time counts, in one sentence that stands under each table with such a rate."""

from __future__ import annotations

import datetime as dt

from ct58.i18n import N_, msg
from ct58.render.words.speech import Speech


def rate_note(as_of: dt.date, speech: Speech) -> str:
    """`Đúng hạn: trên số đã đến hạn, kể cả hạn 30/6/2021; làm xong sớm được tính khi đến hạn`."""
    text = N_(
        "On time: of what was due by {day}, that day included; what is done early counts when its day comes."
    )
    return speech.say(msg(text, day=as_of))
