#!/bin/sh
# Puts a backup back: `restore.sh FILE`. Stop the bot before; keep the secret key, or nobody is
# known again. Then run `saualnama database forget LIST` with the list of withdrawals that
# `saualnama database withdrawals LIST` wrote, `saualnama tally rebuild` and `saualnama tally verify`.
set -eu
file=$1; url=${SAUALNAMA_DATABASE_URL:-sqlite:///saualnama.sqlite3}
case $url in
sqlite:///*) path=${url#sqlite:///}; rm -f "$path-wal" "$path-shm"; cp "$file" "$path" ;;
*) pg_restore --clean --if-exists --exit-on-error --single-transaction --dbname="$url" "$file" ;;
esac
