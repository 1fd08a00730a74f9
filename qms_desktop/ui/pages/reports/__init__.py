"""The page of the reports."""

from qms_desktop.ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
