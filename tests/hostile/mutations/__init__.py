"""Bundles as an enemy or a bad stick would make them, by the number of the case: every one can be made again."""
