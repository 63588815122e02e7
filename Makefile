# Each target does the set-up it needs: from a fresh clone, with Python 3.11+ and make, `make demo` is enough.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
BIN := .venv/bin
CODE := dispatcher tests $(wildcard bench)

.PHONY: help
help:  ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup:  ## Make .venv ready (done in a blink when nothing has changed)
	@scripts/setup.sh

.PHONY: demo
demo: setup  ## The main job in exercise mode, end to end; SCALE=kristiansand for 126,500 people
	@$(BIN)/dispatcher demo $(if $(SCALE),--scale $(SCALE))

.PHONY: test
test: setup  ## Every test, PostgreSQL and a real browser included; ARGS="-k gate" for some
	@scripts/system-packages.sh
	@$(BIN)/pytest --numprocesses 3 --dist loadgroup $(ARGS)

.PHONY: nemesis
nemesis: setup  ## Nodes killed KILLS times on DATABASE=sqlite or postgresql, then judged; SEED=n CALLBACKS=withheld
	@scripts/system-packages.sh
	@$(BIN)/python -m tests.nemesis --database $(or $(DATABASE),sqlite) --kills $(or $(KILLS),60) \
		$(if $(PEOPLE),--people $(PEOPLE)) $(if $(SEED),--seed $(SEED)) $(if $(CALLBACKS),--callbacks $(CALLBACKS))

.PHONY: check
check:  ## What CI runs: lint, types, floors, tests
	@bash .ci/run

.PHONY: lint
lint: setup  ## Ruff: rules and form
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

.PHONY: types
types: setup  ## mypy, strict
	@$(BIN)/mypy $(CODE)

.PHONY: floors
floors: setup  ## Who may import whom
	@$(BIN)/lint-imports --no-logo

.PHONY: format
format: setup  ## Put the code in form and mend what Ruff can mend
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

.PHONY: migration
migration: setup  ## What the tables have and the newest migration has not; nothing when they agree
	@$(BIN)/python -m dispatcher.ledger.migrations

.PHONY: bench
bench: setup  ## What a recorded SMS costs: tables, and bench/out/results.json
	@$(BIN)/python -m bench

.PHONY: bench-short
bench-short: setup  ## The same in two minutes
	@$(BIN)/python -m bench --short

# The newest packages that pyproject.toml admits. Which index they come from is the machine's business (uv reads it
# from its own configuration); none is written down. Runtime first, so that tests run on what is shipped.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml

.PHONY: lock
lock:  ## Renew requirements.lock and requirements-dev.lock
	@[ -x $(BIN)/python ] || scripts/setup.sh  # not the set-up itself: it asks for what the new lock is to bring
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

# The tool is no part of what is shipped or tested, so it lives in a folder of its own and in no lock.
SBOM_TOOL = cyclonedx-bom==7.5.0

.PHONY: sbom
sbom: setup  ## What the shipped program is made of: docs/anskaffelse/sbom.cdx.json, from requirements.lock
	@[ -x out/sbom/bin/cyclonedx-py ] || $(BIN)/python -m venv out/sbom
	@out/sbom/bin/python -m pip install --quiet --disable-pip-version-check $(SBOM_TOOL)
	@out/sbom/bin/cyclonedx-py requirements --output-reproducible --short-PURLs --pyproject pyproject.toml \
		--output-file docs/anskaffelse/sbom.cdx.json requirements.lock

.PHONY: clean
clean:  ## Remove what tools and runs left; never var/, which may hold a municipality's ledger
	@rm -rf out bench/out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find dispatcher tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
