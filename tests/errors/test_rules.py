"""The table of finding codes, each with an example: what is wrong, where, and what to do."""

from __future__ import annotations

import datetime as dt
import os
import re
import string
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.examples import (
    EXAMPLES,
    EXPECTED,
    advised,
    checked,
    codes_with_an_example,
    complete_office,
    culprit,
    lay,
    lines_of,
    said,
)
from tests.support.links import link
from tests.support.terms import speaking

from ct58.errors import Finding
from ct58.errors.rules import RULES, severity_of
from ct58.render.words.speech import Speech
from ct58.services.reading.checking import check_data
from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.differences import new_findings
from ct58.services.round.gate import check_change
from ct58.store.data_format import NewerFormat
from ct58.store.loader import load
from ct58.store.sources import read_folder

CULPRITS: Mapping[str, list[str]] = {
    "Y002": ["{", "\x00", '"', "n", ":", "\t"],
    "Y003": ["<<<<<<<"],
    "Y004": ["joined"],
    "Y005": ["!!python/object/ap…"],
    "Y006": ["*", "["],
    "Y007": ["-"],
    "Y008": ["a"],
    "Y011": ["2021-06-31"],
    "Y012": ["n", "["],
    "Y019": ["\u200b", "\u202e", "\u2060", '"Sở\\e[2J Mẫu"', '"\\u2066Sở"'],
    "K001": ["{item: BC-QUY, occ…", "id"],
    "K002": ["organisations", "form", "ocurrence", "recieved_on"],
    "K003": ["2021-07-25", "first", "SM"],
    "K004": ["state_enterprises", "recieved"],
    "K005": ["1.200", "1.250"],
    "K006": ["yes"],
    "K007": ["2021-06-30", "Quý II/2021"],
    "K008": ["05/07/2021", "hôm qua"],
    "K009": ["2021", "12"],
    "K010": ["two"],
    "K011": ["Sở" * 251, "Sở Mẫu " * 2857 + "Sở Mẫu"],
    "P301": ["PL-01"],
    "P302": ["V", "I-l"],
    "P303": ["so-mo", "ban-to-chuc", "van-fong"],
    "P304": ["organisation", "tccsd"],
    "P305": ["title_paper", "joind"],
    "P306": [
        "{by: 2021-Q2, ever…",
        "{by: 2021-Q2, in: Q4}",
        "{every: quarter, in: Q4}",
        "{every: quarter, d…",
        "{by: once}",
        "{before: 0001-01-01}",
    ],
    "P307": ["{text: Quý I năm 2…"],
    "P308": ["{every: year, from…"],
    "P309": ["owners", "{id: NV-02, title:…"],
    "P310": ["van-phong", "van-phong"],
    "P311": ["5"],
    "P312": ["Q5", "02-30"],
    "P313": ["{from: 2025, to: 2021}", "2024"],
    "P314": ["{sum: [joined], co…", "{of: organisations}"],
    "P315": ["joined", "joined"],
    "P316": ["enum", "record", "enum"],
    "P317": ["plan.recieved_on"],
    "P318": ["excelent"],
    "P319": ["70"],
    "P320": ["21"],
    "P321": ["B"],
    "P322": ["{resolution: given}", "{resolution: given}"],
    "P323": ["note", "rank_paper", "title_paper", "prize_paper", "profit_paper", "paper"],
    "P324": ["decided_by", "lasts", "valid_by", "if_absent", "all", "target", "verdict"],
    "P325": ["2020", "2021"],
    "P326": ["Kế hoặch"],
    "P327": ["PL-11"],
    "P330": ["{all: drafts, any: drafts, where: {done_on: given}}", "{all: drafts, where: {done_on: given}}"],
    "P331": ["true", "true", "paper", "recognition"],
    "P341": ["2026-02-10"],
    "P342": ["2024-02-20"],
    "P343": ["closing"],
    "P344": ["so-mua"],
    "P345": ["dang-bo-ubdn"],
    "P346": ["doan-mau"],
    "P347": ["2021-11-30"],
    "P348": ["2021-07-15", "2021-07-15"],
    "P349": ["2025-02-11"],
    "P350": ["{number: 32-QĐ/MAU}"],
    "P351": ["2012-10-05", "2026-01-01"],
    "P353": ["PL-11", "organisation", "NV-2", "organisations", "PL-03"],
    "P354": ["{id: PL-01,…"],
    "P355": ["target", "lead"],
    "P356": ["lead"],
    "P357": ["lead"],
    "P358": ["PL-02", "PL-02"],
    "P359": ["{text: Quý I năm 2…"],
    "P380": ["standing_comittee"],
    "P381": ["standing_committee"],
    "P382": ["executive_committee"],
    "P383": ["doanh nghiệp"],
    "P384": ["true"],
    "P370": [
        "{unit: count}",
        "{between: [7, 8], …",
        '{op: ">=", between…',
        "{value: 7}",
        '{op: ">=", value: …',
        '{op: ">=", value: …',
    ],
    "P371": ["[8, 7.5]", "-2", "0", "12"],
    "P372": ["organisations", "{kinds: [fdi_enterprise]}"],
    "P373": ["motto"],
    "P374": ["1000", "0", "10000"],
    "P375": ["{over: 2021..2025}", "{over: 2021-Q2}", "opening", "{over: 2021-Q1..202…"],
    "P376": ["previous", "previous", "{base: 2025}", "{base: 1820}"],
    "P377": ["{2022: 30}", "{2022: 30}", "{2025: 70}"],
    "P360": [
        "02-30",
        "12-10",
        "[06-15]",
        "[02-29, 12-15]",
        "{day: 32}",
        "{weekday: friday}",
        "{day: 20}",
        "{date: 13-01, year: next}",
    ],
    "P361": ["PL-09", "PL-04", "-1", "PL-03", "NV-01", "PL-03"],
    "P362": ["{years: 1}", "{months: 3}", "{years: 2, months: 4}", "{months: 200}"],
    "P363": ["visits"],
    "P364": ["2021-05-01", "2021-04-30"],
    "P365": ["holidays"],
    "P366": ["31", "15"],
    "P390": ["year"],
    "P392": ["agency", "party organisations"],
    "P391": ["2021-05-03", "2021-05-01"],
    "P367": ["every", "every", "on", "after"],
    "U401": ["so-mau", "2021-Q3", "so-mau-cu"],
    "U402": ["2021-12-31"],
    "U403": ["cong-ti-mau"],
    "U404": ["sm"],
    "U405": ["grassroots_committee"],
    "U406": ["cong-ty-mau"],
    "U407": ["so-mau", "cong-ty-mau"],
    "U409": ["2023-03-31"],
    "U410": ["2025-03-31", "2019-12-31"],
    "U411": ["agency", "{until: 2022-06-30…"],
    "U412": ["agancy", "so"],
    "U413": ["grassroots_comittee"],
    "R501": ["received"],
    "R502": ["2021-07-20"],
    "R503": ["2021-Q2"],
    "R504": ["2021-07", "2021-Q2"],
    "R505": ["2020-07-05"],
    "R506": ["2021-07-05"],
    "R507": ["2021-Q2"],
    "R508": ["cong-ty-mua"],
    "R509": ["null"],
    "F101": ["joind"],
    "F102": ["rating", "budget"],
    "F103": ["1.250.000.000", "1.412"],
    "F104": ["nhiều", "12.5", "có", "3", "5"],
    "F105": ["-1", "9750"],
    "F106": ["421"],
    "F107": ["421"],
    "F108": ["exelent"],
    "F109": ["page"],
    "F110": ["350000000"],
    "F111": ["completed", "good"],
    "F112": ["not_rated", "not_rated"],
    "F113": ["rating"],
    "E201": ["PL-10", "BC-QUI"],
    "E202": ["{date: 2021-12-10,…"],
    "E203": ["2021-Q4"],
    "E204": ["executive_committee"],
    "E205": ["{item: BC-QUY, occ…"],
    "E206": ["2020-07-15"],
    "E207": ["{date: 2021-06-20,…"],
    "E208": ["{occurrence: 2021-…", "{date: 2021-06-20,…"],
    "E209": ["{date: 2021-09-01,…"],
    "E210": ["Báo cáo"],
    "E211": ["{item: BC-QUY, occ…"],
    "E212": ["{item: PL-01, date…"],
    "E213": ["deadline"],
    "E214": ["{date: 2021-05-04,…"],
    "E215": ["2021-06-30"],
    "E216": ["{date: 2021-07-08,…"],
    "E217": ["{date: 2021-06-20,…"],
    "E218": ["KL-01", "title"],
    "E219": ["{date: 2021-05-04,…"],
    "E220": ["{date: 2021-06-20,…"],
    "E221": ["{date: 2021-06-20,…"],
    "E222": ["returned"],
    "E223": ["{item: BC-QUY, dat…"],
    "E224": ["executive_committee"],
    "E225": ["{occurrence: 2021-…"],
    "E226": ["{date: 2021-06-25,…"],
    "G801": ["02-CTr/MAU", "Hai năm tổ chức sơ …", "Quý III năm 2021"],
    "G803": ["{date: 2021-06-25,…"],
    "G804": ["12-BC/MAU (Mật)", "Gửi kèm tài liệu t…", '"Văn bản đóng dấu …'],
    "G805": ["-", '"Kết nạp: Đỗ Văn …'],
    "T601": ["BC-QUI"],
    "T602": ["2021-07-20"],
    "T603": ["overveiw"],
    "T604": ["bc-2021-q2-btv"],
    "T605": ["CT-91"],
    "O702": ["van-phogn"],
    "O703": ["2020-07-15"],
}
"""Code → what its findings underline in the example, in order (“…”: and so on). The others are about a whole
file, or about bytes that are no text."""
ABOUT_A_WHOLE_FILE = {
    "Y020",
    "T606",
    "T607",
    "Y001",
    "Y009",
    "Y010",
    "Y013",
    "Y014",
    "Y015",
    "Y016",
    "Y017",
    "Y018",
    "P352",
    "U408",
    "O701",
    "G802",
}
LANGUAGES = [speaking("en"), speaking("vi")]


