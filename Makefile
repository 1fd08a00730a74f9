# make run: sets everything up and opens the program. make test: sets everything up and runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test setup lint bench soak fuzz screenshots clean

setup:
	@$(PYTHON) tools/set_up.py

run: setup
	@$(PYTHON) tools/run.py

test: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python tools/catalogues.py check

bench: setup
	@$(BIN)/python -m benchmarks

# The long versions of the tests (hours); a part by itself: make soak-mutations, -structures, -kills, -disk, -schedules.
soak: setup
	@nice -n 19 $(BIN)/python tools/soak.py mutations structures kills disk schedules

soak-%: setup
	@nice -n 19 $(BIN)/python tools/soak.py $*

# make fuzz MINUTES=60
export MINUTES ?= 15
fuzz: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@nice -n 19 $(BIN)/python tools/soak.py fuzz

screenshots: setup
	@$(BIN)/python tools/screenshots.py

clean:
	rm -rf $(VENV) build dist out
