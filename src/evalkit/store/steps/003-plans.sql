CREATE TABLE plans (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;
