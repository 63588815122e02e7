#!/usr/bin/env bash
# Make .venv ready: the locked packages with their hashes, and this project as an editable install.
# Idempotent, and done in a blink when nothing has changed. Needs Python 3.11 or newer; neither uv nor the venv module.
#   PYTHON=/path/to/python3.13 scripts/setup.sh   to choose the Python that .venv is made with
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
stamp=$venv/.set-up
lock=requirements-dev.lock
# Newest first. The lock has wheels for these; a plain python3 that is newer still is tried last.
candidates=(python3.14 python3.13 python3.12 python3.11 python3 python /usr/bin/python3)
[ -z "${PYTHON:-}" ] || candidates=("$PYTHON")
virtualenv_pin=virtualenv==21.15.8
scratch=""
trap '[ -z "$scratch" ] || rm -rf -- "$scratch"' EXIT

say() { printf 'set-up: %s\n' "$*" >&2; }
give_up() {
    say "$*"
    exit 1
}

# What this .venv was made from: when it all stands as it did, there is nothing to do. The folder is part of it, since
# an environment that is moved has scripts that point to where it was.
fingerprint() {
    pwd -P
    cksum "$lock" pyproject.toml scripts/setup.sh
}

is_ready() { [ -x $venv/bin/dispatcher ] && [ -f $stamp ] && [ "$(cat $stamp)" = "$(fingerprint)" ]; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
has_pip() { "$1" -m pip --version >/dev/null 2>&1; }
is_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# Every Python 3.11+ of this machine, one a line. The ones that can make an environment by themselves come first.
pythons() {
    local name able=() rest=()
    for name in "${candidates[@]}"; do
        new_enough "$name" || continue
        if has_venv "$name"; then able+=("$name"); else rest+=("$name"); fi
    done
    [ ${#able[@]} -eq 0 ] || printf '%s\n' "${able[@]}"
    [ ${#rest[@]} -eq 0 ] || printf '%s\n' "${rest[@]}"
}

apt_install() {
    say "installing $* with apt-get"
    DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
} >/dev/null </dev/null

# A Python without the venv module: borrow virtualenv through its pip, in a scratch folder, so that nothing outside
# .venv is left changed.
with_virtualenv() {
    scratch=$(mktemp -d)
    say "$1 has no venv module: using $virtualenv_pin from its pip"
    PIP_ROOT_USER_ACTION=ignore "$1" -m pip install --quiet --no-input --disable-pip-version-check \
        --target "$scratch" "$virtualenv_pin" >&2 &&
        PYTHONPATH=$scratch "$1" -m virtualenv --quiet --no-download --no-periodic-update $venv
}

make_environment() {
    local python  # sed reads to the end: head would leave, and its SIGPIPE end us now and then
    python=$(pythons | sed -n 1p)
    if { [ -z "$python" ] || ! has_venv "$python"; } && [ -z "${PYTHON:-}" ] && is_root_on_debian; then
        apt_install python3 python3-venv || say "apt-get could not install python3-venv; going on without it"
        hash -r
        python=$(pythons | sed -n 1p)
    fi
    [ -n "$python" ] || give_up "no Python 3.11 or newer found${PYTHON:+ at $PYTHON}: install one (Debian and Ubuntu:" \
        "apt install python3 python3-venv; macOS: brew install python@3.13) or name it with PYTHON=/path/to/python3."
    say "making $venv with $("$python" --version) ($(command -v "$python"))"
    rm -rf $venv
    if has_venv "$python"; then
        "$python" -m venv $venv
    elif has_pip "$python"; then
        with_virtualenv "$python" || give_up "that failed: install the venv module of $python (Debian and Ubuntu:" \
            "apt install python3-venv) and run this again."
    else
        give_up "$python has neither the venv module nor pip: install one of them (Debian and Ubuntu:" \
            "apt install python3-venv) and run this again."
    fi
}

# The lock is complete, so pip resolves nothing (--no-deps), builds nothing (--only-binary) and takes no file whose
# hash it does not know. We are built by the locked hatchling, not by one fetched for the occasion.
install_packages() {
    local pip=("$venv/bin/python" -m pip --no-input --disable-pip-version-check)
    say "installing the packages of $lock (a minute or so)"
    "${pip[@]}" install --quiet --require-hashes --only-binary :all: --no-deps -r $lock
    "${pip[@]}" install --quiet --no-build-isolation --no-deps --editable .
    "${pip[@]}" check >&2
}

# The report as PDF is laid out with Pango, which is no Python package. Everything else works without it, so a machine
# that lacks it is told and goes on.
has_pango() {
    "$venv/bin/python" -c 'import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"): ctypes.CDLL(name)' 2>/dev/null ||
        [ "$(uname)" != Linux ]
}
pango() {
    local packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
    ! has_pango || return 0
    ! is_root_on_debian || ! apt_install "${packages[@]}" || return 0
    say "no Pango here: reports come without a PDF (Debian and Ubuntu: sudo apt-get install ${packages[*]})"
}

is_ready && exit 0
{ new_enough $venv/bin/python && has_pip $venv/bin/python; } || make_environment
rm -f $stamp
install_packages
pango
fingerprint >$stamp
say "ready: $($venv/bin/python --version) in $venv"
