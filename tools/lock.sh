#!/bin/sh
# Renew both lock files. They hold names, versions and hashes, never the address of a package host.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
compile() {
    .venv/bin/python -m uv pip compile pyproject.toml --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --quiet "$@"
}
compile --upgrade -o requirements.lock
compile --upgrade --extra dev -c requirements.lock -o requirements-dev.lock
.venv/bin/python -m tools.hosts
.venv/bin/python -m tools.licences
