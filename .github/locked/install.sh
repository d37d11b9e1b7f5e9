#!/usr/bin/env bash
# Install the package of a checkout, or a wheel of it, with the very dependencies that were looked at: by version and hash, nothing else.
# How the lists are made is in README.md beside.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
pip install --quiet --require-hashes -r "$here/build.txt"
pip install --quiet --require-hashes --no-build-isolation -r "$here/package.txt"
pip install --quiet --no-deps --no-build-isolation "$1"
