"""Bundles: writing, reading, checking and merging them; device keys."""
