"""Edits made in the text itself: comments, order, quotes, blank lines and line ends stay as they are.

Pure: the bytes of one file and what is to be changed in, new bytes out. After each operation the text is
read again and held against what the operation says of the tree; what doesn't read back as it was meant is
refused, so no edit can say something else than its plan.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ct58.domain.planning.edits import (
    MISSING,
    Append,
    EditConflict,
    EditImpossible,
    Insert,
    Missing,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    apply_to_tree,
    same,
    value_at,
)
from ct58.domain.records.places import FileKind, place_of
from ct58.errors import InvalidData, Path, Refused
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.store.yaml.canonical import (
    entry_lines,
    file_content,
    flow_text,
    indented,
    item_lines,
    key_order,
    key_text,
)
from ct58.store.yaml.reader import read
from ct58.store.yaml.scalars import written_key
from ct58.store.yaml.text_nodes import Child, Node, node_tree, trail


@positional_record
class _Put:
    """Give a place a value."""

    at: Path
    value: Plain


@positional_record
class _Drop:
    """Take a key or an item away."""

    at: Path


@positional_record
class _Add:
    """Add an item to a list that is not empty."""

    at: Path
    value: Plain


@positional_record
class _PutBefore:
    """Put an item into a list, before the one that stands at this place."""

    at: Path
    value: Plain


_Step: TypeAlias = _Put | _Drop | _Add | _PutBefore


class _CannotEditError(Exception):
    """The text's own structure is in the way; the message says how."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def apply(
    file: str, content: bytes | None, operations: Sequence[Operation], figures: Sequence[str] = ()
) -> bytes | None:
    """The content of one file after the operations on it; None where there is no file, before or after.

    `figures` are the keys of the report form in its order. Raises Refused where a value is not what the
    plan expected or the text can't be edited at that place, InvalidData where the file can't be read.
    """
    before = _tree(file, content)
    if content is None:
        return _whole(file, _replayed(file, before, operations))
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    for operation in operations:
        after = _goal(file, before, operation)
        if after is MISSING:
            return None
        if not same(before, after):
            text = _edited(file, text, before, operation, figures)
            _confirm(file, text, after, operation)
        before = after
    return mark + text.encode()


def _tree(file: str, content: bytes | None) -> Plain | Missing:
    if content is None:
        return MISSING
    tree, _findings = read(file, content)
    if tree is None:
        raise InvalidData(
            msg(N_("{file} has errors, so nothing can be recorded in it."), file=file),
            msg(N_("See: ct58 check")),
        )
    assert isinstance(tree.value, Mapping)
    return tree.value


def _whole(file: str, tree: Plain | Missing) -> bytes | None:
    """A file that was not there, in the canonical form."""
    return file_content(file, tree) if isinstance(tree, Mapping) else None


def _replayed(file: str, tree: Plain | Missing, operations: Sequence[Operation]) -> Plain | Missing:
    for operation in operations:
        tree = _goal(file, tree, operation)
    return tree


def _goal(file: str, tree: Plain | Missing, operation: Operation) -> Plain | Missing:
    """What the file must say afterwards."""
    try:
        return apply_to_tree(tree, operation)
    except EditConflict as conflict:
        raise _changed_meanwhile(file, conflict) from conflict
    except EditImpossible as error:
        raise _impossible(file, operation, msg(N_("something else stands there"))) from error


def _edited(file: str, text: str, tree: Plain | Missing, operation: Operation, figures: Sequence[str]) -> str:
    place = place_of(file)
    assert place is not None
    try:
        for step in _steps(tree, operation):
            text = _Page(text, place.kind, figures).after(step)
    except _CannotEditError as error:
        raise _impossible(file, operation, error.message) from error
    return text


def _confirm(file: str, text: str, wanted: Plain | Missing, operation: Operation) -> None:
    tree, _findings = read(file, text.encode())
    if tree is None or not same(_plain(tree.value), wanted):
        raise _impossible(file, operation, msg(N_("the lines there are written in an unusual way")))


def _plain(value: object) -> Plain:
    assert isinstance(value, Mapping)
    return value


# -------------------------------------------------------------------- steps


