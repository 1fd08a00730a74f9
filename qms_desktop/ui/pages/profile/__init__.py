"""The institution's profile, edited by the QA office."""

from qms_desktop.ui.pages.profile.page import ProfilePage

__all__ = ["ProfilePage"]
