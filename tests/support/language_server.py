"""An editor that asks yaml-language-server, over its own protocol, as Visual Studio Code does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
"""Where it is; None where it is not installed (npm install yaml-language-server)."""


class Editor:
    """One window."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._number = 0

    def open(self, path: Path, text: str) -> list[str]:
        """What is marked in a text that is opened as the file at a path."""
        item = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": item})
        while True:
            said = self._receive()
            if (
                said.get("method") == "textDocument/publishDiagnostics"
                and said["params"]["uri"] == path.as_uri()
            ):
                return [one["message"] for one in said["params"]["diagnostics"]]

    def hover(self, path: Path, text: str, word: str) -> str:
        """What is shown where the pointer rests on a word."""
        before = text[: text.index(word) + 1].split("\n")
        place = {"line": len(before) - 1, "character": len(before[-1])}
        asked = {"textDocument": {"uri": path.as_uri()}, "position": place}
        found = self.ask("textDocument/hover", asked)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: object) -> Any:
        """The answer to a request."""
        self._number += 1
        self._send(method, params, id=self._number)
        while True:
            said = self._receive()
            if said.get("id") == self._number and "method" not in said:
                return said.get("result")

    def _send(self, method: str, params: object, **more: object) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": params, **more})

    def _write(self, message: object) -> None:
        assert self._process.stdin is not None
        body = json.dumps(message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server itself asks for gets an empty answer."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _colon, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            asked = (
                message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            )
            answer: object = None if asked is None else [{} for _ in asked]
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": answer})
        return message


@contextmanager
def open_editor(folder: Path) -> Iterator[Editor]:
    """A window on a folder."""
    assert PROGRAM is not None
    process = subprocess.Popen(
        [PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        editor = Editor(process)
        settings = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "validate": True}}
        root = {"uri": folder.as_uri(), "name": folder.name}
        editor.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [root],
                "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
                "initializationOptions": settings,
            },
        )
        editor._send("initialized", {})
        editor._send("workspace/didChangeConfiguration", {"settings": settings})
        yield editor
    finally:
        process.kill()
        process.communicate()
