"""Readers under random bytes: by atheris with `make fuzz`, and a little with every run of the tests."""

NAMES = ("strict", "line", "header", "manifest", "archive", "invitation", "trusted list", "frame", "bundle")
"""Every target, as in `targets.targets`."""
