-- The bytes of a bundle name it, not the id that it carries; redactions are attributable.
ALTER TABLE bundle ADD COLUMN sha256 TEXT;
CREATE INDEX bundle_sha256 ON bundle (sha256);
ALTER TABLE redaction ADD COLUMN device TEXT;
ALTER TABLE redaction ADD COLUMN signature {bytes};
