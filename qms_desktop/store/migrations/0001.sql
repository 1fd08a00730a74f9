-- The journal and what it is indexed by. Frozen: a later version is a later file.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE chain (row {key}, device TEXT NOT NULL, unit TEXT NOT NULL, UNIQUE (device, unit));
CREATE TABLE record (
    row {key},
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    gone INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    proposals INTEGER NOT NULL,
    refused TEXT,
    changed {integer} NOT NULL
);
CREATE UNIQUE INDEX record_key ON record (id, kind, unit);
CREATE INDEX record_conflicts ON record (row) WHERE conflicts > 0;
CREATE INDEX record_proposals ON record (row) WHERE proposals > 0;
CREATE TABLE change (
    row {key},
    id {bytes} NOT NULL,
    record {integer} NOT NULL,
    chain {integer} NOT NULL,
    seq {integer} NOT NULL,
    line {bytes} NOT NULL
);
CREATE UNIQUE INDEX change_id ON change (id);
CREATE INDEX change_record ON change (record);
CREATE INDEX change_chain ON change (chain, seq);
CREATE TABLE redaction (id {bytes} PRIMARY KEY, line {bytes} NOT NULL);
CREATE TABLE head (
    chain {integer} NOT NULL,
    seq {integer} NOT NULL,
    change {bytes} NOT NULL,
    signature {bytes} NOT NULL,
    PRIMARY KEY (chain, change)
);
CREATE TABLE device (
    device TEXT PRIMARY KEY,
    public_key {bytes} NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL
);
