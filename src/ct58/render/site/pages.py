"""All pages of the site: their names, and how each is made when its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from ct58.domain.text.signs import harmless
from ct58.i18n import N_, msg
from ct58.records import positional_record, record
from ct58.render.site.assets import assets
from ct58.render.site.clauses import clause_badge, clause_page, clauses_page
from ct58.render.site.feed import FEED, feed_file
from ct58.render.site.frame import Frame, FrameMaker
from ct58.render.site.indicator import indicator_badge, indicator_page
from ct58.render.site.indicators import indicators_site_page
from ct58.render.site.overview import overview_page
from ct58.render.site.parts import (
    CLAUSES,
    INDICATORS,
    OVERVIEW,
    REPORTS,
    SEARCH,
    TASKS,
    UNITS,
    Badge,
    Link,
    clause_path,
    indicator_path,
    item_path,
    unit_path,
)
from ct58.render.site.reports import reports_site_page
from ct58.render.site.search import search_page
from ct58.render.site.task import item_badge, item_page
from ct58.render.site.tasks import tasks_page
from ct58.render.site.units import unit_page, unit_subtitle, units_page
from ct58.render.words.speech import Speech
from ct58.views.site import SiteView

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
    TopPage(
        path=CLAUSES,
        in_navigation=N_("Its text"),
        heading=N_("The text, and what follows it"),
        template="clauses",
        make=clauses_page,
    ),
    TopPage(
        path=SEARCH, in_navigation=N_("Search"), heading=N_("Everything"), template="search", make=search_page
    ),
)


@positional_record
class Leaf:
    """A page of many of its kind: its name for its neighbours, what its frame says, its template, and what makes it."""

    path: str
    name: str
    heading: str
    template: str
    make: Callable[[], object]
    subtitle: str = ""
    badge: Badge | None = None

    @property
    def link(self) -> Link:
        """The way to it from a neighbour, which lies in the same folder below the top."""
        return Link(self.name, f"../{self.path}")


def site_files(view: SiteView, speech: Speech) -> tuple[PageFile, ...]:
    """All files of the site: the pages, and the feed."""
    return (*site_pages(view, speech), PageFile(FEED, partial(feed_file, view, speech)))


def site_pages(view: SiteView, speech: Speech) -> tuple[PageFile, ...]:
    """Every page; the same view in the same language gives the same bytes."""
    press = _Press(view, speech)
    leaves = (
        (TASKS, _items(view, speech)),
        (INDICATORS, _indicators(view, speech)),
        (UNITS, _units(view, speech)),
        (CLAUSES, _clauses(view, speech)),
    )
    return (*press.top_pages(), *(page for section, some in leaves for page in press.leaves(section, some)))


def _items(view: SiteView, speech: Speech) -> Iterator[Leaf]:
    for lane in (lane for group in view.timeline for lane in group.lanes):
        item = lane.item
        make = partial(item_page, lane, view, speech)
        badge = item_badge(lane, speech)
        yield Leaf(item_path(item), item.id, f"{item.id} {item.title}", "task", make, badge=badge)


def _indicators(view: SiteView, speech: Speech) -> Iterator[Leaf]:
    for entry in view.programme.indicators:
        make = partial(indicator_page, entry, view, speech)
        heading, badge = f"{entry.id} {entry.title}", indicator_badge(entry, view, speech)
        yield Leaf(indicator_path(entry.id), entry.id, heading, "indicator", make, badge=badge)


def _units(view: SiteView, speech: Speech) -> Iterator[Leaf]:
    for sheet in view.units:
        unit = sheet.unit
        make = partial(unit_page, sheet, view, speech)
        subtitle = unit_subtitle(unit, speech)
        yield Leaf(unit_path(unit.id), unit.label, unit.label, "unit", make, subtitle)


def _clauses(view: SiteView, speech: Speech) -> Iterator[Leaf]:
    for group in view.traced.parts:
        for traced in group.clauses:
            id_ = traced.clause.id
            make = partial(clause_page, traced, group, view, speech)
            heading, badge = speech.say(msg(N_("Clause {id}"), id=id_)), clause_badge(traced, speech)
            yield Leaf(clause_path(id_), id_, heading, "clause", make, badge=badge)


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

    def leaves(self, section: str, leaves: Iterable[Leaf]) -> Iterator[PageFile]:
        """The pages of one section, each with the way to its neighbours."""
        for before, leaf, after in _with_neighbours(tuple(leaves)):
            frame = partial(
                self._frame,
                leaf.path,
                leaf.heading,
                leaf.subtitle,
                section=section,
                badge=leaf.badge,
                before=before.link if before else None,
                after=after.link if after else None,
            )
            yield PageFile(leaf.path, partial(self._print, leaf.template, frame, leaf.make))

    def _print(self, template: str, frame: Callable[[], Frame], page: Callable[[], object]) -> bytes:
        made = self._templates.get_template(f"{template}.html.jinja")
        return harmless(made.render(frame=frame(), page=page(), assets=assets())).encode()


def _with_neighbours(things: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each with the one before and the one after."""
    return zip((None, *things), things, (*things[1:], None), strict=False)
