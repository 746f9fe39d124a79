# Two commands matter: `make demo` shows the whole system, `make test` proves it.
# Both set themselves up from Python 3.11 and a package registry.
PYTHON ?= python3
BIN := .venv/bin
# Many processes load the same modules: they are compiled once, whatever the shell prefers.
unexport PYTHONDONTWRITEBYTECODE
# Every answer is waited for until it is on the disk: tests keep theirs in memory where a gigabyte is.
test: export PYTEST_DEBUG_TEMPROOT := $(shell test -w /dev/shm && df -Pk /dev/shm | awk 'NR > 1 && $$4 > 1000000 {print "/dev/shm"}')

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

demo: .venv/run.stamp  ## the whole system on this machine: no token, no network
	$(BIN)/saualnama demo $(ARGS)

test: .venv/dev.stamp  ## the tests, in parallel
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not postgresql and not browser and not spelling and not chaos and not r" $(ARGS)

chaos: .venv/dev.stamp  ## break it in every way, for long
	SAUALNAMA_CHAOS=long $(BIN)/python -m pytest tests/chaos -m chaos $(ARGS)

check: .venv/dev.stamp  ## formatting, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lock: .venv/dev.stamp  ## pin the dependencies anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --no-annotate pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --no-annotate pyproject.toml --group dev -o requirements-dev.lock

clean:  ## forget what was built; answers are kept
	rm -rf .venv build dist .mypy_cache .ruff_cache .hypothesis

.venv/run.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.PHONY: help demo test chaos check lock clean
