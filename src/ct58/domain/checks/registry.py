"""All checks, in order."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from ct58.domain.checks import (
    amendments,
    calendars,
    closing,
    events,
    figures,
    files,
    form,
    new_keys,
    periods,
    policies,
    programme,
    reports,
    targets,
    terms,
    units,
)
from ct58.domain.checks import units as office
from ct58.domain.checks.context import Context
from ct58.domain.records.editions import Edition
from ct58.domain.records.office import Office
from ct58.errors import Finding, Path
from ct58.errors.rules import in_format
from ct58.records import positional_record

FileCheck = Callable[[Context], Iterator[Finding]]
OfficeCheck = Callable[[Context, Office], Iterator[Finding]]

FILE_CHECKS: tuple[FileCheck, ...] = (
    files.programme_is_there,
    files.names_are_portable,
    files.periods_name_files,
    files.unit_folders_have_an_entry,
)
REPORT_CHECKS: tuple[OfficeCheck, ...] = (
    reports.receipt_fits_state,
    reports.dates_follow_each_other,
    reports.unit_exists_in_period,
    reports.merged_reports_are_counted_once,
    reports.somebody_asks,
    figures.figures_are_known,
    figures.values_fit,
    figures.values_count,
    figures.reasons_stand_beside,
    figures.parts_fit_the_whole,
    figures.sums_fit,
    figures.cumulative_figures_grow,
    closing.reports_come_by_the_cut_off_day,
    policies.nothing_is_secret,
    policies.persons_are_not_listed,
)
"""Each looks at a report by itself, or with what is asked of its unit and that unit's earlier reports."""
WHEREVER_CHECKS: tuple[OfficeCheck, ...] = (files.places_agree, new_keys.keys_fit_the_format)
"""Each looks at records of all kinds, one by one. No other than these and those of reports looks at any report."""
EDITION_CHECKS: tuple[OfficeCheck, ...] = (
    programme.ids_are_unique,
    programme.ids_are_portable,
    programme.groups_exist,
    programme.clause_references_exist,
    programme.leads_exist,
    programme.sets_exist,
    programme.set_rules_mean_units,
    terms.receivers_are_declared,
    programme.lead_or_owners,
    programme.deadlines_are_read,
    programme.deadlines_are_clear,
    programme.exceptions_name_occurrences,
    calendars.days_are_in_their_periods,
    calendars.waits_come_to_an_end,
    calendars.weeks_stay_weeks,
    calendars.data_run_from_a_day,
    calendars.indicators_have_whole_times,
    programme.inner_days_are_of_products,
    form.figure_numbers_are_unique,
    form.figures_are_complete,
    form.figure_references_exist,
    form.decisions_can_be_held,
    form.what_lasts_can_last,
    form.measures_are_complete,
    form.rows_conditions_are_clear,
    form.condition_words_exist,
    form.shares_can_fall_short,
    programme.done_when_is_given,
    programme.series_lie_inside,
    targets.targets_have_one_form,
    targets.targets_can_be_met,
    targets.milestones_lead_somewhere,
    targets.values_are_of_one_body,
    targets.shares_are_told_in_one_way,
    targets.measures_have_a_time,
    targets.earlier_times_exist,
)
"""What the programme says in itself, as first issued and after each amendment."""
NEWEST_CHECKS: tuple[OfficeCheck, ...] = (
    programme.leads_are_open,
    programme.questions_name_items,
    programme.deadlines_fall_in_time,
)
"""What an amendment may have put right meanwhile."""
OFFICE_CHECKS: tuple[OfficeCheck, ...] = (
    *WHEREVER_CHECKS,
    *EDITION_CHECKS,
    *NEWEST_CHECKS,
    programme.horizon_is_a_time,
    terms.ids_are_declared_once,
    terms.names_mean_sets,
    terms.english_names_mean_something,
    calendars.holidays_are_days_off,
    calendars.reports_have_a_period_of_their_own,
    closing.end_is_a_day_of_the_programme,
    closing.receivers_take_something,
    amendments.amendments_have_a_day,
    amendments.amendments_come_before_the_end,
    amendments.amendment_files_name_their_day,
    amendments.amendment_ids_are_unique,
    amendments.amendments_name_what_is_there,
    amendments.additions_are_new,
    amendments.changes_fit_their_records,
    amendments.new_deadlines_lie_ahead,
    amendments.amendments_agree,
    amendments.what_is_ended_stays_ended,
    units.ends_after_beginning,
    units.successors_exist,
    units.mergers_end_somewhere,
    units.merged_units_have_an_end,
    units.kinds_are_declared,
    units.organisation_fits_kind,
    units.names_are_distinct,
    units.former_times_fall,
    units.former_times_lie_inside,
    units.former_times_differ,
    *REPORT_CHECKS,
    events.items_exist,
    events.ad_hoc_heads_are_complete,
    events.events_are_complete,
    events.events_tell_one_story,
    events.extensions_extend,
    events.events_stand_once,
    events.occasions_are_told_once,
    events.ends_are_told_once,
    events.submissions_are_recorded,
    closing.nothing_happens_after_the_end,
    periods.exceptions_name_reports,
    periods.reopenings_follow_closings,
    periods.narrative_has_sections,
    periods.issues_have_their_own_name,
    periods.issues_name_indicators,
    office.file_is_there,
    policies.what_is_done_has_a_document,
    office.signatories_name_units,
    office.practice_day_fits_the_programme,
)


