#!/usr/bin/env bash
# Installs what is missing on a Debian machine: the PostgreSQL server, Chromium for the browser tests, Chinese fonts, local tools.
# With --tests also what only the tests need: LibreOffice, which opens the workbooks the application writes.
# Fast if everything is installed. Without the right to install, it prints the command to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }

has_postgresql() {
  command -v pg_ctl > /dev/null && command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' > /dev/null \
    || compgen -G '/usr/local/pgsql/bin/pg_ctl' > /dev/null || compgen -G '/opt/homebrew/opt/postgresql*/bin/pg_ctl' > /dev/null
}
has_chromium() { [ -x "${CHROMIUM:-}" ] || command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null; }
has_fonts() { compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' > /dev/null || { command -v fc-list > /dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }; }
has_icu() { compgen -G '/usr/lib/*/libicuuc.so.*' > /dev/null || compgen -G '/usr/lib*/libicuuc.so.*' > /dev/null; }

if ! command -v dotnet > /dev/null; then
  say "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download"
  exit 1
fi

missing=()
if [ "$(uname)" = Linux ]; then
  has_icu || missing+=(libicu)
  [ -e /usr/share/zoneinfo/Asia/Shanghai ] || missing+=(tzdata)
  has_fonts || missing+=(fonts-noto-cjk)
fi
has_postgresql || missing+=(postgresql)
has_chromium || missing+=(chromium)
[ "${1:-}" != --tests ] || command -v soffice > /dev/null || missing+=(libreoffice-calc-nogui)

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get > /dev/null; then
    say "Please install with this machine's package manager: ${missing[*]}"
    exit 1
  fi

  as_root=()
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2> /dev/null; then
      say "Not allowed to install packages. Please run: sudo apt-get install -y ${missing[*]/libicu/libicu-dev}"
      exit 1
    fi

    as_root=(sudo)
  fi

  say "Installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq

  # The ICU package has its version in its name.
  if [[ " ${missing[*]} " == *" libicu "* ]]; then
    missing=("${missing[@]/libicu/$(apt-cache search --names-only '^libicu[0-9]+$' | sort -V | tail -1 | cut -d' ' -f1)}")
  fi

  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi

# The tools are only needed for new migrations, so a failure here is not fatal.
dotnet tool restore > /dev/null || say "dotnet tool restore did not succeed: dotnet-ef is not available."
