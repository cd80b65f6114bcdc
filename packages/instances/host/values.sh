#!/bin/bash
# Second script of the user data: what holds values of the deployment, or is no plain text. Then the boot begins.
set -Eeuo pipefail
root=${GROUNDWORK_ROOT-}
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$root/var/lib/cloud/instance/ecs-groundwork-lib"
trap 'report values "$LINENO" "$?"' ERR
: FILES
exec bash "$root/opt/ecs-groundwork/boot"
