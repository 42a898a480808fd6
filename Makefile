# Everything one asks of a checkout of Parlor. `make` alone lists it.
#
# What it needs is fetched the first time (installer/setup.sh) and remembered by the stamps in .venv.

PY := .venv/bin/python
SETUP := pyproject.toml installer/setup.sh
UV := $(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet
# Pictures and measurements are the same wherever they are made: on a display of their own.
SCREEN := xvfb-run -a -s "-screen 0 1400x1000x24"
ARGS ?=
# What was compiled once is kept, whatever the environment says: the tests start dozens of programs.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test lint format words lock package wheel smoke bench shots docs clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: .venv/run.stamp  ## start Parlor; without a display, a room to join from elsewhere
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY" ]; then \
		echo "There is no display here for Parlor's window, so this opens a room without one. Ctrl+C closes it."; \
		exec $(PY) -m server $(ARGS); \
	else \
		exec $(PY) -m app $(ARGS); \
	fi

test: .venv/dev.stamp  ## run the tests (ARGS="-k name" for some of them)
	@$(PY) -m pytest --numprocesses 4 --dist worksteal $(ARGS)

lint: .venv/dev.stamp  ## check format, style and types
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary

format: .venv/dev.stamp  ## put the code into shape
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix-only .

words: .venv/dev.stamp  ## gather the texts that are shown into assets/locale, and compile what is translated
	@$(PY) installer/make_words.py

lock: .venv/dev.stamp  ## take new versions of what Parlor stands on (ARGS=--upgrade), for every system
	@$(PY) -m pip install --quiet uv
	@$(UV) $(ARGS) --custom-compile-command "make lock" --extra dev --output-file installer/dev.lock
	@$(UV) $(ARGS) --custom-compile-command "make lock" --extra dev --extra build --constraint installer/dev.lock --output-file installer/build.lock

package: .venv/build.stamp  ## build the application for people without Python, and pack it as this system wants it
	@PYTHONPATH=. $(PY) installer/package.py

# Its time is that of the last change, so that the same sources give the same wheel.
wheel: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1700000000)
wheel: .venv/run.stamp  ## make the wheel that pipx and pip install: dist/*.whl
	@rm -rf build/lib build/bdist.*  # or modules that are gone would be in it
	@$(PY) -m pip wheel --quiet --no-deps --wheel-dir dist .

smoke: .venv/build.stamp  ## try the built application: two windows, one room, lines and a picture
	@PYTHONPATH=. $(PY) installer/smoke.py dist/parlor

bench: .venv/dev.stamp  ## measure what the design promises (ARGS=--full: the room at length)
	@for name in timeline window hosting speech search; do echo "== $$name"; $(SCREEN) $(PY) tests/bench/$$name.py || exit 1; done
	@echo "== files"; $(PY) tests/bench/files.py
	@echo "== room"; $(PY) tests/bench/room.py $(ARGS)

shots: .venv/dev.stamp  ## draw every screen into build/shots (ARGS="--language de")
	@xvfb-run -a -s "-screen 0 1920x1300x24" $(PY) -m ui --shots build/shots $(ARGS)

docs: .venv/dev.stamp  ## build the guide, with pictures of the program as it is, into build/site
	@$(MAKE) --no-print-directory shots
	@mkdir -p docs/pictures && cp build/shots/*_light.png docs/pictures
	@$(PY) -m mkdocs build --strict --quiet --config-file installer/mkdocs.yml
	@echo "The guide is in build/site/index.html"

clean:  ## throw away what was made, .venv too
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: $(SETUP)
	@installer/setup.sh run

.venv/dev.stamp: $(SETUP) installer/dev.lock
	@installer/setup.sh dev

.venv/build.stamp: $(SETUP) installer/build.lock
	@installer/setup.sh build
