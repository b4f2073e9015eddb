#!/usr/bin/env bash
# Starts the application with demo data on http://localhost:5080. Ctrl+C stops it and its database. Arguments go to the application.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
./setup.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
dotnet build App -c Release --nologo -v quiet -clp:NoSummary
exec dotnet App/bin/Release/net10.0/App.dll "$@"
