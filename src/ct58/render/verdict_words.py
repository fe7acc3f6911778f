"""Verdicts on indicators, in words and in the colour that goes with them."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.indicators.result import Verdict
from ct58.i18n import N_
from ct58.views.page import Emphasis

VERDICT_LABELS: Mapping[Verdict, str] = {
    "met": N_("Met"),
    "not_met": N_("Not met"),
    "undetermined": N_("Undetermined"),
    "not_due": N_("Not yet due"),
    "no_data": N_("No data"),
    "no_target": N_("No number asked"),
}
NOT_MET_CLOSED = N_("Not met, books closed")
VERDICT_EMPHASIS: Mapping[Verdict, Emphasis] = {
    "met": "good",
    "not_met": "overdue",
    "undetermined": "warning",
    "not_due": "plain",
    "no_data": "dim",
    "no_target": "dim",
}
