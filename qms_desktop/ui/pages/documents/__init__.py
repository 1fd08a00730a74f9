"""Documents: their life, their change sheets, their reviews."""

from qms_desktop.ui.pages.documents.page import DocumentsPage

__all__ = ["DocumentsPage"]
