# Datong 打通. `make run` on a fresh machine, `make test` before a change is sent; `make help` lists the rest.

SHELL = /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATONG_HOME ?= var
PYTEST_ARGS ?=
HOUSEHOLDS ?= 1000000
SUBJECTS ?=
# One worker more than cores: tests in a browser wait more than they compute.
WORKERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))
SPREAD = -n $(WORKERS) --dist loadfile --no-loadscope-reorder
export DATONG_HOME
# Every process would compile the sources and prepare the tests anew.
unexport PYTHONDONTWRITEBYTECODE

VENV = .venv
PY = $(VENV)/bin/python
DATONG = $(VENV)/bin/datong
PIP = $(PY) -m pip install --disable-pip-version-check --quiet
CATALOGUES := $(wildcard src/datong/locale/*/LC_MESSAGES/*.po)
MESSAGES = $(CATALOGUES:.po=.mo)
STATIC := $(shell find src/datong -path '*/static/*' -type f 2>/dev/null)
COLLECTED = $(DATONG_HOME)/.static-collected
UV = $(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet

.DEFAULT_GOAL = help
.PHONY: help setup setup-dev run test test-quick test-spark pictures check bench messages lock clean
.DELETE_ON_ERROR:

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: $(VENV)/.installed $(MESSAGES) $(COLLECTED) ## virtual environment with locked packages, translations, static files

setup-dev: setup $(VENV)/.installed-dev ## the same, and what tests and checks need

run: setup ## the example county on http://HOST:PORT (127.0.0.1:8000)
	$(DATONG) migrate
	$(DATONG) demo
	$(DATONG) serve --host $(HOST) --port $(PORT)

test: setup-dev ## every test on SQLite, then the database tests on PostgreSQL; on all cores
	@$(PY) -m tests.chromium
	@$(PY) -m tests.postgres --check
	@status=0; \
	$(PY) -m pytest $(SPREAD) $(PYTEST_ARGS) || status=$$?; \
	$(PY) -m tests.postgres -- $(PY) -m pytest $(SPREAD) -m "database and not browser" $(PYTEST_ARGS) || status=$$?; \
	exit $$status

test-quick: setup-dev ## without browser, PostgreSQL and slow tests
	$(PY) -m pytest $(SPREAD) -m "not browser and not slow" $(PYTEST_ARGS)

test-spark: $(VENV)/.installed-spark ## Spark on a cluster of two workers on this machine; needs Java 17
	$(PY) -m pytest -m spark tests/spark $(PYTEST_ARGS)

pictures: setup-dev ## every page in a browser, with screenshots in test-output/screenshots
	PICTURES=1 $(PY) -m pytest $(SPREAD) -m browser $(PYTEST_ARGS)

check: setup-dev ## style, types, architecture
	@status=0; \
	$(PY) -m ruff check . || status=$$?; \
	$(PY) -m ruff format --check . || status=$$?; \
	$(PY) -m mypy src tools || status=$$?; \
	$(VENV)/bin/lint-imports --no-logo || status=$$?; \
	exit $$status

bench: setup-dev ## how long the work takes, against its floor (docs/performance.md); HOUSEHOLDS=10000000 for a nation
	BENCH_HOUSEHOLDS=$(HOUSEHOLDS) $(PY) -m bench $(SUBJECTS)

messages: setup-dev ## bring the catalogues of translations up to date with the source, name what lacks English
	$(PY) -m tools.update_messages

lock: $(VENV)/.installed-dev ## resolve requirements/*.in anew into hash locks without addresses
	$(UV) requirements/base.in --output-file requirements/base.txt
	$(UV) requirements/dev.in --constraint requirements/base.txt --output-file requirements/dev.txt
	$(UV) requirements/spark.in --constraint requirements/base.txt --output-file requirements/spark.txt

clean: ## remove what can be made again; the data folder stays
	rm -rf $(VENV) build test-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf src/*.egg-info $(MESSAGES) $(COLLECTED)
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定。" >&2; \
	  echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "无法创建虚拟环境：在 Debian/Ubuntu 上请先执行 apt-get install python3-venv。" >&2; \
	  echo "The virtual environment could not be made: on Debian/Ubuntu run apt-get install python3-venv first." >&2; \
	  exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements/base.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/base.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.installed-spark: $(VENV)/.installed-dev requirements/spark.txt
	$(PIP) --require-hashes -r requirements/spark.txt
	@touch $@

%.mo: %.po tools/compile_messages.py $(VENV)/.installed
	$(PY) tools/compile_messages.py $<

$(COLLECTED): $(VENV)/.installed $(STATIC)
	@mkdir -p -m 700 $(DATONG_HOME)
	DJANGO_SETTINGS_MODULE=datong.config.settings $(PY) -m django collectstatic --noinput --verbosity 0
	@touch $@
