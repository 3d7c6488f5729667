#!/usr/bin/env bash
# Runs the tests in two halves side by side, each on a display of its own: windows and commands, and everything else.
# With arguments it runs what they name, in one go.
set -uo pipefail
cd "$(dirname "$0")/.."

run() { packaging/with-display.sh .venv/bin/python -m coverage run -m pytest "$@"; }

[ $# -gt 0 ] && { run "$@"; exit; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
used="tests/views tests/e2e tests/cli tests/catalog"
(sleep 3; run tests ${used//tests/--ignore=tests}) >"$log" 2>&1 & # two displays asked for at once may be one
other=$!
run $used
windows=$?
wait "$other"
rest=$?
cat "$log"
exit $((windows | rest))
