#!/bin/sh
# Entry point of the log router: what only the instance knows becomes the environment of Fluent Bit.
set -eu
root=${GROUNDWORK_ROOT-}
cd "$root/etc/log-router"
INSTANCE_ID=$(cat instance-id)
export INSTANCE_ID
for file in "$root"/run/secrets/TO_*; do
  [ -e "$file" ] || break
  name=${file##*/}
  value=$(cat "$file")
  # it expands variables in what variables hold, too
  case $value in
    *\$\{*)
      echo "log-router: the secret for $name contains \${, which Fluent Bit would expand" >&2
      exit 1
      ;;
  esac
  export "$name=$value"
done
exec "$root/fluent-bit/bin/fluent-bit" --config=fluent-bit.yaml