# ---------------------------------------------------------------------- one example a code


def link_out_of_the_folder(root: Path) -> None:
    """A file outside, and links to it, to a folder and to nothing."""
    outside = root.parent / "outside.yaml"
    outside.write_bytes(b"unit: so-mau\n")
    link(root / "units/so-mau/events.yaml", outside)
    link(root / "tasks", root / "units", is_folder=True)
    link(root / "units/doan-mau/events.yaml", root / "nowhere.yaml")


def pipe_in_place_of_a_file(root: Path) -> None:
    """Something that a reader would wait for without end."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system makes no pipes")
    (root / "office.yaml").unlink()
    os.mkfifo(root / "office.yaml")


def old_schema(root: Path) -> None:
    """A schema beside the data that knows nothing of the programme."""
    (root.parent / "schemas").mkdir(parents=True)
    (root.parent / "schemas" / "report.json").write_bytes(b"{}\n")


MADE_HERE: Mapping[str, Callable[[Path], None]] = {
    "Y014": link_out_of_the_folder,
    "Y015": pipe_in_place_of_a_file,
    "Y020": old_schema,
}
"""Examples that git cannot keep on every system, or that lie beside the data."""


def example(code: str, tmp_path: Path) -> Path:
    """A data folder with the example of a code."""
    root = lay(tmp_path / "data", *(BEFORE[code] if code in LAID_OVER else ()), code)
    if code in MADE_HERE:
        MADE_HERE[code](root)
    return root


BEFORE: Mapping[str, tuple[str, ...]] = {
    "G801": (),
    "G802": ("complete",),
    "T606": ("complete",),
    "T607": ("complete",),
}
"""Codes of what only a change can break, and what was laid over the base before it."""
LAID_OVER = {"T606", "T607"}
"""Of these, the changes that take nothing of it away."""
DAY = {code: dt.date(2021, 8, 10) if code in LAID_OVER else dt.date(2021, 4, 8) for code in BEFORE}
"""The day on which they are looked at: with a closed period, or before anything was closed."""


def findings_of(code: str, tmp_path: Path) -> tuple[Finding, ...]:
    """The findings of an example; where only a change tells, those that it brings in."""
    root = example(code, tmp_path)
    if code not in BEFORE:
        return checked(root)
    before = lay(tmp_path / "before", *BEFORE[code])
    view = check_change(FolderSource(before, None), FolderSource(root, None), "before", DAY[code])
    return tuple(entry.finding for entry in view.entries)


def test_every_code_has_an_example() -> None:
    """Whoever meets a code can see what it means; no example is left of a code that is gone."""
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert folders - {"base", "complete"} == set(RULES)
    assert codes_with_an_example() == sorted(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_an_example_gives_exactly_the_findings_expected(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Place, severity, code and message; `--update-golden` writes them anew."""
    found = "".join(f"{line}\n" for line in lines_of(findings_of(code, tmp_path))).encode()
    golden = EXAMPLES / code / EXPECTED
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found)
    assert found.decode() == golden.read_bytes().decode()


