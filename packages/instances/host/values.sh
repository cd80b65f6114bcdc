#!/bin/bash
# The script of the user data, which runs once: puts in place what is plain text, then what holds values of the deployment
# or is no plain text. Then the boot begins.
set -Eeuo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${GROUNDWORK_ROOT-}/var/lib/cloud/instance/ecs-groundwork/lib"
trap 'report values "$LINENO" "$?"' ERR
# first, where this is reported to
: REPORTS
# it says itself what is wrong
bash "$here/install" || exit
: FILES
exec bash "$root/opt/ecs-groundwork/boot"
