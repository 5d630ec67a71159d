-- Amounts of marks and values are REAL, for queries; a column that ends in _exact holds the same number as
-- the exact decimal it is, where it is needed to score again. Yes and no are 1 and 0. Evidence is a JSON array
-- of places, the first of which stands in the generated columns document, page, line and quote.

CREATE TABLE rubrics (
    sha256 TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    standing TEXT NOT NULL,
    total REAL NOT NULL,
    toml TEXT NOT NULL
) STRICT;

CREATE TABLE criteria (
    rubric TEXT NOT NULL REFERENCES rubrics (sha256) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    parent TEXT,
    dimension TEXT NOT NULL,
    group_title TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    marks REAL NOT NULL,
    clause TEXT NOT NULL,
    PRIMARY KEY (rubric, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    department TEXT,
    year INTEGER,
    sha256 TEXT NOT NULL,
    documents TEXT NOT NULL,
    notes TEXT NOT NULL
) STRICT;

CREATE TABLE scorecards (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    rubric TEXT NOT NULL REFERENCES rubrics (sha256),
    rubric_id TEXT NOT NULL,
    key TEXT NOT NULL,
    report_sha256 TEXT NOT NULL,
    supplied_sha256 TEXT,
    judgements_sha256 TEXT,
    statements TEXT NOT NULL,
    overruled INTEGER NOT NULL,
    evalkit TEXT NOT NULL,
    plugins TEXT NOT NULL,
    marks REAL NOT NULL,
    awarded REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    low_exact TEXT NOT NULL,
    high_exact TEXT NOT NULL,
    grade TEXT,
    grade_en TEXT,
    possible_grades TEXT NOT NULL,
    self_score REAL,
    from_figures REAL NOT NULL,
    from_claims REAL NOT NULL,
    from_statements REAL NOT NULL,
    from_supplied REAL NOT NULL,
    from_judgements REAL NOT NULL,
    faults TEXT NOT NULL,
    UNIQUE (report, rubric_id)
) STRICT;

CREATE INDEX scorecards_of_rubric ON scorecards (rubric);

CREATE TABLE dimensions (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    dimension TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    marks REAL NOT NULL,
    awarded REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    PRIMARY KEY (scorecard, dimension)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicators (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    parent TEXT,
    marks REAL NOT NULL,
    awarded REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    outcome TEXT NOT NULL,
    basis TEXT,
    measure TEXT,
    value REAL,
    value_exact TEXT,
    unit TEXT,
    missing TEXT NOT NULL,
    fault TEXT,
    PRIMARY KEY (scorecard, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE deductions (
    scorecard INTEGER NOT NULL,
    place INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    part TEXT,
    marks REAL NOT NULL,
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    clause TEXT NOT NULL,
    remedy TEXT NOT NULL,
    remedy_en TEXT NOT NULL,
    admitted INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, place),
    FOREIGN KEY (scorecard, indicator) REFERENCES indicators (scorecard, indicator) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE adjustments (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    adjustment TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    clause TEXT NOT NULL,
    basis TEXT,
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    fact TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    value REAL,
    value_exact TEXT NOT NULL,
    step_exact TEXT NOT NULL,
    approximate INTEGER NOT NULL,
    basis TEXT NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE admissions (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    status TEXT NOT NULL,
    indicators TEXT NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT AS (json_extract(evidence, '$[0].document')),
    page INTEGER AS (json_extract(evidence, '$[0].page')),
    line INTEGER AS (json_extract(evidence, '$[0].line')),
    quote TEXT AS (json_extract(evidence, '$[0].quote')),
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE missing (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    missing TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    marks REAL NOT NULL,
    indicator TEXT NOT NULL,
    PRIMARY KEY (scorecard, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
    scorecard INTEGER NOT NULL REFERENCES scorecards (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    marks REAL,
    marks_exact TEXT,
    count INTEGER,
    reason TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    PRIMARY KEY (scorecard, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (
    report TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