@pytest.mark.parametrize("code", sorted(RULES))
def test_an_example_is_about_its_own_code_alone(code: str, tmp_path: Path) -> None:
    """One mistake does not bring findings of other kinds after it."""
    assert {finding.code for finding in findings_of(code, tmp_path)} == {code}


@pytest.mark.parametrize("code", sorted(CULPRITS))
def test_line_and_column_point_at_the_culprit(code: str, tmp_path: Path) -> None:
    """What is underlined is what must be changed."""
    sources = read_folder(example(code, tmp_path / "to read")).sources
    underlined = [culprit(finding, sources) for finding in findings_of(code, tmp_path)]
    assert len(underlined) == len(CULPRITS[code])
    for text, expected in zip(underlined, CULPRITS[code], strict=True):
        assert text.startswith(expected[:-1]) if expected.endswith("…") else text == expected


def test_every_code_points_at_a_culprit_or_is_about_a_whole_file() -> None:
    """The two tables above are complete."""
    assert CULPRITS.keys() | ABOUT_A_WHOLE_FILE == set(RULES)
    assert CULPRITS.keys().isdisjoint(ABOUT_A_WHOLE_FILE)


@pytest.mark.parametrize("examples", [(), ("complete",)])
def test_the_base_has_no_findings(examples: tuple[str, ...], tmp_path: Path) -> None:
    """So whatever an example gives is its own."""
    assert checked(lay(tmp_path / "data", *examples)) == ()


