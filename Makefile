# What this needs: Rust (https://rustup.rs), a C compiler for its linker, and make. The rest is fetched:
# `make` adds Rust's wasm target; `make test` also the browsers and their drivers (scripts/setup.sh).
# The page is one cargo build for wasm32 and one run of the bundler; trunk is for live work only (Trunk.toml).

CARGO_TARGET_DIR ?= target
WASM = $(CARGO_TARGET_DIR)/wasm32-unknown-unknown/page/page.wasm
GELAN = $(CARGO_TARGET_DIR)/release/gelan
# Files or folders for `make bench` to drop on the page.
FILES =
# Townships of the country in `make bench-country`.
TOWNSHIPS = 40000
COUNTRY = $(CARGO_TARGET_DIR)/country

all: page cli

help:
	@echo 'make         dist/gelan.html, the page, and $(GELAN), the command line'
	@echo 'make quick   dist/quick.html, the page built fast and large, to look at while working'
	@echo 'make run     the same, then opens the page on the sample'
	@echo 'make test    sets up what is missing, then runs every check and test, in browsers too'
	@echo 'make test-engines   counts random townships on DuckDB and on Apache Spark, beside our own counting'
	@echo 'make bench-engines   the same for $(ROWS) rows, with times: minutes, and 10 GB of disk'
	@echo 'make docs    writes the documents that follow from the code (docs/measures.md and others) anew'
	@echo 'make pictures   takes the pictures of docs/pictures anew, of every page, on the sample'
	@echo 'make bless   writes the kept outputs (tests/golden) anew: look at the diff before you commit it'
	@echo 'make bench   times the built page; FILES="..." to drop files on it; and make bench-country'
	@echo 'cargo bench  times the parts: rows, recognition, counting, figures, snapshots (benches/parts.rs)'
	@echo 'make bench-country   has the page take $(TOWNSHIPS) invented townships'"'"' snapshots: minutes'
	@echo 'make fuzz    runs each fuzz target for a minute (SECONDS_EACH=900 for longer)'
	@echo 'make weight  prints how much of the packed page each room of src, each crate and the rest take'
	@echo 'make reproducible   builds the page in two folders and compares the bytes'
	@echo 'make clean   removes what was built'

# cargo knows best what is stale, so nothing here is skipped by date.
page: setup
	@sh scripts/wasm.sh page
	cargo run --locked --quiet --profile tool -p bundle -- --wasm '$(WASM)' --out dist/gelan.html

weight: setup
	@sh scripts/wasm.sh page
	@cargo run --locked --quiet --profile tool -p bundle -- --wasm '$(WASM)' --weight

# Built again in seconds; to look at while working.
quick: setup
	@sh scripts/wasm.sh quick
	cargo run --locked --quiet --profile tool -p bundle -- --wasm '$(subst /page/page,/quick/page,$(WASM))' --out dist/quick.html --limit 9000000

cli: setup
	cargo build --locked --release --bin gelan

setup:
	@sh scripts/setup.sh build

run: page cli
	@sh scripts/run.sh dist/gelan.html '$(GELAN)'

test:
	@sh scripts/test.sh

test-engines:
	@sh scripts/engines.sh all
	cargo test -p engine-tests -- --include-ignored --skip many_rows --nocapture

# Rows that `make bench-engines` counts on both engines.
ROWS = 20000000

bench-engines:
	@sh scripts/engines.sh all
	GELAN_ROWS=$(ROWS) cargo test --profile tool -p engine-tests -- --ignored many_rows --nocapture

docs:
	UPDATE_DOCS=1 cargo test --quiet --test house docs

pictures: page
	@sh scripts/setup.sh test
	@PATH="$$PATH:$${CARGO_HOME:-$$HOME/.cargo}/bin" sh scripts/pictures.sh dist/gelan.html

bless:
	BLESS=1 cargo test --quiet --test core --test view --test house -- golden contracts

fuzz:
	@sh scripts/fuzz.sh

bench: page
	@sh scripts/setup.sh test
	@PATH="$$PATH:$${CARGO_HOME:-$$HOME/.cargo}/bin" cargo run --quiet -p browser-tests --bin bench -- $(FILES)
	@$(MAKE) --no-print-directory bench-country

bench-country: page cli
	@sh scripts/setup.sh test
	rm -rf '$(COUNTRY)'
	@PATH="$$PATH:$${CARGO_HOME:-$$HOME/.cargo}/bin" cargo run --quiet --release --example country -- '$(COUNTRY)' $(TOWNSHIPS)
	@PATH="$$PATH:$${CARGO_HOME:-$$HOME/.cargo}/bin" cargo run --quiet -p browser-tests --bin bench -- --country '$(COUNTRY)'
	@start=$$(date +%s); '$(GELAN)' open '$(COUNTRY)'/*.txt >/dev/null; echo "gelan open: $$(($$(date +%s) - start)) s"

reproducible: setup
	@sh scripts/reproducible.sh

clean:
	cargo clean
	rm -rf dist

.PHONY: all help page weight quick cli setup run test test-engines bench-engines docs pictures bless fuzz bench bench-country reproducible clean
