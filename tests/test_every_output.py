"""No text of the data steers what shows it: a hostile office through every command and every form, and the bytes looked at.

Every name, title and note holds commands to a terminal, marks of direction and line separators. What a command writes to a
terminal, a pipe or a log holds none of them; JSON holds them escaped; a file of a form that people read holds none either.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.support.command_line import FILES, REPORT, report_text
from tests.support.repositories import ISOLATED, git
from tests.support.terminals import Terminal
from tests.test_every_format import NO_LISTS

from ct58.cli import surroundings
from ct58.cli.boundary import BUG, run
from ct58.cli.commands_table import COMMANDS

EVIL = "\x1b]0;PWN\x07\x1b[2J\x1b[8m\u202e\u009b31m\u2028\u2066\x7f\r\n::error::x\u05d0\u05d1"
QUOTED = json.dumps(EVIL).replace("\x7f", "\\x7f")[1:-1]
"""The same as YAML writes it in double quotes."""
DAY = ("--as-of", "2021-07-15")
FORMS = ("text", "json", "csv", "md", "html")
VIEWS = (
    "", "overdue", "overdue --expand", "overdue --kind report", "upcoming --within 200", "status", "status --owner so-y-te",
    "reports", "reports --by unit", "reports --waiting", "indicators", "indicators --by unit", "list tasks", "list units",
    "list reports", "list figures", "list clauses", "list indicators", "list items", "show PL-01", "show so-y-te",
    "show so-y-te 2021-Q2 --origin", "show CT-01 --period 2021-Q2", "show II.1-1", "show BC-QUY", "show report_text", "trace",
    "plan --quarter III/2021", "remind", "calendar", "summary --quarter 2021-Q2", "summary --brief --quarter 2021-Q2", "diff", "call", "log", "log so-y-te", "check",
    "check --explain P307", "doctor", "contribute", "rollup levels.yaml a.zip --by office", "submit --list --as Hoa", "sync --as Hoa", "review --as Hoa",
)  # fmt: skip
SPOKEN = (
    "check --format github", "check --since HEAD --format github", "fmt --check", "export", "export --what units",
    "export --what figures", "export --format jsonl", "export --what units --format jsonl", "schema unit",
    "record report so-y-te 2021-Q3 --set 5=x", "record report so-z 2021-Q2 --set 5=1", "record event PL-01 xyz",
    "record event PL-01 submitted --to standing_committee --on 2021-07-14 --reason XX", "receive so-y-te --period 2021-Q3 --on 2021-10-02",
    "unit add so-b --name XX --kind agency --organisation grassroots_committee", "unit close so-b --on 2022-01-01",
    "close 2021-Q2 --on 2021-07-20", "reopen 2021-Q2 --reason XX --on 2021-07-21", "import hostile.csv --period 2021-Q2",
    "import XX.csv", "unit import hostile.csv", "form -p 2021-Q2 -o forms", "remind --sent --number 1 --on 2021-07-15", "undo",
    "save XX --anyway --yes --as Hoa", "submit --as Hoa", "upgrade --dry-run", "show XX", "overdue XX", "list units XX",
    "overdue --rev XX", "record report XX 2021-Q2 --set 5=1", "overdue --data XX", "overdue -o XX.doc", "site -o site",
    "merge-file XX XX XX", "programme close XX", "amend PL-01 --lead so-y-te --number XX --date 2021-07-01", "completion bash", "help XX", "init XX", "practice XX", "XX",
    "setup XX --name XX --signatory XX=XX --dry-run", "setup moi --name XX --units hostile.csv --dry-run",
)  # fmt: skip
"""What they say on the way, with hostile words typed as well; whether they can do it is not asked here."""
COLOURS = re.compile(r"\x1b\[(?:0|1|2|22|[39][0-7]|1;2|1;3[0-7]|38;5;[0-9]+)m")
"""The only signs that steer: those of our own styles."""
_INDICATOR = """\
indicators:
  - id: CT-01
    clause: II.1-1
    title: Đơn vị có kết nạp
    deadline: {every: quarter}
    numerator: {count: units, of: tccsd, where: {members_admitted: {">": 0}}}
    denominator: {count: units, of: tccsd}
    target: {op: "=", value: 100, unit: percent}
