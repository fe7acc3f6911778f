"""The lists of a page, for CSV and Excel: its tables whole, those of the same columns as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from ct58.i18n import N_, Translator
from ct58.records import record
from ct58.views.media import page_for
from ct58.views.page import Block, Column, Heading, Line, Page, RowOfWords, Table, plain, words

AroundTable = Heading | Line


@record
class PageList:
    """One list: its name, what the page says before and after it, and its table."""

    name: str
    before: tuple[AroundTable, ...]
    table: Table
    after: tuple[AroundTable, ...]
    is_prose: bool = False


def lists_of(page: Page, translator: Translator) -> tuple[PageList, ...]:
    """All lists of a page, at least one. Of a page that has no table each line is a row."""
    blocks = page_for(page, "list").blocks
    if not any(isinstance(block, Table) for block in blocks):
        return (_lines_as_list(blocks, translator),)
    found = _joined(_with_facts(_parted(blocks), translator), translator)
    return tuple(replace(one, table=_named(one.table)) for one in found)


def _named(table: Table) -> Table:
    """A list has a heading above each column."""
    return replace(table, columns=tuple(replace(c, title=c.title or c.name) for c in table.columns))


def main_list(page: Page, translator: Translator) -> Table:
    """The one that a CSV is made of."""
    lists = lists_of(page, translator)
    found = [one for one in lists if not one.is_prose] or lists
    return next((one.table for one in found if one.table.is_main), found[0].table)


def _lines_as_list(blocks: Iterable[Block], translator: Translator) -> PageList:
    lines = [block for block in blocks if isinstance(block, Line) or _is_below_the_title(block)]
    columns = (Column(translator.gettext(N_("What"))), Column(translator.gettext(N_("Content")), grows=True))
    rows = tuple(map(_as_row, lines))
    table = Table(columns, rows)
    if not any(isinstance(line, Line) and line.label_width for line in lines):
        table = Table(columns[1:], tuple(row[1:] for row in rows))
    return PageList(name="", before=(), table=table, after=(), is_prose=True)


def _as_row(said: Block) -> RowOfWords:
    """A label and its words; what has none stands among the words."""
    if isinstance(said, Heading):
        return (), words(said.text, "strong")
    assert isinstance(said, Line)
    return (said.words[:1], said.words[1:]) if said.label_width else ((), said.words)


def _is_below_the_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _with_facts(found: list[PageList], translator: Translator) -> list[PageList]:
    """Facts before the first table are a list of their own: a table's heading would be far down."""
    first = found[0]
    if not any(isinstance(said, Line) and said.label_width for said in first.before):
        return found
    earlier, own = _parted_by_heading(list(first.before))
    return [_lines_as_list(earlier, translator), replace(first, before=tuple(own)), *found[1:]]


def _parted(blocks: Iterable[Block]) -> list[PageList]:
    """Each table with what is said before it under its heading; all else belongs to the table before."""
    found: list[PageList] = []
    said: list[AroundTable] = []
    for block in blocks:
        if isinstance(block, Table):
            earlier, own = _parted_by_heading(said)
            before = own if found else said
            found = _with_notes(found, earlier)
            found.append(PageList(name=_name(block, own), before=tuple(before), table=block, after=()))
            said = []
        elif isinstance(block, Line) or (isinstance(block, Heading) and block.level > 1):
            said.append(block)
    return _with_notes(found, said)


def _parted_by_heading(said: list[AroundTable]) -> tuple[list[AroundTable], list[AroundTable]]:
    """What stands before the last heading, and the rest."""
    at = next((n for n in reversed(range(len(said))) if isinstance(said[n], Heading)), len(said))
    return said[:at], said[at:]


def _with_notes(found: list[PageList], notes: Iterable[AroundTable]) -> list[PageList]:
    if not found:
        return found
    return [*found[:-1], replace(found[-1], after=(*found[-1].after, *notes))]


def _name(table: Table, said: list[AroundTable]) -> str:
    """The heading above it, or the column that is one."""
    above = (heading.text for heading in said if isinstance(heading, Heading))
    own = (column.title for column in table.columns if column.is_heading)
    return next(chain(above, own), "")


def _joined(parts: Iterable[PageList], translator: Translator) -> Iterator[PageList]:
    """Lists of the same columns as one, with a first column that says which; likewise one that has sections."""
    groups: dict[tuple[str, ...], list[PageList]] = {}
    for part in parts:
        groups.setdefault(tuple(column.title for column in part.table.columns), []).append(part)
    for group in groups.values():
        is_parted = len(group) > 1 or group[0].table.section is not None
        yield _one(group, translator) if is_parted else group[0]


def _one(group: list[PageList], translator: Translator) -> PageList:
    first = group[0].table
    columns = tuple(replace(c, draws=tuple(place + 1 for place in c.draws)) for c in first.columns)
    rows = tuple(row for part in group for row in _with_section(part))
    heads = (Column(translator.gettext(N_("Section"))), *columns)
    table = replace(first, columns=heads, rows=rows, section=None, dividers=frozenset())
    return PageList(
        name=group[0].name if len(group) == 1 else "",
        before=tuple(one for part in group for one in part.before if isinstance(one, Line)),
        table=replace(table, is_main=any(part.table.is_main for part in group)),
        after=tuple(line for part in group for line in part.after),
    )


def _with_section(part: PageList) -> Iterator[RowOfWords]:
    section = part.name if part.table.section is None else part.table.section
    for place, row in enumerate(part.table.rows):
        if place in part.table.dividers:
            section = " ".join(text for cell in row if (text := plain(cell).strip()))
        else:
            yield (words(section), *row)
