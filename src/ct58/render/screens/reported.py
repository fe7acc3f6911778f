"""What was reported and what is known now, with the units that explain the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.indicators.numbers import PERCENT, Pair, exact
from ct58.domain.indicators.result import Verdict
from ct58.domain.records.committee import Issue, IssuedFigure
from ct58.i18n import N_, msg
from ct58.render.words.labels import fraction, quantity
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Gap, Heading, Line, words
from ct58.views.reported import Cause, FigureChange, ReportedChanges, ReportedUnit, as_issued
from ct58.views.vocabularies import VERDICTS

_SHOWN_UNITS = 8
_CAUSES: Mapping[Cause, str] = {
    "arrived": N_("report came later"),
    "corrected": N_("corrected"),
    "changed": N_("data changed"),
    "left": N_("no longer counted"),
}
_JUDGED: tuple[Verdict, ...] = ("met", "not_met", "undetermined")


def reported_blocks(reported: Sequence[ReportedChanges], speech: Speech) -> tuple[Block, ...]:
    """The items under their title; nothing where nothing has changed."""
    if not reported:
        return ()
    title = Heading(speech.gettext(N_("FIGURES REPORTED BEFORE THAT HAVE CHANGED")))
    return (Gap(), title, *_reported_items(reported, speech))


def _reported_items(reported: Iterable[ReportedChanges], speech: Speech) -> Iterator[Line]:
    """One item a figure: `Kết nạp đảng viên (báo cáo 15-BC/ĐU, ngày 05/7/2021): số đã báo cáo 131, số hiện nay 143`."""
    for entry in reported:
        for change in entry.changes:
            title = f"{change.indicator.title} ({issue_title(entry.issue, speech)})"
            yield Line(words(f"- {title}: {_change_text(change, speech)}."), is_item=True)


def _change_text(change: FigureChange, speech: Speech) -> str:
    """`số đã báo cáo 131, số hiện nay 143; Sở Y tế: 12 (báo cáo đến sau)`."""
    said = msg(
        N_("reported {reported}, now {now}"),
        reported=figure_text(change.reported, speech),
        now=figure_text(as_issued(change.now), speech),
    )
    units = units_text(change, speech)
    return f"{speech.say(said)}; {units}" if units else speech.say(said)


def issue_title(issue: Issue, speech: Speech) -> str:
    """`15-BC/ĐU, ngày 05/7/2021`; without a number its plain name."""
    return speech.say(msg(N_("report {number}, {day}"), number=issue.number or issue.name, day=issue.on))


def figure_text(figure: IssuedFigure, speech: Speech, *, with_verdict: bool = True) -> str:
    """`156/171 = 91,2% (đạt)`, or `131`."""
    is_share = figure.denominator is not None
    above = None if figure.numerator is None else exact(figure.numerator)
    below = None if figure.denominator is None else exact(figure.denominator)
    text = fraction(above, below, speech)
    if is_share and figure.value is not None:
        text = f"{text} = {quantity(exact(figure.value), speech, told=PERCENT)}"
    if not with_verdict or figure.verdict not in _JUDGED:
        return text
    return f"{text} ({speech.gettext(VERDICTS[figure.verdict].in_documents)})"


def units_text(change: FigureChange, speech: Speech) -> str:
    """The units with what they add now, by why; the rest is counted."""
    shown = [unit_text(entry, change.now.main.is_share, speech) for entry in change.units[:_SHOWN_UNITS]]
    rest = len(change.units) - _SHOWN_UNITS
    if rest > 0:
        shown.append(speech.say(msg(N_("{count} more units"), count=speech.count(rest))))
    return "; ".join(shown)


def unit_text(entry: ReportedUnit, is_share: bool, speech: Speech) -> str:
    """`Sở Y tế: 5, nay 12 (sửa số liệu)`; a document has no arrows, and names no figure that was not there."""
    sides = [_pair(pair, is_share, speech) for pair in (entry.before, entry.after) if pair is not None]
    if len(sides) == 2:
        moved = speech.say(msg(N_("{before}, now {after}"), before=sides[0], after=sides[1]))
    else:
        moved = "".join(sides) or "–"
    return f"{entry.unit.label}: {moved} ({speech.gettext(_CAUSES[entry.cause])})"


def _pair(pair: Pair, is_share: bool, speech: Speech) -> str:
    return fraction(pair[0], pair[1] if is_share else None, speech)
