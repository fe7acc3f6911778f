"""All pages of the site: their names, and how each is made when its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from ct58.domain.records.measure import Indicator
from ct58.i18n import N_, msg
from ct58.records import positional_record, record
from ct58.render.site.assets import assets
from ct58.render.site.frame import Frame, FrameMaker
from ct58.render.site.indicator import indicator_badge, indicator_page
from ct58.render.site.indicators import indicators_site_page
from ct58.render.site.overview import overview_page
from ct58.render.site.parts import (
    INDICATORS,
    OVERVIEW,
    REPORTS,
    TASKS,
    UNITS,
    Link,
    indicator_path,
    unit_path,
)
from ct58.render.site.reports import reports_site_page
from ct58.render.site.tasks import tasks_page
from ct58.render.site.units import unit_page, unit_subtitle, units_page
from ct58.render.words.speech import Speech
from ct58.views.page import harmless
from ct58.views.site import SiteView
from ct58.views.unit_sheet import UnitSheet

T = TypeVar("T")


@positional_record
class PageFile:
    """One file of the site, relative to its top."""

    path: str
    make: Callable[[], bytes]


@record
class TopPage:
    """A page of the navigation: its name there, its heading, its template, and what makes it."""

    path: str
    in_navigation: str
    heading: str
    template: str
    make: Callable[[SiteView, Speech], object]


TOP_PAGES: tuple[TopPage, ...] = (
    TopPage(
        path=OVERVIEW,
        in_navigation=N_("Overview"),
        heading=N_("State of programme {number}"),
        template="overview",
        make=overview_page,
    ),
    TopPage(
        path=TASKS,
        in_navigation=N_("Tasks"),
        heading=N_("Tasks and duties"),
        template="tasks",
        make=tasks_page,
    ),
    TopPage(
        path=INDICATORS,
        in_navigation=N_("Indicators"),
        heading=N_("Indicators"),
        template="indicators",
        make=indicators_site_page,
    ),
    TopPage(
        path=REPORTS,
        in_navigation=N_("Reports"),
        heading=N_("Reports of the units"),
        template="reports",
        make=reports_site_page,
    ),
    TopPage(path=UNITS, in_navigation=N_("Units"), heading=N_("Units"), template="units", make=units_page),
)


def site_pages(view: SiteView, speech: Speech) -> tuple[PageFile, ...]:
    """Every page; the same view in the same language gives the same bytes."""
    press = _Press(view, speech)
    return (*press.top_pages(), *press.indicators(), *press.units())


class _Press:
    """The templates, the frame and the view that all pages share."""

    def __init__(self, view: SiteView, speech: Speech) -> None:
        from ct58.render.site.frame import site_environment

        self._view = view
        self._speech = speech
        self._frame = FrameMaker(view, speech, {page.path: page.in_navigation for page in TOP_PAGES})
        self._templates = site_environment()

    def top_pages(self) -> Iterator[PageFile]:
        """The pages of the navigation."""
        head = self._view.programme.head
        for page in TOP_PAGES:
            heading = self._speech.say(msg(page.heading, number=head.number))
            subtitle = (head.title or "") if page.path == OVERVIEW else ""
            frame = partial(self._frame, page.path, heading, subtitle)
            make = partial(page.make, self._view, self._speech)
            yield PageFile(page.path, partial(self._print, page.template, frame, make))

    def indicators(self) -> Iterator[PageFile]:
        """One page an indicator, with the way to its neighbours."""
        known = self._view.programme.indicators
        for before, indicator, after in _with_neighbours(known):
            frame = partial(self._indicator_frame, indicator, before, after)
            page = partial(indicator_page, indicator, self._view, self._speech)
            yield PageFile(indicator_path(indicator.id), partial(self._print, "indicator", frame, page))

    def units(self) -> Iterator[PageFile]:
        """One page a unit, with the way to its neighbours."""
        for before, sheet, after in _with_neighbours(self._view.units):
            frame = partial(self._unit_frame, sheet, before, after)
            page = partial(unit_page, sheet, self._view, self._speech)
            yield PageFile(unit_path(sheet.unit.id), partial(self._print, "unit", frame, page))

    def _indicator_frame(
        self, indicator: Indicator, before: Indicator | None, after: Indicator | None
    ) -> Frame:
        return self._frame(
            indicator_path(indicator.id),
            f"{indicator.id} {indicator.title}",
            section=INDICATORS,
            badge=indicator_badge(indicator, self._view, self._speech),
            before=Link(before.id, f"../{indicator_path(before.id)}") if before else None,
            after=Link(after.id, f"../{indicator_path(after.id)}") if after else None,
        )

    def _unit_frame(self, sheet: UnitSheet, before: UnitSheet | None, after: UnitSheet | None) -> Frame:
        unit = sheet.unit
        return self._frame(
            unit_path(unit.id),
            unit.label,
            unit_subtitle(unit, self._speech),
            section=UNITS,
            before=Link(before.unit.label, f"../{unit_path(before.unit.id)}") if before else None,
            after=Link(after.unit.label, f"../{unit_path(after.unit.id)}") if after else None,
        )

    def _print(self, template: str, frame: Callable[[], Frame], page: Callable[[], object]) -> bytes:
        made = self._templates.get_template(f"{template}.html.jinja")
        return harmless(made.render(frame=frame(), page=page(), assets=assets())).encode()


def _with_neighbours(things: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each with the one before and the one after."""
    return zip((None, *things), things, (*things[1:], None), strict=False)
