"""The page of the management review: its items with figures and comments, conclusions, decisions, approval."""

from qms_desktop.ui.pages.review.page import ReviewPage

__all__ = ["ReviewPage"]
