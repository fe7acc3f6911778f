"""What files are known by, a folder at a time: where two folders have one digest, each of their files is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, cast

from ct58.records import positional_record
from ct58.store.hashing import DIGEST_SIZE, Digest, digest_of

T = TypeVar("T")
_BETWEEN = "/"
"""Between two names of files: it stands in none."""


@positional_record
class FolderDigests:
    """The files of a folder: their names in order as one text; their digests in a row; one digest for all."""

    joined: str
    row: bytes
    whole: Digest

    def __len__(self) -> int:
        return len(self.row) // DIGEST_SIZE

    def names(self) -> list[str]:
        """The names, in order."""
        return split_names(self.joined) if self.row else []

    def all_end(self, ending: str) -> bool:
        """Whether each name ends so."""
        return f"{self.joined}{_BETWEEN}".count(f"{ending}{_BETWEEN}") == len(self)

    def by_name(self) -> dict[str, Digest]:
        """Name → digest."""
        return dict(zip(self.names(), digests_in(self.row), strict=True))


def digests_in(row: bytes) -> list[Digest]:
    """The digests of a row."""
    return cast("list[Digest]", [row[at : at + DIGEST_SIZE] for at in range(0, len(row), DIGEST_SIZE)])


def joined_names(names: Iterable[str]) -> str:
    """Names of files or folders as one text."""
    return _BETWEEN.join(names)


def split_names(joined: str) -> list[str]:
    """The same names one by one."""
    return joined.split(_BETWEEN)


def count_names(joined: str) -> int:
    """How many they are."""
    return joined.count(_BETWEEN) + 1


def folder_digests(by_name: Mapping[str, Digest]) -> FolderDigests:
    """The same, known by one digest."""
    names = sorted(by_name)
    said, row = joined_names(names), b"".join([by_name[name] for name in names])
    return FolderDigests(said, row, digest_of(_encoded(said) + b"\0" + row))


def _encoded(names: str) -> bytes:
    return names.encode("utf-8", "surrogatepass")


NO_FILES = folder_digests({})


class DigestTree(Mapping[str, Digest]):
    """File → digest of its content, folder by folder (`units/a/reports/`; the first is named by nothing)."""

    def __init__(self, folders: dict[str, FolderDigests]) -> None:
        self.folders = folders
        self._opened: dict[str, dict[str, Digest]] = {}

    def __getitem__(self, file: str) -> Digest:
        folder, name = split_at_folder(file)
        return self.opened(folder)[name]

    def opened(self, folder: str) -> dict[str, Digest]:
        """Name → digest of the files of a folder; none where it is not there."""
        if folder not in self._opened:
            self._opened[folder] = self.folders.get(folder, NO_FILES).by_name()
        return self._opened[folder]

    def note(self, file: str, digest: Digest) -> None:
        """Know a file by another digest: it changed since it was looked at."""
        folder, name = split_at_folder(file)
        by_name = self.opened(folder)
        if by_name.get(name) != digest:
            by_name[name] = digest
            self.folders[folder] = folder_digests(by_name)

    def with_changes(self, changes: Mapping[str, Digest | None]) -> DigestTree:
        """The same with other files, and without those of which None is said."""
        changed = {}
        for folder, of_folder in by_folder(changes).items():
            after = {**self.opened(folder), **of_folder}
            changed[folder] = folder_digests({name: digest for name, digest in after.items() if digest})
        return DigestTree({**self.folders, **changed})

    def whole(self) -> Digest:
        """One digest for all."""
        lines = [(_encoded(folder), files.whole) for folder, files in self.folders.items() if files]
        return digest_of(b"".join([b"%b\0%b" % line for line in sorted(lines)]))

    def __contains__(self, file: object) -> bool:
        folder, name = split_at_folder(str(file))
        return name in self.opened(folder)

    def __iter__(self) -> Iterator[str]:
        for folder, files in self.folders.items():
            yield from [folder + name for name in files.names()]

    def __len__(self) -> int:
        return sum(map(len, self.folders.values()))


def split_at_folder(file: str) -> tuple[str, str]:
    """The folder of a file, with the slash at its end, and its name."""
    at = file.rfind("/") + 1
    return file[:at], file[at:]


def by_folder(files: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """Folder → name → what is said of a file."""
    found: dict[str, dict[str, T]] = {}
    for file, said in files.items():
        folder, name = split_at_folder(file)
        found.setdefault(folder, {})[name] = said
    return found


def tree_of(digests: Mapping[str, Digest]) -> DigestTree:
    """The tree of some files."""
    return DigestTree({folder: folder_digests(by_name) for folder, by_name in by_folder(digests).items()})


def unlike_files(before: DigestTree, after: DigestTree) -> frozenset[str]:
    """The files that only one of two trees has, or that have another digest in each."""
    folders = before.folders.keys() | after.folders.keys()
    unlike = (folder for folder in folders if before.folders.get(folder) != after.folders.get(folder))
    return frozenset(file for folder in unlike for file in _differing_in(folder, before, after))


def _differing_in(folder: str, before: DigestTree, after: DigestTree) -> Iterator[str]:
    old, new = before.opened(folder), after.opened(folder)
    return (folder + name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
