"""The real journal beside the plain model, over random schedules."""

from hypothesis import settings

from tests.amounts import schedules

from .machine import JournalMachine

TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(max_examples=schedules("journal"), stateful_step_count=25)
