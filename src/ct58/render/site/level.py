"""The pages of a level: its offices and who sent nothing, its indicators, and each with the part of every office."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ct58 import __version__
from ct58.domain.rollup.judging import LevelAssessment
from ct58.domain.text.signs import harmless
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.screens.contribution import state_text
from ct58.render.screens.rollup import (
    level_asked,
    level_counts,
    level_range,
    level_time,
    missing_text,
    notes_on_packages,
    remarks_on_row,
    sent_text,
)
from ct58.render.site.assets import assets
from ct58.render.site.pages import PageFile
from ct58.render.site.parts import (
    INDICATORS,
    OVERVIEW,
    Badge,
    Grid,
    GridCell,
    GridColumn,
    LabelledFact,
    Link,
    indicator_path,
    number_key,
    way_up,
)
from ct58.render.words.labels import quantity
from ct58.render.words.speech import Speech
from ct58.views.rollup import LevelRow, LevelSender, RollupView
from ct58.views.vocabularies import VERDICTS

_TEMPLATE = "level.html.jinja"


@positional_record
class LevelPage:
    """What must be known first, then a table."""

    remarks: tuple[str, ...]
    table: Grid


def level_pages(view: RollupView, speech: Speech) -> list[PageFile]:
    """All pages, each made when its turn comes."""
    rows = {indicator_path(f"{row.code}-{row.window.period}"): row for row in view.rows}
    pages = [
        PageFile(OVERVIEW, partial(_printed, OVERVIEW, view, speech, None)),
        PageFile(INDICATORS, partial(_printed, INDICATORS, view, speech, None)),
    ]
    return [
        *pages,
        *(PageFile(path, partial(_printed, path, view, speech, row)) for path, row in rows.items()),
    ]


def _printed(path: str, view: RollupView, speech: Speech, row: LevelRow | None) -> bytes:
    from ct58.render.site.frame import site_environment

    if row is not None:
        page, heading = _row_page(row, view, speech), f"{row.code} {row.title}"
    elif path == OVERVIEW:
        page, heading = _offices_page(view, speech), speech.gettext(N_("Offices"))
    else:
        page, heading = _indicators_page(view, speech), speech.gettext(N_("Indicators"))
    frame = _frame(path, heading, view, speech, _badge(row.main, speech) if row else None)
    made = site_environment().get_template(_TEMPLATE)
    return harmless(made.render(frame=frame, page=page, assets=assets())).encode()


def _frame(path: str, heading: str, view: RollupView, speech: Speech, badge: Badge | None) -> object:
    from ct58.render.site.frame import Frame, frame_words

    root = way_up(path)
    top = {OVERVIEW: N_("Offices"), INDICATORS: N_("Indicators")}
    here = INDICATORS if root else path
    return Frame(
        language=speech.language,
        site=speech.say(msg(N_("Added up for {at}"), at=view.at.name)),
        owner=view.at.name,
        heading=heading,
        subtitle="",
        root=root,
        search="",
        navigation=tuple(
            Link(speech.gettext(text), f"{root}{target}", target == here) for target, text in top.items()
        ),
        facts=_facts(view, speech),
        notes=tuple(speech.say(note) for note in _notes(view)),
        words=frame_words(speech),
        badge=badge,
    )


def _facts(view: RollupView, speech: Speech) -> tuple[LabelledFact, ...]:
    return (
        LabelledFact(speech.gettext(N_("Period")), speech.period(view.period)),
        LabelledFact(speech.gettext(N_("As of")), speech.date(view.as_of)),
        LabelledFact(speech.gettext(N_("Offices")), sent_text(view, speech)),
    )


def _notes(view: RollupView) -> Iterator[Message]:
    text = N_("Computed from {count} packages as of {day}, by ct58 {version}.")
    yield msg(text, count=len(view.sources), day=view.as_of, version=__version__)
    yield msg(
        N_(
            "These pages are derived from the data. They are no record themselves, and are not kept up to date."
        )
    )


# ------------------------------------------------------------------- offices


def _offices_page(view: RollupView, speech: Speech) -> LevelPage:
    columns = (
        GridColumn(speech.gettext(N_("Sending office")), role="main"),
        GridColumn(speech.gettext(N_("Level")), filters=True),
        GridColumn(speech.gettext(N_("Belongs to")), filters=True),
        GridColumn(speech.gettext(N_("Sent")), filters=True),
        GridColumn(speech.gettext(N_("As of")), is_number=True),
        GridColumn(speech.gettext(N_("Units")), is_number=True),
        GridColumn(speech.gettext(N_("Figures moved since signed")), is_number=True),
        GridColumn(speech.gettext(N_("State of its data"))),
    )
    names = {sender.office.id: sender.office.name for sender in view.senders} | {view.at.id: view.at.name}
    rows = tuple(_office_row(sender, names, view, speech) for sender in view.senders)
    remarks = [missing_text(view, speech)] if view.missing else []
    told = (speech.say(text) for text in notes_on_packages(view, speech))
    return LevelPage((*remarks, *told), Grid(speech.gettext(N_("Offices")), columns, rows))


def _office_row(
    sender: LevelSender, names: dict[str, str], view: RollupView, speech: Speech
) -> tuple[GridCell, ...]:
    office, source = sender.office, sender.source
    has_sent = sender.package is not None or source is not None
    word = speech.gettext(N_("yes") if has_sent else N_("nothing has come"))
    moved = view.moved.get(office.id, 0)
    return (
        GridCell(office.name, note=sender.package.file if sender.package else ""),
        GridCell(office.level),
        GridCell(names.get(office.parent or "", office.parent or "")),
        GridCell(badge=Badge(word, "good" if has_sent else "bad"), group=word),
        GridCell(speech.date(source.as_of), sort=str(source.as_of.toordinal())) if source else GridCell(),
        GridCell(str(source.units)) if source else GridCell(),
        GridCell(str(moved) if source else ""),
        GridCell(speech.say(state_text(source)) if source else ""),
    )


# ---------------------------------------------------------------- indicators


def _indicators_page(view: RollupView, speech: Speech) -> LevelPage:
    columns = (
        GridColumn(speech.gettext(N_("Id")), role="id"),
        GridColumn(speech.gettext(N_("Indicator")), role="main"),
        GridColumn(speech.gettext(N_("Period"))),
        *_value_columns(speech),
    )
    rows = tuple(
        (
            GridCell(row.code),
            GridCell(row.title, href=indicator_path(f"{row.code}-{row.window.period}")),
            GridCell(level_time(row, speech)),
            *_value_cells(row.main, speech),
        )
        for row in view.rows
    )
    return LevelPage((), Grid(speech.gettext(N_("Indicators")), columns, rows))


def _row_page(row: LevelRow, view: RollupView, speech: Speech) -> LevelPage:
    """What must be known of it, and the part of every office."""
    columns = (
        GridColumn(speech.gettext(N_("Sending office")), role="main"),
        *_value_columns(speech),
        GridColumn(speech.gettext(N_("Its id there"))),
    )
    rows = tuple(
        (GridCell(part.name, note=part.file), *_value_cells(part.assessment, speech), GridCell(part.own_code))
        for part in row.parts
    )
    remarks = tuple(text for text, _emphasis in remarks_on_row(row, view, speech))
    whole = f"{level_counts(row.main, speech)} · {_value(row.main, speech)} {level_range(row.main, speech)}".strip()
    return LevelPage((whole, *remarks), Grid(speech.gettext(N_("Offices")), columns, rows))


def _value_columns(speech: Speech) -> tuple[GridColumn, ...]:
    return (
        GridColumn(speech.gettext(N_("Asked")), is_number=True),
        GridColumn(speech.gettext(N_("Counts")), is_number=True),
        GridColumn(speech.gettext(N_("Value")), is_number=True),
        GridColumn(speech.gettext(N_("Possible")), is_number=True),
        GridColumn(speech.gettext(N_("Units")), is_number=True),
        GridColumn(speech.gettext(N_("Verdict")), filters=True),
    )


def _value_cells(found: LevelAssessment, speech: Speech) -> tuple[GridCell, ...]:
    coverage, badge = found.coverage, _badge(found, speech)
    return (
        GridCell(level_asked(found, speech)),
        GridCell(level_counts(found, speech), sort=number_key(found.numerator)),
        GridCell(_value(found, speech), sort=number_key(found.found.value)),
        GridCell(level_range(found, speech), sort=number_key(found.found.lower)),
        GridCell(f"{coverage.reported}/{coverage.expected}", sort=str(coverage.reported)),
        GridCell(badge=badge, group=badge.text),
    )


def _value(found: LevelAssessment, speech: Speech) -> str:
    return quantity(found.found.value, speech, told=found.yardstick)


def _badge(found: LevelAssessment, speech: Speech) -> Badge:
    return Badge(speech.verdict(found.verdict), VERDICTS[found.verdict].tone)
