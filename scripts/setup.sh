#!/bin/sh
# Installs what is missing: `setup.sh build` for the page and the command line, `setup.sh test` for the tests
# as well. What is there already is used. What cannot be installed is named with the command that would do it,
# and the exit is 1.
set -u

missing=0
lacks() {
    echo "missing: $1" >&2
    echo "    $2" >&2
    missing=1
}
has() { command -v "$1" >/dev/null 2>&1; }
any() {
    for program; do
        if has "$program"; then return 0; fi
    done
    return 1
}

PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

if ! has cargo; then
    lacks 'Rust 1.95 or newer' 'curl https://sh.rustup.rs -sSf | sh   (see https://rustup.rs)'
    exit 1
fi
if ! has cc && ! has gcc && ! has clang; then
    lacks 'a C compiler, whose linker Rust uses' 'apt-get install gcc libc6-dev'
    exit 1
fi
version=$(rustc --version | cut -d ' ' -f 2)
minor=$(echo "$version" | cut -d . -f 2)
if [ "${version%%.*}" -eq 1 ] && [ "$minor" -lt 95 ]; then
    lacks "Rust 1.95 or newer; this is $version" 'rustup update stable'
    exit 1
fi

if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    if ! has rustup || ! rustup target add wasm32-unknown-unknown; then
        lacks "Rust's wasm32 target" 'rustup target add wasm32-unknown-unknown'
    fi
fi

if [ "${1:-}" != test ]; then exit "$missing"; fi

for component in rustfmt clippy; do
    if ! cargo "${component#rust}" --version >/dev/null 2>&1; then
        if ! has rustup || ! rustup component add "$component"; then
            lacks "$component" "rustup component add $component"
        fi
    fi
done

# What apt-get would have to install. Chromium's driver must be of Chromium's version: from the same source.
packages=
if ! has chromedriver; then
    packages="$packages chromium chromium-driver"
elif ! any chromium google-chrome google-chrome-stable chromium-browser; then
    packages="$packages chromium"
fi
if ! any firefox-esr firefox; then packages="$packages firefox-esr"; fi
if ! has fc-list || [ -z "$(fc-list :lang=zh-cn 2>/dev/null)" ]; then packages="$packages fonts-noto-cjk"; fi

if [ -n "$packages" ] && has apt-get; then
    sudo=
    if [ "$(id -u)" -ne 0 ]; then sudo='sudo -n'; fi
    if [ -z "$sudo" ] || $sudo true 2>/dev/null; then
        echo "installing by apt-get:$packages"
        # One by one, so that one that is not to be had does not keep the others out.
        $sudo apt-get update -qq
        for package in $packages; do
            $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
        done
    fi
fi

if ! has geckodriver; then
    echo 'installing geckodriver by cargo install'
    cargo install --locked geckodriver
fi

# axe-core looks through the pages for what keeps people out; it is no part of what is built.
axe=$(dirname "$0")/../target/axe-core
if [ ! -f "$axe/package/axe.min.js" ]; then
    mkdir -p "$axe"
    if has npm && (cd "$axe" && npm pack --silent axe-core@4.14.1 >/dev/null); then
        tar -xzf "$axe/axe-core-4.14.1.tgz" -C "$axe" package/axe.min.js
    fi
fi

if ! any chromium google-chrome google-chrome-stable chromium-browser; then
    lacks 'Chromium or Chrome' 'apt-get install chromium   (or https://www.google.com/chrome)'
fi
if ! has chromedriver; then
    lacks "chromedriver, of the browser's version" \
        'apt-get install chromium-driver   (or https://googlechromelabs.github.io/chrome-for-testing)'
fi
if ! any firefox-esr firefox; then
    lacks 'Firefox' 'apt-get install firefox-esr   (or https://www.mozilla.org/firefox)'
fi
if ! has geckodriver; then lacks 'geckodriver' 'cargo install --locked geckodriver'; fi
if [ ! -f "$axe/package/axe.min.js" ]; then
    lacks 'axe-core 4.14.1, unpacked in target/axe-core' \
        'apt-get install npm, and in target/axe-core: npm pack axe-core@4.14.1 && tar -xzf axe-core-4.14.1.tgz'
fi
if ! has fc-list || [ -z "$(fc-list :lang=zh-cn 2>/dev/null)" ]; then
    # Not fatal: the tests read text, only pictures of the page suffer.
    echo 'note: no Chinese font found; pictures of the page will show boxes (apt-get install fonts-noto-cjk)' >&2
fi

if [ "$missing" -ne 0 ]; then
    echo 'The tests need all of the above: no browser is skipped.' >&2
fi
exit "$missing"