def _steps(tree: Plain | Missing, operation: Operation) -> Iterator[_Step]:
    """The smallest changes that make up an operation on a file that is there."""
    if isinstance(operation, SetValue):
        yield from _put_steps(operation.at, value_at(tree, operation.at), operation.value)
    elif isinstance(operation, RemoveValue):
        yield _Drop(operation.at)
    elif isinstance(operation, Append):
        is_there = bool(value_at(tree, operation.at)) and value_at(tree, operation.at) is not MISSING
        at, value = operation.at, operation.value
        yield _Add(at, value) if is_there else _Put(at, (value,))
    elif isinstance(operation, Insert):
        found, at = value_at(tree, operation.at), operation.at
        listed = found if isinstance(found, tuple) else ()
        if 0 <= operation.index < len(listed):
            yield _PutBefore((*at, operation.index), operation.value)
        else:
            yield _Add(at, operation.value) if listed else _Put(at, (operation.value,))


def _put_steps(at: Path, found: Plain | Missing, value: Plain) -> Iterator[_Step]:
    """A mapping is changed key by key and a list that grew at its end: what is the same stays untouched."""
    if same(found, value):
        return
    if isinstance(found, Mapping) and isinstance(value, Mapping) and found and value:
        for key, child in value.items():
            yield from _put_steps((*at, key), value_at(found, (key,)), child)
        yield from (_Drop((*at, key)) for key in found if key not in value)
    elif isinstance(found, tuple) and isinstance(value, tuple) and found and _begins_with(value, found):
        yield from (_Add(at, item) for item in value[len(found) :])
    else:
        yield _Put(at, value)


def _begins_with(longer: tuple[Plain, ...], beginning: tuple[Plain, ...]) -> bool:
    return same(longer[: len(beginning)], beginning)


# --------------------------------------------------------------------- text


