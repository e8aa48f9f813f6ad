#!/usr/bin/env bash
# Runs the application's tests in containers of their own and exits with the tests' code, whatever happened before.
# SWIFTCOMPOSE names the program to use; arguments go to pytest. Several can run at once.
set -euo pipefail
cd "$(dirname "$0")"

swiftcompose=${SWIFTCOMPOSE:-swiftcompose}

exec "$swiftcompose" with --isolated --build -- "$swiftcompose" exec -T fastzero_app pytest -q "$@"
