#!/bin/bash
# Boot step: reads the login of private registries with the instance's role and adds it to the agent's configuration.
# SECRET is the ARN of a secret, or OBJECT is BUCKET/KEY in S3. The login is never printed.
root=${GROUNDWORK_ROOT-}
# shellcheck source-path=SCRIPTDIR source=aws.sh
. "$root/opt/ecs-groundwork/aws"

read_login() {
  if [ -n "${SECRET-}" ]; then
    aws_request secretsmanager "https://secretsmanager.$region.$domain/" \
      -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: secretsmanager.GetSecretValue' \
      -d "{\"SecretId\":\"$SECRET\"}"
  else
    # S3 wants the hash of the body, here of none; not every curl says it by itself
    aws_request s3 "https://s3.$region.$domain/$OBJECT" \
      -H 'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  fi
}

answer=$(read_login) || {
  status=$?
  # 22: the service refused, and this is why. Anything else may be the first half of the login.
  ((status == 22)) || answer="curl ended with $status"
  echo "the registry login ${SECRET:-s3://$OBJECT} cannot be read: $answer"
  exit "$status"
}
settings=$(python3 "$root/opt/ecs-groundwork/registry-login.py" "${SECRET:+secret}" <<<"$answer")
printf '\n%s\n' "$settings" >>"$root/etc/ecs/ecs.config"
