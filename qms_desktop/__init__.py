"""Offline quality management for universities after ISO 9001:2015."""

__version__ = "0.1.0"
