"""Letters to those who are late as JSON and rows."""

from __future__ import annotations

from ct58.render.json import due_entry
from ct58.views.reminders import RemindersView


def reminders_as_json(view: RemindersView) -> list[dict[str, object]]:
    """One entry a letter; what it is about as overdue gives it, one entry an obligation."""
    return [
        {
            "number": letter.number,
            "addressee": letter.addressee.id,
            "name": letter.addressee.name,
            "address_as": letter.addressee.address_as or letter.addressee.name,
            "items": [due_entry(entry) for entry in letter.entries],
        }
        for letter in view.letters
    ]


def reminder_rows(view: RemindersView) -> list[dict[str, object]]:
    """One row an item of a letter."""
    return [
        {"number": letter.number, "addressee": letter.addressee.id, **due_entry(entry)}
        for letter in view.letters
        for entry in letter.entries
    ]
