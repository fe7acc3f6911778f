"""The indicators of a part as the items of a list: what is alike of several bodies in one, what is not due in one for all.

A report is read by people with little time: what was not to be judged yet takes one paragraph, and its appendix has the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ct58.i18n import N_, msg
from ct58.render.words.indicator_sentences import Telling, indicator_sentence, sentence_kind
from ct58.render.words.speech import continued
from ct58.views.summary import IndicatorResults

IndicatorMark = Callable[[IndicatorResults], str]
"""What a working copy writes behind an indicator: its id."""


def indicator_items(
    entries: Sequence[IndicatorResults], telling: Telling, mark: IndicatorMark
) -> Iterator[str]:
    """A text for each paragraph, without its dash."""
    waiting = [entry for entry in entries if _only_waits(entry, telling)]
    plain = [entry for entry in entries if entry not in waiting]
    pairs = [_who_and_what(entry, telling, mark) for entry in plain]
    for (has_who, said), alike in groupby(pairs, key=lambda pair: (bool(pair[0]), pair[1])):
        names = [who for who, _ in alike]
        yield f"{', '.join(names)}: {said}" if has_who else said
    if waiting:
        brief = replace(telling, is_brief=True)
        said = "; ".join(f"{continued(_sentence(entry, brief))}{mark(entry)}" for entry in waiting)
        yield telling.speech.say(msg(N_("Not due to be judged yet: {indicators}."), indicators=said))


def _only_waits(entry: IndicatorResults, telling: Telling) -> bool:
    """Whether nothing is to be said but a share, or that there is none yet, of what is judged later."""
    result = entry.last.result
    if len(entry.rows) > 1 or result.main.verdict != "not_due" or result.main.value is None:
        return False
    kind = sentence_kind(result, telling.programme)
    return kind == "share" or (kind == "count" and not result.main.value)


def _who_and_what(entry: IndicatorResults, telling: Telling, mark: IndicatorMark) -> tuple[str, str]:
    """Of one body's level the body and what is said of it, which may be the same of others; else nobody and the sentence."""
    said = _sentence(entry, telling)
    if len(entry.rows) == 1 and sentence_kind(entry.last.result, telling.programme) == "rating":
        who, colon, what = said.partition(": ")
        if colon:
            return f"{who}{mark(entry)}", f"{what}."
    return "", f"{said}.{mark(entry)}"


def _sentence(entry: IndicatorResults, telling: Telling) -> str:
    return indicator_sentence(entry, telling).removesuffix(".")
