#!/bin/sh
# Trunk's hook after each build: puts the bundler's single file in place of what trunk made (see Trunk.toml).
set -eu
cd "$TRUNK_SOURCE_DIR"
staged=$TRUNK_STAGING_DIR/index.html
wasm=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown

# Only `trunk serve` puts its reload script into the page.
if grep -q __TRUNK_ADDRESS__ "$staged"; then
    if [ "$TRUNK_PROFILE" = release ]; then profile=release; else profile=debug; fi
    page=$(mktemp)
    trap 'rm -f "$page"' EXIT
    cargo run --quiet --profile tool -p bundle -- --wasm "$wasm/$profile/page.wasm" --live "$staged" --out "$page"
    if [ -f dist/gelan.html ]; then kept=$(mktemp) && cp dist/gelan.html "$kept"; fi
    rm -rf "${TRUNK_STAGING_DIR:?}"/*
    mv "$page" "$staged"
    # trunk is about to empty dist/.
    if [ -n "${kept:-}" ]; then mv "$kept" "$TRUNK_STAGING_DIR/gelan.html"; fi
else
    cargo build --release --target wasm32-unknown-unknown --bin page
    rm -rf "${TRUNK_STAGING_DIR:?}"/*
    cargo run --quiet --profile tool -p bundle -- --wasm "$wasm/release/page.wasm" --out "$TRUNK_STAGING_DIR/gelan.html"
fi
