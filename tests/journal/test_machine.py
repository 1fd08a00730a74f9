"""The real journal beside the plain model, over random schedules."""

from hypothesis import settings

from .machine import JournalMachine

TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
