"""A page with everything that a page can hold, and texts that are hard to write."""

from __future__ import annotations

from ct58.views.page import Column, Gap, Heading, Line, Page, Span, Table, words

HARD = {
    "signs": "a & b < c > d \"e\" 'f' {{ g }} {% h %} | # *i* \\ `j`",
    "breaks": "one\ntwo",
    "long": "Đảng ủy " * 40,
    "right to left": "a \u05d0\u05d1 b \u0627 c",
    "formula": "=1+1",
    "minus": "-5",
    "tag": "<script>alert(1)</script>",
    "combined": "e\u0302\u0301 ế 𝔘 \U0001f600",
}
ILLEGAL = "a\x00b\x07c\ufffed\x1b[31m"

COLUMNS = (Column("Id"), Column("Name", grows=True), Column("Count", align="right"))


def page(text: str = "Đảng bộ Sở Y tế", rows: int = 2) -> Page:
    """A title, labelled lines, a line, a table with a header, and a list without one."""
    table = Table(
        COLUMNS,
        tuple(
            (words(f"U-{n}", "strong"), (Span(text), Span(" *", "dim")), words(f"{n:,}"))
            for n in range(1, rows + 1)
        ),
    )
    listed = Table((Column(""), Column("", grows=True)), ((words("a"), words(text)),), has_header=False)
    return Page(
        (
            Heading("THE PAGE", level=1, aside="aside"),
            Line((Span("Label   ", "dim"), Span(text, "good")), label_width=8),
            Line((Span("Other   ", "dim"), Span("value")), label_width=8),
            Gap(),
            Heading("A section"),
            Line((Span(text), Span(" late", "overdue")), indent=2),
            table,
            listed,
        )
    )
