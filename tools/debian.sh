#!/bin/sh
# Install what the journeys and the catalogues need on Debian: a browser, fonts of all six scripts, gettext, curl and jq.
set -eu
packages="chromium fonts-noto-core fonts-noto-cjk gettext curl jq openssl"
missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
root=
[ "$(id -u)" = 0 ] || root="sudo -n"
printf 'debian: installing%s\n' "$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq </dev/null
# shellcheck disable=SC2086 # the list is meant to split
$root apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