# ------------------------------------------------------------------------- stricter by and by


def test_a_rule_that_became_stricter_warns_older_data(tmp_path: Path) -> None:
    """Nobody asked for it when that was written; from its format on it is an error."""
    root = lay(tmp_path / "data", "E223")
    assert [severity_of(found) for found in checked(root)] == ["error"]
    programme = root / "programme.yaml"
    programme.write_bytes(older_form(programme.read_bytes()))
    assert [severity_of(found) for found in checked(root)] == ["warning"]


def test_what_was_only_warned_of_and_is_an_error_now_is_new(tmp_path: Path) -> None:
    """So a change that brings data to a newer format is held against the newer rules."""
    newer = dict(read_folder(lay(tmp_path / "data", "E223")).sources)
    older = {**newer, "programme.yaml": older_form(newer["programme.yaml"])}
    before, after = load(older), load(newer)
    assert [found.code for found in new_findings(before, after, "error")] == ["E223"]
    assert list(new_findings(after, before, "error")) == []


def older_form(programme: bytes) -> bytes:
    """The base's programme as it was before its form had a number."""
    assert programme.endswith(b"format: 2\n")
    return programme.removesuffix(b"format: 2\n")


# --------------------------------------------------------------------------------- the words


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("speech", LANGUAGES, ids=lambda speech: speech.language)
@pytest.mark.parametrize("code", sorted(RULES))
def test_message_and_remedy_can_be_said_in_both_languages(code: str, speech: Speech, tmp_path: Path) -> None:
    """With the values that the findings carry; nothing of a message's making is left in it."""
    for finding in findings_of(code, tmp_path):
        for text in (said(finding, speech), advised(finding, speech)):
            assert text.strip() == text
            assert not re.search(r"\{\w+\}|None|Message\(|Decimal\(|\(\)", text)


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_finding_carries_a_value_for_every_place_of_its_rule(code: str, tmp_path: Path) -> None:
    """And the reason for the rule needs none."""
    rule = RULES[code]
    needed = places(rule.message) | places(rule.hint)
    for finding in findings_of(code, tmp_path):
        assert needed <= finding.params.keys()
    assert places(rule.why) == set()


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_says_what_is_wrong_what_to_do_and_why(code: str) -> None:
    """In whole sentences."""
    rule = RULES[code]
    assert rule.message.endswith((".", "?"))
    assert rule.why.endswith(".")
    assert rule.hint[0].isupper() or rule.hint[0] in "“-c"


# ------------------------------------------------------------------------------ what check does


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its content and time of change."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_checking_writes_nothing_into_the_data(tmp_path: Path) -> None:
    """No content, no time, no new file, whatever is found."""
    root = lay(tmp_path / "data", "complete", "F104", "Y002", "K002")
    before = snapshot(root)
    assert check_data(FolderSource(root, tmp_path / "cache")).count("error") > 0
    assert snapshot(root) == before


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    """Many broken files, each with all that is wrong in it; none hides another's."""
    examples = (
        "F104",
        "E202",
        "T602",
        "U404",
        "U405",
        "Y009",
        "Y013",
        "Y017",
        "Y018",
        "U408",
        "E218",
        "R504",
    )
    expected = [
        line for code in examples for line in (EXAMPLES / code / EXPECTED).read_text("utf-8").splitlines()
    ]
    assert sorted(lines_of(checked(lay(tmp_path / "data", *examples)))) == sorted(expected)


