"""Stores and files as released versions left them. They are written once and must open for ever."""
