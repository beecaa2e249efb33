# Every task of the project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint prove golden bench mechanism lock
SHELL := /bin/sh

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Tests know nothing of each other, so they share the cores; more than four would only compile the engine more often.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
# The newest Python that can make an environment; one that is found by name may still refuse to run.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	if $$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$name; break; fi; done)

help:  ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(READY)  ## build .venv from the lock; at once when nothing changed

$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "gtmsim needs Python 3.11 or newer with its venv module, and no such python3 is on the path." >&2; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || { echo "Building .venv with $(PYTHON), about a minute ..."; $(PYTHON) -m venv --clear .venv; }
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## compare two plans over 100 replications and write the report
	@$(BIN)/gtmsim compare scenarios/baseline.yaml scenarios/hire_csm.yaml --replications 100

test: setup  ## run the tests
	@$(PYTEST)

lint: setup  ## format, faults, spelling, types, layers, shipped scenarios
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/gtmsim check scenarios/*.yaml scenarios/*/*.yaml

check: lint  ## lint, then the tests
	@$(MAKE) --no-print-directory test

prove: setup  ## run the long proofs
	@$(PYTEST) -m prove

golden: setup  ## write the pinned files and results/example anew
	$(BIN)/gtmsim compare scenarios/baseline.yaml scenarios/hire_csm.yaml --replications 20 --out results/example --quiet
	$(BIN)/python -m gtmsim.report.points > docs/decision_points.md
	$(BIN)/python -m gtmsim.report.journal_page docs/journal.md
	$(BIN)/python -m gtmsim.report.renames docs/scenarios.md
	$(BIN)/python -m pytest -m golden --golden

bench: setup  ## set the engines beside other libraries: some minutes, or one with SIZE=--quick
	@test -d .bench || $(PIP) --target .bench --no-deps ciw networkx tqdm salabim greenlet \
		|| echo "Without ciw and salabim, which could not be installed." >&2
	@PYTHONPATH=.bench $(BIN)/python benchmarks/engine.py $(SIZE)

mechanism: setup  ## make a mechanism of the template: NAME=support_tickets
	@$(BIN)/python -m gtmsim.mechanisms.template "$(NAME)"

lock: pyproject.toml  ## resolve the dependencies anew (needs uv)
	uv pip compile $< --quiet --no-config --extra fast --extra test --extra dev --group build --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements.lock
