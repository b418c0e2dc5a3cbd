# The house's commands. It takes GNU make, a POSIX shell and Python 3.11 or later; `make` alone lists the targets.

PYTHON ?= python3
JOBS ?= 3

BIN := .venv/bin
STAMP := .venv/made-for
UV := $(shell command -v uv 2>/dev/null)
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
# One process more than cores: some tests wait for other programs most of their time.
PYTEST := $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile
REPEATED := $(addprefix tests/test_, $(addsuffix .py, browser cli cluster faults_of_the_machine faults_of_the_notebook \
  hostile_files lab libre_office local many_units operations publishing run warm))

.DEFAULT_GOAL := help
.PHONY: help review test test-fast test-repeat check format docs bench bench-full bench-tally bench-page lab screenshots lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

review: $(STAMP) ## review every unit in data/ that has figures: the pages land in outputs/
	$(BIN)/cchc run --all

test: $(STAMP) ## all tests and doctests, in JOBS=3 processes (minutes)
	$(PYTEST)

test-fast: $(STAMP) ## the tests that open no browser and run no notebook (under a minute)
	$(PYTEST) --hypothesis-profile quick -m 'not slow and not browser'

TIMES ?= 10
test-repeat: $(STAMP) ## the tests of browser, office, kills and runs, TIMES=10 with every core busy (an hour)
	$(BIN)/python tests/repeat.py $(TIMES) --numprocesses $(JOBS) --dist loadfile $(REPEATED) -m 'slow or browser'

check: $(STAMP) ## lint, format, notebooks without outputs, no path of one machine
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(if $(NOTEBOOKS),$(BIN)/nbstripout --verify $(NOTEBOOKS))
	@if git grep --untracked -nIE '(^|[^A-Za-z0-9_.])(/(home|Users|root|work)/|[A-Z]:.Users)'; then \
	  echo 'The lines above name a path of one machine: a fresh clone elsewhere has none of it.'; exit 1; fi

format: $(STAMP) ## mend what `make check` can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(NOTEBOOKS),$(BIN)/nbstripout $(NOTEBOOKS))

docs: $(STAMP) ## write docs/methods.md and GLOSSARY.md anew, build the site of all documents: build/docs
	$(BIN)/python docs/generate.py
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going docs build/docs
	@echo "Open in a browser: $(CURDIR)/build/docs/index.html"

UNITS ?= 8 64
ROUNDS ?= 5
bench: $(STAMP) ## time the ways to make reports and to count dossiers, ROUNDS=5 of UNITS='8 64', write docs/performance.md (hours)
	$(BIN)/python -m bench --units $(UNITS) --rounds $(ROUNDS)
	$(BIN)/python -m bench.tally --rounds $(ROUNDS)

FORMATS ?= html
bench-full: $(STAMP) ## make the reports of 705 invented units, FORMATS=html, add the run to docs/performance.md
	$(BIN)/python -m bench.full --formats $(FORMATS)

bench-tally: $(STAMP) ## time `cchc tally` against pandas, add the run to docs/performance.md (minutes)
	$(BIN)/python -m bench.tally

bench-page: $(STAMP) ## write docs/performance.md anew from what was measured and bench/profile.md
	$(BIN)/python -m bench.page

# JupyterLab as it comes asks the network for news, updates and extensions, and offers every kernel of the machine.
LAB := --ServerApp.root_dir='$(CURDIR)' --LabApp.default_url=/lab/tree/notebooks/explore.ipynb \
  --LabApp.app_settings_dir='$(CURDIR)/notebooks/.lab' --LabApp.news_url=None --LabApp.extension_manager=readonly \
  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --KernelSpecManager.allowed_kernelspecs=python3
lab: $(STAMP) ## open JupyterLab on notebooks/explore.ipynb, without a request to anywhere
	$(BIN)/jupyter lab $(LAB)

screenshots: $(STAMP) ## make the pictures in docs/images/ anew from the running product (needs Chromium)
	$(BIN)/python docs/screenshots.py

lock: ## work requirements.lock out anew; UPGRADE=--upgrade takes newer versions (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv on PATH: pip install uv'; exit 1; }
	uv pip compile pyproject.toml --extra dev --output-file requirements.lock --quiet $(UPGRADE) \
	  --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

clean: ## remove the environment, the outputs and what the tools leave behind
	rm -rf .venv outputs build dist .pytest_cache .ruff_cache .hypothesis
	find cchc tests -type d -name __pycache__ -prune -exec rm -rf {} +

# An environment works only in the folder it was made in and with the Python it was made from, so the stamp names
# that folder and the environment's own Python reads it: where either is gone, the environment is made anew.
# The stamp is written last: an environment without one was interrupted half-way, and is made anew too.
MADE_FOR := $(shell $(BIN)/python -c 'print(open("$(STAMP)").read())' 2>/dev/null)
ifneq "$(MADE_FOR)" "$(CURDIR)"
.PHONY: $(STAMP)
endif

RECENT := -c 'import sys; sys.exit(sys.version_info < (3, 11))'

# uv leaves the libraries as source where pip compiles them; in a read-only folder every start would compile them anew.
ifneq "$(UV)" ""
$(STAMP): requirements.lock pyproject.toml
	@echo 'Making .venv with uv ...'
	@rm -rf .venv
	@if $(PYTHON) $(RECENT) 2>/dev/null; then uv venv --quiet --no-project --python '$(PYTHON)' .venv; \
	else uv venv --quiet --no-project --python '>=3.11' .venv; fi
	@uv pip install --quiet --compile-bytecode --python .venv --require-hashes -r requirements.lock
	@uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@pwd -P > $(STAMP)
else
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) $(RECENT) 2>/dev/null || { \
	  echo 'This needs Python 3.11 or later, and `$(PYTHON)` is not that. Install one and name it:'; \
	  echo '    make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make environments: its venv or ensurepip is missing. On Debian or Ubuntu:'; \
	  echo '    sudo apt install python3-venv'; exit 1; }
	@echo 'Making .venv with venv and pip: a minute or two ...'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@pwd -P > $(STAMP)
endif
