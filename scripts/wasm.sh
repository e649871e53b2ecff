#!/bin/sh
# Builds the page's wasm, and the one that unpacks it: `wasm.sh PROFILE`. No path of this machine gets into them: rustc
# writes those of the registry, of the toolchain and of this folder otherwise, so that the same source gives the same
# bytes in any folder.
set -eu
profile=$1
cd "$(dirname "$0")/.."
flags=
remap() { flags="$flags\"--remap-path-prefix=$1=$2\", "; }
remap "${CARGO_HOME:-$HOME/.cargo}" /cargo
remap "$(rustc --print sysroot)" /rust
remap "$PWD" /gelan
# Joined to the flags of .cargo/config.toml.
build() {
    cargo build --locked --profile "$profile" --target wasm32-unknown-unknown "$@" \
        --config "target.wasm32-unknown-unknown.rustflags = [$flags]"
}
build -p unpack
build --bin page
