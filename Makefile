# Every habit as one word; `make` alone lists them. Kept to what GNU make 3.81 (macOS) understands.
PY := .venv/bin/python
port ?= 8000
export PYTHONUNBUFFERED = 1

help: ## show this list
	@printf 'Comity: make <word>\n\n'
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: ## make .venv with the locked libraries (done by the others when needed)
	@sh tools/setup.sh run

dev:
	@sh tools/setup.sh dev

run: setup ## set up everything and start Comity with its demonstration (port=8000)
	@exec $(PY) -m comity run --demo --port $(port)

demo: setup ## load the demonstration into the database, without starting
	@$(PY) -m comity prepare --demo

test: dev ## run all tests, on SQLite and, where one answers, on PostgreSQL (args="-k word")
	@sh tools/test.sh $(args)

lint: dev ## check format, code, types, imports, migrations, templates, catalogues, licences
	@$(PY) -m tools.lint

fix: dev ## mend what the formatter and the linter can mend by themselves
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

check: lint test ## what to do before each commit

migration: dev ## write migrations for changed models
	@$(PY) -m tools.migrations

messages: dev ## gather the texts people see into the six catalogues
	@$(PY) -m tools.catalogues gather

map: dev ## write docs/map.md from the code
	@$(PY) -m tools.map

docs: map ## write the map and the life cycles, and follow every link in the documentation
	@$(PY) -m tools.flows
	@$(PY) -m tools.docs

module: dev ## begin a module in the shape of the sample (name=library record=book)
	@$(PY) -m tools.module "$(name)" $(record)

where: setup ## name the files behind a page (path=/norms/norms/)
	@$(PY) manage.py where "$(path)"

bench: setup ## measure against the floors and write the dated table
	@$(PY) -m bench

bench-data: setup ## make the million tickets that bench measures
	@$(PY) -m bench.data

lock: dev ## renew both lock files from pyproject.toml
	@sh tools/lock.sh

.PHONY: help setup dev run demo test lint fix check migration messages map docs module where bench bench-data lock