@positional_record
class Touched:
    """What a change can turn: the reports of some units, and, unless it is all in reports, everything else."""

    units: Container[str]
    only_reports: bool


def run_checks(
    context: Context, touched: Touched | None = None, others: Sequence[Callable[[], Context]] = ()
) -> Iterator[Finding]:
    """All findings of all checks; with `touched`, only those that the change can bring or take away.

    `others` make the same with other values in place of what could not be read. Only what is found each time
    is a finding: it doesn't rest on them.
    """
    yield from check_names(context)
    yield from check_records(context, touched, others)


def check_names(context: Context) -> Iterator[Finding]:
    """What the names of the files say against each other."""
    for check in FILE_CHECKS:
        yield from check(context)


def check_records(
    context: Context, touched: Touched | None = None, others: Sequence[Callable[[], Context]] = ()
) -> Iterator[Finding]:
    """The same of what is in them."""
    seen = context if touched is None else context.with_reports_of(touched.units)
    checks = (*WHEREVER_CHECKS, *REPORT_CHECKS) if touched and touched.only_reports else OFFICE_CHECKS
    if seen.office is None:
        return
    editions = amendments.edition_contexts(seen)
    for check in checks:
        found = tuple(_found(check, seen, seen.office, editions))
        format_ = seen.office.programme.format
        yield from (in_format(finding, format_) for finding in _agreed(check, found, others))


def _found(
    check: OfficeCheck, context: Context, office: Office, editions: Sequence[tuple[Edition, Context]]
) -> Iterator[Finding]:
    """What a check finds; where an amendment brought it, at that amendment's place."""
    history = office.history
    if not history.amendments:
        return check(context, office)
    if check in EDITION_CHECKS:
        return amendments.found_in_editions(check, editions, history)
    found = check(context, office)
    return (
        (amendments.in_its_amendment(history, history.editions[-1], finding) for finding in found)
        if check in NEWEST_CHECKS
        else found
    )


def _agreed(
    check: OfficeCheck, found: tuple[Finding, ...], others: Iterable[Callable[[], Context]]
) -> tuple[Finding, ...]:
    """Those of a check's findings that it has in the other contexts, too; none is made where nothing is found."""
    for other in others if found else ():
        context = other()
        contexts = amendments.edition_contexts(context) if check in EDITION_CHECKS else ()
        told = _found(check, context, context.office, contexts) if context.office else ()
        again = {_about(entry) for entry in told}
        found = tuple(entry for entry in found if _about(entry) in again)
    return found


def _about(finding: Finding) -> tuple[str, str, Path]:
    return finding.code, finding.file, finding.at
