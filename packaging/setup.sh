#!/usr/bin/env bash
# Makes everything MedView needs, once: system libraries (Debian, Ubuntu), a virtual environment, locked dependencies.
# Run again after nothing changed, it returns at once.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
lock=packaging/requirements.lock
stamp="$venv/.ready"
packages=(
    python3-venv xvfb xauth libegl1 libgl1 libgl1-mesa-dri libglx-mesa0 libxcb-cursor0 libxkbcommon-x11-0
    libxkbcommon0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xinerama0 libxcb-xkb1 libxcb-sync1 libxcb-xfixes0 libxrender1 libxt6 libsm6 libice6 libdbus-1-3
    libfontconfig1 libfreetype6 libglib2.0-0 fonts-dejavu-core fonts-nanum dicom3tools
)
export DEBIAN_FRONTEND=noninteractive

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
    local name
    for name in "${packages[@]}"; do
        [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null | cut -c1-2)" = ii ] && continue
        # Ubuntu 24.04 renamed some libraries with a t64 ending.
        [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "${name}t64" 2>/dev/null | cut -c1-2)" = ii ] && continue
        printf '%s\n' "$name"
    done
}

install_system_packages() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || {
        command -v xvfb-run >/dev/null || say "Note: without a display MedView needs Xvfb and Mesa's OpenGL; install them with your package manager."
        return 0
    }
    local missing
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "${missing// /}" ] || return 0
    local command="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" = 0 ]; then
        say "Installing system libraries: $missing"
        bash -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing" >&2
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        say "Installing system libraries with sudo: $missing"
        sudo bash -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing" >&2
    else
        say "MedView needs system libraries that are not installed. Run this as root, then try again:"
        say "    $command"
        exit 1
    fi
}

find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        command -v "$name" >/dev/null || continue
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' && { printf '%s' "$name"; return; }
    done
    say "MedView needs Python 3.11, 3.12 or 3.13; none was found. Install one and try again."
    exit 1
}

wanted=$(cat "$lock" pyproject.toml "$0" | sha256sum | cut -d' ' -f1)
[ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ] && exit 0

install_system_packages
[ -x "$venv/bin/python" ] || "$(find_python)" -m venv "$venv"
say "Installing the locked dependencies into $venv (some minutes the first time)"
"$venv/bin/python" -m pip install --disable-pip-version-check -q -r "$lock" >&2
"$venv/bin/python" -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e . >&2
printf '%s' "$wanted" > "$stamp"
