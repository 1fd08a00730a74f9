"""Reporting periods: opened by the QA office with what it expects, and how much of it is there."""

from qms_desktop.ui.pages.periods.page import PeriodsPage

__all__ = ["PeriodsPage"]
