"""`ct58 check`: findings in the office's words with place and remedy; as JSON; as commands of a workflow's log."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.text.private_matters import without_telephones
from ct58.domain.text.signs import harmless
from ct58.errors import Severity
from ct58.errors.rules import RULES, Rule, hint_of, problem_of
from ct58.i18n import N_, msg
from ct58.render.words.speech import Speech
from ct58.views.findings import FindingEntry, FindingsView, Subject
from ct58.views.page import (
    Annex,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    declared,
    on_screen,
    words,
)
from ct58.views.vocabularies import SEVERITIES

EXCERPT_WIDTH = 96


def check_page(view: FindingsView, speech: Speech) -> Page:
    """First what it comes to, then one paragraph a finding, then how to read more."""
    blocks: list[Heading | Line | Gap] = []
    entries = sorted(view.entries, key=lambda entry: [*SEVERITIES].index(entry.severity))
    for number, entry in enumerate(entries, start=1):
        blocks += [Gap(), *_finding(number, entry, speech)]
    if entries:
        hint = msg(N_("More about a code: ct58 check --explain {code}"), code=entries[0].finding.code)
        blocks += [Gap(), Line(on_screen(speech.say(hint)))]
    whole = Annex(lambda: _finding_table(entries, speech), said=tuple(blocks))
    return Page((_verdict(view, speech), whole))


def _finding_table(entries: Sequence[FindingEntry], speech: Speech) -> Table:
    """For lists: a row a finding."""
    say = speech.gettext
    columns: tuple[Declared[FindingEntry], ...] = (
        (Column(say(N_("Severity"))), lambda entry: words(speech.severity(entry.rule.severity))),
        (Column(say(N_("Code"))), lambda entry: words(entry.finding.code)),
        (Column(say(N_("About")), grows=True), lambda entry: words(_about(entry, speech))),
        (Column(say(N_("Problem")), grows=True), lambda entry: words(speech.say(problem_of(entry.finding)))),
        (Column(say(N_("Remedy")), grows=True), lambda entry: words(speech.say(hint_of(entry.finding)))),
    )
    return declared(columns, entries)


def _about(entry: FindingEntry, speech: Speech) -> str:
    return subject_text(entry.subject, speech) or entry.finding.file


def _verdict(view: FindingsView, speech: Speech) -> Line:
    """Errors and warnings, what follows from them, and that nothing was changed."""
    errors, warnings = view.count("error"), view.count("warning")
    if view.since is not None:
        return _verdict_of_a_change(view.since, errors, warnings, speech)
    text = msg(
        N_("{files} files checked: {errors} errors, {warnings} warnings."),
        files=speech.number(view.files),
        errors=errors,
        warnings=warnings,
    )
    verdict = (
        N_("All errors must be mended before anything can be summed up.")
        if errors
        else N_("The data can be used.")
    )
    closing = speech.gettext(N_("No file was changed."))
    emphasis: Emphasis = "overdue" if errors else "good"
    return Line((Span(f"{speech.say(text)} "), Span(speech.gettext(verdict), emphasis), Span(f" {closing}")))


def _verdict_of_a_change(since: str, errors: int, warnings: int, speech: Speech) -> Line:
    """What a change brings in, and nothing of what was there before."""
    text = N_("What changed since {since} brings in {errors} errors, {warnings} warnings.")
    said = speech.say(msg(text, since=since, errors=errors, warnings=warnings))
    verdict = N_("They must be mended before this is joined.") if errors else N_("Nothing stands in its way.")
    emphasis: Emphasis = "overdue" if errors else "good"
    return Line((Span(f"{said} "), Span(speech.gettext(verdict), emphasis)))


def _finding(number: int, entry: FindingEntry, speech: Speech) -> list[Line]:
    finding = entry.finding
    place = f"{finding.file}:{finding.line}:{finding.column}: "
    label = f"{speech.severity(entry.severity)}[{finding.code}] "
    message = speech.say(problem_of(finding))
    remedy = speech.say(hint_of(finding))
    fix = speech.gettext(N_("Remedy:"))
    return [
        Line(words(f"{number}. {_about(entry, speech)}", "strong")),
        Line((*on_screen(place), Span(label, SEVERITIES[entry.severity].emphasis), Span(message)), indent=3),
        *_excerpt(entry),
        Line((Span(f"{fix} ", "accent"), Span(remedy)), indent=3),
    ]


def subject_text(subject: Subject, speech: Speech) -> str:
    """`Đảng bộ Sở Y tế, báo cáo quý II/2021, mục 5. Số đảng viên kết nạp`."""
    parts: list[str] = []
    if subject.unit:
        parts.append(subject.unit)
    if subject.period:
        text = N_("report of {period}") if subject.unit else N_("Period {period}")
        parts.append(speech.say(msg(text, period=subject.period)))
    if subject.figure:
        parts.append(speech.say(msg(N_("figure {figure}"), figure=subject.figure)))
    parts += [part for part in (subject.item, subject.programme_entry) if part]
    return ", ".join(parts)


def _excerpt(entry: FindingEntry) -> list[Line]:
    """The line with its number, and marks below the culprit; a long line is shown around it."""
    finding = entry.finding
    if entry.excerpt is None or not entry.excerpt.strip():
        return []
    start = max(0, finding.column - 1 - EXCERPT_WIDTH // 2) if len(entry.excerpt) > EXCERPT_WIDTH else 0
    shown = entry.excerpt[start : start + EXCERPT_WIDTH].replace("\t", " ")
    gutter = f"{finding.line} | "
    offset = max(0, finding.column - 1 - start)
    width = max(1, min(finding.width, len(shown) - offset))
    return [
        Line((*on_screen(gutter), *on_screen(shown, "plain")), indent=5),
        Line(on_screen(" " * (len(gutter) - 2) + "| " + " " * offset + "^" * width, "accent"), indent=5),
    ]


def explain_page(code: str, rule: Rule, speech: Speech) -> Page:
    """One code: what it means, why it is a problem, and what to do."""
    return Page(
        (
            Heading(f"{code} · {_severity_in_words(rule, speech)}", level=1),
            Line((Span(speech.gettext(N_("Message: "))), Span(_in_general(rule.message, speech)))),
            Line((Span(speech.gettext(N_("Why: "))), Span(speech.gettext(rule.why)))),
            Line((Span(speech.gettext(N_("Remedy: "))), Span(_in_general(rule.hint, speech)))),
        )
    )


def _severity_in_words(rule: Rule, speech: Speech) -> str:
    """`lỗi`; of a rule that came later also that older data is only warned."""
    severity = speech.severity(rule.severity)
    if rule.since == 1:
        return severity
    text = N_("{severity} (in data of a format before {format} only a warning)")
    return speech.say(msg(text, severity=severity, format=rule.since))


class _Blank(dict[str, str]):
    """A mapping in which every value is left open."""

    def __missing__(self, key: str) -> str:
        return "…"


def _in_general(text: str, speech: Speech) -> str:
    """A message of which no case is meant: `…` where a case's values stand."""
    return speech.gettext(text).format_map(_Blank())


