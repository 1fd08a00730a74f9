"""Printed forms as PDF."""
