"""The shared place of a repository: its main line, what was handed in for approval, and what was given back.

Everything is an ordinary ref, so that any remote carries it, a bare repository on a file share too:
`gui-duyet/<name>` holds a submission, `tra-lai/<name>` the same with one commit on top that changes nothing and
says why it comes back. What became of a submission follows from which of them holds its last commit, so
an exchange that was cut short leaves nothing contradictory. What this copy has handed in, or is to, is kept in
refs of its own, below `refs/ct58/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.vcs.joining import Driver
from ct58.vcs.main_memory import remember_main
from ct58.vcs.main_place import HEADS, main_name, remote_of
from ct58.vcs.network import Offline, PushOutcome, Unanswered, fetch, knock, push
from ct58.vcs.repository import Repository, Revision
from ct58.vcs.trailers import RoundFacts, facts_in, without_facts

SUBMITTED, RETURNED = "gui-duyet/", "tra-lai/"
SENT, QUEUED = "refs/ct58/sent/", "refs/ct58/queued/"
APPROVED, ANSWERED = "refs/ct58/approved/", "refs/ct58/answered/"
_FIELDS = "%(refname)%00%(objectname)%00%(objectname:short)%00%(committerdate:iso-strict)%00%(authorname)%00"
_FORMAT = f"--format={_FIELDS}%(contents:subject)%00%(contents:body)%01"


@record
class Tip:
    """The last commit of a ref: the ref's own name without its folder, the revision, the rest of its message, its facts."""

    name: str
    revision: Revision
    body: str
    facts: RoundFacts = RoundFacts()

    @property
    def sender(self) -> str:
        """Who handed it in, as recorded; of what came past ct58 whoever saved last."""
        return self.facts.sender or self.revision.author

    @property
    def sent(self) -> dt.datetime:
        """When it was handed in, as recorded; of what came past ct58 when it was saved."""
        return self.facts.sent or self.revision.when

    @property
    def reason(self) -> str:
        """Why it was returned."""
        return self.facts.reason or self.body


class Shared:
    """The shared place of a copy. `main` is the name of the main line there, `driver` joins two states of a file."""

    def __init__(self, repository: Repository, remote: str, main: str, driver: Driver | None = None) -> None:
        self.repository = repository
        self.git = repository.git
        self.remote = remote
        self.main = main
        self.driver = driver

    @property
    def _seen(self) -> str:
        return f"refs/remotes/{self.remote}/"

    def knock(self) -> None:
        """See whether it answers. Raises Offline or Denied."""
        knock(self.git, self.remote)

    def fetch(self) -> None:
        """See what is there now. Raises Offline or Denied."""
        is_shallow = (
            self.git.line(["rev-parse", "--is-shallow-repository"]) == "true"
        )  # until this has been done once
        depth = ("--unshallow",) if is_shallow else ()
        fetch(self.git, self.remote, [f"+{HEADS}*:{self._seen}*"], "--prune", *depth)
        main = self.approved()
        remember_main(self.git, main.id if main else None)

    def approved(self) -> Revision | None:
        """The main line as it was seen last; None while there is none."""
        return self.repository.find(f"{self._seen}{self.main}")

    def submitted(self) -> tuple[Tip, ...]:
        """What was handed in, the oldest first, whatever has become of it."""
        return self._tips(f"{self._seen}{SUBMITTED}")

    def returned(self) -> Mapping[str, Tip]:
        """What was given back, by the submission's name; the message of each says why."""
        return {tip.name: tip for tip in self._tips(f"{self._seen}{RETURNED}")}

    def sent(self) -> tuple[Tip, ...]:
        """What this copy has handed in."""
        return self._tips(SENT)

    def queued(self) -> tuple[Tip, ...]:
        """What this copy has still to hand in."""
        return self._tips(QUEUED)

    def known_approved(self) -> tuple[Tip, ...]:
        """What this copy has handed in and knows to be approved."""
        return self._tips(APPROVED)

    def answered(self) -> tuple[Tip, ...]:
        """What was given back to this copy and handed in anew."""
        return self._tips(ANSWERED)

    def settle(self, folder: str, tip: Tip) -> None:
        """What became of something sent is known and need not be told again."""
        self.keep(folder, tip.name, tip.revision.id)
        self.forget(SENT, tip.name)

    def _tips(self, folder: str) -> tuple[Tip, ...]:
        said = self.git.run(["for-each-ref", "--sort=committerdate", _FORMAT, folder])
        entries = said.decode("utf-8", "replace").split("\x01")
        return tuple(_tip(entry.lstrip("\n"), folder) for entry in entries if entry.strip())

    def keep(self, folder: str, name: str, commit: str) -> None:
        """Remember a commit in this copy."""
        self.git.run(["update-ref", f"{folder}{name}", commit])

    def forget(self, folder: str, name: str) -> None:
        """Remember it no more."""
        self.git.run(["update-ref", "-d", f"{folder}{name}"])

    def put(
        self, places: Mapping[str, str | None], expected: Mapping[str, str | None]
    ) -> Mapping[str, PushOutcome]:
        """Set places there (`main`, `gui-duyet/x`) to commits, or take them away (None); all of them, or none.

        `expected` says what some of them must hold now (None: nothing). Returns what became of each. Where the answer
        gets lost, it is looked what became of them. Raises Unanswered where nobody answers that, Offline where nothing
        was done.
        """
        refspecs = [f"{commit or ''}:{HEADS}{place}" for place, commit in places.items()]
        leases = {f"{HEADS}{place}": commit or "" for place, commit in expected.items()}
        try:
            said = push(self.git, self.remote, refspecs, leases)
        except Unanswered as lost:
            return self._looked_up(places, lost)
        outcomes: dict[str, PushOutcome] = {place: said.get(f"{HEADS}{place}", "refused") for place in places}
        if "lost" in outcomes.values():
            return self._looked_up(places, Unanswered())
        self._note(places, outcomes)
        return outcomes

    def _looked_up(self, places: Mapping[str, str | None], lost: Unanswered) -> Mapping[str, PushOutcome]:
        """What became of places, by what they hold now. Raises `lost` where that is not answered either."""
        try:
            self.fetch()
        except Offline as error:
            raise lost from error
        there = {place: self._there(place) == commit for place, commit in places.items()}
        if not any(there.values()):
            raise Offline(
                msg(N_("The shared place broke off before anything was changed there.")),
                msg(N_("Nothing is lost; run the command again.")),
            )
        return {place: "done" if is_there else "moved" for place, is_there in there.items()}

    def _there(self, place: str) -> str | None:
        """What a place held when it was looked at last."""
        said = self.git.ask(["rev-parse", "--verify", "--quiet", f"{self._seen}{place}"])
        return said.decode("ascii").strip() if said else None

    def _note(self, places: Mapping[str, str | None], outcomes: Mapping[str, PushOutcome]) -> None:
        """What was changed there is known here at once."""
        for place, commit in places.items():
            if outcomes[place] == "done":
                ref = f"{self._seen}{place}"
                self.git.run(["update-ref", ref, commit] if commit else ["update-ref", "-d", ref])
        if self.main in places and outcomes[self.main] == "done":
            remember_main(self.git, places[self.main])


