DROP VIEW v_scores;

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
    CASE
        WHEN round(scorecards.self_score - 1.2 * scorecards.marks, 6) <= 0
        THEN scorecards.self_score - scorecards.awarded
    END AS self_score_over_ours,
    scorecards.high - scorecards.low AS open,
    (SELECT count(*) FROM deductions WHERE deductions.scorecard = scorecards.id) AS deductions,
    (SELECT count(*) FROM missing WHERE missing.scorecard = scorecards.id) AS missing,
    (SELECT count(*) FROM findings WHERE findings.scorecard = scorecards.id) AS findings
FROM scorecards
JOIN reports ON reports.id = scorecards.report
JOIN rubrics ON rubrics.sha256 = scorecards.rubric
ORDER BY scorecards.rubric_id, scorecards.low DESC, reports.name;
