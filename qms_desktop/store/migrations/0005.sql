-- Encryption, invitations, revocations that say what still counts, what a recipient has said it holds.
ALTER TABLE device ADD COLUMN receiving_key {bytes};
ALTER TABLE device ADD COLUMN scope TEXT;
ALTER TABLE device ADD COLUMN upto TEXT;
CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    secret {bytes} NOT NULL,
    created TEXT NOT NULL,
    expires TEXT NOT NULL,
    state TEXT NOT NULL,
    device TEXT
);
CREATE INDEX invitation_unit ON invitation (unit);
CREATE TABLE held (
    device TEXT PRIMARY KEY,
    number {integer} NOT NULL,
    hashes TEXT NOT NULL
);
