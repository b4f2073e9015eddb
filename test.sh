#!/usr/bin/env bash
# Builds once and runs every test; the last line reads "N passed, N failed". Arguments go to dotnet test, such as --filter Desk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
./setup.sh --tests
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build WorkOrders.sln -c Release --nologo -v quiet -clp:NoSummary

results=TestResults/last
rm -rf "$results"
status=0
dotnet test WorkOrders.sln -c Release --no-build --nologo --logger trx --results-directory "$results" "$@" || status=$?

count() {
  { cat "$results"/*.trx 2> /dev/null || true; } | { grep -o '<Counters [^>]*' || true; } | { grep -oE " $1=\"[0-9]+\"" || true; } \
    | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(count passed)
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))

# An aborted run reports fewer tests and no failures.
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
