# Everything runs in .venv, made here from the locks. Only `make lock` and `make laagste` need uv.
PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip -qq --disable-pip-version-check --no-input
UPGRADE ?= --upgrade
COMPILE := $(UV) pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes

# Modules are compiled once, also where the environment says not to: tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/pytest -n 2 --dist worksteal

.PHONY: help demo serve test test-rest test-alles duurproef check migrations docs plaatjes schermen audit sbom statisch wheel laagste lock clean

help:
	@echo "make demo    set up, then run the whole process for both regions"
	@echo "make serve   set up, then serve the API on http://127.0.0.1:8000"
	@echo "make test    set up for development, then run the tests that need Python only, some five minutes"
	@echo "make test-alles  all tests: also PostgreSQL, the built wheel, and with npm node and a browser"
	@echo "make duurproef   the long ones, by hand: schemathesis at length, and kills and a full disk; over an hour"
	@echo "make check   lint, formatting, types, layers, migrations"
	@echo "make docs    make the documents of the API: OpenAPI and the Postman collection"
	@echo "make plaatjes make the pictures of docs/brieven.md"
	@echo "make schermen make the pictures of the pages, in docs/schermen (needs npm)"
	@echo "make audit   look for known vulnerabilities in what is locked; AUDIT_STRICT=1 fails where it cannot"
	@echo "make sbom    write docs/sbom.json, what the program is made of"
	@echo "make statisch fetch what a browser needs from npm, as make serve and make wheel do"
	@echo "make wheel   build the package, with what a browser needs from npm, into dist/"
	@echo "make laagste run tests with everything as old as pyproject.toml allows (needs uv)"
	@echo "make lock    resolve the dependencies again (needs uv); UPGRADE= only adds and removes"

demo: $(VENV)/.runtime
	$(BIN)/wmo demo

# Without what a browser needs it serves all the same; the page /docs then says what is missing.
serve: $(VENV)/.runtime
	-@$(MAKE) --no-print-directory --silent statisch
	$(BIN)/wmo serve

# What is `alles` or `duurproef` is said by markers; see pyproject.toml.
test: $(VENV)/.dev
	$(PYTEST) -m "not alles and not duurproef"

# Most of these wait for a server, a browser or a database: three of them go together on two processors.
test-rest: $(VENV)/.dev
	$(BIN)/pytest -n 3 --dist worksteal -m "alles and not duurproef"

test-alles: $(VENV)/.dev
	$(PYTEST) -m "not duurproef"

# The second writes what it finds to docs/robuustheid.md; the third goes on so long on each database.
SECONDEN ?= 1200
duurproef: $(VENV)/.dev
	$(PYTEST) -m duurproef
	$(BIN)/python -m tests.robuust
	$(BIN)/python -m tests.bedrijf.volhouden $(SECONDEN)

check: $(VENV)/.dev migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The models equal the migrations, and the migrations go up, down and up again.
migrations: $(VENV)/.dev
	scratch=$$(mktemp -d) && trap 'rm -r "$$scratch"' EXIT && \
	export WMO_DATABASE_URL="sqlite:///$$scratch/migrations.db" && \
	$(BIN)/alembic upgrade head && $(BIN)/alembic check && \
	$(BIN)/alembic downgrade base && $(BIN)/alembic upgrade head

# docs/openapi.json, and of that docs/postman.json, by Postman's converter from npm.
docs: $(VENV)/.dev
	$(BIN)/python -m app.api.documentatie > docs/openapi.json
	$(BIN)/python -m tests.postman.maak > docs/postman.json
	$(BIN)/python -m tests.istandaard.regels.voorbeelden > app/istandaard/voorbeelden.nieuw
	mv app/istandaard/voorbeelden.nieuw app/istandaard/voorbeelden.json

# A picture of the first page of each kind of document, for docs/brieven.md.
plaatjes: $(VENV)/.dev
	$(BIN)/python -m tests.documenten.plaatjes docs/brieven

# The main pages, in light and dark, as the browser of the tests draws them.
schermen: $(VENV)/.dev statisch
	$(BIN)/python -m tests.browser.toestanden docs/schermen

audit: $(VENV)/.dev
	$(BIN)/python .ci/audit.py

sbom: $(VENV)/.dev
	$(BIN)/python .ci/sbom.py > docs/sbom.json

# What a browser gets of others, from npm into statisch/node_modules.
statisch: statisch/node_modules/.package-lock.json

statisch/node_modules/.package-lock.json: statisch/package-lock.json | $(VENV)/.runtime
	$(BIN)/python hatch_build.py

wheel: $(VENV)/.runtime
	$(BIN)/hatchling build --target sdist --target wheel

# The lower bounds of pyproject.toml are true: each package that it names, as old as it says, and tests that use it.
laagste: LAAGSTE := tests/api/kader tests/bedrijf tests/documenten tests/istandaard tests/opslag \
	tests/processen tests/test_cli*.py tests/test_instellingen.py
laagste:
	scratch=$$(mktemp -d) && trap 'rm -r "$$scratch"' EXIT && export VIRTUAL_ENV="$$scratch/venv" && \
	resolve="$(UV) pip compile --quiet --python-version 3.11 pyproject.toml" && \
	$$resolve --resolution lowest-direct -o "$$scratch/laagste.txt" && \
	$$resolve --constraint "$$scratch/laagste.txt" --group build --group dev -o "$$scratch/alles.txt" && \
	$(UV) venv --quiet --python 3.11 "$$VIRTUAL_ENV" && $(UV) pip install --quiet -r "$$scratch/alles.txt" && \
	$(UV) pip install --quiet --no-deps --no-build-isolation -e . && \
	"$$VIRTUAL_ENV/bin/pytest" -q -n 2 $(LAAGSTE)

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock:
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --constraint requirements.txt --group build -o requirements-build.txt
	$(COMPILE) --constraint requirements.txt --constraint requirements-build.txt --group build --group dev \
		-o requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV)

# A stamp is older than its lock when the environment is stale. What pip has to say is about failing only.
$(VENV)/.runtime: requirements.txt requirements-build.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up $(VENV) for development ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)
