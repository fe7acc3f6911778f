"""The safe YAML reader: bytes become a plain tree with lines, or findings; nothing is ever raised.

The events come from libyaml's parser; the tree is built here, without recursion, tags or code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from ct58.domain.planning.edits import MISSING, Missing, Plain
from ct58.errors import Finding, Path
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.store.yaml.scalars import NULLS, ImpossibleDateError, key_name, one_text, resolve
from ct58.store.yaml.syntax import Lenience, events, syntax_finding
from ct58.store.yaml.text import (
    conflicts,
    decomposed,
    escaped_unseen,
    invisible,
    tag_directive,
    text_of,
    unseen,
)
from ct58.store.yaml.usual_form import usual_tree

MOST_DEPTH = 40
MOST_NODES = 200_000
LINES_DEPTH = 3
_MORE_DEPTH: Mapping[str | int, int] = {"amendments": 2}
"""Below these keys what has an id stands so much deeper: `amendments`, 0, `adds`, `tasks`, 0."""

_Place = TypeVar("_Place")


@positional_record
class SourceSpan:
    """Where a value stands and where its key does (for a list's element: the element itself), from 1."""

    key_line: int
    key_column: int
    key_width: int
    line: int
    column: int
    width: int
    end_line: int = 0
    end_column: int = 0


@positional_record
class Tree:
    """A file's content as plain values, and the line of every key or element of the upper levels.

    `doubtful` are the places whose value is not what the file says: it says nothing for certain there.
    """

    value: object
    lines: Mapping[Path, int]
    doubtful: tuple[Path, ...] = ()


def read(file: str, content: bytes) -> tuple[Tree | None, tuple[Finding, ...]]:
    """The tree of a file and all findings; no tree where the file says nothing for certain."""
    text = text_of(file, content)
    if isinstance(text, Finding):
        return None, (text,)
    usual = usual_tree(text, LINES_DEPTH, _MORE_DEPTH)
    return (Tree(*usual), ()) if usual else read_carefully(file, text)


def read_carefully(file: str, text: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    """The same of any text, by libyaml's events: for what is not in the usual form."""
    refused = _conflicts(file, text) or tag_directive(file, text)
    if refused:
        return None, refused
    builder = _Builder(file, LINES_DEPTH, _line)
    builder.findings.extend([*decomposed(file, text), *invisible(file, text)])
    builder.run(text)
    if builder.is_broken or not builder.root or not isinstance(builder.root, dict):
        return None, tuple(builder.findings)
    return Tree(builder.root, builder.places, tuple(builder.doubtful)), tuple(builder.findings)


def _conflicts(file: str, text: str) -> tuple[Finding, ...]:
    """The unsettled conflicts of a file, with what the two sides say."""
    found = conflicts(file, text)
    if not found:
        return ()
    from ct58.store.yaml.conflict_marks import named

    return named(found, text, lambda settled: value_of(file, settled))


def value_of(file: str, text: str) -> Plain | Missing:
    """What a text says; MISSING where it cannot be read."""
    tree, _findings = read(file, text.encode())
    return MISSING if tree is None else cast("Plain", tree.value)


def positions(content: bytes) -> Mapping[Path, SourceSpan]:
    """The place of every value at every depth; as many as can be read of a broken file."""
    text = text_of("", content)
    if isinstance(text, Finding) or tag_directive("", text):
        return {}
    builder = _Builder("", MOST_DEPTH, _span)
    builder.run(text)
    return builder.places


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is being built."""

    value: dict[str | int, object] | list[object]
    at: Path
    anchor: str | None
    nodes: int
    start: Any
    key: str | int | None = None
    key_event: Any = None
    has_key: bool = False
    is_key: bool = False
    is_skipped: bool = False
    key_lines: dict[str | int, int] = field(default_factory=dict)


class _StopReadingError(Exception):
    """The rest of the file cannot be read; the finding is already there."""


class _Builder(Generic[_Place]):
    """Builds the tree from parser events on a stack of frames, and notes the places down to a depth.

    `place` makes a place of the events of a key and of its value's start and end: events themselves are
    not kept, they would double the time.
    """

    def __init__(self, file: str, depth: int, place: Callable[[Any, Any, Any], _Place]) -> None:
        self.root: object = None
        self.places: dict[Path, _Place] = {}
        self.findings: list[Finding] = []
        self.doubtful: list[Path] = []
        self.is_broken = False
        self._file = file
        self._depth = depth
        self._place = place
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._documents = 0
        self._nodes = 0
        self._has_content = False
        self._lenience = Lenience("")
        self._text = ""

    def run(self, text: str) -> None:
        """Read the whole text; whatever ends the reading becomes a finding."""
        self._lenience, self._text = Lenience(text), text
        try:
            for event in events(text):
                self._take(event)
        except _StopReadingError:
            self.is_broken = True
        except Exception as error:  # noqa: BLE001 - the parser's errors share no public base
            self.is_broken = True
            self.findings.append(syntax_finding(self._file, text, error))
        if not self.is_broken:
            self._judge_root()

    def _take(self, event: Any) -> None:
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, is_mapping=name.startswith("Mapping"))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif name == "AliasEvent":
            self._alias(event)
        elif name == "DocumentStartEvent":
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("Y007", event)

    def _judge_root(self) -> None:
        """An empty file, or mapping, or a file that is no mapping."""
        if not self._has_content or self.root is None or (self.root == {} and not self.findings):
            self.findings.append(Finding(code="Y009", file=self._file, line=1, column=1))
        elif not isinstance(self.root, dict):
            self.findings.append(Finding(code="Y010", file=self._file, line=1, column=1))

    # ---------------------------------------------------------------- values

    def _scalar(self, event: Any) -> None:
        self._refuse_tag(event)
        if event.style:
            self._check_form(event.style, event.start_mark, event.end_mark)
        if event.style == '"':
            self._check_escapes(event)
        text = one_text(unicodedata.normalize("NFC", event.value))
        if self._awaits_key():
            self._remember(event.anchor, text, 1)
            self._key(text, event)
            return
        value: object = text
        if not event.style:
            try:
                value = resolve(text)
            except ImpossibleDateError:
                self._doubt("Y011", event, {"text": text}, width=len(text))
        self._remember(event.anchor, value, 1)
        self._add(value, event, event, 1)

    def _alias(self, event: Any) -> None:
        if self._awaits_key():
            self._bad_key(event)
            return
        if event.anchor not in self._anchors:
            problem = msg(N_("“*” refers to nothing above; put the value in quotes"))
            self._doubt("Y002", event, {"problem": problem})
        value, nodes = self._anchors.get(event.anchor, (None, 1))
        self._add(value, event, event, nodes)

    def _open(self, event: Any, *, is_mapping: bool) -> None:
        self._refuse_tag(event)
        if len(self._stack) >= MOST_DEPTH:
            self._stop("Y006", event, {"what": msg(N_("more than {number} levels"), number=MOST_DEPTH)})
        is_key = self._awaits_key()
        if is_key:
            self._bad_key(event)
        value: dict[str | int, object] | list[object] = {} if is_mapping else []
        frame = _Frame(value, self._next_place(), event.anchor, 1, event, is_key=is_key)
        frame.is_skipped = self._is_unnamed()
        self._stack.append(frame)

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        if frame.start.flow_style:
            self._check_form("]" if self._is_in_flow() else "[", frame.start.start_mark, event.end_mark)
        value = tuple(frame.value) if isinstance(frame.value, list) else frame.value
        self._remember(frame.anchor, value, frame.nodes)
        if not frame.is_key:
            self._add(value, frame.start, event, frame.nodes)

    def _add(self, value: object, start: Any, end: Any, nodes: int) -> None:
        """Put a finished value where it belongs, and note its place."""
        self._count(nodes, start)
        if not self._stack:
            self.root = value
            self._has_content = True
            return
        frame = self._stack[-1]
        frame.nodes += nodes
        depth = self._depth + _MORE_DEPTH.get(str(frame.at[0]), 0) if frame.at else self._depth
        if len(frame.at) < depth and not self._is_unnamed():
            self.places.setdefault(self._next_place(), self._place(frame.key_event or start, start, end))
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            if frame.key is not None:
                frame.value.setdefault(frame.key, value)
            frame.has_key, frame.key, frame.key_event = False, None, None

    def _next_place(self) -> Path:
        """The path of the value that comes next."""
        if not self._stack:
            return ()
        frame = self._stack[-1]
        step = len(frame.value) if isinstance(frame.value, list) else frame.key
        return frame.at if step is None else (*frame.at, step)

    def _is_unnamed(self) -> bool:
        """Whether what comes next is, or lies under, a key that cannot be named."""
        if not self._stack:
            return False
        frame = self._stack[-1]
        return frame.is_skipped or (isinstance(frame.value, dict) and frame.key is None)

    # ------------------------------------------------------------------ keys

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and not self._stack[-1].has_key

    def _key(self, text: str, event: Any) -> None:
        frame = self._stack[-1]
        name = key_name(text)
        if not event.style and text in NULLS:
            self._bad_key(event)
            return
        frame.has_key, frame.key, frame.key_event = True, name, event
        if name in frame.key_lines:
            params = {"key": text, "first_line": frame.key_lines[name]}
            self._doubt("Y004", event, params, width=len(text))
        frame.key_lines.setdefault(name, event.start_mark.line + 1)

    def _bad_key(self, event: Any) -> None:
        frame = self._stack[-1]
        frame.has_key, frame.key, frame.key_event = True, None, None
        self._find("Y012", event)

    # ---------------------------------------------------------------- bounds

    def _remember(self, anchor: str | None, value: object, nodes: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, nodes)

    def _count(self, nodes: int, event: Any) -> None:
        """Aliases count as often as they stand, so that a few lines cannot become millions of values."""
        self._nodes += nodes if type(event).__name__ == "AliasEvent" else 1
        if self._nodes > MOST_NODES:
            self._stop("Y006", event, {"what": msg(N_("more than {number} values"), number=MOST_NODES)})

    def _check_form(self, style: str, start: Any, end: Any) -> None:
        """What libyaml lets pass although it could hide a value; a value in one line without “#” cannot."""
        if start.line == end.line and not self._lenience.may_be_glued:
            return
        block = self._stack[-1].start if self._stack and not self._is_in_flow() else None
        parent = block.start_mark.column if block else -1
        for line, column, problem in self._lenience.faults(style, start, end, parent):
            params = {"problem": problem}
            self.findings.append(
                Finding(code="Y002", file=self._file, params=params, line=line + 1, column=column + 1)
            )

    def _check_escapes(self, event: Any) -> None:
        """Characters that nobody sees, where the file has only their escapes."""
        start, end = event.start_mark, event.end_mark
        sign = escaped_unseen(event.value, self._text[start.index : end.index])
        if sign:
            width = end.column - start.column if start.line == end.line else 1
            place = {"line": start.line + 1, "column": start.column + 1, "width": width}
            self.findings.append(unseen(self._file, sign, **place))

    def _is_in_flow(self) -> bool:
        """Whether the next value stands in brackets or braces."""
        return bool(self._stack) and bool(self._stack[-1].start.flow_style)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._doubt("Y005", event, {"tag": tag}, width=len(tag))

    def _stop(self, code: str, event: Any, params: Mapping[str, object] | None = None) -> None:
        self._find(code, event, params)
        raise _StopReadingError

    def _doubt(self, code: str, event: Any, params: Mapping[str, object], *, width: int = 1) -> None:
        """A finding that makes the value uncertain at which the reading stands."""
        self.doubtful.append(self._next_place())
        self._find(code, event, params, width=width)

    def _find(
        self, code: str, event: Any, params: Mapping[str, object] | None = None, *, width: int = 1
    ) -> None:
        mark = event.start_mark
        self.findings.append(
            Finding(
                code=code,
                file=self._file,
                params=params or {},
                line=mark.line + 1,
                column=mark.column + 1,
                width=max(1, width),
            )
        )


def _line(key: Any, _start: Any, _end: Any) -> int:
    line: int = key.start_mark.line
    return line + 1


def _span(key: Any, start: Any, end: Any) -> SourceSpan:
    first, last = start.start_mark, end.end_mark
    one_line = first.line == last.line
    return SourceSpan(
        key_line=key.start_mark.line + 1,
        key_column=key.start_mark.column + 1,
        key_width=max(1, key.end_mark.column - key.start_mark.column),
        line=first.line + 1,
        column=first.column + 1,
        width=max(1, last.column - first.column) if one_line else 1,
        end_line=last.line + 1,
        end_column=last.column + 1,
    )
