#!/usr/bin/env bash
# Before the first release: makes both providers' Initial migration anew from the model, and puts the hand-written
# trigger migration after it. Delete .data afterwards: a database made by the old migrations can't be upgraded.
set -euo pipefail
cd "$(dirname "$0")/.."

kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
for provider in PostgreSql SqlServer; do
  cp Migrations/$provider/*_OrderTallyTriggers.cs "$kept/$provider.cs"
  rm -f Migrations/$provider/*.cs
done

dotnet build App --nologo -v quiet
for provider in PostgreSql SqlServer; do
  dotnet ef migrations add Initial --no-build --project App --context "${provider}Db" \
    --output-dir "../Migrations/$provider" --namespace "WorkOrders.Migrations.$provider"
  stray="App/WorkOrders/Migrations/$provider/${provider}DbModelSnapshot.cs"
  if [ -f "$stray" ]; then mv "$stray" "Migrations/$provider/"; fi

  # The triggers change nothing in the model, so their designer file is the one of Initial under another name.
  designer=$(ls Migrations/$provider/*_Initial.Designer.cs)
  initial=$(basename "$designer" _Initial.Designer.cs)
  triggers=$((initial + 1))
  cp "$kept/$provider.cs" "Migrations/$provider/${triggers}_OrderTallyTriggers.cs"
  sed -e "s/${initial}_Initial/${triggers}_OrderTallyTriggers/" -e 's/partial class Initial/partial class OrderTallyTriggers/' \
    "$designer" > "Migrations/$provider/${triggers}_OrderTallyTriggers.Designer.cs"
done
rm -rf App/WorkOrders/Migrations
dotnet build App --nologo -v quiet
