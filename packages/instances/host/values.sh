#!/bin/bash
# Second script of the user data: what belongs to this group and its contributions. Then the boot begins.
set -Eeuo pipefail
root=${GROUNDWORK_ROOT-}
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$root/var/lib/cloud/instance/ecs-groundwork-lib"
trap 'report values "$LINENO" "$?"' ERR
: FILES
exec bash "$root/opt/ecs-groundwork/boot"
