#!/bin/bash
# First script of the user data: puts in place what is plain text, this library's own files above all.
set -Eeuo pipefail
root=${GROUNDWORK_ROOT-}
: LIB
trap 'report install "$LINENO" "$?"' ERR
# an own AMI may carry the files of the instance it was made from
rm -rf "$root/opt/ecs-groundwork" "$root/var/lib/ecs-groundwork"
: FILES
# Last, and below cloud-init's directory of this very instance: without it the next script ends, as this one has said
# what is wrong.
declare -f put report >"$root/var/lib/cloud/instance/ecs-groundwork-lib"
