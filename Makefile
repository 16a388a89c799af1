# Every target sets up what it needs: python3 (3.11 or newer) with its venv module, and make. No root, no
# Docker. The first run takes a minute, the next ones start at once.

# A uv on PATH is used; otherwise this version is installed into .venv-uv. «command -v» alone would be taken
# in by a pyenv shim whose Python has no uv.
UV_VERSION := 0.13.9
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .venv-uv/bin/uv)

# The machine's own Python, never one that uv fetches.
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
export UV_PROJECT_ENVIRONMENT := .venv
# uv.lock says where each package comes from; with another index in the environment uv finds the lock stale.
unexport UV_DEFAULT_INDEX UV_INDEX_URL UV_INDEX UV_EXTRA_INDEX_URL

BIN := .venv/bin
SYNCED := .venv/.synced
PACKAGES := mocknir fagsystem_sim
# Folders that may come and go.
CHECKED := $(PACKAGES) $(wildcard bench tests)

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test lint format bench clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(SYNCED) ## only set up .venv

demo: $(SYNCED) ## run municipal systems against a NIR of their own and show what happens
	$(BIN)/fagsystem-sim demo

serve: $(SYNCED) ## start the server on http://127.0.0.1:8080
	$(BIN)/mocknir serve

# One module's tests stay on one core, so that they share what a module fixture has built.
test: lint ## lint, then all tests
	$(BIN)/pytest -n auto --dist loadscope

lint: $(SYNCED) ## style, types, who may import whom, and that uv.lock follows pyproject.toml
	$(UV) lock --check --quiet
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports --no-logo

format: $(SYNCED) ## put imports and layout in order
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(SYNCED) ## measure
	$(BIN)/python -m bench

clean: ## remove what the targets above made
	rm -rf .venv .venv-uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	rm -rf tests/interop/node/node_modules
	find $(CHECKED) -type d -name __pycache__ -prune -exec rm -rf {} +

$(SYNCED): pyproject.toml uv.lock | $(filter .venv-uv/bin/uv,$(UV))
	$(UV) sync --frozen
	@touch $@

.venv-uv/bin/uv:
	@python3 -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "python3 here cannot make virtual environments (no venv or ensurepip)."; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv."; \
	  echo "Without root: put uv (https://docs.astral.sh/uv/) on PATH, which does without them."; \
	  exit 1; } >&2
	python3 -m venv .venv-uv
	.venv-uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
