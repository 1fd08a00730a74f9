"""The window: everything that is Qt, and the only folder (with app.py) that imports it."""

from qms_desktop.ui.kept_none import keep_none

keep_none()
