# What a developer or a visitor runs. `make` alone lists the targets.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
THIRD_PARTY := .third-party
GUARD_BASELINES := .langextract
# Thresholds of the offline engine on the committed samples and specimens.
FLOORS_SAMPLES ?= --min-f1 0.985 --min-f1-each 0.97 --min-rows 164
FLOORS_SPECIMENS ?= --min-mean-f1 0.75
FLOORS_FIELD ?= --min-mean-f1 0.99
FLOORS_RENDITIONS ?= --min-f1 0.98 --min-f1-each 0.9
GATED := rules-samples rules-specimens rules-field renditions-small

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: audit-rules audit-eval audit-samples bench-audit eval-results benchmark readme scorer-mutations bench-scorer coverage-of-intervals help install demo test test-slow check format static package bench eval eval-typeset fuzz schema clean bench-batch bench-model bench-cluster bench-export bench-ocr fault-matrix fault-unknown test-third-party guard-baselines search

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-26s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 3; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

install: $(INSTALLED) ## make .venv with the package and all that the tests need

demo: $(INSTALLED) ## extract the sample reports into out/ and show what was found, then a folder of them into out/batch
	$(BIN)/python eval/demo.py
	$(BIN)/extractor batch eval/samples eval/specimens -o out/batch --lang en
	@echo "All tables of a folder of reports, and what to check: out/batch/results.xlsx"

test: $(INSTALLED) ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not slow and not third_party"

test-slow: $(INSTALLED) ## run the tests that take minutes
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m slow || [ $$? -eq 5 ]  # 5: nothing is marked slow

test-third-party: $(INSTALLED) ## install llama.cpp's two servers and a gateway (once, 10 to 20 minutes), run client and engine against them
	tests/third_party/install $(BIN)/python $(THIRD_PARTY)
	$(BIN)/python -m pytest -m third_party tests/third_party

check: static test package ## all that CI runs, but for the evaluation

format: $(INSTALLED) ## put the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

static: $(INSTALLED) ## check format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

package: $(INSTALLED) ## build sdist and wheel, run the wheel in a new venv outside the checkout
	.ci/package $(BIN)/python

bench: $(INSTALLED) ## time against size of the text
	$(BIN)/python eval/bench_scaling.py

bench-batch: $(INSTALLED) ## what a batch adds to reading: throughput against a bare loop, calls against the ideal, memory, restart
	$(BIN)/python eval/bench_batch.py
	$(BIN)/python eval/bench_batch_many.py

bench-model: $(INSTALLED) ## what the model engine sends, and what its client costs in time (simulated answers)
	$(BIN)/python eval/bench_model.py

bench-export: $(INSTALLED) ## time and memory of the export of a run of 10,000 documents, by format
	$(BIN)/python eval/bench_export.py

bench-cluster: $(INSTALLED) ## three workers of a cluster against one, and what a document costs there (simulated answers)
	$(BIN)/python eval/bench_cluster.py

bench-ocr: $(INSTALLED) ## what reading scanned pages costs, against the bare engine
	$(BIN)/python eval/bench_ocr.py

fault-matrix: $(INSTALLED) ## what becomes of every fault of an endpoint; writes docs/fault-matrix.md
	$(BIN)/python eval/fault_matrix.py -o docs/fault-matrix.md

fault-unknown: $(INSTALLED) ## the same where the rules engine cannot read the table; prints shares told by no finding
	$(BIN)/python eval/fault_unknown.py copy point

guard-baselines: ## install langextract, which `extractor eval guard` compares with, in an environment of its own (300 MB)
	test -x $(GUARD_BASELINES)/bin/python || $(PYTHON) -m venv $(GUARD_BASELINES)
	$(GUARD_BASELINES)/bin/python -m pip install --quiet --disable-pip-version-check 'langextract[openai]==1.7.1'

