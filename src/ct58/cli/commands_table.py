"""All commands: where each lives, its Vietnamese aliases, and the heading it stands under in --help.

A command's module is imported only when it is called, so `--help` costs no more than this table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.i18n import N_
from ct58.records import positional_record


@positional_record
class CommandEntry:
    """One command of the table."""

    name: str
    module: str
    help: str
    section: str
    aliases: tuple[str, ...] = ()
    app: str = "app"


READING = N_("Looking things up")
RECORDING = N_("Recording")
DOCUMENTS = N_("Documents")
CHECKING = N_("Checking")
ROUND = N_("Saving and approving")
BEGINNING = N_("Beginning")
TECHNICAL = N_("For technicians")

COMMANDS: tuple[CommandEntry, ...] = (
    CommandEntry("overdue", "overdue", N_("What is overdue on a day"), READING, ("qua-han",)),
    CommandEntry("call", "call", N_("Whom to telephone now, and what came of it"), READING, ("goi",)),
    CommandEntry("upcoming", "upcoming", N_("What falls due soon"), READING, ("sap-den-han",)),
    CommandEntry(
        "status", "status", N_("Where the programme stands, on one screen"), READING, ("tinh-hinh",)
    ),
    CommandEntry("reports", "reports", N_("Who has sent reports, and who has not"), READING, ("bao-cao",)),
    CommandEntry("indicators", "indicators", N_("What each indicator comes to"), READING, ("chi-tieu",)),
    CommandEntry(
        "list", "listing", N_("Tasks, duties, indicators, figures, units, clauses"), READING, ("danh-sach",)
    ),
    CommandEntry("show", "show", N_("One thing in detail, with its basis"), READING, ("xem",)),
    CommandEntry(
        "trace",
        "trace",
        N_("Which clause is followed by what, and which by nothing"),
        READING,
        ("doi-chieu",),
    ),
    CommandEntry("summary", "summary", N_("The report of a period, to be sent"), DOCUMENTS, ("tong-hop",)),
    CommandEntry("receive", "receive", N_("Book reports that have arrived"), RECORDING, ("nhan",)),
    CommandEntry(
        "record", "record", N_("Record a report, an event, an item that came up"), RECORDING, ("ghi",)
    ),
    CommandEntry("form", "form", N_("Forms for the units to fill in"), RECORDING, ("bieu-mau",)),
    CommandEntry(
        "import", "import_", N_("Take filled forms and lists back in"), RECORDING, ("nhap", "nhap-bieu")
    ),
    CommandEntry("undo", "undo", N_("Take back the last record"), RECORDING, ("hoan-tac",)),
    CommandEntry("close", "closing", N_("Close the books of a period"), RECORDING, ("khoa-so",), "close_app"),
    CommandEntry("reopen", "closing", N_("Open a closed period again"), RECORDING, ("mo-so",), "reopen_app"),
    CommandEntry(
        "unit", "unit", N_("The register: add, edit, close, merge, split, import"), RECORDING, ("don-vi",)
    ),
    CommandEntry(
        "programme",
        "programme",
        N_("The end of the work before its time: close, reopen, hand over"),
        RECORDING,
        ("chuong-trinh",),
    ),
    CommandEntry("amend", "amend", N_("Write down what changes the programme"), RECORDING, ("sua-doi",)),
    CommandEntry("plan", "plan", N_("The draft of a work programme"), DOCUMENTS, ("ke-hoach",)),
    CommandEntry("remind", "remind", N_("Letters to those who are late"), DOCUMENTS, ("don-doc",)),
    CommandEntry("calendar", "calendar", N_("Deadlines for a calendar program"), DOCUMENTS, ("lich",)),
    CommandEntry(
        "export", "export", N_("The facts as a table, for Excel and other programs"), DOCUMENTS, ("xuat",)
    ),
    CommandEntry(
        "contribute", "contribute", N_("What this office hands up to be added"), DOCUMENTS, ("dong-gop",)
    ),
    CommandEntry("rollup", "rollup", N_("Many offices added, exactly"), DOCUMENTS, ("cong-gop",)),
    CommandEntry("log", "log", N_("Who changed what, and when"), CHECKING, ("lich-su",)),
    CommandEntry("diff", "diff", N_("What changed, in words"), CHECKING, ("thay-doi", "khac")),
    CommandEntry("site", "site", N_("The state of the programme as web pages"), DOCUMENTS, ("trang-tin",)),
    CommandEntry("save", "save", N_("Keep what was recorded"), ROUND, ("luu",)),
    CommandEntry("submit", "submit", N_("Hand in for approval what was saved"), ROUND, ("gui-duyet",)),
    CommandEntry("sync", "sync", N_("Fetch the approved main copy"), ROUND, ("lay-ban-moi",)),
    CommandEntry("review", "review", N_("Approve or return what was handed in"), ROUND, ("duyet",)),
    CommandEntry("check", "check", N_("Check the data; nothing is changed"), CHECKING, ("kiem-tra",)),
    CommandEntry("fmt", "fmt", N_("Bring files into the one canonical form"), CHECKING, ("chuan-hoa",)),
    CommandEntry("doctor", "doctor", N_("What is wrong with this computer"), TECHNICAL, ("kham-may",)),
    CommandEntry("upgrade", "upgrade", N_("Bring the data to the newest format"), TECHNICAL, ("nang-cap",)),
    CommandEntry("setup", "setup", N_("Begin an office of your own"), BEGINNING, ("thiet-lap",)),
    CommandEntry("help", "help", N_("What a command does, and how it is called"), BEGINNING, ("tro-giup",)),
    CommandEntry("init", "init", N_("Begin a new folder"), BEGINNING, ("khoi-tao",)),
    CommandEntry(
        "practice", "practice", N_("Another day in an office for practice"), TECHNICAL, ("ngay-tap",)
    ),
    CommandEntry(
        "completion",
        "completion",
        N_("Completion with the Tab key, for a shell"),
        TECHNICAL,
        ("tu-hoan-thanh",),
    ),
    CommandEntry(
        "merge-file", "merge_file", N_("Join two versions of a file; git calls this"), TECHNICAL, ("gop-tep",)
    ),
    CommandEntry(
        "schema", "schema", N_("JSON Schema of a kind of file, for editors"), TECHNICAL, ("luoc-do",)
    ),
)

PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "record": {"report": ("bao-cao",), "event": ("su-viec",), "void": ("huy",), "item": ("viec-moi",)},
    "unit": {
        "add": ("them",),
        "edit": ("sua",),
        "close": ("ket-thuc",),
        "merge": ("hop-nhat",),
        "split": ("tach",),
        "import": ("nhap",),
    },
    "programme": {"close": ("ket-thuc",), "reopen": ("mo-lai",), "handover": ("ban-giao",)},
}
"""The commands of a command, with their Vietnamese aliases."""


def find(name: str) -> CommandEntry | None:
    """The command of a name or alias."""
    return next((entry for entry in COMMANDS if name == entry.name or name in entry.aliases), None)


def all_names() -> tuple[str, ...]:
    """All names and aliases."""
    return tuple(name for entry in COMMANDS for name in (entry.name, *entry.aliases))


def part_of_help(command: str, name: str) -> str | None:
    """The own name of a command's command, by name or alias: `record`, `su-viec` → `event`."""
    parts = PARTS.get(command, {})
    return next((part for part, aliases in parts.items() if name == part or name in aliases), None)


def part_names(command: str) -> tuple[str, ...]:
    """All names and aliases of a command's commands."""
    parts = PARTS.get(command, {})
    return tuple(name for part, aliases in parts.items() for name in (part, *aliases))


def other_names(path: Sequence[str]) -> tuple[str, ...]:
    """What a command is also called: `overdue` → `qua-han`, `record event` → `ghi su-viec`."""
    entry = find(path[0]) if path else None
    if entry is None:
        return ()
    if len(path) == 1:
        return entry.aliases
    return tuple(f"{entry.aliases[0]} {alias}" for alias in PARTS[entry.name][path[1]])
