"""The feed of what has become overdue: valid Atom, with ids that stay."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from tests.support.terms import speaking
from tests.support.whole_office import whole_office

from ct58.domain.standing.hindsight import as_known
from ct58.render.site.feed import feed_file
from ct58.render.site.pages import site_files, site_pages
from ct58.views.site import site_view

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = dt.date(2021, 10, 15)
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00\+07:00")


def feed(day: dt.date = DAY, language: str = "en") -> Element:
    """The feed of a day."""
    view = site_view(as_known(whole_office(), day), None, day)
    return fromstring(feed_file(view, speaking(language)))  # noqa: S314 - our own


def entries(read: Element) -> dict[str, Element]:
    """The entries by their ids."""
    found = {text(entry, "id"): entry for entry in read.iter(f"{ATOM}entry")}
    assert len(found) == len(list(read.iter(f"{ATOM}entry")))
    return found


def text(element: Element, name: str) -> str:
    """What stands in a child; each has exactly one."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text or ""


def test_it_is_valid_atom() -> None:
    """What RFC 4287 asks: id, title and moment everywhere, an author, a way to the page, a text."""
    read = feed()
    assert read.tag == f"{ATOM}feed"
    assert read.find(f"{ATOM}author/{ATOM}name") is not None
    assert entries(read)
    for element in (read, *entries(read).values()):
        assert text(element, "id").startswith("urn:uuid:")
        assert text(element, "title")
        assert MOMENT.fullmatch(text(element, "updated"))
        assert any(link.get("rel") == "alternate" for link in element.findall(f"{ATOM}link"))
    assert all(text(entry, "summary") for entry in entries(read).values())


def test_the_newest_come_first_and_none_before_it_was_late() -> None:
    """The day of an entry is the first one on which it was overdue."""
    moments = [text(entry, "updated") for entry in entries(feed()).values()]
    assert moments == sorted(moments, reverse=True)
    assert max(moments) <= text(feed(), "updated")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_entry_keeps_its_id_and_its_day(language: str) -> None:
    """Whatever the day, the language and what the items are called."""
    later = entries(feed(DAY + dt.timedelta(days=1), language))
    both = entries(feed()).keys() & later.keys()
    assert both
    assert all(text(entries(feed())[id_], "updated") == text(later[id_], "updated") for id_ in both)


def test_it_leads_to_pages_that_are_there() -> None:
    """And is one of the site's files."""
    view = site_view(as_known(whole_office(), DAY), None, DAY)
    paths = {page.path for page in site_pages(view, speaking("en"))}
    links = [link.get("href") for link in feed().iter(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert set(links) <= paths
    assert {file.path for file in site_files(view, speaking("en"))} == {*paths, "feed.xml"}


def test_what_units_owe_is_one_entry_that_names_them() -> None:
    """By their short names."""
    told = [text(entry, "summary") for entry in entries(feed()).values()]
    assert any("Still owed by" in summary for summary in told)


def test_signs_that_no_xml_may_hold_are_gone() -> None:
    """Whatever stands in the data."""
    office = whole_office()
    names = replace(office.file.names, committee="Đảng ủy \x07<b>&")
    view = site_view(as_known(replace(office, file=replace(office.file, names=names)), DAY), None, DAY)
    read = fromstring(feed_file(view, speaking("vi")))  # noqa: S314 - our own
    assert "<b>&" in (read.findtext(f"{ATOM}author/{ATOM}name") or "")
