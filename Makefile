# Duizhao: `make extract` runs the main job, `make test` the tests; both set up what they need first.

PYTHON ?= python3
IN ?= corpus
OUT ?= out
RUN ?= $(OUT)

BIN := .venv/bin
USER_READY := .venv/.ready-user
DEV_READY := .venv/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev extract test evaluate bench lint review clean lock schemas

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(USER_READY) ## Make .venv with what the program needs
setup-dev: $(DEV_READY) ## The same, with what tests, checks and benchmarks need

extract: $(USER_READY) ## Read IN (default corpus/), write OUT (default out/)
	@$(BIN)/duizhao extract "$(IN)" --out "$(OUT)" --force

review: $(USER_READY) ## Serve the reviewers' page of RUN (default out/)
	@$(BIN)/duizhao review "$(RUN)"

test: $(DEV_READY) ## Run all tests
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup

evaluate: $(USER_READY) ## Score the program against annotations/
	@$(BIN)/duizhao evaluate

bench: $(DEV_READY) ## Print every benchmark beside its peers (needs the shared data; takes a while)
	@for script in benchmarks/detect_encodings.py benchmarks/normalize.py benchmarks/align.py benchmarks/claims.py benchmarks/people.py \
		benchmarks/consistency.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

lint: $(DEV_READY) ## Style, types, import rules, schemas
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/duizhao schema --check docs/schemas

schemas: $(USER_READY) ## Write the JSON Schemas of the output files to docs/schemas
	@$(BIN)/duizhao schema --out docs/schemas

lock: ## Pin every dependency again (needs uv)
	uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.txt
	uv pip compile -q pyproject.toml --group dev --group build -c requirements.txt --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate -o requirements-dev.txt
	printf 'setuptools\nwheel\nhatchling\neditables\n' | uv pip compile -q - -c requirements.txt --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -o requirements-build.txt

clean: ## Remove .venv and out/
	rm -rf .venv out

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Duizhao needs Python 3.11 or newer as $(PYTHON). Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up .venv (once; a minute or two)" >&2
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing (Debian, Ubuntu: the package python3-venv)." >&2; exit 1; }

# What builds the few packages that come as source goes first, so that nothing unpinned is fetched to build them.
$(USER_READY): requirements-build.txt requirements.txt pyproject.toml | $(BIN)/python
	@$(PIP) -r requirements-build.txt
	@$(PIP) --no-build-isolation -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DEV_READY): requirements-dev.txt $(USER_READY)
	@$(PIP) --no-build-isolation -r requirements-dev.txt
	@touch $@
