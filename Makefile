# make report: the main job.  make test: everything that must hold.  make lab: the notebooks.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
PICTURES := panels difference_runners_world_run_forever weekly matrix

# JupyterLab in a browser waits for nobody: these tests run one by one.
BROWSER := tests/page/test_browser.py

LOWEST := $(VENV)/lowest
LOWEST_PY := $(BIN:$(VENV)/%=$(LOWEST)/%)/python

# Its kernel for browsers is nothing that JupyterLab itself can start, so it has an environment of its own.
SITE := $(VENV)/site
SITE_PY := $(BIN:$(VENV)/%=$(SITE)/%)/python

# Python keeps what it has compiled: whatever starts it again is seconds quicker.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: report test test-slow test-lowest fuzz lab site data notebooks pictures format pins bench clean

report: $(VENV)/.report
	$(PY) -m analysis report --out out/

test: $(VENV)/.test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest --doctest-modules -m "not slow" --ignore=tests/benchmarks --numprocesses=auto --dist=worksteal
	$(PY) -m pytest --nbval notebooks --numprocesses=auto --dist=loadfile

test-slow: $(VENV)/.slow
	$(PY) -m pytest tests -m slow --ignore=tests/benchmarks --ignore=$(BROWSER) --numprocesses=auto --dist=worksteal
	$(PY) -m pytest $(BROWSER) -m slow

# The lowest versions that pyproject.toml allows, in Python 3.11, their oldest; types are held against the exact versions.
test-lowest: $(LOWEST)/.test
	$(LOWEST_PY) -m ruff check .
	$(LOWEST_PY) -m ruff format --check .
	$(LOWEST_PY) -m pytest --doctest-modules -m "not slow" --ignore=tests/benchmarks --numprocesses=auto --dist=worksteal
	$(LOWEST_PY) -m pytest tests/logs/test_engines.py
	$(LOWEST_PY) -m pytest --nbval notebooks --numprocesses=auto --dist=loadfile

bench: $(VENV)/.bench
	$(PY) -m pytest tests/benchmarks --benchmark-quiet

fuzz: $(VENV)/.test
	$(PY) -m pytest tests/test_mutations.py --hypothesis-profile=fuzz --hypothesis-show-statistics

lab: $(VENV)/.lab
	$(PY) -m jupyter lab notebooks/00_my_athlete.ipynb

# Notebooks that run in a browser, with the report as the front page: any web server can hold the folder.
site: $(SITE)/.made
	$(SITE_PY) notebooks/build_site.py out/site

data: $(VENV)/.report
	$(PY) -m analysis build

notebooks: $(VENV)/.lab
	$(PY) -m jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False $(NOTEBOOKS)
	$(PY) tests/clean_notebooks.py $(NOTEBOOKS)

pictures: report
	cp $(addprefix out/,$(addsuffix .png,$(PICTURES))) notebooks/pictures/
	$(PY) -m analysis block --example > out/block.toml
	$(PY) -m analysis block out/block.toml --out out/block > out/block.txt
	cp out/block/grid-1.png notebooks/pictures/block_grid.png
	cp out/block/calendar-1.png notebooks/pictures/block_calendar.png
	$(PY) notebooks/build_gallery.py

format: $(VENV)/.test
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# With the oldest Python that is supported, so that the versions fit the newer ones too: make pins PYTHON=python3.11
pins: $(VENV)/.python
	$(PY) tests/exact_versions.py

clean:
	rm -rf out $(VENV) .mypy_cache .pytest_cache .ruff_cache .benchmarks

$(VENV)/.python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed, e.g. make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	touch $@

$(LOWEST)/.test: pyproject.toml constraints.txt tests/lowest_versions.py
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST_PY) tests/lowest_versions.py > $(LOWEST)/constraints.txt
	$(LOWEST_PY) -m pip install --quiet --disable-pip-version-check --constraint $(LOWEST)/constraints.txt --editable ".[test,engines]"
	touch $@

$(VENV)/.report: $(VENV)/.python pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/.lab: $(VENV)/.python pyproject.toml constraints.txt
	$(PIP) --editable ".[lab]"
	touch $@ $(VENV)/.report

$(SITE)/.made: $(VENV)/.python pyproject.toml constraints.txt
	$(PYTHON) -m venv --clear $(SITE)
	$(PIP:$(PY)%=$(SITE_PY)%) --editable ".[site]"
	touch $@

$(VENV)/.bench: $(VENV)/.slow
	$(PIP) --editable ".[bench,browser,spark]"
	touch $@

$(VENV)/.slow: $(VENV)/.test $(SITE)/.made
	$(PIP) --editable ".[test,browser,spark]"
	touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml constraints.txt
	$(PIP) --editable ".[test]"
	touch $@ $(VENV)/.lab $(VENV)/.report
