#!/bin/sh
# Builds the page's wasm: `wasm.sh PROFILE`. No path of this machine gets into it: rustc writes those of the registry,
# of the toolchain and of this folder otherwise, so that the same source gives the same bytes in any folder.
set -eu
cd "$(dirname "$0")/.."
flags=
remap() { flags="$flags\"--remap-path-prefix=$1=$2\", "; }
remap "${CARGO_HOME:-$HOME/.cargo}" /cargo
remap "$(rustc --print sysroot)" /rust
remap "$PWD" /gelan
# Joined to the flags of .cargo/config.toml.
exec cargo build --locked --profile "$1" --target wasm32-unknown-unknown --bin page \
    --config "target.wasm32-unknown-unknown.rustflags = [$flags]"
