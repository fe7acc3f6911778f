"""Letters, a work programme and calendars from a demo office of 183 units in which all are late."""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo import make_office, print_memory
from measure import ct58

AS_OF = "2021-12-01"
"""The demo's one quarter is the second: of the third nobody has sent a report."""
MEGABYTES = 200
LETTERS_SECONDS = 12


def main() -> None:
    """Make the office once, then each kind of document, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = make_office(folder, "--units", "190", "--quarters", "1")
        common = ("--data", str(office), "--as-of", AS_OF, "--force")
        letters = folder / "letters"
        print_memory(
            "letters in Word", ct58("remind", "--each", "-o", str(letters), *common), folder, MEGABYTES
        )
        print(f"{len(list(letters.iterdir()))} letters, promised for 183: ≤ {LETTERS_SECONDS} s")
        for title, words in {
            "letters in one Word file": ("remind", "--merged", "-o", str(folder / "all.docx")),
            "letters in Markdown": ("remind", "--format", "md", "-o", str(folder / "md")),
            "work programme of a year": ("plan", "--year", "2022", "-o", str(folder / "plan.docx")),
            "calendar of all": ("calendar", "-o", str(folder / "all.ics")),
            "a calendar for each": ("calendar", "-o", str(folder / "ics")),
        }.items():
            print_memory(title, ct58(*words, *common), folder, MEGABYTES)


if __name__ == "__main__":
    main()
