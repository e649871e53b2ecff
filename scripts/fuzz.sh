#!/bin/sh
# Runs each fuzz target for SECONDS (60 unless set). Sets up a nightly compiler and cargo-fuzz where they can be had;
# where they cannot, runs the same functions on the stable compiler over changed files (tests/core/fuzz.rs), as long.
set -u
cd "$(dirname "$0")/.."
seconds=${SECONDS_EACH:-60}
targets=$(sed -n 's/^name = "\(.*\)"$/\1/p' fuzz/Cargo.toml | grep -v '^gelan-fuzz$')

ready() {
    rustup run nightly rustc --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal || return 1
    cargo fuzz --version >/dev/null 2>&1 || cargo install --quiet cargo-fuzz
}

if ready; then
    for target in $targets; do
        echo "$target: $seconds s"
        (cd fuzz && cargo +nightly fuzz run "$target" -- -max_total_time="$seconds" -timeout=20) || exit 1
    done
else
    echo "no nightly compiler or no cargo-fuzz to be had here: the same functions run on the stable compiler"
    FUZZ_SECONDS=$seconds cargo test --quiet --release --test core -- --ignored --nocapture fuzz::for_a_while
fi
