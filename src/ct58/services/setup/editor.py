"""What lies beside the data for an editor: the schemas of its files, and the settings of one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ct58
from ct58.domain.records.office import Office
from ct58.domain.records.places import DATA_FOLDER, EVERY_FILE, beside_data
from ct58.errors import Finding, Refused
from ct58.i18n import DEFAULT_LANGUAGE, N_, msg
from ct58.render.screens.editor import office_schema
from ct58.render.words.speech import Speech
from ct58.services.reading.checking import Beside
from ct58.services.setup.seed import seed_folder
from ct58.store.cache import code_that_decides
from ct58.store.hashing import digest_of
from ct58.store.output_file import make_folder, write_new
from ct58.store.yaml.schema import KINDS
from ct58.views.editor import EditorView, editor_view

SCHEMAS = "schemas"
_VSCODE: Mapping[str, object] = {
    ".vscode/settings.json": {
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "yaml.customTags": [],
        "editor.quickSuggestions": {"strings": True},
        "files.associations": {EVERY_FILE: "yaml"},
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "files.eol": "\n"},
    },
    ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
}
"""For Visual Studio Code: the extension that reads the first line of a file, and what keeps it from changing the form."""


def schema_files(office: Office) -> Mapping[str, bytes]:
    """The schemas of an office's files by their names, in the product's language whoever asks."""
    view, speech = editor_view(office), Speech(DEFAULT_LANGUAGE)
    return {f"{kind}.json": _as_file(content) for kind, content in _schemas(view, speech)}


def editor_settings() -> Mapping[str, bytes]:
    """The settings of Visual Studio Code, by their place in the folder above the data."""
    return {file: _as_file(content) for file, content in _VSCODE.items()}


def place_to_renew(root: Path) -> Path:
    """Where the first lines of the files say that the schemas are: beside the data folder. Raises Refused as below."""
    folder = _place(root)
    if folder == _general():
        raise Refused(
            msg(
                N_("{folder} has the general schemas that ct58 brings along; they stay."), folder=str(folder)
            ),
            msg(N_("Those of an office are made in a folder of its own: ct58 init")),
        )
    return folder


def _place(root: Path) -> Path:
    return root.resolve().parent / SCHEMAS


def _general() -> Path:
    """Where the general ones lie; in a checkout of ct58 that is beside its data."""
    return (seed_folder() / SCHEMAS).resolve()


def above_data(root: Path) -> Path:
    """The folder that people open in an editor."""
    folder = root.resolve()
    return folder.parent if folder.name == DATA_FOLDER else folder


def renew(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> Sequence[Path]:
    """Write generated files where they are not so already; which those are. Raises EnvironmentProblem."""
    stale = {folder / name: content for name, content in files.items() if _read(folder / name) != content}
    for path, content in stale.items() if not dry_run else ():
        make_folder(path.parent)
        write_new(path, content, force=True)
    return tuple(stale)


def _stale_schemas(root: Path, office: Office) -> Iterator[Finding]:
    """That the schemas beside the data are of another programme or register; nothing where there are none."""
    folder = _place(root)
    if not folder.is_dir() or folder == _general():
        return
    speech = Speech(DEFAULT_LANGUAGE)
    stale = [
        f"{kind}.json"
        for kind, content in _schemas(editor_view(office), speech)
        if _parsed(folder / f"{kind}.json") != content
    ]
    if stale:
        file = beside_data(f"{SCHEMAS}/{stale[0]}")
        yield Finding(code="Y020", file=file, at=(), line=1, column=1, params={"count": len(stale)})


def _state_of_schemas(root: Path) -> bytes:
    """All that decides whether they are stale, but the office: what lies there, and what would be made."""
    folder = _place(root)
    if not folder.is_dir() or folder == _general():
        return b""
    files = (place / f"{kind}.json" for place in (folder, _general()) for kind in KINDS)
    package = os.path.dirname(ct58.__file__)  # noqa: PTH120 - pathlib takes twice the time
    code = code_that_decides(package, ("render", "views", "locale/vi"))
    return b"".join(digest_of(_read(file) or b"") for file in files) + repr(code).encode()


SCHEMAS_BESIDE = Beside(_stale_schemas, _state_of_schemas)


def _schemas(view: EditorView, speech: Speech) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in KINDS:
        general = json.loads((_general() / f"{kind}.json").read_text("utf-8"))
        yield kind, office_schema(kind, general, view, speech)


def _as_file(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _parsed(path: Path) -> object:
    try:
        return json.loads(_read(path) or b"null")
    except ValueError:
        return None
