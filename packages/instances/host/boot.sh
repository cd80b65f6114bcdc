#!/bin/bash
# Runs the boot steps in order; only when all have passed may the agent start. Never waits for a unit: ecs.service
# is ordered after cloud-init, which waits for this script.
set -Eeuo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${GROUNDWORK_ROOT-}/var/lib/cloud/instance/ecs-groundwork/lib"
trap 'report boot "$LINENO" "$?"' ERR
programs=$root/opt/ecs-groundwork
state=$root/var/lib/ecs-groundwork
logs=$root/var/log/ecs-groundwork
mkdir -p "$logs"
limit=$(<"$state/seconds")

for step in "$state"/steps/*; do
  [ -e "$step" ] || break
  name=${step##*/???-}
  # hundredths of a second, of a clock that nobody sets, unlike that of a host that has just started
  read -r began _ <"$root/proc/uptime"
  status=0
  # Its output goes to a file, not to a pipe: a process left behind by the step would hold the pipe open. The time
  # ends before the launch is given up, so that a step that hangs is reported as well; 0 would be no limit.
  left=$((limit - SECONDS))
  timeout --kill-after=10 $((left > 0 ? left : 1)) bash "$programs/step" "$step" >"$logs/$name.log" 2>&1 </dev/null || status=$?
  read -r ended _ <"$root/proc/uptime"
  took=$((10#${ended/./} - 10#${began/./}))
  echo "{\"name\":\"$name\",\"seconds\":${took}e-2}" >>"$root/run/ecs-groundwork/steps"
  if ((status)); then
    report "$name" "$(cat "$step/line" 2>/dev/null || echo unknown)" "$status" "$logs/$name.log"
    exit "$status"
  fi
  cat "$logs/$name.log"
  echo "ecs-groundwork: step '$name' took $((took / 100)) s"
done

# in cloud-init's directory of this very instance: others made from its AMI are closed until their own boot has succeeded
touch "$here/booted"
mapfile -t units <"$state/units"
systemctl daemon-reload
systemctl enable --quiet "${units[@]}"
systemctl start --no-block ecs-groundwork-ready.service "${units[@]}"
