#!/bin/sh
# Prepares a checkout: finds a Python that will do, fetches from the system what it lacks, fills .venv.
#
#     installer/setup.sh run       what it takes to start Parlor
#     installer/setup.sh dev       and to test and check it
#     installer/setup.sh build     and to package it
#
# make calls it, and only when pyproject.toml, a lock or this file has changed since. Everything it adds lies in .venv/,
# but for the system's own packages, which it installs only where it may do so without asking (as root, or by sudo).
set -eu

purpose=${1:?"run, dev or build"}
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$@"; }
fail() { say "$@" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A Python that is new enough and came with its windows (tkinter) and its environments (venv). Distributions split
# both off into packages of their own.
will_do() { "$1" -c 'import sys; assert sys.version_info >= (3, 11); import ensurepip, tkinter, venv' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if have "$candidate" && will_do "$candidate"; then
            say "$candidate"
            return
        fi
    done
}

# Whether PyInstaller finds the shared library of this Python. Debian's python3 is complete without it.
has_library() {
    "$1" -c 'import ctypes, sysconfig as s; s.get_config_var("Py_ENABLE_SHARED") and ctypes.CDLL(s.get_config_var("INSTSONAME"))' \
        2>/dev/null
}

# Ubuntu has its browsers as snaps alone, which tests cannot drive: there the tests about guests are left out.
is_ubuntu() { (. "${OS_RELEASE:-/etc/os-release}" && [ "$ID" = ubuntu ]) 2>/dev/null; }

# The system's packages that are missing, by what one can see of them.
missing_packages() {
    python=$(find_python)
    [ -n "$python" ] || say python3-tk python3-venv
    [ "$purpose" != run ] || return 0
    have Xvfb || say xvfb              # tests open their windows where nobody sees them
    have xauth || say xauth            # xvfb-run asks for it
    have xdotool || say xdotool        # the trial of the packaged application types and clicks with it
    have irssi || say irssi            # others' clients come into a room as well
    have weechat || say weechat-curses
    have openbox || say openbox        # and closes its windows as people do
    have ip || say iproute2            # networks of several computers are made with it
    have chromedriver || is_ubuntu || say chromium chromium-driver  # and a browser comes into rooms as a guest
    [ "$purpose" = build ] || return 0
    python=${python:-python3}
    has_library "$python" || "$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])'
    have objdump || say binutils       # PyInstaller looks with it for the libraries a program needs
    have xclip || say xclip            # the trial of the packaged application pastes a picture with it
    have appstreamcli || say appstream # what software centres read of Parlor is looked over before it is packed
    have desktop-file-validate || say desktop-file-utils  # and what menus read
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        fail "Parlor needs some packages of your system that are not there yet. Please run" \
             "    sudo apt-get install $*" "and then the same command again."
    fi
    say "Installing from the system's packages: $*"
    # A source that cannot be reached must not keep the others from being used.
    $as_root apt-get update -qq || true
    $as_root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ "$(uname)" = Linux ]; then
    # Word by word, on purpose: it is a list.
    # shellcheck disable=SC2046
    set -- $(missing_packages)
    if [ $# -gt 0 ]; then
        have apt-get || fail "Parlor needs what Debian calls: $*. Please install these with your system's package manager."
        install_packages "$@"
    fi
fi

python=$(find_python)
[ -n "$python" ] || fail "Parlor needs Python 3.11 or newer with tkinter, and found none." \
    "Please install one (from python.org, or with your system's package manager) and say where it is: make PYTHON=/path/to/python3"

# An environment of a Python that has gone, or of one that is too old, is made anew.
if ! .venv/bin/python -c 'import sys; assert sys.version_info >= (3, 11); import tkinter' 2>/dev/null; then
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

say "Installing Parlor and what it needs into .venv"
pip() { .venv/bin/python -m pip "$@"; }
# The exact versions everybody else has, with their checksums. Where the packages come from a mirror that has others,
# or for a Python for which these were never made, whatever pyproject.toml allows will do.
locked() {
    pip install --quiet --disable-pip-version-check --require-hashes --requirement "installer/$purpose.lock" &&
        pip install --quiet --disable-pip-version-check --no-deps --editable .
}
case $purpose in
    run) what=. ;;
    dev) what=.[dev] ;;
    build) what=.[dev,build] ;;
esac
if [ "$purpose" = run ] || ! locked; then
    [ "$purpose" = run ] || say "Not everything is to be had as it is locked; taking what pyproject.toml allows."
    pip install --quiet --disable-pip-version-check --editable "$what"
fi
touch ".venv/$purpose.stamp" .venv/run.stamp
[ "$purpose" != build ] || touch .venv/dev.stamp
