"""Who approved what, by real merges, squashes, rebases, cherry-picks and signatures; nothing but git is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.support.repositories import begin, git_environment, put

from ct58.services.past.approvals import approvals, same_person
from ct58.services.round.taking import Taken, taken_up_to
from ct58.vcs.authorship import Hand
from ct58.vcs.git import Git
from ct58.vcs.main_line import MainLine, main_line
from ct58.vcs.trailers import RoundFacts, stating
from ct58.views.approvals import Approval

NAME = "2021-07-15-le-thi-hoa-k7f3m2qp"
SENT = stating("Gửi duyệt", RoundFacts(submission=NAME, sender="Lê Thị Hoa"))
HOA, NAM = ("Lê Thị Hoa", "hoa@example.invalid"), ("Trần Văn Nam", "nam@example.invalid")
AI = ("Ai Đó", "ai@example.invalid")
PLATFORM = ("GitHub", "noreply@github.com")


def as_(who: tuple[str, str], by: tuple[str, str] | None = None, **more: str) -> dict[str, str]:
    """The environment of an author, and of whoever commits for them."""
    author, committer = who, by or who
    signed = {
        "GIT_AUTHOR_NAME": author[0],
        "GIT_AUTHOR_EMAIL": author[1],
        "GIT_COMMITTER_NAME": committer[0],
        "GIT_COMMITTER_EMAIL": committer[1],
    }
    return {**git_environment(), **signed, **more}


def run(top: Path, environment: Mapping[str, str], *words: str) -> str:
    """Git, by somebody."""
    done = subprocess.run(["git", *words], cwd=top, env=dict(environment), check=True, capture_output=True)
    return done.stdout.decode().strip()


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A main line, and a submission of Hoa's beside it: one change, and that it was handed in; main went on meanwhile."""
    made = begin(tmp_path / "kho")
    put(made, "a.yaml", "a: 1\n")
    change(made, HOA, "Mở sổ")
    run(made, as_(HOA), "checkout", "--quiet", "-b", "gui")
    put(made, "b.yaml", "b: 1\n")
    change(made, HOA, "Nhập b")
    run(made, as_(HOA), "commit", "--quiet", "--allow-empty", "-m", SENT)
    run(made, as_(HOA), "checkout", "--quiet", "main")
    put(made, "c.yaml", "c: 1\n")
    change(made, NAM, "Việc khác")
    return made


def change(top: Path, who: tuple[str, str], words: str) -> None:
    """Somebody commits all there is."""
    run(top, as_(who), "add", "--all")
    run(top, as_(who), "commit", "--quiet", "-m", words)


def approval(top: Path, revision: str, environment: Mapping[str, str] | None = None) -> Approval:
    """How a revision came into the main line."""
    git = Git(top, environment or git_environment())
    id_ = run(top, git_environment(), "rev-parse", revision)
    return approvals(MainLine(git, "main"), [id_])[id_]


def told(top: Path, revision: str, environment: Mapping[str, str] | None = None) -> tuple[str, str | None]:
    """The same in two words."""
    found = approval(top, revision, environment)
    return found.how, found.by


def taken(top: Path) -> Taken | None:
    """Whether the main line has the submission."""
    git = Git(top, git_environment())
    ids = [run(top, git_environment(), "rev-parse", name) for name in ("main", "gui")]
    return taken_up_to(git, ids[0], ids[1], NAME)


def test_what_is_in_no_main_copy_is_approved_by_nobody(top: Path) -> None:
    """Whatever it says of itself."""
    run(top, as_(HOA), "checkout", "--quiet", "gui")
    said = stating("Duyệt", RoundFacts(approver="Trần Văn Nam"))
    run(top, as_(HOA), "commit", "--quiet", "--allow-empty", "-m", said)
    assert told(top, "gui") == ("pending", None)
    assert taken(top) is None


