#!/usr/bin/env bash
# Hands the application over to a daemon, breaks it in every way that a machine or a person does, and shows what the
# daemon has made of it. Needs root, to kill processes of containers.
#
#   ./demo.sh                              with a daemon of its own, which is stopped at the end
#   ./demo.sh --restart-engine COMMAND     restarts the engine as well: 'systemctl restart docker'
#
# SWIFTCOMPOSE names the program to use; the daemon swiftcomposed is looked for beside it.
set -euo pipefail
cd "$(dirname "$0")"

swiftcompose=${SWIFTCOMPOSE:-swiftcompose}
restart_engine=
case ${1:-} in
    '') ;;
    --restart-engine) restart_engine=${2:?--restart-engine needs a command} ;;
    *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2 && exit 64 ;;
esac

engine=${DOCKER_HOST:-unix:///var/run/docker.sock}
case $engine in
    unix://*) ;;
    *) echo "demo: DOCKER_HOST is '$engine'; processes can be killed on this machine only" >&2 && exit 1 ;;
esac

database=fastzero-supervised-fastzero_database-1
app=fastzero-supervised-fastzero_app-1

step() { printf '\n== %s\n' "$*"; }
api() { curl --silent --show-error --fail --unix-socket "${engine#unix://}" "${@:2}" "http://localhost$1"; }
field() { api "/containers/$1/json" 2>/dev/null | python3 -c "import json, sys; print(json.load(sys.stdin)$2)" 2>/dev/null; }
start_of() { field "$1" "['State']['StartedAt']" || true; }
is_healthy() { [ "$(field "$1" "['State']['Health']['Status']")" = healthy ]; }

# Waits until a container has been started anew, and is healthy.
back() {
    local container=$1 before=$2
    for _ in $(seq 600); do
        local now
        now=$(start_of "$container")
        if [ -n "$now" ] && [ "$now" != "$before" ] && is_healthy "$container"; then
            echo "$container is back"
            return
        fi
        sleep 0.1
    done
    echo "demo: $container is not back within a minute" >&2
    "$swiftcompose" incidents >&2
    exit 1
}

if [ -z "${SWIFTCOMPOSE_STATE:-}" ]; then
    SWIFTCOMPOSE_STATE=$(mktemp -d)
    export SWIFTCOMPOSE_STATE
    trap '"$swiftcompose" daemon stop; rm -rf "$SWIFTCOMPOSE_STATE"' EXIT
    step "A daemon of our own"
    "$swiftcompose" daemon start
fi

step "swiftcompose up -d --supervise"
"$swiftcompose" up -d --supervise --wait
"$swiftcompose" status

step "kill -9 of the database's process"
database_before=$(start_of "$database") app_before=$(start_of "$app")
kill -9 "$(field "$database" "['State']['Pid']")"
back "$database" "$database_before"
back "$app" "$app_before"

step "docker rm -f of the application's container"
app_before=$(start_of "$app")
api "/containers/$app?force=1" --request DELETE
back "$app" "$app_before"

step "docker stop of the database's container"
database_before=$(start_of "$database")
api "/containers/$database/stop" --request POST
back "$database" "$database_before"

if [ -n "$restart_engine" ]; then
    step "$restart_engine"
    database_before=$(start_of "$database") app_before=$(start_of "$app")
    bash -c "$restart_engine"
    back "$database" "$database_before"
    back "$app" "$app_before"
fi

step "What the daemon tells of it"
"$swiftcompose" wait --healthy
"$swiftcompose" status
"$swiftcompose" incidents

step "The end"
"$swiftcompose" down -v
