#!/bin/sh
# Make or refresh .venv: `sh tools/setup.sh run` for running Comity, `dev` for testing and linting it too.
# Written for any POSIX shell (Debian's dash, macOS's old bash); a second call with unchanged locks returns at once.
set -eu
cd "$(dirname "$0")/.."
want=${1:-run}
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf 'setup: %s\n' "$*"; }
fail() { printf '\n' >&2; printf 'setup: %s\n' "$@" >&2; exit 1; }
good() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

case $want in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) fail "unknown kind of setup '$want': say run or dev" ;;
esac
stamp_of() { cat requirements-bootstrap.txt requirements.lock "$1" tools/setup.sh | cksum; }

# The development lock holds all of the other one, so either stamp will do for running.
fresh() { [ -f ".venv/.comity-$1" ] && [ "$(cat ".venv/.comity-$1")" = "$(stamp_of "$2")" ]; }
if [ -x .venv/bin/python ] && good .venv/bin/python; then
    if fresh dev requirements-dev.lock; then exit 0; fi
    if [ "$want" = run ] && fresh run requirements.lock; then exit 0; fi
else
    python= unready=
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        command -v "$name" >/dev/null 2>&1 && good "$name" || continue
        if "$name" -c 'import ensurepip, venv' 2>/dev/null; then python=$name; break; fi
        unready=${unready:-$name}
    done
    if [ -z "$python" ] && [ -n "$unready" ]; then
        version=$("$unready" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "$unready cannot make virtual environments yet." \
            "Debian or Ubuntu: sudo apt install python$version-venv     then run the same command again"
    fi
    if [ -z "$python" ]; then
        fail "Comity needs Python 3.11, 3.12 or 3.13, and none was found." \
            "Debian or Ubuntu: sudo apt install python3 python3-venv     macOS: brew install python@3.13" \
            "A Python elsewhere is used with: make setup PYTHON=/path/to/python3"
    fi
    say "making .venv with $("$python" --version 2>&1)"
    rm -rf .venv
    "$python" -m venv .venv || fail "the virtual environment could not be made; the reason stands above."
fi

if ! .venv/bin/python -m uv --version >/dev/null 2>&1; then
    say "fetching uv, the installer (its hash is pinned)"
    .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-bootstrap.txt ||
        say "uv cannot be had here; plain pip does the same work from the same lock, more slowly"
fi

say "installing $(grep -c '==' "$lock") locked libraries from $lock"
if .venv/bin/python -m uv --version >/dev/null 2>&1; then
    .venv/bin/python -m uv pip install --python .venv/bin/python --require-hashes -r "$lock" ||
        fail "the libraries could not be installed; the reason stands above."
else
    .venv/bin/python -m pip install --require-hashes -r "$lock" ||
        fail "the libraries could not be installed; the reason stands above."
fi

# `comity` as a command, and the clone on the path, without building a package.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$packages/comity-clone.pth"
printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m comity "$@"\n' "$(pwd)" >.venv/bin/comity
chmod +x .venv/bin/comity
stamp_of "$lock" >".venv/.comity-$want"
say "ready"