def test_a_merge_by_another_approves_and_by_oneself_does_not(top: Path) -> None:
    """The state that was handed in, and what stood there before and came directly."""
    run(top, as_(NAM), "merge", "--quiet", "--no-ff", "-m", "Duyệt", "gui")
    found = approval(top, "gui~")
    assert (found.how, found.by, found.submission, found.sender) == ("approved", NAM[0], NAME, HOA[0])
    assert told(top, "main~") == ("direct", None)
    assert taken(top) == Taken(by=run(top, git_environment(), "rev-parse", "gui"))
    run(top, as_(HOA), "reset", "--quiet", "--hard", "HEAD~")
    run(top, as_(HOA), "merge", "--quiet", "--no-ff", "-m", "Duyệt", "gui")
    assert told(top, "gui~") == ("own", HOA[0])


def test_a_line_that_names_an_approver_is_only_what_its_writer_says(top: Path) -> None:
    """Hoa merges her own and names Nam; or commits on the main line and names him."""
    said = stating("Duyệt", RoundFacts(submission=NAME, sender=HOA[0], approver=NAM[0]))
    run(top, as_(HOA), "merge", "--quiet", "--no-ff", "-m", said, "gui")
    assert told(top, "gui~") == ("declared", NAM[0])
    run(top, as_(HOA), "commit", "--quiet", "--allow-empty", "-m", said)
    assert told(top, "main") == ("declared", NAM[0])


def test_a_platforms_merge_is_by_whoever_pressed_the_button(top: Path) -> None:
    """The author of the merge; the platform only keeps it."""
    run(
        top,
        as_(NAM, PLATFORM),
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge pull request #5 from x/gui",
        "gui",
    )
    assert told(top, "gui~") == ("approved", NAM[0])


@pytest.mark.parametrize(
    ("committer", "expected"),
    [(NAM, ("approved", NAM[0])), (PLATFORM, ("unknown", None)), (HOA, ("direct", None))],
)
@pytest.mark.parametrize("keeps_words", [True, False])
def test_squashed(
    top: Path, committer: tuple[str, str], expected: tuple[str, str | None], keeps_words: bool
) -> None:
    """One commit of the sender's, by whoever squashed; a platform that hides who did is believed nothing."""
    run(top, as_(HOA), "merge", "--quiet", "--squash", "gui")
    words = f"Nhập b (#5)\n\n* Nhập b\n\n* {SENT}\n" if keeps_words else "Nhập b (#5)"
    run(top, as_(HOA, committer), "commit", "--quiet", "-m", words)
    assert told(top, "main") == expected
    assert taken(top) == Taken(by=run(top, git_environment(), "rev-parse", "main") if keeps_words else None)
    put(top, "b.yaml", "b: 2\n")
    change(top, NAM, "Sửa tiếp")
    assert taken(top) is not None


def test_rebased(top: Path) -> None:
    """Each commit anew, with the author it had, by another; that it was handed in goes along."""
    run(top, as_(NAM), "checkout", "--quiet", "-b", "mới", "gui")
    run(top, as_(NAM), "rebase", "--quiet", "main")
    run(top, as_(NAM), "checkout", "--quiet", "main")
    run(top, as_(NAM), "merge", "--quiet", "--ff-only", "mới")
    assert told(top, "main~") == ("approved", NAM[0])
    assert taken(top) == Taken(by=run(top, git_environment(), "rev-parse", "main"))
    put(top, "b.yaml", "b: 2\n")
    change(top, NAM, "Sửa tiếp")
    assert taken(top) is not None


def test_cherry_picked(top: Path) -> None:
    """Only the change was taken over; it is there also when the file goes on."""
    run(top, as_(NAM), "cherry-pick", "gui~")
    assert told(top, "main") == ("approved", NAM[0])
    assert taken(top) == Taken()
    put(top, "b.yaml", "b: 2\n")
    change(top, NAM, "Sửa tiếp")
    assert taken(top) == Taken()


