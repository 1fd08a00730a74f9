"""The calendar of the year: what is owed, month by month, and what is late."""

from qms_desktop.ui.pages.calendar.page import CalendarPage

__all__ = ["CalendarPage"]
