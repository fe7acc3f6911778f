"""What the checkout promises as a whole: pinned packages, mirrored tests, short functions, no traces."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ct58"
TESTS = ROOT / "tests"

WITHOUT_A_TWIN = {"tests/docs", "tests/data", "tests/errors"}
"""Folders of tests that specify no single module: the shipped data, the finding codes."""

LONGEST_FUNCTION = 64
"""Lines, without the docstring: more has more than one level of abstraction."""

FOLDERS_OF_ONE_COMPUTER = ("home", "root", "work", "Users", "opt", "tmp")
INDEX_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "py" + "pi.python.org")
TRACES = re.compile(
    "|".join(
        [
            rf"(?<![\w.~/<])/(?:{'|'.join(FOLDERS_OF_ONE_COMPUTER)})/\w",
            r"\b[A-Z]:\\Users\b",
            re.escape("../" + "shared"),
            *map(re.escape, INDEX_HOSTS),
        ]
    )
)


def _git(*arguments: str) -> list[str]:
    answer = subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True)
    return [name for name in answer.stdout.decode().split("\0") if name]


def _texts() -> Iterator[tuple[str, str]]:
    """Every file of the checkout that is text: its name and content."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    for name in _git("ls-files", "-z", "--cached", "--others", "--exclude-standard"):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


def _canonical(requirement: str) -> str:
    """The name in a requirement, as package indexes compare it."""
    name = re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    """Name → entry of constraints.txt, an entry being one requirement with all its hashes."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    entries = "\n".join(lines).replace("\\\n", " ").splitlines()
    return {_canonical(entry): entry for entry in entries}


def test_every_pin_is_one_version_with_hashes_and_no_address(pinned: dict[str, str]) -> None:
    """Nothing is installed that was not seen before, from wherever pip is set up to fetch it."""
    pattern = re.compile(
        r"""[\w.-]+==[\w.]+(?: ; sys_platform == "\w+")?(?:\s+--hash=sha256:[0-9a-f]{64})+"""
    )
    assert [entry for entry in pinned.values() if not pattern.fullmatch(entry.strip())] == []


def test_everything_the_project_asks_for_is_pinned(pinned: dict[str, str]) -> None:
    """To build, to run, to develop: each direct requirement is in constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
    ]
    assert {_canonical(requirement) for requirement in asked} - set(pinned) == set()


def test_tests_mirror_the_source() -> None:
    """tests/<area>/test_x.py specifies src/ct58/<area>/x.py, or the folder x."""
    strays = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(TESTS.glob("*/**/test_*.py"))
        if path.relative_to(ROOT).parent.as_posix() not in WITHOUT_A_TWIN and not _has_twin(path)
    ]
    assert strays == []


def _has_twin(test: Path) -> bool:
    twin = PACKAGE / test.relative_to(TESTS).with_name(test.stem.removeprefix("test_"))
    return twin.with_suffix(".py").is_file() or twin.is_dir()


def test_functions_stay_short() -> None:
    """A function that does not fit on a screen is to be cut at its levels of abstraction."""
    sources = [
        *ROOT.glob("*.py"),
        *(path for top in ("src", "tests", "tools", "bench") for path in (ROOT / top).rglob("*.py")),
    ]
    long = [
        f"{path.relative_to(ROOT).as_posix()}:{function.lineno} {function.name}"
        for path in sources
        for function in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and _lines(function) > LONGEST_FUNCTION
    ]
    assert long == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(function, clean=False) or ""
    return (function.end_lineno or function.lineno) - function.lineno - docstring.count("\n")


def test_no_file_names_a_package_index_or_a_place_on_one_computer() -> None:
    """A clone works anywhere: no index host, no absolute path of the computer it was written on."""
    traces = [
        f"{name}:{number}: {found.group()}"
        for name, text in _texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := TRACES.search(line))
    ]
    assert traces == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/an/ct58",
        'open("/' + 'tmp/x")',
        "https://" + INDEX_HOSTS[0] + "/simple",
        "C:\\" + "Users\\an",
    ],
)
def test_the_search_for_traces_finds_them(line: str) -> None:
    """The pattern is built from pieces, so it is shown to match."""
    assert TRACES.search(line)
