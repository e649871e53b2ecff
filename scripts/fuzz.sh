#!/bin/sh
# Runs each fuzz target for SECONDS_EACH (60 unless set), TARGETS alone where set. Sets up a nightly compiler and
# cargo-fuzz where they can be had. Where there is no nightly, cargo-fuzz builds with the stable compiler that is here
# (RUSTC_BOOTSTRAP=1 lets it have the sanitizer's flags); where there is no cargo-fuzz either, the same functions run on
# changed files (tests/core/fuzz.rs), as long. What it does it says first. What a target begins from is in fuzz/seeds.
set -u
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
seconds=${SECONDS_EACH:-60}
targets=${TARGETS:-$(sed -n 's/^name = "\(.*\)"$/\1/p' fuzz/Cargo.toml | grep -v '^gelan-fuzz$')}

if ! cargo fuzz --version >/dev/null 2>&1; then
    echo 'installing cargo-fuzz by cargo install'
    cargo install --locked --quiet cargo-fuzz
fi
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "cargo-fuzz is not to be had here: the same functions run on files changed at random, for $seconds s each"
    FUZZ_SECONDS=$seconds exec cargo test --locked --quiet --release --test core -- --ignored --nocapture fuzz::for_a_while
fi

if rustup run nightly rustc --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal; then
    toolchain=nightly
else
    toolchain=$(rustup show active-toolchain | cut -d ' ' -f 1)
    export RUSTC_BOOTSTRAP=1
    echo 'no nightly compiler is to be had here: RUSTC_BOOTSTRAP=1 with the one that is here'
fi
echo "libFuzzer with $(rustup run "$toolchain" rustc --version), for $seconds s each: $(echo $targets)"

failed=
for target in $targets; do
    echo "$target: $seconds s"
    mkdir -p "fuzz/corpus/$target" "fuzz/seeds/$target"
    files=
    # Whole files, from which the readers learn the formats.
    if [ "$target" = read ]; then files=../tests/files; fi
    (cd fuzz && cargo "+$toolchain" fuzz run "$target" "corpus/$target" "seeds/$target" $files -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536) || failed="$failed $target"
done
if [ -n "$failed" ]; then
    echo "something was found in:$failed (inputs under fuzz/artifacts)" >&2
    exit 1
fi
