"""A summary whose every name is as long and as wide as an office could make it."""

from __future__ import annotations

from dataclasses import replace

from ct58.views.indicators import Row
from ct58.views.summary import SummaryView

WIDE = "ĐẢNG ỦY KHỐI CƠ QUAN WWWW " * 10
LONG = "Chương trình phối hợp giữa <các> cơ quan & {{ đơn vị }} trực thuộc về công tác xây dựng Đảng " * 5


def hostile(view: SummaryView) -> SummaryView:
    """The same numbers with other names, twelve long proposals, and a sender of three lines."""
    return replace(
        view,
        official=replace(view.official, body=WIDE),
        head=replace(view.head, number="10-CTr/" + "ĐUK" * 12),
        labels=dict.fromkeys(view.labels, WIDE),
        texts={**view.texts, "proposals": "\n".join(f"- {n}. {LONG}" for n in range(12))},
        indicators=tuple(replace(entry, rows=tuple(map(_renamed, entry.rows))) for entry in view.indicators),
        groups=tuple(
            replace(
                group, items=tuple(replace(one, item=replace(one.item, title=LONG)) for one in group.items)
            )
            for group in view.groups
        ),
    )


def _renamed(row: Row) -> Row:
    indicator = replace(row.result.indicator, title=LONG)
    return replace(row, result=replace(row.result, indicator=indicator))
