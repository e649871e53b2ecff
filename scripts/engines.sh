#!/bin/sh
# Sets up what tests/engines runs: `engines.sh duckdb`, or `engines.sh all` for Apache Spark and Java too. Python packages
# go into target/engines, which Python's venv makes; the versions are those that the queries were tried on.
set -eu
cd "$(dirname "$0")/.."
home="${GELAN_ENGINES:-target/engines}"

python=
for one in python3 python; do
    if command -v "$one" >/dev/null 2>&1 && "$one" -c 'import venv, ensurepip' 2>/dev/null; then python=$one; break; fi
done
packages=
if [ -z "$python" ]; then packages="python3 python3-venv"; fi
if [ "${1:-duckdb}" = all ] && ! command -v java >/dev/null 2>&1; then packages="$packages openjdk-17-jre-headless"; fi
if [ -n "$packages" ]; then
    sudo=
    if [ "$(id -u)" -ne 0 ]; then sudo='sudo -n'; fi
    echo "installing by apt-get: $packages"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    python="${python:-python3}"
fi
if [ ! -x "$home/bin/python" ]; then "$python" -m venv "$home"; fi

need() {
    if ! "$home/bin/python" -c "import $1" 2>/dev/null; then
        echo "installing $2 by pip"
        "$home/bin/python" -m pip install --quiet --disable-pip-version-check "$2"
    fi
}
need duckdb duckdb==2.0.1
if [ "${1:-duckdb}" = all ]; then need pyspark pyspark==4.3.0; fi
