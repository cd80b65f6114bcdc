#!/bin/bash
# usage: step DIRECTORY. Runs DIRECTORY/run with one variable for each file in DIRECTORY/env.
set -euo pipefail
variables=()
for file in "$1"/env/*; do
  [ -e "$file" ] || break
  # the x keeps newlines at the end of the value
  value=$(cat "$file" && echo x)
  variables+=("${file##*/}=${value%x}")
done
exec env "${variables[@]}" GROUNDWORK_LINE_FILE="$1/line" BASH_ENV="${0%/*}/strict" bash "$1/run"
