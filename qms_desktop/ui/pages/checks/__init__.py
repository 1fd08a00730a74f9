"""What an auditor would find, with a way to set it right or to say why it stays."""

from qms_desktop.ui.pages.checks.page import ChecksPage

__all__ = ["ChecksPage"]