def codes_page(speech: Speech) -> Page:
    """All codes with their messages."""
    lines = tuple(
        Line((Span(f"{code}  ", "strong"), Span(_in_general(rule.message, speech))))
        for code, rule in RULES.items()
    )
    title = Heading(speech.gettext(N_("ALL CODES")), level=1)
    return Page((title, Annex(lambda: _code_table(speech), said=lines)))


def _code_table(speech: Speech) -> Table:
    say = speech.gettext
    columns: tuple[Declared[tuple[str, Rule]], ...] = (
        (Column(say(N_("Code"))), lambda row: words(row[0])),
        (Column(say(N_("Severity"))), lambda row: words(speech.severity(row[1].severity))),
        (Column(say(N_("Problem")), grows=True), lambda row: words(_in_general(row[1].message, speech))),
        (Column(say(N_("Why")), grows=True), lambda row: words(say(row[1].why))),
        (Column(say(N_("Remedy")), grows=True), lambda row: words(_in_general(row[1].hint, speech))),
    )
    return declared(columns, RULES.items())


def findings_as_json(view: FindingsView, speech: Speech) -> list[dict[str, object]]:
    """One object a finding, message and hint in the language of the run."""
    return [
        {
            "code": entry.finding.code,
            "severity": entry.severity,
            "file": entry.finding.file,
            "line": entry.finding.line,
            "column": entry.finding.column,
            "message": speech.say(msg(entry.rule.message, **entry.finding.params)),
            "hint": speech.say(msg(entry.rule.hint, **entry.finding.params)),
            "subject": subject_text(entry.subject, speech),
        }
        for entry in view.entries
    ]


_IN_MESSAGES = {"%": "%25", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def findings_as_github(view: FindingsView, prefix: str, speech: Speech) -> str:
    """One line a finding: `::error file=…,line=…,col=…,title=…::message`.

    `prefix` leads from the top of the repository to the data folder. Anybody may read such a log, so it names no telephone.
    """
    return without_telephones("".join(f"{_command(entry, prefix, speech)}\n" for entry in view.entries))


def _command(entry: FindingEntry, prefix: str, speech: Speech) -> str:
    finding = entry.finding
    message = speech.say(problem_of(finding))
    remedy = speech.say(hint_of(finding))
    subject = subject_text(entry.subject, speech)
    properties = {
        "file": f"{prefix}{finding.file}",
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {subject}".strip(),
    }
    said = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_level(entry.severity)} {said}::{_escaped(f'{message} {remedy}', _IN_MESSAGES)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    """A text without the signs that end it or part it from the next."""
    return "".join(signs.get(sign, sign) for sign in harmless(text))


def _level(severity: Severity) -> str:
    """The command of a workflow's log: it calls a note a notice."""
    return "notice" if severity == "info" else severity
