#!/bin/sh
# Brings the database up to date, then becomes the server, so that a stop signal reaches it.
set -eu

alembic upgrade head
exec uvicorn fastzero.app:app --host 0.0.0.0 --port 8000
