#!/bin/bash
# Returns once every unit that is required for the registration is active and its command, if it has one, succeeds.
# It never gives up: a launch ends by its lifecycle hook, and a host that rebooted returns when the unit does.
set -euo pipefail
root=${GROUNDWORK_ROOT-}
complained=
for file in "$root"/var/lib/ecs-groundwork/required/*; do
  [ -e "$file" ] || break
  unit=${file##*/}
  output=
  until state=$(systemctl is-active "$unit") && output=$(bash -euo pipefail "$file" 2>&1); do
    if ((SECONDS > 300)) && [ -z "$complained" ]; then
      complained=yes
      echo "ecs-groundwork: after 5 minutes $unit is $state but not ready; until it is, this instance takes no work. $output"
    fi
    sleep 1
  done
done
