"""Colours, type, sizes and icons of the window, in light and dark."""
