-- The 28 indicators, written by hand from the programme's text and the office's reading of it, not from ct58's
-- code: over `fact` and `unit` (files of `ct58 export`), `wanted` (id, period, first_day, last_day, ends_on: the
-- days that are looked at, and the last day of the whole time) and the variable as_of.
-- Answer: `answer` (id, period, numerator, denominator, reported, expected), a row for each row of `wanted`.

-- ------------------------------------------------------------------ what is known

-- One line a unit, period and figure. Given: it counts on the day. Expected without being given: it is missing.
CREATE TEMP TABLE cell AS
SELECT unit, period, figure,
       any_value(ends_on) AS ends_on,
       CASE WHEN period = 'once' THEN NULL
            WHEN period LIKE '%-Q_' THEN date_trunc('quarter', any_value(ends_on))
            ELSE date_trunc('year', any_value(ends_on)) END::DATE AS starts_on,
       bool_or(state = 'given') AS is_given,
       bool_and(state = 'not_applicable') AS is_na,
       bool_or(expected) AS is_expected,
       max(value) FILTER (state = 'given' AND field IS NULL) AS value,
       max(value) FILTER (state = 'given' AND field = 'number') AS number,
       max(value) FILTER (state = 'given' AND field = 'issued_on') AS issued_on,
       max(value) FILTER (state = 'given' AND field = 'received_on') AS received_on,
       max(value) FILTER (state = 'given' AND field = 'valid_to') AS valid_to,
       any_value(fact.received_on) AS arrived_on
FROM fact
GROUP BY unit, period, figure
HAVING bool_or(expected) OR bool_or(state = 'given') OR bool_and(state = 'not_applicable');

-- The day on which an answer was there: that which it names itself, that of the decision, else of the report's arrival.
CREATE TEMP TABLE known AS
SELECT c.*, CASE WHEN c.figure = 'party_rating' THEN try_cast(d.issued_on AS DATE)
                 WHEN c.figure = 'yearly_review_on' THEN try_cast(c.value AS DATE)
                 ELSE coalesce(try_cast(c.received_on AS DATE), try_cast(c.issued_on AS DATE), c.arrived_on) END AS known_on
FROM cell c LEFT JOIN cell d ON d.unit = c.unit AND d.period = c.period AND d.figure = 'party_rating_decision';

-- The units of a set as of the last day that is looked at, or of the as-of day before that.
CREATE TEMP TABLE member AS
SELECT w.id, w.period, s.name AS set_name, u.id AS unit
FROM wanted w, unit u, unnest(string_split(u.sets, ';')) AS s(name)
WHERE coalesce(u.valid_from, DATE '1900-01-01') <= least(w.last_day, getvariable('as_of'))
  AND coalesce(u.valid_to, DATE '2199-12-31') >= least(w.last_day, getvariable('as_of'));

CREATE TEMP TABLE body AS
SELECT w.id, w.period, u.id AS unit
FROM wanted w, unit u
WHERE coalesce(u.valid_from, DATE '1900-01-01') <= least(w.last_day, getvariable('as_of'))
  AND coalesce(u.valid_to, DATE '2199-12-31') >= least(w.last_day, getvariable('as_of'));

-- The last period that lies inside, or in which the days that are looked at end, as far as it was answered by then: its
-- value is the state at the end.
CREATE TEMP TABLE latest AS
SELECT w.id, w.period, c.unit, c.figure,
       arg_max(c.is_given, coalesce(c.ends_on, w.last_day)) AS is_given,
       arg_max(c.is_na, coalesce(c.ends_on, w.last_day)) AS is_na,
       arg_max(coalesce(c.value, ''), coalesce(c.ends_on, w.last_day)) AS value,
       arg_max(coalesce(c.number, ''), coalesce(c.ends_on, w.last_day)) AS number,
       arg_max(coalesce(c.issued_on, ''), coalesce(c.ends_on, w.last_day)) AS issued_on,
       arg_max(coalesce(c.received_on, ''), coalesce(c.ends_on, w.last_day)) AS received_on
