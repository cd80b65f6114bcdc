#!/bin/bash
# Puts in place what is plain text, this library's own files above all.
set -Eeuo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${GROUNDWORK_ROOT-}/var/lib/cloud/instance/ecs-groundwork/lib"
trap 'report install "$LINENO" "$?"' ERR
# an own AMI may carry the files of the instance it was made from
rm -rf "$root/opt/ecs-groundwork" "$root/var/lib/ecs-groundwork"
: FILES
cp -p "$here/aws" "$root/opt/ecs-groundwork/aws"