"""
_TEXT_FIGURE = "  - {key: report_text, number: 6, label: Báo cáo, type: text, every: quarter, units: tccsd}\n"


class Screen(io.TextIOWrapper):
    """A terminal that keeps what was written."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        """A person looks at it."""
        return True


def _hostile(text: str) -> str:
    """Every name, title and note with the signs behind it."""
    keys = r"name|short_name|title|label|text|note|reason|difficulties|other|number|report_text|committee|as"
    plain = rf"(?P<key>(?<![\w-])(?:{keys}): )(?P<value>(?![\[{{\"0-9-])[^,}}\n]+)"
    return re.sub(plain, lambda found: f'{found["key"]}"{found["value"].strip()}{QUOTED}"', text)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Kept by git with a bare place to share, by a colleague whose name is as hostile, and changed since."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = {
        **FILES,
        "programme.yaml": FILES["programme.yaml"].replace('text: "Quý II năm 2021"', "text: Quý II năm 2021")
        + _TEXT_FIGURE
        + _INDICATOR,
        REPORT: report_text() + "  report_text: xyz\nnotes: {difficulties: thiếu, other: khác}\n",
        "tasks/KL-01.yaml": (
            "item: KL-01\ntitle: Việc phát sinh\nlead: [van-phong]\ndeadline: {by: 2021-06-30}\nclauses: [II.1-1]\n"
            "source: {number: 3-KL/ĐUK, date: 2021-05-01}\nevents: []\n"
        ),
        "units/so-b/unit.yaml": "id: so-b\nname: Sở B\nshort_name: B\nkind: agency\norganisation: grassroots_committee\nnote: x\n",
        "units/so-d/unit.yaml": "id: so-d\nname: Sở D\nkind: agency\norganisation: grassroots_committee\n",
        "units/so-y-te/events.yaml": (
            "unit: so-y-te\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-01, event: noted, reason: đã gọi}\n"
        ),
    }
    for name, text in texts.items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(_hostile(text), encoding="utf-8", newline="\n")
    (folder / "hostile.csv").write_text(
        f"Mã đơn vị;5;{EVIL.replace(chr(10), '')}\n{EVIL};1;2\nso-b;1\x1b[2J;2\n", "utf-8", newline=""
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**ISOLATED, "TERM": "xterm-256color", "CT58_LANG": "vi"}.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        shared = str(tmp_path_factory.mktemp("shared") / "office.git")
        git(folder, "init", "--quiet")
        git(folder, "config", "user.name", "L\u202eê\u009b Hoa\u2028")
        git(folder, "add", "data")
        git(folder, "commit", "--quiet", "-m", f"Ghi\x1b[2J {EVIL}")
        git(folder, "clone", "--quiet", "--bare", ".", shared)
        git(folder, "remote", "add", "origin", shared)
        shown("contribute", *DAY, "-o", "a.zip")
        shown("rollup", "--begin", "levels.yaml", "a.zip")
        report = folder / "data" / REPORT
        report.write_text(report.read_text("utf-8").replace("12", "13"), "utf-8", newline="\n")
        yield folder


def shown(*words: str) -> tuple[int, str]:
    """What stands on the terminal after a command, of both streams."""
    screen = Screen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        patch.setattr(
            surroundings, "_PATIENCE", 1_000
        )  # progress goes back in its line, and says nothing of the data
        code = run(words)
    return code, screen.bytes.getvalue().decode()


def steering(text: str) -> list[str]:
    """The signs in it that steer, each with what stands before it; sets of letters from the right must be closed."""
    rest = COLOURS.sub("", text)
    pairs = rest.count("\u2068"), rest.count("\u2069")
    assert pairs[0] == pairs[1]
    rest = re.sub("\u2068([\u0590-\u07ff ]+)\u2069", r"\1", rest)
    wrong = (
        found.start()
        for found in re.finditer(r"[^\n]", rest)
        if unicodedata.category(found[0]) in ("Cc", "Zl", "Zp")
        or unicodedata.bidirectional(found[0])
        in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
        or found[0] in "\u200e\u200f\u061c"
    )
    return [rest[max(0, place - 30) : place + 1] for place in wrong]


def test_the_office_is_as_hostile_as_it_is_meant_to_be(office: Path) -> None:
    """Every view has such a name to show; and the checks name every place."""
    code, text = shown("check", "--format", "json")
    assert code == 0, text
    places = {(entry["file"], entry["line"]) for entry in json.loads(text)["data"] if entry["code"] == "Y019"}
    assert len(places) >= 15
    assert {entry["severity"] for entry in json.loads(text)["data"]} == {"warning"}


def test_every_command_is_asked() -> None:
    """A new one must be looked at."""
    walked = {words.split()[0] for words in (*VIEWS, *SPOKEN) if words and not words.startswith(("--", "XX"))}
    assert {entry.name for entry in COMMANDS} - walked == set()
    assert NO_LISTS - walked == set()


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_steers_a_terminal_in_any_form(office: Path, view: str) -> None:
    """Text with colours, JSON, CSV, Markdown and HTML: the bytes hold our own colours and nothing else."""
    for form in FORMS:
        day = () if view.startswith(("doctor", "submit", "sync", "review", "rollup")) or not view else DAY
        words = (*view.split(), *day, *(("--format", form) if view else ()))
        code, text = shown(*words)
        assert code != BUG, words
        assert (form, steering(text)) == (form, [])
        if form == "json" and view and text.startswith("{"):
            json.loads(text)


@pytest.mark.parametrize("words", SPOKEN)
def test_nothing_that_is_said_on_the_way_steers(office: Path, words: str) -> None:
    """Results, refusals, warnings and progress, with the same signs in what was typed."""
    typed = EVIL.replace("\n", "")
    code, text = shown(*[word.replace("XX", typed) for word in words.split()])
    assert code != BUG, text
    assert steering(text) == []


@pytest.mark.parametrize("form", ["csv", "md", "html", "txt", "docx", "xlsx", "ics"])
def test_files_that_people_read_are_valid_and_hold_none_of_it(office: Path, form: str) -> None:
    """Word and Excel open them: their XML is XML."""
    views = (
        ("calendar",)
        if form == "ics"
        else ("list units", "overdue", "summary --quarter 2021-Q2", "show so-y-te")
    )
    for view in views:
        assert shown(*view.split(), *DAY, "-o", f"out.{form}", "--force")[0] == 0
        content = (office / f"out.{form}").read_bytes()
        if form in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                parts = [
                    package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))
                ]
            texts = ["".join(etree.fromstring(part).itertext()) for part in parts]
        else:
            texts = [content.decode("utf-8-sig")]
        texts = [text.replace("\r\n", "\n") if form == "ics" else text for text in texts]
        if form != "docx":  # a document has its texts as they were written, as far as XML can hold them
            assert [found for text in texts for found in steering(text)] == []


def test_an_exported_file_holds_the_exact_data(office: Path) -> None:
    """For programs: what was recorded, and valid."""
    name = f"Sở B{EVIL}"
    for form in ("csv", "jsonl"):
        assert shown("export", "--what", "units", "-o", f"units.{form}", "--force")[0] == 0
    with (office / "units.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert name.replace("\r\n", "\n") in {row[1] for row in csv.reader(stream)}
    lines = (office / "units.jsonl").read_text("utf-8").split("\n")
    assert steering("\n".join(lines)) == []
    assert name in {json.loads(line)["name"] for line in lines if line}


def test_what_git_keeps_of_our_words_steers_nobody_s_terminal(office: Path) -> None:
    """A reviewer may read the history with git itself: what a unit is called stands in our messages."""
    with (office / "data/units/so-d/unit.yaml").open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(f'note: "x{QUOTED}"\n')
    assert shown("save", f"Sửa {EVIL}", "--anyway", "--yes", "--as", "Hoa")[0] == 0
    message = git(office, "log", "-1", "--format=%an%n%B")
    assert "PWN" in message
    assert steering(message) == []


def test_a_dialogue_on_a_real_terminal_steers_nothing(office: Path) -> None:
    """The prompt is written by the system's line editing, not by us."""
    quarter = "2021-Q3"  # the books of the second are closed and opened by others
    terminal = Terminal(office, "record", "report", "so-d", quarter, TERM="xterm-256color", CT58_LANG="vi")
    try:
        terminal.wait_for("]: ")  # below the hostile name, which may come in the same breath
        terminal.type("3/10/2021\n")
        terminal.wait_for("PWN")
    finally:
        terminal.interrupt()
    said = re.sub("\x1b\\[\\?2004[hl]\r?", "", terminal.screen).replace("\r\n", "\n").replace("^C", "")
    assert [found for found in steering(said) if "PWN" in found or "\x1b" in found] == []
