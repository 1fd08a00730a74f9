"""Changes, their bytes and names, the fold of a record, conflicts, the digest."""