def open_shared(repository: Repository, driver: Driver | None = None) -> Shared:
    """The shared place. Raises EnvironmentProblem where there is none."""
    remote = remote_of(repository.git)
    if remote is None:
        raise EnvironmentProblem(
            msg(N_("This folder has no shared place yet, so nothing can be sent or fetched.")),
            msg(
                N_(
                    "What you save is kept here. Whoever looks after the computer sets the shared place up "
                    "once (git remote add)."
                )
            ),
        )
    return Shared(repository, remote, main_name(repository.git, remote), driver)


def _tip(entry: str, folder: str) -> Tip:
    ref, id_, short, when, author, subject, body = entry.split("\0", 6)
    revision = Revision(
        id=id_,
        short=short,
        when=dt.datetime.fromisoformat(when),
        author=_printable(author),
        subject=_printable(subject),
    )
    words = _printable(without_facts(body))
    return Tip(name=ref.removeprefix(folder), revision=revision, body=words, facts=facts_in(body))


def _printable(text: str) -> str:
    """What others wrote, on one line and without anything that could steer a terminal."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def shared_contents(repository: Repository, files: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """For each file, the ids of its contents that others have or are to get: in what was fetched, sent, queued."""
    listed = repository.git.run(["for-each-ref", "--format=%(objectname)", "refs/remotes/", "refs/ct58/"])
    commits = list(dict.fromkeys(listed.decode().split()))
    wanted = list(files)
    asked = "".join(f"{commit}:{repository.prefix}{file}\n" for file in wanted for commit in commits)
    said = repository.git.run(["cat-file", "--batch-check"], given=asked.encode("utf-8", "surrogateescape"))
    lines = said.decode("utf-8", "replace").splitlines()
    if any(line.endswith(" missing") for line in lines):  # never there, or only not here
        repository.git.refuse_missing_folders(commits)
    ids = [line.split(" ")[0] if " blob " in line else "" for line in lines]
    width = len(commits)
    return {
        file: frozenset(filter(None, ids[place * width : (place + 1) * width]))
        for place, file in enumerate(wanted)
    }
