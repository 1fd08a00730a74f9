"""The start of a new year: carrying over by one button, and this year against last year."""

from qms_desktop.ui.pages.new_year.page import NewYearPage

__all__ = ["NewYearPage"]