FROM wanted w
JOIN known c ON c.period = 'once'
    OR (c.starts_on >= w.first_day AND c.ends_on <= w.last_day)
    OR (c.starts_on <= w.last_day AND c.ends_on >= w.first_day AND (c.is_given OR c.is_na)
        AND (w.last_day >= getvariable('as_of') OR c.known_on <= w.last_day))
GROUP BY w.id, w.period, c.unit, c.figure;

-- ------------------------------------------------------------------ shares of units by one figure

-- Which set answers by which figure, what counts above and what below the line.
CREATE TEMP TABLE by_value(id VARCHAR, set_name VARCHAR, unit VARCHAR, figure VARCHAR, above VARCHAR[], below VARCHAR[]);
INSERT INTO by_value VALUES
    ('CT-06', 'workplaces', NULL, 'unit_rating', ['excellent', 'good', 'completed'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-07', 'workplaces', NULL, 'unit_rating', ['excellent', 'good'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-18', 'tccsd', NULL, 'party_rating', ['excellent', 'good'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-19', 'tccsd', NULL, 'party_rating', ['excellent'], ['good']),
    ('CT-20', 'tccsd', NULL, 'party_rating', ['not_completed'], NULL),
    ('CT-21', 'bloc', NULL, 'bloc_rating', ['excellent', 'good'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-22', NULL, 'doan-thanh-nien-khoi', 'organisation_rating', ['excellent'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-23', NULL, 'hoi-cuu-chien-binh-khoi', 'organisation_rating', ['excellent'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-24', NULL, 'cong-doan-vien-chuc-tinh', 'organisation_rating', ['excellent'], ['excellent', 'good', 'completed', 'not_completed']),
    ('CT-25', NULL, 'hoi-khuyen-hoc-khoi', 'organisation_rating', ['excellent'], ['excellent', 'good', 'completed', 'not_completed']);

CREATE TEMP TABLE asked AS
SELECT b.id, m.period, m.unit, b.figure, b.above, b.below
FROM by_value b JOIN member m ON m.id = b.id AND m.set_name = b.set_name
UNION ALL
SELECT b.id, o.period, o.unit, b.figure, b.above, b.below
FROM by_value b JOIN body o ON o.id = b.id AND o.unit = b.unit;

CREATE TEMP TABLE unit_answer(id VARCHAR, period VARCHAR, unit VARCHAR, above INTEGER, below INTEGER, is_reported BOOLEAN, has_data BOOLEAN);
INSERT INTO unit_answer
SELECT a.id, a.period, a.unit,
       (l.is_given AND list_contains(a.above, l.value))::INTEGER,
       (l.is_given AND list_contains(a.below, l.value))::INTEGER,
       coalesce(l.is_given OR l.is_na, false),
       coalesce(l.is_given OR l.is_na, false)
FROM asked a LEFT JOIN latest l ON (l.id, l.period, l.unit, l.figure) = (a.id, a.period, a.unit, a.figure);

-- ------------------------------------------------------------------ shares of units by several figures

-- A fact of each member, whatever is known of it.
CREATE TEMP MACRO said(which, of_set, key) AS TABLE
SELECT m.id, m.period, m.unit, coalesce(l.is_given, false) AS is_given, coalesce(l.is_na, false) AS is_na, l.value, l.number, l.issued_on, l.received_on
FROM member m LEFT JOIN latest l ON (l.id, l.period, l.unit) = (m.id, m.period, m.unit) AND l.figure = key
WHERE m.id = which AND m.set_name = of_set;

-- CT-01: at least one item published in the quarter, of those that say how many.
INSERT INTO unit_answer
SELECT id, period, unit, (is_given AND try_cast(value AS INTEGER) >= 1)::INTEGER, is_given::INTEGER, is_given OR is_na, is_given OR is_na
FROM said('CT-01', 'tccsd', 'publications');

-- CT-02: the Bloc held its yearly review and praised at least one collective or person. It has answered once nothing
-- that is missing could change that.
INSERT INTO unit_answer
SELECT r.id, r.period, r.unit,
       (r.is_given AND is_praised)::INTEGER, 1, is_known, is_known
FROM (SELECT r.*, coalesce(try_cast(c.value AS INTEGER) >= 1, false) OR coalesce(try_cast(i.value AS INTEGER) >= 1, false) AS is_praised,
             c.is_given AND i.is_given AS is_praise_known,
             CASE WHEN r.is_given THEN is_praised OR is_praise_known ELSE is_praise_known AND NOT is_praised END AS is_known
      FROM said('CT-02', 'bloc', 'yearly_review_on') r
      JOIN said('CT-02', 'bloc', 'collectives_praised') c USING (id, period, unit)
      JOIN said('CT-02', 'bloc', 'individuals_praised') i USING (id, period, unit)) r;

-- CT-03, CT-04: the unit has issued its programme of action, early or late: it has a number and a day, that of issue or
-- of receipt. What the office does not have after 14 April 2021 is not there.
INSERT INTO unit_answer
SELECT id, period, unit, (is_given AND number <> '' AND (issued_on <> '' OR received_on <> ''))::INTEGER,
       (NOT is_na)::INTEGER, true, true
FROM (FROM said('CT-03', 'tccsd', 'action_programme') UNION ALL FROM said('CT-04', 'mass', 'action_programme'));

-- CT-08: of the firms that operate at the end and say whether they are in profit, those that are.
INSERT INTO unit_answer
SELECT s.id, s.period, s.unit,
       (s.value = 'operating' AND p.value = 'true')::INTEGER,
       (s.value = 'operating' AND p.is_given)::INTEGER,
       CASE WHEN s.is_given AND s.value <> 'operating' THEN true
            ELSE (s.is_given OR s.is_na) AND (p.is_given OR p.is_na) END AS known,
       known
FROM said('CT-08', 'enterprises', 'business_state') s
JOIN said('CT-08', 'enterprises', 'in_profit') p USING (id, period, unit);

-- CT-09: no arrears left.
INSERT INTO unit_answer
SELECT id, period, unit, (is_given AND value = '0')::INTEGER, is_given::INTEGER, is_given OR is_na, is_given OR is_na
FROM said('CT-09', 'enterprises', 'tax_arrears');

-- CT-10: all three insurances, of those that answer for all three; one "no" is enough to fail.
INSERT INTO unit_answer
SELECT id, period, unit, is_full::INTEGER, (is_full OR has_failed)::INTEGER,
       has_failed OR is_answered AS known, known
FROM (SELECT s.*,
             coalesce(s.value = 'false', false) OR coalesce(h.value = 'false', false) OR coalesce(u.value = 'false', false) AS has_failed,
             (s.is_given OR s.is_na) AND (h.is_given OR h.is_na) AND (u.is_given OR u.is_na) AS is_answered,
             coalesce(s.value = 'true' AND h.value = 'true' AND u.value = 'true', false) AS is_full
      FROM said('CT-10', 'enterprises', 'social_insurance_paid') s
      JOIN said('CT-10', 'enterprises', 'health_insurance_paid') h USING (id, period, unit)
      JOIN said('CT-10', 'enterprises', 'unemployment_insurance_paid') u USING (id, period, unit));

-- CT-11, CT-12, CT-13: the office receives these itself; a year that is over leaves nothing open.
INSERT INTO unit_answer
SELECT s.id, s.period, s.unit, s.is_given::INTEGER, (NOT s.is_na)::INTEGER,
       s.is_given OR s.is_na OR w.ends_on < getvariable('as_of'), true
FROM (FROM said('CT-11', 'tccsd', 'yearly_resolution')
      UNION ALL FROM said('CT-12', 'tccsd', 'registered_level')
      UNION ALL FROM said('CT-13', 'tccsd', 'remedy_plan')) s
JOIN wanted w USING (id, period);

-- CT-26, CT-27: what each report says of the standard and of model units. Without the standard nobody is one; a "yes" whose
-- standard is not given does not count.
CREATE TEMP TABLE standard AS
SELECT w.id, w.period, w.last_day, x.*
FROM wanted w
JOIN (SELECT unit, period AS of_period, figure, starts_on, ends_on, known_on, is_expected,
             CASE WHEN is_given THEN value WHEN is_na THEN 'n/a' END AS said
      FROM known WHERE figure = 'culture_standard'
      UNION ALL
      SELECT m.unit, m.period, m.figure, m.starts_on, m.ends_on, m.known_on, m.is_expected,
             CASE WHEN c.is_given AND c.value = 'false' THEN 'false'
                  WHEN m.is_given AND m.value = 'true' AND (c.value IS NULL OR c.value <> 'true') THEN NULL
                  WHEN m.is_given THEN m.value
                  WHEN m.is_na OR c.is_na THEN 'n/a' END
      FROM known m LEFT JOIN known c ON c.unit = m.unit AND c.period = m.period AND c.figure = 'culture_standard'
      WHERE m.figure = 'model_unit') x
    ON (x.starts_on >= w.first_day AND x.ends_on <= w.last_day)
    OR (x.starts_on <= w.last_day AND x.ends_on >= w.first_day AND x.said IS NOT NULL
        AND (w.last_day >= getvariable('as_of') OR x.known_on <= w.last_day))
WHERE w.id IN ('CT-26', 'CT-27');

-- What was said last: a "yes" holds until the recognition ends, a "no" until the next report is owed.
CREATE TEMP TABLE held AS
SELECT s.*, s.said = 'true' AND year(said_on) < year(last_day)
             AND coalesce(r.valid_to BETWEEN said_on AND least(last_day, getvariable('as_of')) - 1, false) AS has_ended,
       coalesce(owed_on > said_on, false) AS is_owed_again
FROM (SELECT id, period, last_day, unit, figure,
             max(ends_on) FILTER (said IS NOT NULL) AS said_on,
             arg_max(said, ends_on) FILTER (said IS NOT NULL) AS said,
             max(ends_on) FILTER (said IS NULL AND is_expected) AS owed_on
      FROM standard GROUP BY id, period, last_day, unit, figure) s
LEFT JOIN (SELECT unit, ends_on, try_cast(valid_to AS DATE) AS valid_to FROM known WHERE figure = 'recognition') r
    ON r.unit = s.unit AND r.ends_on = s.said_on;

CREATE TEMP MACRO standing(which, key) AS TABLE
SELECT m.id, m.period, m.unit,
       CASE WHEN h.has_ended OR (h.said = 'n/a' AND h.is_owed_again) THEN NULL ELSE h.said END AS said,
       NOT coalesce(h.is_owed_again AND h.said = 'false', false) AS is_sure
FROM member m LEFT JOIN held h ON (h.id, h.period, h.unit) = (m.id, m.period, m.unit) AND h.figure = key
WHERE m.id = which AND m.set_name = 'workplaces';

INSERT INTO unit_answer
SELECT id, period, unit, coalesce(said = 'true', false)::INTEGER, coalesce(said <> 'n/a', false)::INTEGER,
       said IS NOT NULL AND is_sure, said IS NOT NULL
FROM standing('CT-26', 'culture_standard');

INSERT INTO unit_answer
SELECT c.id, c.period, c.unit,
       coalesce(m.said = 'true' AND c.said = 'true', false)::INTEGER,
       coalesce(c.said = 'false' OR (c.said = 'true' AND m.said <> 'n/a'), false)::INTEGER,
       is_known AND c.is_sure AND (c.said <> 'true' OR m.is_sure), is_known
FROM standing('CT-27', 'culture_standard') c
JOIN (SELECT *, said IS NOT NULL AS is_answered FROM standing('CT-27', 'model_unit')) m USING (id, period, unit),
LATERAL (SELECT coalesce(c.said IN ('false', 'n/a') OR (c.said = 'true' AND m.is_answered), false) AS is_known);

-- ------------------------------------------------------------------ sums and lists

-- For whom a unit's figures count on the last day that is looked at: itself, or the end of its mergers.
CREATE TEMP TABLE holder AS
WITH RECURSIVE step AS (
    SELECT w.id, w.period, least(w.last_day, getvariable('as_of')) AS on_day, u.id AS unit, u.id AS holder
    FROM wanted w, unit u
    UNION
    SELECT s.id, s.period, s.on_day, s.unit, u.merged_into
    FROM step s JOIN unit u ON u.id = s.holder
    WHERE u.merged_into IS NOT NULL AND u.valid_to < s.on_day
)
SELECT s.id, s.period, s.unit, s.holder
FROM step s JOIN unit u ON u.id = s.holder
WHERE NOT (u.merged_into IS NOT NULL AND u.valid_to < s.on_day);

-- The quarters inside, of units that existed at their end.
CREATE TEMP TABLE quarter AS
SELECT w.id, w.period, h.holder, c.unit, c.period AS quarter, c.figure, c.is_given, c.is_na, c.value
FROM wanted w
JOIN cell c ON c.starts_on >= w.first_day AND c.ends_on <= w.last_day AND c.period LIKE '%-Q_'
JOIN unit u ON u.id = c.unit
    AND coalesce(u.valid_from, DATE '1900-01-01') <= least(c.ends_on, getvariable('as_of'))
    AND coalesce(u.valid_to, DATE '2199-12-31') >= least(c.ends_on, getvariable('as_of'))
JOIN holder h ON (h.id, h.period, h.unit) = (w.id, w.period, c.unit);

-- CT-14, CT-15: quarters and units added up.
CREATE TEMP TABLE summed AS
SELECT id, period, holder,
       sum(value::BIGINT) FILTER (is_given) AS above,
       bool_and(is_given OR is_na) AS is_reported,
       bool_or(is_given) OR bool_and(is_na) AS has_data
FROM quarter
WHERE (id, figure) IN (('CT-14', 'candidates_trained'), ('CT-15', 'members_admitted'))
GROUP BY id, period, holder;

-- CT-28: of each quarter with all four numbers, what was dealt with online, and what came and went without the secret.
CREATE TEMP TABLE documents AS
SELECT id, period, holder, quarter, bool_and(is_given OR is_na) AS is_whole, bool_or(is_given) AS has_some,
       sum(value::BIGINT) FILTER (figure = 'documents_online' AND is_given) AS online,
       sum(CASE figure WHEN 'documents_secret' THEN -value::BIGINT ELSE value::BIGINT END)
           FILTER (figure <> 'documents_online' AND is_given) AS dealt_with
FROM quarter
WHERE id = 'CT-28' AND figure IN ('documents_in', 'documents_out', 'documents_secret', 'documents_online')
GROUP BY id, period, holder, quarter;

-- The rows of lists, a field a column.
CREATE TEMP TABLE list_row AS
SELECT unit, period AS quarter, figure, "index",
       max(value) FILTER (field = 'assigned_document') AS document,
       max(value) FILTER (field = 'title') AS title,
       (max(value) FILTER (field = 'due'))::DATE AS due,
       (max(value) FILTER (field = 'done_on'))::DATE AS done_on,
       max(value) FILTER (field = 'kind') AS kind
FROM fact
WHERE state = 'given' AND "index" > 0 AND figure IN ('drafting_tasks', 'new_organisations')
GROUP BY unit, period, figure, "index";

-- CT-05: documents, each once, as it was last reported. Those of a unit that was merged count for its successor.
CREATE TEMP TABLE draft AS
SELECT q.id, q.period, q.holder, q.unit, w.first_day, w.last_day,
       arg_max(r.due, (q.quarter, r."index")) AS due,
       arg_max(coalesce(r.done_on, DATE '9999-12-31'), (q.quarter, r."index")) AS done_on,
       max(q.quarter) AS last_quarter
FROM quarter q
JOIN wanted w USING (id, period)
JOIN list_row r ON (r.unit, r.quarter, r.figure) = (q.unit, q.quarter, q.figure)
WHERE q.id = 'CT-05' AND q.figure = 'drafting_tasks'
GROUP BY q.id, q.period, q.holder, q.unit, w.first_day, w.last_day, r.document, r.title;

CREATE TEMP TABLE listed AS
SELECT id, period, holder, bool_and(is_given OR is_na) AS is_reported, bool_or(is_given) OR bool_and(is_na) AS has_data
FROM quarter
WHERE (id, figure) IN (('CT-05', 'drafting_tasks'), ('CT-16', 'new_organisations'), ('CT-17', 'new_organisations'))
GROUP BY id, period, holder;

-- CT-05: organisations with documents that fell due in the year, and those of them with none that was late. One that was
-- late is enough to fail, unless a report that is missing could bring it again with another day.
CREATE TEMP TABLE gap AS
SELECT id, period, unit, max(quarter) AS last_missing
FROM quarter WHERE figure = 'drafting_tasks' AND NOT is_given AND NOT is_na GROUP BY id, period, unit;

INSERT INTO unit_answer
SELECT m.id, m.period, m.unit, (is_known AND has_due AND NOT has_late)::INTEGER, (is_known AND has_due)::INTEGER,
       is_known, is_known
FROM (SELECT m.id, m.period, m.unit,
             coalesce(any_value(l.is_reported), false) OR coalesce(bool_or(is_due AND is_late AND is_last), false) AS is_known,
             coalesce(bool_or(is_due), false) AS has_due,
             coalesce(bool_or(is_due AND is_late), false) AS has_late
      FROM member m
      LEFT JOIN listed l ON (l.id, l.period, l.holder) = (m.id, m.period, m.unit)
      LEFT JOIN (SELECT d.*, due BETWEEN first_day AND last_day AS is_due, done_on > due AS is_late,
                        last_quarter > coalesce(last_missing, '') AS is_last
                 FROM draft d LEFT JOIN gap g USING (id, period, unit)) d
             ON (d.id, d.period, d.holder) = (m.id, m.period, m.unit)
      WHERE m.id = 'CT-05' AND m.set_name = 'drafters'
      GROUP BY m.id, m.period, m.unit) m;

CREATE TEMP TABLE counted AS
SELECT q.id, q.period, count(*) FILTER (r.kind = CASE q.id WHEN 'CT-16' THEN 'private' ELSE 'fdi' END) AS above
FROM quarter q JOIN list_row r ON (r.unit, r.quarter, r.figure) = (q.unit, q.quarter, q.figure)
WHERE q.id IN ('CT-16', 'CT-17') AND q.figure = 'new_organisations'
GROUP BY q.id, q.period;

-- ------------------------------------------------------------------ answers

CREATE TEMP TABLE found AS
SELECT id, period,
       CASE WHEN bool_or(has_data) THEN sum(above) FILTER (has_data) END AS numerator,
       CASE WHEN bool_or(has_data) AND id <> 'CT-20' THEN coalesce(sum(below) FILTER (has_data), 0) END AS denominator,
       count(*) FILTER (is_reported) AS reported, count(*) AS expected
FROM unit_answer GROUP BY id, period
UNION ALL
SELECT id, period, CASE WHEN bool_or(has_data) THEN coalesce(sum(above), 0) END, NULL,
       count(*) FILTER (is_reported), count(*)
FROM summed GROUP BY id, period
UNION ALL
SELECT id, period,
       CASE WHEN bool_or(has_some) THEN coalesce(sum(online) FILTER (is_whole), 0) END,
       CASE WHEN bool_or(has_some) THEN coalesce(sum(dealt_with) FILTER (is_whole), 0) END,
       bool_and(is_whole)::INTEGER, 1
FROM documents GROUP BY id, period
UNION ALL
SELECT l.id, l.period,
       CASE WHEN bool_or(l.has_data) THEN coalesce(any_value(c.above), 0) END, NULL,
       count(*) FILTER (l.is_reported), count(*)
FROM listed l LEFT JOIN counted c USING (id, period)
WHERE l.id <> 'CT-05'
GROUP BY l.id, l.period;

-- Where nobody owes anything yet, nothing is known and nobody is expected.
CREATE TEMP TABLE answer AS
SELECT w.id, w.period, f.numerator, f.denominator, coalesce(f.reported, 0) AS reported, coalesce(f.expected, 0) AS expected
FROM wanted w LEFT JOIN found f USING (id, period);
