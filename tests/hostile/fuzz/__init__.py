"""Readers under random bytes: by atheris with `make fuzz`, and a little with every run of the tests."""
