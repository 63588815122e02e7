#!/usr/bin/env bash
# The programs outside Python that the tests drive: a real browser, a real PostgreSQL, letters for
# screenshots, and a reader of PDFs.
# Installs what is missing with apt-get as root; anyone else is told in one sentence. A blink when nothing is missing.
set -euo pipefail

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_fonts() { [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || [ -n "$(fc-list 2>/dev/null)" ]; }

missing=()
command -v chromium >/dev/null || missing+=(chromium)
has_postgres || missing+=(postgresql)
has_fonts || missing+=(fonts-dejavu-core)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    printf 'tests: install what this machine lacks and run this again (Debian and Ubuntu: sudo apt-get install %s).\n' \
        "${missing[*]}" >&2
    exit 1
fi

printf 'tests: installing %s with apt-get\n' "${missing[*]}" >&2
if [[ " ${missing[*]} " == *" postgresql "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
    # The tests start a server of their own in a scratch folder: Debian need not make and start one for the machine.
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
fi
export DEBIAN_FRONTEND=noninteractive
{
    apt-get -qq update
    # confold: dpkg keeps the line written above, and asks nobody.
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold \
        install -y --no-install-recommends "${missing[@]}"
} </dev/null >/dev/null
