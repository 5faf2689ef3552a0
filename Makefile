# The two commands of a fresh machine: make html, make test. Everything else: .venv/bin/invoke --list

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r

.PHONY: html test test-deep clean

html: $(VENV)/runtime $(VENV)/compiled
	@$(BIN)/python -m pelican content -s pelicanconf.py -o output

test: $(VENV)/development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n auto

test-deep: export DAYLIGHT_TESTS := deep
test-deep: test

clean:
	rm -rf output .cache

$(VENV)/runtime: requirements.txt | $(VENV)/made
	$(INSTALL) requirements.txt
	@touch $@

$(VENV)/development: requirements-dev.txt requirements.txt | $(VENV)/made
	$(INSTALL) requirements-dev.txt
	@touch $(VENV)/runtime $@

$(VENV)/compiled: $(wildcard plugins/*.py plugins/*/*.py theme/t*/* theme/t*/*/*) | $(VENV)/runtime
	@$(BIN)/python -m plugins.render.precompile
	@touch $@

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Daylight needs Python 3.11 or newer: install it, then run make again."; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make a virtual environment: on Debian and Ubuntu, install python3-venv."; exit 1; }
	@touch $@
