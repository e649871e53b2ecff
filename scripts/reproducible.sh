#!/bin/sh
# Builds the page in two folders, compares the bytes, and looks for paths of this machine in its wasm.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=$work/a
second=$work/another-folder/of-a-longer-name
for folder in "$first" "$second"; do
    mkdir -p "$folder"
    git ls-files -z | tar --null -cf - -T - | tar -xf - -C "$folder"
    echo "building in $folder"
    env -u CARGO_TARGET_DIR make --no-print-directory -C "$folder" page
done
cmp "$first/dist/gelan.html" "$second/dist/gelan.html"
wasm=target/wasm32-unknown-unknown/page/page.wasm
for path in "$work" "$PWD" "${CARGO_HOME:-$HOME/.cargo}" "$(rustc --print sysroot)"; do
    if grep -aqF -- "$path/" "$first/$wasm"; then
        echo "the wasm holds the path $path" >&2
        exit 1
    fi
done
echo "the same bytes in both folders, without a path of this machine:"
sha256sum "$first/dist/gelan.html" | cut -d ' ' -f 1
