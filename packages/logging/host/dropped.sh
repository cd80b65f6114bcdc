#!/bin/sh
# Prints how many records the router has given up since this was asked last, as JSON. Only what a shell and curl can:
# the image has little else.
set -eu
metrics=$(curl -sf --max-time 10 http://127.0.0.1:2020/api/v1/metrics/prometheus)
set -f
total=0 last=
for word in $metrics; do
  case $last in
    fluentbit_output_dropped_records_total\{*) total=$((total + word)) ;;
  esac
  last=$word
done
seen=${GROUNDWORK_ROOT-}/var/lib/log-router/dropped
before=$(cat "$seen" 2>/dev/null) || true
echo "$total" >"$seen"
# it counts from its start
[ "${before:=0}" -le "$total" ] || before=0
echo "{\"dropped\":$((total - before))}"
