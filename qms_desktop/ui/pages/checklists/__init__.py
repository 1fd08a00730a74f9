"""Checklists: a unit's check of itself, and the audits of the QA office, one question at a time."""

from qms_desktop.ui.pages.checklists.page import ChecklistPage

__all__ = ["ChecklistPage"]
