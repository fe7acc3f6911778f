"""ct58 doctor: what is wrong with this computer."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.daily_round import Office, open_office
from tests.support.documents import TEMPLATES, template
from tests.support.repositories import git

from ct58.store import cache
from ct58.store.folders import own_bytes


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three people, a bare repository between them."""
    return open_office(tmp_path, capsys, monkeypatch)


def points(office: Office, *arguments: str, today: str = "2021-07-15") -> tuple[int, Mapping[str, Any]]:
    """The exit code and the points by their keys."""
    done = office("hoa", "doctor", "--format", "json", *arguments, today=today)
    return done.code, {point["check"]: point for point in done.data}


def test_a_sound_computer(office: Office) -> None:
    """Every point is named once; what is only worth a note is no error."""
    code, found = points(office)
    assert code == 0
    assert list(found) == [
        *(
            "program",
            "portable",
            "packages",
            "letters",
            "data",
            "format",
            "place",
            "writing",
            "lock",
            "cache",
            "state",
            "templates",
        ),
        *("git", "history", "clock", "copy", "name", "joining", "shared"),
    ]
    assert {point["state"] for key, point in found.items() if key not in ("joining", "place")} == {"ok"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps such folders in the user's profile")
@pytest.mark.parametrize(
    "way", ["writable by others", "writable by a group", "somebody else's", "a link", "replaceable"]
)
def test_a_cache_folder_that_others_could_have_filled(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    """A warning that it is not used, with the folder and what to do; nothing in it is read, and the answers stay."""
    monkeypatch.setenv("CT58_CACHE", str(tmp_path / "shared" / "cache"))
    assert points(office)[1]["cache"]["state"] == "ok"
    (folder,) = (tmp_path / "shared" / "cache").iterdir()
    before = office("hoa", "overdue", "--format", "json")
    read: list[Path] = []

    def watched(file: Path) -> bytes:
        read.append(file)
        return own_bytes(file)

    monkeypatch.setattr(cache, "own_bytes", watched)
    office("hoa", "overdue", "--format", "json")
    assert read  # it would be used
    read.clear()
    if way == "writable by others":
        folder.chmod(0o777)
    elif way == "writable by a group":
        folder.chmod(0o770)
    elif way == "somebody else's":
        if os.geteuid() != 0:
            pytest.skip("only root may give a folder away")
        os.chown(folder, 12345, -1)
    elif way == "a link":
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    else:
        folder.parent.chmod(0o777)
    point = points(office)[1]["cache"]
    assert (point["state"], "somebody else's, or others may write there" in point["said"]) == (
        "warning",
        True,
    )
    assert str(folder) in point["said"]
    assert point["remedy"]
    assert office("hoa", "overdue", "--format", "json") == before
    assert read == []


def test_whether_it_runs_from_the_portable_folder(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either way the folder is named; it is known by the command beside Python's own folder."""
    folder = tmp_path / "Văn phòng" / "ct58"
    monkeypatch.setattr(sys, "executable", str(folder / "python" / "python.exe"))
    assert points(office)[1]["portable"]["said"] == f"no; run by the Python in {sys.prefix}"
    folder.mkdir(parents=True)
    (folder / "ct58.cmd").touch()
    assert points(office)[1]["portable"]["said"] == f"yes: {folder}"


def test_set_up_by_init_nothing_is_to_note(office: Office) -> None:
    """The text says so in one sentence."""
    office("hoa", "init", str(office.folder / "hoa"), "--git")
    assert points(office)[1]["joining"]["state"] == "ok"


def test_the_format_of_the_data(office: Office) -> None:
    """An older one is read as it is, so it is only told; one to come is wrong for this program."""
    assert points(office)[1]["format"]["said"] == "1; there is a newer one, 2: ct58 upgrade"
    path = office.data("hoa") / "programme.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"format: 2\n{text}", "utf-8")
    assert points(office)[1]["format"]["said"] == "2, the newest"
    path.write_text(f"format: 3\n{text}", "utf-8")
    code, found = points(office)
    assert (code, found["format"]["state"]) == (5, "error")
    assert found["format"]["remedy"].startswith("Install the newer ct58")
    path.write_text("format: [", "utf-8")
    assert "format" not in points(office)[1]


def test_without_data_the_rest_is_looked_at_all_the_same(office: Office, tmp_path: Path) -> None:
    """Exit code 5."""
    code, found = points(office, "--data", str(tmp_path / "khong-co"))
    assert (code, found["data"]["state"]) == (5, "error")
    assert "init" in found["data"]["remedy"]
    assert found["git"]["state"] == "ok"


def test_without_git_and_without_a_history(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes: everything else works."""
    plain = Path(shutil.copytree(office.data("hoa"), tmp_path / "plain" / "data"))
    code, found = points(office, "--data", str(plain))
    assert (code, found["history"]["state"]) == (0, "warning")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, found = points(office)
    assert (code, found["git"]["state"], "history" in found) == (0, "warning", False)


@pytest.mark.parametrize(
    ("how", "said", "remedy"),
    [
        (("--depth=1",), "older revisions were left out", "--unshallow"),
        (("--filter=blob:none",), "older contents were left out", "--no-filter"),
        (("--sparse",), "left off this disk", "sparse-checkout disable"),
    ],
)
def test_a_copy_that_leaves_something_out(
    office: Office, tmp_path: Path, how: tuple[str, ...], said: str, remedy: str
) -> None:
    """A note, with the way to the rest."""
    source = f"file://{office.folder / 'hoa'}"
    git(office.folder / "hoa", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", *how, source, "copy")
    if how == ("--sparse",):
        git(tmp_path / "copy", "sparse-checkout", "set", "--no-cone", "/data/*", "!/data/units/")
    found = points(office, "--data", str(tmp_path / "copy/data"))[1]["copy"]
    assert found["state"] == "warning"
    assert said in found["said"]
    assert remedy in found["remedy"]


def test_a_clock_that_is_behind(office: Office) -> None:
    """Something was saved on 1 July already."""
    code, found = points(office, today="2021-06-01")
    assert (code, found["clock"]["state"]) == (5, "error")


def test_a_shared_place_that_is_away_or_was_never_there(office: Office) -> None:
    """With the remedy of each."""
    office.away()
    assert points(office)[1]["shared"]["state"] == "warning"
    git(office.folder / "hoa", "remote", "remove", "origin")
    assert "remote add" in points(office)[1]["shared"]["remedy"]


def test_a_folder_that_another_program_copies(office: Office, tmp_path: Path) -> None:
    """OneDrive makes second copies of files that two people change."""
    moved = tmp_path / "OneDrive - Văn phòng"
    shutil.copytree(office.folder / "hoa", moved)
    assert points(office, "--data", str(moved))[1]["place"]["state"] == "warning"


def test_a_cache_that_cannot_be_written_to(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note: it only costs time."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("CT58_CACHE", str(tmp_path / "file"))
    code, found = points(office)
    assert (code, found["cache"]["state"]) == (0, "warning")


def test_templates_that_are_not_those_of_this_version_are_named(office: Office) -> None:
    """Changed on purpose or left from an earlier one: only the office knows, so it is no fault."""
    own = office.folder / "hoa" / "templates"
    own.mkdir()
    for name in ("bao-cao.docx", "cong-van.docx"):
        shutil.copy(TEMPLATES / name, own)
    assert points(office)[1]["templates"]["said"] == "those that this ct58 brings"
    (own / "bao-cao.md.jinja").write_text("{{ trich_yeu }}", "utf-8")
    code, found = points(office)
    assert (code, found["templates"]["state"]) == (0, "ok")
    assert "or from an earlier ct58: bao-cao.md.jinja;" in found["templates"]["said"]


def test_each_template_of_the_office_is_filled_to_try_it(office: Office) -> None:
    """Under any name; what is wrong is told with its place before somebody needs the document."""
    own = office.folder / "hoa" / "templates"
    own.mkdir()
    (own / "bao-cao.docx").write_bytes(template("Về {{ trich_yeu }").content)
    (own / "cua-toi.md.jinja").write_text("{{ trich_yeuu }}", "utf-8")
    (own / "thu.docx").write_bytes(
        template("{%p for doan in ket_thuc %}", "{{ doan }}", "{%p endfor %}").content
    )
    code, found = points(office)
    said = found["templates"]["said"]
    assert (code, found["templates"]["state"]) == (5, "error")
    assert "templates/bao-cao.docx, paragraph 1 (“Về {{ trich_yeu }”): a brace belongs to no tag." in said
    assert "cua-toi.md.jinja, line 1 (“{{ trich_yeuu }}”): the name “trich_yeuu” is not known." in said
    assert "thu.docx" not in said


def test_the_screen_shows_each_point_with_its_remedy(office: Office) -> None:
    """And what it comes to."""
    shown = office("hoa", "doctor").out
    assert "THIS COMPUTER" in shown
    assert "Remedy: Set it up once" in shown
    assert "to note." in shown
