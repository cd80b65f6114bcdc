#!/bin/bash
# shellcheck disable=SC2154 # root and here are in LIB
# Boothook: runs on every boot, before the script of the user data, with all that travels compressed. It starts what
# reports the boot, so that a report comes whatever becomes of that script. What it writes is in cloud-init's directory of
# this very instance: an own AMI may carry what was written on another one.
set -euo pipefail
: LIB
notes=$root/run/ecs-groundwork
kind=reboot
[ -e "$here" ] || kind='first boot'
mkdir -p "$here" "$notes"
echo "$kind" >"$notes/kind"
read -r uptime _ <"$root/proc/uptime"
echo "$uptime" >"$notes/began"
: FILES
{
  declare -p root here
  declare -f put report
} >"$here/lib"
systemctl start --no-block ecs-groundwork-watch.service
