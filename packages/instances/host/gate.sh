#!/bin/sh
# Boothook: runs early on every boot, before anything else of the user data can fail. From here on ecs.service starts
# only together with a unit that exists once the boot has succeeded. BindsTo, because Requires lets through the start
# job of ecs.service that was queued before this file existed.
set -eu
dir="${GROUNDWORK_ROOT-}/etc/systemd/system/ecs.service.d"
mkdir -p "$dir"
printf '[Unit]\nBindsTo=%s\nAfter=%s\n' ecs-groundwork-ready.service ecs-groundwork-ready.service >"$dir/ecs-groundwork.conf"
systemctl daemon-reload
