-- What is typed belongs to a device, where several work in one store; files in the database, where there is no folder.
CREATE TABLE typed (
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    unit TEXT NOT NULL,
    field TEXT NOT NULL,
    device TEXT NOT NULL,
    value TEXT NOT NULL,
    base {integer} NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO typed (kind, record, unit, field, device, value, base, at)
    SELECT kind, record, unit, field, '', value, base, at FROM draft;
DROP TABLE draft;
ALTER TABLE typed RENAME TO draft;
CREATE TABLE file (
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    part {integer} NOT NULL,
    data {bytes} NOT NULL,
    PRIMARY KEY (area, name, part)
);
