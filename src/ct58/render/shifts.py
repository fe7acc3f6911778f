"""What an indicator came to before and after a change, in words."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.changes.effects import Shift
from ct58.domain.indicators.result import Result
from ct58.i18n import N_, msg
from ct58.render.pages.parts import abridged
from ct58.render.quantities import fraction, quantity
from ct58.render.verdict_words import VERDICT_LABELS
from ct58.render.words import Speech


def shifts_in_order(shifts: Sequence[Shift]) -> list[Shift]:
    """Those whose verdict turns first, else in the programme's order."""
    return sorted(shifts, key=lambda shift: not shift.turns_verdict)


def shift_title(shift: Shift, speech: Speech) -> str:
    """`CT-15 Kết nạp đảng viên, 6 tháng đầu năm 2021`."""
    return f"{shift.after.indicator.id} {shift_subject(shift, speech)}"


def shift_subject(shift: Shift, speech: Speech) -> str:
    """The indicator's title and its window."""
    window = shift.after.window
    return f"{abridged(shift.after.indicator.title)}, {speech.period(window.through or window.period)}"


def shift_texts(shift: Shift, speech: Speech) -> tuple[str, str]:
    """What it was and is: `143/300, 47,7%, 166/183 đơn vị`; the verdict where it turns."""
    before, after = (
        ", ".join([*_values(result, speech), *_rest(result, speech, with_verdict=shift.turns_verdict)])
        if result
        else "–"
        for result in (shift.before, shift.after)
    )
    return before, after


def shift_sentence(shift: Shift, speech: Speech) -> str:
    """`CT-15 Kết nạp đảng viên, 6 tháng đầu năm 2021: 131 → 143 (đã có 166/183 đơn vị)`."""
    old, new = (", ".join(_values(r, speech)) if r else "–" for r in (shift.before, shift.after))
    rest = "; ".join(_rest(shift.after, speech, with_verdict=shift.turns_verdict))
    return f"{shift_title(shift, speech)}: {old} → {new} ({rest})"


def _values(result: Result, speech: Speech) -> list[str]:
    """The counts, and their share in percent."""
    main = result.main
    parts = [fraction(main.numerator, main.denominator, speech)]
    if main.is_share and main.value is not None:
        parts.append(quantity(main.value, speech, is_share=True))
    return parts


def _rest(result: Result, speech: Speech, *, with_verdict: bool) -> list[str]:
    """How many units it rests on, and what it means."""
    coverage = f"{result.main.coverage.reported}/{result.main.coverage.expected}"
    parts = [speech.say(msg(N_("{coverage} units"), coverage=coverage))]
    return [*parts, speech.gettext(VERDICT_LABELS[result.main.verdict])] if with_verdict else parts
