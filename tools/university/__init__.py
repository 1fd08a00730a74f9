"""A whole university in a store: its tree of units, and what they write in five years (see `tools/make_university.py`)."""
