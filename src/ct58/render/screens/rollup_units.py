"""The units behind a figure of a level: a table below its offices, and JSON."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.indicators.numbers import rounded_count
from ct58.domain.rollup.adding import window_key
from ct58.i18n import Message, N_, msg
from ct58.render.words.labels import fraction
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, capital
from ct58.views.page import Block, Column, Declared, Gap, Heading, declared, words
from ct58.views.rollup import LevelRow, RollupView
from ct58.views.rollup_units import LevelUnit, LevelUnits
from ct58.views.vocabularies import UNDECIDED

_ROLES: Mapping[str, str] = {
    "counted": N_("counted"),
    "partial": N_("figures missing"),
    "left_out": N_("left out"),
    "not_applicable": N_("does not apply"),
    "missing": N_("missing"),
    "undecided": UNDECIDED,
    "unreadable": N_("cannot be read"),
}


def units_note(found: LevelUnits) -> Message:
    """That the figures are those of the units, one by one."""
    text = N_("Added of {rows} rows of units; they come to exactly what the offices handed up.")
    return msg(text, rows=found.rows)


def unit_blocks(row: LevelRow, view: RollupView, speech: Speech) -> list[Block]:
    """The units of a figure, where they were asked for."""
    units = _units(row, view)
    if not units:
        return []
    heading = Heading(speech.say(msg(N_("UNITS OF {code}"), code=row.code)))
    return [Gap(), heading, declared(_columns(row, speech), units)]


def _units(row: LevelRow, view: RollupView) -> tuple[LevelUnit, ...]:
    return view.by_units.of.get(window_key(row.code, row.window), ()) if view.by_units is not None else ()


def _columns(row: LevelRow, speech: Speech) -> list[Declared[LevelUnit]]:
    return [
        (Column(speech.gettext(N_("Sending office"))), lambda one: words(one.office_name)),
        (Column(speech.gettext(N_("Unit")), grows=True), lambda one: words(one.name)),
        (
            Column(speech.gettext(N_("Kind of unit")), from_width=90),
            lambda one: words(capital(speech.unit_kind(one.kind)) if one.kind else ""),
        ),
        (
            Column(speech.gettext(N_("State"))),
            lambda one: words(
                speech.gettext(_ROLES.get(one.role, one.role)), "warning" if one.is_open else "plain"
            ),
        ),
        (
            Column(speech.gettext(N_("Counts")), align="right"),
            lambda one: words(_counts(one, row, speech)),
        ),
        (Column(speech.gettext(N_("Its id there")), from_width=110), lambda one: words(one.unit)),
    ]


def _counts(one: LevelUnit, row: LevelRow, speech: Speech) -> str:
    if one.point is None:
        return "–"
    above, below = one.point
    return fraction(above, below if row.main.yardstick.is_share else None, speech)


def units_as_json(row: LevelRow, view: RollupView) -> JsonObject:
    """The same for programs; nothing where they were not asked for."""
    units = _units(row, view)
    return {"units": [_as_json(one) for one in units]} if units else {}


def _as_json(one: LevelUnit) -> JsonObject:
    above, below = one.point or (None, None)
    return {
        "office": one.office,
        "unit": one.unit,
        "name": one.name,
        "kind": one.kind or None,
        "state": one.role,
        "open": one.is_open,
        "numerator": rounded_count(above),
        "denominator": rounded_count(below),
    }
