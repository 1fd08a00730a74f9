-- Counting what is there without walking over every record.
CREATE INDEX record_gone ON record (row) WHERE gone = 1;
