#!/usr/bin/env bash
# Adds a migration for both providers: build/add-migration.sh Name
set -euo pipefail
cd "$(dirname "$0")/.."
for provider in PostgreSql SqlServer; do
  dotnet ef migrations add "$1" --project App --context "${provider}Db" \
    --output-dir "../Migrations/$provider" --namespace "WorkOrders.Migrations.$provider"

  # dotnet ef searches the snapshot only below the project; otherwise it derives a folder from the namespace.
  stray="App/WorkOrders/Migrations/$provider/${provider}DbModelSnapshot.cs"
  if [ -f "$stray" ]; then mv "$stray" "Migrations/$provider/"; fi
done
rm -rf App/WorkOrders/Migrations
