#!/usr/bin/env bash
# Before the first release: recreates the Initial migration of both providers from the model and keeps the handwritten Triggers after it.
# Databases of the old migrations can't be upgraded: delete .data afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."

for provider in PostgreSql SqlServer; do
  if [ "$(ls Migrations/$provider/*_Triggers.cs 2> /dev/null | wc -l)" -ne 1 ]; then
    echo "Migrations/$provider needs one *_Triggers.cs to keep: without it the new database would have no triggers." >&2
    exit 1
  fi
  handwritten=$(grep -lE '\.Sql\(' Migrations/$provider/*.cs | grep -v '_Triggers\.cs$' || true)
  if [ -n "$handwritten" ]; then
    echo "Hand-written SQL outside Triggers would be lost; move it there first: $handwritten" >&2
    exit 1
  fi
done

dotnet tool restore > /dev/null
kept=$(mktemp -d)
cp -r Migrations "$kept/"

# Restore the old migrations if any step fails.
finish() {
  status=$?
  if [ "$status" != 0 ]; then rm -rf Migrations && cp -r "$kept/Migrations" Migrations; fi
  rm -rf "$kept" App/WorkOrders/Migrations
}
trap finish EXIT
rm -f Migrations/*/*.cs

dotnet build App --nologo -v quiet
for provider in PostgreSql SqlServer; do
  dotnet ef migrations add Initial --no-build --project App --context "${provider}Db" \
    --output-dir "../Migrations/$provider" --namespace "WorkOrders.Migrations.$provider"
  stray="App/WorkOrders/Migrations/$provider/${provider}DbModelSnapshot.cs"
  if [ -f "$stray" ]; then mv "$stray" "Migrations/$provider/"; fi

  # Triggers doesn't change the model: its designer file is a renamed copy of Initial's.
  designer=$(ls Migrations/$provider/*_Initial.Designer.cs)
  initial=$(basename "$designer" _Initial.Designer.cs)
  triggers=$((initial + 1))
  cp "$kept/Migrations/$provider/"*_Triggers.cs "Migrations/$provider/${triggers}_Triggers.cs"
  sed -e "s/${initial}_Initial/${triggers}_Triggers/" -e 's/partial class Initial/partial class Triggers/' \
    "$designer" > "Migrations/$provider/${triggers}_Triggers.Designer.cs"
done
dotnet build App --nologo -v quiet
