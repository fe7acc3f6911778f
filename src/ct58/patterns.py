"""Regular expressions that are compiled when they are first used: a module has many, a run needs few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as `re.compile` makes, later; a wrong one is an error then.

    It is asked by its methods (`search`, `sub`); the functions of `re`, which take a compiled one, do not know it.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


class _Uncompiled:
    """Becomes what is asked of it: from then on a method is that of the compiled pattern itself, and costs nothing more."""

    def __init__(self, text: Any, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        vars(self).update(
            {known: getattr(compiled, known) for known in dir(compiled) if not known.startswith("_")}
        )
        return getattr(compiled, name)
