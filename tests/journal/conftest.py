"""Hypothesis without deadlines: a busy machine is no fault."""

from hypothesis import settings

settings.register_profile("journal", parent=settings(), deadline=None)
settings.load_profile("journal")