def test_half_of_it_is_not_all_of_it(top: Path) -> None:
    """One of two changes was taken over; a line that names the submission does not make it more."""
    run(top, as_(HOA), "checkout", "--quiet", "gui")
    put(top, "d.yaml", "d: 1\n")
    change(top, HOA, "Nhập d")
    run(top, as_(NAM), "checkout", "--quiet", "main")
    run(top, as_(NAM), "cherry-pick", "gui~2")
    run(top, as_(NAM), "commit", "--quiet", "--allow-empty", "-m", SENT)
    assert taken(top) is None


@pytest.mark.parametrize(
    "words", ["Merge branch 'main' into gui", "Merge remote-tracking branch 'origin/main'", None]
)
def test_taking_the_main_copy_in_approves_nothing(top: Path, words: str | None) -> None:
    """Whoever joins it into the own line and puts that in its place: what others had approved there stays theirs."""
    run(top, as_(NAM), "checkout", "--quiet", "-b", "lan")
    put(top, "l.yaml", "l: 1\n")
    change(top, ("Nguyễn Thị Lan", "lan@example.invalid"), "Nhập l")
    run(top, as_(NAM), "checkout", "--quiet", "main")
    run(top, as_(NAM), "merge", "--quiet", "--no-ff", "-m", "Duyệt", "lan")
    run(top, as_(HOA), "checkout", "--quiet", "gui")
    said = words or stating("Ghép", RoundFacts(main_copy="x"))
    run(top, as_(HOA), "merge", "--quiet", "--no-ff", "-m", said, "main")
    run(top, as_(HOA), "branch", "--force", "main", "gui")
    assert told(top, "lan") == ("approved", NAM[0])
    assert told(top, "gui~2") == ("direct", None)


@pytest.fixture
def trusting(top: Path, tmp_path: Path) -> dict[str, str]:
    """Nam has a key, merged with it, and this login trusts it."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("needs ssh-keygen")
    key, trusted, config = tmp_path / "khoa", tmp_path / "tin", tmp_path / "gitconfig"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    trusted.write_text(f"{NAM[1]} {(tmp_path / 'khoa.pub').read_text('utf-8')}", "utf-8")
    config.write_text(
        f'[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = {trusted}\n[user]\n\tsigningKey = {key}\n'
        "[ct58]\n\tverifySignatures = true\n",
        "utf-8",
    )
    return {"GIT_CONFIG_GLOBAL": str(config)}


def test_a_trusted_signature_bears_an_approval_out(top: Path, trusting: dict[str, str]) -> None:
    """Also where the platform kept it; without the setting nothing is said of signatures."""
    words = ("merge", "--quiet", "--no-ff", "-S", "-m", "Duyệt", "gui")
    run(top, as_(NAM, PLATFORM, **trusting), *words)
    environment = {**git_environment(), **trusting}
    found = approval(top, "gui~", environment)
    assert (found.how, found.by, found.is_signed) == ("approved", NAM[0], True)
    assert not approval(top, "gui~").is_signed


@pytest.fixture
def pgp(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Nam has a key of GnuPG, in a folder whose name is short enough for its sockets, and this login trusts it."""
    if shutil.which("gpg") is None or shutil.which("gpgconf") is None:
        pytest.skip("needs gpg")
    with tempfile.TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True) as home:
        config, known = tmp_path / "gitconfig", {"GNUPGHOME": home}
        who, environment = f"{NAM[0]} <{NAM[1]}>", {**os.environ, **known}
        made = ["gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
        subprocess.run([*made, "--quick-gen-key", who, "ed25519", "sign"], check=True, env=environment)
        config.write_text(f"[user]\n\tsigningKey = {NAM[1]}\n[ct58]\n\tverifySignatures = true\n", "utf-8")
        yield {**known, "GIT_CONFIG_GLOBAL": str(config)}
        subprocess.run(["gpgconf", "--kill", "all"], check=False, env=environment)


def test_a_signature_of_gnupg_bears_an_approval_out(top: Path, pgp: dict[str, str]) -> None:
    """As one of ssh does; a login that does not know the key is told of none."""
    run(top, as_(NAM, PLATFORM, **pgp), "merge", "--quiet", "--no-ff", "-S", "-m", "Duyệt", "gui")
    found = approval(top, "gui~", {**git_environment(), **pgp})
    assert (found.how, found.by, found.is_signed) == ("approved", NAM[0], True)
    with tempfile.TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True) as home:
        stranger = {**git_environment(), **pgp, "GNUPGHOME": home}
        assert not approval(top, "gui~", stranger).is_signed


