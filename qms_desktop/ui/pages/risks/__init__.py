"""Risks: the passport, the matrix, opportunities, the integrated table, and for the office the register."""

from qms_desktop.ui.pages.risks.page import RisksPage

__all__ = ["RisksPage"]
