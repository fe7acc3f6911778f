"""The table of all finding codes: severity, message, remedy and reason.

Codes are stable: they are never renumbered or used again. The letter is the family: Y file and YAML,
K shape, P programme, U units, R report heads, F figures, E events and items, T periods, O office, G the
office's own rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ct58.errors.findings import Finding, Severity
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record


@positional_record
class Rule:
    """One kind of finding. `message` and `hint` have places for the finding's params; `why` has none.

    `since` is the first format of the data in which it is an error: data of an older one, in which nobody
    asked for it, is only warned.
    """

    severity: Severity
    message: str
    hint: str
    why: str
    since: int = 1


def _error(message: str, hint: str, why: str, since: int = 1) -> Rule:
    return Rule("error", message, hint, why, since)


def _warning(message: str, hint: str, why: str) -> Rule:
    return Rule("warning", message, hint, why)


FILE_RULES = {
    "Y001": _error(
        N_("The file is not UTF-8 text; it looks like {guess}."),
        N_("Open it in the editor, choose “Save with encoding: UTF-8”, and save."),
        N_("Vietnamese letters are only safe in UTF-8. Other encodings would be read as wrong letters."),
    ),
    "Y002": _error(
        N_("The line cannot be read: {problem}."),
        N_(
            "Compare with the lines above: indentation with spaces, “key: value”, quotes and brackets in pairs."
        ),
        N_("A file that is not correct YAML says nothing for certain, so nothing of it is used."),
    ),
    "Y003": _error(
        N_(
            "Two people changed the same place and nobody has settled it yet{values} (marks <<<<<<< … >>>>>>>)."
        ),
        N_(
            "If ct58 sync brought them, run it again: it asks which to keep. Else keep the right lines, delete the "
            "others and the three lines of marks."
        ),
        N_("The marks come from joining two versions. ct58 does not guess which side is right."),
    ),
    "Y004": _error(
        N_("The key “{key}” stands twice; the first time in line {first_line}."),
        N_("Keep one of the two."),
        N_("Of two values under one key, most programs silently take the last. ct58 refuses instead."),
    ),
    "Y005": _error(
        N_("“{tag}” is a YAML tag; tags are not used here."),
        N_("Delete it and write the plain value."),
        N_("Tags could make a program run code that stands in the data."),
    ),
    "Y006": _error(
        N_("The file is too big or too deeply nested to be data of ct58 ({what})."),
        N_("Check where the file comes from; restore the last good version."),
        N_("Such files are made to exhaust a computer, or are damaged."),
    ),
    "Y007": _error(
        N_("A second document begins here (a line “---”)."),
        N_("One record a file: move what follows into a file of its own."),
        N_("One record a file keeps two people from meeting in one file."),
    ),
    "Y008": _warning(
        N_("The text has Vietnamese letters in decomposed form (NFD)."),
        N_("Type: ct58 fmt, or save the file with composed letters (NFC)."),
        N_(
            "Decomposed letters look the same but are not found when searched. They are read as composed ones."
        ),
    ),
    "Y009": _error(
        N_("The file is empty."),
        N_("Delete it, or restore its content."),
        N_("An empty file is usually the rest of an interrupted save."),
    ),
    "Y010": _error(
        N_("The file does not begin with “key: value”."),
        N_("Begin with the keys of this kind of file; see: ct58 schema."),
        N_("Every file of the data is one record with named fields."),
    ),
    "Y011": _error(
        N_("“{text}” is not in the calendar."),
        N_("Write an existing day as year-month-day, for example 2021-06-30."),
        N_("A day that does not exist cannot be compared with a deadline."),
    ),
    "Y012": _error(
        N_("A key must be a plain word."),
        N_("Write “word: value”."),
        N_("Keys made of lists or nothing cannot be named in a message or edited safely."),
    ),
    "Y013": _warning(
        N_("This file belongs to no place in the data folder, so it is not read."),
        N_("Check its name and folder, or move it out of the data folder."),
        N_("A report in a file with a wrong name would silently be missing."),
    ),
    "Y014": _error(
        N_("The file is a link that leads to no file of the data folder."),
        N_("Put the file itself here instead of a link."),
        N_("What lies outside the folder is not in its history, and writing there could damage other files."),
    ),
    "Y015": _error(
        N_("The file cannot be read: {problem}."),
        N_("Check the permissions of the file, and whether another program holds it."),
        N_("A file that is not read could hold what decides an answer."),
    ),
    "Y016": _error(
        N_("programme.yaml is missing."),
        N_("Restore it, or begin a new folder: ct58 init DIR."),
        N_("Without the programme there is nothing to follow."),
    ),
    "Y017": _error(
        N_("“{name}” cannot be the name of a folder or file here."),
        N_(
            "Use only letters without marks, digits and “-”: so-y-te for a unit (small letters), KL-01 for an item."
        ),
        N_(
            "Names go through Windows, Linux and git; letters with marks and reserved names (con, nul …) break there."
        ),
    ),
    "Y018": _error(
        N_("The file is named “{name}”, which is not a period."),
        N_("Name it after its period, for example 2021-Q2.yaml, 2021.yaml or once.yaml."),
        N_("A report is found by its name; under another name it would be missing or stand twice."),
    ),
    "Y019": _warning(
        N_("A character that nobody sees stands here: {code} {name}."),
        N_("Delete the whole word, and type it again; it may also stand in other places of the file."),
        N_(
            "Such characters come along when text is copied from web pages and chats. A word with one is not found "
            "by searching, and some turn the order of the letters, so that another text is read than stands there."
        ),
    ),
    "Y020": Rule(
        "info",
        N_(
            "What helps an editor is out of date: {count} schemas of another state of the programme and the register."
        ),
        N_("Renew them: ct58 schema"),
        N_(
            "By these files an editor completes and marks what is typed. Old ones mark what is right, and let pass what is "
            "wrong; the data itself is not touched by it."
        ),
    ),
}

SHAPE_RULES = {
    "K001": _error(
        N_("“{key}” is missing."),
        N_("Add it: {key}: …"),
        N_("Without this key the record cannot be understood."),
    ),
    "K002": _error(
        N_("There is no key “{key}” here{suggestion}."),
        N_("Keys allowed here: {allowed}."),
        N_("A mistyped key would silently be lost."),
    ),
    "K003": _error(
        N_("“{text}” does not fit: {expected} is expected."),
        N_("Write {expected}."),
        N_("Every key has one type, so that figures can be counted and dates compared."),
    ),
    "K004": _error(
        N_("“{text}” is not one of the words allowed here{suggestion}."),
        N_("Words allowed: {allowed}."),
        N_("Fixed words keep the meaning the same in every file."),
    ),
    "K005": _error(
        N_("The number “{text}” has a dot; the computer reads it as a fraction."),
        N_("Write it without a dot: {remedy}."),
        N_(
            "In Vietnamese the dot separates thousands, in YAML it begins a fraction. 15.398 would become 15."
        ),
    ),
    "K006": _error(
        N_("“{text}” is neither true nor false."),
        N_("Write true (yes) or false (no)."),
        N_("Programs disagree on yes, no, on and off; true and false mean the same everywhere."),
    ),
    "K007": _error(
        N_("“{text}” is not a period."),
        N_("Write 2021-04, 2021-Q2, 2021-H1, 2021-9M, 2021 or 2021..2025{remedy}."),
        N_("In the data a period has one spelling, so that it can be a file's name."),
    ),
    "K008": _error(
        N_("“{text}” is not a date as the data writes it."),
        N_("Write year-month-day without quotes{remedy}."),
        N_("04/07/2021 is 4 July here and 7 April elsewhere; 2021-07-04 is clear to everybody."),
    ),
    "K009": _error(
        N_("“{text}” must stand in quotes."),
        N_('Write "{text}".'),
        N_("Without quotes the computer takes it for a number or a date, and text is expected here."),
    ),
    "K010": _error(
        N_("“{text}” is no format of the data."),
        N_("Write format: {newest}."),
        N_(
            "The number says what the files may hold; a ct58 that is too old for it stops instead of misreading them."
        ),
    ),
    "K011": _error(
        N_("This text has {count} letters; at most {most} can stand here."),
        N_("Shorten it; what is longer belongs into a note or into a document of its own."),
        N_(
            "Names and titles go into every list and letter; one of a million letters would make all of them unreadable."
        ),
    ),
}

PROGRAMME_RULES = {
    "P301": _error(
        N_("The id {id} is used twice; first in {where}."),
        N_("Give one of the two another id."),
        N_(
            "Events and links would not know which of the two they mean. Often two people added an entry each."
        ),
    ),
    "P302": _error(
        N_("There is no clause or part {id}{suggestion}."),
        N_("See the ids: ct58 list clauses."),
        N_("Every task and indicator answers a clause of the document; the link must lead somewhere."),
    ),
    "P303": _error(
        N_("There is no unit {id} in the register{suggestion}."),
        N_("See the units: ct58 list units; or add units/{id}/unit.yaml."),
        N_("Who leads must be somebody in the register, or nobody is reminded."),
    ),
    "P304": _error(
        N_("There is no set {id}{suggestion}."),
        N_("Define it under “sets”, or correct the name."),
        N_("A set says which units are asked and counted."),
    ),
    "P305": _error(
        N_("There is no figure {id}{suggestion}."),
        N_("See the figures: ct58 list figures."),
        N_("An indicator can only be counted from figures that the report form asks for."),
    ),
    "P306": _error(
        N_("The deadline has no clear meaning: {problem}."),
        N_(
            "Use one of by, before, every, within, after; “in”, “on”, “at”, “due_after”, “lapses_after”, “from”, “until” and “exceptions” go with “every”."
        ),
        N_("A deadline with two meanings would be late and on time at once."),
    ),
    "P307": _warning(
        N_("The deadline {due} is before the programme's own date {issued_on}."),
        N_(
            "Record what shows that it was done (ct58 record event {id} …), correct the deadline, or say under "
            "open_questions how it is read: items: [{id}], decision: …"
        ),
        N_(
            "The document may confirm work done before. Until that is recorded the item is shown as to be verified."
        ),
    ),
    "P308": _warning(
        N_("The deadline never falls inside the programme's time ({horizon})."),
        N_("Check “from”, “until” and the horizon."),
        N_("Such an item would never be due, and nobody would see that."),
    ),
    "P309": _error(
        N_("It must have either “lead” or “owners”, and not both."),
        N_("“lead”: one entry, however many lead it. “owners”: each unit of the set owes it."),
        N_("Whether one or each owes it decides how it is counted."),
    ),
    "P310": _warning(
        N_("{unit}, which leads it, ended on {valid_to}."),
        N_("Name who took the work over: ct58 amend {id} --lead … --number … --date …"),
        N_("The work stays even when the body that led it was closed."),
    ),
    "P311": _error(
        N_("The printed number {number} stands at two figures."),
        N_("Give one of them another number; numbers already printed stay."),
        N_("--set 5=12 must mean one figure."),
    ),
    "P312": _error(
        N_("“in: {text}” is not a month, a quarter, a half or a day of the year."),
        N_("Write in: 12, in: Q4, in: H1 or in: 12-15 (month-day), and only with every: year."),
        N_("It names the part of the year in which a yearly duty falls due."),
    ),
    "P313": _error(
        N_("It ends before it begins: {first} … {last}."),
        N_("Exchange or correct the two."),
        N_("Nothing can fall inside such a time."),
    ),
    "P314": _error(
        N_("A measure must have one of “count”, “sum” and “value”."),
        N_(
            "count: units (or a list figure) counts; sum: [figures] adds; value: figure is one body's figure as it is."
        ),
        N_("A measure is one number."),
    ),
    "P315": _error(
        N_("“{id}” cannot be counted: it is no list figure."),
        N_("Write count: units, or the key of a figure of type list."),
        N_("Only units and the rows of a list can be counted."),
    ),
    "P316": _error(
        N_("A figure of type {type} needs “{key}”."),
        N_("Add {key}: enum has values, record and list have fields."),
        N_("Otherwise nobody knows what may be written there."),
    ),
    "P317": _error(
        N_("“done_when: {path}” names no figure that the owners give."),
        N_("Write the key of a figure, or key.field of a record figure."),
        N_("The duty is shown done on the date of this figure."),
    ),
    "P318": _error(
        N_("“{word}” is not one of the words of {figure}{suggestion}."),
        N_("Words allowed: {allowed}."),
        N_("A condition on a word that never occurs counts nothing, silently."),
    ),
    "P319": _error(
        N_("A target of a series needs a year between {first} and {last}."),
        N_("Write value: {{2023: 50, 2025: 70}} with years of the programme."),
        N_("A year outside the programme would never be compared."),
    ),
    "P320": _error(
        N_("{year} cannot be a year of the programme."),
        N_("Write the first and the last year, for example horizon: {{from: 2021, to: 2025}}"),
        N_("All that recurs is expanded from the first year to the last."),
    ),
    "P321": _error(
        N_("There is no group {id} in the appendix{suggestion}."),
        N_("Define it under “groups”, or correct the task."),
        N_("The tasks of the appendix are counted group by group."),
    ),
    "P322": _warning(
        N_(
            "The share of {id} can only come to 100%: without “{figure}” a unit is unknown, never counted out."
        ),
        N_(
            "If a unit that hasn't given it by the due date has none, write if_absent: no at the figure {figure}; "
            "else ask for something that can also be no."
        ),
        N_(
            "A count of who has given something says little as long as nobody can be known not to have given it."
        ),
    ),
    "P323": _error(
        N_("“decided_by” of {figure} names {id}, but {problem}."),
        N_(
            "Name a record figure with a number and a date that the same units have as often; "
            "or delete decided_by."
        ),
        N_(
            "What is decided counts by the number and the day of its decision, so that there must be room for both."
        ),
    ),
    "P324": _warning(
        N_("“{key}” belongs to format {since} of the data, and this folder is of format {format}."),
        N_("Type: ct58 upgrade"),
        N_(
            "It is read all the same, but an older ct58 takes it for a mistake; the number makes it stop instead."
        ),
    ),
    "P325": _error(
        N_("“exceptions” of {id} names {period}, which is none of its times."),
        N_(
            "Name an occurrence, with “end” also a longer time, such as 2021..2023. Its occurrences: ct58 show {id}"
        ),
        N_("An exception that concerns nothing would leave the occurrence that was meant on its usual day."),
    ),
    "P326": _error(
        N_("“products” names {id}, which is none of the task's documents{suggestion}."),
        N_("Write it as under “forms”."),
        N_("An inner day is of one of the documents that the task is to bring forth."),
    ),
    "P327": _error(
        N_("There is no item {id}{suggestion}."),
        N_("See the items: ct58 list tasks, ct58 list duties."),
        N_("An open question says what it is about; the link must lead somewhere."),
    ),
    "P330": _error(
        N_("A condition on rows needs either “all” or “any”, and counts units."),
        N_("Write count: units and where: {{all: <list figure>, among: {{…}}, where: {{…}}}}"),
        N_("All rows of a unit must fit, or any of them: either way the unit is counted, not its rows."),
    ),
    "P331": _error(
        N_("{figure} cannot last: {problem}."),
        N_(
            "Write lasts: true at a title held or a standard reached that is asked about anew; else delete it."
        ),
        N_("What lasts holds in later periods until another value is given, or until its decision ends."),
    ),
    "P341": _error(
        N_("The committee's work ends on {closed_on}, outside of the programme's time ({first} – {last})."),
        N_("Correct “closed_on”; write null while the end is not decided."),
        N_("After the end nothing falls due: a wrong day would hide what is owed."),
    ),
    "P342": _error(
        N_("The cut-off day of the end cannot be right: {problem}."),
        N_(
            "Write the day by which the units had to send their last reports; or leave it out if they owe none."
        ),
        N_("What comes after the cut-off day counts in nothing, and on it the last reports are due."),
    ),
    "P343": _error(
        N_("There is a closing, and no day on which the committee's work ended."),
        N_("Write closed_on: and the last day beside it; or take “closing” out."),
        N_("Without its day nobody knows what fell due before the end."),
    ),
    "P344": _error(
        N_("“receivers” hands over {id}, which is neither a unit nor an item{suggestion}."),
        N_("See them: ct58 list units, ct58 list tasks, ct58 list duties."),
        N_("A slip here would leave a unit without a receiver."),
    ),
    "P345": _warning(
        N_("The receiver {id} is neither a body named at the closing nor in the register{suggestion}."),
        N_("Name it under closing: bodies: {{id: its whole name}}; or write null where nobody takes over."),
        N_("Receivers lie outside of this register; the papers of the hand-over need their whole names."),
    ),
    "P346": _error(
        N_("{receiver} cannot take {id} over: {problem}."),
        N_("Correct the receiver; write null where nobody takes over."),
        N_("What is handed over must lie with somebody after the end."),
    ),
    "P347": _error(
        N_(
            "The committee's work ends on {closed_on}, but of {id} “{event}” is recorded on {date}, later ({where})."
        ),
        N_("Correct “closed_on” or the event's date; void a wrong event: ct58 record void."),
        N_(
            "After the last day nothing is done any more in the committee's name, and nothing of it would count."
        ),
    ),
    "P348": _warning(
        N_("{date} is after the cut-off day of the committee's end, {cut_off}: it counts in nothing."),
        N_("Correct the date, or the cut-off day in programme.yaml (closing)."),
        N_("The report of the term says what was known on the cut-off day, and stays so."),
    ),
    "P349": _warning(
        N_("The amendment is in force from {day}, after the last day of the committee's work, {closed_on}."),
        N_(
            "Check its day, and “closed_on” in programme.yaml; what came too late to have an effect is left out."
        ),
        N_("After the end nobody follows the programme any more, so nothing of it can change."),
    ),
    "P350": _error(
        N_("Nobody knows from which day on this amendment is in force."),
        N_("Add effective_from: <day>, or the document's date."),
        N_("What a task was before and after depends on the day; without one the amendment has no effect."),
    ),
    "P351": _error(
        N_("The day {day} of the amendment lies outside the programme's time ({first} – {last})."),
        N_("Check the year; what was never otherwise belongs into the record itself."),
        N_("An amendment changes a programme that is there already, and not over yet."),
        since=2,
    ),
    "P352": _warning(
        N_("The file is named “{name}”, but its amendment is of {days}."),
        N_("Let its name begin with the day: amendments/{example}-….yaml"),
        N_("So the folder lists amendments in order of time, and two of one day keep their own files."),
    ),
    "P353": _error(
        N_("There is no {id} that this amendment could mean{suggestion}."),
        N_(
            "See the ids: ct58 list; an item that came up on the way is changed in its own file, and only what "
            "is asked can be ended."
        ),
        N_("An amendment that names what is not there on its day has no effect, and nobody would see that."),
        since=2,
    ),
    "P354": _error(
        N_("{id} is there already, in {where}."),
        N_("Give the new record an id of its own; what a record says otherwise stands under “changes”."),
        N_("Under one id the history of two things would become one."),
    ),
    "P355": _error(
        N_("{id} has no key “{key}”."),
        N_("Keys that can be changed there: {allowed}."),
        N_("A value for a key that the record does not have would silently say nothing."),
    ),
    "P356": _warning(
        N_("This changes nothing: {id} has this value already ({key})."),
        N_("Check against the document; delete the key if it stays as it was."),
        N_("A change without an effect is usually a value taken from the old text."),
    ),
    "P357": _error(
        N_("{id}, {key}: {other} gives another value from the same day ({day}) on."),
        N_("Keep the value that holds, or give the later of the two its own effective_from."),
        N_("Of two values from one day nobody can say which holds."),
    ),
    "P358": _error(
        N_("{id} was ended by {other} from {day} on."),
        N_(
            "Delete the line, or correct the earlier amendment; what begins anew is a record of its own (adds)."
        ),
        N_("What is not asked any more can neither change nor end again."),
        since=2,
    ),
    "P359": _warning(
        N_("The new deadline of {id} ({due}) had gone by when the amendment came into force ({since})."),
        N_("Check the year of the deadline and effective_from."),
        N_("Such a deadline moves nothing: what was due before its day stays as it was."),
    ),
    "P380": _error(
        N_("No body “{id}” is declared{suggestion}."),
        N_("Write one of: {allowed}. A new body is a line of “bodies” in programme.yaml."),
        N_("What is submitted to nobody knows whom could never be done."),
    ),
    "P381": _error(
        N_("“{id}” is declared twice in {key}."),
        N_("Give one of the two another id, or delete it."),
        N_("Whoever names the id could mean either of them."),
    ),
    "P382": _error(
        N_("Nothing is submitted to {body}: “submit: false” is said there."),
        N_("Delete “submit: false” at {id}, or name another body: {allowed}."),
        N_("Bodies that only get reports are not offered where work is submitted."),
    ),
    "P383": _warning(
        N_("A name is given to “{id}”, which is no set of units{suggestion}."),
        N_("Write the set under “sets”, or correct the name."),
        N_("The set that is meant stays without its name."),
    ),
    "P384": _warning(
        N_("Nobody has said yet what the deadline of {id} means: {text}."),
        N_("Write the rule beside the words, for example by: 2025-Q2, and delete “unread”."),
        N_("Without a rule nothing falls due, and nothing is late."),
    ),
    "P370": _error(
        N_("The target has no clear meaning: {problem}."),
        N_(
            'Write {{op: ">=", value: 90, unit: percent}}, {{between: [7.5, 8.0]}}, {{about: 30, tolerance: 2}} or '
            '{{op: ">=", of: previous, times: 1.1}}.'
        ),
        N_("A target that can be read in two ways would be met and missed at once."),
    ),
    "P371": _error(
        N_("The target cannot ask this: {problem}."),
        N_("Check the number against the text."),
        N_("A target that nothing can meet would be missed whatever is done."),
    ),
    "P372": _error(
        N_("“value” is one body's figure, and its set means {count} units at one time."),
        N_("Name the one unit: of: {{ids: [unit]}}; or add the figures: sum: [figure]."),
        N_("A rank, an index or a growth rate cannot be added: of two bodies it would be neither's."),
    ),
    "P373": _error(
        N_("“{figure}” is no number and no yes or no, so it has no value to compare."),
        N_("Name a number figure, or count the units that fit: count: units, where: {{figure: [word]}}."),
        N_("Only a number can be held against a target."),
    ),
    "P374": _error(
        N_("“per” does not fit here: {problem}."),
        N_("Write it in the denominator, with the unit in the target: per: 10000, unit: bác sĩ/vạn dân."),
        N_(
            "It says how many of the denominator the value is counted per; a wrong one moves the value by a power of ten."
        ),
    ),
    "P375": _error(
        N_("The time of this measure has no clear meaning: {problem}."),
        N_("Use either “period” or “average”; “opening” and “first_of_year” for figures with adds: stock."),
        N_("A measure of another time than is meant gives a number that looks right."),
    ),
    "P376": _error(
        N_("There is nothing to look back to: {problem}."),
        N_("Write previous or same_last_year for what recurs, and {{base: 2020}} for a base year."),
        N_("Compared with nothing the target would never be met."),
    ),
    "P377": _error(
        N_("The milestones have no clear meaning: {problem}."),
        N_("Write what is to be reached by the end of each year: milestones: {{2022: 30, 2023: 50}}."),
        N_(
            "A milestone says in its year whether the end can be reached; elsewhere it would be judged by nobody."
        ),
    ),
    "P360": _error(
        N_("“on” names no day of these periods: {problem}."),
        N_(
            "Write {{day: 20, of: last_month}} (first_month, next_month, previous_month), {{weekday: friday}}, 12-10 (month-day) or a list of such days."
        ),
        N_("A rule whose day does not exist would never fall due."),
    ),
    "P361": _error(
        N_("“after” cannot be waited for: {problem}."),
        N_("Write after: {{item: NV-03, event: issued, days: 30}}, with an item that is followed here."),
        N_("The day is counted from that event; if it cannot happen, nothing ever falls due."),
    ),
    "P362": _error(
        N_("“every” gives no length of its own: {problem}."),
        N_("Write week, month, quarter, half or year, else {{years: 2}} or {{months: 4}}."),
        N_("One length has one name, so that its periods have one, too."),
    ),
    "P363": _error(
        N_("An indicator cannot be added up from {key}, which is asked for every week."),
        N_("Ask for it every month or quarter, or let the indicator count something else."),
        N_(
            "A week may lie in two months, quarters or years, and nobody knows which part of its number belongs to which."
        ),
    ),
    "P364": _warning(
        N_("The holiday {day} says nothing: {problem}."),
        N_("Check the day against the decision on holidays, or delete it."),
        N_("A holiday on a wrong day would leave a deadline on the day that was meant."),
    ),
    "P365": _warning(
        N_("No deadline moves because of these days."),
        N_("Write on_holiday: next (or previous) at the programme or at a deadline, or delete the days."),
        N_("By default a deadline stays on its day, whether anybody works on it or not."),
    ),
    "P366": _error(
        N_("“counts_from: {day}” is no day from which the data of these reports run."),
        N_("Write a day from 2 to 28, at reports of every month, quarter, half or year."),
        N_("The data then run from that day of the month before to the day before it in the last month."),
    ),
    "P367": _error(
        N_("An indicator cannot have this deadline: {key}."),
        N_("Use every: month, quarter, half or year with one day, or by, before, within."),
        N_("Its figures are counted over whole months; what waits for an event or comes by weeks has none."),
    ),
    "P391": _warning(
        N_("The worked day {day} says nothing: {problem}."),
        N_("Check the day against the decision on holidays, or delete it."),
        N_(
            "A day that is worked in exchange on a wrong day would move a deadline past the day that was meant."
        ),
    ),
    "P392": _warning(
        N_("“names_en: {key}” names “{id}”, which the programme does not have{suggestion}."),
        N_("Correct the id, or delete the line."),
        N_("English screens then call something by its own name, and the English one is never shown."),
    ),
    "P390": _warning(
        N_("{id} and {other} ask the same units for reports of the same periods."),
        N_(
            "Make one line of both, with a list of days: on: [06-06, 11-25]; each day then has a report of its own."
        ),
        N_("A report is found by its period: the first one that comes would count for both lines."),
    ),
}

UNIT_RULES = {
    "U401": _error(
        N_("The file says {written}, its place says {expected}."),
        N_("Write {expected}, or move the file to its place."),
        N_("The folder's name and the record must agree, or a record counts for somebody else."),
    ),
    "U402": _error(
        N_("The unit ends ({valid_to}) before it begins ({valid_from})."),
        N_("Correct one of the two dates."),
        N_("Such a unit would never owe anything."),
    ),
    "U403": _error(
        N_("“{key}” names {id}, which is not in the register{suggestion}."),
        N_("See the units: ct58 list units."),
        N_("A merged unit's figures count for its successor, so the successor must exist."),
    ),
    "U404": _warning(
        N_("The name or alias “{name}” also belongs to {other}."),
        N_("Give one of the two another alias."),
        N_("Whoever types the name could mean either of them."),
    ),
    "U405": _error(
        N_("A unit of kind {kind} stands around the committee, not below it: it has no “organisation”."),
        N_("Delete “organisation”, or correct “kind”."),
        N_(
            "Units with an organisation are counted in the denominators; the bodies around the committee are not."
        ),
    ),
    "U406": _error(
        N_("It is merged into {id} but has no “valid_to”."),
        N_("Add valid_to: the last day before the merger."),
        N_("Without an end the unit would be counted twice."),
    ),
    "U407": _error(
        N_("The mergers go round in a circle: {chain}."),
        N_("Correct “merged_into” of one of them."),
        N_("The figures would never arrive at a unit that exists."),
    ),
    "U408": _error(
        N_("The folder has no unit.yaml, so nobody knows whose records these are."),
        N_("Add units/{id}/unit.yaml, or move the files."),
        N_("A report counts only for a unit of the register."),
    ),
    "U409": _error(
        N_("“until” is {until}, not before {earlier} in the entry above."),
        N_("Put the entries in order, the latest “until” first; one day has one entry."),
        N_("What stands in “before” is read backwards from today, entry by entry."),
    ),
    "U410": _error(
        N_("“until” is {until}, but the unit exists {time}."),
        N_("Correct “until”, or delete the entry: on no day of the unit was it so."),
        N_(
            "An entry tells what a unit was like up to a day, so the unit exists on that day and on the next."
        ),
    ),
    "U411": _warning(
        N_("Nothing changed after {until}: {what} is the same as afterwards."),
        N_("Write what it was like up to that day, or delete it."),
        N_("An entry that changes nothing hides what somebody meant to say."),
    ),
    "U412": _error(
        N_("No kind of unit “{id}” is declared{suggestion}."),
        N_("Write one of: {allowed}. A new kind is a line of “kinds” in programme.yaml."),
        N_("A unit of a kind that nobody declared would be in no set, silently."),
    ),
    "U413": _error(
        N_("No form of organisation “{id}” is declared{suggestion}."),
        N_("Write one of: {allowed}. A new form is a line of “organisations” in programme.yaml."),
        N_("A unit with a form that nobody declared would be in no set, silently."),
    ),
}

REPORT_RULES = {
    "R501": _error(
        N_("The report arrived but has no date of receipt."),
        N_("Add received_on: the day it first arrived."),
        N_("Whether it was on time is judged on that day."),
    ),
    "R502": _warning(
        N_("The document is dated {date}, after its receipt on {received_on}."),
        N_("Check both dates against the original."),
        N_("A document cannot arrive before it was written; one of the dates is usually mistyped."),
    ),
    "R503": _warning(
        N_("The unit did not exist on the last day of {period}, so this report is not counted."),
        N_("Check the period, and the unit's valid_from and valid_to."),
        N_("A unit owes the report of a period in whose last day it exists."),
    ),
    "R504": _warning(
        N_("Nobody asks this unit for a report of {period}."),
        N_("Check the period; reports are asked for: {expected}."),
        N_("A report under a period that nobody asks for is counted nowhere."),
    ),
    "R505": _warning(
        N_("It was received on {received_on}, before {period} began."),
        N_("Check the year and the period."),
        N_("A report of a time that had not begun is usually filed under the wrong year."),
    ),
    "R506": _error(
        N_("The state is {state}, so there can be no date of receipt."),
        N_("Delete received_on, or write state: received."),
        N_("A report that is only expected has not arrived."),
    ),
    "R507": _error(
        N_(
            "The unit was merged into {id} inside {period}; nobody says whether {id}'s report has these figures in it."
        ),
        N_(
            "Add counted_in: {id} if it has, counted_in: null if it has not; or type: "
            "ct58 record report {unit} {period} --counted-in {id} (or: itself)"
        ),
        N_("Without an answer the same figures would be counted twice, or not at all."),
        since=2,
    ),
    "R508": _error(
        N_("“counted_in” names {id}, into which the unit was not merged{suggestion}."),
        N_("Write counted_in: {successor}, or null where the figures count by themselves."),
        N_("What a unit reported before its end is counted with it, or in its successor's report."),
    ),
    "R509": _warning(
        N_("“counted_in” says nothing here: the unit did not end inside {period}."),
        N_("Delete counted_in, or correct the unit's valid_to."),
        N_("Only of the period in which a unit ended may another's report have its figures."),
    ),
}

FIGURE_RULES = {
    "F101": _error(
        N_("The report form has no figure {key}{suggestion}."),
        N_("See the figures: ct58 list figures."),
        N_("A figure under a wrong name is lost for every sum."),
    ),
    "F102": _warning(
        N_("{figure} is not asked of this unit in this period."),
        N_("Move it to the report where it is asked, or delete it."),
        N_("It is kept, but counted nowhere."),
    ),
    "F103": _error(
        N_("The number “{text}” has a dot; the computer reads it as {read}."),
        N_(
            "Write {remedy}, without a dot; or type: ct58 record report {unit} {period} --set {number}={remedy}"
        ),
        N_("In Vietnamese the dot separates thousands, in YAML it begins a fraction."),
    ),
    "F104": _error(
        N_("“{text}” does not fit: {expected} is expected."),
        N_("Write {expected}; null if the report does not say, n/a if it does not apply."),
        N_("Every figure has one type, so that it can be added and compared."),
    ),
    "F105": _error(
        N_("{text} lies outside what is possible: {limit}."),
        N_("Compare with the original."),
        N_("The limits stand at the figure in programme.yaml."),
    ),
    "F106": _error(
        N_("{value} is more than the whole: {whole} is {whole_value}."),
        N_("Compare both figures with the original."),
        N_("A part cannot be larger than the whole that it is counted in."),
    ),
    "F107": _error(
        N_("The sum does not fit: {parts} together are {sum}, written is {value}."),
        N_("Compare the figures with the original."),
        N_("The form says that this figure is the sum of the others."),
    ),
    "F108": _error(
        N_("“{text}” is not one of the words of {figure}{suggestion}."),
        N_("Words allowed: {allowed}."),
        N_("Fixed words keep the meaning the same in every report."),
    ),
    "F109": _error(
        N_("{figure} has no field {key}{suggestion}."),
        N_("Fields: {allowed}."),
        N_("A field under a wrong name is lost."),
    ),
    "F110": _warning(
        N_(
            "{value} is less than {earlier} in {period}; this figure is counted from the beginning of the year."
        ),
        N_("Compare both reports; perhaps only this quarter's number was written."),
        N_(
            "A year-to-date figure cannot fall. Mixing it with the quarter's own number is the common mistake."
        ),
    ),
    "F111": _warning(
        N_("{figure}: “{value}” has no decision with a number and a date, so it does not count."),
        N_(
            "Give “{decision}” its number and date, or take in the decision's list: "
            "ct58 import FILE --list {key} --period {period} --decision … --on …"
        ),
        N_("A level is what the deciding body says; before that it is a proposal, and no result."),
    ),
    "F112": _warning(
        N_("{figure}: “{value}” has neither a decision nor a reason, so it is open."),
        N_("Say why: ct58 record report {unit} {period} --set {number}.reason=“mới thành lập”"),
        N_(
            "Who is not rated leaves the share that is asked for. One wrong word would raise it, so it takes a reason."
        ),
    ),
    "F113": _warning(
        N_("A reason stands beside {figure}, whose value needs none."),
        N_("Take the reason away, or correct the value."),
        N_("A reason says why something is not rated or does not apply; beside a value it contradicts it."),
    ),
}

_EVENT_RULES = {
    "E201": _error(
        N_("There is no item {id}{suggestion}."),
        N_(
            "See the items: ct58 list tasks, ct58 list duties; or give this file a title and a deadline of its own."
        ),
        N_("An event must belong to something that is followed."),
    ),
    "E202": _error(
        N_("{id} comes again and again: the event must say which time it means."),
        N_("Add occurrence: “{example}”."),
        N_("Otherwise a submission of one year would count for another."),
    ),
    "E203": _error(
        N_("{id} has no occurrence {occurrence}{suggestion}."),
        N_("Its occurrences: {allowed}."),
        N_("An event of an occurrence that does not exist counts nowhere."),
    ),
    "E204": _error(
        N_("{id} is submitted to {allowed}; this event says {text}."),
        N_("Correct “to”."),
        N_("An item is done when every body that it goes to has it."),
    ),
    "E205": _error(
        N_("The event “{event}” needs a new date."),
        N_("Add until: year-month-day."),
        N_("An extension or a promise without a date cannot be followed."),
    ),
    "E206": _error(
        N_("The new date {until} is before the day of the event ({date})."),
        N_("Correct one of the two dates."),
        N_("Nobody promises or extends into the past; one of the dates is mistyped."),
    ),
    "E207": _error(
        N_("Extended to {until}, but no document allows it."),
        N_("Add the document's number and date, for example document: {{number: 41-TB/ĐU, date: {date}}}"),
        N_("Only a document of the deciding body moves a deadline."),
    ),
    "E208": _error(
        N_("The event “{event}” contradicts what was recorded before: {problem}."),
        N_("Correct its date, or void the wrong event: ct58 record void {id}."),
        N_("The events of an item must tell one story."),
    ),
    "E209": _error(
        N_("“{event}” needs the document that decided it."),
        N_("Add document: {{number: …, date: …}}"),
        N_("Work is paused or given up only by decision."),
    ),
    "E210": _error(
        N_("“{text}” is not one of the item's products{suggestion}."),
        N_("Products: {allowed}."),
        N_("The products of an item are shown one by one by these names."),
        since=2,
    ),
    "E211": _error(
        N_("{id} is owed by units, and {unit} is not one of them on its due day."),
        N_("Check the item, and the unit's kind, flags and validity."),
        N_("The event would count nowhere."),
    ),
    "E212": _error(
        N_("{id} is a joint item; its events stand in tasks/{id}.yaml."),
        N_("Move the event there."),
        N_("Events of a joint item in a unit's file would not be seen."),
    ),
    "E213": _error(
        N_("The programme already has {id}; this file may only carry its events."),
        N_("Delete title, lead, deadline here, or choose another id."),
        N_("The programme's own words stand in programme.yaml alone."),
    ),
    "E214": _warning(
        N_("The same event stands twice (also line {first_line})."),
        N_("Delete one of the two lines."),
        N_("Usually both of two people recorded it, and their files were joined."),
    ),
    "E215": _warning(
        N_("Extended to {until}, which is not after the deadline in force ({due})."),
        N_("Check the new date."),
        N_("An extension that does not extend is usually mistyped."),
    ),
    "E216": _error(
        N_("The event does not say which item it is about."),
        N_("Add item: at the beginning of the line."),
        N_("In a unit's file every event names its item."),
    ),
    "E217": _warning(
        N_("Issued or completed, but no submission to {bodies} is recorded."),
        N_("Record the submission too: ct58 record event {id} submitted."),
        N_("This item is done when it has been submitted, so without that it stays open."),
    ),
    "E218": _error(
        N_("An item of its own needs “{key}”."),
        N_("Add {key}; with a title also lead (or owners)."),
        N_("An item that came up on the way must say what is owed and by whom."),
    ),
    "E219": _warning(
        N_("The same occasion is told in two ways (also line {first_line}); what differs: {keys}."),
        N_("If both mean one event, keep the right line and void the other: ct58 record void {id}."),
        N_("Usually both of two people recorded it, and their files were joined."),
    ),
    "E220": _error(
        N_("The event “{event}” says nothing: neither words nor a document."),
        N_("Add reason: with the words, or document: with the paper that holds them."),
        N_("A note without words tells nobody anything."),
        since=2,
    ),
    "E221": _error(
        N_("{id} is owed by each unit; “{event}” must say which one."),
        N_("Move the event to the unit's file: units/<unit>/events.yaml, with item: {id}."),
        N_("In the item's own file it would count for every unit."),
        since=2,
    ),
    "E222": _error(
        N_("{id} is a report: it is done by its arrival, so “{event}” counts nowhere."),
        N_(
            "Book the arrival in the report: state, received_on; sent back is state: returned. Void this line."
        ),
        N_("Whether a report is here is said in one place, the report itself."),
        since=2,
    ),
    "E223": _error(
        N_("{id} comes again and again: without its time “{event}” counts nowhere."),
        N_("Add occurrence: “{example}”."),
        N_("A reminder that names no time stands beside no debt, on no screen and in no letter."),
        since=2,
    ),
    "E224": _error(
        N_("{id} is submitted to {allowed}; this event says {text}."),
        N_("Take out “to”, or correct it."),
        N_("What is said of a body that the item does not go to means nothing."),
        since=2,
    ),
    "E225": _error(
        N_("The event “{event}” contradicts what was recorded of the whole item: {problem}."),
        N_("Correct its date, or void the wrong event: ct58 record void {id}."),
        N_("What is paused or given up for all is so for each time and each unit."),
        since=2,
    ),
    "E226": _warning(
        N_(
            "“{event}” is told twice with another {keys} (also line {first_line}): it waits to be settled which is right."
        ),
        N_("Void the wrong line: ct58 record void {id}."),
        N_(
            "What is done once has one day and one document; as long as two stand there, the first one counts."
        ),
    ),
}

PERIOD_RULES = {
    "T601": _error(
        N_("There is no report {id} in the calendar{suggestion}."),
        N_("Reports of the calendar: {allowed}."),
        N_("An exception to a report that does not exist moves no deadline."),
    ),
    "T602": _error(
        N_("It was opened again on {on}, but was not closed before."),
        N_("Correct the date, or add the closing."),
        N_("Closing and opening again must follow each other."),
    ),
    "T603": _warning(
        N_("No section of a summary is called “{id}”{suggestion}, so its text is not printed."),
        N_("Sections: {allowed}; each also with -standing-committee or -superior."),
        N_("A text under a wrong key would be missing in the report, and nobody would see it."),
    ),
    "T604": _error(
        N_("The issued summary “{name}” stands twice; the first is in {first}."),
        N_("Give one of them another name."),
        N_("--rev and diff find an issued summary by its name."),
    ),
    "T605": _warning(
        N_("There is no indicator {id}{suggestion}, so what was reported of it cannot be compared."),
        N_("Correct the id, or leave it as the record of a programme that has changed."),
        N_("An issued report is not changed; its figures stay even when the programme's ids change."),
    ),
    "T606": _error(
        N_("Settled, and it would move without a reason: {subject}, {before} → {after} ({books})."),
        N_(
            "Say why beside the change: a report's correction with its reason, an event's document or reason, a unit's "
            "earlier state with its document, an amendment; or open the period again: ct58 reopen … --reason …"
        ),
        N_(
            "What a closed period came to has been reported and relied on. It moves only where somebody says why."
        ),
    ),
    "T607": _warning(
        N_("Settled, and it would move: {subject}, {before} → {after} ({books})."),
        N_(
            "Nothing needs to be done if that is meant: a reason stands beside it, or its books are not closed."
        ),
        N_("Whoever approves a change must know which closed or reported results are other by it."),
    ),
}

OFFICE_RULES = {
    "O701": _warning(
        N_("office.yaml is missing."),
        N_("Copy it from a new folder (ct58 init DIR) and write the committee's names."),
        N_("Without it documents have no names, and the settings are the standard ones."),
    ),
    "O702": _warning(
        N_("There is no unit {id}{suggestion}, so a letter may go to the body that writes it."),
        N_("See the units: ct58 list units."),
        N_("“unit” of a signatory is the body that he heads."),
    ),
    "O703": _error(
        N_("The practice day, {day}, lies outside of the programme's time ({first} – {last})."),
        N_("Move it: ct58 practice DATE; in a real office take the line practice_today out of office.yaml."),
        N_("It is “today” for every command; on such a day nothing would be due, or everything over."),
    ),
}

POLICY_RULES = {
    "G801": _error(
        N_("The programme's own words were changed without an amendment: {id}, {key}."),
        N_(
            "Add under “amendments”: {{on: date, document: {{number: …, date: …}}, changes: [{id}]}}; "
            "a mistake of copying goes into “corrected”."
        ),
        N_("Only a document changes what a document says. The office has chosen this rule (programme_text)."),
    ),
    "G802": _error(
        N_("Deleted: {what}."),
        N_("Put it back. A wrong event is voided, a figure corrected with its reason, a unit closed."),
        N_("What was once kept can be relied on. The office has chosen this rule (nothing_deleted)."),
    ),
    "G803": _error(
        N_("{id} is done (“{event}”), but no document is named."),
        N_("Add document: {{number: …, date: …}}"),
        N_(
            "What is done must be found again by its document. The office has chosen this rule "
            "(completed_has_document)."
        ),
    ),
    "G804": _error(
        N_("“{text}” marks something as secret."),
        N_("Take it out, and name the document without its number or content; ask whoever keeps secrets."),
        N_("Secret documents have registers of their own. The office has chosen this rule (no_secret)."),
    ),
    "G805": _warning(
        N_("This looks like a list of persons: {count} names, such as {example}."),
        N_("Write how many they are instead. Nothing needs to be done if these are no private persons."),
        N_(
            "Who they are is protected and not needed to follow a programme. Names are guessed from common "
            "family names, so this may err both ways. The office has chosen this rule (no_person_lists)."
        ),
    ),
}

RULES: dict[str, Rule] = {
    **FILE_RULES,
    **SHAPE_RULES,
    **PROGRAMME_RULES,
    **UNIT_RULES,
    **REPORT_RULES,
    **FIGURE_RULES,
    **_EVENT_RULES,
    **PERIOD_RULES,
    **OFFICE_RULES,
    **POLICY_RULES,
}


def severity_of(finding: Finding) -> Severity:
    """How grave a finding is, in the data that it was made of."""
    return "warning" if finding.is_eased else RULES[finding.code].severity


def in_format(finding: Finding, format_: int) -> Finding:
    """The finding as grave as it is in data of a format."""
    is_eased = format_ < RULES[finding.code].since
    return replace(finding, is_eased=True) if is_eased else finding


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether more is wrong than what a warning says."""
    return any(severity_of(finding) == "error" for finding in findings)


def problem_of(finding: Finding) -> Message:
    """What is wrong, in the rule's words."""
    return msg(RULES[finding.code].message, **finding.params)


def hint_of(finding: Finding) -> Message:
    """What to do about it, in the rule's words."""
    return msg(RULES[finding.code].hint, **finding.params)
