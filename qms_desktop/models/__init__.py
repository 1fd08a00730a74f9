"""The record kinds, one module a chapter of the quality system, each kind declared once."""
