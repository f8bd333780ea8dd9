# Two commands do all set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "careerpath needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt "pip>=25.1"
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[resume,crypt,wages,cluster]" --group dev
	touch $(STAMP)

.PHONY: install demo test test-slow lint format schemas docs bench clean
install: $(STAMP)

demo: $(STAMP)  ## the main job on real input
	$(BIN)/careerpath recommend examples/nurse.yaml --no-input

tests/browser/node_modules: tests/browser/package-lock.json
	if command -v npm >/dev/null; then npm ci --prefix tests/browser --no-audit --no-fund --silent || test -z "$$CAREERPATH_ALL_TESTS"; fi

test: $(STAMP) tests/browser/node_modules
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-slow: $(STAMP)  ## minutes long: soak and big generated sets
	$(BIN)/python -m pytest -m slow
	CAREERPATH_LONG=1 $(BIN)/python -m pytest tests/rules/test_laws.py

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix -q .
	$(BIN)/ruff format -q .

schemas: $(STAMP)  ## JSON Schemas for editors, after a change of the models
	$(BIN)/careerpath schema --write data/schema

docs: $(STAMP)  ## the output and figures that the docs show, after a change of data or output
	$(BIN)/python -m tests.refresh_docs

bench: $(STAMP)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/plan.py
	$(BIN)/python benchmarks/packets.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