class _Page:
    """One text with its nodes; `after` gives the text after one step."""

    def __init__(self, text: str, kind: FileKind, figures: Sequence[str]) -> None:
        self._text = text
        self._kind = kind
        self._figures = figures
        self._break = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
        self._root = node_tree(text)

    def after(self, step: _Step) -> str:
        """The text after a step; raises _CannotEditError."""
        nodes = trail(self._root, step.at)
        is_whole = len(nodes) > len(step.at) and not isinstance(step, _Add | _PutBefore)
        _refuse_pinned(nodes, is_whole=is_whole)
        if isinstance(step, _Put):
            return self._put(nodes, step.at, step.value)
        if isinstance(step, _Drop):
            return self._drop(nodes, step.at)
        if isinstance(step, _PutBefore):
            return self._put_before(nodes, step.at, step.value)
        return self._add(nodes, step.at, step.value)

    def _put(self, nodes: list[Node], at: Path, value: Plain) -> str:
        depth = len(nodes) - 1
        if depth == len(at):
            return self._replace(nodes, at, value)
        inside = _nested(at[depth + 1 :], value)
        if nodes[-1].is_empty:
            return self._replace(nodes, at[:depth], {at[depth]: inside})
        return self._insert(nodes, at[: depth + 1], inside)

    # ---------------------------------------------------------- new keys, items

    def _insert(self, nodes: list[Node], at: Path, value: Plain) -> str:
        """A new key of a mapping, in the order of the contract or of the form."""
        parent = nodes[-1]
        before = self._predecessor(parent, at)
        if _in_flow(nodes):
            pair = f"{key_text(at[-1], in_flow=True)}: {flow_text(value)}"
            if before is not None:
                return self._splice(before.end, before.end, f", {pair}")
            first = parent.children[0].start
            return self._splice(first, first, f"{pair}, ")
        lines = entry_lines(self._kind, at, value)
        if before is not None:
            return self._insert_below(before.end, lines, self._column(parent.children[0].start))
        return self._insert_above(parent.children[0].start, lines, is_top=len(at) == 1)

    def _predecessor(self, parent: Node, at: Path) -> Child | None:
        """The key after which a new one belongs; None: before all others."""
        order = self._order(at[:-1])
        name = written_key(at[-1])
        if name not in order:
            return parent.children[-1]
        ranks = {child.name: order.index(child.name) for child in parent.children if child.name in order}
        earlier = [
            child for child in parent.children if ranks.get(child.name, len(order)) < order.index(name)
        ]
        if earlier:
            return max(earlier, key=lambda child: ranks[child.name])
        return None if ranks else parent.children[-1]

    def _order(self, at: Path) -> Sequence[str]:
        if self._kind == "report" and at == ("figures",):
            return self._figures
        return key_order(self._kind, at)

    def _add(self, nodes: list[Node], at: Path, value: Plain) -> str:
        """A new last item of a list."""
        children = nodes[-1].children
        if _in_flow(nodes):
            return self._splice(children[-1].end, children[-1].end, f", {flow_text(value)}")
        lines = item_lines(self._kind, (*at, len(children)), value)
        return self._insert_below(children[-1].end, lines, self._column(children[0].start))

    def _put_before(self, nodes: list[Node], at: Path, value: Plain) -> str:
        """A new item of a list above one that is there, and above the comment that belongs to it."""
        following = next(child for child in nodes[-2].children if child.step == at[-1])
        if _in_flow(nodes[:-1]):
            return self._splice(following.start, following.start, f"{flow_text(value)}, ")
        return self._insert_above(following.start, item_lines(self._kind, at, value), is_top=False)

    # ------------------------------------------------------------ other values

    def _replace(self, nodes: list[Node], at: Path, value: Plain) -> str:
        """Another value in the place of one that is there."""
        if not at:
            raise _CannotEditError(msg(N_("the whole file would have to change")))
        target, parent = nodes[-1], nodes[-2]
        if _in_flow(nodes[:-1]):
            return self._splice_value(target, flow_text(value))
        child = next(child for child in parent.children if child.step == at[-1])
        first, *more = self._lines_of(parent, at, value)
        column = self._column(child.start)
        if target.is_block and parent.kind == "mapping":
            return self._replace_block(child, first, self._below(more, column))
        if target.is_block or target.is_lined:
            start = target.start if first else child.after_colon
            return self._splice(start, target.end, f"{first}{self._below(more, column)}")
        return self._replace_inline(child, first, self._below(more, column))

    def _lines_of(self, parent: Node, at: Path, value: Plain) -> list[str]:
        """The lines of a value, the first of them without its key or dash."""
        if parent.kind == "sequence":
            lines = item_lines(self._kind, at, value)
            return [lines[0].removeprefix("- "), *lines[1:]]
        lines = entry_lines(self._kind, at, value)
        start = f"{key_text(at[-1], in_flow=False)}:"
        return [lines[0].removeprefix(start).removeprefix(" "), *lines[1:]]

    def _replace_inline(self, child: Child, first: str, below: str) -> str:
        """A value that stands after its key; a comment after it stays."""
        end = self._line_end(child.end)
        rest = self._text[child.end : end]
        if not first:
            return self._splice(child.after_colon, end, f"{rest.rstrip()}{below}")
        start = child.value.start
        space = " " if start == child.after_colon else ""
        return self._splice(start, end, f"{space}{first}{rest}{below}")

    def _replace_block(self, child: Child, first: str, below: str) -> str:
        """A mapping or list on the lines below its key; a comment behind the key stays."""
        head_end = self._line_end(child.after_colon)
        comment = self._text[child.after_colon : head_end]
        value = f" {first}" if first else ""
        return self._splice(child.after_colon, self._line_end(child.end), f"{value}{comment}{below}")

    def _splice_value(self, target: Node, text: str) -> str:
        space = " " if target.start == target.end else ""
        return self._splice(target.start, target.end, f"{space}{text}")

    # ------------------------------------------------------------ taking away

    def _drop(self, nodes: list[Node], at: Path) -> str:
        parent = nodes[-2]
        index = next(number for number, child in enumerate(parent.children) if child.step == at[-1])
        if len(parent.children) == 1:
            return self._replace(nodes[:-1], at[:-1], {} if parent.kind == "mapping" else ())
        if _in_flow(nodes[:-1]):
            return self._splice(*_cut(parent.children, index), "")
        return self._drop_lines(parent.children, index)

    def _drop_lines(self, children: list[Child], index: int) -> str:
        child = children[index]
        start, end = self._line_start(child.start), self._line_end(child.end)
        if self._text[start : child.start].strip():  # "- key: …": the dash belongs to the other keys
            return self._splice(child.start, children[index + 1].start, "")
        following = self._text.find("\n", end) + 1
        if following:
            return self._splice(start, following, "")
        return self._splice(self._line_end(self._line_start(start - 1)), end, "")

    # ------------------------------------------------------------------- lines

    def _insert_below(self, position: int, lines: list[str], column: int) -> str:
        """New lines below the one in which a position stands."""
        end = self._line_end(position)
        return self._splice(end, end, self._below(lines, column))

    def _insert_above(self, position: int, lines: list[str], *, is_top: bool) -> str:
        """New lines above a key, and above the comment that belongs to it."""
        start, indent = self._line_start(position), " " * self._column(position)
        if self._text[start:position].strip():  # "- key: …": the new key comes between
            above = "".join(f"{line}{self._break}{indent}" for line in lines)
            return self._splice(position, position, above)
        while not is_top and self._line_above(start).lstrip().startswith("#"):
            start = self._line_start(start - 1)
        above = "".join(f"{line}{self._break}" for line in indented(lines, indent))
        return self._splice(start, start, above)

    def _below(self, lines: list[str], column: int) -> str:
        """Lines that follow what stands before them."""
        return "".join(f"{self._break}{line}" for line in indented(lines, " " * column))

    def _line_above(self, start: int) -> str:
        return self._text[self._line_start(start - 1) : start] if start else ""

    def _line_start(self, position: int) -> int:
        return self._text.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        """Where the line ends, before its break."""
        end = self._text.find("\n", position)
        if end < 0:
            return len(self._text)
        return end - 1 if self._text.startswith("\r\n", end - 1) else end

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def _splice(self, start: int, end: int, text: str) -> str:
        return self._text[:start] + text + self._text[end:]