eval: $(INSTALLED) ## measure the offline engine against gold; fails below the thresholds, or where it lost against eval/results
	@mkdir -p out/eval
	$(BIN)/extractor eval validate eval/gold eval/specimens/gold eval/field/gold --quiet
	$(BIN)/extractor eval run --documents eval/samples $(FLOORS_SAMPLES) --errors 0 -o out/eval/rules-samples.json
	$(BIN)/extractor eval run --documents eval/specimens $(FLOORS_SPECIMENS) --errors 0 -o out/eval/rules-specimens.json
	$(BIN)/extractor eval run --documents eval/field $(FLOORS_FIELD) --errors 0 -o out/eval/rules-field.json
	$(BIN)/extractor eval run --renditions eval/renditions/small $(FLOORS_RENDITIONS) --errors 0 -o out/eval/renditions-small.json
	for name in $(GATED); do \
		$(BIN)/extractor eval gate out/eval/$$name.json --against eval/results/$$name.json --max-loss 0.5 || exit 1; done
	$(BIN)/python eval/readme_tables.py --check
	$(BIN)/python eval/audit_samples.py --check

eval-results: $(INSTALLED) ## keep what `make eval` measured in eval/results
	for name in $(GATED); do cp out/eval/$$name.json eval/results/; done

benchmark: $(INSTALLED) ## run eval/benchmarks/offline.toml into out/offline, with a report to look at
	$(BIN)/extractor eval run eval/benchmarks/offline.toml -o out/offline

readme: $(INSTALLED) ## make the tables of both READMEs from eval/results
	$(BIN)/python eval/readme_tables.py

scorer-mutations: $(INSTALLED) ## lay errors of many kinds into gold; writes docs/scorer-mutations.md, fails if the scorer finds anything else
	$(BIN)/python eval/scorer_mutations.py -o docs/scorer-mutations.md

bench-scorer: $(INSTALLED) ## 10,000 rows against 10,000; fails above 60 seconds of CPU or 2 GB
	$(BIN)/python eval/bench_scorer.py

coverage-of-intervals: $(INSTALLED) ## simulate how often the intervals hold the truth; writes docs/intervals.md
	$(BIN)/python eval/coverage_of_intervals.py --write docs/intervals.md

audit-rules: $(INSTALLED) ## write docs/audit-rules from the rules' descriptions
	$(BIN)/python -m extractor.audit.manual en > docs/.new && mv docs/.new docs/audit-rules.md
	$(BIN)/python -m extractor.audit.manual zh > docs/.new && mv docs/.new docs/audit-rules.zh-CN.md

audit-eval: $(INSTALLED) ## 1,000 consistent reports and 50 mistakes of each kind; fails on an error in a consistent one
	$(BIN)/python eval/measure_audit.py --write docs/audit-figures.md

audit-samples: $(INSTALLED) ## what the audit finds in the samples, with verdicts
	$(BIN)/python eval/audit_samples.py --write

bench-audit: $(INSTALLED) ## what the audit of a form costs; fails where it grows faster than the forms
	$(BIN)/python eval/bench_audit.py

eval-typeset: $(INSTALLED) ## measure it on invented reports in 24 templates and 7 styles of text
	$(BIN)/python eval/measure_typeset.py --seeds 4 --varied

fuzz: $(INSTALLED) ## read 2,000 damaged files; fails where one crashes or hangs a reader
	$(BIN)/python eval/fuzz_readers.py

search: $(INSTALLED) ## run the tests of invented input 20 times, each time on input not tried before
	for round in $$(seq 20); do $(BIN)/python -m pytest -q --no-header --hypothesis-profile searching -n auto --dist loadfile \
		$$(grep -rl 'import.* given' tests) || exit 1; done

renditions: $(INSTALLED) ## write the samples as Word, Excel, HTML, PDF and scans into out/renditions (needs LibreOffice)
	cd eval && ../$(BIN)/python -m renditions ../out/renditions

eval-renditions: $(INSTALLED) ## measure the offline engine on out/renditions, by format, quality and layout; writes eval/results/renditions.json
	@test -f out/renditions/manifest.json || $(MAKE) renditions
	$(BIN)/extractor eval run --renditions out/renditions -o eval/results/renditions.json --errors 0

schema: $(INSTALLED) ## write the schemas of reports and gold files from the models
	$(BIN)/python -m extractor.schema > schemas/.new && mv schemas/.new schemas/report.v1.schema.json
	$(BIN)/python -m extractor.evaluation.gold.schema > schemas/.new && mv schemas/.new schemas/gold.v1.schema.json

clean: ## remove what the other targets made, but for .venv and .third-party
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find extractor tests eval -name __pycache__ -type d -prune -exec rm -rf {} +
