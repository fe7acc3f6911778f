from __future__ import annotations

import datetime as dt
import io
import keyword
import re
import sys
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ct58.errors import Finding
from ct58.errors.rules import RULES
from ct58.i18n import Translator, msg
from ct58.store.digests import MOST_BYTES
from ct58.store.yaml.reader import MOST_DEPTH, MOST_NODES, positions, read
from ct58.store.yaml.syntax import _PROBLEMS

ENGLISH = Translator("en")


def tree(text: str) -> object:
    """The value of a text that must be without findings."""
    made, findings = read("file.yaml", text.encode())
    assert findings == ()
    assert made is not None
    return made.value


def places(content: bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of all findings."""
    return [(finding.code, finding.line, finding.column) for finding in findings_of(content)]


def findings_of(content: bytes) -> tuple[Finding, ...]:
    """All findings of a content."""
    return read("file.yaml", content)[1]


def said(finding: Finding) -> str:
    """The English message of a finding."""
    return ENGLISH.say(msg(RULES[finding.code].message, **finding.params))


# ---------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("2021-06-30", dt.date(2021, 6, 30)),
        ("[1, [a]]", (1, ("a",))),
        ("{b: 1}", {"b": 1}),
    ],
)
def test_plain_values_are_yaml_1_2_with_dates(text: str, value: object) -> None:
    """Null, booleans, whole numbers, dates, lists and records."""
    assert tree(f"a: {text}\n") == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "on", "off", "y", "có", "010", "01.5", "0x1F", "0o14", "7:30", "1_000", "1.000.000"),
        *("2021-Q2", "12-15", "2021-7-5", "2021-06-30T10:00", ".inf", ".nan", "-", "+", ".", "5%", "n/a"),
    ],
)
def test_the_traps_of_yaml_stay_text(text: str) -> None:
    """What other readers make a number, a time or a truth of is kept as it is written."""
    assert tree(f"a: {text if text != '-' else '--'}\n") == {"a": text if text != "-" else "--"}


@pytest.mark.parametrize("text", ["1.412", "-0.5", "15.400", "0.10"])
def test_a_decimal_keeps_its_digits(text: str) -> None:
    """15.400 must not become 15.4: a message shows what was written."""
    made = tree(f"a: {text}\n")
    assert isinstance(made, dict)
    assert isinstance(made["a"], Decimal)
    assert str(made["a"]) == text


@pytest.mark.parametrize("digits", [18, 19, 30])
def test_a_long_whole_number_is_no_decimal(digits: int) -> None:
    """Otherwise it would be said to have a dot."""
    assert tree(f"a: {'9' * digits}\n") == {"a": int("9" * digits)}


def test_a_number_of_absurd_length_stays_text() -> None:
    """Python refuses to convert thousands of digits, and no figure has them."""
    assert tree(f"a: {'9' * 5000}\n") == {"a": "9" * 5000}


@pytest.mark.parametrize("text", ["'12'", '"true"', "|\n  2021-06-30\n", ">-\n  null\n"])
def test_quoted_and_block_scalars_are_text(text: str) -> None:
    """Only a plain scalar has a type."""
    made = tree(f"a: {text}\n")
    assert isinstance(made, dict)
    assert isinstance(made["a"], str)


def test_keys_are_text_except_years_of_a_series() -> None:
    """Occurrences and printed numbers stay text; 2023 in {2023: 50} is a year."""
    assert tree("{2023: 50, '2025': 70, 12: a, 2021-Q2: b, true: c}\n") == {
        2023: 50,
        2025: 70,
        "12": "a",
        "2021-Q2": "b",
        "true": "c",
    }


def test_a_key_that_is_a_word_of_python_gets_an_underscore() -> None:
    """The records of the domain have fields from_, in_ and with_; paths name them so too."""
    made, _ = read("file.yaml", b"horizon:\n  from: 2021\n")
    assert made is not None
    assert made.value == {"horizon": {"from_": 2021}}
    assert made.lines == {("horizon",): 1, ("horizon", "from_"): 2}


def test_an_alias_shares_its_value() -> None:
    """Anchors are allowed on values and keys."""
    made = tree("a: &x {b: 1}\nc: *x\n&k d: 2\ne: *k\n")
    assert isinstance(made, dict)
    assert made["a"] is made["c"]
    assert made["e"] == "d"


def test_merge_keys_are_ordinary_keys() -> None:
    """`<<` would put keys where nobody sees them."""
    assert tree("a: &x {b: 1}\nc: {<<: *x}\n") == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa: 1\n", b"a: 1\r\n", b"a: 1", b"---\na: 1\n...\n"])
def test_marks_and_line_ends_of_other_systems_are_accepted(content: bytes) -> None:
    """Byte order mark, CRLF, no last line end, document marks around the one document."""
    made, findings = read("file.yaml", content)
    assert findings == ()
    assert made is not None
    assert made.value == {"a": 1}


# -------------------------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: \xe9\n", [("Y001", 2, 4)]),
        ("tên: ế ".encode() + b"\xff\n", [("Y001", 1, 8)]),
        (b"\xef\xbb\xbfa: \xff\n", [("Y001", 1, 4)]),
        ("a: 1\n".encode("utf-16"), [("Y001", 1, 1)]),
        ("a: 1\n".encode("utf-16-le"), [("Y001", 1, 1)]),
        (b"a: x\x00y, and much more text\n", [("Y002", 1, 5)]),
        ("a: ế\nb: ê\x07\n".encode(), [("Y002", 2, 5)]),
        (b"a: 1\na: 2\n'a': 3\n", [("Y004", 2, 1), ("Y004", 3, 1)]),
        (b"from: 1\nb: {from: 1, from: 2}\n", [("Y004", 2, 14)]),
        (b"a: !!python/object:os.system x\n", [("Y005", 1, 4)]),
        (b"a: !!str x\nb: !y [1]\n", [("Y005", 1, 4), ("Y005", 2, 4)]),
        (b"# x\n%TAG !y! tag:x,2000:\n---\na: 1\n", [("Y005", 2, 1)]),
        (b"a: 1\n---\nb: 2\n", [("Y007", 2, 1)]),
        (unicodedata.normalize("NFD", "a: 1\nb: xế\n").encode(), [("Y008", 2, 5)]),
        (
            "a: x\u200by\u202ez\nb: \ufeff1\n# \u00ad\nc: x\u00a0y\n".encode(),
            [("Y019", 1, 5), ("Y019", 2, 4), ("Y019", 3, 3)],
        ),
        (b"\xef\xbb\xbfa: 1\n", []),
        (b"", [("Y009", 1, 1)]),
        (b"# only words\n", [("Y009", 1, 1)]),
        (b"---\n", [("Y009", 1, 1)]),
        (b"- a\n", [("Y010", 1, 1)]),
        (b"word\n", [("Y010", 1, 1)]),
        (b"a: 1\nb: 2021-02-30\n", [("Y011", 2, 4)]),
        (b"[a]: 1\nb: 2\n", [("Y012", 1, 1)]),
        (b"null: 1\nNull: 2\n~: 3\n", [("Y012", 1, 1), ("Y012", 2, 1), ("Y012", 3, 1)]),
        (b"a: &x b\n*x : 1\n", [("Y012", 2, 1)]),
    ],
)
def test_each_fault_has_its_code_and_place(content: bytes, expected: list[tuple[str, int, int]]) -> None:
    """Lines and columns count from 1, columns in characters."""
    assert places(content) == expected


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"a:\n\t- 2\n", 2, 1, "a tab"),
        (b"a: 1\n\tb: 2\n", 2, 1, "a tab"),
        (b"a: @x\n", 1, 4, "cannot begin a value"),
        (b"a: 'x\nb: 2\n", 1, 4, "a quote"),
        (b'a: 1\nb: "x\n', 2, 4, "a quote"),
        (b'a: "\\q"\n', 1, 5, "special"),
        (b"a: 1\nb\nc: 2\n", 2, 1, "a colon is missing"),
        (b"a:1\nb: 2\n", 2, 2, "the line above"),
        (b"a: 1\n  b: 2\n", 2, 4, "the line above"),
        (b"title: Plan: 2021\n", 1, 12, "a colon stands in a value"),
        (b"a: {b: 7:30}\n", 1, 9, "a colon stands in a value"),
        (b"a: [1, 2\nb: 3\n", 1, 4, "a bracket"),
        (b"a: {x: 1\nb: 3\n", 1, 4, "a brace { is"),
        (b"a:\n  b: 2\n c: 3\n", 3, 2, "indentation"),
        (b'a: "x" y\n', 1, 8, "after the value"),
        (b"- a\nb: 1\n", 2, 1, "list"),
        (b"a: - x\n", 1, 4, "list"),
        (b"a: ]\n", 1, 4, "too many"),
        (b"a: &\n", 1, 5, "special"),
        (b"a: 1\n...\nb\n", 3, 1, "..."),
        (b"a: *x\n", 1, 4, "refers to nothing"),
        (b"a: &x [*x]\n", 1, 8, "refers to nothing"),
    ],
)
def test_a_syntax_error_is_said_in_plain_words_where_it_was_made(
    content: bytes, line: int, column: int, words: str
) -> None:
    """An open quote or bracket is shown where it opens, not at the end of the file."""
    (finding,) = findings_of(content)
    assert (finding.code, finding.line, finding.column) == ("Y002", line, column)
    assert words in said(finding)


@pytest.mark.parametrize("words", [words for _, words, _ in _PROBLEMS])
def test_every_syntax_message_can_be_said(words: str) -> None:
    """A brace in a message must be doubled, or saying it fails."""
    assert ENGLISH.say(msg(words))


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", [2]),
        (b"<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n", [1]),
        (b"<<<<<<<\n=======\n>>>>>>> x\nc: 1\n<<<<<<< a\n=======\n>>>>>>> b\n", [1, 5]),
        (b"a: 1\n=======\nb: 2\n>>>>>>> other\n", [2]),
        (b"a: 1\n>>>>>>> other\n", [2]),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n", [2]),
    ],
)
def test_marks_of_a_conflict_are_named_instead_of_a_syntax_error(content: bytes, lines: list[int]) -> None:
    """One finding a conflict, also where only some of its marks were deleted."""
    assert places(content) == [("Y003", line, 1) for line in lines]


@pytest.mark.parametrize("text", ["# =======\na: 1\n", "a: |\n  <<<<<<< x\n  =======\n", "a: '======='\n"])
def test_marks_inside_a_line_are_no_conflict(text: str) -> None:
    """Git writes its marks at the beginning of a line."""
    tree(text)


def test_the_value_under_a_bad_key_does_not_move_the_others() -> None:
    """What follows a complex key is read as if the pair were not there."""
    made, _ = read("file.yaml", b"? [a, b]\n: {c: 1}\nd: 2\nc: 3\n")
    assert made is not None
    assert made.value == {"d": 2, "c": 3}
    assert made.lines == {("d",): 3, ("c",): 4}


def test_all_findings_of_a_file_are_reported_together() -> None:
    """Repeated keys, tags and impossible dates do not hide each other."""
    codes = [code for code, _, _ in places(b"a: 1\na: !x 2\nb: 2021-13-01\n[c]: 1\n")]
    assert codes == ["Y004", "Y005", "Y011", "Y012"]


def test_a_repeated_key_names_the_first_line_and_keeps_the_first_value() -> None:
    """The clerk must see both lines."""
    made, (finding,) = read("file.yaml", b"a: 1\nb: 2\na: 3\n")
    assert finding.params == {"key": "a", "first_line": 1}
    assert made is not None
    assert made.value == {"a": 1, "b": 2}


def test_decomposed_letters_are_composed_in_values_and_keys() -> None:
    """A search for a composed letter must find it."""
    made, _ = read("file.yaml", unicodedata.normalize("NFD", "tên: Sở Y tế\n").encode())
    assert made is not None
    assert made.value == {"tên": "Sở Y tế"}


# ---------------------------------------------------------------------------------- bounds


@pytest.mark.parametrize(
    "content",
    [
        b"#" * (MOST_BYTES + 1),
        b"a: " + b"[" * MOST_DEPTH,
        b"a: [" + b"x," * MOST_NODES + b"]",
        b"b0: &b0 [x,x]\n"
        + b"".join(b"b%d: &b%d [*b%d,*b%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60)),
    ],
    ids=["bytes", "depth", "values", "aliases"],
)
def test_what_would_exhaust_a_computer_is_refused(content: bytes) -> None:
    """Size, depth, number of values, and aliases that multiply."""
    made, findings = read("file.yaml", content)
    assert made is None
    assert [finding.code for finding in findings] == ["Y006"]


def test_the_deepest_allowed_value_is_read() -> None:
    """The limit itself is allowed."""
    inner = MOST_DEPTH - 1
    assert tree("a: " + "[" * inner + "]" * inner + "\n")


# ------------------------------------------------------------------------------- positions


def test_positions_give_key_and_value_of_every_depth() -> None:
    """Columns count characters; the element of a list is its own key."""
    spans = positions("tên: Huế\nlist:\n  - {with: 1.412, in: [x]}\n".encode())
    name = spans["tên",]
    assert (name.key_line, name.key_column, name.key_width) == (1, 1, 3)
    assert (name.line, name.column, name.width) == (1, 6, 3)
    number = spans["list", 0, "with_"]
    assert (number.key_line, number.key_column, number.key_width) == (3, 6, 4)
    assert (number.line, number.column, number.width) == (3, 12, 5)
    element = spans["list", 0, "in_", 0]
    assert (element.line, element.column) == (element.key_line, element.key_column) == (3, 24)


def test_positions_of_what_is_no_text_are_empty() -> None:
    """A finding there has its place already."""
    assert positions(b"\xff\xfe") == {}
    assert positions(b"%TAG ! x\n---\na: 1\n") == {}


# ------------------------------------------------------------------------------ properties

FRAGMENTS = st.sampled_from(
    [
        *"\n\r\t -?:,[]{}#&*!|>'\"%@`~=<",
        *("a", "ế", "e\u0302", "a: ", "\n- ", "\n  ", "---\n", "...\n"),
        *(
            "&a ",
            "*a",
            "!!x ",
            "%TAG ",
            "%YAML 1.2\n",
            "<<<<<<< ",
            "2021-02-30",
            "1.5",
            "\x00",
            "\x85",
            "\ufeff",
        ),
    ]
)
ANY_BYTES = st.binary() | st.text().map(str.encode) | st.lists(FRAGMENTS).map(lambda it: "".join(it).encode())


@given(ANY_BYTES)
def test_no_content_is_too_odd(content: bytes) -> None:
    """Any bytes give a tree or findings; each finding has a rule, a place, and can be said."""
    made, findings = read("file.yaml", content)
    assert made is not None or findings
    for finding in findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert said(finding)
    assert (
        made is None or made.lines.items() <= {at: s.key_line for at, s in positions(content).items()}.items()
    )


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))).map(
    lambda text: unicodedata.normalize("NFC", text)
)
# inside brackets libyaml refuses `7:30` and `what?`, which YAML 1.2 allows and ruamel.yaml writes
WORDS_IN_BRACKETS = WORDS.filter(lambda text: ":" not in text and "?" not in text)


def trees(words: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    """Records of texts, numbers, dates, lists and records."""
    keys = words.filter(lambda text: not keyword.iskeyword(text) and not re.fullmatch("[0-9]{4}", text))
    numbers = st.integers(-(10**17), 10**17)
    scalars = words | st.none() | st.booleans() | numbers | st.dates(min_value=dt.date(1000, 1, 1))
    values = st.recursive(
        scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=15
    )
    return st.dictionaries(keys, values, min_size=1)


def dumped(value: object, *, flow: bool) -> bytes:
    """A tree as another program writes it."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    stream = io.BytesIO()
    writer.dump(value, stream)
    return stream.getvalue()


def frozen(value: object) -> object:
    """A tree with tuples instead of lists."""
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value


@given(
    st.tuples(trees(WORDS), st.just(value=False)) | st.tuples(trees(WORDS_IN_BRACKETS), st.just(value=True))
)
def test_what_another_program_wrote_is_read_as_it_was(written: tuple[dict[str, object], bool]) -> None:
    """Texts, numbers, dates, lists and records survive, and positions agree with lines."""
    value, flow = written
    content = dumped(value, flow=flow)
    made, findings = read("file.yaml", content)
    assert {finding.code for finding in findings} <= {"Y019"}, "only of characters that nobody sees"
    assert made is not None
    assert made.value == frozen(value)
    upper = {at: span.key_line for at, span in positions(content).items() if len(at) <= 3}
    assert made.lines == upper


# -------------------------------------------------------------------------- without libyaml


@pytest.mark.parametrize(
    "content",
    [
        b"a: &x [1, 1.50, 2021-06-30, yes, 'q']\nb: *x\nc:\n  - {from: 2021}\n",
        b"a: 1\na: !x 2\nb: 2021-02-30\n[c]: 1\n",
        b"a: 'x\nb: 2\n",
        b"a: b: c\n",
        b"a: [1\nb: 2\n",
        b"a: x\x07\n",
        b"a: 1\n---\nb: 1\n",
        b"# nothing\n",
    ],
)
def test_the_python_parser_says_the_same(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C parser cannot be installed, reading is slower and not different."""
    with_libyaml = read("file.yaml", content)
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    assert read("file.yaml", content) == with_libyaml


# ------------------------------------------------------- what libyaml lets pass


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: "x"#y\n', 1, 7),
        ("a: 'x'#y\n", 1, 7),
        ("a: [b]#c\n", 1, 7),
        ("a: {b: c}#d\n", 1, 10),
        ("a: [[b]#c\n ]\n", 1, 8),
        ("a: [b,#c\n d]\n", 1, 7),
        ("a: |#b\n  c\n", 1, 5),
        ("a: >-#b\n  c\n", 1, 6),
        ('a: "b\nstate: returned"\n', 2, 1),
        ("a: 'b\nstate: returned'\n", 2, 1),
        ("a: [b,\nc: d\n ]\n", 2, 1),
        ("a:\n  b: {c: d,\n  e: f}\n", 3, 3),
        ("a:\n- {c: d,\ne: f}\n", 3, 1),
        ("a: >\n \n   \n # 412\n", 4, 2),
    ],
)
def test_what_libyaml_lets_pass_and_could_hide_a_value_is_refused(text: str, line: int, column: int) -> None:
    """A comment without a space before it, lines that look like keys and are none, a text that becomes a comment."""
    assert ("Y002", line, column) in places(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        'a: "x" # y\n',
        'a: "x #y"\n',
        "a: x#y\n",
        'a: [b, "c,#d", e] # ,#f\n',
        "a: [\n  b,  # c,#d\n  e\n]\n",
        "a: {\n  b: c\n}\n",
        'a: "b\n\n  c"\n',
        "a:\n  b: 'c\n    d'\n",
        "a: |\n\n  # c\n  d\n",
        "a: | # b\n  c\n",
        "a:\n- [b,\n c]\n",
    ],
)
def test_what_yaml_allows_is_allowed(text: str) -> None:
    """However it looks."""
    assert findings_of(text.encode()) == ()


@pytest.mark.parametrize("text", ["a: [-]\n", "a:\tb\n", 'a: "b\n  \tc"\n', "%YAML 1.1#x\n---\na: 1\n"])
def test_what_libyaml_lets_pass_and_hides_nothing_is_left(text: str) -> None:
    """The decisions name them."""
    assert findings_of(text.encode()) == ()


@pytest.mark.parametrize("text", ["{}", "{ }\n", "# c\n{}\n", "&a {}\n", "--- {}\n"])
def test_an_empty_mapping_says_as_little_as_an_empty_file(text: str) -> None:
    """It has no keys, so there is nothing that could be missing one."""
    assert read("file.yaml", text.encode())[0] is None
    assert places(text.encode()) == [("Y009", 1, 1)]