def test_whoever_signs_is_believed_before_the_name_that_is_typed(top: Path, trusting: dict[str, str]) -> None:
    """Nam's key under another's name."""
    run(
        top,
        as_(AI, AI, **trusting),
        "merge",
        "--quiet",
        "--no-ff",
        "-S",
        "-m",
        "x",
        "gui",
    )
    assert told(top, "gui~", {**git_environment(), **trusting}) == ("approved", NAM[1])


def test_no_program_of_the_repository_is_started(top: Path, trusting: dict[str, str], tmp_path: Path) -> None:
    """Nor is its list of trusted keys believed."""
    run(top, as_(NAM, NAM, **trusting), "merge", "--quiet", "--no-ff", "-S", "-m", "Duyệt", "gui")
    program = tmp_path / "chuong-trinh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/chay\n", "utf-8")
    program.chmod(0o755)
    for key in ("gpg.ssh.program", "gpg.program"):
        run(top, git_environment(), "config", key, str(program))
    run(top, git_environment(), "config", "gpg.ssh.allowedSignersFile", os.devnull)
    assert approval(top, "gui~", {**git_environment(), **trusting}).is_signed
    assert not (tmp_path / "chay").exists()


def test_the_main_copy_is_the_shared_places_or_a_bare_repositorys_own(top: Path, tmp_path: Path) -> None:
    """Who works alone, without any, has none."""
    assert main_line(Git(top, git_environment())) is None
    run(top, git_environment(), "clone", "--quiet", "--bare", str(top), str(tmp_path / "chung.git"))
    run(top, git_environment(), "clone", "--quiet", str(tmp_path / "chung.git"), str(tmp_path / "máy"))
    for folder in (tmp_path / "chung.git", tmp_path / "máy"):
        found = main_line(Git(folder, git_environment()))
        assert found is not None
        assert len(found.passages) == 2


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (Hand(name="Lê Thị Hoa"), Hand(name="LE THI  HOA", email="x"), True),
        (Hand(name="Hoa", email="hoa@x"), Hand(name="Lê Thị Hoa", email="hoa@x"), True),
        (Hand(name="Hoa"), Hand(name="Lan"), False),
        (Hand(name="Hoa", email="hoa@x"), Hand(name="Lan", email="lan@x"), False),
    ],
)
def test_who_is_one_person(one: Hand, other: Hand, is_same: bool) -> None:
    """By name or address."""
    assert same_person(one, other) == same_person(other, one) == is_same


def test_the_approval_with_which_the_main_copy_began_counts_for_what_lies_below(tmp_path: Path) -> None:
    """It joins nothing, since there was no main copy; what came later and directly is told so."""
    made = begin(tmp_path / "kho")
    put(made, "a.yaml", "a: 1\n")
    change(made, HOA, "Mở sổ")
    first = run(made, as_(HOA), "rev-parse", "HEAD")
    said = stating("Duyệt", RoundFacts(submission=NAME, sender=HOA[0], approver=NAM[0]))
    run(made, as_(NAM), "commit", "--quiet", "--allow-empty", "-m", said)
    began = run(made, as_(NAM), "rev-parse", "HEAD")
    put(made, "b.yaml", "b: 1\n")
    change(made, NAM, "Việc khác")
    later = run(made, as_(NAM), "rev-parse", "HEAD")
    line = MainLine(Git(made, git_environment()), "HEAD")
    assert line.passages == {first: began, began: began, later: later}
    found = approvals(line, [first, later])
    assert (found[first].how, found[later].how) == ("approved", "direct")
