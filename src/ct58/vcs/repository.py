"""The repository that a data folder lies in: its revisions, and the files of each, by object and not by checkout."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import NamedTuple

from ct58.errors import EnvironmentProblem, Sources
from ct58.i18n import N_, msg
from ct58.patterns import pattern
from ct58.records import record
from ct58.vcs.conditions import Hindered
from ct58.vcs.git import Git, GitRefused
from ct58.vcs.git_folder import are_on_one_disk, bytes_of, common_folder, git_folder_of

INFO = "%H%x00%h%x00%cI%x00%an%x00%s"
_ONE = ("log", "-1", "-z", "--encoding=UTF-8", f"--format={INFO}")
"""One revision in the words of `parse_revision`."""
_LISTING = ("ls-tree", "-r", "-z", "--full-tree", "--end-of-options")
_LINK = "120000"


@record
class Revision:
    """One state of the data that git keeps: its full and short id, when it was kept, by whom, in which words."""

    id: str
    short: str
    when: dt.datetime
    author: str
    subject: str


class Blob(NamedTuple):
    """A file of a revision: the id of its content, and whether it is a link, whose content is a path."""

    id: str
    is_link: bool = False


Blobs = Mapping[str, Blob]
"""Path below the data folder → file."""


@record
class Repository:
    """A repository, and where in it the data lies (`prefix` ends with a slash, or is empty).

    `below` is the part of it that leads on from git's own folder, where the data folder is not on the disk.
    `head` is the short id of its newest revision (empty before the first one), and `is_shallow` says whether older
    ones were left out when it was copied, both as of when it was found. `known` are contents that were read
    already, and `listed` the trees that were listed ahead; an object never changes.
    """

    git: Git
    prefix: str
    below: str = ""
    head: str = ""
    is_shallow: bool = False
    known: dict[str, bytes] = field(default_factory=dict)
    listed: dict[str, bytes] = field(default_factory=dict)

    def at(self, prefix: str) -> Repository:
        """The same with the data in another of its folders, which need not be on the disk any more."""
        depth = self.prefix.removesuffix(self.below).count("/")
        top = self.git.folder.joinpath(*[".."] * depth)
        return replace(self, git=self.git.inside(top), prefix=prefix, below=prefix)

    def find(self, name: str) -> Revision | None:
        """The revision that a name means to git; None where it means none. It is never read as an option."""
        if not name or any(part in name for part in ("\n", "\0", "..")):
            return None
        said = self.git.ask([*_ONE, "--end-of-options", f"{name}^{{commit}}", "--"])
        return _revision(said) if said else None

    def last_before(self, moment: dt.datetime, start: str = "HEAD") -> Revision | None:
        """The newest revision of a line of history that was kept before a moment."""
        asked = ["rev-list", "-1", f"--before={moment.isoformat()}", "--end-of-options", start]
        found = (self.git.ask(asked) or b"").decode().strip()
        return self.revision(found) if found else None

    def revision(self, id_: str) -> Revision:
        """What git says of a commit."""
        return _revision(self.git.run([*_ONE, id_]))

    def has(self, revision: Revision, file: str) -> bool:
        """Whether a revision has a file of the data."""
        return self.object_at(revision.id, file) is not None

    def object_at(self, tip: str, file: str) -> str | None:
        """The id of a file's content in a revision; None where it has no such file. Raises Incomplete."""
        said = self.git.ask_of(tip, ["rev-parse", "--verify", "--quiet", f"{tip}:{self.prefix}{file}"])
        return said.decode("ascii").strip() if said else None

    def tree(self, revision: Revision) -> Blobs:
        """The files of the data in a revision. Raises EnvironmentProblem where it has no data there."""
        listed = self._listed(revision, self._top(revision))
        if listed is None:
            raise EnvironmentProblem(
                msg(
                    N_("Revision {revision} has no folder “{folder}”."),
                    revision=revision.short,
                    folder=self.prefix or ".",
                )
            )
        return _entries(listed)

    def folders_with(self, revision: Revision, file: str) -> tuple[str, ...]:
        """The folders of a revision that have a file of a name; each ends with a slash, or is empty."""
        paths = _entries(self._listed(revision, revision.id) or b"")
        return tuple(path.removesuffix(file) for path in paths if f"/{path}".endswith(f"/{file}"))

    def list_ahead(self, revisions: Iterable[Revision]) -> None:
        """Have git list the files of several revisions at the same time; `tree` then need not wait for it."""
        tops = [self._top(revision) for revision in revisions]
        answers = self.git.ask_each([[*_LISTING, top] for top in tops])
        self.listed.update((top, said) for top, said in zip(tops, answers, strict=True) if said is not None)

    def _top(self, revision: Revision) -> str:
        """The data folder of a revision, as git names it."""
        return f"{revision.id}:{self.prefix.rstrip('/')}"

    def _listed(self, revision: Revision, top: str) -> bytes | None:
        return self.listed[top] if top in self.listed else self.git.ask_of(revision.id, [*_LISTING, top])

    def bundle(self) -> bytes | None:
        """Every branch with its whole history in one file, which git reads as a repository; None before the first revision.

        One thread packs it, so that the same history gives the same bytes. It is asked for in the top folder: in
        another one git takes “-” for a file of that name.
        """
        single = ("-c", "pack.threads=1")
        return self.at("").git.ask([*single, "bundle", "create", "--quiet", "-", "--branches", "HEAD"])

    def told(self) -> bytes:
        """The history of all branches in lines to be read without git: when, who, in which words, which files."""
        form = "%n%h · %cI · %an%n%w(0,4,4)%s%w(0,0,0)"
        return self.git.run(
            ["log", "--branches", "HEAD", "--name-status", "--encoding=UTF-8", f"--format={form}"]
        )

    def contents(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of some objects. What is not known yet is read by one process, and kept.

        Raises EnvironmentProblem if one is not there.
        """
        wanted = dict.fromkeys(ids)
        missing = [id_ for id_ in wanted if id_ not in self.known]
        if missing:
            asked = "".join(f"{id_}\n" for id_ in missing).encode()
            answer = self.git.run(["cat-file", "--batch", "--buffer"], given=asked)
            try:
                self.known.update(_batch(answer, missing))
            except LookupError as error:
                raise self.git.lacking() from error
        return {id_: self.known[id_] for id_ in wanted}

    def contents_left(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of those objects that can still be read: what is damaged in one place is not the end of the past.

        Raises EnvironmentProblem where something else is the matter, such as a copy that was made without its contents.
        """
        wanted = list(dict.fromkeys(ids))
        try:
            return self.contents(wanted)
        except Hindered as error:
            if error.condition != "damaged":
                raise
        if len(wanted) == 1:
            return {}
        middle = len(wanted) // 2
        return {**self.contents_left(wanted[:middle]), **self.contents_left(wanted[middle:])}

    def targets(self, tree: Blobs, links: Blobs) -> tuple[Mapping[str, str], tuple[str, ...]]:
        """The contents that links of a revision lead to, by id, and the links that lead to no file of the data."""
        contents = self.contents(blob.id for blob in links.values())
        targets = {file: _target(file, contents[blob.id], tree) for file, blob in links.items()}
        found = {file: target.id for file, target in targets.items() if target is not None}
        return found, tuple(file for file, target in targets.items() if target is None)


def find_repository(folder: Path, environment: Mapping[str, str]) -> Repository | None:
    """The repository of a folder; None outside of any.

    Raises EnvironmentProblem without git, Hindered where there is one that git does not open.
    """
    git = Git(folder, environment)
    done = git.start(["rev-parse", "--is-shallow-repository", "--show-prefix", "--quiet", "--short", "HEAD"])
    shallow, _, prefix = done.stdout.decode("utf-8", "surrogateescape")[:-1].partition("\n")
    if not shallow:
        _refuse_unopened(git, done.stderr)
        return None
    prefix, _, head = prefix.rpartition("\n") if done.returncode == 0 else (prefix, "", "")
    if not head:
        _refuse_lost_line(folder)
    return Repository(git=git, prefix=prefix, head=head, is_shallow=shallow == "true")


def _refuse_unopened(git: Git, said: bytes) -> None:
    """Git calls what it cannot make sense of no repository; a folder of git's that is there tells it from none."""
    refusal = git.refusal(said, "rev-parse")
    if not isinstance(refusal, GitRefused) or refusal.condition != "other":
        raise refusal
    own = git_folder_of(git.folder)
    if own is not None and are_on_one_disk(own, git.folder):  # git looks beyond its end for none
        raise Hindered("unusable", own, refusal.said)


def _refuse_lost_line(folder: Path) -> None:
    """A line of work without any revision is new, or has lost the id of its last one."""
    own = git_folder_of(folder)
    name = bytes_of(own / "HEAD").removeprefix(b"ref:").strip().decode("utf-8", "replace") if own else ""
    if own and name and (common_folder(own) / name).is_file():
        raise Hindered("lost_line", own)


def repository_of(folder: Path, environment: Mapping[str, str]) -> Repository:
    """The repository of a folder. Raises EnvironmentProblem without git, or outside of any repository."""
    found = find_repository(folder, environment)
    if found is None:
        raise EnvironmentProblem(
            msg(N_("{folder} keeps no history: it lies in no git repository."), folder=str(folder)),
            msg(N_("Everything that needs no history works.")),
        )
    return found


def parse_revision(line: str) -> Revision:
    """A revision from its five fields, parted by NUL."""
    id_, short, when, author, subject = line.split("\0", 4)
    return Revision(id=id_, short=short, when=_moment(when), author=author, subject=subject)


def _moment(said: str) -> dt.datetime:
    """When a revision was kept; the beginning of time for one that does not say it in a way to be understood.

    Git shows such a day as 1970, too: before that year, after 9999, in no zone that there is, or none at all.
    """
    try:
        return dt.datetime.fromisoformat(said)
    except ValueError:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _revision(said: bytes) -> Revision:
    return parse_revision(said.decode("utf-8", "replace").rstrip("\0\n"))


def blob_ids(content: bytes, like: str) -> frozenset[str]:
    """The ids that git may know a file's content by: as it is, and with the line ends that git keeps.

    `like` is any id of the repository; its length tells the hash.
    """
    return frozenset(blob_id(text, like) for text in (content, content.replace(b"\r\n", b"\n")))


def differing(tree: Blobs, sources: Sources) -> frozenset[str]:
    """The files that are not the same in a revision and in a folder; line ends make no difference."""
    like = next((blob.id for blob in tree.values()), "")
    return frozenset(
        file
        for file in tree.keys() | sources.keys()
        if file not in tree or file not in sources or tree[file].id not in blob_ids(sources[file], like)
    )


def blob_id(content: bytes, like: str) -> str:
    """The id that git knows a content by; `like` is any id of the repository."""
    make = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return make(b"blob %d\0" % len(content) + content).hexdigest()


_ENTRY = pattern(r"(?<![^\0])(100644|100755|120000) blob ([0-9a-f]+)\t([^\0]*)\0")
"""A line of a tree: a file or a link. Whatever else it may name is passed over."""


def _entries(listed: bytes) -> dict[str, Blob]:
    """Path → file, of `mode type id TAB path`, each ended by NUL."""
    found = _ENTRY.findall(listed.decode("utf-8", "replace"))
    return {path: Blob(id_, mode == _LINK) for mode, id_, path in found}


def _batch(answer: bytes, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """`id blob size LF content LF` for each object asked for. Raises LookupError for one that is not there."""
    start = 0
    for id_ in ids:
        end = answer.index(b"\n", start)
        words = answer[start:end].split(b" ")
        if len(words) != 3:
            raise LookupError(id_)
        size = int(words[2])
        yield id_, answer[end + 1 : end + 1 + size]
        start = end + size + 2


def _target(file: str, content: bytes, tree: Blobs) -> Blob | None:
    """The file that a link leads to, if that is a file of the data."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), content.decode("utf-8", "replace")))
    found = tree.get(path)
    return found if found and not found.is_link else None
