#!/usr/bin/env bash
# Runs the application's tests in containers of their own and exits with the tests' code, whatever happened before.
# SWIFTCOMPOSE names the program to use. Each run has a project of its own, so that several can run at once.
set -euo pipefail
cd "$(dirname "$0")"

swiftcompose=${SWIFTCOMPOSE:-swiftcompose}
export COMPOSE_PROJECT_NAME=fastzero-ci-$$

trap '"$swiftcompose" down -v' EXIT

"$swiftcompose" up -d --build --wait || {
    "$swiftcompose" logs
    exit 1
}
"$swiftcompose" exec -T fastzero_app pytest -q
