-- What is being typed, and what came and went.
CREATE TABLE draft (
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    unit TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    base {integer} NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, record, unit, field)
);
CREATE TABLE bundle (
    bundle TEXT PRIMARY KEY,
    direction TEXT NOT NULL,
    unit TEXT NOT NULL,
    device TEXT NOT NULL,
    at TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    file TEXT NOT NULL,
    counts TEXT NOT NULL
);
CREATE INDEX bundle_unit ON bundle (unit, at);
CREATE TABLE attachment (
    sha256 TEXT PRIMARY KEY,
    size {integer} NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL
);
