CREATE TABLE self_scores (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    indicator TEXT,
    found TEXT NOT NULL,
    levels TEXT NOT NULL,
    title TEXT NOT NULL,
    awarded REAL NOT NULL,
    awarded_exact TEXT NOT NULL,
    full REAL,
    full_exact TEXT,
    reason TEXT NOT NULL,
    over_low REAL,
    over_high REAL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_self_scores AS
SELECT
    reports.name AS report,
    reports.department,
    reports.year,
    scorecards.rubric_id AS rubric,
    criteria.dimension,
    self_scores.indicator,
    criteria.title,
    indicators.marks,
    indicators.low,
    indicators.high,
    self_scores.awarded AS own_awarded,
    self_scores.full AS own_full,
    self_scores.over_low,
    self_scores.over_high,
    self_scores.reason,
    self_scores.document,
    self_scores.page,
    self_scores.line,
    self_scores.quote
FROM self_scores
JOIN scorecards ON scorecards.id = self_scores.scorecard
JOIN reports ON reports.id = scorecards.report
JOIN criteria ON criteria.rubric = scorecards.rubric AND criteria.indicator = self_scores.indicator
JOIN indicators ON indicators.scorecard = scorecards.id AND indicators.indicator = self_scores.indicator
ORDER BY reports.name, scorecards.rubric_id, criteria.place;