def _in_flow(nodes: list[Node]) -> bool:
    return any(node.is_flow for node in nodes)


def _cut(children: list[Child], index: int) -> tuple[int, int]:
    """The characters of one member in braces or brackets, with one comma."""
    if index:
        return children[index - 1].end, children[index].end
    return children[0].start, children[1].start


def _nested(steps: Path, value: Plain) -> Plain:
    for step in reversed(steps):
        value = {step: value}
    return value


def _refuse_pinned(nodes: list[Node], *, is_whole: bool) -> None:
    """A value tied to another place by & and * would change there, too."""
    concerned = [*nodes, *nodes[-1].all_nodes()] if is_whole else nodes
    if any(node.is_pinned for node in concerned):
        raise _CannotEditError(msg(N_("the marks & and * tie it to another place")))


# ----------------------------------------------------------------- refusals


def _changed_meanwhile(file: str, conflict: EditConflict) -> Refused:
    operation = conflict.operation
    if not isinstance(operation, SetValue | RemoveValue):
        return _file_changed(file, conflict)
    wanted = operation.value if isinstance(operation, SetValue) else MISSING
    return Refused(
        msg(
            N_(
                "Not recorded: “{field}” in {file} was changed meanwhile. "
                "Before: {expected}. Now: {found}. Yours: {wanted}."
            ),
            field=field_name(operation.at),
            file=file,
            expected=_shown(operation.expected),
            found=_shown(conflict.found),
            wanted=_shown(wanted),
        ),
        msg(N_("Look at what stands there now, and record again if yours is right.")),
    )


def _file_changed(file: str, conflict: EditConflict) -> Refused:
    if conflict.found is MISSING:
        return Refused(msg(N_("Not recorded: {file} is no longer there."), file=file))
    return Refused(
        msg(N_("Not recorded: {file} was written meanwhile and says something else."), file=file),
        msg(N_("Look at what stands there now, and record again if yours is right.")),
    )


def _impossible(file: str, operation: Operation, reason: Message) -> Refused:
    at = operation.at if isinstance(operation, SetValue | RemoveValue | Append | Insert) else ()
    return Refused(
        msg(
            N_("Not recorded: “{field}” in {file} can't be changed by ct58: {reason}."),
            field=field_name(at),
            file=file,
            reason=reason,
        ),
        msg(N_("Change it in an editor, then run: ct58 check")),
    )


def field_name(at: Path) -> str:
    """A place as people type it: figures.party_members, events.3.date (counted from 1)."""
    return ".".join(
        str(step + 1) if isinstance(step, int) and step < 1000 else written_key(step) for step in at
    )


def _shown(value: Plain | Missing) -> object:
    """A value in a message; dates and numbers are left to whoever shows them."""
    if isinstance(value, Missing):
        return msg(N_("nothing"))
    if value is None or isinstance(value, bool | Mapping | tuple):
        return flow_text(value)
    return value