def test_a_broken_programme_does_not_hide_what_is_wrong_with_the_files(tmp_path: Path) -> None:
    """Nothing can be held against the programme, but every file is read."""
    root = lay(tmp_path / "data", "K001", "U408", "Y009", "Y017")
    (root / "programme.yaml").write_bytes(b"programme: [\n")
    found = {finding.code for finding in checked(root)}
    assert found == {"K001", "U408", "Y002", "Y009", "Y017"}


# ------------------------------------------------------------------------- any bytes whatever

COMPLETE = complete_office()
TOKENS = [
    *(
        b"\n",
        b" ",
        b"  ",
        b"\t",
        b":",
        b": ",
        b"- ",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b'"',
        b"'",
        b"#",
        b"|",
        b">",
    ),
    *(
        b"null",
        b"true",
        b"yes",
        b"0",
        b"-1",
        b"1.412",
        b"1e999",
        b"99999999999999999999999999999",
        b"2021",
        b"0001",
    ),
    *(
        b"2021-02-30",
        b"0001-01-01",
        b"9999-12-31",
        b"2021-Q2",
        b"2199",
        b"1900-Q1",
        b"once",
        b"2021..2025",
        b"n/a",
    ),
    *(b"&a ", b"*a", b"!!int ", b"<<", b"? ", b"---\n", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\r\n"),
    *(
        b"so-mau",
        b"PL-01",
        b"every",
        b"year",
        b"by",
        b"from",
        b"until",
        b"members",
        b"rating",
        b"plan",
        b"drafts",
    ),
]
"""What YAML, dates, periods and this data are made of."""


@st.composite
def changed_file(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file in which some stretches are replaced by tokens, bytes or stretches of itself."""
    file = draw(st.sampled_from(sorted(COMPLETE)))
    content = COMPLETE[file]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        other = draw(st.integers(0, len(content)))
        stretch = st.just(content[other : other + 30])
        content = (
            content[:start] + draw(st.sampled_from(TOKENS) | st.binary(max_size=8) | stretch) + content[end:]
        )
    return file, content


@st.composite
def changed_value(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file in which one word is replaced, so that it is still YAML and mostly has its shape."""
    file = draw(st.sampled_from(sorted(COMPLETE)))
    content = COMPLETE[file]
    words = list(re.finditer(rb"[\w./%-]+", content))
    word = draw(st.sampled_from(words))
    values = [token for token in TOKENS if re.fullmatch(rb"[\w./-]+", token)]
    known = st.sampled_from(words).map(lambda match: match.group())
    new = draw(st.sampled_from(values) | known)
    return file, content[: word.start()] + new + content[word.end() :]


def hold(file: str, content: bytes) -> None:
    """Load a complete office with one file changed: only findings, each with words and a place in its file.

    A damage may make a format to come out of this one (20 of 2): that alone is refused before anything is read.
    """
    try:
        loaded = load({**COMPLETE, file: content})
    except NewerFormat:
        assert re.search(rb"format", content)
        return
    for finding in loaded.located():
        lines = loaded.sources.get(finding.file, b"").decode("utf-8", "replace").count("\n") + 1
        assert 1 <= finding.line <= lines + 1  # what is missing at the end is missing after the last line
        assert finding.column >= 1
        assert all(said(finding, speech) and advised(finding, speech) for speech in LANGUAGES)


@given(st.sampled_from(sorted(COMPLETE)), st.binary(max_size=200))
def test_any_bytes_in_any_file_give_findings_and_never_an_exception(file: str, content: bytes) -> None:
    """Whatever a file was overwritten with."""
    hold(file, content)


@settings(max_examples=120)
@given(changed_file())
def test_a_damaged_file_gives_findings_and_never_an_exception(changed: tuple[str, bytes]) -> None:
    """A slip of the hand, a bad merge, a half-written copy."""
    hold(*changed)


@settings(max_examples=120)
@given(changed_value())
def test_a_wrong_word_gives_findings_and_never_an_exception(changed: tuple[str, bytes]) -> None:
    """Also where the shape still fits and only the checks can tell."""
    hold(*changed)
