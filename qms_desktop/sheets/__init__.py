"""Spreadsheets: xlsx out and in."""
