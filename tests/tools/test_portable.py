"""The folder for Windows: only what is pinned goes into it, and equal input gives equal bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import portable
import pytest

PYTHON = {"python.exe": b"MZ", "python313.zip": b"PK", "python313._pth": b"import site\n"}


def zipped(target: Path, files: portable.Files) -> Path:
    """An archive made the usual way, with times and rights."""
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return target


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small Python of these tests be one of those that are known."""
    monkeypatch.setattr(portable, "KNOWN", {portable.digest(PYTHON): "3.13.2"})


@pytest.mark.usefixtures("known")
def test_a_known_python_is_known_in_whatever_archive_it_comes(tmp_path: Path) -> None:
    """At the top or in a folder, with any search path: that is replaced by ours."""
    inside = {f"cp313/{name}": content for name, content in reversed(PYTHON.items())}
    other = {**PYTHON, "python313._pth": b"."}
    for number, files in enumerate((PYTHON, inside, other)):
        release, found = portable.embedded(zipped(tmp_path / f"{number}.zip", files))
        assert release == "3.13.2"
        assert found == {**PYTHON, "python313._pth": b"python313.zip\r\n.\r\n..\\lib\r\n"}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "changed", [{"python.exe": b"MZ!"}, {"sitecustomize.py": b""}, {"pythonw.exe": b"MZ"}], ids=str
)
def test_any_other_is_refused_with_what_it_is(tmp_path: Path, changed: dict[str, bytes]) -> None:
    """One byte more or one file more, and it is another."""
    archive = zipped(tmp_path / "python.zip", {**PYTHON, **changed})
    with pytest.raises(portable.Unsuitable, match=portable.digest({**PYTHON, **changed})):
        portable.embedded(archive)


def test_what_is_no_zip_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, with exit code 1."""
    (tmp_path / "python.zip").write_bytes(b"not a zip")
    assert portable.main([str(tmp_path / "python.zip")]) == 1
    assert "cannot be read as a zip" in capsys.readouterr().err


def test_downloads_are_held_against_their_hashes_each_time(tmp_path: Path) -> None:
    """One wheel for each pin, each with a hash that is listed."""
    wheel = tmp_path / "click-8.5.1-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    listed = f"click==8.5.1 \\\n    --hash=sha256:{hashlib.sha256(b'wheel').hexdigest()}\n"
    assert portable.is_complete(tmp_path, listed)
    assert not portable.is_complete(tmp_path, listed + listed.replace("click", "rich"))
    wheel.write_bytes(b"changed")
    assert not portable.is_complete(tmp_path, listed)


def test_of_a_wheel_the_modules_are_taken() -> None:
    """From wherever they lie in it; scripts name the Python of the computer that would install them."""
    assert str(portable.place("click/core.py")) == "click/core.py"
    assert str(portable.place("x-1.data/platlib/x/y.pyd")) == "x/y.pyd"
    assert portable.place("x-1.data/scripts/x.exe") is None


def test_equal_files_give_equal_bytes(tmp_path: Path) -> None:
    """Whatever the order in which they were gathered."""
    files = {"b/ế.txt": b"2", "a.txt": b"1"}
    portable.write(tmp_path / "1.zip", files)
    portable.write(tmp_path / "2.zip", dict(reversed(files.items())))
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    assert portable.contents(tmp_path / "1.zip") == files


def test_what_a_person_opens_is_as_windows_writes_it() -> None:
    """A command is plain ASCII, since its window's code page is not set yet; a text says that it is UTF-8."""
    files = portable.starters(portable.GUIDE.read_text(encoding="utf-8"))
    assert {"BAT-DAU.cmd", "ct58.cmd", "DOC-TRUOC.txt", "HUONG-DAN.txt", "python/greeting.txt"} <= set(files)
    for name, content in files.items():
        assert content.count(b"\n") == content.count(b"\r\n") > 0, name
        assert name.endswith(".txt") == content.startswith("\ufeff".encode()), name
        assert content.isascii() or name.endswith(".txt"), name


def test_the_greeting_shows_what_the_guide_has_its_reader_type_first() -> None:
    """Word for word, whatever the guide says today."""
    guide = "# Hướng dẫn\n\n```console\n$ ct58 init --demo tap-lam\nĐã tạo.\n$ cd tap-lam\n```\n"
    greeting = portable.starters(guide)["python/greeting.txt"].decode("utf-8-sig")
    assert "    ct58 init --demo tap-lam\r\n    cd tap-lam\r\n" in greeting
    assert portable.first_commands(portable.GUIDE.read_text(encoding="utf-8"))[0].startswith("ct58 setup")


def test_the_window_greets_also_where_no_font_can_be_set(tmp_path: Path) -> None:
    """Into a pipe, and on a system that is not Windows."""
    script = portable.STARTERS / "python" / "window.py"
    (tmp_path / "window.py").write_bytes(script.read_bytes())
    (tmp_path / "greeting.txt").write_text("\ufeffĐảng ủy", encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "window.py")], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "Đảng ủy"
