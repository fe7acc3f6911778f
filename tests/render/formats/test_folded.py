"""A long page as a comment: whole lines only, details folded, never longer than a platform takes."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

import pytest

from ct58.render.formats.folded import MOST_IN_A_COMMENT
from ct58.render.formats.markdown import page_as_markdown
from ct58.views.page import Column, Gap, Heading, Line, Page, Table, words


class Tags(HTMLParser):
    """Which tags stand open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """One more."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The last one."""
        assert self.open.pop() == tag


def table(rows: int, text: str = "số liệu") -> Table:
    """Numbered rows."""
    return Table(
        (Column("Mã"), Column("Nội dung")), tuple((words(str(at)), words(text)) for at in range(rows))
    )


def page(*sections: tuple[str, Iterable[Line | Table]], known: int = 2) -> Page:
    """A title, what is to be known, and sections of details."""
    details = (block for title, blocks in sections for block in (Gap(), Heading(title, folds=True), *blocks))
    return Page(
        (Heading("THAY ĐỔI", level=1), Gap(), Heading("CẦN BIẾT"), table(known, "cần biết"), *details)
    )


def shown(found: Page) -> str:
    """In words."""
    return page_as_markdown(found, lambda count: f"… còn {count} dòng")


def test_details_are_folded_and_what_matters_is_not() -> None:
    """Markdown inside HTML stands between empty lines."""
    said = shown(page(("BÁO CÁO (1)", [table(1)]), ("SỔ & <b>", [Line(words("/close @nam"))])))
    assert said == (
        "# THAY ĐỔI\n\n## CẦN BIẾT\n\n| Mã | Nội dung |\n| --- | --- |\n| 0 | cần biết |\n| 1 | cần biết |\n\n"
        "<details>\n<summary>BÁO CÁO (1)</summary>\n\n| Mã | Nội dung |\n| --- | --- |\n| 0 | số liệu |\n\n</details>\n\n"
        "<details>\n<summary>SỔ &amp; &lt;b&gt;</summary>\n\n\\/close `@nam`\n\n</details>\n"
    )


@pytest.mark.parametrize("rows", [3, 3000, 30000])
@pytest.mark.parametrize("known", [2, 30000])
def test_it_fits_and_counts_what_it_leaves_out(rows: int, known: int) -> None:
    """By whole rows, with every tag closed; a small section beside a large one is whole."""
    said = shown(page(("LỚN", [table(rows)]), ("NHỎ", [table(3, "nhỏ")]), known=known))
    tags = Tags()
    tags.feed(said)
    assert (len(said) <= MOST_IN_A_COMMENT, tags.open) == (True, [])
    lines = said.splitlines()
    left = sum(int(line.split()[2]) for line in lines if line.startswith("… còn"))
    kept = sum(
        line.startswith("| ") and line.endswith(("số liệu |", "nhỏ |", "cần biết |")) for line in lines
    )
    assert kept + left == rows + 3 + known
    assert (sum("nhỏ |" in line for line in lines) == 3) == (known == 2)


def test_one_line_that_is_too_long_hides_no_other() -> None:
    """It alone is left out."""
    said = shown(page(("BÁO CÁO", [Line(words("x" * MOST_IN_A_COMMENT)), Line(words("sau"))])))
    assert "\nsau\n\n… còn 1 dòng\n\n</details>" in said
