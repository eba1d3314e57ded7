# The project's commands. `make` lists them.

example := spec/examples/openedx-recommended.celq
wasm32 := wasm32-unknown-unknown
built := target/openedx-recommended
rust := $$(find compiler editors playground tests -name '*.rs' -not -path '*/target/*' -not -path '*/node_modules/*')
qc := cargo run --quiet --release --package qc --

.DEFAULT_GOAL := help
.PHONY: help run test check bless generate bench fuzz playground playground-build

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build qc, prove the layout that Open edX recommends, and write its manifests
	@cargo build --release --package qc
	@$(qc) check $(example)
	@$(qc) build $(example) --output $(built)
	@ls $(built)

test: check ## every suite; installs what it needs, and says so
	@tests/e2e/run
	@tests/browser/run
	@tests/editors/run

check: ## the fast ones: format, lints, unit tests and suites, generated files, wasm32
	@rustfmt --check --edition 2024 $(rust)
	@cargo clippy --quiet --workspace --all-targets -- --deny warnings
	@cargo test --quiet --workspace --exclude celq-wasm
	@"$${CARGO_TARGET_DIR:-target}/debug/generate" --check
	@rustup target list --installed | grep -q '^$(wasm32)$$' || \
		{ echo 'installing the target $(wasm32) with rustup'; rustup --quiet target add $(wasm32); }
	@cargo check --quiet --package celq-wasm --features lsp --target $(wasm32)

bless: ## write what the suites see now into their cases; read the diff before you commit it
	@BLESS=1 TRYCMD=overwrite cargo test --quiet --package tests

generate: ## write the files that are made from the compiler's tables
	@cargo run --quiet --package tests --bin generate

playground: playground-build ## build the playground and serve it on this machine
	@cd playground/web && npx vite preview --host 127.0.0.1

playground-build: ## build the playground into playground/web/dist
	@playground/web/build

bench: ## measure each stage, and qc against its peers; writes spec/performance.md
	@tests/bench/run

fuzz: ## look for bytes that break the compiler, for 60 s; SECONDS=600 for longer
	@tests/fuzz/run $(SECONDS)
