"""Keep one comment of a pull request up to date: what it changes, in words. For GitHub, GitLab and Gitea; needs Python alone.

    python3 renew_comment.py NUMBER FILE    write the file's text into the comment, or make it
    python3 renew_comment.py --open         the numbers of the open requests, a line each (GitLab)

From the environment: FORGE (github, gitlab or gitea), API (address of the repository, or of the project), TOKEN, and AUTHOR, by whose
name the comment goes; MAIN for --open. The comment is known by its first line, and only one of AUTHOR's is ever changed.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MARKER = "<!-- ct58: thay đổi -->"
A_PAGE = 50
SECONDS = 60


class Forge:
    """The comments of one repository."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._is_gitlab = environment["FORGE"] == "gitlab"
        self._api = environment["API"].rstrip("/")
        self._author = environment["AUTHOR"]
        scheme = {"github": "Bearer", "gitea": "token"}.get(environment["FORGE"])
        token = environment["TOKEN"]
        self._key = ("PRIVATE-TOKEN", token) if self._is_gitlab else ("Authorization", f"{scheme} {token}")

    def renew(self, number: int, text: str) -> str:
        """Write the comment; says what became of it. One that says the same already is left alone."""
        body = f"{MARKER}\n{text}"
        below = f"merge_requests/{number}/notes" if self._is_gitlab else f"issues/{number}/comments"
        known = next((one for one in self._all(below) if self._is_ours(one)), None)
        if known is None:
            self._ask("POST", below, {"body": body})
            return "made"
        if known["body"].strip() == body.strip():
            return "unchanged"
        place = f"{below}/{known['id']}" if self._is_gitlab else f"issues/comments/{known['id']}"
        self._ask("PUT" if self._is_gitlab else "PATCH", place, {"body": body})
        return "renewed"

    def open_requests(self, main: str) -> Iterator[int]:
        """The merge requests that wait for the main copy."""
        target = urllib.parse.quote(main, safe="")
        yield from (one["iid"] for one in self._all(f"merge_requests?state=opened&target_branch={target}"))

    def _is_ours(self, comment: Mapping[str, Any]) -> bool:
        author = comment["author"]["username"] if self._is_gitlab else comment["user"]["login"]
        return bool(author == self._author and comment["body"].startswith(MARKER))

    def _all(self, below: str) -> Iterator[dict[str, Any]]:
        page, joint = 1, "&" if "?" in below else "?"
        while found := self._ask("GET", f"{below}{joint}per_page={A_PAGE}&limit={A_PAGE}&page={page}"):
            yield from found
            if len(found) < A_PAGE:
                return
            page += 1

    def _ask(self, method: str, below: str, said: Mapping[str, str] | None = None) -> Any:
        request = urllib.request.Request(f"{self._api}/{below}", method=method)  # noqa: S310 - API is the workflow's
        request.add_header(*self._key)
        if said is not None:
            request.data = json.dumps(said).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return json.load(answer)


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Renew the comment, or list the open requests."""
    forge = Forge(environment)
    if arguments == ["--open"]:
        sys.stdout.writelines(f"{number}\n" for number in forge.open_requests(environment["MAIN"]))
        return 0
    number, file = arguments
    sys.stdout.write(f"{forge.renew(int(number), Path(file).read_text(encoding='utf-8'))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
