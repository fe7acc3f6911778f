"""The folder for Windows, unpacked and double-clicked on Windows' own Python: the clerk's first quarter hour.

Under wine, without administrator, network and anything in PATH. What that cannot show stands in DOC-TRUOC.txt.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import portable
import pytest
from tests.support.command_line import environment
from tests.support.guide import Block, blocks
from tests.support.wine_box import Box, usual_folder, why_not

FOLDER = usual_folder()  # read before the tests take away the settings of whoever runs them
NOT_HERE = why_not(FOLDER)
SECTIONS = ("## 2. ", "## 3. ")
"""Of the guide: an office of one's own, and a quarter in it."""
BY_OPTIONS = {
    "ct58 setup --practice 6/7/2021": "ct58 setup --practice 6/7/2021 --units danh-sach.csv",
}
"""What the guide has its reader answer at a terminal, said without one."""
LARGEST = 60_000_000
PYTHON_RELEASE = "3.13.2"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.box,
    pytest.mark.skipif(NOT_HERE is not None, reason=f"not run on Windows' Python: {NOT_HERE}"),
]


@dataclass(frozen=True)
class Session:
    """What was seen: in the window, and of each command its words and its exit code."""

    window: str
    said: Sequence[str]
    codes: Sequence[int]


def guided() -> Iterator[Block]:
    """The blocks of the guide's first sections."""
    text = portable.GUIDE.read_text(encoding="utf-8")
    yield from blocks("\n".join(text.partition(f"\n{title}")[2].partition("\n## ")[0] for title in SECTIONS))


def typed_commands() -> list[str]:
    """What the guide's first sections have the clerk type; what is asked back at a terminal, by options."""
    return [BY_OPTIONS.get(command, command) for block in guided() for command in block.commands]


def lay_out(folder: Path) -> None:
    """The lists that the guide's office has got: beside the new office, and in it, where the next commands look for them."""
    for block in guided():
        for what, name in block.stage:
            for place in (folder, folder / "van-phong") if what == "tệp" else ():
                place.mkdir(exist_ok=True)
                (place / name).write_text("\n".join([*block.lines, ""]), encoding="utf-8")


COMMANDS = [*typed_commands(), "cd van-phong", "ct58 doctor --format json"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, made with the Python of the box."""
    try:
        portable.wheels(PYTHON_RELEASE)
    except portable.Unsuitable as problem:
        pytest.skip(f"not run on Windows' Python: {problem}")
    folder = tmp_path_factory.mktemp("windows")
    python = Box(FOLDER).python
    own = [file for file in python.iterdir() if file.is_file() and file.name != "sitecustomize.py"]
    portable.write(folder / "python.zip", {file.name: file.read_bytes() for file in own})
    return portable.make(folder / "python.zip", folder)


def on_windows(archive: Path) -> Session:
    """One window; wine sometimes dies, so that a second one is opened if the first did not come to its end."""
    session = opened_window(archive) or opened_window(archive)
    assert session is not None, "wine died twice"
    return session


def opened_window(archive: Path) -> Session | None:
    """Opened by a double-click in a folder with a space and Vietnamese letters in its path; None if it died."""
    box = Box(FOLDER)
    with box.folder_for("Văn phòng ") as folder:
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(folder)
        (folder / "seen").mkdir()
        lay_out(next(folder.glob("*/BAT-DAU.cmd")).parent)
        typed = folder / "typed.txt"
        typed.write_bytes("".join(f"{line}\r\n" for line in window_lines()).encode())
        try:
            window = box.double_click(next(folder.glob("*/BAT-DAU.cmd")), typed)
        except TimeoutError as problem:
            pytest.skip(f"not run on Windows' Python: {problem}")
        seen = [folder / "seen" / f"{number}.txt" for number in range(len(COMMANDS))]
        codes = [file.with_suffix(".code") for file in seen]
        if not codes[-1].is_file():
            return None
        said = [_lines(file.read_bytes()) for file in seen]
        return Session(_lines(window), said, [int(file.read_text()) for file in codes])


def _lines(shown: bytes) -> str:
    """Its text, whichever way lines are ended."""
    return shown.decode("utf-8", errors="replace").replace("\r\n", "\n")


def window_lines() -> Iterator[str]:
    """What is typed: each command, its words kept in a file, and its exit code in another."""
    yield 'set "SEEN=%CD%\\..\\seen"'
    for number, command in enumerate(COMMANDS):
        file = f'"%SEEN%\\{number}.txt"'
        yield command if command.startswith("cd ") else f"{command} > {file} 2>&1"
        yield f'echo %ERRORLEVEL% > "%SEEN%\\{number}.code"'
        if command.startswith("cd "):
            yield f"type nul > {file}"


def here(folder: Path) -> Session:
    """The same commands, run by the Python of these tests in a folder of their own."""
    own = environment(CT58_LANG="vi", CT58_STATE=str(folder / "state"), CT58_CACHE=str(folder / "cache"))
    said: list[str] = []
    codes: list[int] = []
    lay_out(folder)
    for command in COMMANDS:
        name, *arguments = shlex.split(command)
        if name == "cd":
            folder /= arguments[0]
            said, codes = [*said, ""], [*codes, 0]
            continue
        done = _run(arguments, folder, own)
        said, codes = [*said, _lines(done.stdout)], [*codes, done.returncode]
    return Session(window="", said=said, codes=codes)


def _run(words: Sequence[str], folder: Path, own: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ct58", *words]
    return subprocess.run(
        command, cwd=folder, env=own, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_it_is_small_and_the_same_every_time(archive: Path, tmp_path: Path) -> None:
    """Whoever checks it makes it again and compares."""
    assert archive.stat().st_size < LARGEST
    again = portable.make(archive.with_name("python.zip"), tmp_path)
    assert (again.name, again.read_bytes()) == (archive.name, archive.read_bytes())


def test_the_guides_first_quarter_hour_goes_as_it_does_here(archive: Path, tmp_path: Path) -> None:
    """The window shows the guide's first step, each command ends well and says the same words, the doctor knows the folder."""
    seen, expected = on_windows(archive), here(tmp_path)
    for command in portable.first_commands(portable.GUIDE.read_text(encoding="utf-8")):
        assert f"    {command}\n" in seen.window
    assert dict(zip(COMMANDS, seen.codes, strict=True)) == dict.fromkeys(COMMANDS, 0)
    for command, said, words in list(zip(COMMANDS, seen.said, expected.said, strict=True))[:-1]:
        assert said == words, command
    points = {point["check"]: point["said"] for point in json.loads(seen.said[-1])["data"]}
    assert points["portable"].startswith("có: Z:\\")
    assert points["packages"].startswith("đủ: ")
