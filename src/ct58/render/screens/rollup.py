"""`ct58 rollup`: what a level comes to, who sent what and who did not; page and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ct58.domain.indicators.numbers import rounded, rounded_count
from ct58.domain.rollup.judging import LevelAssessment
from ct58.i18n import Message, N_, msg
from ct58.render.screens.contribution import state_text
from ct58.render.screens.indicators import asked_as_json, coverage_as_json, needed_text, quantity_words
from ct58.render.screens.parts import dotted
from ct58.render.screens.rollup_units import unit_blocks, units_as_json, units_note
from ct58.render.words.cells import day_words
from ct58.render.words.labels import fraction, quantity, range_in_signs, units_open
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, capital
from ct58.render.words.targets import target_text
from ct58.views.indicators import VERDICT_ORDER
from ct58.views.page import (
    Block,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Words,
    declared,
    words,
)
from ct58.views.rollup import LevelPart, LevelRow, LevelSender, RollupView
from ct58.views.vocabularies import VERDICTS

_MOST_NAMES = 5


def rollup_page(view: RollupView, speech: Speech, *, with_offices: bool = False) -> Page:
    """The table, what has to be said about it, the parts that were asked for, and where each figure comes from."""
    blocks: list[Block] = [_title(view, speech), Line(_verdicts(view, speech))]
    if view.missing:
        blocks.append(Line(words(missing_text(view, speech), "warning")))
    blocks += [Gap(), declared(_columns(view, speech), view.rows), *_notes(view, speech)]
    for row in view.rows if view.by else ():
        blocks += [*_parts(row, view, speech), *unit_blocks(row, view, speech)]
    if with_offices:
        heading = Heading(speech.gettext(N_("OFFICES")))
        blocks += [Gap(), heading, declared(_office_columns(view, speech), view.senders)]
    return Page(tuple(blocks))


def _title(view: RollupView, speech: Speech) -> Heading:
    title = msg(
        N_("ADDED UP · {at} · {period} · as of {day}"), at=view.at.name, period=view.period, day=view.as_of
    )
    return Heading(speech.say(title), level=1, aside=sent_text(view, speech))


def sent_text(view: RollupView, speech: Speech) -> str:
    """`30/32 cơ quan đã gửi`."""
    sent, expected = len(view.sources), len(view.sources) + len(view.missing)
    return speech.say(msg(N_("{sent}/{expected} offices have sent"), sent=sent, expected=expected))


def _verdicts(view: RollupView, speech: Speech) -> Words:
    counts = Counter(row.main.verdict for row in view.rows)
    return dotted(
        Span(f"{speech.verdict(verdict)} {counts[verdict]}", VERDICTS[verdict].emphasis)
        for verdict in VERDICT_ORDER
        if counts[verdict]
    )


def missing_text(view: RollupView, speech: Speech) -> str:
    """Who has sent nothing, and what that means for every figure."""
    text = N_(
        "Nothing has come from: {offices}. They are in no figure here, and so no range is given of what is possible."
    )
    return speech.say(msg(text, offices=", ".join(view.missing)))


# -------------------------------------------------------------------- table


def _columns(view: RollupView, speech: Speech) -> Sequence[Declared[LevelRow]]:
    has_time = any(row.window.through or row.window.period != view.period for row in view.rows)
    time: Declared[LevelRow] = (
        Column(speech.gettext(N_("Period")), from_width=110),
        lambda row: words(level_time(row, speech)),
    )
    return [
        (Column(speech.gettext(N_("Id"))), lambda row: words(row.code, "strong")),
        (Column(speech.gettext(N_("Indicator")), is_cut=True), lambda row: words(row.title)),
        *([time] if has_time else ()),
        (
            Column(speech.gettext(N_("Asked")), align="right"),
            lambda row: words(level_asked(row.main, speech)),
        ),
        (
            Column(speech.gettext(N_("Counts")), align="right"),
            lambda row: words(level_counts(row.main, speech)),
        ),
        (Column(speech.gettext(N_("Value")), align="right"), lambda row: _value(row.main, speech)),
        (
            Column(speech.gettext(N_("Possible")), align="right", from_width=100),
            lambda row: words(level_range(row.main, speech)),
        ),
        (
            Column(speech.gettext(N_("Units")), align="right", from_width=90),
            lambda row: words(f"{row.main.coverage.reported}/{row.main.coverage.expected}"),
        ),
        (Column(speech.gettext(N_("Verdict"))), lambda row: _verdict(row.main, speech)),
    ]


def level_time(row: LevelRow, speech: Speech) -> str:
    """`Năm 2024, đến hết 6 tháng đầu năm 2024`."""
    window = row.window
    name = speech.gettext(N_("due once")) if window.period.kind == "once" else speech.period(window.period)
    if window.through is None:
        return name
    return speech.say(msg(N_("{period}, up to {through}"), period=name, through=window.through))


def level_asked(found: LevelAssessment, speech: Speech) -> str:
    """`> 90%`; a dash where nothing is asked."""
    return target_text(found.requirement.target, speech, found.yardstick) if found.requirement else "–"


def level_counts(found: LevelAssessment, speech: Speech) -> str:
    """`156/171`."""
    return fraction(found.numerator, found.denominator, speech)


def _value(found: LevelAssessment, speech: Speech) -> Words:
    mark = "≈" if found.is_estimated and found.found.value is not None else ""
    return quantity_words(found.found.value, speech, told=found.yardstick, before=mark)


def level_range(found: LevelAssessment, speech: Speech) -> str:
    """`87,6–91,6%`; empty where nothing is open, nothing is known, or not all have sent theirs."""
    if found.coverage.reported == found.coverage.expected or found.found.value is None:
        return ""
    return range_in_signs(found.found.lower, found.found.upper, speech, told=found.yardstick)


def _verdict(found: LevelAssessment, speech: Speech) -> Words:
    return words(speech.verdict(found.verdict), VERDICTS[found.verdict].emphasis)


# -------------------------------------------------------------------- notes


def _notes(view: RollupView, speech: Speech) -> list[Block]:
    """What must be known of single figures, then of the packages."""
    lines = [
        Line((Span(f"{row.code}  ", "strong"), Span(text, emphasis)), indent=1)
        for row in view.rows
        for text, emphasis in remarks_on_row(row, view, speech)
    ]
    lines += [Line(words(speech.say(text)), indent=1) for text in notes_on_packages(view, speech)]
    return [Gap(), Heading(speech.gettext(N_("TO BE KNOWN"))), *lines] if lines else []


def remarks_on_row(row: LevelRow, view: RollupView, speech: Speech) -> Iterator[tuple[str, Emphasis]]:
    """What must be known of one figure: who is not in it, what is open, other readings."""
    without = [name for name in row.without if name not in view.missing]
    if without:
        yield (
            speech.say(msg(N_("without {offices}: they have not sent this"), offices=_named(without))),
            "warning",
        )
    if row.main.verdict == "undetermined" and not row.without:
        who = units_open(row.main.coverage, N_("{count} units have not reported"), speech)
        needed = needed_text(row.main.found.needed, speech)
        yield speech.say(msg(N_("open: {who}{needed}"), who=who, needed=needed)), "warning"
    if row.depends_on_reading:
        yield _readings(row, speech), "warning"


def _readings(row: LevelRow, speech: Speech) -> str:
    shown = [(speech.gettext(N_("chosen")), row.main)]
    shown += [(entry.name, entry.assessment) for entry in row.readings if entry.is_judged]
    each = [
        f"{name} {quantity(found.found.value, speech, told=found.yardstick)} "
        f"({level_counts(found, speech)}) {speech.verdict(found.verdict).lower()}"
        for name, found in shown
    ]
    return speech.say(msg(N_("the conclusion depends on the reading: {readings}"), readings="; ".join(each)))


def notes_on_packages(view: RollupView, speech: Speech) -> Iterator[Message]:
    """What the packages say against all figures."""
    if view.by_units is not None:
        yield units_note(view.by_units)
    yield from _of_packages(view, speech)
    yield from _of_their_figures(view)


def _of_packages(view: RollupView, speech: Speech) -> Iterator[Message]:
    days = {source.as_of for source in view.sources}
    if len(days) > 1:
        each = [f"{one.name} {speech.date(one.as_of)}" for one in view.sources if one.as_of != view.as_of]
        text = N_("As of other days: {offices}. All is judged as of the earliest, {day}.")
        yield msg(text, offices=_named(each), day=view.as_of)
    unclosed = tuple(dict.fromkeys(name for row in view.rows for name in row.unclosed))
    if unclosed:
        yield msg(N_("Not closed there, so figures may still change: {offices}."), offices=_named(unclosed))
    for name, entry in view.accepted:
        text = N_("{office} counts by another definition ({hash}), accepted by {document}: {reason}")
        yield msg(text, office=name, hash=entry.definition[:15], document=entry.document, reason=entry.reason)


def _of_their_figures(view: RollupView) -> Iterator[Message]:
    """What the packages themselves say against their figures, and what is not there."""
    names = {source.office: source.name for source in view.sources}
    for office, count in view.moved.items():
        text = N_("{office}: {count} figures of its signed reports are others now.")
        yield msg(text, office=names.get(office, office), count=count)
    if view.unchecked:
        text = N_(
            "Not checked whether two offices count one unit: no official codes of units from {offices}."
        )
        yield msg(text, offices=_named(view.unchecked))
    if view.absent:
        text = N_("Nobody has sent anything of {period} for: {codes}.")
        yield msg(text, period=view.period, codes=", ".join(view.absent))
    unknown = tuple(dict.fromkeys(row.code for row in view.rows if row.main.lacks_earlier))
    if unknown:
        text = N_("No verdict, because not all have sent the earlier time that is looked back to: {codes}.")
        yield msg(text, codes=", ".join(unknown))
    if view.not_added:
        text = N_("Not added, because one body's value is no sum: {codes}.")
        yield msg(text, codes=", ".join(view.not_added))
    practice = [source.name for source in view.sources if source.is_practice]
    if practice:
        text = N_("From offices for practice, whose figures are nobody's: {offices}.")
        yield msg(text, offices=_named(practice))


def _named(names: Sequence[str]) -> str:
    listed = list(dict.fromkeys(names))
    shown = ", ".join(listed[:_MOST_NAMES])
    return f"{shown} … (+{len(listed) - _MOST_NAMES})" if len(listed) > _MOST_NAMES else shown


# -------------------------------------------------------------------- parts


def _parts(row: LevelRow, view: RollupView, speech: Speech) -> list[Block]:
    if not row.parts:
        return []
    return [Gap(), Heading(f"{row.code}  {row.title}"), declared(_part_columns(view, speech), row.parts)]


def _part_columns(view: RollupView, speech: Speech) -> list[Declared[LevelPart]]:
    heading = N_("Kind of unit") if view.by == "kind" else N_("Sending office")
    columns: list[Declared[LevelPart]] = [
        (Column(speech.gettext(heading), grows=True), lambda part: words(_part_name(part, view, speech))),
        (
            Column(speech.gettext(N_("Counts")), align="right"),
            lambda part: words(level_counts(part.assessment, speech)),
        ),
        (Column(speech.gettext(N_("Value")), align="right"), lambda part: _value(part.assessment, speech)),
        (
            Column(speech.gettext(N_("Possible")), align="right", from_width=90),
            lambda part: words(level_range(part.assessment, speech)),
        ),
        (
            Column(speech.gettext(N_("Units")), align="right"),
            lambda part: words(f"{part.assessment.coverage.reported}/{part.assessment.coverage.expected}"),
        ),
    ]
    if view.by == "kind":
        return columns
    return [
        *columns,
        (Column(speech.gettext(N_("Verdict"))), lambda part: _verdict(part.assessment, speech)),
        (Column(speech.gettext(N_("Its id there")), from_width=110), lambda part: words(part.own_code)),
        (Column(speech.gettext(N_("File")), from_width=110), lambda part: words(part.file)),
    ]


def _part_name(part: LevelPart, view: RollupView, speech: Speech) -> str:
    """Kinds are the words of the offices; one that the data at hand declares has its name."""
    return capital(speech.unit_kind(part.id)) if view.by == "kind" else part.name


def _office_columns(view: RollupView, speech: Speech) -> list[Declared[LevelSender]]:
    return [
        (Column(speech.gettext(N_("Sending office")), grows=True), lambda one: words(one.office.name)),
        (Column(speech.gettext(N_("Level"))), lambda one: words(one.office.level)),
        (Column(speech.gettext(N_("Sent"))), lambda one: _sent(one, speech)),
        (
            Column(speech.gettext(N_("As of")), align="right"),
            lambda one: day_words(one.source.as_of if one.source else None, speech),
        ),
        (
            Column(speech.gettext(N_("State of its data")), grows=True, from_width=110),
            lambda one: words(speech.say(state_text(one.source)) if one.source else ""),
        ),
        (
            Column(speech.gettext(N_("File")), from_width=90),
            lambda one: words(one.package.file if one.package else ""),
        ),
    ]


def _sent(one: LevelSender, speech: Speech) -> Words:
    if one.package is not None:
        return words(speech.gettext(N_("yes")), "good")
    if one.source is not None:
        return words(speech.gettext(N_("in the package of its level")), "good")
    return words(speech.gettext(N_("nothing has come")), "warning")


# --------------------------------------------------------------------- JSON


def rollup_as_json(view: RollupView) -> JsonObject:
    """What the page says; of each figure, too, whose packages it is of."""
    return {
        "at": view.at.id,
        "level": view.at.level,
        "period": str(view.period),
        "judged_as_of": view.as_of,
        "missing": list(view.missing),
        "unchecked": list(view.unchecked),
        "not_added": list(view.not_added),
        "absent": list(view.absent),
        "accepted": [{**vars(entry), "office_name": name} for name, entry in view.accepted],
        "moved": dict(view.moved),
        "offices": [_sender_as_json(one) for one in view.senders],
        "sources": [{**vars(source), "closed": list(source.closed)} for source in view.sources],
        "indicators": [_row_as_json(row, view) for row in view.rows],
    }


def _sender_as_json(one: LevelSender) -> JsonObject:
    return {
        "office": one.office.id,
        "name": one.office.name,
        "level": one.office.level,
        "parent": one.office.parent,
        "sent": one.package is not None or one.source is not None,
        "file": one.package.file if one.package else None,
        "sha256": one.package.sha256 if one.package else None,
        "as_of": one.source.as_of if one.source else None,
        "revision": one.source.revision if one.source else None,
    }


def _row_as_json(row: LevelRow, view: RollupView) -> JsonObject:
    window = row.window
    key = {"kind": "kinds", "office": "offices", "region": "regions", None: "parts"}[view.by]
    return {
        "id": row.code,
        "title": row.title,
        "period": str(window.period),
        "through": str(window.through) if window.through else None,
        "definition": row.definition,
        **_assessment_as_json(row.main),
        "verdict": row.main.verdict,
        "depends_on_reading": row.depends_on_reading,
        "readings": [
            {
                "name": entry.name,
                **_assessment_as_json(entry.assessment),
                "verdict": entry.assessment.verdict if entry.is_judged else None,
            }
            for entry in row.readings
        ],
        "without": list(row.without),
        "unclosed": list(row.unclosed),
        **({key: [_part_as_json(part, view) for part in row.parts]} if view.by else {}),
        **units_as_json(row, view),
    }


def _part_as_json(part: LevelPart, view: RollupView) -> JsonObject:
    found = {"id": part.id, **_assessment_as_json(part.assessment)}
    if view.by == "kind":
        return found
    return {
        **found,
        "verdict": part.assessment.verdict,
        "name": part.name,
        "own_id": part.own_code,
        "file": part.file or None,
    }


def _assessment_as_json(found: LevelAssessment) -> JsonObject:
    return {
        "numerator": rounded_count(found.numerator),
        "denominator": rounded_count(found.denominator),
        "value": rounded(found.found.value, told=found.yardstick),
        "target": asked_as_json(found.requirement),
        "lower": rounded(found.found.lower, told=found.yardstick),
        "upper": rounded(found.found.upper, told=found.yardstick),
        "coverage": coverage_as_json(found.coverage),
        "estimated": found.is_estimated,
        "lacks_earlier": found.lacks_earlier,
    }
