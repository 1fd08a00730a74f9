-- What was deleted by one and changed by another is listed with the conflicts.
CREATE INDEX record_flagged ON record (row) WHERE flagged > 0;
