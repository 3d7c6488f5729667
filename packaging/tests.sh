#!/usr/bin/env bash
# Runs the tests in two halves side by side, each on a display of its own: windows, commands and pictures, and everything else.
# A few that fail run once more with the machine to themselves, and pass or fail by that; they are named at the end.
# With arguments it runs what they name, in one go.
set -uo pipefail
cd "$(dirname "$0")/.."

run() { packaging/with-display.sh .venv/bin/python -m coverage run -m pytest "$@"; }

[ $# -gt 0 ] && { run "$@"; exit; }

few=5
caches=$(mktemp -d)
trap 'rm -rf "$caches"' EXIT
used="tests/views tests/e2e tests/cli tests/catalog tests/imaging"

half() { # NAME TESTS: runs them, the same examples every time, and remembers those that fail
    run -o "cache_dir=$caches/$1" --hypothesis-seed=0 "${@:2}"
}

again() { # STATUS NAME TESTS: what a half ended with, or what those that failed in it end with when run alone
    local failed="$caches/$2/v/cache/lastfailed" count
    [ "$1" -eq 1 ] || return "$1"
    count=$(.venv/bin/python -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$failed") || return 1
    [ "$count" -le $few ] || return 1
    cp "$failed" "$caches/$2.txt"
    half "${@:2}" --last-failed
}

(sleep 3; half rest tests ${used//tests/--ignore=tests}) >"$caches/rest.log" 2>&1 & # two displays asked for at once may be one
other=$!
half windows $used
windows=$?
wait "$other"
rest=$?
cat "$caches/rest.log"
again $windows windows $used
windows=$?
again $rest rest tests ${used//tests/--ignore=tests}
rest=$?
cat "$caches"/*.txt 2>/dev/null && echo "These failed at first, with the other tests beside them."
exit $((windows | rest))
