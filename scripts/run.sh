#!/bin/sh
# Opens the page on the sample in the default browser; where there is no display, prints its address and the
# sample's main figures. `run.sh PAGE COMMAND_LINE`
set -eu
folder=$(cd "$(dirname "$1")" && pwd -P)
case $(uname -s) in
    MINGW* | MSYS* | CYGWIN*) folder=/$(cd "$folder" && pwd -W) ;;
esac
# Only what means something else in an address.
path=$(printf '%s' "$folder/$(basename "$1")" | sed -e 's/%/%25/g' -e 's/ /%20/g' -e 's/#/%23/g' -e 's/?/%3F/g')
address="file://$path#sample"

opener=
case $(uname -s) in
    Darwin) opener=open ;;
    MINGW* | MSYS* | CYGWIN*) opener=start ;;
    *) if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then opener=xdg-open; fi ;;
esac
if [ -n "$opener" ] && command -v "$opener" >/dev/null 2>&1; then
    # The openers lose what follows a # in a file's address, so a file without one leads there.
    leads="${2%/*}/sample.html"
    printf '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=%s">\n' "$address" >"$leads"
    if "$opener" "$leads"; then
        echo "opened $address"
        exit 0
    fi
fi
echo "Open this in a browser: $address"
"$2" report --sample
