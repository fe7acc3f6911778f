"""Which unit a cell names: strictly, because nobody is there to ask."""

from __future__ import annotations

from collections import defaultdict

from ct58.domain.records.office import Office
from ct58.domain.records.unit_search import find_unit, nearest_units, own_words, unit_names
from ct58.domain.records.units import Unit
from ct58.domain.text.legacy_encoding import suspect_legacy_encoding
from ct58.domain.text.suggestions import quoted
from ct58.domain.text.vietnamese import fold
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg

_LONGEST = 300
"""Letters that a cell with a unit's name may have."""
_MOST_HINTS = 100


class UnitFinder:
    """Finds units by id, name or alias, without accents, with or without “Đảng bộ” before the name.

    A part of a name and a typo are only suggested, not taken; what was suggested for a text is remembered, and for
    the hundred and first unknown text nothing is sought any more.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._by_name: defaultdict[str, list[Unit]] = defaultdict(list)
        self._by_own_words: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in office.units.values():
            for name in dict.fromkeys(map(_key, unit_names(unit))):
                self._by_name[name].append(unit)
            for words in {own_words(name) for name in (unit.name, *unit.earlier_names)}:
                self._by_own_words[words].append(unit)
        self._hints: dict[str, Message | None] = {}

    def find(self, text: str) -> Unit:
        """The unit that a text names. Raises BadUsage with those that may be meant."""
        found = self._named(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise BadUsage(msg(N_("“{text}” may be several units."), text=quoted(text)), _which(found))
        encoding = suspect_legacy_encoding(text)
        if encoding is not None:
            raise BadUsage(
                msg(
                    N_("“{text}” is written in the old encoding {encoding}."),
                    text=quoted(text),
                    encoding=encoding,
                ),
                msg(N_("Convert the file to Unicode (UTF-8) and import it again.")),
            )
        raise self._unknown(text)

    def known(self, text: str) -> Unit | None:
        """The unit that a text names, None where it names none or several."""
        found = self._named(text)
        return found[0] if len(found) == 1 else None

    def _named(self, text: str) -> list[Unit]:
        """The units that a text may name; a text longer than any name is nobody's."""
        if len(text) > _LONGEST:
            return []
        return self._by_name.get(_key(text)) or self._by_own_words.get(own_words(text)) or []

    def _unknown(self, text: str) -> BadUsage:
        problem = msg(N_("There is no unit “{text}”."), text=quoted(text))
        text = text[: _LONGEST + 1]
        if text not in self._hints:
            self._hints[text] = (
                self._hint(text) if len(text) <= _LONGEST and len(self._hints) < _MOST_HINTS else None
            )
        return BadUsage(problem, self._hints[text] or msg(N_("See the units: ct58 list units.")))

    def _hint(self, text: str) -> Message | None:
        """What was probably meant."""
        near = nearest_units(self._office, text)
        try:
            near = [find_unit(self._office, text)]
        except BadUsage as error:
            return error.hint if not near else _which(near)
        return _which(near)


def _key(text: str) -> str:
    return fold(text).replace("-", " ")


def _which(units: list[Unit]) -> Message:
    names = "; ".join(f"{unit.name} ({unit.id})" for unit in units)
    return msg(N_("Did you mean: {units}?"), units=names)
