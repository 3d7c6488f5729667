# The one list of commands. Each does its own set-up on a fresh machine.
SHELL := /bin/bash
PYTHON := .venv/bin/python
DISPLAYED := packaging/with-display.sh
MODEL ?= hippocampus-mr
DATA ?= $(MEDVIEW_SHARED_DATA)/hippocampus_mr
OUT ?= training-output
LEAVE_OUT ?=

.PHONY: help run test check bench train wheel lock translations clean setup

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## make the virtual environment and install what is missing
	@packaging/setup.sh

run: setup ## open MedView with a demonstration study (without a display: all four steps, into demo-output/)
	@$(PYTHON) -m medview demo

test: setup ## run all tests and compare the coverage of each layer with its floor
	@rm -f .coverage .coverage.*
	@packaging/tests.sh $(ARGS)
	@$(PYTHON) -m coverage combine -q && $(PYTHON) -m coverage json -q -o .coverage.json && $(PYTHON) -m tests.coverage_floors .coverage.json

check: setup ## lint, types and architecture contracts
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: setup ## speed and memory, side by side with peers
	$(DISPLAYED) $(PYTHON) -m tests.benchmarks

train: setup ## train MODEL from its recipe: make train MODEL=hippocampus-mr DATA=folder OUT=folder
	$(PYTHON) -m medview train $(MODEL) --data $(DATA) --out $(OUT)

wheel: setup ## build a wheel into dist/; without some models: make wheel LEAVE_OUT="brain-mr-tumour-detector"
	MEDVIEW_LEAVE_OUT="$(LEAVE_OUT)" $(PYTHON) -m hatchling build -t wheel

lock: setup ## pin the newest allowed version of every dependency
	$(PYTHON) -m pip install -q pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/pip-compile -q -U --extra dev --strip-extras --no-annotate --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		-o packaging/requirements.lock pyproject.toml
	sed -i 's/^\(torch==[0-9.]*\)+cpu/\1/' packaging/requirements.lock

translations: setup ## find every text people see and bring the catalogue of translations up to date
	$(PYTHON) packaging/translations.py $(ARGS)

clean: ## remove what the commands made, but not the virtual environment
	rm -rf demo-output training-output .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis
