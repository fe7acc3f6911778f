"""The data folder on disk: where it is found, what is read, and what is only named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.support.links import link

from ct58.errors import EnvironmentProblem, Finding
from ct58.errors.system import system_problem
from ct58.store.digests import MOST_BYTES
from ct58.store.sources import find_data_folder, read_folder, real_place


def put(root: Path, **files: str | bytes) -> Path:
    """Files in a folder; `__` in a name stands for `/`, and `.yaml` is added."""
    for name, content in files.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def found_by(given: str | None, start: Path, environment: dict[str, str] | None = None) -> Path:
    """The data folder."""
    return find_data_folder(given, environment or {}, start)


def test_links_that_lead_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    """By whatever way this Python says so; what is only not there (yet) has its place."""
    link(tmp_path / "a", tmp_path / "b")
    link(tmp_path / "b", tmp_path / "a")
    link(tmp_path / "c", tmp_path / "khong-co")
    assert real_place(tmp_path / "a") is None
    assert real_place(tmp_path / "a" / "x.yaml") is None
    assert real_place(tmp_path / "c") == (tmp_path / "khong-co").resolve()
    assert real_place(tmp_path / "x" / ".." / "y") == (tmp_path / "y").resolve()


# --------------------------------------------------------------------------- where it is


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with `data/` inside."""
    return put(tmp_path / "office", data__programme="x: 1\n")


def test_data_names_the_folder_or_its_parent(office: Path, tmp_path: Path) -> None:
    """Both are what people type."""
    assert found_by(str(office), tmp_path) == office / "data"
    assert found_by(str(office / "data"), tmp_path) == office / "data"


def test_without_data_the_environment_names_it(office: Path, tmp_path: Path) -> None:
    """CT58_DATA; `--data` is stronger."""
    assert found_by(None, tmp_path, {"CT58_DATA": str(office)}) == office / "data"
    assert found_by(str(office), tmp_path, {"CT58_DATA": str(tmp_path)}) == office / "data"


def test_else_it_is_looked_for_upwards(office: Path) -> None:
    """From anywhere inside, as with git."""
    below = office / "data" / "units" / "so-y-te"
    below.mkdir(parents=True)
    assert found_by(None, below) == office / "data"
    assert found_by(None, office) == office / "data"


def test_a_folder_that_has_lost_its_programme_is_still_one(tmp_path: Path) -> None:
    """`check` can then say what is missing."""
    put(tmp_path, office="x: 1\n", units__a__unit="x: 1\n")
    assert found_by(None, tmp_path) == tmp_path


def test_no_folder_is_refused_with_where_it_was_looked_for(tmp_path: Path) -> None:
    """And what to do."""
    with pytest.raises(EnvironmentProblem) as refusal:
        found_by(str(tmp_path), tmp_path)
    assert str(tmp_path / "data") in str(refusal.value.message.params["places"])
    assert refusal.value.hint is not None


@pytest.mark.parametrize("name", ["nowhere", "programme.yaml", "a\0b", "x" * 5000])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    """Not found, whatever the system thinks of it."""
    put(tmp_path, programme="x: 1\n")
    with pytest.raises(EnvironmentProblem):
        found_by(str(tmp_path / name), tmp_path)


# --------------------------------------------------------------------------- what is read


