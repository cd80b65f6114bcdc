#!/bin/bash
# usage: await-ready SECONDS. Returns once every unit that is required for the registration is ready; when that takes
# longer than SECONDS it says so. It never gives up: a launch ends by its lifecycle hook, and a host that rebooted returns
# when the unit does.
set -euo pipefail
root=${GROUNDWORK_ROOT-}
complained=
for file in "$root"/var/lib/ecs-groundwork/required/*; do
  [ -e "$file" ] || break
  unit=${file##*/}
  until output=$(bash "$root/opt/ecs-groundwork/required" "$unit"); do
    if ((SECONDS > $1)) && [ -z "$complained" ]; then
      complained=yes
      printf '%s\n' "$unit" "$output" >"$root/run/ecs-groundwork/waiting"
      state=${output%%$'\n'*} output=${output#"${output%%$'\n'*}"}
      echo "ecs-groundwork: after $(($1 / 60)) minutes $unit is $state but not ready; until it is, this instance takes no work. ${output#$'\n'}"
    fi
    sleep 1
  done
done
