# The two commands to start with: make html, make test. Everything else: .venv/bin/invoke --list

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# No resolver: pip before 23.3 treats a package that another one requires with an extra as unpinned. Its warnings are for
# those who make packages.
INSTALL := $(BIN)/python -W ignore -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps
# Optional lists that are already installed are updated too.
has = $(if $(wildcard $(VENV)/[Ll]ib/site-packages/$(1) $(VENV)/lib/*/site-packages/$(1)),-r requirements-$(2).txt)
OPTIONAL = $(call has,ocrmypdf,ocr) $(call has,boto3,s3) $(call has,distributed,dask) $(call has,typst,typeset)

# An environment is made again if its Python is gone, as after a system upgrade, or if its folder has moved.
ifneq ($(wildcard $(VENV)/made),)
STALE := $(shell $(BIN)/python -c 'import pip' 2>/dev/null \
	&& test "$$(cat $(VENV)/made)" = "$$(cd $(VENV) && pwd -P)" || echo stale)
endif

.PHONY: html test test-deep clean stale

html: $(VENV)/runtime $(VENV)/compiled $(VENV)/cache-key
	@$(BIN)/python -m pelican content -s pelicanconf.py -o output

test: $(VENV)/development $(VENV)/cache-key
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n auto

test-deep: export DAYLIGHT_TESTS := deep
test-deep: test

clean:
	rm -rf output .cache

# Kept as a copy, so that a fresh clone, whose files are all new, installs nothing again into a $(VENV) that was restored.
$(VENV)/runtime: requirements.txt $(VENV)/made
	@cmp -s requirements.txt $@ || { rm -f $@; \
		echo "Installing what requirements.txt pins into $(VENV), once: this can take a minute."; \
		$(INSTALL) -r requirements.txt $(OPTIONAL); }
	@cp requirements.txt $@

$(VENV)/development: requirements-dev.txt requirements.txt $(VENV)/made
	@echo "Installing what requirements-dev.txt pins into $(VENV), once: this can take two minutes."
	@$(INSTALL) -r requirements-dev.txt
	@cp requirements.txt $(VENV)/runtime
	@touch $@

$(VENV)/compiled: $(foreach depth,* */* */*/* */*/*/*,$(wildcard plugins/$(depth).py theme/t$(depth))) | $(VENV)/runtime
	@$(BIN)/python -m plugins.render.precompile
	@touch $@

# The key that seals the cache. If it cannot be saved, each build says so.
$(VENV)/cache-key: | $(VENV)/made
	@-$(BIN)/python -m plugins.sealing

$(VENV)/made: $(STALE)
	@test -n "$(PYTHON)" || { echo "Daylight needs Python 3.11 or newer: install it, then run make again."; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make a virtual environment: on Debian and Ubuntu, install python3-venv."; exit 1; }
	@(cd $(VENV) && pwd -P) >$@
