# The house's commands. It takes GNU make, a POSIX shell and Python 3.11 or later; `make` alone lists the targets.

PYTHON ?= python3
JOBS ?= 3

BIN := .venv/bin
STAMP := .venv/made-for
DEV_STAMP := .venv/made-for-development
UV := $(filter-out %/.venv/bin/uv,$(shell uv --version >/dev/null 2>&1 && command -v uv))
UV_HERE = $(or $(UV),$(BIN)/uv)
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
# One process more than cores: some tests wait for other programs most of their time.
PYTEST := $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile
REPEATED := $(addprefix tests/test_, $(addsuffix .py, browser cli cluster faults_of_the_machine faults_of_the_notebook \
  hostile_files lab libre_office local many_units operations publishing run warm))

.DEFAULT_GOAL := help
.PHONY: help review test test-fast test-repeat check format docs bench bench-full bench-tally bench-page lab screenshots lowest lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

review: $(STAMP) ## review every unit in data/ that has figures: the pages land in outputs/
	$(BIN)/cchc run --all

test: $(DEV_STAMP) ## all tests and doctests, in JOBS=3 processes (minutes)
	$(PYTEST)

test-fast: $(DEV_STAMP) ## the tests that open no browser and run no notebook (under a minute)
	$(PYTEST) --hypothesis-profile quick -m 'not slow and not browser'

TIMES ?= 10
test-repeat: $(DEV_STAMP) ## the tests of browser, office, kills and runs, TIMES=10 with every core busy (an hour)
	$(BIN)/python tests/repeat.py $(TIMES) --numprocesses $(JOBS) --dist loadfile $(REPEATED) -m 'slow or browser'

check: $(DEV_STAMP) ## lint, format, notebooks without outputs, no path of one machine
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(if $(NOTEBOOKS),$(BIN)/nbstripout --verify $(NOTEBOOKS))
	@if git grep --untracked -nIE '(^|[^A-Za-z0-9_.])(/(home|Users|root|work)/|[A-Z]:.Users)'; then \
	  echo 'The lines above name a path of one machine: a fresh clone elsewhere has none of it.'; exit 1; fi

format: $(DEV_STAMP) ## mend what `make check` can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(NOTEBOOKS),$(BIN)/nbstripout $(NOTEBOOKS))

docs: $(DEV_STAMP) ## write docs/methods.md and GLOSSARY.md anew, build the site of all documents: build/docs
	$(BIN)/python docs/generate.py
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going docs build/docs
	@echo "Open in a browser: $(CURDIR)/build/docs/index.html"

UNITS ?= 8 64
ROUNDS ?= 5
bench: $(DEV_STAMP) ## time the ways to make reports and to count dossiers, ROUNDS=5 of UNITS='8 64', write docs/performance.md (hours)
	$(BIN)/python -m bench --units $(UNITS) --rounds $(ROUNDS)
	$(BIN)/python -m bench.tally --rounds $(ROUNDS)

FORMATS ?= html
bench-full: $(DEV_STAMP) ## make the reports of 705 invented units, FORMATS=html, add the run to docs/performance.md
	$(BIN)/python -m bench.full --formats $(FORMATS)

bench-tally: $(DEV_STAMP) ## time `cchc tally` against pandas, add the run to docs/performance.md (minutes)
	$(BIN)/python -m bench.tally

bench-page: $(DEV_STAMP) ## write docs/performance.md anew from what was measured and bench/profile.md
	$(BIN)/python -m bench.page

# JupyterLab as it comes asks the network for news, updates and extensions, and offers every kernel of the machine.
LAB := --ServerApp.root_dir='$(CURDIR)' --LabApp.default_url=/lab/tree/notebooks/explore.ipynb \
  --LabApp.app_settings_dir='$(CURDIR)/notebooks/.lab' --LabApp.news_url=None --LabApp.extension_manager=readonly \
  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --KernelSpecManager.allowed_kernelspecs=python3
lab: $(STAMP) ## open JupyterLab on notebooks/explore.ipynb, without a request to anywhere
	$(BIN)/jupyter lab $(LAB)

screenshots: $(DEV_STAMP) ## make the pictures in docs/images/ anew from the running product (needs Chromium)
	$(BIN)/python docs/screenshots.py

NEEDS_UV = command -v '$(UV_HERE)' >/dev/null || { echo 'This needs uv: pip install uv'; exit 1; }

