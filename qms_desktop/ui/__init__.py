"""The window: everything that is Qt, and the only folder (with app.py) that imports it."""

from qms_desktop.ui.kept_none import keep_none
from qms_desktop.ui.unread_sources import leave_sources_unread

keep_none()
leave_sources_unread()
