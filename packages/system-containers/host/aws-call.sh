#!/bin/bash
# usage: aws-call REGION SERVICE TARGET BODY
# Calls a service that speaks JSON, with the credentials of the instance's role, and prints its answer. Without a region:
# in the instance's own.
set -euo pipefail
# shellcheck source=/dev/null # the library that `instances` puts on every host: domain, aws_request
. "${GROUNDWORK_ROOT-}/opt/ecs-groundwork/aws"
# shellcheck disable=SC2154 # region; below, domain
region=${1:-$region}
# shellcheck disable=SC2154
answer=$(aws_request "$2" "https://${2/#ecr/api.ecr}.$region.$domain/" \
  -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: $3" -d "$4") || {
  status=$?
  # 22: the service refused, and this is why. Anything else may be the first half of a secret.
  ((status != 22)) || echo "$answer" >&2
  exit "$status"
}
printf '%s\n' "$answer"
