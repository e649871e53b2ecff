#!/bin/sh
# Everything that must hold before a change is good: see `make help`. Steps print the time since the start.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
start=$(date +%s)
step() {
    seconds=$(($(date +%s) - start))
    printf '\n== [%d:%02d] %s\n' $((seconds / 60)) $((seconds % 60)) "$1"
}

step 'setting up'
sh scripts/setup.sh test

step 'formatting'
cargo fmt --all --check

step 'clippy, native'
cargo clippy --quiet --workspace --all-targets -- -D warnings

step 'clippy, wasm32'
cargo clippy --quiet --target wasm32-unknown-unknown -p gelan-core -p gelan --lib --bin page -- -D warnings

step 'native and property tests'
cargo test --quiet --no-run --workspace --exclude browser-tests --exclude engine-tests
cargo test --no-fail-fast --workspace --exclude browser-tests --exclude engine-tests

step 'the queries on DuckDB'
sh scripts/engines.sh duckdb
cargo test -p engine-tests

step 'building the page'
make page

step 'browser tests'
cargo test --quiet --no-run -p browser-tests
# Two browsers a core only make each other slow, and a large machine would start dozens.
threads=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
if [ "$threads" -gt 4 ]; then threads=4; fi
RUST_TEST_THREADS=$threads cargo test --no-fail-fast -p browser-tests
