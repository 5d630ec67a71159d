CREATE VIEW v_scores AS
SELECT
    reports.name AS report,
    reports.department,
    reports.year,
    scorecards.rubric_id AS rubric,
    rubrics.version,
    scorecards.marks,
    scorecards.awarded,
    scorecards.low,
    scorecards.high,
    rank() OVER (PARTITION BY scorecards.rubric_id ORDER BY scorecards.low DESC) AS rank,
    scorecards.grade,
    scorecards.self_score,
    scorecards.self_score - scorecards.awarded AS self_score_over_ours,
    scorecards.high - scorecards.low AS open,
    (SELECT count(*) FROM deductions WHERE deductions.scorecard = scorecards.id) AS deductions,
    (SELECT count(*) FROM missing WHERE missing.scorecard = scorecards.id) AS missing,
    (SELECT count(*) FROM findings WHERE findings.scorecard = scorecards.id) AS findings
FROM scorecards
JOIN reports ON reports.id = scorecards.report
JOIN rubrics ON rubrics.sha256 = scorecards.rubric
ORDER BY scorecards.rubric_id, scorecards.low DESC, reports.name;

CREATE VIEW v_lost_marks AS
SELECT
    reports.name AS report,
    reports.department,
    reports.year,
    scorecards.rubric_id AS rubric,
    dimensions.title AS dimension,
    deductions.indicator,
    deductions.part,
    criteria.title,
    deductions.marks,
    deductions.reason,
    deductions.clause,
    deductions.remedy,
    deductions.admitted,
    deductions.document,
    deductions.page,
    deductions.line,
    deductions.quote
FROM deductions
JOIN scorecards ON scorecards.id = deductions.scorecard
JOIN reports ON reports.id = scorecards.report
JOIN criteria ON criteria.rubric = scorecards.rubric AND criteria.indicator = deductions.indicator
JOIN dimensions ON dimensions.scorecard = scorecards.id AND dimensions.dimension = criteria.dimension
ORDER BY reports.name, scorecards.rubric_id, deductions.place;

CREATE VIEW v_indicators AS
SELECT
    reports.name AS report,
    reports.department,
    reports.year,
    scorecards.rubric_id AS rubric,
    criteria.dimension,
    criteria.group_title,
    indicators.indicator,
    indicators.parent,
    criteria.title,
    indicators.marks,
    indicators.awarded,
    indicators.low,
    indicators.high,
    indicators.outcome,
    indicators.basis,
    indicators.measure,
    indicators.value,
    indicators.unit,
    criteria.clause
FROM indicators
JOIN scorecards ON scorecards.id = indicators.scorecard
JOIN reports ON reports.id = scorecards.report
JOIN criteria ON criteria.rubric = scorecards.rubric AND criteria.indicator = indicators.indicator
ORDER BY reports.name, scorecards.rubric_id, criteria.place;
