# make run: the product on this computer.   make test: every test.   The other targets: make help.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB := $(or $(STET_DB),var/stet.db)
PORT ?= 8000
ARGS ?=
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
ESTABLISHED := $(VENV)/.stet-installed
TESTABLE := $(VENV)/.stet-testable

.DEFAULT_GOAL := help
.PHONY: help run test lint bench demo-check pictures messages clean chromium

help:
	@echo 'make run         start Stet (PORT=8000, ARGS="--host …"); the first start loads a demo'
	@echo 'make test        run every test; browser tests need Chromium, which is installed where that is allowed'
	@echo 'make lint        ruff and mypy'
	@echo 'make bench       measure speed and safety, as ratios in one run'
	@echo 'make demo-check  walk through the demo in Chromium as a sceptic would'
	@echo 'make pictures    take the pictures of README and docs from the running product; ARGS=folder: every screen'
	@echo 'make messages    collect the words of the interface into translations/'
	@echo 'make clean       remove what was built; the database in var/ stays'

run: $(ESTABLISHED)
	@exec $(BIN)/stet --db "$(DB)" run --port $(PORT) $(if $(wildcard $(DB)),,--demo) $(ARGS)

test: $(TESTABLE) chromium
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(TESTABLE)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy app

bench: $(TESTABLE)
	@$(BIN)/python -m bench

demo-check: $(TESTABLE) chromium
	@$(BIN)/python -m bench.demo_check

pictures: $(TESTABLE) chromium
	@$(BIN)/python -m bench.pictures $(ARGS)

messages: $(ESTABLISHED)
	@$(BIN)/python -m app.interface.extraction

chromium:
	@.ci/chromium

clean:
	rm -rf $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(ESTABLISHED): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is missing. Install it: apt install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python is older than 3.11. Install a newer one (apt install python3.11 python3.11-venv) and run: make run PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'The venv package of Python is missing. Install it: apt install python3-venv' >&2; exit 1; }
	@echo 'Installing Stet into $(VENV) …' >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) -r requirements.txt -e . || { echo 'The packages of requirements.txt could not be installed. Check the network (or the settings of pip) and repeat the command.' >&2; exit 1; }
	@touch $@

$(TESTABLE): $(ESTABLISHED) requirements-dev.txt requirements-scale.txt requirements-neural.txt
	@echo 'Installing what the tests need …' >&2
	@$(PIP) -r requirements-dev.txt || { echo 'The packages of requirements-dev.txt could not be installed. Check the network (or the settings of pip) and repeat the command.' >&2; exit 1; }
	@touch $@