LOWEST := build/lowest
lowest: $(STAMP) ## the review, explore.ipynb and a tally with the lowest versions that pyproject.toml allows
	@$(NEEDS_UV)
	@rm -rf $(LOWEST)
	$(UV_HERE) venv --quiet --no-project --python 3.11 $(LOWEST)
	$(UV_HERE) pip install --python $(LOWEST) --resolution lowest-direct .
	$(LOWEST)/bin/cchc run --all --formats html,pdf --out $(LOWEST)/outputs
	$(LOWEST)/bin/jupyter nbconvert --to notebook --execute --output-dir $(LOWEST) notebooks/explore.ipynb
	cd $(LOWEST) && bin/cchc demo province --units 1 data && bin/cchc demo dossiers --rows 2000 so
	cd $(LOWEST) && bin/cchc tally so/ho-so-minh-hoa.csv --columns so/columns.toml --unit huyen-minh-hoa-01 \
	  --period 2022 --form bieu-II06a.xlsx --csv theo-linh-vuc.csv

LOCK = $(UV_HERE) pip compile pyproject.toml --quiet $(UPGRADE) --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
lock: ## work the locks out anew; UPGRADE=--upgrade takes newer versions
	@$(NEEDS_UV)
	$(LOCK) --extra dev --group editable --output-file requirements-dev.lock
	$(LOCK) --group editable --constraint requirements-dev.lock --output-file requirements.lock
	$(LOCK:pyproject.toml=) --group uv --output-file requirements-uv.lock

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

# $(call install,ARGUMENTS,QUIET): uv installs in seconds what takes pip minutes; pip does it where uv cannot. In a
# terminal they show their own progress; elsewhere the line before is enough.
define install
quiet='$(2)'; [ -t 2 ] || quiet=--quiet; \
{ command -v '$(UV_HERE)' >/dev/null && { '$(UV_HERE)' pip install $$quiet --python .venv $(1) || { \
  echo 'uv cannot do this here; pip takes its place, which takes minutes ...'; false; }; }; } || { \
  $(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip >/dev/null; \
  $(BIN)/python -m pip install $$quiet --disable-pip-version-check --no-compile $(1); }
endef

# In a read-only folder every start would compile anew what is not compiled here. Nothing runs the libraries' tests.
define compile
@echo 'Compiling them ...'
@$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' .venv/lib cchc || :
endef

$(STAMP): requirements.lock requirements-uv.lock pyproject.toml
ifneq "$(UV)" ""
	@echo 'Making .venv with uv ...'
	@rm -rf .venv
	@if $(PYTHON) $(RECENT) 2>/dev/null; then '$(UV)' venv --quiet --no-project --python '$(PYTHON)' .venv; \
	else '$(UV)' venv --quiet --no-project --python '>=3.11' .venv; fi
else
	@$(PYTHON) $(RECENT) 2>/dev/null || { \
	  echo 'This needs Python 3.11 or later, and `$(PYTHON)` is not that. Install one and name it:'; \
	  echo '    make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make environments: its venv or ensurepip is missing. On Debian or Ubuntu:'; \
	  echo '    sudo apt install python3-venv'; exit 1; }
	@echo 'Making .venv ...'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@echo 'Fetching uv, which installs the rest ...'
	@[ -t 2 ] && quiet= || quiet=--quiet; $(BIN)/python -m pip install $$quiet --disable-pip-version-check --no-compile \
	  --only-binary :all: --require-hashes -r requirements-uv.lock && $(BIN)/uv --version >/dev/null || { \
	  rm -f $(BIN)/uv; echo 'uv cannot be had or run here; pip takes its place, which takes minutes ...'; }
endif
	@echo 'Installing the libraries of a review ...'
	@$(call install,--require-hashes -r requirements.lock)
	@$(call install,--no-deps --no-build-isolation --editable .)
	$(compile)
	@pwd -P > $(STAMP)

# It adds to the environment of a review. What cannot be fetched is known before that one is touched; while it is, it
# has no stamp.
$(DEV_STAMP): $(STAMP) requirements-dev.lock
	@echo 'Adding the libraries for development ...'
	@$(call install,--dry-run --require-hashes -r requirements-dev.lock,--quiet)
	@rm $(STAMP)
	@$(call install,--require-hashes -r requirements-dev.lock)
	$(compile)
	@pwd -P > $(STAMP)
	@touch $(DEV_STAMP)
