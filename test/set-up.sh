#!/usr/bin/env bash
# Finds, or installs where it may (root on Debian), what tests need beyond npm: a browser, Redis, Django.
# What cannot be had is said in one line, and its tests skip; with CI=true that is an error.
set -u

missing=()

need() { # need WHAT PACKAGE COMMAND…: is it there, or can apt bring it?
  local what=$1
  shift
  prefer "$@" || missing+=("$what ($1)")
}

prefer() { # prefer PACKAGE COMMAND…: the same, and no harm where it cannot.
  local package=$1
  shift
  "$@" >/dev/null 2>&1 && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return
  echo "installing $package for the tests"
  [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; updated=yes; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1
  "$@" >/dev/null 2>&1
}

# Chromium without its windows: half the CPU. Where it cannot be had, the whole one does.
has_light_browser() {
  [ -n "${CHROMIUM_PATH:-}" ] || [ -x /usr/lib/chromium/chromium-headless-shell ]
}

has_browser() {
  [ -n "${CHROMIUM_PATH:-}" ] && [ -x "$CHROMIUM_PATH" ] || has_light_browser || command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_django() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import django' 2>/dev/null && return
  done
  return 1
}

prefer chromium-headless-shell has_light_browser
need 'a browser' chromium has_browser
need 'Redis' redis-server command -v redis-server
need 'Django' python3-django has_django
if [ "${1:-}" = soak ]; then
  need 'WordPress' wordpress test -f /usr/share/wordpress/wp-load.php
  need 'PHP for MariaDB' php-mysql php -r 'exit((int) !extension_loaded("mysqli"));'
  need 'PHP’s curl' php-curl php -r 'exit((int) !extension_loaded("curl"));'
  need 'MariaDB' mariadb-server mariadbd --version
  need 'Java' default-jre-headless java -version
  need 'feedparser' python3-feedparser /usr/bin/python3 -c 'import feedparser'
  # Validators of others, too big to be dependencies.
  [ -d var/validators/node_modules/jsonfeed-schema ] ||
    npm install --prefix var/validators --no-audit --no-fund --silent vnu-jar@26.9.27 datapackage@1.1.10 @redocly/cli@2.77.0 jsonfeed-schema@0.5.0 ||
    missing+=('validators (npm)')
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "tests that need these are skipped: $(IFS=,; echo "${missing[*]}")" >&2
  [ "${CI:-}" = true ] && exit 1
fi
exit 0
