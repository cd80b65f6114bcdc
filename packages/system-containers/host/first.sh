#!/bin/bash
# Boot step: fetches the programs for system containers from the parameter PROGRAMS, then the generation that is approved.
# Without either, this instance has no containers to start.
root=${GROUNDWORK_ROOT-}
# shellcheck source=/dev/null # the library that `instances` puts on every host: region, domain, aws_request
. "$root/opt/ecs-groundwork/aws"

fetch() {
  # shellcheck disable=SC2154 # region, domain
  aws_request ssm "https://ssm.$region.$domain/" -H 'Content-Type: application/x-amz-json-1.1' \
    -H 'X-Amz-Target: AmazonSSM.GetParameter' -d "{\"Name\":\"$PROGRAMS\"}"
}

# a role that was just made may be unknown for a moment; an endpoint that says nothing takes minutes to give up on
SECONDS=0
for attempt in {1..12}; do
  answer=$(fetch) && break
  if ((attempt == 12 || SECONDS > 60)); then
    echo "the parameter $PROGRAMS cannot be read: $answer"
    exit 1
  fi
  sleep 5
done
python3 -c 'import base64, gzip, json, os, sys
value = json.load(sys.stdin)["Parameter"]["Value"]
for path, mode, content in json.loads(gzip.decompress(base64.b64decode(value))):
    path = sys.argv[1] + path
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(content)
    os.chmod(path, int(mode, 8))' "$root" <<<"$answer"
"$root/opt/system-containers/converge" first
