# make run: sets everything up and opens the program. make test: sets everything up and runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test setup lint bench screenshots clean

setup:
	@$(PYTHON) tools/set_up.py

run: setup
	@$(PYTHON) tools/run.py

test: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python tools/catalogues.py check

bench: setup
	@$(BIN)/python -m benchmarks

screenshots: setup
	@$(BIN)/python tools/screenshots.py

clean:
	rm -rf $(VENV) build dist out
