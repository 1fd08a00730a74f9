-- Opening a store reads the office's edits of the profile and nothing else of the records.
CREATE INDEX record_profile ON record (id) WHERE kind = 'profile_entry';
