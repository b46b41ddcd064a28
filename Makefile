# make run: set up and open the demonstration county.   make test: set up and run all tests.
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1
export DIVISION ?= 330522

.PHONY: run test lint law setup setup-test clean

setup: .venv/.done

.venv/.done: pyproject.toml
	@echo "  · 准备运行环境 / preparing the environment"
	@test -x $(PY) || python3 -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

setup-test: .venv/.tested

.venv/.tested: pyproject.toml ops/test-parts.sh .venv/.done
	@echo "  · 准备测试工具 / preparing the test tools"
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	@sh ops/test-parts.sh
	@touch $@

run: setup
	@.venv/bin/liandong init $(DIVISION) --demo
	@.venv/bin/liandong serve

test: setup-test
	@echo "  · 核心、目录、平台（SQLite）/ core, catalogue, platform on SQLite"
	@$(PY) -m pytest tests/core tests/platform tests/processes -n 2
	@echo "  · 浏览器 / browser"
	@$(PY) -m pytest tests/browser
	@echo "  · 平台（PostgreSQL）/ platform on PostgreSQL"
	@$(PY) -m tests.postgres pytest tests/platform tests/processes -n 2

lint: setup-test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

law: setup
	@.venv/bin/liandong law check

clean:
	rm -rf .venv var build
