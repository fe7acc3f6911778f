"""All checks, in order."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from ct58.domain.checks import (
    events,
    figures,
    files,
    form,
    new_keys,
    periods,
    policies,
    programme,
    reports,
    units,
)
from ct58.domain.checks import units as office
from ct58.domain.checks.context import Context
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
    reports.somebody_asks,
    figures.figures_are_known,
    figures.values_fit,
    figures.values_count,
    figures.reasons_stand_beside,
    figures.parts_fit_the_whole,
    figures.sums_fit,
    figures.cumulative_figures_grow,
    policies.nothing_is_secret,
    policies.persons_are_not_listed,
)
"""Each looks at a report by itself, or with what is asked of its unit and that unit's earlier reports; no other
looks at any report."""
OFFICE_CHECKS: tuple[OfficeCheck, ...] = (
    files.places_agree,
    new_keys.keys_fit_the_format,
    programme.ids_are_unique,
    programme.ids_are_portable,
    programme.groups_exist,
    programme.clause_references_exist,
    programme.leads_exist,
    programme.leads_are_open,
    programme.sets_exist,
    programme.set_rules_mean_units,
    programme.lead_or_owners,
    programme.horizon_is_a_time,
    programme.deadlines_are_clear,
    programme.questions_name_items,
    programme.deadlines_fall_in_time,
    programme.exceptions_name_occurrences,
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
    units.ends_after_beginning,
    units.successors_exist,
    units.mergers_end_somewhere,
    units.merged_units_have_an_end,
    units.organisation_fits_kind,
    units.names_are_distinct,
    *REPORT_CHECKS,
    events.items_exist,
    events.ad_hoc_heads_are_complete,
    events.events_are_complete,
    events.events_tell_one_story,
    events.extensions_extend,
    events.events_stand_once,
    events.occasions_are_told_once,
    events.submissions_are_recorded,
    periods.exceptions_name_reports,
    periods.reopenings_follow_closings,
    periods.narrative_has_sections,
    periods.issues_have_their_own_name,
    periods.issues_name_indicators,
    office.file_is_there,
    policies.what_is_done_has_a_document,
    office.signatories_name_units,
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
    if touched is None:
        seen, checks = context, OFFICE_CHECKS
    else:
        seen = context.with_reports_of(touched.units)
        checks = (files.places_agree, *REPORT_CHECKS) if touched.only_reports else OFFICE_CHECKS
    for file_check in FILE_CHECKS:
        yield from file_check(seen)
    if seen.office is not None:
        for check in checks:
            found = tuple(check(seen, seen.office))
            format_ = seen.office.programme.format
            yield from (in_format(finding, format_) for finding in _agreed(check, found, others))


def _agreed(
    check: OfficeCheck, found: tuple[Finding, ...], others: Iterable[Callable[[], Context]]
) -> tuple[Finding, ...]:
    """Those of a check's findings that it has in the other contexts, too; none is made where nothing is found."""
    for other in others if found else ():
        context = other()
        again = {_about(entry) for entry in check(context, context.office)} if context.office else set()
        found = tuple(entry for entry in found if _about(entry) in again)
    return found


def _about(finding: Finding) -> tuple[str, str, Path]:
    return finding.code, finding.file, finding.at
