#!/bin/sh
# Trunk's hook after each build: builds the page and puts it in place of trunk's empty one (see Trunk.toml).
set -eu
cd "$(dirname "$0")/.."
stage=$TRUNK_STAGING_DIR
wasm=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown
sh scripts/setup.sh build
bundle() { cargo run --locked --quiet --profile tool -p bundle -- "$@"; }

# Only `trunk serve` puts its reload script into the page.
if grep -q __TRUNK_ADDRESS__ "$stage/index.html" && [ "$TRUNK_PROFILE" = debug ]; then
    sh scripts/wasm.sh dev
    bundle --wasm "$wasm/debug/page.wasm" --live "$stage/index.html" --out "$stage/index.html"
else
    sh scripts/wasm.sh page
    bundle --wasm "$wasm/page/page.wasm" --out "$stage/gelan.html"
    if grep -q __TRUNK_ADDRESS__ "$stage/index.html"; then
        bundle --wasm "$wasm/page/page.wasm" --live "$stage/index.html" --out "$stage/index.html"
    else
        rm "$stage/index.html"
    fi
fi
