#!/usr/bin/env bash
# Runs a command on a virtual display with software OpenGL, so that windows neither need nor disturb a screen.
set -euo pipefail
command -v xvfb-run >/dev/null || {
    [ -n "${DISPLAY:-}" ] && exec "$@"
    echo "There is neither a display nor xvfb-run. On Debian or Ubuntu: apt-get install xvfb xauth" >&2
    exit 1
}
unset QT_QPA_PLATFORM WAYLAND_DISPLAY
exec xvfb-run -a -s "-screen 0 1600x1000x24 +extension GLX" "$@"
