#!/bin/sh
# Backs up the database that SAUALNAMA_DATABASE_URL names: `backup.sh FILE`. The bot may run.
set -eu
file=$1; url=${SAUALNAMA_DATABASE_URL:-sqlite:///saualnama.sqlite3}
case $url in
sqlite:///*) python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as source, sqlite3.connect(sys.argv[2]) as target:
    source.backup(target)' "${url#sqlite:///}" "$file" ;;
*) pg_dump --format=custom --file="$file" "$url" ;;
esac
