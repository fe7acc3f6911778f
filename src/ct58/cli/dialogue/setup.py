"""Asking whoever begins an office of one's own: one question after the other, the list as it was understood, a last look."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.cli.dialogue.talk import YES_NO, GoBack, Talk
from ct58.cli.setup_answers import (
    ALONE,
    COMMITTEE,
    FOLDER,
    GIT,
    KIND,
    NO,
    PERIOD,
    PLACE,
    SHORT,
    SUPERIOR,
    UNITS,
    SetupAnswers,
)
from ct58.errors import Ct58Error
from ct58.i18n import N_, msg
from ct58.render.screens.setup import said_table
from ct58.render.screens.unit_import import unit_import_page
from ct58.views import page

_LABELS: Mapping[str, str] = {
    FOLDER: N_("New folder"),
    COMMITTEE: N_("Name of the committee"),
    SHORT: N_("Its symbol in the numbers of documents"),
    SUPERIOR: N_("The superior party organisation"),
    PLACE: N_("Place, as documents print it"),
    PERIOD: N_("First period that units report"),
    UNITS: N_("List of units, an Excel or CSV file (Enter = later)"),
}
_YES_OR_NO: Mapping[str, str] = {
    GIT: N_("Keep the history with Git?"),
    ALONE: N_("Does one person both send and approve?"),
}


def ask_office(talk: Talk, answers: SetupAnswers, said: Mapping[str, str]) -> bool:
    """Ask what no option has said, until it is agreed; False where nothing is to be made. Raises Left."""
    talk.say(msg(N_("A NEW OFFICE")), "strong", indent=0)
    talk.say(
        msg(N_("Enter = keep what stands in [ ]   - = not given   < = one question back")), "dim", indent=0
    )
    talk.say(
        msg(N_("Ctrl+C leaves at any time; nothing is written before the last question.")), "dim", indent=0
    )
    talk.prompter.say(page.Gap())
    open_keys = [key for key in answers.keys if key not in said or key == UNITS]
    while True:
        _ask_in_turn(talk, answers, open_keys)
        talk.prompter.say(page.Gap())
        talk.say(msg(N_("TO BE MADE")), "strong", indent=0)
        talk.prompter.say(said_table(answers.founding(), talk.speech))
        choices = {"c": msg(N_("yes")), "s": msg(N_("change something")), "h": msg(N_("cancel"))}
        try:
            chosen = talk.choose(msg(N_("Make it?")), choices, "c")
        except GoBack:
            chosen = "s"
        if chosen != "s":
            return chosen == "c"
        open_keys = list(answers.keys)


def _ask_in_turn(talk: Talk, answers: SetupAnswers, keys: list[str]) -> None:
    place = 0
    while place < len(keys):
        try:
            _ask(talk, answers, keys[place])
            place += 1
        except GoBack:
            place = max(0, place - 1)


def _ask(talk: Talk, answers: SetupAnswers, key: str) -> None:
    """One question, until its answer can be; who approves is asked where there is a history to send. Raises GoBack."""
    if key == ALONE and answers.proposal(GIT) == NO:
        return
    while True:
        try:
            if key == UNITS:
                is_settled = _ask_list(talk, answers)
            elif key in _YES_OR_NO:
                answers.take(key, talk.choose(msg(_YES_OR_NO[key]), YES_NO, answers.proposal(key)))
                is_settled = True
            else:
                answers.take(key, _answer(talk, answers, key))
                is_settled = True
        except Ct58Error as error:
            _tell(talk, error)
            continue
        if is_settled:
            return


def _answer(talk: Talk, answers: SetupAnswers, key: str) -> str:
    """What was typed; for Enter what was offered."""
    label = _LABELS.get(key)
    question = (
        talk.speech.gettext(label) if label else talk.speech.say(msg(N_("Who signs as {title}"), title=key))
    )
    return talk.ask(talk.in_one_line(question, f"[{answers.shown(key) or '–'}]: ")) or answers.proposal(key)


def _ask_list(talk: Talk, answers: SetupAnswers) -> bool:
    """The list of units, shown as it was understood; whether it is settled. Raises GoBack."""
    if answers.list_view is None:
        answers.take(UNITS, _answer(talk, answers, UNITS))
    if answers.lacks_kinds:
        answers.take(KIND, _asked_kind(talk))
    view = answers.list_view
    if view is None:
        return True
    talk.prompter.say(*unit_import_page(view, talk.speech).blocks)
    question = msg(N_("Take these {count} units?"), count=talk.speech.count(len(view.plan.added)))
    choices = {"c": msg(N_("yes")), "k": msg(N_("no, another file"))}
    if not view.problems and talk.choose(question, choices, "c") == "c":
        return True
    answers.take(UNITS, "")
    return False


def _asked_kind(talk: Talk) -> str:
    """The kind of the units whose rows say none, by its number."""
    kinds = [kind.id for kind in talk.speech.terms.kinds if kind.role is None]
    numbered = {str(place): kind for place, kind in enumerate(kinds, start=1)}
    choices = {number: msg("{kind}", kind=talk.speech.unit_kind(kind)) for number, kind in numbered.items()}
    return numbered[talk.choose(msg(N_("Rows say no kind of unit. Which kind are they?")), choices, "1")]


def _tell(talk: Talk, error: Ct58Error) -> None:
    talk.say(error.message, "warning")
    if error.hint is not None:
        talk.say(error.hint, "dim")
