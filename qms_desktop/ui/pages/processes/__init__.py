"""Process cards: the list, the register, and the full-page form of one card."""

from qms_desktop.ui.pages.processes.page import ProcessesPage

__all__ = ["ProcessesPage"]
