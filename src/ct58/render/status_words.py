"""Where something stands, in words and in the colour that goes with them."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.standing.status import Standing
from ct58.i18n import N_, msg
from ct58.render.words import Speech
from ct58.views.page import Emphasis

STATUS_EMPHASIS: Mapping[str, Emphasis] = {
    "completed_on_time": "good",
    "completed_late": "late",
    "overdue": "overdue",
    "due_soon": "warning",
    "in_progress": "accent",
    "not_started": "dim",
    "ongoing": "plain",
    "suspended": "dim",
    "dropped": "dim",
}


def status_text(standing: Standing, speech: Speech) -> str:
    """The status with its days: `Quá hạn 15 ngày, chưa thực hiện`; to be verified is added."""
    parts = [speech.label(standing.status)]
    if standing.status in ("overdue", "completed_late"):
        parts[0] = f"{parts[0]} {speech.days(standing.days_overdue)}"
    if standing.status == "overdue":
        parts.append(speech.gettext(N_("in progress") if standing.started else N_("not begun")))
    if standing.extensions:
        parts.append(
            speech.say(msg(N_("extended {count} times"), count=speech.count(len(standing.extensions))))
        )
    if standing.needs_verification:
        parts.append(speech.label("needs_verification").lower())
    return ", ".join(parts)
