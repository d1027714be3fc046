# make run: the server with its demo stream. make test: what CI runs. See CONTRIBUTING.md.
SHELL := /bin/bash
.DEFAULT_GOAL := build
SWIFT := swift
QUIET := 2> >(grep -v 'prohibited flag' >&2)

.PHONY: setup language-model build run test test-long test-setup check unit e2e bench bench-retrieval model siglip-small docs clean study-video self-test evidence study-recipes

setup:
	@scripts/setup

# Optional: a language model that may reword explanations.
language-model: setup
	@scripts/setup-language-model

build: setup
	@$(SWIFT) build -c release --product mediaskinoscope $$(scripts/processor-flags) $(QUIET)
	@.build/release/mediaskinoscope knowledge build

run: build
	@.build/release/mediaskinoscope serve

# Everything below test is what CI runs, in this order.
test: test-setup check unit e2e docs

test-setup:
	@scripts/setup scripts/packages-test.txt
	@scripts/setup-tests

check:
	@scripts/check-layers
	@scripts/check-boundary
	@scripts/check-sizes
	@scripts/check-words
	@scripts/check-paths
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

unit:
	@scripts/test-swift

e2e: build
	@scripts/test-e2e

# Every page state on every screen, the studies of training on drawn pictures, and whatever else takes too long for each commit.
test-long: build
	@scripts/test-e2e E2E/accessibility_test.py
	@scripts/test-e2e E2E/training_test.py -m long

docs:
	@scripts/build-docs

self-test: build
	@scripts/self-test

bench: build
	@scripts/bench

# Needs ../shared.
bench-retrieval: build
	@scripts/bench-retrieval

model: build
	@scripts/build-model

# The recipe over every labelled picture, by patient, beside plain fine-tuning; goes on where it was stopped.
evidence: build
	@scripts/measure-evidence

study-recipes: build
	@scripts/measure-evidence study

# After `make model`; a GPU is used where there is one, and needed for the quality of the shipped weights.
siglip-small: build
	@scripts/build-siglip-small

clean:
	rm -rf .build

# Needs Python with Tools/video/requirements.txt (PYTHON names it) and the pictures beside the checkout.
study-video: build
	$(or $(PYTHON),python3) Tools/video/study.py --clips 240 --hours 3
