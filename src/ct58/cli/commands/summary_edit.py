"""`summary --edit`: the sections that wait for a person's words, one after the other in the editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from ct58.cli.commands.summary_prose import write_prose
from ct58.cli.output import Answer, give
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.narrative import NewText
from ct58.domain.records.narrative import text_for
from ct58.domain.records.office import Office
from ct58.domain.text.prose import canonical_prose
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Ct58Error, EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.render.formats.text import page_as_text
from ct58.render.screens.recorded import recorded_line
from ct58.render.screens.summary import section_facts, section_hints, summary_section_title
from ct58.views.page import Line, Page, words
from ct58.views.summary import SummaryView


def edit_missing(around: Surroundings, office: Office, view: SummaryView) -> None:
    """Open each missing section; what is saved is written at once, so that leaving loses only the one that is open.

    Raises EnvironmentProblem where no editor can be started.
    """
    if around.options.rev is not None:
        raise BadUsage(
            msg(N_("Words are written into the data as they are, not into an earlier revision.")),
            msg(N_("Leave out --rev.")),
        )
    lines: list[str] = []
    say = around.speech.say
    try:
        for number, key in enumerate(view.missing, start=1):
            title = summary_section_title(key, view, around.speech)
            around.warn(
                msg(N_("{number}/{count}: {title}"), number=number, count=len(view.missing), title=title)
            )
            text = canonical_prose(_edited(around, sheet(key, view, office, around)))
            if text:
                _keep(around, view, key, text)
                lines.append(say(msg(N_("{title}: written."), title=title)))
    except (KeyboardInterrupt, click.Abort):
        lines.append(say(msg(N_("Left; what was saved before is kept."))))
    if not view.missing:
        lines.append(say(msg(N_("No section waits for words."))))
    _tell(around, lines, len(view.missing))


def _keep(around: Surroundings, view: SummaryView, key: str, text: str) -> None:
    """Write a text; where that is refused it is not lost: it lies in a file beside."""
    try:
        write_prose(around, view.order.scope.asked, {key: NewText("", text)})
    except Ct58Error:
        from ct58.store.output_file import write_new

        path = around.folder / f"{view.order.scope.asked}-{key}.md"
        write_new(path, f"{text}\n".encode(), force=True)
        around.warn(msg(N_("Your text lies in {file}."), file=str(path)))
        raise


def _tell(around: Surroundings, lines: Sequence[str], count: int) -> None:
    said = [Line(words(line)) for line in lines]
    is_written = any(lines)
    closing = recorded_line(around.speech.gettext(N_("Recorded.")), around.speech)
    if not lines:
        said.append(Line(words(around.speech.gettext(N_("Nothing was written.")), "dim")))
    page = Page((*said, *([closing] if is_written and count else [])))
    give(
        around.with_options(format=around.options.format or "text"),
        Answer(
            command="summary-edit", as_of=around.today, page=lambda: page, data=lambda: {"lines": list(lines)}
        ),
    )


def _edited(around: Surroundings, text: str) -> str:
    """What the person leaves in the editor; empty where nothing was saved."""
    environment = around.environment
    editor = environment.get("VISUAL") or environment.get("EDITOR") or None
    try:
        found = click.edit(text, editor=editor, extension=".md", require_save=True)
    except click.ClickException as error:
        raise EnvironmentProblem(
            msg(
                N_("The editor could not be started, or ended with an error: {problem}"),
                problem=error.message,
            ),
            msg(N_("Name one in the environment: EDITOR=nano; on Windows: set EDITOR=notepad")),
        ) from error
    return (found or "").removeprefix("\ufeff")


def sheet(key: str, view: SummaryView, office: Office, around: Surroundings) -> str:
    """What the editor shows: comments that do not print, and room to write."""
    return "\n".join((*_comments(key, view, office, around), "", ""))


def _comments(key: str, view: SummaryView, office: Office, around: Surroundings) -> Iterator[str]:
    say = around.speech.say
    title = summary_section_title(key, view, around.speech)
    period = around.speech.long_period(view.order.scope.named)
    yield _comment(
        say(msg(N_("Write below: {title} ({period})."), title=title, period=period)),
        say(
            msg(
                N_(
                    "A line is a paragraph; “- ” begins an item, **bold**, *italic*. What stands in comments like this one is "
                    "not printed. Saved without a word, nothing is written."
                )
            )
        ),
    )
    facts = page_as_text(Page(tuple(section_facts(key, view, around.speech)))).strip()
    if facts:
        yield _comment(say(msg(N_("What the figures say, printed behind your words:"))), facts)
    hints = list(section_hints(key, view, around.speech))
    if hints:
        yield _comment(say(msg(N_("Suggestions:"))), *hints)
    before = _before(key, view, office)
    if before is not None:
        yield _comment(
            say(msg(N_("The text of {period}:"), period=around.speech.period(before[0]))), before[1]
        )


def _before(key: str, view: SummaryView, office: Office) -> tuple[Period, str] | None:
    """The last text of this section, and the period it was written for."""
    asked = view.order.scope.asked
    if asked.kind not in ("month", "quarter", "year"):
        return None
    period = asked.previous()
    file = office.periods.get(str(period))
    text = text_for(file.narrative, key, view.order.profile) if file else ""
    return (period, text) if text else None


def _comment(*lines: str) -> str:
    text = "\n".join(lines).replace("-->", "-- >")
    return f"<!-- {text} -->"
