# make demo    evolve the forager in two phases and look at the champion
# make test    lint, types and tests
# Both make their environment in .venv first; all they need is Python 3.11 or newer and a way to install packages.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test docs pictures test-pythons test-floor test-wheel test-arm test-gymnasium test-pages test-export coverage test-ray test-trackers faults test-lsp test-vscode

demo: .venv/.demo
	$(BIN)/quale evolve examples/forager.quale --run all --continue
	$(BIN)/quale inspect Phase2

test: .venv/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

# make test-pythons  every Python from 3.11 on that the machine has, pyenv's included, with the newest and the oldest libraries;
#                    PYTHONS="/path/to/python …" takes these instead
test-pythons: .venv/.test
	$(BIN)/python -m tests.systems.pythons $(PYTHONS)

# make test-floor    the oldest libraries that pyproject.toml allows, on this Python alone
test-floor: .venv/.test
	$(BIN)/python -m tests.systems.pythons --libraries oldest $(BIN)/python

# make test-pages   the pages in a headless Chromium, which has to be there (Debian: apt-get install chromium)
test-pages: .venv/.test
	$(PIP) -e '.[pages]'
	$(BIN)/python -m tests.pages.browser
	$(BIN)/python -m pytest -n 0 tests/pages

# make docs         the pages as a site, build/docs/index.html; a warning is an error, and the tutorial is followed to its end
docs: .venv/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html -c docs . build/docs
	$(BIN)/python -m pytest -n 0 tests/docs/long_site.py tests/docs/long_tutorial.py

# make pictures     the pictures of docs/ anew, from real runs; needs a Chromium, as test-pages does
pictures: .venv/.test
	$(PIP) -e '.[pages]'
	$(BIN)/python -m docs.pictures.make

# make test-wheel    a wheel and an sdist, each installed into an empty environment where the command evolves
test-wheel: .venv/.test
	$(BIN)/python -m tests.systems.packages

# make test-gymnasium  what needs Box2D, MuJoCo and envpool, in an environment of its own
test-gymnasium: .venv/gymnasium/.ready
	.venv/gymnasium/bin/python -m pytest tests/domains/gymnasium

# make test-arm      the recorded bits on an emulated AArch64, five minutes; needs Debian's apt-get and dpkg
test-arm: .venv/.test
	$(BIN)/python -m tests.systems.arm

# make test-ray      --backend ray on a real local Ray and on two nodes, three minutes; installs the extra `ray`, 200 MB
test-ray: .venv/.test
	$(PIP) -e '.[test,ray]'
	$(BIN)/python -m pytest -n 0 -W default tests/ray/long_ray.py tests/ray/long_runs.py

# make test-trackers  TensorBoard, MLflow and Weights & Biases themselves, and a sweep with Optuna, in an environment
#                     of their own, a minute
test-trackers: .venv/trackers/.ready
	.venv/trackers/bin/python -m pytest -n 0 tests/trackers tests/examples/test_optuna_sweep.py

# make test-export   networks exported to ONNX and run by onnxruntime; the other formats are tested by `make test`
test-export: .venv/.export
	$(BIN)/python -m pytest -n 0 tests/export -k onnx

# make test-lsp      the language server by pytest-lsp, in an environment of its own: its plugin wants settings of pytest's
test-lsp: .venv/lsp/.ready
	.venv/lsp/bin/python -m pytest -n 0 -o asyncio_default_fixture_loop_scope=function -W default tests/editor/long_server.py

# make test-vscode   packs the extension for Visual Studio Code; needs Node 20 and npx
test-vscode:
	cd editors/vscode && npm install --no-fund --no-audit && npm run package

# make coverage      branches that the suite takes, in all and by file; a file of quale/ below 85 % fails. What needs
#                    Box2D, envpool or Ray runs, too, so that the files that speak to them count
coverage: .venv/.coverage-ready .venv/gymnasium/.coverage-ready
	$(BIN)/python -m pytest -n 2 -q --cov --cov-report= --no-cov-on-fail
	.venv/gymnasium/bin/python -m pytest -q --cov --cov-append --cov-report= tests/domains/gymnasium
	$(BIN)/python -m pytest -n 0 -q -W default --cov --cov-append --cov-report= tests/ray/long_ray.py
	$(BIN)/python -m coverage json -q -o .venv/coverage.json
	$(BIN)/python -m tests.coverage .venv/coverage.json

# make faults  every fault that a run must survive, docs/faults.md; QUICK=--quick leaves out the long ones
faults: .venv/.test
	$(BIN)/python -m tests.faults.campaign --install $(QUICK)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Quale needs Python 3.11 or newer with venv and ensurepip; set PYTHON=/path/to/it"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.demo: .venv/bin/python pyproject.toml
	$(PIP) -e .
	@touch $@

.venv/gymnasium/.ready: .venv/bin/python pyproject.toml
	$(BIN)/python -m venv .venv/gymnasium
	.venv/gymnasium/bin/python -m pip --disable-pip-version-check install --quiet -e '.[test,gymnasium,envpool]'
	@touch $@

.venv/trackers/.ready: .venv/bin/python pyproject.toml
	$(BIN)/python -m venv .venv/trackers
	.venv/trackers/bin/python -m pip --disable-pip-version-check install --quiet -e '.[test,tensorboard,mlflow,wandb]' optuna
	@touch $@

.venv/.docs: .venv/bin/python pyproject.toml
	$(PIP) -e '.[test,docs]'
	@touch $@

.venv/lsp/.ready: .venv/bin/python pyproject.toml
	$(BIN)/python -m venv .venv/lsp
	.venv/lsp/bin/python -m pip --disable-pip-version-check install --quiet -e '.[test,lsp]' 'pytest-lsp>=1.0'
	@touch $@

.venv/.coverage-ready: .venv/.test
	$(PIP) -e '.[test,coverage,ray]'
	@touch $@

.venv/gymnasium/.coverage-ready: .venv/gymnasium/.ready
	.venv/gymnasium/bin/python -m pip --disable-pip-version-check install --quiet -e '.[coverage]'
	@touch $@

.venv/.test: .venv/bin/python pyproject.toml
	$(PIP) -e '.[test]'
	@touch $@

.venv/.export: .venv/bin/python pyproject.toml
	$(PIP) -e '.[test,onnx]'
	@touch $@
