#!/bin/sh
# Run the suite on SQLite, then on PostgreSQL without what says the same on both (the marker `once`: how pages look).
# A user's machine may lack the browser and PostgreSQL; CI may not.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then sh tools/debian.sh; fi
"$python" -c 'from comity.command.catalogues import compile_all; compile_all()'

printf '\n== tests on SQLite ==\n'
# CI generates 2,000 calls of the API once; a person's run is content with fewer (COMITY_FUZZ).
[ "${CI:-}" != true ] || fuzz=2000
COMITY_FUZZ=${COMITY_FUZZ:-${fuzz:-150}} "$python" -m pytest -n auto "$@"

if url=$("$python" -m tools.postgres); then
    printf '\n== tests on PostgreSQL ==\n'
    COMITY_TEST_DATABASE=$url "$python" -m pytest -n auto --migrations -m "not once" "$@"
elif [ "${CI:-}" = true ]; then
    printf 'test: CI must have a PostgreSQL, and none answered.\n' >&2
    exit 1
else
    printf '\ntest: no PostgreSQL answered at 127.0.0.1:5432 or in COMITY_TEST_DATABASE: SQLite only this time.\n'
fi