def read(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The names of the files read, and code and file of the findings."""
    folder = read_folder(root)
    return list(folder.sources), [(finding.code, finding.file) for finding in folder.findings]


def test_files_are_named_by_their_path_from_the_folder(tmp_path: Path) -> None:
    """With `/` on every system, in a stable order, each with its bytes."""
    root = put(tmp_path, programme="a", units__b__unit="b", units__a__unit="c", tasks__x="d")
    assert dict(read_folder(root).sources) == {
        "programme.yaml": b"a",
        "tasks/x.yaml": b"d",
        "units/a/unit.yaml": b"c",
        "units/b/unit.yaml": b"b",
    }
    assert read(root)[0] == sorted(read(root)[0])


def test_hidden_files_and_what_programs_leave_behind_are_passed_over(tmp_path: Path) -> None:
    """Also a whole hidden folder, such as .git."""
    root = put(tmp_path, programme="a")
    for name in (".git/config", ".ct58.lock", "tasks/PL-01.yaml~", "~$a.xlsx"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"x")
    assert read(root) == (["programme.yaml"], [])


def test_only_what_is_wanted_is_opened(tmp_path: Path) -> None:
    """A list of clauses reads no report."""
    root = put(tmp_path, programme="a", units__a__unit="b")
    assert list(read_folder(root, lambda file: file == "programme.yaml").sources) == ["programme.yaml"]


def test_only_folders_that_it_enters_are_looked_into(tmp_path: Path) -> None:
    """What lies above them is read."""
    root = put(tmp_path, programme="a: 1", tasks__PL="a: 1", units__a__unit="a: 1")
    found = read_folder(root, enters=lambda folder: folder == "tasks/")
    assert set(found.sources) == {"programme.yaml", "tasks/PL.yaml"}


def test_a_link_inside_the_folder_is_read(tmp_path: Path) -> None:
    """It leads to data."""
    root = put(tmp_path / "data", programme="a", tasks__x="b")
    link(root / "tasks/y.yaml", root / "tasks/x.yaml")
    assert read_folder(root).sources["tasks/y.yaml"] == b"b"


def test_a_link_that_leads_out_is_named_and_not_followed(tmp_path: Path) -> None:
    """To a file, a folder, nothing or itself."""
    root = put(tmp_path / "data", programme="a")
    outside = put(tmp_path / "outside", other="b")
    link(root / "tasks/file.yaml", outside / "other.yaml")
    link(root / "units", outside, is_folder=True)
    link(root / "tasks/nothing.yaml", root / "nowhere.yaml")
    link(root / "tasks/itself.yaml", root / "tasks/itself.yaml")
    files, findings = read(root)
    assert files == ["programme.yaml"]
    assert sorted(findings) == [
        ("Y014", "tasks/file.yaml"),
        ("Y014", "tasks/itself.yaml"),
        ("Y014", "tasks/nothing.yaml"),
        ("Y014", "units"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system makes no pipes")
def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    """Reading it would never end."""
    root = put(tmp_path, programme="a")
    os.mkfifo(root / "office.yaml")
    assert read(root) == (["programme.yaml"], [("Y015", "office.yaml")])


def test_a_huge_file_is_named_and_not_read(tmp_path: Path) -> None:
    """The memory stays free."""
    root = put(tmp_path, programme="a")
    with (root / "office.yaml").open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    assert read(root) == (["programme.yaml"], [("Y006", "office.yaml")])


def test_a_file_that_is_no_record_is_named_and_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scan that somebody has put beside the data is no error, however large."""
    root = tmp_path
    (root / "scan.pdf").write_bytes(b"%PDF")
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path.name} was opened"))
    folder = read_folder(root)
    assert (dict(folder.sources), folder.findings) == ({"scan.pdf": b""}, ())


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's reason; the others are read."""
    root = put(tmp_path, programme="a", office="b")

    open_ = os.open

    def refuse(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        if path.endswith("office.yaml"):
            raise PermissionError(13, "Permission denied")
        return open_(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    folder = read_folder(root)
    assert dict(folder.sources) == {"programme.yaml": b"a"}
    expected = Finding(
        code="Y015",
        file="office.yaml",
        params={"problem": system_problem(PermissionError(13, ""))},
        line=1,
        column=1,
    )
    assert folder.findings == (expected,)


def test_a_folder_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it is not silently missing."""
    root = put(tmp_path, programme="a", units__a__unit="b")
    scan = os.scandir

    def refuse(path: Path | int) -> os.ScandirIterator[str]:  # type: ignore[name-defined]
        if os.path.samestat(os.stat(path), (root / "units").stat()):  # noqa: PTH116 - it may be opened already
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert read(root) == (["programme.yaml"], [("Y015", "units")])


def test_a_missing_folder_is_a_finding(tmp_path: Path) -> None:
    """Somebody may take it away between two looks."""
    assert read(tmp_path / "gone") == ([], [("Y015", ".")])


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    """Its file is a stray one; whoever prints the finding needs letters."""
    root = put(tmp_path, programme="a")
    Path(os.fsdecode(os.fsencode(root) + b"/\xc1\xed.yaml")).write_bytes(b"x")
    assert read(root) == (["programme.yaml", "\ufffd\ufffd.yaml"], [])
