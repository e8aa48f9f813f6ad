#!/usr/bin/env bash
# Starts PostgreSQL the way the official image does, for the variables and folders that the examples use:
# POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each also as …_FILE), POSTGRES_INITDB_ARGS,
# POSTGRES_HOST_AUTH_METHOD, PGDATA, and *.sql, *.sql.gz and *.sh in /docker-entrypoint-initdb.d.
set -euo pipefail

# setting NAME DEFAULT: the value of NAME, or what the file named by NAME_FILE holds, or DEFAULT.
setting() {
    local file_variable=$1_FILE
    if [ -n "${!1:-}" ]; then
        printf '%s' "${!1}"
    elif [ -n "${!file_variable:-}" ]; then
        printf '%s' "$(<"${!file_variable}")"
    else
        printf '%s' "$2"
    fi
}

run_sql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --dbname "$@"; }

run_init_file() {
    echo "init: running $1"
    # shellcheck source=/dev/null
    case $1 in
        *.sh) if [ -x "$1" ]; then "$1"; else . "$1"; fi ;;
        *.sql) run_sql "$POSTGRES_DB" --file "$1" ;;
        *.sql.gz) gunzip --stdout "$1" | run_sql "$POSTGRES_DB" ;;
        *) echo "init: leaving $1 alone, it is neither *.sh nor *.sql" ;;
    esac
}

create_cluster() {
    local auth=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256} file
    local initdb_args=()
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$auth" != trust ]; then
        echo 'init: set POSTGRES_PASSWORD to a password for the superuser' >&2
        exit 1
    fi

    read -ra initdb_args <<<"${POSTGRES_INITDB_ARGS:-}"
    initdb --username "$POSTGRES_USER" --pwfile <(printf '%s\n' "$POSTGRES_PASSWORD") \
        --auth-local trust --auth-host trust "${initdb_args[@]}"
    printf '\nhost all all all %s\n' "$auth" >>"$PGDATA/pg_hba.conf"

    # No address to listen on, and a socket that pg_isready does not look at: nobody may take a database that is
    # half made for ready.
    PGHOST=$(mktemp -d)
    export PGHOST
    pg_ctl --pgdata "$PGDATA" --wait --silent --options "-c listen_addresses='' -c unix_socket_directories='$PGHOST'" start
    if [ "$POSTGRES_DB" != postgres ]; then
        run_sql postgres --set name="$POSTGRES_DB" <<<'CREATE DATABASE :"name";'
    fi
    for file in /docker-entrypoint-initdb.d/*; do
        [ ! -f "$file" ] || run_init_file "$file"
    done
    pg_ctl --pgdata "$PGDATA" --wait --silent --mode fast stop
    rmdir "$PGHOST"
    echo 'init: the database is ready to be served'
}

case ${1:-} in -*) set -- postgres "$@" ;; esac

if [ "${1:-}" = postgres ]; then
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$PGDATA" /var/run/postgresql
        chmod 700 "$PGDATA"
        find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres:postgres {} +
        exec setpriv --reuid postgres --regid postgres --init-groups env HOME=/var/lib/postgresql "$0" "$@"
    fi
    if [ ! -s "$PGDATA/PG_VERSION" ]; then
        POSTGRES_USER=$(setting POSTGRES_USER postgres)
        POSTGRES_PASSWORD=$(setting POSTGRES_PASSWORD '')
        POSTGRES_DB=$(setting POSTGRES_DB "$POSTGRES_USER")
        export POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB
        create_cluster
    else
        echo 'init: a database is there already, leaving it as it is'
    fi
    unset POSTGRES_PASSWORD PGHOST
fi

exec "$@"
