"""Where templates run: names must be known, nothing can be changed or reached, and nothing goes on for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

MOST_ROUNDS: Final = 1_000_000
"""How often the loops of one document may go round together: a report of all units and years needs some ten thousand."""
MOST_PRINTED: Final = 16 * 1024 * 1024
"""What a template may print, or make in one step."""
_ALLOWED_METHODS: Final = frozenset(
    [
        "upper",
        "lower",
        "strip",
        "lstrip",
        "rstrip",
        "startswith",
        "endswith",
        "removeprefix",
        "removesuffix",
        "capitalize",
        "title",
        "count",
        "find",
        "split",
        "splitlines",
        "isdigit",
        "isdecimal",
        "items",
        "keys",
        "values",
        "get",
    ]
)
_KNOWN_FILTERS: Final = frozenset(
    [
        "abs",
        "attr",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "float",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "safe",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "striptags",
        "sum",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
        "wordcount",
    ]
)
"""What Jinja itself brings and a template may use: nothing that pads, repeats or draws lots."""


class TooMuch(SecurityError):
    """A template that goes on and on, or prints without end."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that anybody may have written."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **given: Any) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, **given)
        self.filters = {name: made for name, made in self.filters.items() if name in _KNOWN_FILTERS}
        self.filters |= {_ROUNDS: self._counted, _JOINED: self._joined}
        self.rounds = 0

    def begin(self) -> None:
        """A document of its own begins: the rounds are counted from here."""
        self.rounds = 0

    def joined(self, parts: Sequence[Any]) -> Any:
        """What `~` makes of its parts: where one is finished already, the others are made so."""
        return markup_join(parts)

    def _joined(self, parts: Sequence[Any]) -> Any:
        found = self.joined(parts)
        if len(found) > MOST_PRINTED:
            raise TooMuch
        return found

    def _counted(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            self.rounds += 1
            if self.rounds > MOST_ROUNDS:
                raise TooMuch
            yield thing

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Bounded().visit(super()._parse(source, name, filename))
        return template

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers are counted with, texts are joined; nothing is repeated, formatted, or raised to a power."""
        if isinstance(left, int | float) and isinstance(right, int | float) and operator != "**":
            return super().call_binop(context, operator, left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self._joined((left, right))
        if operator == "+":
            raise TypeError
        raise SecurityError

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros and blocks, and of what a value can do itself the little that is named here."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str | bytes | int | float | list | tuple | dict):
            return obj.__name__ in _ALLOWED_METHODS
        return super().is_safe_callable(obj)


_ROUNDS: Final = "_rounds"
_JOINED: Final = "_joined"
"""The names by which the filters stand that a template has without knowing."""


class _Bounded(NodeTransformer):
    """Every loop counts its rounds, and `~` asks the environment how to join."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  # Jinja finds it by the node's name
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _ROUNDS, node)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOINED, node)


def _filtered(value: Any, name: str, at: nodes.Node) -> nodes.Filter:
    found = nodes.Filter(value, name, [], [], None, None, lineno=at.lineno)
    if at.environment is not None:
        found.set_environment(at.environment)
    return found
