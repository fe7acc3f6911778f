"""Pages as HTML: one file, no request, data always as text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from tests.conftest import Golden
from tests.support.pages import HARD, ILLEGAL, page

from ct58.render.formats.html import page_as_html

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Tags with their attributes, and the text of the body's parts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "dd", "p", "th", "dt"):
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Every tag that is opened is closed, in order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to the last part that was begun."""
        if self.texts:
            self.texts[-1] += data


def test_a_page(golden: Golden) -> None:
    """Headings, labels, lines and tables."""
    golden(page_as_html(page(), "vi"), "page.html")


def test_the_structure_is_what_a_screen_reader_needs() -> None:
    """A language, one main part, headings in order, header cells with their scope, wide tables by keyboard."""
    found = Outline(page_as_html(page(), "vi"))
    assert found.open == []
    names = [tag for tag, _ in found.tags]
    assert (names.count("h1"), names.count("h2"), names.count("main")) == (1, 1, 1)
    assert dict(found.tags)["html"] == {"lang": "vi"}
    assert next(attributes for tag, attributes in found.tags if tag == "th")["scope"] == "col"
    assert all(
        attributes.get("tabindex") == "0"
        for tag, attributes in found.tags
        if attributes.get("class") == "scroll"
    )


def test_nothing_is_asked_for_from_elsewhere() -> None:
    """No script, no link, no picture, no address."""
    html = page_as_html(page(), "vi")
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in Outline(html).tags}
    assert "http" not in html
    assert "url(" not in html


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_a_text_comes_out_as_written(text: str) -> None:
    """Neither markup nor a template."""
    found = Outline(page_as_html(page(text), "vi"))
    assert text.strip() in [part.strip() for part in found.texts]
    assert "script" not in [tag for tag, _ in found.tags]


def test_control_characters_are_shown_as_replaced() -> None:
    """A browser would show nothing, or stop."""
    html = page_as_html(page(ILLEGAL), "vi")
    assert not any(sign in html for sign in "\x00\x07\x1b")
