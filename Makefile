# Two commands for people: `make run` and `make test`. Only Python >= 3.11, pip and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test nightly bench lint lock clean

run: $(VENV)/.core
	$(BIN)/workbench serve --sample

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

# Minutes, not seconds: 100,000 random cases of every kind that is read aloud, and a megabyte of every trap.
nightly: $(VENV)/.dev
	TIENG_LANG_CASES=100000 $(BIN)/python -m pytest -n auto --timeout 3600 tests/unit/reading $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(BENCH_ARGS)

# constraints.txt pins every package of every extra, so an install in a year gives the same thing.
lock:
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o constraints.txt

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit('Cần Python 3.11 trở lên / Python 3.11 or newer is needed') if sys.version_info < (3, 11) else None"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt $(VENV)/bin/python
	@echo "Đang cài phần lõi (khoảng 125 MB, một vài phút)… / Installing the core…"
	$(PIP) -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt $(VENV)/bin/python
	@echo "Đang cài mọi thứ cho kiểm thử (khoảng 260 MB)… / Installing everything for the tests…"
	$(PIP) -e '.[dev]'
	touch $@ $(VENV)/.core

clean:
	rm -rf $(VENV) build dist artifacts
