"""The window: the only place that imports Qt."""

from qms_desktop.ui.kept_none import keep_none

keep_none()
